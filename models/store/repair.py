"""A damaged store mended: into a new file, the old one moved aside, and an honest account of both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec

from models.said import Said, counted
from models.store.backups import Head, backups_in, is_whole, read_head, unpack
from models.store.data_folder import DataFolder
from models.store.health import problems
from models.store.keys import backup_key, key_check, same, unseal
from models.store.salvage import Salvaged, fill, salvage
from models.store.store import Told, connect, copy_pages, silent
from models.store.unwell import Ailment, StoreUnwell, disk_fails, unwell


@dataclass(frozen=True, slots=True)
class Repair:
    """What came back and what did not. `backup` is the moment of the backup that was used, if one was."""

    aside: Path
    tables: tuple[Salvaged, ...]
    backup: datetime | None

    @property
    def lost(self) -> int | None:
        """Rows that are missing, at most; None where nobody can say."""
        counts = [table.lost for table in self.tables]
        if not counts or None in counts:
            return None
        return sum(max(0, (table.lost or 0) - table.from_backup) for table in self.tables)

    def told(self) -> tuple[Said, ...]:
        """The account for people, in sentences."""
        rows = sum(table.rows for table in self.tables)
        said = [Said("The store was damaged and has been repaired. The damaged file is kept.")]
        if not self.tables:
            said.append(
                Said(
                    "Nothing in it could be read. Everything comes from the backup of {moment}.",
                    moment=self.backup,
                )
            )
        else:
            said.append(counted("{n} row was read from it.", "{n} rows were read from it.", n=rows))
        came = sum(table.from_backup for table in self.tables)
        if self.backup is not None and came:
            said.append(
                counted(
                    "{n} row comes from the backup of {moment}, as it was then.",
                    "{n} rows come from the backup of {moment}, as they were then.",
                    n=came,
                    moment=self.backup,
                )
            )
        if self.lost is None:
            said.append(Said("Rows are missing, nobody can say how many. The server or hub may have them."))
        elif self.lost:
            said.append(counted("At most {n} row is missing.", "At most {n} rows are missing.", n=self.lost))
        else:
            said.append(Said("Nothing is missing."))
        return tuple(said)


@dataclass(frozen=True, slots=True)
class OpenBackup:
    """A backup's database laid out for reading."""

    path: Path
    key: bytes
    made_at: datetime


def repair(folder: DataFolder, key: bytes, private: bytes, told: Told = silent) -> Repair:
    """Mend the store of `folder`: read what opens, fill what is missing from the newest backup that opens.

    The ledger takes a new writer afterwards. `StoreUnwell` if neither the store nor any backup opens; the
    damaged file is then where it was.
    """
    fresh = folder.coming_database
    try:
        folder.remove_database(fresh)
        there = folder.database.exists()
        tables = salvage(folder.database, key, fresh, lambda done: told(0.6 * done)) if there else None
        tables, backup = _with_backup(folder, key, private, tables)
        told(0.9)
        if problems(fresh, key):
            raise disk_fails()
        folder.change_slots(lambda slots: msgspec.structs.replace(slots, restored=True))
        folder.machine.disk.flush(fresh)
        account = Repair(folder.move_aside(folder.database), tables or (), backup)
        _write_down(account, folder)
        folder.adopt_coming()
    except OSError as error:
        raise unwell(error) or error from error
    told(1.0)
    return account


def _write_down(account: Repair, folder: DataFolder) -> None:
    """Leave the account beside the damaged file: numbers and names of tables, nothing of anybody."""
    path = account.aside / "account.json"
    folder.machine.disk.write(path, msgspec.json.format(msgspec.json.encode(account.tables)))


def _with_backup(
    folder: DataFolder, key: bytes, private: bytes, tables: tuple[Salvaged, ...] | None
) -> tuple[tuple[Salvaged, ...] | None, datetime | None]:
    """Fill the new file from the newest backup where rows are missing, or make it of the backup altogether."""
    if tables is not None and all(table.lost == 0 for table in tables):
        return tables, None
    with newest_backup(folder, key, private) as backup:
        if tables is None:
            if backup is None:
                raise past_repair()
            lay_out(backup.path, backup.key, folder.coming_database, key)
            return None, backup.made_at
        if backup is None:
            return tables, None
        short = tuple(table.table for table in tables if table.lost != 0)
        came = fill(folder.coming_database, key, backup.path, backup.key, short)
        filled = tuple(replace(table, from_backup=came.get(table.table, 0)) for table in tables)
        return filled, backup.made_at


@contextmanager
def newest_backup(folder: DataFolder, key: bytes, private: bytes) -> Iterator[OpenBackup | None]:
    """The newest backup that is whole and opens, laid out for as long as the block runs."""
    bare = folder.path / "backup.open.db"
    folder.remove_database(bare)
    try:
        yield next(_opening(folder, key, private, bare), None)
    finally:
        folder.remove_database(bare)


def _opening(folder: DataFolder, key: bytes, private: bytes, bare: Path) -> Iterator[OpenBackup]:
    for backup in backups_in(folder.backups):
        try:
            head = read_head(backup.path, folder.machine.program)
            if head is None or not is_whole(backup.path, folder.machine.program):
                continue
            opens_with = _key_of_its_day(head, key, private)
            if opens_with is None:
                continue
            unpack(backup.path, head, bare)
            if not problems(bare, backup_key(opens_with)):
                yield OpenBackup(bare, backup_key(opens_with), backup.made_at)
        except (OSError, StoreUnwell):
            continue
        folder.remove_database(bare)


def _key_of_its_day(head: Head, key: bytes, private: bytes) -> bytes | None:
    """The data key a backup was made under: today's, or an older one sealed to the same person."""
    if same(head.slots.key_check, key_check(key)):
        return key
    tried = (unseal(private, user.data_key, head.slots.store) for user in head.slots.users)
    return next(
        (old for old in tried if old is not None and same(key_check(old), head.slots.key_check)), None
    )


def lay_out(source: Path, its_key: bytes, target: Path, key: bytes) -> None:
    """Copy a whole database file under another key."""
    connection = connect(source, its_key)
    try:
        copy_pages(connection, target, key, silent)
    finally:
        connection.close()


def past_repair() -> StoreUnwell:
    return StoreUnwell(
        Ailment.DAMAGED,
        Said("The store is damaged and no backup on this laptop opens. Nothing was deleted."),
        Said("Restore a backup from another disk, or join the clinic again from the server."),
    )
