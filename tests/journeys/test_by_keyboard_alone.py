"""From sign-in to receipt with no mouse: the real program in a process of its own, on a real X server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.billing.bill import BillState
from app.clock import system_clock
from app.consulting.consultation import consultation
from app.door import PROGRAM, CameIn, Door
from app.people.find import find_people
from app.people.patient_page import patient_page
from app.work import Desk
from models.store.disk import RealDisk
from models.store.keys import argon2id
from models.store.machine import Machine, uptime
from tests.fakes import MemoryKeyring
from tests.journeys.screen import Eyes, Hands, Screen

HOUSE = Path(__file__).parent.parent.parent
SMALL = ("--patients", "60", "--visits", "40", "--registrations", "20")
RECEPTIONIST, DOCTOR = ("Priya Nair", "seven mango boxes"), ("Dr A. Mehta", "kite above the river")
PATIENT, COMPLAINT = "Kamla Rathore", "Itching at night for two weeks"


@pytest.fixture
def screen() -> Iterator[Screen]:
    screen = Screen()
    yield screen
    screen.close()


@pytest.fixture
def data(screen: Screen, tmp_path: Path) -> Path:
    """A small demo clinic on a laptop without a keyring."""
    data = tmp_path / "data"
    command = [sys.executable, "-m", "ui.console", "demo", "--data", str(data), "--json", *SMALL]
    subprocess.run(command, cwd=HOUSE, env=screen.surroundings, check=True, capture_output=True)
    return data


class Person:
    """Two hands and two eyes before the running program."""

    def __init__(self, screen: Screen, data: Path, pictures: Path) -> None:
        command = [sys.executable, "-m", "ui", "--data", str(data)]
        self._program = subprocess.Popen(
            command, cwd=HOUSE, env=screen.surroundings, stderr=subprocess.DEVNULL
        )
        self.eyes = Eyes(screen, pictures)
        self.hands = Hands(screen, "Shivir")
        self.press, self.write, self.see = self.hands.press, self.hands.write, self.eyes.see

    def sign_in(self, name: str, password: str) -> None:
        self.see("who is working now", "outside")
        self.press("shift+Tab")
        self.write(name)
        self.press("Return")
        self.write(password)
        self.press("Return")
        self.see(f"the window of {name}", "inside")

    def switch(self) -> None:
        self.press("ctrl+l")
        self.see("locked", "outside")
        self.press("alt+s")

    def leave(self) -> None:
        self.eyes.close()
        self._program.terminate()
        self._program.wait()


@pytest.fixture
def person(screen: Screen, data: Path, tmp_path: Path) -> Iterator[Person]:
    person = Person(screen, data, tmp_path)
    yield person
    person.leave()


def test_a_patient_is_registered_seen_billed_and_pays_without_a_mouse(person: Person, data: Path) -> None:
    person.sign_in(*RECEPTIONIST)
    register(person)
    person.switch()
    person.sign_in(*DOCTOR)
    see_the_patient(person)
    person.switch()
    person.sign_in(*RECEPTIONIST)
    take_cash(person)
    person.leave()
    assert list((data / "logs").glob("report-*")) == []
    what_is_on_record(data)


def register(person: Person) -> None:
    """A new patient, for the second doctor, before everybody else."""
    person.press("F6")
    person.write("9812345067")
    person.press("Tab")
    person.write(PATIENT)
    person.press("Tab")
    person.write("36")
    person.press("Tab", "Right")
    person.press("Tab", "Tab", "Tab", "Down", "Tab", "Down")
    person.see("registration")
    person.press("ctrl+Return")
    person.see("token given")


def see_the_patient(person: Person) -> None:
    """Whoever is inside is finished; then the new one is called, examined, and gets a prescription."""
    person.press("ctrl+Return")
    person.see("called")
    person.press("ctrl+Return")
    person.see("record open")
    person.press("alt+c")
    person.write(COMPLAINT)
    person.press("alt+p")
    person.write("cetirizine 10 0-0-1 5d")
    person.see("medicine found")
    person.press("Return")
    person.see("medicine added")
    person.press("ctrl+Return")
    person.see("completed")


def take_cash(person: Person) -> None:
    person.press("alt+3")
    person.see("visits to bill")
    person.press("End", "Return")
    person.see("bill")
    person.press("F9")
    person.see("receipt")


def what_is_on_record(data: Path) -> None:
    nobodys = MemoryKeyring(refuses=True)
    machine = Machine(PROGRAM, argon2id, nobodys, os.urandom, system_clock, uptime, RealDisk())
    door = Door.at(data, system_clock, machine)
    try:
        desk, doctor = came_in(door, RECEPTIONIST), came_in(door, DOCTOR)
        (patient,) = desk.run(find_people, PATIENT).people
        (paid,) = desk.run(patient_page, patient.id).bills or ()
        assert paid.state is BillState.PAID
        assert paid.due_paise == 0
        assert paid.total_paise > 0
        visit = doctor.run(consultation, visit_of(doctor, patient.id))
        assert not visit.is_open
        assert visit.notes.texts["complaint"] == COMPLAINT
        assert visit.prescription.is_signed
        assert [one.line.title for one in visit.prescription.lines] == ["Cetirizine 10 mg"]
    finally:
        door.close()


def visit_of(doctor: Desk, patient: UUID) -> UUID:
    meetings = doctor.run(patient_page, patient).meetings
    return next(one.visit_id for one in meetings if one.visit_id is not None)


def came_in(door: Door, who: tuple[str, str]) -> Desk:
    answer = door.come_in(*who)
    assert isinstance(answer, CameIn)
    return answer.desk
