from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.camps.answers import CheckIn
from app.camps.check_in import add_walk_in
from app.people.person import Person
from app.refused import Refused
from ui.background import Background
from ui.camps.walk_in_form import WalkInForm
from ui.kit.dialog import Dialog, Verb
from ui.kit.message import MessageBox
from ui.speech import _
from ui.tools import Tools

SAVE = "save"


class WalkInDialog(Dialog):
    """Registers somebody who stands at the gate, and lets them in by the same deed.

    Signals:
        saved: carries the CheckIn.
        known: they are registered already; carries the id of the registration.
        left: closed without saving; carries what was typed.
        broke: it went wrong and it is nobody's field; carries the exception.
    """

    saved = Signal(object)
    known = Signal(object)
    left = Signal(object)
    broke = Signal(object)

    def __init__(self, parent: QWidget, background: Background, tools: Tools, event_id: UUID) -> None:
        verbs = (
            Verb(_("Close"), None),
            Verb(_("Register and check in"), SAVE, "primary", "Ctrl+Return", "user-plus"),
        )
        super().__init__(parent, _("Add walk-in"), verbs=verbs, icon="user-plus", width=820)
        self._background, self._event_id = background, event_id
        self._busy = False
        self.accept = self._submit
        self.form = WalkInForm(background, tools)
        self.problem = MessageBox("warn", "")
        self.problem.hide()
        self.add(self.form)
        self.add(self.problem)
        self.form.start(event_id)
        self.form.known_here.connect(self._known)
        self.form.failed.connect(self._failed)
        self.chosen.connect(self._leave)

    def start(self) -> None:
        """Put the focus where somebody types."""
        self.form.fields.mobile.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self, _answer: object) -> bool:
        new = None if self._busy else self.form.new()
        if new is not None:
            self._busy = True
            self._background.ask_or(
                self._saved, self._failed, add_walk_in, self._event_id, new, self.form.blank_pass
            )
        return False

    def _saved(self, answer: CheckIn) -> None:
        self.close_quietly()
        self.saved.emit(answer)

    def _known(self, person: Person) -> None:
        self.close_quietly()
        self.known.emit(person.id)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, Refused):
            self.broke.emit(error)
        elif not self.form.show_refusal(error):
            self.problem.show_message("warn", _(error.reason), _(error.advice) if error.advice else "")
            self.problem.show()
            if error.field == "pass":
                self.form.take_pass(None)

    def _leave(self, _answer: object) -> None:
        self.left.emit(self.form.typed())
