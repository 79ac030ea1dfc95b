from datetime import date

from PySide6.QtCore import QPointF, QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from app.consulting.timeline import PastVisit
from ui.kit.card import Card
from ui.kit.paint import disc, fill, focus_ring, round_box, width_of, write
from ui.kit.row import Row, RowLook
from ui.kit.row_list import ROW_ROLE, AnyIndex, RowDelegate, RowList
from ui.speech import _, words
from ui.theme.worn import theme

HEIGHT = 78
LINE_X = 22
TEXT_X = 48


class StopDelegate(RowDelegate):
    """A stop on a line: the day and who, what it was, and a fact under it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(120, theme().scaled(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        worn, row, box = theme(), index.data(ROW_ROLE), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        panel = QRect(box.x() + 38, box.y() + 2, box.width() - 46, box.height() - 6)
        if row.dim:
            round_box(painter, panel, worn.radius("control"), worn.selected())
        elif bool(option.state & QStyle.StateFlag.State_MouseOver):
            round_box(painter, panel, worn.radius("control"), worn.color("hover"))
        if chosen and bool(option.state & QStyle.StateFlag.State_HasFocus):
            focus_ring(painter, panel, worn.radius("control"))
        self._paint_stop(painter, box, index.row(), row.dim, index.model().rowCount())
        self._paint_text(painter, box, row)

    def _paint_stop(self, painter: QPainter, box: QRect, at: int, is_now: bool, count: int) -> None:
        worn = theme()
        x, y = box.x() + LINE_X, box.y() + 19
        grey = worn.color("control" if worn.is_contrast else "border")
        if at:
            fill(painter, QRect(x - 1, box.y(), 2, y - 6 - box.y()), grey)
        if at + 1 < count:
            fill(painter, QRect(x - 1, y + 6, 2, box.bottom() - y - 5), grey)
        centre = QPointF(x, y)
        if is_now:
            disc(painter, centre, 6, worn.color("accent"))
        else:
            disc(painter, centre, 5, worn.color("surface"), worn.color("control"))

    def _paint_text(self, painter: QPainter, box: QRect, row: Row) -> None:
        worn, step = theme(), theme().scaled(19)
        room = QRect(box.x() + TEXT_X, box.y() + 9, box.width() - TEXT_X - 14, step)
        day = worn.font("label", figures=True)
        ink = worn.color("accentText" if row.dim else "text")
        used = write(painter, room, row.lead, day, ink) + 7
        who = QRect(room.x() + used, room.y(), room.width() - used, step)
        if who.width() > width_of("Dr R", day):
            write(painter, who, row.beside, worn.font("hint"), worn.color("text2"))
        write(painter, room.translated(0, step), row.title, worn.font("person"), worn.color("text"))
        write(painter, room.translated(0, 2 * step), row.facts, worn.font("hint"), worn.color("text2"))


class TimelineCard(Card):
    """Past visits, the newest first; Enter opens one to read.

    Signals:
        opened: carries the id of a visit.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Past visits"), flush=True, pad=12, parent=parent)
        self.title.setMinimumHeight(theme().size("small"))
        self.list = RowList(_("Past visits"), RowLook(height=HEIGHT, bar=False))
        self.list.setItemDelegate(StopDelegate(RowLook(height=HEIGHT), self.list))
        self.list.opened.connect(self._open)
        self.list.clicked.connect(lambda _index: self._open(self.list.current_key()))
        self.add(self.list, 1)
        self._stops: dict[object, PastVisit] = {}

    def show_timeline(self, stops: tuple[PastVisit, ...], here: object, today: date) -> None:
        """`here` is the visit that is open on the page."""
        self._stops = {stop.key: stop for stop in stops}
        self.set_count(str(len(stops)))
        self.list.show_rows([_row(stop, stop.visit_id == here, today) for stop in stops])

    def _open(self, key: object) -> None:
        stop = self._stops.get(key)
        if stop is not None and stop.visit_id is not None:
            self.opened.emit(stop.visit_id)


def _row(stop: PastVisit, is_here: bool, today: date) -> Row:
    lead = _("Today") if stop.day == today else words().date(stop.day)
    beside = " · ".join(part for part in (stop.token if is_here else "", stop.who) if part)
    facts = _("Open now") if is_here and stop.is_open else stop.facts
    title = stop.title or _("Visit")
    spoken = ", ".join(part for part in (lead, stop.who, title, facts) if part)
    return Row(stop.key, title, facts, lead=lead, beside=beside, dim=is_here, spoken=spoken)
