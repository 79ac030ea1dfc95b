from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.button import Pressable
from ui.kit.paint import focus_ring, line, write
from ui.kit.pill import Pill, draw_pill, pill_size
from ui.theme.worn import theme

HEIGHT = 34
LABEL = 100
PENCIL = 16


class FactRow(Pressable):
    """One fact about a person: its name, its value, a pill beside it, and a pencil if it may be changed."""

    def __init__(self, label: str, may_edit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self._label, self._may_edit = label, may_edit
        self._value = ""
        self._pill: Pill | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_editable(may_edit)

    def set_editable(self, may_edit: bool) -> None:
        self._may_edit = may_edit
        self.setCursor(Qt.CursorShape.PointingHandCursor if may_edit else Qt.CursorShape.ArrowCursor)
        self.update()

    def show_fact(self, value: str, pill: Pill | None = None) -> None:
        self._value, self._pill = value, pill
        words = ", ".join(part for part in (value, pill.words if pill else "") if part)
        self.setAccessibleName(f"{self._label}: {words}")
        self.setToolTip(value if len(value) > 24 else "")
        self.update()

    def value(self) -> str:
        return self._value

    def sizeHint(self) -> QSize:
        return QSize(200, theme().scaled(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        box = self.rect()
        if self._may_edit and self.underMouse():
            painter.fillRect(box, worn.color("hover"))
        label, right = worn.scaled(LABEL), box.right() - (PENCIL + 8 if self._may_edit else 0)
        room = QRect(0, 0, label - 8, box.height())
        write(painter, room, self._label, worn.font("label"), worn.color("text2"))
        if self._pill:
            right -= pill_size(self._pill).width() + 6
        place = QRect(label, 0, right - label, box.height())
        ink = worn.color("text" if self._value else "text3")
        used = write(painter, place, self._value or "–", worn.font("body"), ink)
        if self._pill:
            draw_pill(painter, 0, box.center().y() + 1, self._pill, left=label + used + 8)
        if self._may_edit:
            place = QRect(box.right() - PENCIL - 2, 0, PENCIL, box.height())
            draw_icon(painter, place, "pencil", worn.color("text2"), PENCIL)
        line(painter, 0, box.bottom(), box.right() + 1, worn.color("border"))
        if self.hasFocus():
            focus_ring(painter, box.adjusted(-4, 0, 0, -1), worn.radius("cell"))
