from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.icons import draw_icon
from ui.kit.brand_panel import Mark
from ui.kit.button import Pressable, draw_count
from ui.kit.paint import CENTRE, fill, fitting, focus_ring, round_box, write
from ui.page import Place
from ui.theme.worn import theme

WIDE, NARROW = 88, 56


class RailButton(Pressable):
    """A place: icon and word; the word goes into the tooltip when the rail is narrow."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(place.word, parent)
        self.place = place
        self._count = 0
        self._narrow = False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.setToolTip(self.place.word if narrow else "")
        self.updateGeometry()
        self.update()

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleDescription(str(count) if count else "")
        self.update()

    def nextCheckState(self) -> None:
        """What is lit follows the page that is shown, not the click."""

    def sizeHint(self) -> QSize:
        return QSize(40, 44) if self._narrow else QSize(72, 60)

    def minimumSizeHint(self) -> QSize:
        """Where a role has many places and the screen is low, they stand closer."""
        return self.sizeHint() - QSize(0, 0 if self._narrow else 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        lit = self.isChecked()
        if lit:
            round_box(painter, self.rect(), worn.radius("control"), worn.color("railActive"))
        elif self.underMouse():
            edge = worn.color("railText")
            round_box(painter, self.rect(), worn.radius("control"), edge=edge)
        ink = worn.color("railActiveText" if lit else "railText")
        middle = self.width() // 2
        up = (self.sizeHint().height() - self.height()) // 2
        draw_icon(
            painter,
            QRect(middle - 12, (9 if not self._narrow else 10) - up, 24, 24),
            self.place.icon,
            ink,
            24,
        )
        if not self._narrow:
            word = fitting(self.place.word, "rail", self.width() - 2, px=12, least=11)
            write(painter, QRect(0, 33 - up, self.width(), 22), self.place.word, word, ink, CENTRE)
        if self._count:
            draw_count(painter, middle + 15, 12 - up, self._count)
        if self.hasFocus():
            ring = worn.color("railActiveText" if not lit or not worn.is_contrast else "accent")
            focus_ring(painter, self.rect(), worn.radius("control"), ring)


class Rail(QWidget):
    """The dark strip at the left: only the places of this role.

    Signals:
        wanted: a place was pressed; carries its key.
    """

    wanted = Signal(str)

    def __init__(self, places: Sequence[Place], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedWidth(WIDE)
        self.buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 12, 8, 10)
        self._column.setSpacing(4)
        self._column.addWidget(Mark(40), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(10)
        for place in (place for place in places if place.where == "rail"):
            self._add(place)
        self._column.addStretch(1)
        for place in (place for place in places if place.where == "foot"):
            self._add(place)

    def _add(self, place: Place) -> None:
        button = RailButton(place)
        button.clicked.connect(lambda _on=False, key=place.key: self.wanted.emit(key))
        self.buttons[place.key] = button
        self._column.addWidget(button)

    def light(self, key: str) -> None:
        for name, button in self.buttons.items():
            button.setChecked(name == key)

    def set_narrow(self, narrow: bool) -> None:
        self.setFixedWidth(NARROW if narrow else WIDE)
        for button in self.buttons.values():
            button.set_narrow(narrow)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Numbers on the shoulders of places where something waits for a person."""
        for key, button in self.buttons.items():
            button.show_count(counts.get(key, 0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill(QPainter(self), self.rect(), theme().color("rail"))
