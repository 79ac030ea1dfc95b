from datetime import date
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.camps.lists import consent_wording, known_conditions
from app.camps.participants import ParticipantCard, people_like, villages_of
from app.camps.registering import NewParticipant, from_patient
from app.people.alike import LikelyDuplicates
from app.people.person import Person
from app.refused import Refused
from app.words import Said
from models.vocabulary import RegistrationSource
from ui.background import Asked, Background
from ui.kit.choices import CheckBox, Choice, ChoiceChips, Segmented
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.kit.label import Label, Note
from ui.reception.register_fields import RegisterFields
from ui.speech import _, words
from ui.tools import Tools

PAUSE_MS = 120
SOURCES = {
    RegistrationSource.PHONE: Said("By phone"),
    RegistrationSource.REFERRAL: Said("Referred"),
    RegistrationSource.WALK_IN: Said("Came here"),
}


class WalkInForm(QWidget):
    """Who wants to come to the camp: what the desk asks, in its order, and who it may be already.

    `at_gate` leaves out how they were registered: they stand there.

    Signals:
        known_here: they are registered for this camp already; carries the Person.
        failed: a question went wrong; carries the exception.
    """

    known_here = Signal(object)
    failed = Signal(object)

    def __init__(
        self, background: Background, tools: Tools, *, at_gate: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._background, self._tools = background, tools
        self._event_id: UUID | None = None
        self._patient_id: UUID | None = None
        self._blank: str | None = None
        self._asked: Asked | None = None
        self.fields = RegisterFields(tools.today)
        self.conditions = ChoiceChips(
            [Choice(one.key, _(one.said)) for one in known_conditions()],
            (),
            _("Known conditions"),
            several=True,
        )
        self.other = LineEdit()
        self.medicines = LineEdit()
        self.wording = Label(_(consent_wording()), "hint", "text2", wrap=True)
        self.consent = CheckBox(_("They agree"))
        self.agrees_for = LineEdit()
        self.source = Segmented(
            [Choice(one, _(said)) for one, said in SOURCES.items()], RegistrationSource.PHONE, _("How")
        )
        self.sent_by = LineEdit()
        self.card = Note(_("A pass is made. To use a blank one, scan it now."), "qrcode", "text2", boxed=True)
        self._lay_out(at_gate)
        self._at_gate = at_gate
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.fields.edited.connect(self._pause.start)
        self.fields.match.used.connect(self._use)

    def _lay_out(self, at_gate: bool) -> None:
        right = Form()
        right.add(Field(_("Known conditions"), self.conditions))
        right.add_row(Field(_("Other condition"), self.other), Field(_("Takes medicines"), self.medicines))
        self.source_field = Field(_("How"), self.source)
        self.sent_field = Field(_("Sent by"), self.sent_by)
        if not at_gate:
            right.add_row(self.source_field, self.sent_field, stretches=(3, 2))
        right.add_widget(self.consent)
        right.add_widget(self.wording)
        self.agrees_field = right.add(
            Field(_("Who agrees for them"), self.agrees_for, hint=_("For a child: mother, father, guardian."))
        )
        if at_gate:
            right.add_widget(self.card)
        right.column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        left = QVBoxLayout()
        left.addWidget(self.fields)
        left.addStretch(1)
        row.addLayout(left, 1)
        row.addWidget(right, 1)

    def start(self, event_id: UUID, *, blank_pass: str | None = None, number: str | None = None) -> None:
        """An empty form for somebody at this camp; `blank_pass` is the code of the pass they hold."""
        self._event_id = event_id
        self.clear()
        self.take_pass(blank_pass, number)
        self._background.ask_or(self._show_villages, self._no_answer, villages_of, event_id)

    def show_card(self, card: ParticipantCard) -> None:
        """What was registered of somebody, to be changed."""
        known = {one.key for one in known_conditions()}
        born = self._born(card.born_on, card.birth_is_estimated)
        self.put_back(
            {
                "phone": card.phone or "0", "name": card.name, "born": born, "sex": str(card.sex),
                "village": card.village or "",
                "conditions": [one.key for one in card.conditions if one.key in known],
                "other": ", ".join(str(one.said) for one in card.conditions if one.key not in known),
                "medicines": card.medications or "",
            }
        )  # fmt: skip
        self.consent.setChecked(card.has_consent)
        self.card.hide()

    def take_pass(self, text: str | None, number: str | None = None) -> None:
        """Use this blank pass instead of making one."""
        self._blank = text
        if text is None:
            self.card.words.setText(_("A pass is made. To use a blank one, scan it now."))
        elif number:
            self.card.words.setText(_("Their pass: {number}", number=number))
        else:
            self.card.words.setText(_("The blank pass that was scanned becomes theirs."))

    @property
    def blank_pass(self) -> str | None:
        return self._blank

    def new(self) -> NewParticipant | None:
        """What the form holds, or None with the focus on the first field that is not right."""
        if self.fields.first_wrong() is not None:
            return None
        known = self.fields.patient()
        told = cast("tuple[str, ...]", self.conditions.value() or ())
        source = cast("RegistrationSource", self.source.value())
        return NewParticipant(
            known.name, known.sex, known.born_on, known.birth_is_estimated, known.phone, known.village,
            conditions=(*told, self.other.text().strip()),
            medications=self.medicines.text().strip() or None,
            source=RegistrationSource.WALK_IN if self._at_gate else source,
            referred_by=self.sent_by.text().strip() or None,
            consent=self.wording.text() if self.consent.isChecked() else None,
            consent_by=self.agrees_for.text().strip() or None,
            patient_id=self._patient_id,
        )  # fmt: skip

    def show_refusal(self, refused: Refused) -> bool:
        """Say beside its field what is wrong; False if it is about none of them."""
        field = self.sent_field if refused.field == "referred_by" else self.fields.field_of(refused.field)
        if field is None or not field.isVisibleTo(self):
            return False
        field.set_error(_(refused.reason))
        field.input.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear(self) -> None:
        self._pause.stop()
        self._patient_id = None
        self.fields.put_back({})
        self.conditions.set_value(())
        for line in (self.other, self.medicines, self.agrees_for, self.sent_by):
            line.clear()
        self.consent.setChecked(False)
        self.take_pass(None)

    def typed(self) -> dict[str, object]:
        """What is typed and not saved, as plain values."""
        found: dict[str, object] = dict(self.fields.typed())
        told = cast("tuple[str, ...]", self.conditions.value() or ())
        more = {"conditions": list(told), "other": self.other.text(), "medicines": self.medicines.text()}
        return found | {name: value for name, value in more.items() if value}

    def put_back(self, typed: dict[str, object]) -> None:
        self.fields.put_back(typed)
        conditions = typed.get("conditions")
        self.conditions.set_value(tuple(conditions) if isinstance(conditions, list) else ())
        self.other.setText(str(typed.get("other", "")))
        self.medicines.setText(str(typed.get("medicines", "")))

    # Who it may be already

    def _look(self) -> None:
        if self._event_id is None:
            return
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._background.ask_or(
            self._show_alike, self._no_answer, people_like, self._event_id, self.fields.likeness()
        )

    def _show_alike(self, found: LikelyDuplicates) -> None:
        if found.draft == self.fields.likeness():
            self.fields.match.show_found(found, self._tools.today())

    def _no_answer(self, error: Exception) -> None:
        """A question called off needs no word; anything else is told once it is asked for real."""

    def _use(self, person: Person) -> None:
        if person.event_id == self._event_id:
            self.known_here.emit(person)
        else:
            self._background.ask_or(self._fill, self._failed, from_patient, person.id)

    def _failed(self, error: Exception) -> None:
        self.failed.emit(error)

    def _fill(self, known: NewParticipant) -> None:
        """Nothing is typed twice."""
        self._patient_id = known.patient_id
        born = self._born(known.born_on, known.birth_is_estimated)
        self.fields.put_back(
            {
                "phone": known.phone or "0", "name": known.name, "born": born, "sex": str(known.sex),
                "village": known.village or "",
            }
        )  # fmt: skip

    def _born(self, born_on: date | None, estimated: bool) -> str:
        """As it would be typed: an age that was guessed, or the day."""
        if born_on is None:
            return ""
        if estimated:
            return words().age_short(born_on, False, self._tools.today())
        return f"{born_on:%d/%m/%Y}"

    def _show_villages(self, villages: tuple[str, ...]) -> None:
        self.fields.village.set_choices(Choice(village, village) for village in villages)
