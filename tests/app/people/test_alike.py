from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.people.alike import Draft, LikelyDuplicates, likely_duplicates
from app.people.register import NewPatient, register_patient
from app.work import Desk
from models.vocabulary import Role, Sex
from tests.clinics import KEY, Clinic

PHONE = "9876543210"
SUNITA = NewPatient(
    "Sunita Devi", Sex.FEMALE, date(1984, 7, 1), True, PHONE, "Rampur", relative_name="Ramdev Prasad"
)
RAMDEV = NewPatient("Ramdev Prasad", Sex.MALE, date(1979, 7, 1), True, PHONE, "Rampur")
KISHAN = NewPatient(
    "Kishan Lal", Sex.MALE, date(1960, 3, 14), False, None, "Sohna", abha_number="91234567894821"
)


@pytest.fixture(scope="module")
def desk(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    clinic = Clinic.copied(founded, tmp_path_factory.mktemp("alike") / "clinic.db", KEY)
    desk = clinic.desk(Role.RECEPTIONIST)
    for person in (SUNITA, RAMDEV, KISHAN):
        desk.run(register_patient, person)
    yield desk
    clinic.close()


def alike(found: LikelyDuplicates) -> list[str]:
    return [one.person.name for one in found.alike]


def family(found: LikelyDuplicates) -> list[str]:
    return [one.name for one in found.family]


def test_a_family_phone_alone_is_never_enough(desk: Desk) -> None:
    found = desk.run(likely_duplicates, Draft("Pooja Kumari", Sex.FEMALE, phone=PHONE, village="Rampur"))

    assert alike(found) == []
    assert sorted(family(found)) == ["Ramdev Prasad", "Sunita Devi"]


def test_only_a_phone_finds_the_family(desk: Desk) -> None:
    found = desk.run(likely_duplicates, Draft(phone=PHONE))

    assert alike(found) == []
    assert sorted(family(found)) == ["Ramdev Prasad", "Sunita Devi"]


def test_a_name_being_typed_already_shows_who_it_may_become(desk: Desk) -> None:
    found = desk.run(likely_duplicates, Draft("Sunita D", phone=PHONE))
    assert alike(found) == ["Sunita Devi"]
    assert alike(desk.run(likely_duplicates, Draft("Sun", phone=PHONE))) == ["Sunita Devi"]


def test_another_spelling_in_the_same_village_is_shown_without_any_phone(desk: Desk) -> None:
    found = desk.run(
        likely_duplicates, Draft("Suneeta", Sex.FEMALE, date(1985, 7, 1), True, village="Raampur")
    )
    assert alike(found) == ["Sunita Devi"]
    assert [str(reason.said) for reason in found.alike[0].reasons][:1] == ["Same given name"]


def test_the_other_sex_is_another_person(desk: Desk) -> None:
    assert alike(desk.run(likely_duplicates, Draft("Sunil", Sex.MALE, village="Rampur"))) == []


def test_the_same_abha_number_is_surely_one_person(desk: Desk) -> None:
    found = desk.run(likely_duplicates, Draft("Kishan", Sex.MALE, abha_number="91234567894821"))
    assert alike(found) == ["Kishan Lal"]
    assert found.alike[0].is_sure


def test_a_patient_is_no_duplicate_of_themselves(desk: Desk) -> None:
    draft = Draft("Sunita Devi", Sex.FEMALE, phone=PHONE)
    myself = desk.run(likely_duplicates, draft).alike[0].person.id

    found = desk.run(likely_duplicates, replace(draft, besides=myself))

    assert (alike(found), family(found)) == ([], ["Ramdev Prasad"])


def test_an_empty_form_is_like_nobody(desk: Desk) -> None:
    found = desk.run(likely_duplicates, Draft())
    assert (found.alike, found.family) == ((), ())
