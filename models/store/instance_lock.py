"""One program at a time per data folder; and whether the last one closed it in order."""

import os
import sys
from pathlib import Path

OPEN = b"open"
CLOSED = b"closed"
FAR = 1 << 20
"""Windows locks bytes, not files: one that nobody reads."""


class InstanceLock:
    """Held by the operating system, which lets go when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> bool:
        """Whether it is ours now."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def closed_in_order(self) -> bool:
        """Whether the last one to open the store also closed it. True where nobody ever did."""
        return self._said() in (b"", CLOSED)

    def say_open(self) -> None:
        self._say(OPEN)

    def say_closed(self) -> None:
        self._say(CLOSED)

    def let_go(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _said(self) -> bytes:
        assert self._handle is not None
        os.lseek(self._handle, 0, os.SEEK_SET)
        return os.read(self._handle, len(CLOSED))

    def _say(self, word: bytes) -> None:
        assert self._handle is not None
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, word)
        os.ftruncate(self._handle, len(word))
        os.fsync(self._handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
