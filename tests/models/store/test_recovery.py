import os
from dataclasses import replace
from pathlib import Path

import pytest

from models.store.accounts import LetIn, add_user, vouch
from models.store.data_folder import DataFolder
from models.store.founding import Founded
from models.store.machine import Machine
from models.store.opening import open_clinic
from models.store.recovery import OtherCode, new_paper, recover
from models.store.recovery_code import Mistyped, RecoveryCode
from models.store.restoring import NotABackup, made_by, restore
from models.store.sign_in import KeyringGone, NoSuchName, Opened, WrongPassword, sign_in
from models.store.unwell import Ailment, StoreUnwell
from models.store.way_in import TooWeak
from tests.fakes import MemoryKeyring, Wrist
from tests.models.store.clinic import ASHA, RAM, come_in, prepare, reopened, save, saved

FRESH = "paper kite over hills"


def test_the_paper_lets_its_holder_in_under_a_new_password(founded: Founded, folder: DataFolder) -> None:
    save(founded.clinic, 1)
    founded.clinic.close()
    assert isinstance(recover(folder, str(founded.code).lower(), ASHA.name, FRESH), Opened)
    assert sign_in(folder, ASHA.name, ASHA.password) == WrongPassword(4)
    clinic = reopened(folder, replace(ASHA, password=FRESH))
    assert saved(clinic) == {1}
    assert not clinic.restored
    clinic.close()


def test_a_slip_another_paper_an_unknown_name_and_a_weak_password_are_told_apart(
    founded: Founded, folder: DataFolder
) -> None:
    slip = str(founded.code)[:-1] + ("A" if str(founded.code)[-1] != "A" else "B")
    assert recover(folder, slip, ASHA.name, FRESH) == Mistyped((8,), "")
    assert recover(folder, str(RecoveryCode.new(os.urandom)), ASHA.name, FRESH) == OtherCode()
    assert recover(folder, str(founded.code), "Nobody", FRESH) == NoSuchName()
    assert isinstance(recover(folder, str(founded.code), ASHA.name, "short"), TooWeak)


def test_after_the_keyring_was_lost_the_paper_opens_and_everybody_else_is_vouched_for(
    founded: Founded, folder: DataFolder, keyring: MemoryKeyring
) -> None:
    add_user(founded.clinic, RAM)
    founded.clinic.close()
    keyring.kept.clear()
    assert sign_in(folder, RAM.name, RAM.password) == KeyringGone(vanished=True)

    opened = recover(folder, str(founded.code), ASHA.name, FRESH)
    assert isinstance(opened, Opened)
    clinic = open_clinic(folder, opened, prepare)
    assert clinic.restored
    clinic.took_new_writer()
    assert sign_in(folder, RAM.name, RAM.password) == KeyringGone(vanished=False, only_this_person=True)
    assert vouch(clinic, RAM.name, RAM.password) == LetIn()
    assert come_in(folder, RAM).user_id == RAM.user_id
    clinic.close()

    clinic = reopened(folder, RAM)
    assert not clinic.restored
    clinic.close()


def test_a_new_paper_takes_the_place_of_the_old(founded: Founded, folder: DataFolder) -> None:
    fresh = new_paper(folder, founded.clinic.key)
    assert recover(folder, str(founded.code), ASHA.name, FRESH) == OtherCode()
    assert isinstance(recover(folder, str(fresh), ASHA.name, FRESH), Opened)


@pytest.fixture
def elsewhere(tmp_path: Path, machine: Machine) -> DataFolder:
    """Another laptop, with a keyring that knows nothing."""
    return DataFolder.claim(tmp_path / "elsewhere", replace(machine, keyring=MemoryKeyring()))


def test_a_backup_is_restored_on_another_laptop_by_the_paper(founded: Founded, elsewhere: DataFolder) -> None:
    save(founded.clinic, 1)
    backup = founded.clinic.backup()
    save(founded.clinic, 2)
    assert made_by(backup.path, "1.0") == ("1.0", backup.made_at)

    assert restore(elsewhere, backup.path, "AAAA", ASHA.name, FRESH) == Mistyped(tuple(range(1, 9)), "")
    opened = restore(elsewhere, backup.path, str(founded.code), ASHA.name, FRESH)
    assert isinstance(opened, Opened)
    clinic = open_clinic(elsewhere, opened, prepare)
    assert saved(clinic) == {1}
    assert clinic.restored
    assert sign_in(elsewhere, ASHA.name, ASHA.password) == WrongPassword(4)
    clinic.close()

    clinic = open_clinic(elsewhere, opened, prepare)
    assert clinic.restored, "until the ledger has said that it writes under a new name"
    clinic.took_new_writer()
    clinic.close()
    elsewhere.release()


def test_restoring_over_a_store_moves_that_one_aside(founded: Founded, folder: DataFolder) -> None:
    save(founded.clinic, 1)
    backup = founded.clinic.backup()
    save(founded.clinic, 2)
    founded.clinic.close()
    before = folder.database.read_bytes()
    opened = restore(folder, backup.path, str(founded.code), ASHA.name, FRESH)
    assert isinstance(opened, Opened)
    clinic = open_clinic(folder, opened, prepare)
    assert saved(clinic) == {1}
    assert clinic.restored
    assert [path.read_bytes() for path in folder.path.glob("damaged/*/clinic.db")] == [before]
    clinic.close()


@pytest.mark.parametrize("at", [0, 20, 400, -2000, -1])
def test_a_backup_with_a_changed_byte_is_none(founded: Founded, elsewhere: DataFolder, at: int) -> None:
    backup = founded.clinic.backup().path
    content = bytearray(backup.read_bytes())
    content[at] ^= 1
    backup.write_bytes(content)
    assert restore(elsewhere, backup, str(founded.code), ASHA.name, FRESH) == NotABackup()
    assert not elsewhere.is_founded
    elsewhere.release()


def test_what_is_no_backup_at_all_is_none(founded: Founded, elsewhere: DataFolder, tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(os.urandom(5000))
    assert restore(elsewhere, tmp_path / "holiday.jpg", str(founded.code), ASHA.name, FRESH) == NotABackup()
    assert made_by(tmp_path / "holiday.jpg", "1.0") is None
    elsewhere.release()


def test_a_backup_of_a_newer_program_is_refused_by_both_names(
    founded: Founded, elsewhere: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.store.backups.FORMAT", 2)
    backup = founded.clinic.backup().path
    monkeypatch.undo()
    with pytest.raises(StoreUnwell) as unwell:
        restore(elsewhere, backup, str(founded.code), ASHA.name, FRESH)
    assert unwell.value.kind is Ailment.NEWER
    elsewhere.release()


def test_a_laptop_put_back_to_yesterday_counts_as_restored(
    founded: Founded, folder: DataFolder, machine: Machine, tmp_path: Path, watch: Wrist
) -> None:
    """The whole data folder comes back from an image of the disk; the keyring has counted on."""
    save(founded.clinic, 1)
    founded.clinic.close()
    import shutil

    shutil.copytree(folder.path, tmp_path / "image")
    clinic = reopened(folder)
    assert not clinic.restored
    clinic.close()
    folder.release()

    again = DataFolder.claim(tmp_path / "image", machine)
    clinic = reopened(again)
    assert clinic.restored
    clinic.took_new_writer()
    clinic.close()
    clinic = reopened(again)
    assert not clinic.restored
    clinic.close()
    again.release()


def test_a_database_put_back_by_hand_counts_as_restored(founded: Founded, folder: DataFolder) -> None:
    founded.clinic.close()
    old = folder.database.read_bytes()
    reopened(folder).close()
    folder.database.write_bytes(old)
    clinic = reopened(folder)
    assert clinic.restored
    clinic.close()
