from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.refused import Refused
from app.supervision.clinic_settings import ClinicFacts, edit_clinic, see_clinic
from app.words import LANGUAGES
from ui.background import Background
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.kit.label import Note
from ui.speech import _

ROWS = (
    ("name", "name_other"),
    ("address",),
    ("address_other",),
    ("phone", "registration"),
    ("gstin", "state_code"),
    ("upi", "discount"),
)


class ClinicCard(Card):
    """What stands on the head of the papers.

    Signals:
        saved: the facts are others now.
    """

    saved = Signal()

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(_("The clinic"), pad=16, parent=parent)
        self._background = background
        self._facts: ClinicFacts | None = None
        self.form = Form()
        labels = _labels()
        self.boxes = {name: LineEdit("", labels[name]) for row in ROWS for name in row}
        self.fields: dict[str, Field] = {}
        hints = _hints()
        for name, box in self.boxes.items():
            box.setObjectName(f"clinic_{name}")
            self.fields[name] = Field(labels[name], box, hint=hints.get(name, ""))
        for row in ROWS:
            self.form.add_row(*(self.fields[name] for name in row))
        self.language = ComboBox(
            [Choice(code, name) for code, name in LANGUAGES.items()], "hi", _("Language of papers")
        )
        self.fields["language"] = self.form.add(Field(_("Language of papers"), self.language))
        self.add(self.form)
        self.save = Button(_("Save the clinic"), "primary", icon="check", key="Ctrl ↵")
        self.save.clicked.connect(self.keep)
        self.only = Note(_("Only an administrator changes these."), "lock")
        self.only.hide()
        self.add(self.only)
        self.add(self.save)

    def ask(self) -> None:
        self._background.ask(self._arrived, see_clinic)

    @Slot(object)
    def _arrived(self, facts: ClinicFacts) -> None:
        typed = self.typed()
        self._facts = facts
        for name, text in _texts(facts).items():
            if name not in typed and name in self.boxes:
                self.boxes[name].setText(text)
        if "language" not in typed:
            self.language.set_value(facts.language)
        self.form.setEnabled(facts.may_edit)
        self.save.setVisible(facts.may_edit)
        self.only.setVisible(not facts.may_edit)

    def typed(self) -> dict[str, str]:
        """What was changed."""
        if self._facts is None:
            return {}
        before = _texts(self._facts)
        now = {name: box.text().strip() for name, box in self.boxes.items()}
        now["language"] = str(self.language.value())
        return {name: text for name, text in now.items() if text != before[name]}

    def put(self, kept: dict[str, object]) -> None:
        """What was typed before a lock or a crash."""
        for name, text in kept.items():
            if name in self.boxes:
                self.boxes[name].setText(str(text))

    def keep(self) -> None:
        typed = self.typed()
        if self._facts is None or not typed or not self._facts.may_edit:
            return
        for field in self.fields.values():
            field.clear_error()
        self._background.ask_or(self._kept, self._failed, edit_clinic, self._facts.seen, typed)

    @Slot(object)
    def _kept(self, facts: ClinicFacts) -> None:
        self._facts = facts
        for name, text in _texts(facts).items():
            if name in self.boxes:
                self.boxes[name].setText(text)
        self.saved.emit()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        field = self.fields.get(error.field or "") if isinstance(error, Refused) else None
        if field is None or not isinstance(error, Refused):
            self._background.broke.emit(error)
            return
        field.set_error(_(error.reason))
        field.input.setFocus()


def _labels() -> dict[str, str]:
    return {
        "name": _("Name of the clinic"),
        "name_other": _("Name in the other script"),
        "address": _("Address"),
        "address_other": _("Address in the other script"),
        "phone": _("Phone"),
        "registration": _("Registration number"),
        "gstin": _("GSTIN"),
        "state_code": _("State code"),
        "upi": _("UPI address"),
        "discount": _("Discount without asking, %"),
    }


def _hints() -> dict[str, str]:
    return {
        "gstin": _("Leave empty if the clinic has none."),
        "upi": _("Patients pay to it by QR."),
        "discount": _("Above it a supervisor approves."),
    }


def _texts(facts: ClinicFacts) -> dict[str, str]:
    return {
        "name": facts.name,
        "name_other": facts.name_other,
        "address": facts.address,
        "address_other": facts.address_other,
        "phone": facts.phone,
        "registration": facts.registration,
        "gstin": facts.gstin,
        "state_code": facts.state_code,
        "upi": facts.upi,
        "discount": str(facts.discount_percent),
        "language": facts.language,
    }
