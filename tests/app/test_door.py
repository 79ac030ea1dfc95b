from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from app.door import Begun, CameIn, Door, FirstPerson, StaysOut
from app.people.register import NewPatient, register_patient
from app.supervision.found import NewClinic
from app.work import Lane
from models.ledger.audit import AuditEntry
from models.store.disk import RealDisk
from models.store.machine import Machine
from models.store.unwell import Ailment, StoreUnwell
from tests.fakes import Dice, MemoryKeyring, Wrist, cheap_derivation

RAMPUR = NewClinic("Rampur Clinic", "RMP", "Rampur")
ASHA = FirstPerson("Asha Verma", "a long way to rampur")


@pytest.fixture
def machine() -> Machine:
    watch = Wrist()
    return Machine(
        "0.1.0", cheap_derivation, MemoryKeyring(), Dice(), watch.now, watch.uptime, RealDisk(), 1 << 16
    )


def founded(path: Path, machine: Machine) -> Door:
    door = Door.at(path, machine.now, machine)
    assert isinstance(door.found(RAMPUR, ASHA, "Desk 1"), Begun)
    return door


def test_a_clinic_is_founded_closed_and_opened_again(tmp_path: Path, machine: Machine) -> None:
    door = founded(tmp_path, machine)
    assert door.clinic is not None
    door.close()

    door = Door.at(tmp_path, machine.now, machine)
    inside = door.come_in("Asha Verma", "a long way to rampur")
    assert isinstance(inside, CameIn)
    assert inside.desk.run(register_patient, NewPatient("Sunita Devi")).number == "RMP-A1-00001"
    door.close()


def test_a_wrong_password_says_how_many_tries_are_left(tmp_path: Path, machine: Machine) -> None:
    founded(tmp_path, machine).close()
    door = Door.at(tmp_path, machine.now, machine)

    answer = door.come_in("Asha Verma", "guess")
    assert isinstance(answer, StaysOut)
    assert str(answer.reason) == "Password is not right. 4 tries left."
    door.close()


def told(door: Door) -> list[tuple[str, str | None]]:
    """What the audit keeps beside the writes, in order."""
    assert door.clinic is not None
    with door.clinic.sessions.begin(Lane.READ) as session:
        rows = session.execute(
            select(AuditEntry.deed, AuditEntry.detail)
            .where(AuditEntry.work.is_(None))
            .order_by(AuditEntry.number)
        )
        return [(row.deed, row.detail) for row in rows]


def test_who_came_in_after_how_many_wrong_tries_is_in_the_audit(tmp_path: Path, machine: Machine) -> None:
    founded(tmp_path, machine).close()
    door = Door.at(tmp_path, machine.now, machine)
    for _ in range(2):
        door.come_in("Asha Verma", "guess")
    for _ in range(2):
        assert isinstance(door.come_in("Asha Verma", "a long way to rampur"), CameIn)

    assert told(door) == [("sign_in_failed", "2"), ("sign_in", None), ("sign_in", None)]
    door.close()


@pytest.mark.parametrize(("days", "doubt"), [(30, "ahead"), (1, "back")])
def test_whoever_works_on_past_a_strange_clock_is_in_the_audit(
    tmp_path: Path, machine: Machine, days: int, doubt: str
) -> None:
    founded(tmp_path, machine).close()
    start = machine.now()
    for moved in (3, days):
        clock = partial(datetime.__add__, start, timedelta(days=moved))
        door = Door.at(tmp_path, clock, replace(machine, now=clock))
        assert isinstance(door.come_in("Asha Verma", "a long way to rampur"), CameIn)
        heard = told(door)
        door.close()

    assert heard == [("sign_in", None), ("clock_taken_as_right", doubt), ("sign_in", None)]


def test_a_second_program_on_the_same_folder_is_told_so(tmp_path: Path, machine: Machine) -> None:
    door = founded(tmp_path, machine)
    with pytest.raises(StoreUnwell) as unwell:
        Door.at(tmp_path, machine.now, machine)
    assert unwell.value.kind is Ailment.IN_USE
    door.close()


def test_a_store_from_a_newer_program_is_not_touched(tmp_path: Path, machine: Machine) -> None:
    door = founded(tmp_path, machine)
    assert door.clinic is not None
    with door.clinic.store.write_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    door.close()
    door = Door.at(tmp_path, machine.now, machine)
    with pytest.raises(StoreUnwell) as unwell:
        door.come_in("Asha Verma", "a long way to rampur")
    assert unwell.value.kind is Ailment.NEWER
    door.close()


def test_a_vanished_keyring_is_never_called_a_wrong_password(tmp_path: Path, machine: Machine) -> None:
    founded(tmp_path, machine).close()
    keyring = machine.keyring
    assert isinstance(keyring, MemoryKeyring)
    keyring.kept.clear()
    door = Door.at(tmp_path, machine.now, machine)
    answer = door.come_in("Asha Verma", "a long way to rampur")

    assert isinstance(answer, StaysOut)
    assert "keyring" in str(answer.reason)
    door.close()


def test_a_backup_comes_back_on_another_laptop_with_the_paper(tmp_path: Path, machine: Machine) -> None:
    door = Door.at(tmp_path / "one", machine.now, machine)
    begun = door.found(RAMPUR, ASHA, "Desk 1")
    assert isinstance(begun, Begun)
    begun.desk.run(register_patient, NewPatient("Sunita Devi"))
    door.backup()
    door.close()
    (backup,) = (tmp_path / "one" / "backups").iterdir()
    paper = "-".join(begun.recovery)

    other = Door.at(tmp_path / "two", machine.now, replace(machine, keyring=MemoryKeyring()))
    assert other.backup_made_at(backup) is not None
    wrong = other.restore(backup, paper, "Asha Varma", "another day at sea")
    assert isinstance(wrong, StaysOut)
    assert wrong.about == "name"
    came = other.restore(backup, paper, "Asha Verma", "another day at sea")
    assert isinstance(came, CameIn)
    assert came.desk.run(register_patient, NewPatient("Ram Lal")).number == "RMP-A1X-00001"
    other.close()


def test_each_restore_brings_a_code_that_no_number_bears_yet(tmp_path: Path, machine: Machine) -> None:
    door = Door.at(tmp_path / "0", machine.now, machine)
    begun = door.found(RAMPUR, ASHA, "Desk 1")
    assert isinstance(begun, Begun)
    desk, numbers = begun.desk, []
    for place in range(1, 4):
        numbers.append(desk.run(register_patient, NewPatient("Sunita Devi")).number)
        door.backup()
        door.close()
        (backup,) = (tmp_path / str(place - 1) / "backups").iterdir()
        door = Door.at(tmp_path / str(place), machine.now, replace(machine, keyring=MemoryKeyring()))
        came = door.restore(backup, "-".join(begun.recovery), "Asha Verma", "another day at sea")
        assert isinstance(came, CameIn)
        desk = came.desk
    assert numbers == ["RMP-A1-00001", "RMP-A1X-00001", "RMP-A1Y-00001"]
    assert (desk.laptop.code, desk.laptop.lane) == ("A1Z", "AZ")
    door.close()


@pytest.mark.parametrize(
    ("paper", "about"), [("nonsense", "paper"), ("AAAAA-" * 7 + "AAAAA", "paper"), ("", "paper")]
)
def test_a_code_that_cannot_be_right_names_its_part(
    tmp_path: Path, machine: Machine, paper: str, about: str
) -> None:
    founded(tmp_path, machine).close()
    door = Door.at(tmp_path, machine.now, machine)
    answer = door.recover(paper, "Asha Verma", "another day at sea")
    assert isinstance(answer, StaysOut)
    assert answer.about == about
    assert answer.parts
    door.close()


def test_no_file_but_a_backup_is_restored(tmp_path: Path, machine: Machine) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no backup")
    door = Door.at(tmp_path / "data", machine.now, machine)
    assert door.backup_made_at(text) is None
    answer = door.restore(text, "", "Asha Verma", "another day at sea")
    assert isinstance(answer, StaysOut)
    assert answer.about == "file"
    assert not door.is_founded
    door.close()


def test_a_new_paper_takes_the_place_of_the_old(tmp_path: Path, machine: Machine) -> None:
    door = Door.at(tmp_path, machine.now, machine)
    begun = door.found(RAMPUR, ASHA, "Desk 1")
    assert isinstance(begun, Begun)
    fresh = "-".join(door.ways.new_paper())
    answer = door.recover("-".join(begun.recovery), "Asha Verma", "another day at sea")
    assert isinstance(answer, StaysOut)
    assert isinstance(door.recover(fresh, "Asha Verma", "another day at sea"), CameIn)
    door.close()
