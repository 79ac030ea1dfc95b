"""SQLite's own file layer, watched: every write, sync, truncation and deletion of the real library, in order.

sqlcipher3's Linux wheel exports SQLite's C interface, so a layer of ours can be slipped between the library and the
real one: nothing of the store is changed or told. Elsewhere the symbols are hidden, and the tests say so.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlcipher3._sqlite3 as library

OK, FULL = 0, 13


@dataclass(frozen=True, slots=True)
class Write:
    name: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Sync:
    name: str


@dataclass(frozen=True, slots=True)
class Truncate:
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Delete:
    name: str


Deed = Write | Sync | Truncate | Delete
Watcher = Callable[[Deed], int]
"""Hears of each deed before it is done; anything but OK is given to SQLite as the deed's failure."""


class _Vfs(ctypes.Structure):
    pass


_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)

_Vfs._fields_ = [
    ("iVersion", ctypes.c_int),
    ("szOsFile", ctypes.c_int),
    ("mxPathname", ctypes.c_int),
    ("pNext", ctypes.c_void_p),
    ("zName", ctypes.c_char_p),
    ("pAppData", ctypes.c_void_p),
    ("xOpen", _OPEN),
    ("xDelete", _DELETE),
    *[(f"rest{place}", ctypes.c_void_p) for place in range(20)],
]


class _Methods(ctypes.Structure):
    _fields_ = (
        ("iVersion", ctypes.c_int),
        ("xClose", ctypes.c_void_p),
        ("xRead", ctypes.c_void_p),
        ("xWrite", _WRITE),
        ("xTruncate", _TRUNCATE),
        ("xSync", _SYNC),
        *((f"rest{place}", ctypes.c_void_p) for place in range(13)),
    )


_STILL_CALLED: list["WatchedVfs"] = []
"""A connection that outlives its test still closes through the methods it was opened with."""


class WatchedVfs:
    """The default layer while a block runs. Files are named by their last part."""

    def __init__(self, watch: Watcher) -> None:
        self._watch = watch
        self._library = ctypes.CDLL(library.__file__)
        self._library.sqlite3_vfs_find.restype = ctypes.c_void_p
        self._names: dict[int, str] = {}
        self._tables: dict[int, _Methods] = {}
        self._real = _Vfs.from_address(self._library.sqlite3_vfs_find(None))
        self._ours = _Vfs()
        ctypes.memmove(ctypes.byref(self._ours), ctypes.byref(self._real), ctypes.sizeof(_Vfs))
        self._ours.zName = b"watched"
        self._ours.xOpen = _OPEN(self._open)
        self._ours.xDelete = _DELETE(self._delete)
        _STILL_CALLED.append(self)

    def __enter__(self) -> "WatchedVfs":
        assert self._library.sqlite3_vfs_register(ctypes.byref(self._ours), 1) == OK
        return self

    def __exit__(self, *raised: object) -> None:
        self._library.sqlite3_vfs_unregister(ctypes.byref(self._ours))
        self._library.sqlite3_vfs_register(ctypes.byref(self._real), 1)

    def _open(self, _vfs: int, name: int, file: int, flags: int, out: int) -> int:
        answer = self._real.xOpen(ctypes.addressof(self._real), name, file, flags, out)
        methods = ctypes.c_void_p.from_address(file)
        if answer == OK and methods.value:
            self._names[file] = Path(ctypes.string_at(name).decode()).name if name else "temporary"
            methods.value = ctypes.addressof(self._watched(methods.value))
        return int(answer)

    def _delete(self, _vfs: int, name: int, sync: int) -> int:
        failed = self._watch(Delete(Path(ctypes.string_at(name).decode()).name))
        return failed or int(self._real.xDelete(ctypes.addressof(self._real), name, sync))

    def _watched(self, methods: int) -> _Methods:
        """A table of methods like the real one, whose writing ones pass by us first."""
        if methods in self._tables:
            return self._tables[methods]
        real = _Methods.from_address(methods)
        ours = _Methods()
        ctypes.memmove(ctypes.byref(ours), ctypes.byref(real), ctypes.sizeof(_Methods))

        def write(file: int, data: int, length: int, offset: int) -> int:
            failed = self._watch(Write(self._names[file], offset, ctypes.string_at(data, length)))
            return failed or int(real.xWrite(file, data, length, offset))

        def truncate(file: int, size: int) -> int:
            return self._watch(Truncate(self._names[file], size)) or int(real.xTruncate(file, size))

        def sync(file: int, flags: int) -> int:
            return self._watch(Sync(self._names[file])) or int(real.xSync(file, flags))

        ours.xWrite, ours.xTruncate, ours.xSync = _WRITE(write), _TRUNCATE(truncate), _SYNC(sync)
        self._tables[methods] = ours
        return ours


def can_watch() -> bool:
    return hasattr(ctypes.CDLL(library.__file__), "sqlite3_vfs_register")


only_where_watched = pytest.mark.skipif(
    not can_watch(), reason="this build of sqlcipher3 hides SQLite's file layer"
)


@contextmanager
def watched(watch: Watcher) -> Iterator[None]:
    with WatchedVfs(watch):
        yield
