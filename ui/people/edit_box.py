import textwrap

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.button import Button
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.label import Label
from ui.kit.message import Panel
from ui.speech import _


class EditBox(Panel):
    """One fact being changed, where it stands: what it was, the input, keep or cancel.

    Signals:
        kept: Enter; carries what was typed, or the value that was chosen.
        cancelled: the cross; the page does the same on Esc.
    """

    kept = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        label: str,
        was: str,
        text: str,
        choices: list[Choice] | None,
        value: object,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("accent", parent)
        self.was = was
        self.input: LineEdit | ComboBox = (
            LineEdit(text=text) if choices is None else ComboBox(choices, value, label)
        )
        self.field = Field(label, self.input)
        if was:
            self.field.head_add(
                Label(_("was: {value}", value=textwrap.shorten(was, 26, placeholder="…")), "hint", "text2")
            )
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = Button(_("Cancel"), "ghost", key="Escape", size="small")
        keep = Button(_("Keep"), icon="check", key="Return", size="small")
        cancel.clicked.connect(self.cancelled)
        keep.clicked.connect(self.keep)
        row.addWidget(cancel)
        row.addWidget(keep)
        column.addLayout(row)
        self.setFocusProxy(self.input)
        if isinstance(self.input, LineEdit):
            self.input.selectAll()

    def typed(self) -> object:
        return self.input.text() if isinstance(self.input, LineEdit) else self.input.value()

    def keep(self) -> None:
        self.kept.emit(self.typed())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.keep()
            return
        super().keyPressEvent(event)
