from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.icons import draw_icon
from ui.kit.dose import draw_doses
from ui.kit.inputs import LineEdit
from ui.kit.paint import LEFT, RIGHT, fill, line, round_box, width_of, write
from ui.kit.pill import Pill, draw_pill
from ui.kit.row import Cell
from ui.kit.row_list import ROW_ROLE, AnyIndex, pill_on
from ui.kit.scroll_bar import thin_bars
from ui.theme.worn import theme

PAD = 8


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading, its width (0 takes what is left), the side its words keep to."""

    title: str
    width: int = 0
    right: bool = False
    editable: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of a table. Cells are words, a `Cell`, a `Pill`, or a tuple of doses.

    Attributes:
        ground: a soft fill for a row that must be seen.
        spoken: what a screen reader says of the first cell; made from the cells when empty.
    """

    key: object
    cells: tuple[object, ...]
    ground: str | None = None
    spoken: str = ""


class TableModel(QAbstractTableModel):
    """Frozen rows; an edit is only announced, the screen shows the table again."""

    edited = Signal(object, int, str)

    def __init__(self, columns: Sequence[TableColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[TableRow, ...] = ()

    def show(self, rows: Sequence[TableRow]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def table_row(self, at: int) -> TableRow:
        return self._rows[at]

    def place_of(self, key: object) -> int:
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.columns[section].right else LEFT
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        cell = row.cells[index.column()] if index.column() < len(row.cells) else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return _words(cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken if index.column() == 0 and row.spoken else _words(cell)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.data(index):
            return False
        self.edited.emit(self._rows[index.row()].key, index.column(), str(value))
        return True


class TableDelegate(QStyledItemDelegate):
    """Paints the cells of a table, and gives the 34 px editor."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        box, state = option.rect, option.state
        row = index.data(ROW_ROLE)
        column = index.model().columns[index.column()]  # type: ignore[attr-defined]  # our own model
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, box, row, chosen, index.column() == 0)
        content = row.cells[index.column()] if index.column() < len(row.cells) else ""
        room = box.adjusted(PAD, 0, -PAD, -1)
        match content:
            case Pill():
                pill, left = pill_on(content, chosen), None if column.right else room.x()
                draw_pill(painter, room.right() + 1, room.center().y() + 1, pill, left=left)
            case tuple():
                draw_doses(painter, room, content)
            case _:
                cell = content if isinstance(content, Cell) else Cell(str(content))
                self._paint_cell(painter, room, cell, column.right)

    @staticmethod
    def _column(index: AnyIndex) -> TableColumn:
        model = index.model()
        assert isinstance(model, TableModel)
        return model.columns[index.column()]

    def _paint_ground(self, painter: QPainter, box: QRect, row: TableRow, chosen: bool, first: bool) -> None:
        worn = theme()
        if chosen:
            fill(painter, box, worn.selected())
            if first:
                fill(painter, QRect(box.x(), box.y(), 3, box.height()), worn.color("accent"))
        elif row.ground:
            fill(painter, box, worn.tone(row.ground).panel)
            if worn.is_contrast and first:
                fill(painter, QRect(box.x(), box.y(), 6, box.height()), worn.tone(row.ground).solid)
        line(painter, box.x(), box.bottom(), box.right() + 1, worn.color("border"))

    def _paint_cell(self, painter: QPainter, room: QRect, cell: Cell, right: bool) -> None:
        worn = theme()
        plain = worn.color("text2" if cell.dim else "text")
        ink = plain if cell.kind == "neutral" else worn.tone(cell.kind).text
        if cell.icon:
            size = 18 if not cell.words else 16
            at = QRect(room.x(), room.y(), room.width() if not cell.words else size, room.height())
            draw_icon(painter, at, cell.icon, worn.color("text2") if cell.kind == "neutral" else ink, size)
            room = room.adjusted(size + 6 if cell.words else 0, 0, 0, 0)
        font = worn.font("strong" if cell.strong else "body", figures=right)
        align = RIGHT if right else LEFT
        if cell.box:
            width = min(width_of(cell.words, font), room.width() - 2)
            dash = QRect(room.x() - 5, room.center().y() - 14, max(width + 12, 44), 29)
            edge = worn.tone(cell.kind).edge
            round_box(painter, dash, worn.radius("cell"), worn.color("surface"), edge, 2, dashed=True)
        if not cell.facts:
            write(painter, room, cell.words, font, ink, align)
            return
        step = worn.scaled(18)
        top = room.center().y() - step + 1
        write(painter, QRect(room.x(), top, room.width(), step), cell.words, font, ink, align)
        low = QRect(room.x(), top + step, room.width(), step)
        write(painter, low, cell.facts, worn.font("hint"), worn.color("text2"), align)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        column = self._column(index)
        return LineEdit(name=column.title, figures=column.right, parent=parent)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        if isinstance(editor, LineEdit):
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex) -> None:
        box = option.rect
        height = min(34, box.height() - 2)
        editor.setGeometry(box.x() + 2, box.center().y() - height // 2, box.width() - 4, height)


class _Head(QHeaderView):
    """The grey strip with the names of the columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.viewport().setAutoFillBackground(False)

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:
        worn, model = theme(), self.model()
        fill(painter, box, worn.color("sunken"))
        edge = worn.color("border")
        line(painter, box.x(), box.y(), box.right() + 1, edge, worn.line)
        line(painter, box.x(), box.bottom() + 1 - worn.line, box.right() + 1, edge, worn.line)
        words = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        align = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        room = box.adjusted(PAD, 0, -PAD, 0)
        write(painter, room, str(words or ""), worn.font("label"), worn.color("text2"), align)


class Table(QTableView):
    """Rows and columns. Tab goes to the next cell that can be edited; Enter edits or opens.

    Signals:
        chosen: another row is the current one; carries its key.
        opened: Enter or a double click on a cell that cannot be edited; carries the key.
        edited: somebody typed in a cell; carries key, column number and text. Nothing changed yet.
        pressed_cell: a cell with only an icon was clicked; carries key and column number.
    """

    chosen = Signal(object)
    opened = Signal(object)
    edited = Signal(object, int, str)
    pressed_cell = Signal(object, int)

    def __init__(
        self,
        name: str,
        columns: Sequence[TableColumn],
        *,
        row_height: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._row_height = row_height
        self.rows = TableModel(columns, self)
        self.setModel(self.rows)
        self.setItemDelegate(TableDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        thin_bars(self)
        self.setHorizontalHeader(_Head(self))
        self.verticalHeader().hide()
        self._lay_columns(columns)
        self._lay_rows()
        self.rows.edited.connect(self.edited)
        self.clicked.connect(self._click)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def _lay_columns(self, columns: Sequence[TableColumn]) -> None:
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(24)
        for at, column in enumerate(columns):
            mode = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(at, mode)
            if column.width:
                head.resizeSection(at, theme().scaled(column.width))

    def _lay_rows(self) -> None:
        worn = theme()
        height = worn.scaled(self._row_height) if self._row_height else worn.size("tableRow")
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(worn.size("tableHead"))

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these; the chosen row, the column and the place stay where they were."""
        key, column = self.current_key(), self.currentIndex().column()
        scrolled = self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self.rows.show(rows)
        at = self.rows.place_of(key) if key is not None else -1
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at, max(0, column)))
        self.selectionModel().blockSignals(False)
        self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()

    def current_key(self) -> object:
        index = self.currentIndex()
        return self.rows.table_row(index.row()).key if index.isValid() else None

    def choose(self, key: object) -> bool:
        at = self.rows.place_of(key)
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at, max(0, self.currentIndex().column())))
        return at >= 0

    def edit_cell(self, key: object, column: int) -> None:
        at = self.rows.place_of(key)
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at, column))
            self.edit(self.rows.index(at, column))

    def content_height(self) -> int:
        return self.verticalHeader().length() + self.horizontalHeader().height()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(120, self.content_height() + 2))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange and self.model() is not None:
            self._lay_rows()
        super().changeEvent(event)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.rows.table_row(index.row()).key)

    def _open(self) -> None:
        index = self.currentIndex()
        if index.isValid() and not self.rows.columns[index.column()].editable:
            self.opened.emit(self.current_key())

    def _click(self, index: QModelIndex) -> None:
        row = self.rows.table_row(index.row())
        content = row.cells[index.column()] if index.column() < len(row.cells) else ""
        if isinstance(content, Cell) and content.icon and not content.words:
            self.pressed_cell.emit(row.key, index.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        editing = self.state() == QAbstractItemView.State.EditingState
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            index = self.currentIndex()
            if index.isValid() and self.rows.columns[index.column()].editable:
                self.edit(index)
            else:
                self._open()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Single letters belong to the page's keys, not to jumping about."""

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab goes on to the next cell that can be edited, not to the next cell."""
        hints = QAbstractItemDelegate.EndEditHint
        steps = {hints.EditNextItem: True, hints.EditPreviousItem: False}
        super().closeEditor(editor, hints.NoHint if hint in steps else hint)
        if hint in steps:
            self._edit_next(steps[hint])

    def _edit_next(self, forward: bool) -> None:
        cells = [
            (row, column)
            for row in range(self.rows.rowCount())
            for column, look in enumerate(self.rows.columns)
            if look.editable
        ]
        here = (self.currentIndex().row(), self.currentIndex().column())
        at = cells.index(here) + (1 if forward else -1) if here in cells else -1
        if 0 <= at < len(cells):
            index = self.rows.index(*cells[at])
            self.setCurrentIndex(index)
            self.edit(index)


def _words(cell: object) -> str:
    match cell:
        case Cell():
            return cell.words or cell.spoken
        case Pill():
            return cell.words
        case tuple():
            return "-".join(str(amount) for amount in cell)
    return str(cell)
