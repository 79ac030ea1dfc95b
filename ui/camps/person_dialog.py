"""Registering somebody before the camp, and changing what was registered."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.camps.participants import ParticipantCard
from app.camps.registering import (
    NewParticipant,
    edit_participant,
    give_consent,
    register_participant,
    take_back_consent,
)
from app.people.person import Person
from app.refused import Refused
from ui.background import Background
from ui.camps.walk_in_form import WalkInForm
from ui.kit.dialog import Dialog, Verb
from ui.kit.message import MessageBox
from ui.speech import _
from ui.tools import Tools

SAVE = "save"
WRITES = {
    "phone": ("phone",),
    "name": ("name",),
    "born": ("born_on", "birth_is_estimated"),
    "sex": ("sex",),
    "village": ("village",),
    "conditions": ("conditions",),
    "other": ("conditions",),
    "medicines": ("medications",),
}
"""What each box of the form writes."""


class PersonDialog(Dialog):
    """The form of a participant, with a sentence where something is not right.

    Signals:
        saved: carries the ParticipantCard.
        broke: it went wrong and it is nobody's field; carries the exception.
    """

    saved = Signal(object)
    broke = Signal(object)

    def __init__(
        self, parent: QWidget, background: Background, tools: Tools, title: str, verb: str, icon: str, *,
        at_gate: bool,
    ) -> None:  # fmt: skip
        verbs = (Verb(_("Close"), None), Verb(verb, SAVE, "primary", "Ctrl+Return", icon))
        super().__init__(parent, title, verbs=verbs, icon=icon, width=820)
        self._background, self._tools = background, tools
        self._busy = False
        self.accept = self._submit
        self.form = WalkInForm(background, tools, at_gate=at_gate)
        self.problem = MessageBox("warn", "")
        self.problem.hide()
        self.add(self.form)
        self.add(self.problem)
        self.form.failed.connect(self._failed)

    def save(self, new: NewParticipant) -> None:
        """Ask for it to be saved; `_saved` or `_failed` follows."""
        raise NotImplementedError

    def open(self) -> "Dialog":
        super().open()
        self.form.fields.mobile.setFocus(Qt.FocusReason.OtherFocusReason)
        return self

    def _submit(self, _answer: object) -> bool:
        new = None if self._busy else self.form.new()
        if new is not None:
            self._busy = True
            self.save(new)
        return False

    def _saved(self, card: ParticipantCard) -> None:
        self.close_quietly()
        self.saved.emit(card)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, Refused):
            self.broke.emit(error)
        elif not self.form.show_refusal(error):
            self.problem.show_message("warn", _(error.reason), _(error.advice) if error.advice else "")
            self.problem.show()


class RegisterDialog(PersonDialog):
    """Somebody who will come: by phone, referred, or at the desk."""

    def __init__(self, parent: QWidget, background: Background, tools: Tools, event_id: UUID) -> None:
        title, verb = _("Register for the camp"), _("Register")
        super().__init__(parent, background, tools, title, verb, "user-plus", at_gate=False)
        self._event_id = event_id
        self.form.start(event_id)
        self.form.known_here.connect(self._known)

    def save(self, new: NewParticipant) -> None:
        self._background.ask_or(
            self._saved, self._failed, register_participant, self._event_id, new, self.form.blank_pass
        )

    def _known(self, person: Person) -> None:
        """They are registered already: nothing to do."""
        self.problem.show_message(
            "info", _("They are registered already."), _("Their number is {number}.", number=person.number)
        )
        self.problem.show()


class EditDialog(PersonDialog):
    """What was registered of somebody; only what is changed here is written."""

    def __init__(self, parent: QWidget, background: Background, tools: Tools, card: ParticipantCard) -> None:
        title = _("Change {number}", number=card.number)
        super().__init__(parent, background, tools, title, _("Save"), "pencil", at_gate=True)
        self._card = card
        self.form.start(card.event_id)
        self.form.show_card(card)
        self._typed = self.form.typed()

    def save(self, new: NewParticipant) -> None:
        changed = self._changed(new)
        if not changed:
            self._edited(self._card)
            return
        card = self._card
        self._background.ask_or(
            self._edited, self._failed, edit_participant, card.event_id, card.id, card.seen, changed
        )

    def _changed(self, new: NewParticipant) -> dict[str, Any]:
        """The fields whose text is another now: what was only shown again is no edit."""
        now = self.form.typed()
        touched = {name for name in {*now, *self._typed} if now.get(name) != self._typed.get(name)}
        return {name: getattr(new, name) for box in touched for name in WRITES[box]}

    def _edited(self, card: ParticipantCard) -> None:
        """Then the consent, if that was changed."""
        wanted, form = self.form.consent.isChecked(), self.form
        if wanted == card.has_consent:
            self._saved(card)
        elif wanted:
            given_by = form.agrees_for.text().strip() or None
            self._background.ask_or(
                self._saved, self._failed, give_consent, card.event_id, card.id, form.wording.text(), given_by
            )
        else:
            self._background.ask_or(self._saved, self._failed, take_back_consent, card.event_id, card.id)
