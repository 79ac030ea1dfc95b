from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget

from ui.kit.paint import round_box
from ui.theme.worn import theme

THICK = 10


class ScrollBar(QScrollBar):
    """A thin thumb and nothing else."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        upright = self.orientation() is Qt.Orientation.Vertical
        return QSize(THICK, hint.height()) if upright else QSize(hint.width(), THICK)

    def _thumb(self) -> QRect:
        """By proportion, as the arrows of the style are not drawn."""
        span = self.maximum() - self.minimum() + self.pageStep()
        upright = self.orientation() is Qt.Orientation.Vertical
        room = (self.height() if upright else self.width()) - 4
        length = max(32, room * self.pageStep() // max(1, span))
        start = 2 + (room - length) * (self.value() - self.minimum()) // max(
            1, self.maximum() - self.minimum()
        )
        if upright:
            return QRect(2, start, self.width() - 4, length)
        return QRect(start, 2, length, self.height() - 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            worn = theme()
            colour = worn.color("text2" if self.isSliderDown() or self.underMouse() else "control")
            round_box(QPainter(self), self._thumb(), 3, colour)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


def thin_bars(area: QAbstractScrollArea) -> None:
    """Give `area` our scroll bars and no ground of its own."""
    area.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical))
    area.setHorizontalScrollBar(ScrollBar(Qt.Orientation.Horizontal))
    area.viewport().setAutoFillBackground(False)
