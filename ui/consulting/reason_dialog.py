from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.speech import _


class ReasonDialog(Dialog):
    """One deed that needs its reason said.

    Signals:
        said: carries the reason.
    """

    said = Signal(str)

    def __init__(self, parent: QWidget, title: str, text: str, do: str, *, example: str, needed: str) -> None:
        verbs = (Verb(_("Not now"), False), Verb(do, True, "primary", key="Ctrl+Return"))
        super().__init__(parent, title, text, verbs, icon="alert-triangle", colour="warnText", width=480)
        self.reason = LineEdit(example, _("Reason"))
        self.field = Field(_("Reason"), self.reason, required=True, needed=needed)
        self.add(self.field)
        self.accept = lambda _answer: self.field.is_right()
        self.reason.returnPressed.connect(lambda: self.choose(True))
        self.chosen.connect(lambda yes: self.said.emit(self.reason.text()) if yes else None)

    def open(self) -> "ReasonDialog":
        super().open()
        self.reason.setFocus(Qt.FocusReason.PopupFocusReason)
        return self
