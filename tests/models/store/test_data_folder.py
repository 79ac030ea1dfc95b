import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.store.data_folder import DataFolder
from models.store.founding import Founded, found
from models.store.machine import Machine
from models.store.opening import open_clinic
from models.store.restoring import restore
from models.store.sign_in import Opened, sign_in
from models.store.unwell import Ailment, StoreUnwell, newer
from models.store.way_in import TooWeak
from tests.fakes import MemoryKeyring
from tests.models.store.clinic import ASHA, come_in, copied, prepare, reopened, save, saved, with_password
from tests.models.store.snapshots import snapshots
from tests.models.store.vfs import only_where_watched

FRESH = "paper kite over hills"


def test_a_second_program_on_the_same_folder_is_told_to_use_the_first(folder: DataFolder) -> None:
    with pytest.raises(StoreUnwell) as unwell:
        DataFolder.claim(folder.path, folder.machine)
    assert unwell.value.kind is Ailment.IN_USE
    assert str(unwell.value.reason) == "Shivir is already open on this laptop."


OTHER_PROCESS = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from models.store.data_folder import DataFolder
from models.store.machine import this_machine
from models.store.unwell import StoreUnwell

try:
    DataFolder.claim(Path(sys.argv[1]), this_machine("1.0", lambda: datetime(2026, 11, 21, tzinfo=UTC)))
except StoreUnwell as illness:
    print(illness.kind)
else:
    print("claimed", flush=True)
    os._exit(0)
"""


def claimed_by_another(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", OTHER_PROCESS, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_another_process_is_kept_out_until_the_first_lets_go_or_dies(
    tmp_path: Path, machine: Machine
) -> None:
    folder = DataFolder.claim(tmp_path / "clinic", machine)
    assert claimed_by_another(folder.path) == "in_use"
    folder.release()
    assert claimed_by_another(folder.path) == "claimed"
    DataFolder.claim(folder.path, machine).release()


def test_a_fresh_folder_holds_no_clinic_and_nothing_that_says_so(folder: DataFolder) -> None:
    assert not folder.is_founded
    assert sorted(path.name for path in folder.path.iterdir()) == ["backups", "lock", "logs"]


def test_a_weak_password_founds_nothing(folder: DataFolder, keyring: MemoryKeyring) -> None:
    assert isinstance(found(folder, with_password(ASHA, "password1234"), prepare), TooWeak)
    assert not folder.is_founded
    assert keyring.kept == {}


def test_a_database_that_no_slots_belong_to_is_moved_aside_by_founding(folder: DataFolder) -> None:
    folder.database.write_bytes(b"somebody's")
    made = found(folder, ASHA, prepare)
    assert isinstance(made, Founded)
    assert [path.read_bytes() for path in folder.path.glob("damaged/*/clinic.db")] == [b"somebody's"]
    made.clinic.close()


def test_a_folder_that_may_not_be_written_in_is_told(tmp_path: Path, machine: Machine) -> None:
    (tmp_path / "clinic").write_text("a file where the folder should be")
    with pytest.raises(StoreUnwell):
        DataFolder.claim(tmp_path / "clinic", machine)


def test_a_store_prepared_by_a_newer_program_stays_shut_and_whole(
    founded: Founded, folder: DataFolder
) -> None:
    save(founded.clinic, 1)
    founded.clinic.close()

    def refuse(_engine: Engine) -> None:
        raise newer(folder.slots.prepared, "0.9")

    with pytest.raises(StoreUnwell) as unwell:
        open_clinic(folder, come_in(folder), refuse)
    assert str(unwell.value.reason) == "This store was made by Shivir 1.0. This is Shivir 0.9."
    clinic = reopened(folder)
    assert saved(clinic) == {1}
    clinic.close()


def test_the_store_closes_and_opens_again_within_one_run(founded: Founded, folder: DataFolder) -> None:
    for number in range(3):
        clinic = founded.clinic if number == 0 else reopened(folder)
        save(clinic, number)
        clinic.close()
        assert clinic.key == b""
    clinic = reopened(folder)
    assert saved(clinic) == {0, 1, 2}
    assert clinic.store.starts() == 4
    clinic.close()


@only_where_watched
def test_killed_at_any_step_of_founding_it_can_be_founded_again_or_is_there(
    tmp_path: Path, machine: Machine
) -> None:
    with snapshots(tmp_path / "clinic", machine) as (taken, told):
        folder = DataFolder.claim(tmp_path / "clinic", told)
        taken.taking = True
        made = found(folder, ASHA, prepare)
        taken.taking = False
        assert isinstance(made, Founded)
        made.clinic.close()
        folder.release()

        for step, left in taken.found(machine):
            if left.is_founded:
                clinic = reopened(left)
            else:
                again = found(left, ASHA, prepare)
                assert isinstance(again, Founded), step
                clinic = again.clinic
            assert not clinic.restored, step
            assert clinic.repair is None, step
            save(clinic, 1)
            assert saved(clinic) == {1}, step
            clinic.close()


@only_where_watched
@pytest.mark.parametrize("over", [True, False])
def test_killed_at_any_step_of_restoring_it_can_be_restored_again_or_is_there(
    over: bool, tmp_path: Path, machine: Machine
) -> None:
    source = DataFolder.claim(tmp_path / "source", machine)
    made = found(source, ASHA, prepare)
    assert isinstance(made, Founded)
    save(made.clinic, 1)
    backup = made.clinic.backup().path
    save(made.clinic, 2)
    made.clinic.close()
    source.release()

    elsewhere = machine if over else replace(machine, keyring=MemoryKeyring())
    place = tmp_path / "place"
    if over:
        copied(machine, source.path, place).release()
    with snapshots(place, elsewhere) as (taken, told):
        folder = DataFolder.claim(place, told)
        taken.taking = True
        assert isinstance(restore(folder, backup, str(made.code), ASHA.name, FRESH), Opened)
        taken.taking = False
        folder.release()

        for step, left in taken.found(elsewhere):
            answer: object = sign_in(left, ASHA.name, FRESH) if left.is_founded else None
            if not isinstance(answer, Opened):
                answer = restore(left, backup, str(made.code), ASHA.name, FRESH)
            assert isinstance(answer, Opened), step
            clinic = open_clinic(left, answer, prepare)
            assert saved(clinic) in ({1}, {1, 2}), step
            assert clinic.restored, step
            clinic.close()
