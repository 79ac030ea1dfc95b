import pytest
from PySide6.QtCore import Qt

from app.people.patient_page import patient_page
from app.people.register import NewPatient, register_patient
from app.reception.queue import queue
from models.vocabulary import AllergiesAsked, Role, Sex
from tests.ui.looks import cut_off, nameless, overfull, small_targets
from tests.ui.reception.counter import Counter
from ui.people.patient_page import PatientPage
from ui.people.registration_page import RegistrationPage


@pytest.fixture
def page(counter: Counter) -> RegistrationPage:
    counter.go("register", name="Sunita Devi")
    assert isinstance(counter.page, RegistrationPage)
    return counter.page


def fill(page: RegistrationPage) -> None:
    typed = {
        "phone": "9876543210", "name": "Sunita Devi", "name_other": "सुनीता देवी", "born": "14/3/1984",
        "relative_name": "Ramdev Prasad", "relation": "husband", "sex": "F", "village": "Rampur",
        "address": "Ward 4", "district": "Ranchi", "state": "Jharkhand", "pin": "834001", "blood": "B+",
        "emergency_name": "Ramdev", "emergency_phone": "7012345518", "abha_number": "91-2345-6789-4821",
        "abha_address": "sunita@abdm", "allergies": ["Penicillin: rash"], "conditions": ["Diabetes"],
    }  # fmt: skip
    page.restore(dict(typed))


def test_everything_typed_is_kept(counter: Counter, page: RegistrationPage) -> None:
    fill(page)
    page.fields.documents.type.set_value("ration_card")
    page.fields.documents.last.setText("0912 3345")
    counter.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    counter.settle()

    assert isinstance(counter.page, PatientPage)
    facts = counter.page._facts
    assert facts is not None
    seen = counter.clinic.desk(Role.DOCTOR).run(patient_page, facts.card.id)
    expected = {
        "name": "Sunita Devi", "name_other": "सुनीता देवी", "sex": Sex.FEMALE, "birth_is_estimated": False,
        "relative_name": "Ramdev Prasad", "relative_is": "husband", "village": "Rampur", "address": "Ward 4",
        "district": "Ranchi", "state": "Jharkhand", "pin": "834001", "blood_group": "B+", "phone": "9876543210",
        "emergency_name": "Ramdev", "emergency_phone": "7012345518", "abha_number": "91234567894821",
        "abha_address": "sunita@abdm", "language": "hi", "large_print": False,
    }  # fmt: skip
    assert {name: seen.details[name] for name in expected} == expected
    assert seen.health is not None
    assert (seen.health.allergies, seen.health.conditions) == (("Penicillin · rash",), ("Diabetes",))
    assert [(one.type, one.last) for one in seen.documents] == [("ration_card", "3345")]
    assert page.draft() == {}


def test_a_token_comes_with_it(counter: Counter, page: RegistrationPage) -> None:
    fill(page)
    counter.submit()
    counter.settle()
    assert [row.token.name for row in counter.desk.run(queue).waiting] == ["Sunita Devi"]


def test_what_is_wrong_gets_the_focus_and_nothing_is_lost(counter: Counter, page: RegistrationPage) -> None:
    fill(page)
    page.fields.texts["pin"].setText("12")  # type: ignore[union-attr]  # a line of text
    page.fields.texts["address"].setText("2345 6789 0124")  # type: ignore[union-attr]  # a line of text
    counter.submit()
    assert counter.focus is page.fields.texts["address"]
    assert "Aadhaar" in page.fields.fields["address"].error
    assert "6 digits" in page.fields.fields["pin"].error
    assert page.fields.text("name") == "Sunita Devi"
    assert counter.desk.run(queue).count == 0


def test_a_document_needs_its_last_digits(counter: Counter, page: RegistrationPage) -> None:
    fill(page)
    page.fields.documents.type.set_value("voter_id")
    counter.submit()
    assert page.fields.documents.fault.text() == "Type the last 4 digits."
    assert counter.desk.run(queue).count == 0


def test_telling_an_allergy_counts_as_asked(counter: Counter, page: RegistrationPage) -> None:
    page.fields.allergies.box.setFocus()
    counter.keys("Sulfa")
    counter.enter()
    assert page.fields.asked.value() == AllergiesAsked.KNOWN
    assert page.fields.allergies.value() == ("Sulfa",)


def test_a_possible_match_leads_to_the_record(counter: Counter, page: RegistrationPage) -> None:
    known = counter.desk.run(register_patient, NewPatient("Sunita Devi", Sex.FEMALE, phone="9876543210")).id
    counter.settle()
    page.fields.texts["phone"].setFocus()
    counter.keys("9876543210")
    counter.wait(page.fields.match.isVisible)
    counter.press(Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert isinstance(counter.page, PatientPage)
    assert counter.page._facts is not None
    assert counter.page._facts.card.id == known


def test_nothing_is_cut_off(counter: Counter, page: RegistrationPage) -> None:
    fill(page)
    for size in ((1366, 768), (1366, 700)):
        counter.window.resize(*size)
        counter.settle()
        assert (cut_off(page), overfull(page), nameless(page), small_targets(page)) == ([], [], [], [])
