from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.people.lately import people_lately
from app.people.person import Person
from models.vocabulary import Role
from ui.background import Background
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.row import RowLook
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState, Shown
from ui.latest import Latest
from ui.page import KeyHint, Page
from ui.people.patient_finder import PatientFinder
from ui.people.search_answers import person_row
from ui.speech import _
from ui.theme.worn import theme
from ui.tools import Tools

REGISTER = {Role.RECEPTIONIST, Role.SUPERVISOR, Role.ADMIN, Role.NURSE, Role.DOCTOR}
SIDE = 440


class PatientsPage(Page):
    """Find anybody by name, phone, number or village; beside it who was registered last."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("Patients"), "patients"
        self._background, self._tools = background, tools
        self._lately_now = Latest(background, self._show)
        self._may_register = background.desk.actor.grant.role in REGISTER
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        found = Card(_("Find a patient"))
        if self._may_register:
            new = Button(_("Register a patient"), "primary", icon="user-plus", key="Ctrl+N")
            new.clicked.connect(self._register)
            found.head_add(new)
        before = EmptyState(
            "user-search",
            _("Type whom you look for"),
            _("A name in any spelling or script, a phone, a number, a village or today's token."),
        )
        self.finder = PatientFinder(background, tools.today, limit=30, before=before)
        self.finder.chosen.connect(self._open)
        found.add(self.finder, 1)
        row.addWidget(found, 1)
        lately = Card(_("Registered lately"), flush=True)
        lately.setFixedWidth(theme().scaled(SIDE))
        self.lately = RowList(_("Registered lately"), RowLook(height=54, face=36))
        self.lately.opened.connect(self._open_lately)
        empty = EmptyState("users", _("Nobody yet"), _("Whoever is registered shows here."))
        self.shown = Shown(self.lately, empty)
        lately.add(self.shown, 1)
        row.addWidget(lately)

    def keys(self) -> list[KeyHint]:
        hints = [KeyHint("↑ ↓", _("Pick")), KeyHint("↵", _("Open"))]
        return [*hints, KeyHint("Ctrl+N", _("Register"), self._register)] if self._may_register else hints

    def opened(self, **what: object) -> None:
        if isinstance(what.get("text"), str):
            self.finder.box.setText(str(what["text"]))
        self._lately_now.renew(people_lately)
        self.finder.setFocus()

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if kinds & {"patient", "token"}:
            self._lately_now.renew(people_lately)
            self.finder.look()

    def search(self, text: str) -> bool:
        self.finder.box.setText(text)
        self.finder.setFocus()
        return True

    def _show(self, people: tuple[Person, ...]) -> None:
        today = self._tools.today()
        self.lately.show_rows([person_row(one, today) for one in people])
        self.shown.show_content(bool(people))

    def _open(self, person: Person) -> None:
        if person.event_id is None:
            self.visit("patient", patient_id=person.id)
        else:
            self.visit("camp", event_id=person.event_id, registration_id=person.id)

    def _open_lately(self, _key: object) -> None:
        row = self.lately.current_row()
        if row is not None and isinstance(row.data, Person):
            self._open(row.data)

    def _register(self) -> None:
        self.visit("register")
