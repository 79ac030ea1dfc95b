from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.people.alike import LikelyDuplicates, likely_duplicates
from app.people.card import PatientCard
from app.people.find import lately_from
from app.people.person import Person
from app.people.register import register_patient
from app.reception.give_token import NewToken, Registered, register_and_give_token
from app.refused import Refused
from ui.background import Asked, Background
from ui.kit.button import Button
from ui.kit.card import ActionBar, Card, Scroll
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.form import Form
from ui.kit.label import Label
from ui.page import KeyHint, Page
from ui.people.registration_fields import RegistrationFields
from ui.speech import _
from ui.tools import Tools

PAUSE_MS = 120


class RegistrationPage(Page):
    """Registration in full: everything a clinic may want to know of somebody, most of it left for later."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("New patient"), "patients"
        self._background, self._tools = background, tools
        self._asked: Asked | None = None
        self._busy = False
        self.fields = RegistrationFields(tools.today, self)
        self.save = Button(_("Save and open"), icon="device-floppy", key="Ctrl+S", size="large")
        self.give = Button(
            _("Register and give token"), "primary", icon="ticket", key="Ctrl+Return", size="large"
        )
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.fields.edited.connect(self._pause.start)
        self.fields.match.used.connect(self._use)
        self.save.clicked.connect(self.register_only)
        self.give.clicked.connect(self.main_action)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        titles = (_("Who"), _("Where"), _("Health and papers"))
        for title, form in zip(titles, (self.fields.who, self.fields.where, self.fields.health), strict=True):
            row.addWidget(self._column(title, form), 1)
        whole.addLayout(row, 1)
        bar = ActionBar()
        needed = Label(_("Only fields with * are needed. The rest can be added any time."), "hint", "text2")
        bar.row.addWidget(needed)
        bar.row.addStretch(1)
        bar.row.addWidget(self.save)
        bar.row.addWidget(self.give)
        whole.addWidget(bar)

    def _column(self, title: str, form: Form) -> Card:
        card = Card(title)
        scroll = Scroll()
        scroll.add(form)
        scroll.body.addStretch(1)
        card.add(scroll, 1)
        return card

    # What the window asks of a page

    def keys(self) -> list[KeyHint]:
        return [
            KeyHint("Ctrl+Return", _("Register and give token")),
            KeyHint("Ctrl+S", _("Save and open"), self.register_only),
            KeyHint("Ctrl+U", _("Use the record that is shown"), self.fields.match.use_this, shown=False),
        ]

    def main_action(self) -> None:
        if self._is_ready():
            self._background.ask_or(
                self._registered, self._failed, register_and_give_token, self.fields.patient(), NewToken()
            )

    def register_only(self) -> None:
        if self._is_ready():
            self._background.ask_or(self._saved, self._failed, register_patient, self.fields.patient())

    def opened(self, **what: object) -> None:
        """`name`: what was typed where nobody was found."""
        self._background.ask(self._show_villages, lately_from)
        name = what.get("name")
        box = self.fields.texts["name"]
        if isinstance(name, str) and not isinstance(box, ComboBox):
            box.setText(name)
        self.fields.texts["phone"].setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> dict[str, object]:
        return self.fields.typed()

    def restore(self, kept: dict[str, object]) -> None:
        self.fields.put_back(kept)

    def take_over(self, old: Page) -> None:
        if isinstance(old, RegistrationPage):
            self.restore(old.draft())

    # Asking and saving

    def _is_ready(self) -> bool:
        if self._busy or self.fields.first_wrong() is not None:
            return False
        self._busy = True
        return True

    def _look(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        draft = self.fields.likeness()
        self._asked = self._background.ask_or(self._show_alike, self._no_answer, likely_duplicates, draft)

    def _show_alike(self, found: LikelyDuplicates) -> None:
        if found.draft == self.fields.likeness():
            self.fields.match.show_found(found, self._tools.today())

    def _no_answer(self, error: Exception) -> None:
        """A question called off needs no word."""

    def _use(self, person: Person) -> None:
        self.visit("patient", patient_id=person.id)

    def _show_villages(self, villages: tuple[str, ...]) -> None:
        box = self.fields.texts["village"]
        if isinstance(box, ComboBox):
            box.set_choices(Choice(village, village) for village in villages)

    def _registered(self, done: Registered) -> None:
        self.say(
            _("Token {token} given", token=done.given.token.number), detail=done.patient.name, icon="ticket"
        )
        self._saved(done.patient)

    def _saved(self, card: PatientCard) -> None:
        self._busy = False
        self.fields.put_back({})
        self.visit("patient", patient_id=card.id)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        field = self.fields.fields.get(error.field or "") if isinstance(error, Refused) else None
        if field is None or not isinstance(error, Refused):
            self._background.broke.emit(error)
            return
        field.set_error(_(error.reason))
        field.input.setFocus(Qt.FocusReason.OtherFocusReason)
