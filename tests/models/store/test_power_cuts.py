"""The power goes at any moment: what was acknowledged is there, and no save is there by half.

Every write and sync that SQLite hands to the system in a real run of the store is recorded, with the moments at which
saves were acknowledged. A cut then keeps what was synced, and of each later write all, nothing, or any of its
512-byte sectors; deletions and truncations may or may not have happened. A real disk may be worse only by lying about
a sync. The slot files have a trial of their own in `test_slots`, folders and renames included.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from models.store.health import problems
from models.store.store import Store, connect, open_store
from tests.models.store.length import seeded, times
from tests.models.store.places import in_memory
from tests.models.store.vfs import OK, Deed, Delete, Sync, Truncate, Write, only_where_watched, watched

KEY = bytes(range(32))
SECTOR = 512
CUTS = 1000

Change = Write | Truncate


@dataclass
class Run:
    """What one run of the store did to its files, and which saves were acknowledged when."""

    deeds: list[Deed] = field(default_factory=list)
    saved: dict[int, int] = field(default_factory=dict)
    """Save by number → how many deeds were done when it was acknowledged."""

    def watch(self, deed: Deed) -> int:
        self.deeds.append(deed)
        return OK

    def acknowledge(self, number: int) -> None:
        self.saved[number] = len(self.deeds)


@dataclass
class File:
    """What certainly stands on the disk, and what was written since."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[Change] = field(default_factory=list)
    named: bool = False
    """Whether the folder surely knows of it."""

    def sync(self) -> None:
        for change in self.since:
            apply(self.synced, change)
        self.since.clear()

    def after_cut(self, chance: Random, mood: float) -> bytes | None:
        """What is found afterwards; None if the file itself is not."""
        if not self.named and chance.random() > mood:
            return None
        content = bytearray(self.synced)
        for change in self.since:
            luck = chance.random()
            if luck < mood:
                apply(content, change)
            elif isinstance(change, Write) and luck < (1 + mood) / 2:
                tear(content, change, chance)
        return bytes(content)


class Disk:
    """A disk as it may be found if the power goes now."""

    def __init__(self) -> None:
        self.files: dict[str, File] = {}
        self.deleted: dict[str, File] = {}

    def take(self, deed: Deed) -> None:
        match deed:
            case Write() | Truncate():
                self.deleted.pop(deed.name, None)
                self.files.setdefault(deed.name, File()).since.append(deed)
            case Sync():
                file = self.files.setdefault(deed.name, File())
                file.sync()
                if not file.named and deed.name != "clinic.db":
                    self._sync_folder()
            case Delete():
                if deed.name in self.files:
                    self.deleted[deed.name] = self.files.pop(deed.name)

    def _sync_folder(self) -> None:
        """SQLite syncs the folder too, the first time it syncs a log or journal that it made."""
        self.deleted.clear()
        for file in self.files.values():
            file.named = True

    def after_cut(self, chance: Random) -> dict[str, bytes]:
        mood = chance.choice((0.0, 1.0, 0.5, chance.random()))
        found = {name: file.after_cut(chance, mood) for name, file in self.files.items()}
        for name, file in self.deleted.items():
            found[name] = file.after_cut(chance, mood) if chance.random() < 0.5 else None
        return {name: content for name, content in found.items() if content is not None}


def apply(content: bytearray, change: Change) -> None:
    match change:
        case Truncate(size=size):
            del content[size:]
            content.extend(bytes(size - len(content)))
        case Write(offset=offset, data=data):
            content.extend(bytes(max(0, offset - len(content))))
            content[offset : offset + len(data)] = data


def tear(content: bytearray, write: Write, chance: Random) -> None:
    """Some of the sectors of a write, in no order."""
    for at in range(0, len(write.data), SECTOR):
        if chance.random() < 0.5:
            apply(content, Write(write.name, write.offset + at, write.data[at : at + SECTOR]))


def a_morning(store_at: Callable[[], Store], acknowledge: Callable[[int], None]) -> None:
    """Saves of two rows each, some large, with the log brought in every few of them, and a restart at noon."""
    number = 0
    for half in range(2):
        store = store_at()
        if half == 0:
            with store.write_engine.begin() as connection:
                connection.exec_driver_sql("CREATE TABLE record (id INTEGER PRIMARY KEY, body BLOB)")
                connection.exec_driver_sql("CREATE TABLE change (id INTEGER PRIMARY KEY, body BLOB)")
        for _ in range(40):
            number += 1
            body = bytes([number]) * (60 if number % 5 else 9000)
            with store.write_engine.begin() as connection:
                connection.exec_driver_sql("INSERT INTO record VALUES (?, ?)", (number, body))
                connection.exec_driver_sql("INSERT INTO change VALUES (?, ?)", (number, body))
            acknowledge(number)
        store.close()


@contextmanager
def recorded(folder: Path, careless: str = "") -> Iterator[Run]:
    """A morning on the store in `folder`; `careless` is a pragma that plants a bug."""
    run = Run()

    def store_at() -> Store:
        store = open_store(folder / "clinic.db", KEY)

        @event.listens_for(store.write_engine, "connect")
        def often(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA wal_autocheckpoint = 12").fetchall()
            if careless:
                connection.execute(careless).fetchall()

        store.write_engine.dispose()
        return store

    folder.mkdir()
    with watched(run.watch):
        a_morning(store_at, run.acknowledge)
    yield run


def wrong_after(found: dict[str, bytes], must_have: set[int]) -> str | None:
    """What is wrong with the files as found after a cut, if anything."""
    with in_memory() as folder:
        for name, content in found.items():
            (folder / name).write_bytes(content)
        if not must_have and "clinic.db" not in found:
            return None
        return _wrong(folder / "clinic.db", must_have)


def _wrong(path: Path, must_have: set[int]) -> str | None:
    told = problems(path, KEY)
    if told:
        return f"damaged: {told[0]}" if must_have else None
    connection = connect(path, KEY)
    try:
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return f"lost {len(must_have)} saves" if must_have else None
        records = {row[0] for row in connection.execute("SELECT id FROM record")}
        changes = {row[0] for row in connection.execute("SELECT id FROM change")}
    finally:
        connection.close()
    if records != changes:
        return f"half a save: {records ^ changes}"
    return f"lost {sorted(must_have - records)}" if must_have - records else None


def failures(run: Run, cuts: int, chance: Random) -> list[str]:
    """What was wrong after each of `cuts` cuts at moments all over the run."""
    moments = sorted(chance.randrange(len(run.deeds) + 1) for _ in range(cuts))
    disk, done, wrong = Disk(), 0, []
    for moment in moments:
        for deed in run.deeds[done:moment]:
            disk.take(deed)
        done = moment
        must_have = {number for number, at in run.saved.items() if at <= moment}
        told = wrong_after(disk.after_cut(chance), must_have)
        if told is not None:
            wrong.append(f"after {moment} deeds: {told}")
    return wrong


@only_where_watched
def test_a_power_cut_loses_no_acknowledged_save_and_leaves_no_half_one(tmp_path: Path) -> None:
    with recorded(tmp_path / "run") as run:
        assert len(run.saved) == 80
        assert failures(run, times(CUTS), seeded("power")) == []


@only_where_watched
@pytest.mark.parametrize("careless", ["PRAGMA synchronous = OFF", "PRAGMA synchronous = NORMAL"])
def test_the_trial_catches_a_store_that_does_not_wait_for_the_disk(tmp_path: Path, careless: str) -> None:
    with recorded(tmp_path / "run", careless) as run:
        assert failures(run, 60, seeded("careless"))
