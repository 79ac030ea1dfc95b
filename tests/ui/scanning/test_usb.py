from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.scanning.key_places import letter_at
from ui.scanning.usb import GAP, UsbScanner

PASS = "SHV1:6BF+$%*-./: 9"
SLOW = round(GAP * 1000) + 15


class Desk(QWidget):
    """A field, and a list with single-letter shortcuts of its own."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.field, self.list = QLineEdit(), QListWidget()
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.entered: list[str] = []
        self.done: list[str] = []
        self.field.returnPressed.connect(lambda: self.entered.append(self.field.text()))
        within = QShortcut(QKeySequence("D"), self.list)
        within.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        within.activated.connect(lambda: self.done.append("D"))
        QShortcut(QKeySequence("Ctrl+K"), self).activated.connect(lambda: self.done.append("Ctrl+K"))

    @property
    def handle(self) -> QWindow:
        handle = self.windowHandle()
        assert handle is not None
        return handle


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    desk.field.setFocus()
    qtbot.waitUntil(desk.field.hasFocus)
    return desk


@pytest.fixture
def scanner(desk: Desk) -> Iterator[UsbScanner]:
    scanner = UsbScanner()
    scanner.listen()
    yield scanner
    scanner.pause()


@pytest.fixture
def heard(scanner: UsbScanner) -> list[str]:
    heard: list[str] = []
    scanner.scanned.connect(heard.append)
    return heard


def click(
    desk: Desk, key: str | Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, delay: int = -1
) -> None:
    code = ord(key) if isinstance(key, str) else key
    QTest.keyClick(desk.handle, code, held, delay)


def scan(desk: Desk, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """A scanner: a millisecond or two a key."""
    for letter in text:
        click(desk, letter)
    click(desk, end)


def type_slowly(desk: Desk, text: str) -> None:
    for letter in text:
        click(desk, letter, delay=SLOW)


def test_a_scan_is_heard_whole_and_no_field_hears_of_it(qtbot: QtBot, desk: Desk, heard: list[str]) -> None:
    scan(desk, PASS)
    QTest.qWait(2 * SLOW)

    assert heard == [PASS]
    assert (desk.field.text(), desk.entered) == ("", [])


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_two_scans_one_after_the_other_are_two(desk: Desk, heard: list[str], end: Qt.Key) -> None:
    scan(desk, "A1-00001", end)
    scan(desk, "A1-00002", end)

    assert heard == ["A1-00001", "A1-00002"]


def test_a_scan_is_heard_wherever_the_focus_is(desk: Desk, heard: list[str]) -> None:
    desk.list.setFocus()
    scan(desk, "DDD-4711")

    assert heard == ["DDD-4711"]
    assert desk.done == []


def test_slow_typing_arrives_letter_by_letter(qtbot: QtBot, desk: Desk, heard: list[str]) -> None:
    type_slowly(desk, "Savitri")
    qtbot.waitUntil(lambda: desk.field.text() == "Savitri")
    click(desk, Qt.Key.Key_Return, delay=SLOW)

    assert desk.entered == ["Savitri"]
    assert heard == []


def test_a_hand_in_a_hurry_loses_nothing(qtbot: QtBot, desk: Desk, heard: list[str]) -> None:
    scan(desk, "ok")
    assert desk.entered == ["ok"]
    type_slowly(desk, "a")
    click(desk, "b")
    click(desk, Qt.Key.Key_Backspace)
    click(desk, "c")
    qtbot.waitUntil(lambda: desk.field.text() == "okac")

    assert heard == []


def test_keys_that_were_held_come_before_what_follows_them(
    qtbot: QtBot, desk: Desk, heard: list[str]
) -> None:
    click(desk, "a")
    click(desk, Qt.Key.Key_Left)
    click(desk, "b")
    QTest.mouseClick(desk.handle, Qt.MouseButton.LeftButton)

    assert desk.field.text() == "ba"


def test_a_key_that_is_leaned_on_is_no_scan(qtbot: QtBot, desk: Desk, heard: list[str]) -> None:
    press(desk, "a")
    for _ in range(20):
        press(desk, "a", repeats=True)
    click(desk, Qt.Key.Key_Return)

    assert heard == []
    assert desk.entered == ["a" * 21]


def test_a_repeating_key_that_does_not_say_so_is_no_scan(desk: Desk, heard: list[str]) -> None:
    scan(desk, "aaaaaaaaaa")

    assert heard == []
    assert desk.entered == ["a" * 10]


def test_hindi_is_typed_as_ever(qtbot: QtBot, desk: Desk, heard: list[str]) -> None:
    for letter in "सावित्री":
        press(desk, letter, after=SLOW)
    qtbot.waitUntil(lambda: desk.field.text() == "सावित्री")
    click(desk, Qt.Key.Key_Return, delay=SLOW)

    assert desk.entered == ["सावित्री"]
    assert heard == []


def test_a_scan_while_hindi_is_typed_is_read_by_the_places_of_the_keys(desk: Desk, heard: list[str]) -> None:
    for letter, code, shifted in (
        ("श", 0x1F, True),
        ("ः", 0x23, True),
        ("न", 0x2F, True),
        ("१", 0x02, False),
    ):
        press(desk, letter, code=code, shifted=shifted)
    click(desk, Qt.Key.Key_Return)

    assert heard == ["SHV1"]


@pytest.mark.parametrize(("platform", "code"), [("windows", 0x27), ("xcb", 0x27 + 8), ("wayland", 0x27 + 8)])
def test_the_place_of_a_key_is_counted_as_the_system_counts(platform: str, code: int) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    assert letter_at(QKeyEvent(QEvent.Type.KeyPress, 0, shift, code, 0, 0, "छ"), platform) == ":"
    assert letter_at(QKeyEvent(QEvent.Type.KeyPress, 0, shift, 0, 0, 0, "छ"), platform) == "छ"


def test_chords_are_never_held(desk: Desk, heard: list[str]) -> None:
    click(desk, "a")
    click(desk, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert desk.done == ["Ctrl+K"]
    assert desk.field.text() == "a"


def test_a_single_letter_shortcut_still_works_by_hand(qtbot: QtBot, desk: Desk, scanner: UsbScanner) -> None:
    desk.list.setFocus()
    type_slowly(desk, "d")
    qtbot.waitUntil(lambda: desk.done == ["D"])
    desk.field.setFocus()
    type_slowly(desk, "d")
    qtbot.waitUntil(lambda: desk.field.text() == "d")

    assert desk.done == ["D"]


def test_before_sign_in_nothing_is_held(desk: Desk, scanner: UsbScanner, heard: list[str]) -> None:
    scanner.pause()
    scan(desk, "password1")

    assert desk.entered == ["password1"]
    assert heard == []
    scanner.listen()
    scan(desk, "A1-00001")
    assert heard == ["A1-00001"]


def test_pausing_gives_back_what_was_held(desk: Desk, scanner: UsbScanner) -> None:
    click(desk, "x")
    scanner.pause()

    assert desk.field.text() == "x"


def test_a_window_that_was_busy_does_not_cut_a_scan_in_two(qtbot: QtBot, desk: Desk) -> None:
    now = [0.0]
    scanner = UsbScanner(clock=lambda: now[0])
    heard: list[str] = []
    scanner.scanned.connect(heard.append)
    scanner.listen()
    for letter in "A1-0":
        click(desk, letter)
    now[0] = 1.0
    scanner._time_is_up()
    scan(desk, "0001")
    scanner.pause()

    assert heard == ["A1-00001"]


def press(
    desk: Desk, letter: str, *, repeats: bool = False, after: int = 0, code: int = 0, shifted: bool = False
) -> None:
    """A key as the system sends it, with what QTest cannot say."""
    QTest.qWait(after)
    shift = Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier
    kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
    for kind in kinds[: 2 if repeats else 3]:
        event = QKeyEvent(kind, ord(letter.upper()), shift, code, 0, 0, letter, repeats)
        QCoreApplication.sendEvent(desk.handle, event)
