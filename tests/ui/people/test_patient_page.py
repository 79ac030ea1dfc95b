from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from app.people.edit import edit_patient
from app.people.patient_page import patient_page
from app.people.register import NewAllergy, NewPatient, register_patient
from app.reception.appointments import appointments
from models.vocabulary import Role, Sex
from tests.ui.looks import cut_off, nameless, overfull, small_targets
from tests.ui.reception.counter import Counter
from ui.people.details import DETAILS
from ui.people.patient_page import PatientPage
from ui.reception.booking_dialog import BookingDialog
from ui.reception.desk_page import DeskPage

SUNITA = NewPatient(
    "Sunita Devi", Sex.FEMALE, date(1984, 7, 1), True, "9876543210", "Rampur", relative_name="Ramdev Prasad",
    allergies=(NewAllergy("Penicillin"),),
)  # fmt: skip


@pytest.fixture
def sunita(counter: Counter) -> UUID:
    return counter.desk.run(register_patient, SUNITA).id


@pytest.fixture
def page(counter: Counter, sunita: UUID) -> PatientPage:
    counter.go("patient", patient_id=sunita)
    assert isinstance(counter.page, PatientPage)
    return counter.page


def detail(name: str) -> object:
    return next(one for one in DETAILS if one.name == name)


def test_a_fact_is_changed_where_it_stands_and_taken_back(
    counter: Counter, page: PatientPage, sunita: UUID
) -> None:
    for _ in range(8):
        counter.press(Qt.Key.Key_Tab)
    assert counter.focus.accessibleName() == "Village: Rampur"
    counter.press(Qt.Key.Key_E)
    assert page.identity.box is not None
    counter.keys("Sohna")
    counter.enter()
    counter.settle()

    assert counter.desk.run(patient_page, sunita).card.village == "Sohna"
    assert counter.focus.accessibleName() == "Village: Sohna"
    assert counter.told == ["Kept."]
    counter.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert counter.desk.run(patient_page, sunita).card.village == "Rampur"


def test_esc_gives_the_old_value_back(counter: Counter, page: PatientPage, sunita: UUID) -> None:
    counter.press(Qt.Key.Key_E)
    counter.keys("Somebody")
    counter.press(Qt.Key.Key_Escape)
    counter.settle()
    assert page.identity.box is None
    assert counter.desk.run(patient_page, sunita).card.name == "Sunita Devi"


def test_what_cannot_be_stays_open_with_the_reason(counter: Counter, page: PatientPage) -> None:
    page.identity.edit(detail("phone"))  # type: ignore[arg-type]  # one of DETAILS
    counter.keys("12345")
    counter.enter()
    counter.settle()
    assert page.identity.box is not None
    assert page.identity.box.field.error == "Type 10 digits. 5 are missing."


def test_an_edit_from_elsewhere_is_told_beside_the_open_one(
    counter: Counter, page: PatientPage, sunita: UUID
) -> None:
    page.identity.edit(detail("village"))  # type: ignore[arg-type]  # one of DETAILS
    seen = counter.desk.run(patient_page, sunita).card.seen
    counter.desk.run(edit_patient, sunita, seen, {"village": "Bhimpur"})
    counter.settle()
    assert page.identity.box is not None
    assert page.identity.box.field.said == "Changed meanwhile to: Bhimpur"


def test_a_draft_opens_the_same_fact_again(counter: Counter, page: PatientPage, sunita: UUID) -> None:
    page.identity.edit(detail("village"))  # type: ignore[arg-type]  # one of DETAILS
    counter.keys("Soh")
    kept = page.draft()
    page.identity.close_edit()
    assert page.draft() == {}
    page.restore(kept)
    counter.go("patient", patient_id=sunita)
    assert page.identity.box is not None
    assert page.identity.box.typed() == "Soh"


def test_the_banner_of_the_desk_has_no_allergies(page: PatientPage) -> None:
    assert page.banner.accessibleDescription() == ""
    assert not page.health.isVisible()
    assert page.bills.isVisible()


def test_a_possible_twin_is_shown_with_a_way_there(counter: Counter, page: PatientPage, sunita: UUID) -> None:
    twin = counter.desk.run(
        register_patient, NewPatient("Suneeta", Sex.FEMALE, village="Rampur", relative_name="Ramdev")
    ).id
    counter.go("patient", patient_id=twin)
    counter.wait(page.twice.isVisible)
    assert page.twice.title.text().startswith("May be in the list twice: Sunita Devi")
    page.other.click()
    counter.settle()
    assert page.identity._page is not None
    assert page.identity._page.card.id == sunita


def test_the_next_visit_is_booked_by_keys(counter: Counter, page: PatientPage) -> None:
    counter.submit()
    [dialog] = counter.window.findChildren(BookingDialog)
    dialog.time.setText("23:50")
    dialog.reason.set_value("Review")
    counter.submit()
    assert counter.told == ["Booked."]
    [card] = counter.desk.run(appointments)
    assert (card.service, card.starts_at - counter.clinic.clock()) == (
        "Review",
        timedelta(hours=11, minutes=50),
    )


def test_a_token_is_given_at_the_desk(counter: Counter, page: PatientPage) -> None:
    page.give_token()
    counter.settle()
    assert isinstance(counter.page, DeskPage)
    assert counter.page.register.known.name.words() == "Sunita Devi, 42 F"


def test_who_cares_for_them_sees_the_allergies(counter: Counter, page: PatientPage, sunita: UUID) -> None:
    facts = counter.clinic.desk(Role.DOCTOR).run(patient_page, sunita)
    page._show(facts)
    assert page.health.isVisible()
    assert page.banner.accessibleDescription() == "Allergies: Penicillin"


def test_nothing_is_cut_off(counter: Counter, page: PatientPage) -> None:
    for size in ((1366, 768), (1366, 700)):
        counter.window.resize(*size)
        counter.settle()
        assert (cut_off(page), overfull(page), nameless(page), small_targets(page)) == ([], [], [], [])
