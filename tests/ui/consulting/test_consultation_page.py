from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from app.consulting.consultation import Consultation, consultation
from app.consulting.notes import save_notes
from app.consulting.prescribe import add_line
from app.consulting.record_vitals import record_vitals
from app.consulting.visits import open_visit
from app.work import Desk
from models.vocabulary import Role
from tests.app.consulting.seeing import first_offer
from tests.clinics import Clinic
from tests.ui.consulting.room import ALT, CONTROL, Room
from tests.ui.looks import cut_off, nameless, overfull, small_targets
from ui.consulting.allergy_dialog import AllergyDialog
from ui.consulting.consultation_page import ConsultationPage
from ui.consulting.line_dialog import LineDialog
from ui.consulting.line_table import DOSE, QUANTITY, WHEN
from ui.kit.table import TableRow


def shown(room: Room) -> Consultation:
    now = room.consultation._shown
    assert now is not None
    return now


def another_desk(room: Room) -> Desk:
    """The same doctor at another laptop: what arrives from there was not done on this page."""
    return room.clinic.desk(Role.DOCTOR)


def add(room: Room, typed: str) -> None:
    rows = room.consultation.prescription.table.rows
    before = rows.rowCount()
    room.press(Qt.Key.Key_P, ALT)
    room.write(typed)
    room.press(Qt.Key.Key_Return)
    room.wait(lambda: rows.rowCount() == before + 1)


def row(room: Room, at: int = 0) -> TableRow:
    return room.consultation.prescription.table.rows.table_row(at)


def patterns(room: Room) -> list[str]:
    return [one.line.pattern for one in shown(room).prescription.lines]


def test_the_banner_says_that_allergies_were_not_asked(room: Room) -> None:
    assert "Allergies not asked" in room.consultation.banner.accessibleDescription()
    room.press(Qt.Key.Key_A, ALT)
    room.wait(room.has_dialog)
    room.write("Sulfa")
    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(lambda: "Sulfa" in room.consultation.banner.accessibleDescription())

    room.press(Qt.Key.Key_A, ALT)
    room.wait(room.has_dialog)
    room.press(Qt.Key.Key_Return, CONTROL)
    assert room.dialog(AllergyDialog).field.error == "Type what the patient is allergic to."
    room.press(Qt.Key.Key_Escape)


def test_notes_are_saved_when_they_are_left(room: Room) -> None:
    page = room.consultation
    room.write("Tired")
    assert page.draft()["texts"] == {"complaint": "Tired"}
    room.press(Qt.Key.Key_Tab)
    room.wait(lambda: shown(room).notes.texts["complaint"] == "Tired")

    assert page.draft() == {}
    assert page.foot.kept.words().startswith("Saved")


def test_what_is_typed_is_not_changed_by_what_arrives(room: Room) -> None:
    page, far = room.consultation, another_desk(room)
    field = page.notes.fields["complaint"]
    room.write("Tired")
    read = far.run(consultation, shown(room).visit_id)
    far.run(save_notes, read.visit_id, read.notes.seen, {"complaint": "Itchy", "advice": "Keep it dry"})
    room.wait(lambda: page.notes.fields["advice"].text() == "Keep it dry")

    assert field.text() == "Tired"
    assert field.mark.words().startswith("Changed by Dr S. Rao")
    room.press(Qt.Key.Key_Tab)
    room.wait(lambda: field.mark.words() == "Two versions: decide under Conflicts")
    room.wait(lambda: shown(room).notes.edits["complaint"].others == 1)


def test_a_field_nobody_is_in_shows_what_arrives_and_by_whom(room: Room) -> None:
    page, far = room.consultation, another_desk(room)
    room.press(Qt.Key.Key_P, ALT)
    read = far.run(consultation, shown(room).visit_id)
    far.run(save_notes, read.visit_id, read.notes.seen, {"complaint": "Itchy"})
    room.wait(lambda: page.notes.fields["complaint"].text() == "Itchy")

    assert page.notes.fields["complaint"].mark.words().startswith("Changed by Dr S. Rao")


def test_what_was_typed_comes_back_after_a_crash(
    clinic: Clinic, token: UUID, a_room: Callable[[Role], Room]
) -> None:
    doctor = clinic.desk(Role.DOCTOR)
    visit = doctor.run(open_visit, token)
    first = a_room(Role.DOCTOR)
    first.go("consult")
    first.wait(lambda: first.consultation._shown is not None)
    first.write("Tired")
    kept = first.consultation.draft()

    second = a_room(Role.DOCTOR)
    second.window.show_drafts({"consult": kept})
    second.go("consult")
    second.wait(lambda: second.consultation._shown is not None)
    assert second.consultation.notes.fields["complaint"].text() == "Tired"
    second.consultation.notes.save()
    second.wait(lambda: doctor.run(consultation, visit).notes.texts["complaint"] == "Tired")


def test_a_line_without_a_dose_stays_in_the_box(room: Room) -> None:
    page = room.consultation
    room.press(Qt.Key.Key_P, ALT)
    room.write("Zincovit")
    room.press(Qt.Key.Key_Return)
    room.wait(page.prescription.problem.isVisible)
    assert page.prescription.problem.text() == "Type the dose too, like 1-0-1, BD or SOS."

    room.write(" 1-0-0 10d")
    room.press(Qt.Key.Key_Return)
    room.wait(lambda: page.prescription.table.rows.rowCount() == 1)
    assert (page.prescription.box.text(), page.prescription.problem.isVisible()) == ("", False)


def test_suggestions_say_what_enter_would_add(room: Room) -> None:
    box = room.consultation.prescription.box
    room.press(Qt.Key.Key_P, ALT)
    room.write("metf")
    room.wait(box.is_open)
    assert box.rows()[:2] == ["Metformin 500 mg", "Metformin 1000 mg"]
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Return)
    room.wait(lambda: [one.line.strength for one in shown(room).prescription.lines] == ["1000 mg"])

    room.write("x")
    room.press(Qt.Key.Key_Escape)
    assert box.text() == ""
    assert isinstance(room.window.page, ConsultationPage), "Esc cleared the box and stayed"


def test_cells_are_changed_by_typing_into_them(room: Room) -> None:
    table = room.consultation.prescription.table
    add(room, "metf 500 1-0-1 pc 30d")
    room.press(Qt.Key.Key_T, ALT)
    assert table.currentIndex().column() == DOSE
    room.write("1")
    room.write("-1-1")
    room.press(Qt.Key.Key_Tab)
    room.write("ac 10d")
    room.press(Qt.Key.Key_Return)
    room.wait(lambda: [one.line.quantity for one in shown(room).prescription.lines] == [30])

    line = shown(room).prescription.lines[0].line
    assert (line.pattern, line.food.value, line.days) == ("1-1-1", "before", 10)
    assert row(room).spoken == "Medicine 1, Metformin 500 mg, 1-1-1, Before food, 10 days, 30 in all"


def test_a_cell_that_cannot_be_read_is_opened_again(room: Room) -> None:
    table = room.consultation.prescription.table
    add(room, "metf 500 1-0-1 pc 30d")
    line = shown(room).prescription.lines[0].line
    for column, text in ((DOSE, "often"), (WHEN, "soon"), (QUANTITY, "many")):
        table.edited.emit(line.id, column, text)
        room.wait(lambda column=column: table.currentIndex().column() == column and bool(room.toasts()))  # type: ignore[misc]  # bound now
        room.press(Qt.Key.Key_Escape)
    assert patterns(room) == ["1-0-1"]


def test_lines_are_moved_taken_out_and_brought_back_by_keys(room: Room) -> None:
    page = room.consultation
    add(room, "metf 500 1-0-1 pc 30d")
    add(room, "amlo 5 0-0-1 30d")
    room.press(Qt.Key.Key_T, ALT)
    QTest.keyClick(page.prescription.table, Qt.Key.Key_Down, ALT)
    room.wait(lambda: patterns(room) == ["0-0-1", "1-0-1"])
    QTest.keyClick(page.prescription.table, Qt.Key.Key_Delete)
    room.wait(lambda: patterns(room) == ["0-0-1"])

    room.press(Qt.Key.Key_Z, CONTROL)
    room.wait(lambda: patterns(room) == ["0-0-1", "1-0-1"])
    room.press(Qt.Key.Key_Z, CONTROL)
    room.wait(lambda: patterns(room) == ["1-0-1", "0-0-1"])


def test_the_details_of_a_line(room: Room) -> None:
    table = room.consultation.prescription.table
    add(room, "metf 500 1-0-1 pc 30d")
    table.details_wanted.emit(shown(room).prescription.lines[0])
    dialog = room.dialog(LineDialog)
    dialog.inputs["reason"].setText("diabetes")
    dialog.inputs["days"].setText("2w")
    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(lambda: [one.line.reason for one in shown(room).prescription.lines] == ["diabetes"])

    assert shown(room).prescription.lines[0].line.quantity == 28


def test_vitals_of_the_nurse_arrive_while_the_doctor_writes(room: Room) -> None:
    page = room.consultation
    room.write("Tired")
    nurse = room.clinic.desk(Role.NURSE)
    nurse.run(record_vitals, shown(room).banner.patient_id, {"pulse_per_min": 84})
    room.wait(lambda: page.vitals.tiles[1].accessibleName().startswith("Pulse 84"))

    assert page.notes.fields["complaint"].text() == "Tired"
    assert page.notes.fields["complaint"].box.hasFocus()


def test_notes_and_vitals_are_whole_at_768_lines_with_the_height_beside_the_bmi(room: Room) -> None:
    page = room.consultation
    taken = {
        "systolic_mmhg": 152, "diastolic_mmhg": 94, "pulse_per_min": 84, "temperature_milli_c": 36900,
        "spo2_percent": 97, "sugar_mg_dl": 148, "weight_g": 68200, "height_mm": 1586, "hba1c_tenths": 74,
    }  # fmt: skip
    room.clinic.desk(Role.NURSE).run(record_vitals, shown(room).banner.patient_id, taken)
    room.wait(lambda: any("158.6 cm" in tile.accessibleName() for tile in page.vitals.tiles))
    room.wait(lambda: page.vitals._scroll.verticalScrollBar().maximum() == 0)

    assert len([tile for tile in page.vitals.tiles if tile.isVisible()]) == 8
    card = page.notes.rect()
    for name in ("complaint", "examination"):
        box = page.notes.fields[name].box
        assert card.contains(QRect(box.mapTo(page.notes, QPoint()), box.size()))


def test_a_blood_pressure_of_1200_gets_its_sentence(room: Room) -> None:
    from ui.consulting.vitals_form import VitalsDialog

    room.press(Qt.Key.Key_V, ALT)
    room.wait(room.has_dialog)
    room.write("1200/80")
    room.press(Qt.Key.Key_Return)
    form = room.dialog(VitalsDialog)
    assert form.pressure.error == "Upper blood pressure is between 50 and 300 mmHg. Look again."
    room.press(Qt.Key.Key_Return, CONTROL)
    assert form.isVisible()
    assert form.pressure.input.hasFocus()
    room.press(Qt.Key.Key_Escape)


def test_medicines_from_another_laptop_show_while_one_is_typed(room: Room) -> None:
    page, far = room.consultation, another_desk(room)
    room.press(Qt.Key.Key_P, ALT)
    room.write("metf 500")
    far.run(add_line, shown(room).visit_id, first_offer(far, "amlo 5 0-0-1 30d"))
    room.wait(lambda: patterns(room) == ["0-0-1"])

    assert page.prescription.box.text() == "metf 500"
    assert page.prescription.box.hasFocus()


def test_a_nurse_measures_from_the_queue(clinic: Clinic, token: UUID, a_room: Callable[[Role], Room]) -> None:
    room = a_room(Role.NURSE)
    room.go("my_queue")
    room.wait(lambda: room.queue.list.current_key() == token)
    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(room.has_dialog)
    room.write("118/76")
    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(lambda: [one.measured_at is not None for one in room.queue._groups()["waiting"]] == [True])


def test_nobody_is_inside_and_nobody_waits(clinic: Clinic, a_room: Callable[[Role], Room]) -> None:
    room = a_room(Role.DOCTOR)
    room.go("consult")
    room.wait(lambda: room.consultation._stack.currentWidget() is room.consultation._nobody)
    room.press(Qt.Key.Key_Return, CONTROL)
    room.wait(lambda: room.queue.shown.currentWidget() is room.queue.empty)


def test_nothing_is_cut_off_on_the_low_and_the_narrow_screen(room: Room) -> None:
    add(room, "metf 500 1-0-1 pc 30d")
    add(room, "flucon 150 1-0-0 pc 1d")
    for size in ((1366, 768), (1366, 700), (1092, 614)):
        room.shell.resize(*size)
        room.qtbot.wait(20)
        page = room.consultation
        assert cut_off(page) == []
        assert overfull(page) == []
        assert nameless(page) == []
        assert small_targets(page) == []
        least = page.minimumSizeHint()
        assert (least.width(), least.height()) <= (page.width(), page.height())
