from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from app.people.details import is_doubtful_abha
from app.people.patient_page import patient_page
from app.people.register import NewAllergy, NewIdentifier, NewPatient, register_patient
from app.work import Desk, Lane, Refused
from models.people.patient import Allergy, Identifier, Patient
from models.vocabulary import AllergiesAsked, Role, Sex
from tests.clinics import Clinic

AADHAAR = "2345 6789 0124"


@pytest.fixture
def desk(clinic: Clinic) -> Desk:
    return clinic.desk(Role.RECEPTIONIST)


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"name": " "}, "name", "Type the name."),
        ({"name": "x" * 500}, "name", "too long"),
        ({"name": "12345"}, "name", "needs letters"),
        ({"name": f"Sunita {AADHAAR}"}, "name", "Aadhaar"),
        ({"address": f"Aadhaar {AADHAAR}"}, "address", "Aadhaar"),
        ({"address": "x" * 500}, "address", "too long"),
        ({"born_on": date(2030, 1, 1)}, "born", "future"),
        ({"born_on": date(1890, 1, 1)}, "born", "Nobody is older"),
        ({"phone": "12345"}, "phone", "10 digits"),
        ({"emergency_phone": "9876"}, "emergency_phone", "10 digits"),
        ({"pin": "012345"}, "pin", "6 digits"),
        ({"blood_group": "C+"}, "blood_group", "from the list"),
        ({"relative_is": "uncle"}, "relative_is", "from the list"),
        ({"abha_number": "123"}, "abha_number", "14 digits"),
        ({"abha_address": "sunita"}, "abha_address", "looks like"),
        ({"identifiers": (NewIdentifier("aadhaar", "1234"),)}, "type", "from the list"),
        ({"identifiers": (NewIdentifier("voter_id", "12"),)}, "last", "last 4"),
        ({"identifiers": (NewIdentifier("other", AADHAAR),)}, "last", "Aadhaar"),
        ({"allergies": (NewAllergy(" "),)}, "substance", "needed"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field_and_nobody_is_registered(
    desk: Desk, clinic: Clinic, changes: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(Refused) as refused:
        desk.run(register_patient, NewPatient(**{"name": "Sunita Devi", **changes}))

    assert refused.value.field == field
    assert says in str(refused.value.reason)
    with clinic.opened.sessions.begin(Lane.READ) as session:
        for kind in (Patient, Allergy, Identifier):
            assert session.scalar(select(func.count()).select_from(kind)) == 0


def test_of_a_document_only_the_end_is_kept(desk: Desk, clinic: Clinic) -> None:
    new = NewPatient("Sunita Devi", identifiers=(NewIdentifier("driving_licence", "JH-01 2019 0004567"),))
    card = desk.run(register_patient, new)
    assert [one.last for one in desk.run(patient_page, card.id).documents] == ["4567"]


def test_an_allergy_told_counts_as_asked(desk: Desk, clinic: Clinic) -> None:
    told = desk.run(register_patient, NewPatient("Sunita", allergies=(NewAllergy("Sulfa"),))).id
    with clinic.opened.sessions.begin(Lane.READ) as session:
        assert (
            session.scalar(select(Patient.allergies_asked).where(Patient.id == told)) is AllergiesAsked.KNOWN
        )


def test_names_in_any_script_are_kept_as_typed(desk: Desk) -> None:
    for name in ("सुनीता देवी", "لکشمی", "ലക്ഷ്മി", "Zoë O'Brien", "S. Ravi"):
        assert desk.run(register_patient, NewPatient(f"  {name}  ", Sex.FEMALE)).name == name


def test_a_slipped_digit_of_an_abha_number_is_doubted_not_refused(desk: Desk) -> None:
    assert [is_doubtful_abha(f"91-2345-6789-482{last}") for last in range(10)].count(False) == 1
    assert not is_doubtful_abha("12")
    assert desk.run(register_patient, NewPatient("Sunita", abha_number="91234567894822")).number


def test_nothing_of_a_patient_is_in_the_words_of_an_object() -> None:
    new = NewPatient("Sunita Devi", phone="9876543210", village="Rampur", conditions=("Diabetes",))
    assert not any(word in repr(new) for word in ("Sunita", "98765", "Rampur", "Diabetes"))
