"""A clinic's store brought back from a backup file, on this laptop or another."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from models.store.backups import Head, is_whole, read_head, unpack
from models.store.data_folder import DataFolder
from models.store.health import problems
from models.store.keys import backup_key
from models.store.recovery import OtherCode, let_in_again, open_paper
from models.store.recovery_code import Mistyped, read_code
from models.store.repair import lay_out
from models.store.sign_in import NoSuchName, Opened
from models.store.store import Told, silent
from models.store.unwell import unwell
from models.store.way_in import TooWeak


@dataclass(frozen=True, slots=True)
class NotABackup:
    """The file is no backup of ours, or not whole any more."""


Restored = Opened | NotABackup | Mistyped | OtherCode | NoSuchName | TooWeak


def restore(
    folder: DataFolder, backup: Path, typed: str, name: str, password: str, told: Told = silent
) -> Restored:
    """Bring a backup into `folder` with the code on paper, and let `name` in under a new password.

    What stood there is moved aside. The store counts as restored: the ledger takes a new writer when it opens.
    """
    try:
        head = read_head(backup, folder.machine.program)
        if head is None or not is_whole(backup, folder.machine.program):
            return NotABackup()
        told(0.3)
        code = read_code(typed)
        if isinstance(code, Mistyped):
            return code
        keys = open_paper(head.slots, code)
        if keys is None:
            return OtherCode()
        if head.slots.named(name) is None:
            return NoSuchName()
        if not _lay_ready(folder, backup, head, keys[0]):
            return NotABackup()
        told(0.8)
        slots = msgspec.structs.replace(head.slots, restored=True)
        opened = let_in_again(folder, slots, keys[0], name, password)
        if isinstance(opened, Opened):
            folder.clear_the_way()
            folder.adopt_coming()
    except OSError as error:
        raise unwell(error) or error from error
    told(1.0)
    return opened


def made_by(backup: Path, program: str) -> tuple[str, datetime] | None:
    """Which Shivir made a backup file and when, for a look before anything is typed; None if it is none."""
    head = read_head(backup, program)
    return None if head is None else (head.program, head.made_at)


def _lay_ready(folder: DataFolder, backup: Path, head: Head, key: bytes) -> bool:
    """Put the backup's database beside the store, under its data key; whether it is whole."""
    bare = folder.path / "backup.open.db"
    folder.remove_database(bare)
    folder.remove_database(folder.coming_database)
    try:
        unpack(backup, head, bare)
        if problems(bare, backup_key(key)):
            return False
        lay_out(bare, backup_key(key), folder.coming_database, key)
        folder.machine.disk.flush(folder.coming_database)
        return True
    finally:
        folder.remove_database(bare)
