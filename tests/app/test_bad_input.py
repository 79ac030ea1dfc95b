"""What people type wrong: each gets its sentence, in their language; nothing is kept and nothing is told on."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select

from app.consulting.record_vitals import read_pressure, record_vitals
from app.people.register import NewPatient, register_patient
from app.refused import Refused
from app.words import Words
from app.work import Desk, Lane
from models.base import table_of
from models.consulting.visit import Vitals
from models.ledger.journal import JournalWork
from models.people.patient import Patient
from models.said import Said
from models.values import BadValue, read_birth, read_money, read_phone
from models.vocabulary import Role
from tests.clinics import NOON, Clinic

TODAY = NOON.date()
PRIVATE = "Sunita Devi Kumari"


def register(desk: Desk, **values: object) -> None:
    desk.run(register_patient, NewPatient(**{"name": PRIVATE, **values}))  # type: ignore[arg-type]  # typed wrong


BAD: dict[str, tuple[Callable[[Desk], object], str]] = {
    "a name of 500 characters": (
        lambda desk: register(desk, name=PRIVATE * 28),
        "This name is too long. Use 120 letters or fewer.",
    ),
    "a birth in the future": (
        lambda desk: register(desk, born_on=date(2030, 1, 1)),
        "This date of birth is in the future.",
    ),
    "a birth in the future, typed": (
        lambda _: read_birth("01/01/2030", TODAY),
        "This date of birth is in the future.",
    ),
    "a pressure of 1200/80": (
        lambda _: read_pressure("1200/80"),
        "Upper blood pressure is between 50 and 300 mmHg. Look again.",
    ),
    "an amount with letters": (
        lambda _: read_money("12o0"),
        "An amount has only digits, like 1,250.50.",
    ),
    "a phone with letters": (lambda _: read_phone("98x76"), ""),
}


def told(error: Exception) -> Said:
    assert isinstance(error, Refused | BadValue)
    return error.reason if isinstance(error, Refused) else error.said


@pytest.mark.parametrize("what", BAD)
def test_each_gets_its_sentence_in_both_languages_and_leaves_no_trace(clinic: Clinic, what: str) -> None:
    do, words = BAD[what]
    desk = clinic.desk(Role.RECEPTIONIST)
    before = works(clinic)
    with pytest.raises((Refused, BadValue)) as wrong:
        do(desk)

    said = told(wrong.value)
    assert words in ("", Words("en")(said))
    assert Words("hi")(said) != Words("en")(said)
    assert PRIVATE not in f"{wrong.value!r} {wrong.value} {said!r}"
    assert works(clinic) == before


def test_a_pressure_past_the_limits_is_refused_whoever_hands_it_in(clinic: Clinic) -> None:
    desk = clinic.desk(Role.NURSE)
    patient = desk.run(register_patient, NewPatient(PRIVATE)).id
    with pytest.raises(Refused):
        desk.run(record_vitals, patient, {"systolic_mmhg": 1200, "diastolic_mmhg": 80}, confirmed=True)
    with clinic.opened.sessions.begin(Lane.READ) as session:
        assert session.scalar(select(func.count()).select_from(table_of(Vitals))) == 0
        assert session.scalar(select(func.count()).select_from(table_of(Patient))) == 1


def works(clinic: Clinic) -> int:
    with clinic.opened.sessions.begin(Lane.READ) as session:
        return session.scalars(select(func.count()).select_from(JournalWork)).one()
