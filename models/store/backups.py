"""Encrypted copies that carry their own slots, and count only once they were read back.

A backup is one file: a line that names what follows, the slots of its day, and the database under a key derived
from the data key. Whoever could open the store on its day, by password on this laptop or by the recovery
code anywhere, can open it.
"""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.store import slots as slot_file
from models.store.disk import beside
from models.store.health import problems
from models.store.keys import backup_key
from models.store.machine import Machine
from models.store.slots import Slots
from models.store.store import Store, Told
from models.store.unwell import StoreUnwell, disk_fails, newer, unwell

FORMAT = 1
MAGIC = b"SHIVIR BACKUP"
ENDING = ".shivir-backup"
STAMP = "%Y%m%dT%H%M%SZ"
CHUNK = 1 << 20

TWO_HOURLY, DAILY, WEEKLY = 12, 7, 4


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was read back and found whole."""

    path: Path
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Head:
    """What a backup says of itself before anybody opens it."""

    program: str
    made_at: datetime
    digest: str
    slots: Slots
    starts_at: int
    """Where in the file the database begins."""


def back_up(store: Store, key: bytes, slots: Slots, into: Path, machine: Machine, told: Told) -> Backup:
    """Copy the open store, check the copy, and let go of old ones. `StoreUnwell` leaves nothing half made."""
    now = machine.now()
    bare, packed = into / "making.db", into / "making.part"
    stamp = now.astimezone(UTC).strftime(STAMP)
    final = into / f"{stamp}{ENDING}"
    try:
        _tidy(packed, bare, machine)
        store.copy_into(bare, backup_key(key), lambda done: told(done * 0.7))
        if problems(bare, backup_key(key)):
            raise disk_fails()
        told(0.9)
        _pack(bare, packed, slots, machine, stamp)
        machine.disk.flush(packed)
        if not is_whole(packed, machine.program):
            raise disk_fails()
        machine.disk.rename(packed, final)
        machine.disk.flush_folder(into)
        _let_go_of_old(into, now, final, machine)
    except OSError as error:
        raise unwell(error) or error from error
    finally:
        _tidy(packed, bare, machine)
    told(1.0)
    return Backup(final, now, final.stat().st_size)


def _tidy(packed: Path, bare: Path, machine: Machine) -> None:
    for left in (packed, *beside(bare)):
        machine.disk.remove(left)


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """Newest first, by the time in the name. Whether they are whole is asked of each when it is needed."""
    found = []
    for path in folder.glob(f"*{ENDING}"):
        made_at = _moment(path.name.removesuffix(ENDING))
        if made_at is not None:
            found.append(Backup(path, made_at, path.stat().st_size))
    return tuple(sorted(found, key=lambda backup: backup.made_at, reverse=True))


def read_head(path: Path, program: str) -> Head | None:
    """The head of a backup, None if it is damaged or none. `StoreUnwell` if a newer program made it."""
    with path.open("rb") as file:
        line, _, digest = file.readline(1024).rstrip(b"\n").rpartition(b" ")
        words = line.removeprefix(MAGIC).split()
        if not line.startswith(MAGIC) or len(words) != 5 or not words[4].isdigit():
            return None
        kept = file.read(int(words[4]))
        if digest != _digest(line, kept):
            return None
        made_by, stamp, body = (word.decode() for word in words[1:4])
        if int(words[0]) > FORMAT:
            raise newer(made_by, program)
        slots, made_at = slot_file.decode(kept, program), _moment(stamp)
        if slots is None or made_at is None:
            return None
        return Head(made_by, made_at, body, slots, file.tell())


def _digest(line: bytes, slots: bytes) -> bytes:
    return hashlib.sha256(line + b"\n" + slots).hexdigest().encode()


def is_whole(path: Path, program: str) -> bool:
    """Whether every byte of the database is as it was when it was checked."""
    head = read_head(path, program)
    if head is None:
        return False
    with path.open("rb") as file:
        file.seek(head.starts_at)
        return hashlib.file_digest(file, "sha256").hexdigest() == head.digest


def unpack(path: Path, head: Head, target: Path) -> None:
    """Lay the database of a backup at `target`, still under its backup key."""
    with path.open("rb") as file, target.open("wb") as out:
        file.seek(head.starts_at)
        shutil.copyfileobj(file, out, CHUNK)


def slots_of_newest(folder: Path, machine: Machine) -> Slots | None:
    """The slots of the newest backup whose head can be read."""
    for backup in backups_in(folder):
        try:
            head = read_head(backup.path, machine.program)
        except (OSError, StoreUnwell):
            continue
        if head is not None:
            return head.slots
    return None


def keep(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Of all backups, the newest of 12 two-hour spans, of 7 days and of 4 weeks.

    Of those from the future, left by a clock that stood wrong, the earliest alone: they would push out the rest.
    """
    moments = sorted(made, reverse=True)
    past = [moment for moment in moments if moment <= now + timedelta(days=1)]
    kept = set(sorted(set(moments) - set(past))[:1])
    spans: list[tuple[str, int]] = [("hours", TWO_HOURLY), ("days", DAILY), ("weeks", WEEKLY)]
    for span, many in spans:
        newest: dict[tuple[int, ...], datetime] = {}
        for moment in past:
            newest.setdefault(_span(moment, span), moment)
        kept |= set(list(newest.values())[:many])
    return kept


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _span(moment: datetime, span: str) -> tuple[int, ...]:
    if span == "hours":
        return (moment.toordinal(), moment.hour // 2)
    if span == "days":
        return (moment.toordinal(),)
    return tuple(moment.isocalendar()[:2])


def _let_go_of_old(folder: Path, now: datetime, just_made: Path, machine: Machine) -> None:
    found = backups_in(folder)
    kept = keep((backup.made_at for backup in found), now)
    for backup in found:
        if backup.made_at not in kept and backup.path != just_made:
            machine.disk.remove(backup.path)


def _pack(bare: Path, packed: Path, slots: Slots, machine: Machine, stamp: str) -> None:
    with bare.open("rb") as database:
        body = hashlib.file_digest(database, "sha256").hexdigest()
        kept = slot_file.encode(slots)
        line = b" ".join((MAGIC, f"{FORMAT} {machine.program} {stamp} {body} {len(kept)}".encode()))
        database.seek(0)
        with packed.open("wb") as out:
            out.write(line + b" " + _digest(line, kept) + b"\n" + kept)
            shutil.copyfileobj(database, out, CHUNK)
