"""A doctor works a visit by keys alone, from the queue to the signed prescription and the next patient."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt

from app.consulting.allergies import add_allergy
from app.consulting.consultation import consultation
from app.consulting.my_queue import my_queue
from app.people.register import NewPatient
from app.reception.give_token import NewToken, register_and_give_token
from app.words import Words
from models.vocabulary import Role, TokenState
from tests.clinics import Clinic
from tests.ui.consulting.room import ALT, CONTROL, Room
from ui.consulting.consultation_page import ConsultationPage
from ui.consulting.queue_page import QueuePage
from ui.consulting.reason_dialog import ReasonDialog
from ui.consulting.vitals_form import VitalsDialog
from ui.speech import speak


def test_from_the_queue_to_the_signature_by_keys(
    clinic: Clinic, token: UUID, a_room: Callable[[Role], Room]
) -> None:
    doctor = clinic.desk(Role.DOCTOR)
    waiting = doctor.run(my_queue).waiting
    doctor.run(add_allergy, waiting[0].card.patient_id, "Penicillin", "rash")
    wish = NewToken(clinic.account(Role.DOCTOR), reason="Cough")
    clinic.desk(Role.RECEPTIONIST).run(register_and_give_token, NewPatient("Imran Shaikh"), wish)
    room = a_room(Role.DOCTOR)
    room.go("my_queue")
    room.wait(lambda: len(room.queue.list.rows.rows()) == 3)

    room.press(Qt.Key.Key_F4)
    room.wait(lambda: "A-001 is called" in room.toasts() and room.queue.list.current_key() == token)
    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(lambda: isinstance(room.window.page, ConsultationPage) and room.consultation._shown is not None)
    page = room.consultation
    room.wait(page.notes.fields["complaint"].box.hasFocus)
    room.write("Tired for 2 weeks")

    room.press(Qt.Key.Key_V, ALT)
    room.wait(room.has_dialog)
    room.write("196/94")
    room.press(Qt.Key.Key_Return)
    room.write("84")
    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(room.dialog(VitalsDialog).doubts.isVisible)
    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(lambda: not room.has_dialog() and page._shown is not None and page._shown.vitals.id is not None)

    room.press(Qt.Key.Key_D, ALT)
    room.write("htn")
    room.press(Qt.Key.Key_Return)
    room.wait(lambda: [chip.facts.code for chip in page.diagnosis.chips] == ["I10"])

    room.press(Qt.Key.Key_P, ALT)
    room.write("metf 500 1-0-1 pc 30d")
    room.press(Qt.Key.Key_Return)
    room.wait(lambda: page.prescription.table.rows.rowCount() == 1)
    room.write("amox 500 1-1-1 5d")
    room.press(Qt.Key.Key_Return)
    room.wait(page.prescription.strip.isVisible)

    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(lambda: any("A warning waits" in str(error) for error in room.broken))
    room.press(Qt.Key.Key_K, ALT)
    room.wait(room.has_dialog)
    assert room.dialog(ReasonDialog)
    room.write("Had it twice since without a rash")
    room.press(Qt.Key.Key_Return)
    room.wait(lambda: not page.prescription.strip.isVisible())

    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(lambda: isinstance(room.window.page, QueuePage))
    room.wait(lambda: [one.card.name for one in room.queue._groups().get("now", ())] == ["Imran Shaikh"])

    queue = doctor.run(my_queue)
    assert [(one.card.name, one.card.state) for one in queue.now] == [("Imran Shaikh", TokenState.CALLED)]
    [done] = queue.done
    assert done.visit_id is not None
    shown = doctor.run(consultation, done.visit_id)
    assert (shown.is_open, shown.prescription.number) == (False, "P2627-A1-00001")
    assert shown.notes.texts["complaint"] == "Tired for 2 weeks"
    assert [one.text for one in shown.banner.conditions] == ["Hypertension"]
    assert {one.line.name for one in shown.prescription.lines} == {"Metformin", "Amoxicillin"}


def test_a_medicine_not_added_yet_holds_the_visit_open(room: Room) -> None:
    page = room.consultation
    room.press(Qt.Key.Key_P, ALT)
    room.write("metf 500 1-0-1 pc 30d")
    room.press(Qt.Key.Key_Return, CONTROL)
    assert "“metf 500 1-0-1 pc 30d” is not added yet" in room.toasts()
    assert page.prescription.box.hasFocus()

    room.press(Qt.Key.Key_Return)
    room.wait(lambda: page.prescription.table.rows.rowCount() == 1)
    room.press(Qt.Key.Key_T, ALT)
    room.write("1")
    room.write("-1-1")
    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(lambda: isinstance(room.window.page, QueuePage))
    doctor = room.clinic.desk(Role.DOCTOR)
    [done] = doctor.run(my_queue).done
    assert done.visit_id is not None
    [line] = doctor.run(consultation, done.visit_id).prescription.lines
    assert (line.line.pattern, line.line.quantity) == ("1-1-1", 90)


def test_another_language_keeps_what_is_typed(room: Room) -> None:
    room.write("Tired")
    speak(Words("hi"))
    room.window.rebuild()
    room.wait(lambda: room.consultation._shown is not None)
    room.wait(lambda: room.consultation.notes.fields["complaint"].text() == "Tired")
    assert room.consultation.notes.title.text() == "नोट्स"


def test_print_signs_only_after_a_question(room: Room) -> None:
    page = room.consultation
    room.press(Qt.Key.Key_P, CONTROL)
    assert "There is nothing to print. Add a medicine first." in room.toasts()

    room.press(Qt.Key.Key_Insert)
    room.write("metf 500 1-0-1 pc 30d")
    room.press(Qt.Key.Key_Return)
    room.wait(lambda: page.prescription.table.rows.rowCount() == 1)
    room.press(Qt.Key.Key_P, CONTROL)
    room.wait(room.has_dialog)
    room.press(Qt.Key.Key_Escape)
    assert page._shown is not None
    assert not page._shown.prescription.is_signed

    room.press(Qt.Key.Key_P, CONTROL)
    room.wait(room.has_dialog)
    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(lambda: len(room.tools.prints.jobs) == 1)
    room.wait(lambda: page._shown is not None and page._shown.prescription.is_signed)
    assert not page.prescription.box.isVisible()
    assert page.prescription.correct.isVisible()


def test_completing_is_undone_by_one_key(room: Room) -> None:
    page = room.consultation
    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(lambda: isinstance(room.window.page, QueuePage))
    room.go("consult")
    room.wait(lambda: page._stack.currentWidget() is page._nobody)
    assert page.undo()
    room.wait(lambda: page._shown is not None and page._shown.is_open)


def test_a_scanned_slip_opens_the_visit_from_the_queue_and_from_another_visit(
    clinic: Clinic, token: UUID, a_room: Callable[[Role], Room]
) -> None:
    wish = NewToken(clinic.account(Role.DOCTOR), reason="Cough")
    clinic.desk(Role.RECEPTIONIST).run(register_and_give_token, NewPatient("Imran Shaikh"), wish)
    room = a_room(Role.DOCTOR)
    room.go("my_queue")
    room.wait(lambda: len(room.queue.list.rows.rows()) == 3)

    room.window.scanned("T:261121-A2")
    room.wait(lambda: isinstance(room.window.page, ConsultationPage) and _with(room) == "Imran Shaikh")
    room.window.scanned("T:261121-A1")
    room.wait(lambda: _with(room) == "Sunita Devi")

    room.press(Qt.Key.Key_P, ALT)
    room.write("metf")
    room.window.scanned("T:261121-A2")
    room.wait(lambda: "“metf” is not added yet" in room.toasts())
    assert _with(room) == "Sunita Devi"
    room.window.toasts.clear()
    room.window.scanned("T:261121-B9")
    room.wait(lambda: room.toasts() == ["B-009 is not in your queue."])
    room.window.scanned("T:261120-A2")
    assert room.toasts()[-1] == "This slip is of Fri 20 Nov 2026."


def _with(room: Room) -> str:
    shown = room.consultation._shown
    return shown.banner.name if shown is not None else ""
