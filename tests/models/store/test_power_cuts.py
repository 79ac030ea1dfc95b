"""The power goes at any moment: what was acknowledged is there, and no save is there by half.

Every write and sync that SQLite hands to the system in a real run of the store is recorded, with the moments at which
saves were acknowledged, and so is every step of the small files. `power` says what a cut may leave of them.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from models.store.data_folder import DataFolder
from models.store.founding import Founded, found
from models.store.health import problems
from models.store.machine import Machine
from models.store.store import Store, connect, open_store
from models.store.unwell import StoreUnwell
from tests.models.store.clinic import ASHA, prepare, save
from tests.models.store.killed_desk import live, machine_at, wrong_at_next_start
from tests.models.store.length import seeded, times
from tests.models.store.places import in_memory
from tests.models.store.power import AnyDeed, PowerDisk, RecordedDisk, Run
from tests.models.store.vfs import only_where_watched, watched

KEY = bytes(range(32))


def a_morning(store_at: Callable[[], Store], acknowledge: Callable[[str], None]) -> None:
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
            acknowledge(str(number))
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
    wrong = []
    for moment, found_there in cut(run.deeds, PowerDisk(), cuts, chance):
        told = wrong_after(found_there, set(map(int, run.acknowledged_by(moment))))
        if told is not None:
            wrong.append(f"after {moment} deeds: {told}")
    return wrong


def cut(
    deeds: list[AnyDeed], disk: PowerDisk, cuts: int, chance: Random
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """What is found after cuts at moments all over the run: (how many deeds were done, the files)."""
    done = 0
    for moment in sorted(chance.randrange(len(deeds) + 1) for _ in range(cuts)):
        for deed in deeds[done:moment]:
            disk.take(deed)
        done = moment
        yield moment, disk.after_cut(chance)


@only_where_watched
def test_a_power_cut_loses_no_acknowledged_save_and_leaves_no_half_one(tmp_path: Path) -> None:
    with recorded(tmp_path / "run") as run:
        assert len(run.acknowledged) == 80
        assert failures(run, times(800), seeded("power")) == []


@only_where_watched
@pytest.mark.parametrize("careless", ["PRAGMA synchronous = OFF", "PRAGMA synchronous = NORMAL"])
def test_the_trial_catches_a_store_that_does_not_wait_for_the_disk(tmp_path: Path, careless: str) -> None:
    with recorded(tmp_path / "run", careless) as run:
        assert failures(run, 60, seeded("careless"))


@pytest.fixture
def template(tmp_path: Path, machine: Machine) -> Path:
    """A closed clinic and its keyring."""
    place = tmp_path / "template"
    place.mkdir()
    folder = DataFolder.claim(place / "clinic", machine_at(place, machine.disk))
    made = found(folder, ASHA, prepare)
    assert isinstance(made, Founded)
    save(made.clinic, 0)
    made.clinic.close()
    folder.release()
    return place


def day_recorded(template: Path, place: Path, forgetful: bool) -> Run:
    """A whole day: saves, a backup, another password, a colleague come and gone, the key rotated."""
    run = Run()
    shutil.copytree(template, place)
    with watched(run.watch):
        live(place, RecordedDisk(run, forgetful), run.acknowledge)
    backup = ("making.", "backups")
    run.acknowledged = [
        (what, len([deed for deed in run.deeds[:at] if not deed.name.startswith(backup)]))
        for what, at in run.acknowledged
    ]
    run.deeds = [deed for deed in run.deeds if not deed.name.startswith(backup)]
    return run


def day_failures(template: Path, run: Run, cuts: int, chance: Random) -> list[str]:
    """What is wrong at the next start after the power went during the day.

    The keyring is taken as it stood in the morning: it is not on this disk, and counts starts last of all.
    """
    names = ("clinic.db", "slots.a", "slots.b")
    disk = PowerDisk({name: (template / "clinic" / name).read_bytes() for name in names})
    wrong = []
    for moment, found_there in cut(run.deeds, disk, cuts, chance):
        with in_memory() as there:
            (there / "clinic").mkdir()
            for name, content in found_there.items():
                (there / "clinic" / name).write_bytes(content)
            (there / "clinic" / "lock").write_bytes(b"open")
            shutil.copy(template / "keyring.json", there)
            try:
                told = wrong_at_next_start(there, run.acknowledged_by(moment))
            except StoreUnwell as illness:
                told = str(illness.reason)
        if told is not None:
            wrong.append(f"after {moment} deeds: {told}")
    return wrong


@only_where_watched
def test_a_power_cut_in_a_day_of_passwords_and_new_keys_locks_nobody_out(
    template: Path, tmp_path: Path
) -> None:
    run = day_recorded(template, tmp_path / "day", forgetful=False)
    assert day_failures(template, run, times(200), seeded("a day")) == []


@only_where_watched
def test_the_trial_catches_small_files_that_are_not_flushed(template: Path, tmp_path: Path) -> None:
    run = day_recorded(template, tmp_path / "day", forgetful=True)
    assert day_failures(template, run, 60, seeded("forgetful"))
