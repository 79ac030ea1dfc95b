from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui.icons import draw_icon
from ui.kit.avatar import draw_avatar
from ui.kit.keys import cap_size, draw_cap
from ui.kit.paint import LEFT, RIGHT, fill, focus_ring, line, round_box, width_of, write
from ui.kit.pill import Pill, draw_pill, pill_size
from ui.kit.row import Cell, Row, RowLook, Section
from ui.kit.scroll_bar import thin_bars
from ui.theme.theme import Theme
from ui.theme.worn import theme

AnyIndex = QModelIndex | QPersistentModelIndex
SECTION = 28
LEAST_TITLE = 110
"""Columns that would leave the title less than this are not shown."""

ROW_ROLE = Qt.ItemDataRole.UserRole


class RowModel(QAbstractListModel):
    """Rows and section headings, whole, under the user role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row | Section, ...] = ()

    def show(self, rows: Sequence[Row | Section]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rows(self) -> tuple[Row | Section, ...]:
        return self._rows

    def place_of(self, key: object) -> int:
        """Where the row with this key stands, or -1."""
        return next((at for at, row in enumerate(self._rows) if isinstance(row, Row) and row.key == key), -1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.said() if isinstance(row, Row) else f"{row.title} {row.count}".strip()
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], Row):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


def draw_ground(painter: QPainter, box: QRect, kind: str) -> None:
    """The soft fill of a row that must be seen; in high contrast, where nothing is soft, an edge."""
    tone = theme().tone(kind)
    fill(painter, box, tone.panel)
    if theme().is_contrast:
        round_box(painter, box, 4, edge=tone.edge, width=2)


def pill_on(pill: Pill, chosen: bool) -> Pill:
    """An accent pill would vanish on the ground of a chosen row: there it is solid."""
    return pill._replace(solid=True) if chosen and pill.kind == "accent" else pill


class RowDelegate(QStyledItemDelegate):
    """Paints rows as their look says."""

    def __init__(self, look: RowLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._cut: dict[object, bool] = {}

    def _right_inset(self) -> int:
        """Columns stay where they are when the scroll bar comes: it takes its room from the inset."""
        shown = self.parent()
        bar = shown.width() - shown.viewport().width() if isinstance(shown, QListView) else 0
        return max(6, self.look.inset - bar)

    def height(self) -> int:
        return theme().scaled(self.look.height) if self.look.height else theme().size("row")

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        section = isinstance(index.data(ROW_ROLE), Section)
        return QSize(120, theme().scaled(SECTION) if section else self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row, box = index.data(ROW_ROLE), option.rect
        if isinstance(row, Section):
            self._paint_section(painter, box, row)
            return
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, box, row, chosen, bool(state & QStyle.StateFlag.State_MouseOver))
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, box, 4)
        left, right = self._paint_ends(painter, box, row, chosen)
        self._paint_words(painter, QRect(left, box.y(), right - left, box.height()), row)

    def _paint_section(self, painter: QPainter, box: QRect, section: Section) -> None:
        worn, inset = theme(), self.look.inset
        room = box.adjusted(inset, 3, -self._right_inset(), 3)
        x = room.x() + write(painter, room, section.title, worn.font("label"), worn.color("text2")) + 8
        place = QRect(x, room.y(), room.right() - x, room.height())
        x += write(painter, place, section.count, worn.font("label"), worn.color("text2")) + 14
        if x < room.right():
            line(painter, x, room.center().y(), room.right(), worn.color("border"))

    def _paint_ground(self, painter: QPainter, box: QRect, row: Row, chosen: bool, hover: bool) -> None:
        worn, look = theme(), self.look
        if chosen and look.bar:
            fill(painter, box, worn.selected())
            fill(painter, QRect(box.x(), box.y(), 3, box.height()), worn.color("accent"))
        elif chosen:
            round_box(painter, box.adjusted(8, 0, -8, 0), worn.radius("control"), worn.selected())
        elif row.ground:
            draw_ground(painter, box, row.ground)
        elif hover:
            fill(painter, box, worn.color("hover"))
        if look.divider and not chosen:
            inset = look.inset
            right = box.right() - self._right_inset() + 1
            line(painter, box.x() + inset, box.bottom(), right, worn.color("border"))

    def _paint_ends(self, painter: QPainter, box: QRect, row: Row, chosen: bool) -> tuple[int, int]:
        """The lead, the face, the columns and the pill; answers what is left for the words."""
        worn, look = theme(), self.look
        left, right = box.x() + look.inset, box.right() - self._right_inset() + 1
        lead = worn.scaled(look.lead)
        if lead:
            place = QRect(left, box.y(), lead - 4, box.height())
            ink = worn.color("text2" if row.dim or look.lead_style == "meta" else "text")
            font = worn.font(look.lead_style, figures=True)
            write(painter, place, row.lead, font, ink)
            left += lead
        if look.face:
            self._paint_face(painter, QRect(left, box.y(), look.face, box.height()), row)
            left += look.face + 12
        if not look.pill_low:
            right = self._paint_tail(painter, box, row, right, chosen)
        if look.columns:
            end = min(right, box.right() - self._right_inset() + 1 - worn.scaled(look.tail))
            for column, cell in zip(reversed(look.columns), reversed(row.cells), strict=False):
                width = worn.scaled(column.width)
                if end - width - left < LEAST_TITLE:
                    break
                place = QRect(end - width, box.y(), width, box.height())
                self._paint_cell(painter, place, cell, column.right)
                end = right = place.x() - 8
        return left, right

    def _paint_tail(self, painter: QPainter, box: QRect, row: Row, right: int, chosen: bool) -> int:
        worn = theme()
        if row.pill:
            return draw_pill(painter, right, box.center().y() + 1, pill_on(row.pill, chosen)).x() - 8
        if row.cap:
            width = cap_size(row.cap).width()
            draw_cap(painter, right - width, box.center().y() + 1, row.cap)
            return right - width - 8
        if row.note:
            ink = worn.color("text2") if row.note_kind == "neutral" else worn.tone(row.note_kind).text
            place = QRect(box.x(), box.y(), right - box.x(), box.height())
            return right - write(painter, place, row.note, worn.font("meta", figures=True), ink, RIGHT) - 8
        return right

    def _paint_face(self, painter: QPainter, place: QRect, row: Row) -> None:
        worn, size = theme(), self.look.face
        box = QRect(place.x(), place.center().y() - size // 2 + 1, size, size)
        if row.initials:
            draw_avatar(painter, box, row.initials, accent=False)
        elif row.icon:
            ink = worn.color("text2") if row.ground is None else worn.tone(row.ground).text
            draw_icon(painter, box, row.icon, ink, min(size, 20))

    def _paint_cell(self, painter: QPainter, place: QRect, cell: Cell, right: bool) -> None:
        worn = theme()
        ink = worn.color("text2") if cell.kind == "neutral" else worn.tone(cell.kind).text
        if cell.strong and cell.kind == "neutral":
            ink = worn.color("text")
        weight = 600 if cell.strong or cell.kind != "neutral" else 400
        font = worn.font("person", weight=weight, figures=right)
        write(painter, place, cell.words, font, ink, RIGHT if right else LEFT)

    def _paint_words(self, painter: QPainter, room: QRect, row: Row) -> None:
        worn = theme()
        lines = 1 + bool(row.facts) + bool(row.more)
        step = min(worn.scaled(18), room.height() // lines)
        top = room.y() + (room.height() - lines * step) // 2
        place = QRect(room.x(), top, room.width(), step)
        ink = worn.color("text2" if row.dim else "text")
        used = self._paint_title(painter, place, row, worn, ink)
        self._cut[row.key] = self._is_cut(row, room.width(), used)
        if row.beside:
            beside = QRect(place.x() + used + 8, top, place.width() - used - 8, step)
            write(painter, beside, row.beside, worn.font("meta"), worn.color("text2"))
        for words, kind in ((row.facts, row.facts_kind), (row.more, row.more_kind)):
            if words:
                place = place.translated(0, step)
                self._paint_line(painter, place, row, words, kind)

    def _is_cut(self, row: Row, width: int, title: int) -> bool:
        """Whether some of the words end in … for want of room."""
        worn = theme()
        beside = title + 8 + width_of(row.beside, worn.font("meta")) if row.beside else title
        pill = pill_size(row.pill).width() + 8 if self.look.pill_low and row.pill else 0
        facts = width_of(row.facts, worn.font("hint", weight=500)) + pill
        wide = (
            width_of(row.title, worn.font("strong")),
            beside,
            facts,
            width_of(row.more, worn.font("hint")),
        )
        return max(wide) > width

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        """All the words of a row that had no room for them."""
        row = index.data(ROW_ROLE)
        if isinstance(row, Row) and event.type() == QEvent.Type.ToolTip and self._cut.get(row.key):
            lines = (f"{row.title}  {row.beside}".strip(), row.facts, row.more)
            QToolTip.showText(event.globalPos(), "\n".join(line for line in lines if line), view)
            return True
        return super().helpEvent(event, view, option, index)

    def _paint_line(self, painter: QPainter, place: QRect, row: Row, words: str, kind: str) -> None:
        worn, room = theme(), QRect(place)
        if self.look.pill_low and row.pill and words == row.facts:
            room.setWidth(room.width() - pill_size(row.pill).width() - 8)
            draw_pill(painter, place.right() + 1, place.center().y() + 1, row.pill)
        colour = worn.color("text2") if kind == "neutral" else worn.tone(kind).text
        font = worn.font("hint", weight=400 if kind == "neutral" else 500)
        write(painter, room, words, font, colour)

    def _paint_title(self, painter: QPainter, place: QRect, row: Row, worn: Theme, ink: Any) -> int:
        font = worn.font("strong")
        if row.pill and self.look.pill_low and not row.facts:
            draw_pill(painter, place.right() + 1, place.center().y() + 1, row.pill)
        used = write(painter, place, row.title, font, ink)
        at = row.title.casefold().find(row.match.casefold()) if row.match else -1
        if at >= 0:
            found = row.title[at : at + len(row.match)]
            start = place.x() + width_of(row.title[:at], font)
            room = QRect(start, place.y(), place.right() - start, place.height())
            write(painter, room, found, font, worn.color("accentText"))
        return used


class RowList(QListView):
    """A list of rows under headings. One delegate paints them; there is never a widget per row.

    Signals:
        chosen: another row is the current one; carries its key.
        opened: Enter or a double click; carries its key.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, look: RowLook | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.painter_of_rows = RowDelegate(look or RowLook(), self)
        self.setItemDelegate(self.painter_of_rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        thin_bars(self)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_rows(self, rows: Sequence[Row | Section]) -> None:
        """Show these; the chosen row and the place stay where they were."""
        key, scrolled = self.current_key(), self.verticalScrollBar().value()
        self.blockSignals(True)
        self.selectionModel().blockSignals(True)
        self.rows.show(rows)
        self.selectionModel().blockSignals(False)
        self.blockSignals(False)
        at = self.rows.place_of(key) if key is not None else -1
        if at >= 0:
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(self.rows.index(at))
            self.selectionModel().blockSignals(False)
        self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()

    def current_key(self) -> object:
        row = self.current_row()
        return row.key if row is not None else None

    def current_row(self) -> Row | None:
        row = self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None
        return row if isinstance(row, Row) else None

    def choose(self, key: object) -> bool:
        at = self.rows.place_of(key)
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at))
        return at >= 0

    def choose_first(self) -> bool:
        first = next((row.key for row in self.rows.rows() if isinstance(row, Row)), None)
        return first is not None and self.choose(first)

    def content_height(self) -> int:
        """How high the list would have to be to show everything."""
        return sum(self.sizeHintForRow(at) for at in range(self.rows.rowCount()))

    def _tell(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        if isinstance(row, Row):
            self.chosen.emit(row.key)

    def _open(self) -> None:
        if self.current_row() is not None:
            self.opened.emit(self.current_key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Single letters belong to the page's keys, not to jumping about."""
