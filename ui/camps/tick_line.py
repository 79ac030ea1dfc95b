from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.choices import CheckBox
from ui.kit.label import Label


class TickLine(QWidget):
    """A line of a checklist: the box, what is to be done in as many lines as it takes, and a fact below.

    Signals:
        ticked: carries whether it is done now.
    """

    ticked = Signal(bool)

    def __init__(self, words: str, fact: str, *, done: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = CheckBox("", done)
        self.box.setMinimumWidth(32)
        self.box.setAccessibleName(words)
        self.box.setAccessibleDescription(fact)
        self.box.toggled.connect(self.ticked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(4)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(words, wrap=True))
        if fact:
            column.addWidget(Label(fact, "hint", "text2", wrap=True))
        column.addStretch(1)
        row.addLayout(column, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.box.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.box.toggle()
