"""The cards beside the identity: what was and will be, what is due, whose family, which papers, which health."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.billing.bill import BillState
from app.people.patient_page import BillLine, Document, Health, Meeting, MeetingState, PatientPage
from app.people.person import Person
from app.people.wording import IDENTIFIER_TYPES
from ui.kit.avatar import initials
from ui.kit.card import Card
from ui.kit.flow import FlowLayout
from ui.kit.label import Label
from ui.kit.pill import Chip, Pill
from ui.kit.row import Cell, Column, Row, RowLook
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState, Shown
from ui.people.person_words import age_sex
from ui.reception.queue_rows import said_reason
from ui.speech import _, words
from ui.theme.theme import Kind

ROW = 42
BILL_PILLS: dict[BillState, tuple[Kind, str]] = {
    BillState.DRAFT: ("neutral", "pencil"),
    BillState.PENDING: ("warn", "clock"),
    BillState.PARTIAL: ("warn", "progress"),
    BillState.PAID: ("ok", "check"),
    BillState.CANCELLED: ("neutral", "ban"),
}


class ListCard(Card):
    """A card whose body is one list, or a word that there is nothing.

    Signals:
        opened: Enter or a double click; carries the key of the row.
    """

    opened = Signal(object)

    def __init__(
        self, title: str, look: RowLook, nothing: tuple[str, str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, flush=True, parent=parent)
        self.list = RowList(title, look)
        self.shown = Shown(self.list, EmptyState(*nothing), lines=3)
        self.add(self.shown, 1)
        self.list.opened.connect(self.opened)

    def show_rows(self, rows: list[Row]) -> None:
        self.list.show_rows(rows)
        self.shown.show_content(bool(rows))


class MeetingsCard(ListCard):
    """Bookings, tokens and visits, the newest first."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        nothing = ("calendar-event", _("Never here so far."), _("Tokens, visits and bookings show here."))
        super().__init__(
            _("Appointments"),
            RowLook(height=ROW, lead=112, lead_style="strong", divider=True),
            nothing,
            parent,
        )
        self._today = today

    def show_page(self, page: PatientPage) -> None:
        self.set_count(str(len(page.meetings)) if page.meetings else "")
        self.show_rows([self._row(at, meeting) for at, meeting in enumerate(page.meetings)])

    def _row(self, at: int, meeting: Meeting) -> Row:
        day = _("Today") if meeting.day == self._today() else words().date(meeting.day)
        facts = [meeting.doctor, meeting.token, words().time(meeting.at), meeting.complaint or ""]
        return Row(
            at, said_reason(meeting.reason) or _("Visit"), " · ".join(part for part in facts if part), lead=day,
            pill=_state(meeting.state), data=meeting,
        )  # fmt: skip


class BillsCard(ListCard):
    """What was charged and what is left to pay."""

    def __init__(self, parent: QWidget | None = None) -> None:
        look = RowLook(height=ROW, columns=(Column(110, right=True),), tail=132, divider=True)
        super().__init__(
            _("Bills"), look, ("receipt", _("No bills."), _("Bills of this patient show here.")), parent
        )
        self.due = Label("", "label", "dangerText")
        self.head_add(self.due)

    def show_page(self, page: PatientPage) -> None:
        self.setVisible(page.bills is not None)
        self.due.setText(
            _("{amount} left to pay", amount=words().rupees(page.due_paise)) if page.due_paise else ""
        )
        self.show_rows([self._row(bill) for bill in page.bills or ()])

    def _row(self, bill: BillLine) -> Row:
        kind, sign = BILL_PILLS[bill.state]
        amount = Cell(words().money(bill.total_paise), strong=True)
        return Row(
            bill.id, bill.number or _("Draft"), words().date(bill.day), cells=(amount,),
            pill=Pill(_bill_words(bill.state), kind, sign),
        )  # fmt: skip


class FamilyCard(ListCard):
    """Who shares the phone."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        nothing = ("users", _("Nobody else has this phone."), "")
        super().__init__(_("Family"), RowLook(height=ROW, face=30, divider=True), nothing, parent)
        self._today = today

    def show_page(self, page: PatientPage) -> None:
        self.show_rows([self._row(person) for person in page.family])

    def _row(self, person: Person) -> Row:
        facts = " · ".join((age_sex(person, self._today()), person.number))
        return Row(
            person.id,
            person.name,
            facts,
            initials=initials(person.name),
            pill=Pill(_("Same phone")),
            data=person,
        )


class DocumentsCard(ListCard):
    """Which papers were shown: their kind and last digits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        nothing = ("id", _("No documents."), _("A ration card or scheme card can be noted at registration."))
        super().__init__(_("Documents"), RowLook(height=ROW, face=24, divider=True), nothing, parent)

    def show_page(self, page: PatientPage) -> None:
        self.show_rows([self._row(one) for one in page.documents])

    def _row(self, one: Document) -> Row:
        said = IDENTIFIER_TYPES.get(one.type)
        facts = _("ends in {last}", last=one.last)
        if one.valid_until:
            facts += " · " + _("until {day}", day=one.valid_until)
        return Row(one.id, _(said) if said else one.type, facts, icon="id")


class HealthCard(Card):
    """Allergies and long-term conditions, for those who care for the patient."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Health"), parent=parent)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=8)
        self.add(self._chips)

    def show_page(self, page: PatientPage) -> None:
        self.setVisible(page.health is not None)
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for pill in health_pills(page.health) if page.health else ():
            self._flow.addWidget(Chip(pill.words, pill.kind, pill.icon, pill.solid, parent=self._chips))
        self._chips.updateGeometry()


def health_pills(health: Health) -> list[Pill]:
    """Not asked and none known are two different things, and neither is an empty space."""
    if health.allergies is None:
        pills = [Pill(_("Allergies not asked"), "warn", "alert-triangle")]
    elif not health.allergies:
        pills = [Pill(_("No known allergies"), "ok", "check")]
    else:
        pills = [Pill(words_, "danger", "alert-circle", solid=True) for words_ in health.allergies]
    return [*pills, *(Pill(words_) for words_ in health.conditions)]


def _state(state: MeetingState) -> Pill:
    match state:
        case MeetingState.BOOKED:
            return Pill(_("Booked"), "neutral", "calendar")
        case MeetingState.WAITING:
            return Pill(_("Waiting"), "neutral", "clock")
        case MeetingState.INSIDE:
            return Pill(_("In room"), "accent", "stethoscope")
        case MeetingState.CAME:
            return Pill(_("Came"), "ok", "check")
        case MeetingState.MISSED:
            return Pill(_("Did not come"), "warn", "user-x")
    left = state is MeetingState.LEFT
    return Pill(_("Left") if left else _("Cancelled"), "neutral", "door-exit" if left else "ban")


def _bill_words(state: BillState) -> str:
    return {
        BillState.DRAFT: _("Draft"),
        BillState.PENDING: _("To pay"),
        BillState.PARTIAL: _("Part paid"),
        BillState.PAID: _("Paid"),
        BillState.CANCELLED: _("Cancelled"),
    }[state]
