"""Disks that fail: one that loses what was not flushed, one that is full, one that tells each step."""

from collections.abc import Callable
from dataclasses import dataclass, field
from errno import ENOSPC
from pathlib import Path
from random import Random

from models.store.disk import RealDisk
from tests.models.store.vfs import FULL, OK, Deed, Write


class Cut(BaseException):
    """The power went."""


@dataclass
class Content:
    """A file's bytes: what survives a cut, and what has been written."""

    flushed: bytes | None
    written: bytes

    def after_cut(self, chance: Random) -> bytes:
        """The flushed bytes, the written ones, or some sectors of each."""
        if self.flushed is None or chance.random() < 0.3:
            return self.written[: chance.randrange(len(self.written) + 1)]
        if chance.random() < 0.3:
            return self.flushed
        mixed = bytearray(self.flushed)
        for at in range(0, len(self.written), 512):
            if chance.random() < 0.5:
                mixed[at : at + 512] = self.written[at : at + 512]
        return bytes(mixed)


@dataclass
class PowerDisk:
    """A disk in memory whose power goes at step `cut_at`. `lazy` names promises it does not keep: planted bugs."""

    cut_at: int = -1
    lazy: frozenset[str] = frozenset()
    steps: int = 0
    names: dict[Path, Content] = field(default_factory=dict)
    flushed_names: dict[Path, Content] = field(default_factory=dict)

    def read(self, path: Path) -> bytes:
        if path not in self.names:
            raise FileNotFoundError(path)
        return self.names[path].written

    def write(self, path: Path, data: bytes) -> None:
        flushed = self.names[path].flushed if path in self.names else None
        if "whole" in self.lazy and path in self.names:
            flushed = None
        content = self.names.setdefault(path, Content(flushed, b""))
        content.written = data
        self._step()

    def flush(self, path: Path) -> None:
        if "flush" not in self.lazy:
            self.names[path].flushed = self.names[path].written
        self._step()

    def rename(self, old: Path, new: Path) -> None:
        self.names[new] = self.names.pop(old)
        self._step()

    def flush_folder(self, folder: Path) -> None:  # noqa: ARG002  # there is one folder
        if "flush_folder" not in self.lazy:
            self.flushed_names = dict(self.names)
        self._step()

    def remove(self, path: Path) -> None:
        self.names.pop(path, None)

    def reserve(self, path: Path, size: int) -> None:
        self.write(path, bytes(size))

    def free(self, folder: Path) -> int:  # noqa: ARG002  # there is one folder
        return 1 << 40

    def _step(self) -> None:
        self.steps += 1
        if self.steps == self.cut_at:
            raise Cut

    def after_cut(self, chance: Random) -> "PowerDisk":
        """The disk as it is found: each name the old one or the new one, each file as its flushes left it."""
        found = PowerDisk()
        for path in self.names.keys() | self.flushed_names.keys():
            before, now = self.flushed_names.get(path), self.names.get(path)
            content = now if now is before or chance.random() < 0.5 else before
            if content is not None:
                kept = content.after_cut(chance) if content.flushed != content.written else content.written
                found.names[path] = Content(kept, kept)
        found.flushed_names = dict(found.names)
        return found


@dataclass
class Room:
    """How many writes still fit, whoever makes them: SQLite through its file layer, or the store's small files."""

    left: int
    used: int = 0

    def take(self) -> bool:
        self.used += 1
        self.left -= 1
        return self.left >= 0

    def watch(self, deed: Deed) -> int:
        return OK if not isinstance(deed, Write) or self.take() else FULL


@dataclass
class FullDisk(RealDisk):
    """The real disk, until there is no room."""

    room: Room

    def write(self, path: Path, data: bytes) -> None:
        if not self.room.take():
            path.write_bytes(data[: len(data) // 2])  # as much as still fitted
            raise OSError(ENOSPC, "No space left on device")
        super().write(path, data)


@dataclass
class ToldDisk(RealDisk):
    """The real disk, which says each step by name before it does it."""

    tell: Callable[[str], None]

    def write(self, path: Path, data: bytes) -> None:
        self.tell(f"write {path.name}")
        super().write(path, data)

    def flush(self, path: Path) -> None:
        self.tell(f"flush {path.name}")
        super().flush(path)

    def rename(self, old: Path, new: Path) -> None:
        self.tell(f"rename {new.name}")
        super().rename(old, new)

    def flush_folder(self, folder: Path) -> None:
        self.tell(f"flush folder {folder.name}")
        super().flush_folder(folder)

    def remove(self, path: Path) -> None:
        if path.exists():
            self.tell(f"remove {path.name}")
        super().remove(path)
