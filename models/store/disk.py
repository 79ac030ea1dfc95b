"""The few things the store asks of a disk for its small files, so that tests can hand in one that fails."""

import os
import shutil
import sys
from pathlib import Path
from typing import Protocol


class Disk(Protocol):
    """Every method either does its whole work or raises `OSError`."""

    def read(self, path: Path) -> bytes: ...

    def write(self, path: Path, data: bytes) -> None:
        """Make or overwrite a file. Nothing is promised before `flush`."""

    def flush(self, path: Path) -> None:
        """What was written to `path` survives a power cut from here on."""

    def rename(self, old: Path, new: Path) -> None:
        """Put `old` in the place of `new` at one stroke."""

    def flush_folder(self, folder: Path) -> None:
        """Names made, changed or removed in `folder` survive a power cut from here on."""

    def remove(self, path: Path) -> None:
        """A file that is not there is gone already."""

    def reserve(self, path: Path, size: int) -> None:
        """Take `size` bytes of the disk, for real."""

    def free(self, folder: Path) -> int:
        """Bytes left for us."""


class RealDisk:
    """The disk of this machine."""

    def read(self, path: Path) -> bytes:
        return path.read_bytes()

    def write(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)

    def flush(self, path: Path) -> None:
        with path.open("rb+") as file:
            os.fsync(file.fileno())

    def rename(self, old: Path, new: Path) -> None:
        old.replace(new)

    def flush_folder(self, folder: Path) -> None:
        if sys.platform == "win32":
            return  # NTFS journals names itself and has no handle to flush a folder by
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def reserve(self, path: Path, size: int) -> None:
        with path.open("wb") as file:
            if sys.platform == "linux":
                os.posix_fallocate(file.fileno(), 0, size)
            else:
                for _ in range(0, size, 1 << 20):
                    file.write(bytes(min(size, 1 << 20)))

    def free(self, folder: Path) -> int:
        return shutil.disk_usage(folder).free


def replace(disk: Disk, path: Path, data: bytes) -> None:
    """Write `path` so that a power cut leaves either the old content or the new, whole."""
    fresh = path.with_name(f"{path.name}.new")
    disk.write(fresh, data)
    disk.flush(fresh)
    disk.rename(fresh, path)
    disk.flush_folder(path.parent)


def beside(database: Path) -> tuple[Path, ...]:
    """A database file and what SQLite may lay beside it, the file itself first."""
    return tuple(database.with_name(database.name + end) for end in ("", "-wal", "-shm", "-journal"))
