from pathlib import Path

import pytest

from models.store.accounts import Removed, add_user, remove_user
from models.store.data_folder import DataFolder
from models.store.founding import Founded, found
from models.store.health import problems
from models.store.machine import Machine
from models.store.recovery import recover
from models.store.sign_in import NoSuchName, Opened, sign_in
from tests.models.store.clinic import ASHA, RAM, come_in, copied, prepare, reopened, save, saved
from tests.models.store.snapshots import snapshots
from tests.models.store.vfs import only_where_watched


def test_who_is_removed_has_neither_a_way_in_nor_a_key_that_opens(
    founded: Founded, folder: DataFolder, machine: Machine, tmp_path: Path
) -> None:
    save(founded.clinic, 1)
    add_user(founded.clinic, RAM)
    known = come_in(folder, RAM).key
    assert remove_user(founded.clinic, RAM.name) == Removed()
    assert remove_user(founded.clinic, RAM.name) == NoSuchName()

    save(founded.clinic, 2)
    assert saved(founded.clinic) == {1, 2}
    assert sign_in(folder, RAM.name, RAM.password) == NoSuchName()
    assert come_in(folder).key == founded.clinic.key != known
    founded.clinic.close()
    assert problems(folder.database, known) == ("the first page does not open",)
    assert [path.name for path in folder.path.glob("clinic*")] == ["clinic.db"]
    for lost in ("slots.a", "slots.b"):
        left = copied(machine, folder.path, tmp_path / lost)
        (left.path / lost).unlink()
        clinic = reopened(left)
        assert saved(clinic) == {1, 2}
        clinic.close()
        left.release()


def test_the_paper_and_older_backups_still_open_after_a_rotation(
    founded: Founded, folder: DataFolder
) -> None:
    save(founded.clinic, 1)
    founded.clinic.backup()
    founded.clinic.rotate()
    founded.clinic.close()
    folder.database.write_bytes(b"rubbish" * 2000)
    clinic = reopened(folder)
    assert clinic.repair is not None
    assert clinic.repair.backup is not None
    assert saved(clinic) == {1}
    clinic.close()
    assert isinstance(recover(folder, str(founded.code), ASHA.name, "paper kite over hills"), Opened)


@only_where_watched
@pytest.mark.parametrize("removes", [True, False])
def test_killed_at_any_step_of_a_rotation_the_next_start_has_everything_and_ends_it(
    removes: bool, machine: Machine, tmp_path: Path
) -> None:
    with snapshots(tmp_path / "clinic", machine) as (taken, told):
        folder = DataFolder.claim(tmp_path / "clinic", told)
        made = found(folder, ASHA, prepare)
        assert isinstance(made, Founded)
        add_user(made.clinic, RAM)
        for number in range(5):
            save(made.clinic, number)
        before = made.clinic.key
        taken.taking = True
        if removes:
            remove_user(made.clinic, RAM.name)
        else:
            made.clinic.rotate()
        taken.taking = False
        made.clinic.close()
        folder.release()

        gone = []
        for step, left in taken.found(machine):
            announced = bool(left.slots.coming_check) or left.find(RAM.name) is None
            clinic = reopened(left)
            assert saved(clinic) == set(range(5)), step
            assert clinic.repair is None, step
            assert not clinic.restored, step
            assert not left.slots.coming_check, step
            if announced:
                assert clinic.key != before, step
            gone.append(left.find(RAM.name) is None)
            clinic.close()
        assert gone[-1] is removes
        assert gone == sorted(gone), "once gone, gone"
