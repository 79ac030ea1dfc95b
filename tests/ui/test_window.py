from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.words import Words
from tests.ui.clinic_window import Looker, PlainPage, a_window
from tests.ui.desk_page import DeskPage
from tests.ui.looks import cut_off, nameless, overfull, small_targets
from ui.kit.dialog import Dialog, ask
from ui.shell import Shell
from ui.speech import speak
from ui.theme.tokens import THEME_NAMES, ThemeName
from ui.theme.worn import Wardrobe, theme
from ui.window import Window

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def looker() -> Looker:
    return Looker()


@pytest.fixture
def shell(qtbot: QtBot, wardrobe: Wardrobe) -> Shell:
    shell = Shell(wardrobe, "Shivir")
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    return shell


@pytest.fixture
def window(qtbot: QtBot, shell: Shell, looker: Looker) -> Window:
    window = a_window(looker)
    shell.show_only(window)
    shell.activateWindow()
    qtbot.waitUntil(lambda: window.width() == 1366)
    return window


def place_of(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def press(
    window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def plain(window: Window) -> PlainPage:
    page = window.page
    assert isinstance(page, PlainPage)
    return page


def desk(window: Window) -> DeskPage:
    page = window.page
    assert isinstance(page, DeskPage)
    return page


def test_the_frame_stands_where_it_was_drawn(window: Window) -> None:
    assert place_of(window.rail, window) == QRect(0, 0, 88, 768)
    assert place_of(window.top, window) == QRect(88, 0, 1278, 56)
    assert place_of(window.top.search_button, window) == QRect(416, 8, 456, 40)
    assert place_of(window.status, window) == QRect(88, 736, 1278, 32)
    assert place_of(window.stack, window) == QRect(88, 56, 1278, 680)


@pytest.mark.parametrize("name", THEME_NAMES)
@pytest.mark.parametrize("height", [768, 700])
@pytest.mark.parametrize("language", ["en", "hi"])
def test_nothing_in_the_frame_is_cut_off(
    qtbot: QtBot, wardrobe: Wardrobe, shell: Shell, name: ThemeName, height: int, language: str
) -> None:
    speak(Words(language))
    wardrobe.wear(name=name, tall_script=language == "hi")
    window = a_window()
    shell.show_only(window)
    shell.resize(1366, height)
    qtbot.waitUntil(lambda: window.height() == height)

    assert theme().density == ("normal" if height == 768 else "compact")
    assert window.page is not None
    assert window.page.minimumSizeHint().height() <= height - 88
    assert cut_off(window) == []
    assert overfull(window) == []
    assert nameless(window) == []
    assert small_targets(window) == []


def test_a_narrow_window_keeps_only_the_icons_of_the_rail(qtbot: QtBot, shell: Shell, window: Window) -> None:
    shell.resize(1092, 614)
    qtbot.waitUntil(lambda: window.rail.width() == 56)

    assert window.rail.buttons["desk"].toolTip() == "Desk"
    assert place_of(window.top.search_button, window).width() >= 180


def test_pages_are_built_when_somebody_goes_there(window: Window) -> None:
    assert window.stack.count() == 1

    window.go("patients")

    assert window.stack.count() == 2
    assert window.rail.buttons["patients"].isChecked()
    assert not window.rail.buttons["desk"].isChecked()


def test_a_page_reached_from_another_lights_its_place_on_the_rail(window: Window) -> None:
    desk(window).visit("patient", patient="A-1")

    assert plain(window).opened_with == {"patient": "A-1"}
    assert window.rail.buttons["patients"].isChecked()
    assert window.top.title.words() == "Patient"


def test_a_place_this_person_does_not_have_is_not_gone_to(window: Window) -> None:
    window.go("accounts")

    assert isinstance(window.page, DeskPage)


def test_alt_and_a_number_go_to_the_places_of_the_rail(window: Window) -> None:
    press(window, Qt.Key.Key_2, ALT)

    assert window.rail.buttons["patients"].isChecked()


def test_escape_goes_back_and_stops_at_the_first_page(window: Window) -> None:
    window.go("patients")
    window.go("billing")

    press(window, Qt.Key.Key_Escape)
    assert window.page is not None
    assert window.page.place == "patients"

    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_Escape)
    assert isinstance(window.page, DeskPage)


def test_control_enter_is_the_main_button_and_enter_alone_is_not(qtbot: QtBot, window: Window) -> None:
    page = desk(window)
    page.name.setFocus()
    qtbot.waitUntil(page.name.hasFocus)

    press(window, Qt.Key.Key_Return)
    assert page.registered == 0
    press(window, Qt.Key.Key_Return, CONTROL)
    assert page.registered == 1


def test_control_z_takes_back_outside_of_a_text_and_edits_inside(qtbot: QtBot, window: Window) -> None:
    page = desk(window)
    page.name.setFocus()
    qtbot.waitUntil(page.name.hasFocus)
    qtbot.keyClicks(page.name, "evi")
    press(window, Qt.Key.Key_Z, CONTROL)
    assert page.undone == 0

    page.queue.setFocus()
    press(window, Qt.Key.Key_Z, CONTROL)
    assert page.undone == 1


def test_the_keys_of_a_page_work_only_while_it_is_in_view(qtbot: QtBot, window: Window) -> None:
    page = desk(window)
    page.queue.setFocus()
    press(window, Qt.Key.Key_F6)
    qtbot.waitUntil(page.name.hasFocus)

    window.go("patients")
    press(window, Qt.Key.Key_F6)
    assert not page.name.hasFocus()


def test_a_change_is_heard_at_once_in_view_and_on_coming_back_elsewhere(window: Window) -> None:
    window.go("patients")
    patients = plain(window)
    window.go("desk")
    window.changed(frozenset({"token"}), frozenset({b"1"}))
    window.changed(frozenset({"patient"}), frozenset({b"2"}))

    assert desk(window).asked == [{"token"}, {"patient"}]
    assert patients.heard == []

    window.go("patients")
    assert patients.heard == [(frozenset({"token", "patient"}), frozenset({b"1", b"2"}))]

    window.go("desk")
    window.go("patients")
    assert len(patients.heard) == 1


def test_a_scan_goes_to_the_page_and_what_it_does_not_know_to_the_search(
    window: Window, looker: Looker
) -> None:
    page = desk(window)

    window.scanned("T:A-014")
    assert page.scans == ["T:A-014"]
    assert looker.asked == []

    window.scanned("SHV-00412")
    assert looker.asked[-1] == "SHV-00412"


def test_search_finds_while_typing_and_enter_opens(qtbot: QtBot, window: Window, looker: Looker) -> None:
    press(window, Qt.Key.Key_K, CONTROL)
    qtbot.keyClicks(QApplication.focusWidget(), "sun")
    qtbot.waitUntil(lambda: "sun" in looker.asked)
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)

    assert looker.opened == ["Sunil Kumar Verma"]


def test_the_palette_gives_the_focus_back_when_it_is_left(qtbot: QtBot, window: Window) -> None:
    page = desk(window)
    page.name.setFocus()
    qtbot.waitUntil(page.name.hasFocus)

    press(window, Qt.Key.Key_K, CONTROL)
    assert not page.name.hasFocus()
    press(window, Qt.Key.Key_Escape)

    assert page.name.hasFocus()
    assert isinstance(window.page, DeskPage)


def test_commands_are_found_by_the_beginnings_of_their_words(qtbot: QtBot, window: Window) -> None:
    window.open_palette()
    palette = window.findChild(QWidget, "palette")
    assert palette is not None
    qtbot.keyClicks(QApplication.focusWidget(), "day cl")

    shown = [row.title for row in palette.list.rows.rows()]  # type: ignore[attr-defined]  # found by name
    assert shown == ["Do", "Register “day cl” as new patient", "Close the day"]


def test_f1_shows_the_keys_and_keeps_those_of_the_page_asleep(
    qtbot: QtBot, shell: Shell, window: Window
) -> None:
    page = desk(window)
    press(window, Qt.Key.Key_F1)
    sheet = shell.findChild(Dialog)
    assert sheet is not None
    assert cut_off(sheet) == []

    press(window, Qt.Key.Key_Return, CONTROL)
    assert page.registered == 0
    qtbot.waitUntil(lambda: shell.findChild(Dialog) is None)


def test_at_most_two_notices_and_undo_does_the_reverse(qtbot: QtBot, window: Window) -> None:
    taken_back: list[int] = []
    page = desk(window)
    for number in range(3):
        page.say(f"Token {number} given", do=partial(taken_back.append, number))

    toasts = window.toasts.shown
    assert [toast.notice.title for toast in toasts] == ["Token 1 given", "Token 2 given"]
    older, newer = (place_of(toast, window) for toast in toasts)
    assert newer.right() == 1366 - 17
    assert older.right() < newer.left()
    assert older.top() == newer.top() > 768 - 40, "over the key hints, not over the main button"

    qtbot.mouseClick(toasts[-1].action, Qt.MouseButton.LeftButton)
    assert taken_back == [2]
    assert [toast.notice.title for toast in window.toasts.shown] == ["Token 1 given"]


def test_a_long_notice_has_room_and_an_older_one_makes_it(qtbot: QtBot, window: Window) -> None:
    page = desk(window)
    window.resize(1024, 600)
    page.say("Token 1 given")
    page.say("The store could not be written.", "danger", detail="Free some room on the disk. " * 8)

    [toast] = window.toasts.shown
    assert toast.notice.kind == "danger"
    assert place_of(toast, window).left() >= 56
    assert cut_off(toast) == []


def test_another_language_keeps_the_page_and_what_was_typed(qtbot: QtBot, window: Window) -> None:
    before = desk(window)
    before.name.setText("Sunita Devi")
    speak(Words("hi"))
    window.rebuild()

    after = desk(window)
    assert after is not before
    assert after.name.text() == "Sunita Devi"
    assert window.rail.buttons["desk"].isChecked()


def test_another_theme_repaints_what_is_open(qtbot: QtBot, wardrobe: Wardrobe, window: Window) -> None:
    light = window.grab().toImage().pixelColor(100, 400)
    wardrobe.wear(name="dark")

    qtbot.waitUntil(lambda: window.grab().toImage().pixelColor(100, 400) != light)
    assert window.grab().toImage().pixelColor(100, 400) == theme().color("bg")


def test_larger_text_makes_the_window_compact(wardrobe: Wardrobe, window: Window) -> None:
    wardrobe.wear(text_size=130)

    assert theme().density == "compact"
    wardrobe.wear(text_size=100)
    assert theme().density == "normal"


def test_counts_and_notices_stay_through_a_rebuild(window: Window) -> None:
    window.show_counts({"camp": 3})
    window.show_notices(2)
    window.rebuild()

    assert window.rail.buttons["camp"].accessibleDescription() == "3"
    assert window.top.bell_button.accessibleDescription() == "2"


def test_the_lock_hides_everything_and_gives_back_the_same_field(
    qtbot: QtBot, shell: Shell, window: Window
) -> None:
    page = desk(window)
    page.name.setFocus()
    qtbot.waitUntil(page.name.hasFocus)
    page.name.setText("half typed")
    lock = QWidget()

    shell.cover(lock)
    assert shell.shown is lock
    assert not page.isVisible()

    shell.uncover()
    assert shell.shown is window
    qtbot.waitUntil(page.name.hasFocus)
    assert page.name.text() == "half typed"


def test_the_lock_hides_dialogs_too_even_those_that_open_behind_it(
    qtbot: QtBot, shell: Shell, window: Window
) -> None:
    page = desk(window)
    before = ask(page, "Cancel bill?", "", keep="Keep", do="Cancel", then=page.hide)
    shell.cover(QWidget())
    behind = ask(page, "Merge?", "", keep="Keep", do="Merge", then=page.hide)

    assert not before.isVisible()
    assert not behind.isVisible()
    shell.uncover()
    assert behind.isVisible()


def test_the_sync_line_says_what_is_safe_and_its_action_is_pressed_alone(
    qtbot: QtBot, window: Window
) -> None:
    with qtbot.waitSignal(window.sync_wanted):
        QTest.mouseClick(window.status.said, Qt.MouseButton.LeftButton, pos=QPoint(20, 16))
    with qtbot.waitSignal(window.sync_now):
        QTest.mouseClick(window.status.said, Qt.MouseButton.LeftButton, pos=QPoint(580, 16))
    assert "Everything is saved on this laptop" in window.status.said.accessibleName()
