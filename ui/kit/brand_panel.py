from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import draw_icon
from ui.kit.label import IconBox, Label
from ui.kit.paint import fill, round_box
from ui.theme.worn import theme


class Fact(NamedTuple):
    """A line of the panel: an icon, what is so, and why it matters."""

    icon: str
    title: str
    text: str = ""


def draw_mark(painter: QPainter, box: QRect) -> None:
    """The tent, on its plate; inverted in high contrast, where the rail is black."""
    worn = theme()
    round_box(painter, box, box.width() / 4, worn.color("mark"))
    draw_icon(painter, box, "tent", worn.color("onMark"), box.width() * 6 // 10)


class Mark(QWidget):
    def __init__(self, size: int = 48, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_mark(QPainter(self), self.rect())


class BrandPanel(QWidget):
    """The dark side before somebody is signed in: which program, which clinic, what works without a line.

    Attributes:
        big: the clock, or a word of welcome.
    """

    WIDTH, NARROW = 368, 212

    def __init__(
        self,
        name: str,
        line: str,
        big: str = "",
        under: str = "",
        top: Sequence[Fact] = (),
        bottom: Sequence[Fact] = (),
        foot: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Mark())
        title = QVBoxLayout()
        title.setSpacing(0)
        title.addWidget(Label(name, "heading", "onRail"))
        self._line = Label(line, "meta", "railText")
        title.addWidget(self._line)
        head.addLayout(title, 1)
        column.addLayout(head)
        column.addSpacing(72)
        self.big = Label(big, "display", "onRail")
        self.under = Label(under, "body", "railText", wrap=True)
        column.addWidget(self.big)
        column.addSpacing(8)
        column.addWidget(self.under)
        column.addSpacing(28)
        for fact in top:
            column.addLayout(_fact_row(fact))
            column.addSpacing(18)
        column.addStretch(1)
        self._low = QWidget()
        low = QVBoxLayout(self._low)
        low.setContentsMargins(0, 18, 0, 0)
        low.setSpacing(18)
        for fact in bottom:
            low.addLayout(_fact_row(fact))
        if foot:
            low.addWidget(Label(foot, "hint", "railText"))
        column.addWidget(self._low)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """On a small screen only what names the place and the hour: the room belongs to the people."""
        self.setFixedWidth(self.NARROW if narrow else self.WIDTH)
        self.big.set_style("number" if narrow else "display")
        side = 20 if narrow else 32
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(side, 28, side - 4, 28)
        self._line.setVisible(not narrow)
        self._low.setVisible(not narrow)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 600)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill(QPainter(self), self.rect(), theme().color("rail"))


def _fact_row(fact: Fact) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(IconBox(fact.icon, 20, "railText"), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(Label(fact.title, "strong", "onRail", wrap=True))
    if fact.text:
        words.addWidget(Label(fact.text, "hint", "railText", wrap=True))
    row.addLayout(words, 1)
    return row
