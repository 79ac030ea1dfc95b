from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.kit.keys import KeyCap
from ui.kit.label import Label, ShortLabel
from ui.kit.paint import round_box
from ui.kit.scroll import Scroll
from ui.theme.worn import theme

__all__ = ["ActionBar", "Card", "Scroll"]


class Card(QFrame):
    """A white panel: title, a grey count beside it, actions on the right, then the body.

    Attributes:
        body: the column the content goes into. `flush=True` gives it no side margins, for tables and lists
            whose rows run from edge to edge.
        head: the row of the title; `head_add` puts actions at its end.
    """

    def __init__(
        self,
        title: str = "",
        count: str = "",
        *,
        key: str | None = None,
        flush: bool = False,
        pad: int = 16,
        gap: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, pad - 4 if title else pad, 0, pad)
        self._keep_off_edge()
        self.head = QHBoxLayout()
        self.head.setContentsMargins(pad, 0, pad, 0)
        self.head.setSpacing(8)
        self.title = Label(title, "title")
        self.count = ShortLabel(count, "meta", "text3")
        self.title.setMinimumHeight(20)
        self.head.addWidget(self.title)
        self.head.addWidget(self.count, 1)
        if key:
            self.head.addWidget(KeyCap(key))
        if title:
            outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0 if flush else pad, 0, 0 if flush else pad, 0)
        self.body.setSpacing(gap)
        outer.addLayout(self.body, 1)

    def _keep_off_edge(self) -> None:
        """What runs from edge to edge ends at the line, not on it; low screens have less air under the title."""
        edge, layout = theme().line, self.layout()
        self.setContentsMargins(edge, edge, edge, edge)
        if layout is not None:
            layout.setSpacing(10 if theme().density == "normal" else 6)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._keep_off_edge()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn = theme()
        edge = worn.color("border")
        round_box(QPainter(self), self.rect(), worn.radius("card"), worn.color("surface"), edge, worn.line)

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)

    def set_count(self, count: str) -> None:
        self.count.setText(count)

    def head_add(self, *actions: QWidget) -> None:
        """Actions at the right end of the title row."""
        for action in actions:
            self.head.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)


class ActionBar(Card):
    """The strip at the foot of a screen: facts on the left, buttons on the right, the main one last.

    Attributes:
        row: where they go; `row.addStretch(1)` parts the two.
    """

    def __init__(self, *, pad: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(pad=pad, parent=parent)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.add(self.row)
