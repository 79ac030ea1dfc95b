"""The desk as a receptionist works it: by keys alone, with nothing lost and nothing told twice."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from app.people.find import one_person
from app.people.register import NewPatient, register_patient
from app.reception.appointments import NewAppointment, book_appointment
from app.reception.call import start_token
from app.reception.give_token import NewToken, give_token
from app.reception.queue import queue
from models.vocabulary import Role, Sex, TokenState
from tests.ui.looks import cut_off, nameless, overfull, small_targets
from tests.ui.reception.counter import Counter
from ui.kit.button import Button
from ui.kit.dialog import Dialog
from ui.kit.row import Row
from ui.theme.tokens import ThemeName
from ui.theme.worn import Wardrobe

SUNITA = NewPatient("Sunita Devi", Sex.FEMALE, date(1984, 7, 1), True, "9876543210", "Rampur")


def waiting(counter: Counter) -> list[str]:
    return [row.token.number for row in counter.desk.run(queue).waiting]


def listed(counter: Counter) -> list[str]:
    return [row.lead for row in counter.desk_page().queue.list.rows.rows() if isinstance(row, Row)]


def give(counter: Counter, name: str, reason: str = "Fever") -> UUID:
    patient = counter.desk.run(register_patient, NewPatient(name)).id
    doctor = counter.clinic.account(Role.DOCTOR)
    return counter.desk.run(give_token, patient, NewToken(doctor, reason)).token.id


def test_somebody_new_is_registered_by_keys_alone_and_the_slip_printed(counter: Counter) -> None:
    counter.press(Qt.Key.Key_F6)
    counter.keys("9876543210")
    counter.enter()
    counter.keys("Asha Kumari")
    counter.enter()
    counter.keys("34")
    counter.enter()
    counter.press(Qt.Key.Key_Right)
    counter.enter()
    counter.keys("Sohna")
    counter.enter()
    counter.keys("Skin rash")
    counter.submit()
    counter.settle()

    [row] = counter.desk.run(queue).waiting
    token = row.token
    assert (token.number, token.name, token.sex, token.village) == (
        "A-001",
        "Asha Kumari",
        Sex.FEMALE,
        "Sohna",
    )
    assert (token.reason, row.doctor, token.birth_is_estimated) == ("Skin rash", "Dr Rao", True)
    assert counter.told == ["Token A-001 given"]
    counter.wait(lambda: len(counter.printer.papers) == 1)
    assert counter.printer.papers[0].name == "token-A-001"
    assert listed(counter) == ["A-001"]
    assert counter.desk_page().register.fields.typed() == {}
    assert counter.focus is counter.desk_page().register.fields.mobile


def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(counter: Counter) -> None:
    fields = counter.desk_page().register.fields
    counter.keys("98765432")
    counter.submit()

    assert counter.focus is fields.mobile
    assert fields.mobile_field.error == "Type 10 digits. 2 are missing."
    assert fields.name_field.error == "Type the name."
    counter.keys("10")
    counter.enter()
    counter.keys("x" * 500)
    counter.enter()
    counter.keys("1/1/2031")
    counter.submit()
    assert counter.focus is fields.name
    assert "too long" in fields.name_field.error
    assert "future" in fields.age_field.error
    assert (len(fields.name.text()), fields.mobile.text()) == (500, "98765 43210")
    assert waiting(counter) == []


def test_nobody_needs_a_phone(counter: Counter) -> None:
    counter.keys("0")
    counter.enter()
    counter.keys("Budhram")
    counter.enter()
    counter.keys("70")
    counter.submit()
    assert waiting(counter) == ["A-001"]


def test_pressing_twice_registers_once(counter: Counter) -> None:
    counter.keys("0")
    counter.enter()
    counter.keys("Budhram")
    counter.enter()
    counter.keys("70")
    counter.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    counter.submit()
    assert waiting(counter) == ["A-001"]


def test_a_possible_match_is_shown_and_its_record_used_by_a_key(counter: Counter) -> None:
    known = counter.desk.run(register_patient, SUNITA)
    page = counter.desk_page()
    counter.keys("9876543210")
    counter.enter()
    counter.keys("Sunita D")
    counter.wait(page.register.fields.match.isVisible)
    assert page.register.fields.match.title.text() == "Possible match in records"
    assert page.register.fields.match.name.words().startswith("Sunita Devi, 42 F")

    counter.press(Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)

    assert page.register.known.isVisible()
    assert page.register.give.text() == "Give token"
    counter.submit()
    [row] = counter.desk.run(queue).waiting
    assert (row.token.patient_id, row.token.patient_number) == (known.id, "RMP-A1-00001")
    assert page.register.fields.isVisible()


def test_a_phone_alone_shows_the_family_and_accuses_nobody(counter: Counter) -> None:
    counter.desk.run(register_patient, SUNITA)
    match = counter.desk_page().register.fields.match
    counter.keys("9876543210")
    counter.wait(match.isVisible)
    assert match.title.text() == "On this phone"


def test_who_already_waits_gets_no_second_token(counter: Counter) -> None:
    token = give(counter, "Sunita Devi")
    person = counter.desk.run(queue).waiting[0].token
    counter.settle()
    page = counter.desk_page()
    found = counter.desk.run(one_person, person.patient_id)
    assert found is not None
    counter.go("desk", person=found)
    page.register.submit()
    counter.settle()
    assert waiting(counter) == ["A-001"]
    assert counter.told == ["Sunita Devi already has token A-001"]
    assert token == person.id


def test_the_next_is_called_taken_back_and_called_again(counter: Counter) -> None:
    give(counter, "Ramesh Yadav")
    counter.settle()
    counter.press(Qt.Key.Key_F4)
    counter.settle()
    assert counter.told == ["A-001 called"]
    assert [row.token.state for row in counter.desk.run(queue).inside] == [TokenState.CALLED]

    counter.desk_page().queue.list.setFocus()
    counter.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert waiting(counter) == ["A-001"]
    counter.press(Qt.Key.Key_F4)
    counter.press(Qt.Key.Key_F4)
    counter.settle()
    assert counter.told[-1] == "Nobody is waiting."


def test_the_chosen_token_listens_to_letters(counter: Counter) -> None:
    first, second = give(counter, "Ramesh Yadav"), give(counter, "Fatima Bi")
    counter.settle()
    page = counter.desk_page()
    page.queue.focus_list()
    page.queue.choose(first)
    counter.enter()
    counter.settle()
    assert [row.token.id for row in counter.desk.run(queue).inside] == [first]
    counter.clinic.clock.move(minutes=1)
    counter.press(Qt.Key.Key_H)
    counter.settle()
    assert waiting(counter) == ["A-002", "A-001"]
    page.queue.choose(second)
    counter.press(Qt.Key.Key_L)
    counter.settle()
    assert [row.token.id for row in counter.desk.run(queue).left] == [second]


def test_letters_typed_in_the_form_are_letters(counter: Counter) -> None:
    give(counter, "Ramesh Yadav")
    counter.settle()
    counter.desk_page().register.fields.name.setFocus()
    counter.keys("HLMP")
    counter.settle()
    assert counter.desk_page().register.fields.name.text() == "HLMP"
    assert waiting(counter) == ["A-001"]


def test_a_missing_printer_is_told_once_and_the_slip_printed_later(counter: Counter) -> None:
    counter.printer.is_empty = True
    counter.keys("0")
    counter.enter()
    counter.keys("Budhram")
    counter.enter()
    counter.keys("70")
    counter.submit()
    missing = "Printer not found. Slip kept. Print it later."
    counter.wait(lambda: missing in [notice.title for notice in counter.shown])
    assert [notice.title for notice in counter.shown] == ["Token A-001 given", missing]
    assert waiting(counter) == ["A-001"]

    counter.printer.is_empty = False
    show = counter.shown[-1].do
    assert show is not None
    show()
    [dialog] = counter.window.findChildren(Dialog)
    next(button for button in dialog.findChildren(Button) if button.text() == "Print again").click()
    counter.wait(lambda: len(counter.printer.papers) == 1)


def test_what_is_typed_survives_as_a_draft(counter: Counter) -> None:
    counter.keys("98765")
    counter.enter()
    counter.keys("Asha")
    counter.desk_page().register.reason.set_value("Back pain")
    kept = counter.desk_page().draft()
    assert kept == {"phone": "98765", "name": "Asha", "reason": "Back pain"}
    counter.desk_page().register.clear()
    assert counter.desk_page().draft() == {}

    counter.desk_page().restore(kept)

    assert counter.desk_page().draft() == kept


def test_an_appointment_that_arrives_stands_in_the_queue(counter: Counter) -> None:
    patient = counter.desk.run(register_patient, SUNITA).id
    at = counter.clinic.clock() + timedelta(minutes=20)
    counter.desk.run(
        book_appointment, patient, NewAppointment(counter.clinic.account(Role.DOCTOR), at, "Review")
    )
    counter.settle()
    page = counter.desk_page()
    page.appointments.list.setFocus()
    page.appointments.list.choose_first()
    counter.enter()
    counter.settle()
    assert waiting(counter) == ["A-001"]
    assert counter.told == ["Token A-001 given"]
    assert page.appointments.list.rows.rows()[0].pill.words == "Arrived"  # type: ignore[union-attr]  # a row with a pill


def test_minutes_go_on(counter: Counter) -> None:
    give(counter, "Ramesh Yadav")
    counter.clinic.clock.move(minutes=35)
    counter.desk_page().ask()
    counter.settle()
    [row] = [row for row in counter.desk_page().queue.list.rows.rows() if isinstance(row, Row)]
    assert (row.cells[1].words, row.cells[1].kind) == ("35 min", "warn")


def test_what_another_counter_does_shows_by_itself(counter: Counter) -> None:
    token = give(counter, "Ramesh Yadav")
    counter.settle()
    counter.desk.run(start_token, token)
    counter.settle()
    assert counter.desk_page().queue.counters.tile("inside").accessibleName() == "1 With doctor"


@pytest.mark.parametrize(
    ("size", "look"), [((1366, 768), "light"), ((1366, 700), "contrast"), ((1092, 614), "dark")]
)
def test_nothing_is_cut_off(
    counter: Counter, size: tuple[int, int], look: ThemeName, wardrobe: Wardrobe
) -> None:
    give(counter, "Ramesh Yadav")
    wardrobe.wear(name=look)
    counter.window.resize(*size)
    counter.settle()
    page = counter.page
    assert (cut_off(page), overfull(page), nameless(page), small_targets(page)) == ([], [], [], [])


def test_the_code_of_a_slip_chooses_its_token(counter: Counter) -> None:
    give(counter, "Ramesh Yadav")
    second = give(counter, "Fatima Bi")
    counter.settle()
    assert counter.desk_page().scanned("T:261121-A2")
    chosen = counter.desk_page().queue.token()
    assert chosen is not None
    assert chosen.id == second
    assert not counter.desk_page().scanned("SHV1:whatever")


def test_a_slip_of_another_day_or_desk_is_told(counter: Counter) -> None:
    give(counter, "Ramesh Yadav")
    counter.settle()
    assert counter.desk_page().scanned("T:261120-A1")
    assert counter.desk_page().scanned("T:261121-C7")
    assert counter.told[-2:] == ["This slip is of Fri 20 Nov 2026.", "C-007 is not in this queue."]


def test_where_there_is_no_room_the_appointments_share_the_place_of_the_form(
    counter: Counter, wardrobe: Wardrobe
) -> None:
    page = counter.desk_page()
    assert page.appointments.isVisible()
    counter.window.resize(1024, 640)
    counter.settle()
    assert page.columns.is_shared
    assert not page.appointments.isVisible()
    counter.press(Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert page.appointments.isVisible()
    assert not page.register.isVisible()
    counter.press(Qt.Key.Key_F6)
    assert counter.focus is page.register.fields.mobile

    counter.window.resize(1366, 768)
    counter.settle()
    assert page.appointments.isVisible()
    assert page.register.isVisible()
    wardrobe.wear(text_size=130)
    counter.settle()
    assert not page.columns.is_shared
    wardrobe.wear(text_size=150)
    counter.settle()
    assert (page.columns.is_shared, counter.window.width()) == (True, 1366)
