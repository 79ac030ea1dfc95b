"""What can go wrong with the store itself, told in one place: neither the person's fault nor our bug."""

import errno
from enum import StrEnum, auto

from models.said import Said


class Ailment(StrEnum):
    """What kind of help the store needs."""

    DISK_FULL = auto()
    DISK_FAILS = auto()
    READ_ONLY = auto()
    DAMAGED = auto()
    NEWER = auto()
    IN_USE = auto()


class StoreUnwell(Exception):
    """The store cannot do its work. `reason` says what happened and what is safe, `advice` what to do."""

    def __init__(self, kind: Ailment, reason: Said, advice: Said) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.reason = reason
        self.advice = advice


class Interrupted(Exception):
    """A reading was stopped because nobody waits for its answer any more; shows nothing."""


def disk_full() -> StoreUnwell:
    return StoreUnwell(
        Ailment.DISK_FULL,
        Said("The disk is full. The last change was not saved, everything before it is safe."),
        Said("Delete or move files that are not needed, then try again."),
    )


def disk_fails() -> StoreUnwell:
    return StoreUnwell(
        Ailment.DISK_FAILS,
        Said("The disk did not answer. The last change was not saved."),
        Said("Make a backup to another disk now, then have this one looked at."),
    )


def read_only() -> StoreUnwell:
    return StoreUnwell(
        Ailment.READ_ONLY,
        Said("Shivir may not write in its data folder."),
        Said("Check that the disk is not write protected and that this account may use the folder."),
    )


def damaged() -> StoreUnwell:
    return StoreUnwell(
        Ailment.DAMAGED,
        Said("Part of the store is damaged. Nothing is deleted."),
        Said("Close Shivir and open it again: it repairs by itself and says what came back."),
    )


def newer(theirs: str, ours: str) -> StoreUnwell:
    return StoreUnwell(
        Ailment.NEWER,
        Said("This store was made by Shivir {theirs}. This is Shivir {ours}.", theirs=theirs, ours=ours),
        Said("Install Shivir {theirs} or newer. The data is safe.", theirs=theirs),
    )


def in_use() -> StoreUnwell:
    return StoreUnwell(
        Ailment.IN_USE,
        Said("Shivir is already open on this laptop."),
        Said("Use the window that is open, or close it first."),
    )


SQLITE_INTERRUPT = 9

_BY_CODE = {
    5: in_use,  # BUSY
    6: in_use,  # LOCKED
    8: read_only,  # READONLY
    10: disk_fails,  # IOERR
    11: damaged,  # CORRUPT
    13: disk_full,  # FULL
    14: read_only,  # CANTOPEN
    26: damaged,  # NOTADB: the key was verified before, so it is never the key
}
_BY_WORDS = {  # `Connection.backup` gives no number, only what SQLite calls it
    "database or disk is full": disk_full,
    "disk I/O error": disk_fails,
    "database disk image is malformed": damaged,
    "file is not a database": damaged,
    "unable to open database file": read_only,
    "attempt to write a readonly database": read_only,
    "database is locked": in_use,
}
_BY_ERRNO = {
    errno.ENOSPC: disk_full,
    errno.EDQUOT: disk_full,
    errno.EFBIG: disk_full,
    errno.EIO: disk_fails,
    errno.EEXIST: read_only,  # a file where the folder should be
    errno.ENOTDIR: read_only,
    errno.EROFS: read_only,
    errno.EACCES: read_only,
    errno.EPERM: read_only,
}


def unwell(error: BaseException) -> StoreUnwell | None:
    """What `error`, from SQLite or from the disk, means for the store; None if it is not about the store."""
    if isinstance(error, StoreUnwell):
        return error
    if isinstance(error, OSError):
        told = _BY_ERRNO.get(error.errno or 0)
        return None if told is None else told()
    code = getattr(error, "sqlite_errorcode", None)
    told = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else _BY_WORDS.get(str(error))
    return None if told is None else told()
