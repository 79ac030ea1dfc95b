from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.people.card import PatientCard
from app.people.edit import edit_patient
from app.people.find import find_people
from app.people.patient_page import patient_page
from app.people.register import NewPatient, register_patient
from app.taking_back import take_back
from app.work import Desk, Refused
from models.vocabulary import Role, Sex
from tests.clinics import Clinic
from tests.laptops import exchange, two_laptops


@pytest.fixture
def desk(clinic: Clinic) -> Desk:
    return clinic.desk(Role.RECEPTIONIST)


@pytest.fixture
def sunita(desk: Desk) -> PatientCard:
    return desk.run(register_patient, NewPatient("Sunita Devi", phone="9876543210", village="Rampur"))


def test_only_what_was_changed_is_changed_and_it_is_found_anew(desk: Desk, sunita: PatientCard) -> None:
    edited = desk.run(edit_patient, sunita.id, sunita.seen, {"name": "Lakshmi Bai", "sex": Sex.FEMALE})

    assert (edited.card.name, edited.card.village) == ("Lakshmi Bai", "Rampur")
    assert [one.name for one in desk.run(find_people, "laxmi").people] == ["Lakshmi Bai"]
    assert desk.run(find_people, "sunita").people == ()


def test_an_emptied_field_is_empty(desk: Desk, sunita: PatientCard) -> None:
    assert desk.run(edit_patient, sunita.id, sunita.seen, {"village": " "}).card.village is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 500),
        ("phone", "12345"),
        ("pin", "0123"),
        ("address", "2345 6789 0124 near the well"),
        ("born_on", date(2030, 1, 1)),
        ("blood_group", "C+"),
        ("language", ""),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_changes(
    desk: Desk, sunita: PatientCard, field: str, value: object
) -> None:
    with pytest.raises(Refused) as refused:
        desk.run(edit_patient, sunita.id, sunita.seen, {"village": "Sohna", field: value})
    assert refused.value.field == ("born" if field == "born_on" else field)
    assert desk.run(patient_page, sunita.id).card.village == "Rampur"


def test_an_edit_is_taken_back(desk: Desk, sunita: PatientCard) -> None:
    edited = desk.run(edit_patient, sunita.id, sunita.seen, {"village": "Sohna"})
    desk.run(take_back, edited.done)

    assert desk.run(patient_page, sunita.id).card.village == "Rampur"
    with pytest.raises(Refused):
        desk.run(take_back, edited.done)


def test_roles_that_may_not_register_may_not_edit(clinic: Clinic, sunita: PatientCard) -> None:
    with pytest.raises(Refused):
        clinic.desk(Role.LAB).run(edit_patient, sunita.id, sunita.seen, {"village": "Sohna"})


@pytest.fixture
def laptops(founded: Path, tmp_path: Path) -> Iterator[tuple[Clinic, Clinic]]:
    both = two_laptops(founded, tmp_path)
    yield both
    for clinic in both:
        clinic.close()


def test_two_versions_of_a_name_wait_for_a_person(laptops: tuple[Clinic, Clinic]) -> None:
    first, second = laptops
    one, other = (clinic.desk(Role.RECEPTIONIST) for clinic in laptops)
    sunita = one.run(register_patient, NewPatient("Sunita Devi", village="Rampur"))
    exchange(first, second)
    seen = other.run(patient_page, sunita.id).card.seen

    one.run(edit_patient, sunita.id, sunita.seen, {"name": "Suneeta Devi", "village": "Sohna"})
    other.run(edit_patient, sunita.id, seen, {"name": "Sunita Bai"})
    exchange(first, second)

    pages = [desk.run(patient_page, sunita.id) for desk in (one, other)]
    assert pages[0].card.name == pages[1].card.name
    assert [page.disagreements for page in pages] == [{"name"}, {"name"}]
    assert [page.card.village for page in pages] == ["Sohna", "Sohna"]


def test_somebody_unknown_is_told_so(desk: Desk, sunita: PatientCard) -> None:
    with pytest.raises(Refused, match="not on this laptop"):
        desk.run(edit_patient, UUID(int=5), sunita.seen, {})
