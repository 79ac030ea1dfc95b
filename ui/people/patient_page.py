from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.people.alike import Draft, LikelyDuplicates, likely_duplicates
from app.people.edit import Edited, edit_patient
from app.people.patient_page import PatientPage as Facts
from app.people.patient_page import patient_page
from app.people.wording import SEXES, masked_abha
from app.reception.appointments import Booked, NewAppointment, book_appointment
from app.reception.queue import Room, now_serving
from app.refused import Refused
from app.taking_back import Done, TakenBack, take_back
from app.work import Seen
from models.vocabulary import TokenState
from ui.background import Background
from ui.kit.button import Button
from ui.kit.message import MessageBox
from ui.kit.pill import Pill
from ui.page import KeyHint, Page
from ui.patient_banner import BannerFacts, PatientBanner
from ui.people.identity_card import IdentityCard
from ui.people.patient_cards import BillsCard, DocumentsCard, FamilyCard, HealthCard, MeetingsCard
from ui.people.person_words import age_sex
from ui.reception.booking_dialog import BookingDialog
from ui.speech import _, words
from ui.theme.worn import theme
from ui.tools import Tools

IDENTITY, SIDE = 336, 372
SHOWN = frozenset(
    {"patient", "token", "appointment", "visit", "invoice", "payment", "allergy", "diagnosis", "identifier"}
)


class PatientPage(Page):
    """One patient: who they are, what was and will be, what is due. Nothing clinical for the desk."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("Patient"), "patients"
        self._background, self._tools = background, tools
        self._patient: UUID | None = None
        self._facts: Facts | None = None
        self._rooms: tuple[Room, ...] = ()
        self._last: Done | None = None
        self._kept: dict[str, object] = {}
        self._other: UUID | None = None
        self.banner = PatientBanner()
        self.other = Button(_("Open the other"), icon="arrows-left-right")
        self.twice = MessageBox("warn", "", icon="user-search", actions=(self.other,))
        self.twice.hide()
        self.settle = Button(_("Settle"), icon="git-merge")
        self.apart = MessageBox("warn", "", icon="versions", actions=(self.settle,))
        self.apart.hide()
        self.identity = IdentityCard(tools.today)
        self.meetings, self.bills = MeetingsCard(tools.today), BillsCard()
        self.family, self.documents, self.health = FamilyCard(tools.today), DocumentsCard(), HealthCard()
        self.token = Button(_("Give token"), icon="ticket", size="large")
        self.book = Button(
            _("Book next visit"), "primary", icon="calendar-plus", key="Ctrl+Return", size="large"
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.banner)
        below = QVBoxLayout()
        below.setContentsMargins(12, 12, 12, 12)
        below.setSpacing(12)
        below.addWidget(self.apart)
        below.addWidget(self.twice)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.identity)
        middle, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in ((middle, (self.meetings, self.bills)), (right, (self.health, self.documents))):
            column.setSpacing(12)
            for card in cards:
                column.addWidget(card, 0 if card is self.health else 1)
        right.insertWidget(1, self.family, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.token)
        buttons.addWidget(self.book, 1)
        right.addLayout(buttons)
        row.addLayout(middle, 1)
        self.side = QWidget()
        right.setContentsMargins(0, 0, 0, 0)
        self.side.setLayout(right)
        row.addWidget(self.side)
        below.addLayout(row, 1)
        whole.addLayout(below, 1)
        self._fit()

    def _fit(self) -> None:
        """Larger text has wider columns."""
        self.identity.setFixedWidth(theme().scaled(IDENTITY))
        self.side.setFixedWidth(theme().scaled(SIDE))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
        super().changeEvent(event)

    def _connect(self) -> None:
        self.identity.edited.connect(self._edit)
        self.settle.clicked.connect(self.open_conflict)
        self.family.opened.connect(lambda key: self.visit("patient", patient_id=key))
        self.bills.opened.connect(lambda key: self.visit("billing", invoice_id=key))
        self.other.clicked.connect(lambda: self.visit("patient", patient_id=self._other))
        self.token.clicked.connect(self.give_token)
        self.book.clicked.connect(self.open_booking)

    # What the window asks of a page

    def keys(self) -> list[KeyHint]:
        return [
            KeyHint("E", _("Edit field"), self.identity.edit, within=self.identity),
            KeyHint("Tab", _("Next card")),
            KeyHint("F6", _("Give token"), self.give_token),
            KeyHint("Ctrl+N", _("New patient"), partial(self.visit, "register"), shown=False),
        ]

    def main_action(self) -> None:
        self.open_booking()

    def opened(self, **what: object) -> None:
        """`patient_id`: whom to show."""
        patient = what.get("patient_id")
        if isinstance(patient, UUID):
            self._patient = patient
        self.ask()
        self._background.ask(self._keep_rooms, now_serving)
        self.identity.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if kinds & SHOWN:
            self.ask()

    def back(self) -> bool:
        return self.identity.close_edit()

    def undo(self) -> bool:
        if self._last is None:
            return False
        done, self._last = self._last, None
        self._background.ask(self._taken_back, take_back, done)
        return True

    def draft(self) -> dict[str, object]:
        typed = self.identity.typed()
        return {**typed, "patient": str(self._patient)} if typed else {}

    def restore(self, kept: dict[str, object]) -> None:
        """An edit that was not kept is opened again when this patient is."""
        self._kept = kept

    # Asking and showing

    def ask(self) -> None:
        if self._patient is not None:
            self._background.ask(self._show, patient_page, self._patient)

    def _show(self, facts: Facts) -> None:
        if facts.card.id != self._patient:
            return  # an answer to a question nobody asks any more
        is_new = self._facts is None or self._facts.card != facts.card
        self._facts = facts
        self.banner.show_facts(self._banner(facts))
        self.identity.show_page(facts)
        for card in (self.meetings, self.bills, self.family, self.documents, self.health):
            card.show_page(facts)
        self._show_apart(facts)
        self.token.setVisible(facts.may_give_token)
        self.book.setVisible(facts.may_give_token)
        if self._kept.get("patient") == str(facts.card.id):
            kept, self._kept = self._kept, {}
            self.identity.reopen(kept)
        if is_new:
            self.twice.hide()
            self._background.ask(self._show_twice, likely_duplicates, _draft(facts))

    def _banner(self, facts: Facts) -> BannerFacts:
        card = facts.card
        sex = _(SEXES[card.sex]) if card.sex in SEXES else ""
        age = words().age(card.born_on, card.birth_is_estimated, self._tools.today())
        abha = facts.details.get("abha_number")
        line = [
            card.number,
            _("ABHA {number}", number=masked_abha(str(abha))) if abha else "",
            card.village or "",
        ]
        health = facts.health
        locked = "" if health else _("Clinical notes open for doctors and nurses only")
        return BannerFacts(
            card.name, " · ".join(part for part in (age, sex) if part), tuple(part for part in line if part),
            other_script=card.name_other or "", allergies=health.allergies if health else None,
            show_allergies=health is not None, conditions=health.conditions if health else (),
            aside_pill=self._token_pill(facts), aside_low=locked, aside_icon="lock" if locked else None,
        )  # fmt: skip

    def _token_pill(self, facts: Facts) -> Pill | None:
        token = facts.token
        if token is None:
            return None
        inside = token.state is TokenState.WITH_DOCTOR
        where = facts.token_doctor or _("any doctor")
        said = (
            _("{token} · with {doctor}", token=token.number, doctor=where)
            if inside
            else _("{token} · waits for {doctor}", token=token.number, doctor=where)
        )
        return Pill(said, "accent", "stethoscope" if inside else "ticket", big=True)

    def _show_apart(self, facts: Facts) -> None:
        """What two laptops wrote differently, by name; whoever may settle it goes there from here."""
        fields = ", ".join(_(said) for said in facts.apart)
        self.settle.setVisible(facts.may_settle)
        advice = "" if facts.may_settle else _("A supervisor settles it.")
        self.apart.show_message(
            "warn", _("Changed in two places: {fields}", fields=fields), advice, "versions"
        )
        self.apart.setVisible(bool(facts.apart))

    def open_conflict(self) -> None:
        if self._facts is not None and self._facts.apart:
            self.visit("conflicts", kind="patient", record=self._facts.card.id)

    def _show_twice(self, found: LikelyDuplicates) -> None:
        if not found.alike or self._facts is None or found.draft.besides != self._facts.card.id:
            return
        one = found.alike[0]
        facts = [
            one.person.name,
            age_sex(one.person, self._tools.today()),
            one.person.village or "",
            one.person.number,
        ]
        who = ", ".join(part for part in facts if part)
        reasons = ". ".join(_(reason.said) for reason in one.reasons if reason.weight > 1)
        self.twice.show_message("warn", _("May be in the list twice: {who}", who=who), reasons, "user-search")
        self._other = one.person.id
        self.twice.show()

    # Doing

    def _edit(self, seen: Seen, wanted: dict[str, object]) -> None:
        if self._patient is not None:
            self._background.ask_or(self._edited, self._refused, edit_patient, self._patient, seen, wanted)

    def _edited(self, edited: Edited) -> None:
        self._last = edited.done
        self.identity.close_edit()
        self.say(_("Kept."), do=self.undo)
        self.ask()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Refused) and error.field:
            self.identity.refuse(error)
        else:
            self._background.broke.emit(error)

    def give_token(self) -> None:
        if self._facts is not None and self._facts.may_give_token:
            self.visit("desk", person=self._facts.person)

    def open_booking(self) -> None:
        if self._facts is None or not self._facts.may_give_token:
            return
        dialog = BookingDialog(self, self._background, self._tools, self._rooms, self._facts.person)
        dialog.wanted.connect(self._book)
        dialog.open()

    def _keep_rooms(self, rooms: tuple[Room, ...]) -> None:
        self._rooms = rooms

    def _book(self, patient_id: UUID, new: NewAppointment) -> None:
        self._background.ask(self._booked, book_appointment, patient_id, new)

    def _booked(self, booked: Booked) -> None:
        self._last = booked.done
        clash = booked.clash
        detail = _("The doctor is also booked at {time}.", time=words().time(clash)) if clash else ""
        self.say(_("Booked."), "warn" if clash else "ok", detail=detail, do=self.undo, icon="calendar-check")

    def _taken_back(self, _answer: TakenBack) -> None:
        self.say(_("Taken back."), "info")
        self.ask()


def _draft(facts: Facts) -> Draft:
    card, details = facts.card, facts.details
    return Draft(
        card.name, card.sex, card.born_on, card.birth_is_estimated, card.phone, card.relative_name, card.village,
        _text(details.get("pin")), _text(details.get("abha_number")), card.id,
    )  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)
