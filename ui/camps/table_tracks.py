from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.camps.board import TableCount
from ui.camps.wording import in_script
from ui.icons import draw_icon
from ui.kit.chart import draw_track
from ui.kit.paint import RIGHT, line, width_of, write
from ui.kit.pill import Pill, draw_pill
from ui.speech import _
from ui.theme.theme import Kind
from ui.theme.worn import theme

HIGH, LOW = 86, 58
MANY, TOO_MANY = 8, 12
"""From so many waiting on, the pill turns amber and red."""


def waiting_pill(waiting: int) -> Pill:
    kind: Kind = "danger" if waiting >= TOO_MANY else "warn" if waiting >= MANY else "neutral"
    return Pill(_("{n} waiting", n=waiting), kind, "alert-triangle" if kind == "danger" else "users")


class TableTracks(QWidget):
    """The tables of a camp: how many were there, and how many wait."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Stations"))
        self._tables: tuple[TableCount, ...] = ()
        self._most = 1

    def show_tables(self, tables: Sequence[TableCount], most: int) -> None:
        """`most` is what a full bar stands for: everybody who came in."""
        self._tables, self._most = tuple(tables), max(1, most)
        told = (
            f"{in_script(one)}: {one.screened}, {_('{n} waiting', n=one.waiting)}" for one in self._tables
        )
        self.setAccessibleDescription("; ".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, len(self._tables) * theme().scaled(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, len(self._tables) * theme().scaled(LOW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._tables:
            return
        painter = QPainter(self)
        pitch = min(theme().scaled(HIGH), self.height() // len(self._tables))
        for at, table in enumerate(self._tables):
            row = QRect(0, at * pitch, self.width(), pitch)
            self._paint_row(painter, row, table)
            if at + 1 < len(self._tables):
                line(painter, 0, row.bottom(), self.width(), theme().color("border"))

    def _paint_row(self, painter: QPainter, row: QRect, table: TableCount) -> None:
        worn = theme()
        lead = bool(table.lead) and row.height() >= worn.scaled(72)
        block = worn.scaled(52 if lead else 40)
        top = row.y() + (row.height() - block) // 2
        step = worn.scaled(18)
        draw_icon(
            painter, QRect(0, top + (step // 2 if lead else 0), 24, step), table.icon, worn.color("text2"), 22
        )
        pill = draw_pill(painter, row.right() + 1, top + worn.scaled(8), waiting_pill(table.waiting))
        left = 36
        name = QRect(left, top, pill.x() - left - 8, step)
        write(painter, name, in_script(table), worn.font("strong"), worn.color("text"))
        if lead:
            under = QRect(left, top + step, name.width(), worn.scaled(16))
            write(painter, under, table.lead or "", worn.font("hint"), worn.color("text2"))
        figure = worn.font("strong", figures=True)
        wide = max(width_of("000", figure), width_of(str(table.screened), figure))
        low = top + block - worn.scaled(11)
        draw_track(painter, QRect(left, low, row.width() - left - wide - 12, 6), table.screened / self._most)
        place = QRect(row.right() - wide, low - 8, wide + 1, 22)
        write(painter, place, str(table.screened), figure, worn.color("text"), RIGHT)
