import pytest
from pytestqt.qtbot import QtBot

from app.camps.participants import participant
from app.camps.tables import tables_of
from app.words import Words
from tests.camps import Camp
from tests.ui.camps.conftest import LOOKS, Room, faults
from ui.camps.stations_page import StationsPage
from ui.speech import speak
from ui.theme.worn import Wardrobe


@pytest.fixture
def page(qtbot: QtBot, room: Room) -> StationsPage:
    page = room.show(StationsPage)
    qtbot.waitUntil(lambda: page.table is not None)
    return page


def test_a_scan_notes_that_somebody_was_here(qtbot: QtBot, page: StationsPage, camp: Camp) -> None:
    savitri = camp.register()
    text = camp.pass_of(savitri).text
    camp.scan(text)
    assert page.scanned(text)
    qtbot.waitUntil(lambda: page.result.accessibleName().startswith("Noted"))

    assert page.result.accessibleName() == "Noted Vitals · 12:00 Savitri Bai Send to: Blood sugar"
    assert camp.gate.run(participant, camp.id, savitri.id).stops[0].at is not None
    assert page.undo()
    qtbot.waitUntil(lambda: camp.gate.run(participant, camp.id, savitri.id).stops[0].at is None)


def test_who_waits_is_listed_and_noted_by_hand(qtbot: QtBot, page: StationsPage, camp: Camp) -> None:
    savitri = camp.register()
    camp.scan(camp.pass_of(savitri).text)
    page.ask_again()
    qtbot.waitUntil(lambda: page.queue.choose(savitri.id))
    qtbot.waitUntil(page.done.isEnabled)
    page.main_action()
    qtbot.waitUntil(lambda: page.result.accessibleName().startswith("Noted"))
    qtbot.waitUntil(lambda: page.waiting.currentWidget() is page.waiting.empty)


def test_another_table_is_chosen(qtbot: QtBot, page: StationsPage, camp: Camp) -> None:
    tables = camp.gate.run(tables_of, camp.id)
    assert page.tables.choose(tables[2].id)
    qtbot.waitUntil(lambda: page.queue_card.title.text() == "Waiting for Eye test")


def test_what_is_no_pass_is_refused_in_words(qtbot: QtBot, page: StationsPage) -> None:
    assert page.scanned("upi://pay")
    qtbot.waitUntil(lambda: page.result.accessibleName().startswith("No valid pass"))
    assert not page.undo()


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
    text = camp.pass_of(camp.register()).text
    page = room.show(StationsPage)
    page.resize(*size)
    qtbot.waitUntil(lambda: page.table is not None)
    page.scanned(text)
    qtbot.waitUntil(lambda: page.person.card is not None)

    qtbot.waitUntil(lambda: faults(page) == [])
    assert page.size().toTuple() == size
