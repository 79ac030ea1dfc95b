"""The disk is full at any write: it is said, nothing acknowledged is lost, and with room made all goes on."""

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from models.store.accounts import change_password
from models.store.data_folder import DataFolder
from models.store.founding import Founded, found
from models.store.health import problems
from models.store.machine import Machine
from models.store.opening import OpenedStore
from models.store.sign_in import WrongPassword, sign_in
from models.store.unwell import Ailment, StoreUnwell, unwell
from tests.fakes import MemoryKeyring
from tests.models.store.clinic import ASHA, come_in, prepare, reopened, save, saved, with_password
from tests.models.store.frail_disk import FullDisk, Room
from tests.models.store.length import times
from tests.models.store.places import in_memory
from tests.models.store.vfs import only_where_watched, watched

PLENTY = 1 << 40
OTHER = "paper kite over hills"


@dataclass
class Day:
    """What was acknowledged before the disk was full, and how that was said."""

    folder: DataFolder
    saved: set[int]
    password: str = ASHA.password
    told: StoreUnwell | None = None
    surprise: BaseException | None = None

    def live(self, clinic: OpenedStore) -> None:
        for number in range(1, 4):
            save(clinic, number, "x" * 3000)
            self.saved.add(number)
        change_password(self.folder, ASHA.name, self.password, OTHER)
        self.password = OTHER
        clinic.backup()
        clinic.rotate()
        save(clinic, 4)
        self.saved.add(4)


@contextmanager
def day_on(template: Path, machine: Machine, room: Room) -> Iterator[tuple[Day, OpenedStore]]:
    """A clinic like the one in `template`, open on a disk with this much room."""
    with in_memory() as place, watched(room.watch):
        shutil.copytree(template, place / "clinic")
        assert isinstance(machine.keyring, MemoryKeyring)
        keyring = MemoryKeyring()
        keyring.kept = dict(machine.keyring.kept)
        left, room.left = room.left, PLENTY
        folder = DataFolder.claim(place / "clinic", replace(machine, keyring=keyring, disk=FullDisk(room)))
        clinic = reopened(folder)
        room.left, room.used = left, 0
        yield Day(folder, {0}), clinic
        room.left = PLENTY
        clinic.close()
        folder.release()


@pytest.fixture
def template(tmp_path: Path, machine: Machine) -> Path:
    folder = DataFolder.claim(tmp_path / "template", machine)
    made = found(folder, ASHA, prepare)
    assert isinstance(made, Founded)
    save(made.clinic, 0)
    made.clinic.close()
    folder.release()
    return folder.path


Live = Callable[[Day, OpenedStore], None]


def wrong_on_a_full_disk(template: Path, machine: Machine, writes: int, live: Live = Day.live) -> str | None:
    """What is wrong after a day whose disk has room for so many writes, if anything."""
    room = Room(writes)
    with day_on(template, machine, room) as (day, clinic):
        try:
            live(day, clinic)
        except StoreUnwell as illness:
            day.told = illness
        if day.told is not None and day.told.kind is not Ailment.DISK_FULL:
            return f"a full disk was called {day.told.kind}"
        if saved(clinic) != day.saved:
            return f"acknowledged {day.saved}, kept {saved(clinic)}"
        room.left = PLENTY
        save(clinic, 9)
        clinic.close()
        again = reopened(day.folder, with_password(ASHA, day.password))
        kept = saved(again)
        again.close()
        if again.repair is not None or problems(day.folder.database, come_in_key(day)):
            return "the store needed repair"
        if list(day.folder.backups.glob("making*")):
            return "half a backup was left"
        return None if kept == {*day.saved, 9} else f"acknowledged {day.saved}, kept {kept}"


def come_in_key(day: Day) -> bytes:
    return come_in(day.folder, with_password(ASHA, day.password)).key


def writes_of_a_day(template: Path, machine: Machine) -> int:
    room = Room(PLENTY)
    with day_on(template, machine, room) as (day, clinic):
        day.live(clinic)
        return room.used


@only_where_watched
def test_full_at_any_write_is_said_loses_nothing_and_goes_on_with_room(
    template: Path, machine: Machine
) -> None:
    whole = writes_of_a_day(template, machine)
    points = range(0, whole, max(1, whole // times(300)))
    wrong = [(point, wrong_on_a_full_disk(template, machine, point)) for point in points]
    assert [said for said in wrong if said[1] is not None] == []


@only_where_watched
def test_the_trial_catches_a_save_acknowledged_before_it_was_made(template: Path, machine: Machine) -> None:
    def hasty(day: Day, clinic: OpenedStore) -> None:
        for number in range(1, 4):
            day.saved.add(number)
            save(clinic, number, "x" * 3000)

    wrong = [wrong_on_a_full_disk(template, machine, point, hasty) for point in range(12)]
    assert any(said and said.startswith("acknowledged") for said in wrong)


@only_where_watched
def test_the_trial_catches_a_full_disk_that_is_called_something_else(
    template: Path, machine: Machine
) -> None:
    def muddled(day: Day, clinic: OpenedStore) -> None:
        try:
            day.live(clinic)
        except StoreUnwell as illness:
            raise StoreUnwell(Ailment.DAMAGED, illness.reason, illness.advice) from illness

    assert wrong_on_a_full_disk(template, machine, 3, muddled) == "a full disk was called damaged"


@only_where_watched
def test_a_full_disk_gives_up_its_reserve_so_that_the_deed_can_be_done(
    template: Path, machine: Machine
) -> None:
    room = Room(PLENTY)
    with day_on(template, machine, room) as (day, clinic):
        reserve = day.folder.path / "reserve"
        assert reserve.stat().st_size == machine.reserve
        room.left = 0
        with pytest.raises(StoreUnwell) as told:
            save(clinic, 1)
        assert told.value.kind is Ailment.DISK_FULL
        assert not reserve.exists()
        room.left = PLENTY
        save(clinic, 1)
        clinic.close()
        reopened(day.folder).close()
        assert reserve.exists(), "laid again once there is room"


def test_little_room_is_told_in_time(founded: Founded, folder: DataFolder) -> None:
    assert folder.room(low=0) is None
    assert folder.room(low=1 << 60) == folder.machine.disk.free(folder.path)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, Ailment.DISK_FULL),
        (errno.EDQUOT, Ailment.DISK_FULL),
        (errno.EIO, Ailment.DISK_FAILS),
        (errno.EROFS, Ailment.READ_ONLY),
        (errno.EACCES, Ailment.READ_ONLY),
    ],
)
def test_what_the_disk_says_is_put_into_words(number: int, kind: Ailment) -> None:
    told = unwell(OSError(number, os.strerror(number)))
    assert told is not None
    assert told.kind is kind


def test_our_own_bugs_are_not_blamed_on_the_disk() -> None:
    assert unwell(OSError(errno.EBADF, "bad file")) is None
    assert unwell(ValueError("bug")) is None


LIMITED = """
import os, resource, sys
from pathlib import Path
from models.store.store import open_store
from models.store.unwell import StoreUnwell

store = open_store(Path(sys.argv[1]), bytes(32))
with store.write_engine.begin() as connection:
    connection.exec_driver_sql("CREATE TABLE note (body TEXT)")
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
made = 0
try:
    while made < 1000:
        with store.write_engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO note VALUES (?)", ("x" * 5000,))
        made += 1
except StoreUnwell as illness:
    print(illness.kind)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with store.read_engine.connect() as connection:
    assert connection.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == made
with store.write_engine.begin() as connection:
    connection.exec_driver_sql("INSERT INTO note VALUES ('room again')")
store.close()
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no such limit here")
def test_a_real_limit_of_the_system_is_told_and_survived(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "clinic.db")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() in ("disk_full", "disk_fails")


@only_where_watched
def test_with_a_full_disk_people_can_still_come_in(template: Path, machine: Machine) -> None:
    room = Room(PLENTY)
    with day_on(template, machine, room) as (day, _clinic):
        day.folder.release_reserve()
        room.left = 0
        assert come_in(day.folder).user_id == ASHA.user_id
        with pytest.raises(StoreUnwell) as told:
            sign_in(day.folder, ASHA.name, "wrong wrong wrong")
        assert told.value.kind is Ailment.DISK_FULL
        room.left = PLENTY
        assert come_in(day.folder).failures == 0


@only_where_watched
def test_what_says_who_may_come_in_is_written_with_the_room_of_the_reserve(
    template: Path, machine: Machine
) -> None:
    class Tight(Room):
        """Has room only once the reserve is gone."""

        def take(self) -> bool:
            return not reserve.exists()

    room = Tight(PLENTY)
    with in_memory() as place:
        shutil.copytree(template, place / "clinic")
        reserve = place / "clinic" / "reserve"
        folder = DataFolder.claim(place / "clinic", replace(machine, disk=FullDisk(room)))
        assert reserve.exists()
        assert sign_in(folder, ASHA.name, "wrong wrong wrong") == WrongPassword(4)
        assert not reserve.exists()
        assert come_in(folder).failures == 1
        folder.release()
