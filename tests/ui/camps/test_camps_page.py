from datetime import UTC, datetime, time

import pytest
from pytestqt.qtbot import QtBot

from app.camps.events import edit_event, list_events, read_event
from app.camps.programmes import list_programmes, read_programme
from app.camps.stages import stage_board
from app.camps.tables import tables_of
from app.words import Words
from models.vocabulary import EventState, Role
from tests.camps import Camp, exchange
from tests.ui.camps.conftest import LOOKS, Room, faults
from ui.camps.camps_page import CampsPage
from ui.camps.event_dialog import EventDialog
from ui.camps.plan_fields import NotRead, place_text, read_place, read_time, read_whole
from ui.camps.programme_dialog import ProgrammeDialog
from ui.camps.tables_card import TableDialog
from ui.camps.tick_line import TickLine
from ui.kit.dates import DateBox
from ui.kit.dialog import Dialog
from ui.kit.inputs import LineEdit
from ui.kit.money import MoneyBox
from ui.kit.toast import Notice
from ui.speech import speak
from ui.theme.worn import Wardrobe


@pytest.fixture
def page(qtbot: QtBot, room: Room) -> CampsPage:
    page = room.show(CampsPage, Role.SUPERVISOR)
    qtbot.waitUntil(lambda: page.camp_view.checklist.count.text() != "" and page.camp_view.edit.isEnabled())
    return page


def box(dialog: ProgrammeDialog, name: str) -> LineEdit:
    found = dialog.boxes[name]
    assert isinstance(found, LineEdit)
    return found


def test_the_camp_nearest_to_today_is_shown(qtbot: QtBot, page: CampsPage, camp: Camp) -> None:
    qtbot.waitUntil(lambda: page.camp_view.name.words() == "Bhimpur health camp")
    assert page.list.current_key() == ("event", camp.id)


def test_a_programme_is_planned_and_approved(qtbot: QtBot, page: CampsPage, camp: Camp) -> None:
    page.new.click()
    dialog = page.findChild(ProgrammeDialog)
    assert isinstance(dialog, ProgrammeDialog)
    dialog.choose("save")
    assert dialog.rows["name"].error == "A name is needed."
    box(dialog, "name").setText("School health")
    box(dialog, "target_count").setText("many")
    dialog.choose("save")
    assert dialog.rows["target_count"].error == "Type a whole number."
    box(dialog, "target_count").setText("2,400")
    money, day = dialog.boxes["budget_paise"], dialog.boxes["starts_on"]
    assert isinstance(money, MoneyBox)
    assert isinstance(day, DateBox)
    money.set_paise(350_000_00)
    day.set_date(camp.clinic.clock.now.date())
    dialog.choose("save")
    qtbot.waitUntil(page.programme_view.approve.isVisible)
    page.programme_view.approve.click()
    qtbot.waitUntil(lambda: not page.programme_view.approve.isVisible())

    supervisor = camp.clinic.desk(Role.SUPERVISOR)
    new = next(one for one in supervisor.run(list_programmes) if one.name == "School health")
    plan = supervisor.run(read_programme, new.id).plan
    assert (new.name, new.is_approved) == ("School health", True)
    assert (plan.target_count, plan.budget_paise, plan.starts_on) == (
        2400, 350_000_00, camp.clinic.clock.now.date()
    )  # fmt: skip


def test_a_camp_is_planned_by_its_hours(qtbot: QtBot, page: CampsPage, camp: Camp) -> None:
    page.list.choose(("programme", camp.programme_id))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.programme_view)
    page.main_action()
    dialog = page.findChild(EventDialog)
    assert isinstance(dialog, EventDialog)
    dialog.choose("save")
    assert dialog.rows["day"].error == "Type the day."
    for name, text in (("name", "Sohna camp"), ("venue", "School"), ("from", "9"), ("to", "25")):
        dialog.lines[name].setText(text)
    dialog.day.set_date(datetime(2026, 11, 28, tzinfo=UTC).date())
    dialog.choose("save")
    assert dialog.rows["to"].error == "Type a time like 09:00."
    dialog.lines["to"].setText("15:30")
    dialog.lines["place"].setText("23.3441, 85.3096")
    dialog.choose("save")
    qtbot.waitUntil(lambda: page.camp_view.name.words() == "Sohna camp")

    sohna = next(one for one in camp.gate.run(list_events) if one.name == "Sohna camp")
    assert sohna.starts_at == datetime(2026, 11, 28, 3, 30, tzinfo=UTC)
    assert sohna.ends_at == datetime(2026, 11, 28, 10, 0, tzinfo=UTC)


def test_an_edit_in_the_form_leaves_alone_what_others_changed_meanwhile(
    qtbot: QtBot, page: CampsPage, camp: Camp, apart: Camp
) -> None:
    page._edit_event()
    dialog = page.findChild(EventDialog)
    assert isinstance(dialog, EventDialog)
    there = apart.coordinator.run(read_event, camp.id)
    apart.coordinator.run(edit_event, camp.id, there.seen, {"village": "Kemri"})
    exchange(camp.clinic, apart.clinic)
    dialog.lines["capacity"].setText("300")
    dialog.choose("save")
    qtbot.waitUntil(lambda: camp.gate.run(read_event, camp.id).plan.capacity == 300)

    assert camp.gate.run(read_event, camp.id).plan.village == "Kemri"


def test_a_camp_goes_on_once_what_is_needed_is_ticked(qtbot: QtBot, page: CampsPage, camp: Camp) -> None:
    heard: list[Notice] = []
    page.said.connect(heard.append)
    page.main_action()
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard[0].title == "1 thing is needed first."
    page.findChildren(TickLine)[0].box.click()
    qtbot.waitUntil(lambda: page.camp_view.checklist.count.text() == "1 of 4 done")
    page.main_action()
    qtbot.waitUntil(lambda: page.camp_view.advance.text() == "Go on to: Registration")

    assert camp.gate.run(stage_board, camp.id).state is EventState.PREPARATION


def test_a_camp_is_cancelled_with_a_reason(qtbot: QtBot, page: CampsPage, camp: Camp) -> None:
    page.camp_view.cancel.click()
    question = page.window().findChild(Dialog)
    assert isinstance(question, Dialog)
    question.choose(True)
    assert question.isVisible(), "a reason is needed"
    why = question.findChild(LineEdit)
    assert isinstance(why, LineEdit)
    why.setText("rain")
    question.choose(True)
    qtbot.waitUntil(page.camp_view.state.isVisible)

    assert camp.gate.run(read_event, camp.id).cancelled_because == "rain"


def test_tables_are_added_moved_and_taken_away(qtbot: QtBot, page: CampsPage, camp: Camp) -> None:
    card = page.camp_view.tables
    qtbot.waitUntil(lambda: card.list.rows.rowCount() == 6)
    card.add_one.click()
    dialog = page.window().findChild(TableDialog)
    assert isinstance(dialog, TableDialog)
    dialog.kind.set_value("ecg")
    dialog._take_kind("ecg")
    dialog.choose(True)
    qtbot.waitUntil(lambda: card.list.rows.rowCount() == 7)
    card.list.choose(camp.gate.run(tables_of, camp.id)[6].id)
    card.up.click()
    qtbot.waitUntil(lambda: camp.gate.run(tables_of, camp.id)[5].name == "ECG")
    card.drop.click()
    qtbot.waitUntil(lambda: card.list.rows.rowCount() == 6)


def test_a_receptionist_looks_but_changes_nothing(qtbot: QtBot, room: Room) -> None:
    page = room.show(CampsPage, Role.RECEPTIONIST)
    qtbot.waitUntil(lambda: page.camp_view.checklist.count.text() != "")
    assert not page.new.isVisible()
    assert not page.camp_view.advance.isEnabled()
    assert not page.camp_view.edit.isEnabled()


@pytest.mark.parametrize(("text", "at"), [("9", time(9)), ("09:30", time(9, 30)), ("1530", time(15, 30))])
def test_hours_are_read_as_people_write_them(text: str, at: time) -> None:
    assert read_time(text) == at


@pytest.mark.parametrize("text", ["", "25", "9:75", "nine"])
def test_what_is_no_hour_is_not_read(text: str) -> None:
    with pytest.raises(NotRead):
        read_time(text)


def test_places_and_numbers_are_read() -> None:
    assert read_place("23.3441, 85.3096") == (23_344_100, 85_309_600)
    assert place_text(*read_place("23.3441 85.3096")) == "23.3441, 85.3096"
    assert read_whole("1,200") == 1200
    for bad in ("91, 0", "x", "23.3"):
        with pytest.raises(NotRead):
            read_place(bad)
    with pytest.raises(NotRead):
        read_whole("-3")


@pytest.mark.parametrize(("language", "look", "size"), LOOKS)
def test_nothing_is_cut_off(
    qtbot: QtBot, room: Room, camp: Camp, wardrobe: Wardrobe, language: str, look: str, size: tuple[int, int]
) -> None:
    wardrobe.wear(
        name=look,  # type: ignore[arg-type]  # one of the three
        density="compact" if size[1] < 680 else "normal",
        tall_script=language == "hi",
    )
    speak(Words(language))
    page = room.show(CampsPage, Role.SUPERVISOR)
    page.resize(*size)
    qtbot.waitUntil(lambda: page.camp_view.tables.list.rows.rowCount() == 6)
    qtbot.waitUntil(lambda: faults(page) == [])
    page.list.choose(("programme", camp.programme_id))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.programme_view)

    qtbot.waitUntil(lambda: faults(page) == [])
    assert page.size().toTuple() == size
