from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.people.find import People, find_people
from app.people.register import NewPatient, register_patient
from app.people.search_text import read_search
from app.work import Desk, Lane
from models.ledger.audit import AuditEntry
from models.vocabulary import Role, Sex
from tests.clinics import KEY, Clinic

PEOPLE = (
    NewPatient("Sunita Devi", Sex.FEMALE, phone="9876543210", village="Rampur", abha_number="91234567894821"),
    NewPatient("Sunil Kumar Verma", Sex.MALE, phone="7012345518", village="Sohna"),
    NewPatient("Lakshmi Narayanan", Sex.FEMALE, phone="8123456092", village="Rampur"),
    NewPatient("मोहम्मद सलीम", Sex.MALE, village="भीमपुर"),
    NewPatient("Geeta Ben Shah", Sex.FEMALE, name_other="गीता बेन शाह", abha_address="geeta.shah@abdm"),
    NewPatient("Vikas Oraon", Sex.MALE, phone_other="9000011122"),
)


@pytest.fixture(scope="module")
def full(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    clinic = Clinic.copied(founded, tmp_path_factory.mktemp("find") / "clinic.db", KEY)
    for person in PEOPLE:
        clinic.desk(Role.RECEPTIONIST).run(register_patient, person)
    yield clinic
    clinic.close()


@pytest.fixture
def desk(full: Clinic) -> Desk:
    return full.desk(Role.RECEPTIONIST)


def names(found: People) -> list[str]:
    return [person.name for person in found.people]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sunit", "Sunita Devi"),
        ("sunita", "Sunita Devi"),
        ("devi sunita", "Sunita Devi"),
        ("suneeta", "Sunita Devi"),
        ("सुनीता", "Sunita Devi"),
        ("laxmi", "Lakshmi Narayanan"),
        ("लक्ष्मी", "Lakshmi Narayanan"),
        ("md salim", "मोहम्मद सलीम"),
        ("mohamm", "मोहम्मद सलीम"),
        ("मोह", "मोहम्मद सलीम"),
        ("gita", "Geeta Ben Shah"),
        ("गीता", "Geeta Ben Shah"),
        ("98765 43210", "Sunita Devi"),
        ("+91 98765-43210", "Sunita Devi"),
        ("9876", "Sunita Devi"),
        ("3210", "Sunita Devi"),
        ("1122", "Vikas Oraon"),
        ("RMP-A1-00002", "Sunil Kumar Verma"),
        ("a1-2", "Sunil Kumar Verma"),
        ("2", "Sunil Kumar Verma"),
        ("00003", "Lakshmi Narayanan"),
        ("91-2345-6789-4821", "Sunita Devi"),
        ("4821", "Sunita Devi"),
        ("geeta.shah@", "Geeta Ben Shah"),
        ("bikash oraon", "Vikas Oraon"),
        ("bhimpur", "मोहम्मद सलीम"),
        ("rampur lak", "Lakshmi Narayanan"),
        ("sunita 3210", "Sunita Devi"),
    ],
)
def test_a_person_is_found_by_whatever_they_know(desk: Desk, typed: str, first: str) -> None:
    assert names(desk.run(find_people, typed))[:1] == [first]


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "*", 'sunita" OR *', "(", "। ।", "\u200d", "zzz", "-", "@", "ॐ॥"]
)
def test_what_means_nothing_finds_nobody_and_breaks_nothing(desk: Desk, typed: str) -> None:
    assert names(desk.run(find_people, typed)) in ([], ["Sunita Devi"])


def test_both_whose_names_begin_so_are_found(desk: Desk) -> None:
    found = desk.run(find_people, "sun")
    assert sorted(names(found)) == ["Sunil Kumar Verma", "Sunita Devi"]
    assert found.of >= len(PEOPLE)


def test_a_camp_volunteer_sees_no_patient_of_the_clinic(full: Clinic, desk: Desk) -> None:
    assert names(full.desk(Role.VOLUNTEER).run(find_people, "sunita")) == []


def test_searches_are_told_once_in_a_while_and_without_what_was_typed(clinic: Clinic) -> None:
    desk = clinic.desk(Role.RECEPTIONIST)
    for typed in ("s", "su", "sun"):
        desk.run(find_people, typed)
    with clinic.opened.sessions.begin(Lane.READ) as session:
        told = session.scalars(select(AuditEntry).where(AuditEntry.deed == "search_people")).all()
    assert [(entry.record, entry.detail) for entry in told] == [(None, None)]
    assert told[0].account == clinic.account(Role.RECEPTIONIST).bytes


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40) | st.text('"*()+-:^{}@अ।ॐ1 ', max_size=20))
def test_nothing_anybody_types_breaks_the_search(desk: Desk, typed: str) -> None:
    found = desk.run(find_people, typed)
    assert found.text == typed
    assert len(found.people) <= 20


def test_a_million_numbers_are_never_walked_through_for_the_beginning_of_one() -> None:
    plans = list(read_search("RMP-A1-004").plans())
    assert plans == ['{words places} : ("rmpa1004" OR "rmpa14")']
