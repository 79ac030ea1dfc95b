from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.label import IconBox, Label
from ui.kit.paint import round_box
from ui.theme.worn import theme

MessageKind = Literal["warn", "ok", "danger", "info", "accent", "neutral"]

_ICONS: dict[MessageKind, str] = {
    "warn": "alert-triangle",
    "ok": "circle-check",
    "danger": "alert-circle",
    "info": "info-circle",
    "accent": "info-circle",
    "neutral": "info-circle",
}


class Panel(QFrame):
    """A box in the colour of its kind; the text on it stays dark in every theme."""

    def __init__(self, kind: MessageKind = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: MessageKind = kind

    def set_kind(self, kind: MessageKind) -> None:
        self._kind = kind
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn = theme()
        tone = worn.tone(self._kind)
        quiet = self._kind == "accent" and not worn.is_contrast
        edge = None if quiet else tone.edge
        round_box(QPainter(self), self.rect(), worn.radius("control"), tone.panel, edge, worn.line)


class MessageBox(Panel):
    """A strip above what it is about: says what is so, what to do, and offers it.

    Attributes:
        body: the column under the title, for more than a sentence.
    Signals:
        closed: it was taken away by its own cross.
    """

    closed = Signal()

    def __init__(
        self,
        kind: MessageKind,
        title: str,
        text: str = "",
        *,
        icon: str | None = None,
        actions: tuple[QWidget, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind, parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 10, 8)
        row.setSpacing(12)
        self.icon = IconBox(icon or _ICONS[kind], 20, self._colour(kind))
        self.title = Label(title, "strong", self._colour(kind), wrap=True)
        self.text = Label(text, "meta", "text", wrap=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(1)
        self.body.addWidget(self.title)
        self.body.addWidget(self.text)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self.body, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        for action in actions:
            self.buttons.addWidget(action)
        row.addLayout(self.buttons)
        self._say()

    def show_message(self, kind: MessageKind, title: str, text: str = "", icon: str | None = None) -> None:
        self.set_kind(kind)
        self.icon.show_icon(icon or _ICONS[kind], self._colour(kind))
        self.title.setText(title)
        self.title.set_colour(self._colour(kind))
        self.text.setText(text)
        self._say()

    def _say(self) -> None:
        self.title.setVisible(bool(self.title.text()))
        self.text.setVisible(bool(self.text.text()))
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(self.text.text())

    @staticmethod
    def _colour(kind: MessageKind) -> str:
        return "text2" if kind == "neutral" else f"{kind}Text"
