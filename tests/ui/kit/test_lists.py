import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from ui.kit.pill import Pill
from ui.kit.row import Cell, Row, Section
from ui.kit.row_list import RowList
from ui.kit.table import Table, TableColumn, TableRow
from ui.theme.worn import Wardrobe

QUEUE = (
    Section("With doctor", "1"),
    Row("a", "Sunita Devi", "42 F", lead="A-014", pill=Pill("With doctor")),
    Section("Waiting", "2"),
    Row("b", "Ramesh Yadav", lead="A-015", cells=(Cell("41 min"),), spoken="Token A-015, waiting 41 minutes"),
    Row("c", "Fatima Bi", lead="A-020"),
)


@pytest.fixture
def queue(qtbot: QtBot, wardrobe: Wardrobe) -> RowList:
    queue = RowList("Queue")
    qtbot.addWidget(queue)
    queue.resize(500, 300)
    queue.show_rows(QUEUE)
    queue.show()
    return queue


def test_arrows_step_over_headings(qtbot: QtBot, queue: RowList) -> None:
    queue.choose_first()
    qtbot.keyClick(queue, Qt.Key.Key_Down)

    assert queue.current_key() == "b"


def test_the_choice_stays_with_the_row_when_rows_move(queue: RowList) -> None:
    told: list[object] = []
    queue.choose("b")
    queue.chosen.connect(told.append)
    queue.show_rows((Row("d", "New"), *QUEUE))

    assert queue.current_key() == "b"
    assert told == []


def test_a_row_that_is_gone_leaves_no_choice(queue: RowList) -> None:
    queue.choose("b")
    queue.show_rows(QUEUE[:2])

    assert queue.current_key() is None


def test_enter_opens_the_chosen_row(qtbot: QtBot, queue: RowList) -> None:
    queue.choose("c")
    with qtbot.waitSignal(queue.opened) as opened:
        qtbot.keyClick(queue, Qt.Key.Key_Return)

    assert opened.args == ["c"]


def test_screen_readers_hear_the_whole_row(queue: RowList) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [queue.rows.index(at).data(role) for at in range(queue.rows.rowCount())]

    assert said[1] == "A-014, Sunita Devi, 42 F, With doctor"
    assert said[3] == "Token A-015, waiting 41 minutes"
    assert said[2] == "Waiting 2"


def test_words_that_end_in_dots_are_whole_in_the_tooltip(qtbot: QtBot, queue: RowList) -> None:
    long = "34 F · pregnant · Antenatal visit, third time, sent by the ASHA worker of Bhimpur"
    queue.show_rows((Row("a", "Sunita Devi", "42 F"), Row("b", "Lakshmi Narayanan", long, beside="34 F")))
    queue.resize(260, 300)
    queue.grab()
    for at, told in ((0, ""), (1, f"Lakshmi Narayanan  34 F\n{long}")):
        QToolTip.hideText()
        place = queue.visualRect(queue.rows.index(at)).center()
        asks = QHelpEvent(QEvent.Type.ToolTip, place, queue.viewport().mapToGlobal(place))
        QApplication.sendEvent(queue.viewport(), asks)
        assert QToolTip.text() == told


def test_letters_do_not_jump_about_in_lists(qtbot: QtBot, queue: RowList) -> None:
    queue.choose("a")
    qtbot.keyClicks(queue, "Fatima")

    assert queue.current_key() == "a"


@pytest.fixture
def table(qtbot: QtBot, wardrobe: Wardrobe) -> Table:
    columns = (
        TableColumn("Item"),
        TableColumn("Qty", 60, right=True, editable=True),
        TableColumn("Rate", 80, right=True, editable=True),
        TableColumn("", 40),
    )
    table = Table("Invoice", columns)
    qtbot.addWidget(table)
    table.resize(500, 300)
    bin_cell = Cell(icon="trash", spoken="Take out")
    table.show_rows([TableRow(key, (Cell(key, "Lab"), "1", "60.00", bin_cell)) for key in ("sugar", "hba1c")])
    table.show()
    table.activateWindow()
    return table


def test_an_edit_is_told_and_changes_nothing_by_itself(qtbot: QtBot, table: Table) -> None:
    table.edit_cell("hba1c", 1)
    editor = QApplication.focusWidget()
    assert editor is not None
    assert editor.accessibleName() == "Qty"
    qtbot.keyClicks(editor, "2")
    with qtbot.waitSignal(table.edited) as edited:
        qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert edited.args == ["hba1c", 1, "2"]
    assert table.rows.index(1, 1).data() == "1"


def test_tab_goes_to_the_next_cell_that_can_be_edited(qtbot: QtBot, table: Table) -> None:
    table.edit_cell("sugar", 1)
    for column, row in ((2, 0), (1, 1), (2, 1)):
        editor = QApplication.focusWidget()
        assert editor is not None
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
        assert (table.currentIndex().column(), table.currentIndex().row()) == (column, row)


def test_the_editor_is_34_pixels_high(qtbot: QtBot, table: Table) -> None:
    table.edit_cell("sugar", 1)
    editor = QApplication.focusWidget()

    assert editor is not None
    assert editor.height() == 34


def test_an_icon_in_a_cell_can_be_pressed(qtbot: QtBot, table: Table) -> None:
    place = table.visualRect(table.rows.index(1, 3)).center()
    with qtbot.waitSignal(table.pressed_cell) as pressed:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert pressed.args == ["hba1c", 3]
