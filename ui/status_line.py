from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.kit.keys import KeyHint, KeyRow
from ui.kit.paint import fill, focus_ring, line, width_of, write
from ui.kit.pill import Pill, draw_pill
from ui.theme.worn import theme

HEIGHT = 32


class SyncLine(NamedTuple):
    """What is safe, what waits, and one thing to do about it.

    Attributes:
        safe: said first and in bold: "Everything is saved on this laptop".
        waits: "32 changes waiting · last synced 09:14".
        action: "Try sync now", or nothing.
    """

    chip: Pill
    safe: str
    waits: str = ""
    action: str = ""


class _Said(QWidget):
    """The left of the line; a click anywhere on it opens the sync page, one on the action does it."""

    pressed = Signal()
    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: SyncLine | None = None
        self._action = QRect()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_line(self, said: SyncLine) -> None:
        self._line = said
        self.setAccessibleName(f"{said.chip.words}. {said.safe}. {said.waits}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, HEIGHT - 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        said = self._line
        if said is None:
            return
        worn, painter, middle = theme(), QPainter(self), self.height() // 2
        x = draw_pill(painter, 0, middle, said.chip, left=0).right() + 10
        action = width_of(said.action, worn.font("label")) + 24 if said.action else 0
        room = QRect(x, 0, self.width() - x - action, self.height())
        x += write(painter, room, said.safe, worn.font("label"), worn.color("text")) + 9
        room = QRect(x, 0, self.width() - x - action, self.height())
        if said.waits and room.width() > 40:
            write(painter, room, "·", worn.font("meta"), worn.color("text3"))
            room.setLeft(x + 12)
            x = room.x() + write(painter, room, said.waits, worn.font("hint"), worn.color("text2"))
        self._action = QRect(x + 22, 0, action, self.height()) if said.action else QRect()
        write(painter, self._action, said.action, worn.font("label"), worn.color("accentText"))
        if self.hasFocus():
            focus_ring(painter, self.rect().adjusted(-2, 1, 0, -1), worn.radius("cell"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._action.contains(event.position().toPoint()):
            self.acted.emit()
        elif self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)


class StatusLine(QWidget):
    """The foot of every screen: sync at the left, the keys of this screen at the right.

    Signals:
        pressed: somebody wants to know more about sync.
        acted: the one action was pressed.
    """

    pressed = Signal()
    acted = Signal()

    def __init__(self, margin: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(margin, 1, 22, 0)
        row.setSpacing(24)
        self.said = _Said()
        self.keys = KeyRow()
        row.addWidget(self.said, 3)
        row.addWidget(self.keys, 2)
        self.said.pressed.connect(self.pressed)
        self.said.acted.connect(self.acted)

    def show_line(self, said: SyncLine) -> None:
        self.said.show_line(said)

    def show_keys(self, hints: Sequence[KeyHint]) -> None:
        self.keys.show_hints(tuple(hint for hint in hints if hint.shown))

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        fill(painter, self.rect(), worn.color("surface"))
        line(painter, 0, 0, self.width(), worn.color("border"), worn.line)
