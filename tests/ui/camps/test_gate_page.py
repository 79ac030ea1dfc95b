from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.camps.board import camp_board
from app.camps.passes import print_blank_passes
from app.camps.registering import NewParticipant
from app.camps.stages import cancel_event
from app.words import Words
from models.vocabulary import Sex
from tests.app.camps.test_check_in import MOHAN
from tests.camps import CLOSES, OPENS, SAVITRI, Camp, a_camp, teach_clock
from tests.ui.camps.conftest import LOOKS, Room, faults
from ui.camps.find_dialog import FindDialog
from ui.camps.gate_page import GatePage
from ui.camps.walk_in_dialog import WalkInDialog
from ui.speech import speak
from ui.theme.worn import Wardrobe


@pytest.fixture
def gate(qtbot: QtBot, room: Room) -> GatePage:
    page = room.show(GatePage)
    qtbot.waitUntil(lambda: page.camp is not None)
    return page


def said(gate: GatePage) -> str:
    return gate.result.accessibleName()


def scan(qtbot: QtBot, gate: GatePage, text: str, word: str) -> None:
    assert gate.scanned(text)
    qtbot.waitUntil(lambda: said(gate).startswith(word))


def in_camp(camp: Camp) -> int:
    return camp.gate.run(camp_board, camp.id).checked_in


def test_the_scanner_is_live_without_a_click(gate: GatePage) -> None:
    assert gate.focusWidget() is None or gate.focusWidget() is gate
    assert gate.line() == "Bhimpur health camp · Sat 21 Nov 2026"


def test_a_pass_is_answered_with_word_token_name_and_where_to_go(
    qtbot: QtBot, gate: GatePage, camp: Camp
) -> None:
    text = camp.pass_of(camp.register()).text
    scan(qtbot, gate, text, "Checked in")

    assert said(gate) == "Checked in Token A-001 · 12:00 Savitri Bai Send to: Vitals"
    assert gate.person.card is not None
    assert gate.last.list.current_row() is None
    qtbot.waitUntil(lambda: gate.board.checked_in.accessibleName() == "1 Checked in")


@pytest.mark.parametrize("answer", ["already", "wrong", "forged", "upi://pay"])
def test_every_no_has_a_word_of_its_own(qtbot: QtBot, gate: GatePage, camp: Camp, answer: str) -> None:
    text = camp.pass_of(camp.register()).text
    if answer == "already":
        camp.scan(text)
        scan(qtbot, gate, text, "Already checked in")
    elif answer == "wrong":
        day = timedelta(days=7)
        other = a_camp(camp.clinic, "Sohna camp", OPENS + day, CLOSES + day)
        scan(
            qtbot, gate, other.pass_of(other.register()).text, "Wrong camp It is for Sohna camp, 28 Nov 2026"
        )
    elif answer == "forged":
        scan(qtbot, gate, text[:-3] + "ZZZ", "No valid pass The pass is damaged or forged.")
    else:
        scan(qtbot, gate, answer, "No valid pass This is a payment code")
    qtbot.waitUntil(lambda: len(gate.last.list.rows.rows()) == (2 if answer == "already" else 1))


def test_ctrl_z_takes_the_last_check_in_back(qtbot: QtBot, gate: GatePage, camp: Camp) -> None:
    assert not gate.undo()
    scan(qtbot, gate, camp.pass_of(camp.register()).text, "Checked in")
    assert gate.undo()
    qtbot.waitUntil(lambda: in_camp(camp) == 0)
    qtbot.waitUntil(lambda: not gate.undo())


def test_a_doubtful_clock_lets_a_person_decide(qtbot: QtBot, gate: GatePage, camp: Camp) -> None:
    text = camp.pass_of(camp.register()).text
    camp.clinic.clock.move(hours=20)
    scan(qtbot, gate, text, "Not now")
    assert gate.next.text() == "Let in anyway"
    gate.main_action()
    qtbot.waitUntil(lambda: said(gate).startswith("Checked in"))


def test_a_family_follows_by_one_key(qtbot: QtBot, gate: GatePage, camp: Camp) -> None:
    savitri = camp.register()
    camp.register(MOHAN)
    scan(qtbot, gate, camp.pass_of(savitri).text, "Checked in")
    assert gate.next.text() == "Check in the family (1)"
    gate.main_action()
    qtbot.waitUntil(lambda: in_camp(camp) == 2)


def test_a_walk_in_is_registered_and_let_in_by_keys(qtbot: QtBot, gate: GatePage, camp: Camp) -> None:
    gate.add_walk_in()
    dialog = gate.findChild(WalkInDialog)
    assert isinstance(dialog, WalkInDialog)
    fields = dialog.form.fields
    qtbot.waitUntil(fields.mobile.hasFocus)
    QTest.keyClicks(fields.mobile, "9876500001")
    QTest.keyClicks(fields.name, "Bhola Kushwaha")
    QTest.keyClicks(fields.age, "44")
    fields.sex.set_value(Sex.MALE)
    dialog.form.consent.setChecked(True)
    dialog.choose("save")
    qtbot.waitUntil(lambda: said(gate).startswith("Checked in"))

    assert gate.person.card is not None
    assert gate.person.card.has_consent
    assert in_camp(camp) == 1


def test_a_form_left_with_esc_keeps_what_was_typed(qtbot: QtBot, gate: GatePage) -> None:
    gate.add_walk_in()
    first = gate.findChild(WalkInDialog)
    assert isinstance(first, WalkInDialog)
    QTest.keyClicks(first.form.fields.name, "Bhola")
    first.choose(None)
    qtbot.waitUntil(lambda: gate.findChild(WalkInDialog) is None)
    assert gate.draft() == {"name": "Bhola"}
    gate.add_walk_in()
    again = gate.findChild(WalkInDialog)
    assert isinstance(again, WalkInDialog)
    assert again.form.fields.name.text() == "Bhola"


def test_a_wrong_field_gets_its_sentence_and_nothing_is_saved(
    qtbot: QtBot, gate: GatePage, camp: Camp
) -> None:
    gate.add_walk_in()
    dialog = gate.findChild(WalkInDialog)
    assert isinstance(dialog, WalkInDialog)
    QTest.keyClicks(dialog.form.fields.mobile, "98765")
    dialog.choose("save")

    assert dialog.form.fields.mobile_field.error.startswith("Type 10 digits")
    assert in_camp(camp) == 0


def test_a_blank_pass_is_let_in_and_then_given_to_a_person(qtbot: QtBot, gate: GatePage, camp: Camp) -> None:
    [blank] = camp.gate.run(print_blank_passes, camp.id, 1)
    scan(qtbot, gate, blank.text, "Checked in")
    assert gate.next.text() == "Add who it is for"
    gate.main_action()
    dialog = gate.findChild(WalkInDialog)
    assert isinstance(dialog, WalkInDialog)
    assert dialog.form.blank_pass == blank.text
    dialog.form.fields.put_back({"phone": "0", "name": "Bhola", "born": "44"})
    dialog.choose("save")
    qtbot.waitUntil(lambda: said(gate).startswith("Already checked in"))

    assert in_camp(camp) == 1


def test_a_pass_scanned_into_an_open_form_becomes_theirs(gate: GatePage, camp: Camp) -> None:
    gate.add_walk_in()
    assert gate.scanned("SHV1:something")
    dialog = gate.findChild(WalkInDialog)
    assert isinstance(dialog, WalkInDialog)
    assert dialog.form.blank_pass == "SHV1:something"
    assert in_camp(camp) == 0


@pytest.mark.parametrize("typed", ["code", "Savit"])
def test_f3_takes_a_code_or_a_name(qtbot: QtBot, gate: GatePage, camp: Camp, typed: str) -> None:
    code = camp.pass_of(camp.register()).code
    gate.find_person()
    dialog = gate.findChild(FindDialog)
    assert isinstance(dialog, FindDialog)
    QTest.keyClicks(dialog.line, code if typed == "code" else typed)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(gate).startswith("Checked in"))
    qtbot.waitUntil(lambda: gate.findChild(FindDialog) is None)


def test_f3_says_what_is_wrong_with_a_code(qtbot: QtBot, gate: GatePage) -> None:
    gate.find_person()
    dialog = gate.findChild(FindDialog)
    assert isinstance(dialog, FindDialog)
    QTest.keyClicks(dialog.line, "ABCDEFG2")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.field.error != "")

    assert dialog.field.error == "One letter of this code is not right. Look again."
    assert dialog.isVisible()


def test_without_a_camera_there_is_a_sentence(qtbot: QtBot, gate: GatePage) -> None:
    gate.panel.camera.click()
    qtbot.waitUntil(lambda: gate.panel.accessibleDescription().startswith("No camera was found"))


def test_without_a_camp_there_is_nothing_to_scan_for(qtbot: QtBot, room: Room, camp: Camp) -> None:
    camp.coordinator.run(cancel_event, camp.id, "rain")
    page = room.show(GatePage)
    qtbot.waitUntil(lambda: page.shown.currentWidget() is page.shown.empty)
    assert not page.scanned("SHV1:x")


def test_another_camp_can_be_chosen(qtbot: QtBot, room: Room, camp: Camp) -> None:
    day = timedelta(days=1)
    other = a_camp(camp.clinic, "Sohna camp", OPENS + day, CLOSES + day)
    teach_clock(camp.clinic)
    page = room.show(GatePage)
    qtbot.waitUntil(page.other_camp.isVisible)
    page.opened(event_id=other.id)
    qtbot.waitUntil(lambda: page.camp is not None and page.camp.id == other.id)
    scan(qtbot, page, other.pass_of(other.register()).text, "Not now")


@pytest.mark.parametrize(("language", "look", "size"), LOOKS)
def test_nothing_is_cut_off(
    qtbot: QtBot, room: Room, camp: Camp, wardrobe: Wardrobe, language: str, look: str, size: tuple[int, int]
) -> None:
    low = size[1] < 680
    wardrobe.wear(
        name=look,  # type: ignore[arg-type]  # one of the three
        density="compact" if low else "normal",
        tall_script=language == "hi",
    )
    speak(Words(language))
    camp.register(NewParticipant("Raju Munda", phone=SAVITRI.phone))
    text = camp.pass_of(camp.register()).text
    page = room.show(GatePage)
    page.resize(*size)
    qtbot.waitUntil(lambda: page.camp is not None)
    page.scanned(text)
    qtbot.waitUntil(page.next.isVisible)

    qtbot.waitUntil(lambda: faults(page) == [])
    assert page.size().toTuple() == size
