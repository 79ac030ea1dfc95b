"""The medicines as a table whose cells are changed by typing into them."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from app.consulting.lines import Line, PrescribedLine
from ui.consulting.line_words import days_words, form_words, move_pill, typed_when, when_words
from ui.kit.inputs import LineEdit
from ui.kit.paint import focus_ring
from ui.kit.row import Cell
from ui.kit.row_list import ROW_ROLE, AnyIndex
from ui.kit.table import Table, TableColumn, TableDelegate, TableRow
from ui.speech import _
from ui.theme.worn import theme

NUMBER, MEDICINE, DOSE, WHEN, QUANTITY, MOVE, MENU = range(7)
EDITED = {DOSE: "dose", WHEN: "when", QUANTITY: "quantity"}
DOSE_WIDTH, DOSE_WIDTH_OF_4 = 128, 166
NARROW = 540


class LineDelegate(TableDelegate):
    """Shows which cell the keys would change, and begins an edit with what one would type there."""

    def __init__(self, table: "LineTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().paint(painter, option, index)
        if (
            option.state & QStyle.StateFlag.State_HasFocus
            and index.column() in EDITED
            and self._table.may_edit
        ):
            focus_ring(painter, option.rect.adjusted(1, 3, -3, -4), theme().radius("cell"))

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        if isinstance(editor, LineEdit) and not editor.text():
            editor.setText(self._table.typed(index.data(ROW_ROLE).key, index.column()))
            editor.selectAll()


class LineTable(Table):
    """Signals:
    changed: somebody typed in a cell; carries the line and {field: text}.
    removed, details_wanted: carry the line.
    moved: carries the line and -1 or 1.
    menu_wanted: carries the line.
    """

    changed = Signal(object, object)
    removed = Signal(object)
    details_wanted = Signal(object)
    moved = Signal(object, int)
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            TableColumn("", 34),
            TableColumn(_("Medicine")),
            TableColumn(_("M – A – N"), DOSE_WIDTH, editable=True),
            TableColumn(_("When"), 98, editable=True),
            TableColumn(_("Qty"), 52, right=True, editable=True),
            TableColumn(_("Change"), 104),
            TableColumn("", 36),
        )
        super().__init__(_("Prescription"), columns, row_height=48, parent=parent)
        self._columns = (columns, tuple(self._with_bedtime(columns)))
        self._lines: dict[UUID, PrescribedLine] = {}
        self.may_edit = True
        self.setItemDelegate(LineDelegate(self))
        self.edited.connect(self._typed)
        self.opened.connect(lambda key: self.details_wanted.emit(self._lines[key]))
        self.pressed_cell.connect(lambda key, _column: self.menu_wanted.emit(self._lines[key]))

    @staticmethod
    def _with_bedtime(columns: Sequence[TableColumn]) -> list[TableColumn]:
        four = TableColumn(_("M – A – N – Bed"), DOSE_WIDTH_OF_4, editable=True)
        return [four if column.title == columns[DOSE].title else column for column in columns]

    def show_lines(self, lines: Sequence[PrescribedLine], marked: frozenset[UUID], may_edit: bool) -> None:
        """`marked` are the lines a warning is about."""
        if self.state() == QAbstractItemView.State.EditingState:
            return  # somebody types in a cell: what arrives is shown when they are done
        self._lines = {one.line.id: one for one in lines}
        self.may_edit = may_edit
        triggers = QAbstractItemView.EditTrigger
        wanted = triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        self.setEditTriggers(wanted if may_edit else triggers.NoEditTriggers)
        has_bedtime = any(len(one.line.cells) == 4 for one in lines)
        self.rows.columns = self._columns[has_bedtime]
        self.horizontalHeader().resizeSection(DOSE, theme().scaled(self.rows.columns[DOSE].width))
        self.show_rows([self._row(at, one, marked) for at, one in enumerate(lines, 1)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the name of the medicine goes before its number and its change."""
        narrow = event.size().width() < theme().scaled(NARROW)
        for column in (NUMBER, MOVE):
            self.setColumnHidden(column, narrow)
        super().resizeEvent(event)

    def current(self) -> PrescribedLine | None:
        key = self.current_key()
        return self._lines.get(key) if isinstance(key, UUID) else None

    def typed(self, key: UUID, column: int) -> str:
        """What one would have typed to get what stands in a cell."""
        line = self._lines[key].line
        if column == WHEN:
            return typed_when(line)
        if column == QUANTITY:
            return "" if line.quantity is None else str(line.quantity)
        return line.pattern

    def _row(self, at: int, one: PrescribedLine, marked: frozenset[UUID]) -> TableRow:
        line = one.line
        warned = line.id in marked
        why = " · ".join(part for part in (form_words(line.form), line.reason) if part)
        menu = Cell(icon="dots-vertical", spoken=_("More")) if self.may_edit else ""
        days = days_words(line.days)
        when = when_words(line)
        return TableRow(
            line.id,
            (
                Cell(str(at), dim=True),
                Cell(
                    line.title, why, strong=True, kind="warn" if warned else "neutral",
                    icon="alert-triangle" if warned else None,
                ),
                line.cells or Cell(line.pattern, strong=True),
                Cell(when or days, days if when else "", dim=not (when or days)),
                Cell("" if line.quantity is None else str(line.quantity), strong=True),
                move_pill(one.move),
                menu,
            ),
            ground="warn" if warned else None,
            spoken=spoken_line(at, line),
        )  # fmt: skip

    def _typed(self, key: object, column: int, text: str) -> None:
        one = self._lines.get(key) if isinstance(key, UUID) else None
        if one is not None and column in EDITED and text.strip() != self.typed(one.line.id, column):
            self.changed.emit(one, {EDITED[column]: text})

    def edit_problem(self, line_id: UUID, field: str) -> None:
        """What was typed cannot be read: go back to the cell."""
        column = next((column for column, name in EDITED.items() if name == field), DOSE)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit_cell(line_id, column)

    def finish_cell(self) -> None:
        """Take what stands in an open cell as typed."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        one, key = self.current(), event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if one is None or not self.may_edit:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit(one)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(one, -1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().column() not in EDITED:
            self.details_wanted.emit(one)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come in on the dose of a line: it is what is changed most."""
        super().focusInEvent(event)
        index = self.currentIndex()
        if self.rows.rowCount() and (not index.isValid() or index.column() not in EDITED):
            self.setCurrentIndex(self.rows.index(max(0, index.row()), DOSE))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                event.accept()
                return True
        return super().event(event)


def spoken_line(at: int, line: Line) -> str:
    """Medicine 1, Metformin 500 mg, 1-0-1, After food, 30 days, 60 in all."""
    quantity = "" if line.quantity is None else _("{n} in all", n=line.quantity)
    parts = (
        _("Medicine {n}", n=at),
        line.title,
        line.pattern,
        when_words(line),
        days_words(line.days),
        quantity,
    )
    return ", ".join(part for part in parts if part)
