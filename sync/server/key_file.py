"""The key of the server's store: 32 random bytes in a file that only its owner may read."""

import stat
from collections.abc import Callable
from pathlib import Path

from models.said import Said
from models.store.unwell import Ailment, StoreUnwell

KEY = 32


def read_or_make(path: Path, random: Callable[[int], bytes], *, is_new: bool) -> bytes:
    """The key in `path`; made with a new store. `StoreUnwell` if others may read it, or it is lost or damaged."""
    if not path.exists():
        if not is_new:
            raise _ill(Said("The key file of the server is not there."), Said("Put it back from its backup."))
        path.touch(mode=0o600)
        path.write_text(random(KEY).hex() + "\n")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise _ill(
            Said("Others on this machine may read the key file of the server."),
            Said("Let nobody but its owner read it: chmod 600."),
        )
    try:
        key = bytes.fromhex(path.read_text().strip())
    except (ValueError, UnicodeDecodeError):
        key = b""
    if len(key) != KEY:
        raise _ill(Said("The key file of the server is damaged."), Said("Put it back from its backup."))
    return key


def _ill(reason: Said, advice: Said) -> StoreUnwell:
    return StoreUnwell(Ailment.READ_ONLY, reason, advice)
