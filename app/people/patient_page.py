"""Everything one patient's page shows, as far as the person who looks may see it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from app.billing.bill import BillState, view_of
from app.clock import clinic_day
from app.people.card import PatientCard, card_of
from app.people.edit import EDITABLE, patient_here
from app.people.person import Person, people_under
from app.reception.doctors import short_doctor
from app.reception.token_card import OPEN, TokenCard, token_card
from app.reception.token_words import token_words
from app.supervision.conflict_words import field_words
from app.words import Said
from app.work import Deed, Lane, Row, Work, use_case
from models.billing.invoice import Invoice
from models.consulting.visit import Diagnosis, Visit
from models.ledger.device import Disagreement
from models.people.patient import Allergy, Identifier, Patient
from models.people.search import PersonKey
from models.people.staff import Account
from models.reception.appointment import Appointment
from models.reception.token import Token
from models.vocabulary import AllergiesAsked, AppointmentState, InvoiceKind, TokenState

M = TypeVar("M", Token, Visit, Appointment)
MOST = 30
MOST_BILLS = 8
READS_HEALTH = (Deed.READ_NOTES, Deed.READ_VITALS, Deed.WRITE_ALLERGY, Deed.DISPENSE)


class MeetingState(StrEnum):
    """What became of a time somebody was to be here."""

    BOOKED = "booked"
    WAITING = "waiting"
    INSIDE = "inside"
    CAME = "came"
    LEFT = "left"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A booking, a token or a visit. `complaint` only for those who may read it."""

    day: date
    at: datetime
    state: MeetingState
    reason: str = field(repr=False)
    doctor: str
    token: str = ""
    visit_id: UUID | None = None
    appointment_id: UUID | None = None
    complaint: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class BillLine:
    id: UUID
    number: str | None
    day: date
    state: BillState
    total_paise: int
    due_paise: int


@dataclass(frozen=True, slots=True)
class Document:
    id: UUID
    type: str
    last: str = field(repr=False)
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Health:
    """For those who care for the patient. `allergies` None means not asked, empty means asked and none known."""

    allergies: tuple[str, ...] | None = field(repr=False)
    conditions: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PatientPage:
    """`details` holds every editable field by its name. `disagreements` are those of them with two versions.

    `health` and `bills` are None for roles that may not see them.
    """

    card: PatientCard
    details: dict[str, object] = field(repr=False)
    token: TokenCard | None
    token_doctor: str
    meetings: tuple[Meeting, ...]
    bills: tuple[BillLine, ...] | None
    documents: tuple[Document, ...]
    family: tuple[Person, ...]
    health: Health | None
    may_edit: bool
    may_give_token: bool
    disagreements: frozenset[str]
    may_settle: bool = False

    @property
    def apart(self) -> tuple[Said, ...]:
        """What was changed in two places, as people call it."""
        return tuple(dict.fromkeys(field_words(name) for name in sorted(self.disagreements)))

    @property
    def person(self) -> Person:
        """The patient as a search shows them, to be handed to the desk."""
        card = self.card
        return Person(
            card.id, card.number, card.name, card.name_other, card.sex, card.born_on, card.birth_is_estimated,
            card.phone, card.relative_name, card.village,
        )  # fmt: skip

    @property
    def due_paise(self) -> int:
        return sum(bill.due_paise for bill in self.bills or ())


@use_case(Deed.SEARCH_PATIENT, Lane.READ)
def patient_page(work: Work, patient_id: UUID) -> PatientPage:
    """One patient. That somebody looked is told; a receptionist sees nothing clinical."""
    patient = patient_here(work, patient_id)
    work.need(Deed.SEARCH_PATIENT, Row())
    token, doctor = _token_today(work, patient)
    work.tell("open_patient", "patient", patient.id)
    return PatientPage(
        card_of(patient),
        {name: getattr(patient, name) for name in sorted(EDITABLE)},
        token, doctor,
        tuple(sorted(_meetings(work, patient.id), key=lambda one: one.at, reverse=True)[:MOST]),
        _bills(work, patient.id) if work.may(Deed.SEE_BILL, Row()) else None,
        _documents(work, patient.id),
        _family(work, patient),
        _health(work, patient) if any(work.may(deed) for deed in READS_HEALTH) else None,
        work.may(Deed.REGISTER_PATIENT, Row(event_id=work.laptop.event_id)),
        work.may(Deed.GIVE_TOKEN),
        frozenset(
            work.session.scalars(
                select(Disagreement.field).where(
                    Disagreement.kind == Patient.kind, Disagreement.record == patient.id
                )
            )
        ),
        work.may(Deed.SETTLE_CONFLICT, Row()),
    )  # fmt: skip


def _token_today(work: Work, patient: Patient) -> tuple[TokenCard | None, str]:
    row = work.session.execute(
        select(Token, Account.name)
        .outerjoin(Account, Account.id == Token.doctor_id)
        .where(
            Token.patient_id == patient.id,
            Token.day == work.today,
            Token.state.in_(OPEN),
            Token.withdrawn.is_(None),
        )
        .order_by(Token.id.desc())
    ).first()
    return (None, "") if row is None else (token_card(row[0], patient), short_doctor(row[1] or ""))


def _meetings(work: Work, patient_id: UUID) -> Iterator[Meeting]:
    doctors: dict[UUID | None, str] = {}

    def doctor(key: UUID | None) -> str:
        if key not in doctors:
            account = work.session.get(Account, key) if key else None
            doctors[key] = short_doctor(account.name) if account else ""
        return doctors[key]

    visits = {visit.token_id: visit for visit in _of(work, Visit, patient_id)}
    for token in _of(work, Token, patient_id):
        visit = visits.pop(token.id, None)
        yield Meeting(
            token.day, token.made_at, _state_of(token), token.reason or "", doctor(token.doctor_id),
            token_words(token.lane, token.number), visit.id if visit else None,
            complaint=_complaint(work, visit),
        )  # fmt: skip
    for visit in visits.values():
        yield Meeting(
            visit.day, visit.started_at, MeetingState.CAME, visit.reason or "", doctor(visit.doctor_id),
            visit_id=visit.id, complaint=_complaint(work, visit),
        )  # fmt: skip
    for one in _of(work, Appointment, patient_id):
        if one.state is not AppointmentState.ARRIVED or one.token_id is None:
            yield Meeting(
                clinic_day(one.starts_at), one.starts_at, _became(work, one), one.service,
                doctor(one.doctor_id), appointment_id=one.id,
            )  # fmt: skip


def _of(work: Work, model: type[M], patient_id: UUID) -> list[M]:
    return list(
        work.session.scalars(
            select(model)
            .where(model.patient_id == patient_id, model.withdrawn.is_(None))
            .order_by(model.id.desc())
            .limit(MOST)
        )
    )


def _state_of(token: Token) -> MeetingState:
    match token.state:
        case TokenState.WAITING | TokenState.CALLED:
            return MeetingState.WAITING
        case TokenState.WITH_DOCTOR:
            return MeetingState.INSIDE
        case TokenState.LEFT:
            return MeetingState.LEFT
        case TokenState.CANCELLED:
            return MeetingState.CANCELLED
    return MeetingState.CAME


def _became(work: Work, appointment: Appointment) -> MeetingState:
    match appointment.state:
        case AppointmentState.CANCELLED:
            return MeetingState.CANCELLED
        case AppointmentState.ARRIVED | AppointmentState.DONE:
            return MeetingState.CAME
        case AppointmentState.MISSED:
            return MeetingState.MISSED
    is_over = clinic_day(appointment.starts_at) < work.today
    return MeetingState.MISSED if is_over else MeetingState.BOOKED


def _complaint(work: Work, visit: Visit | None) -> str | None:
    if visit is None or not work.may(Deed.READ_NOTES, Row(visit.event_id, visit.doctor_id)):
        return None
    work.tell("read_notes", "visit", visit.id)
    return visit.complaint


def _bills(work: Work, patient_id: UUID) -> tuple[BillLine, ...]:
    invoices = work.session.scalars(
        select(Invoice)
        .where(
            Invoice.patient_id == patient_id,
            Invoice.what == InvoiceKind.INVOICE,
            Invoice.withdrawn.is_(None),
        )
        .order_by(Invoice.id.desc())
        .limit(MOST_BILLS)
    )
    return tuple(_bill(work, invoice) for invoice in invoices)


def _bill(work: Work, invoice: Invoice) -> BillLine:
    view = view_of(work, invoice)
    day = clinic_day(view.issued_at or view.made_at)
    return BillLine(view.id, view.number, day, view.state, view.sums.total, view.due_paise)


def _documents(work: Work, patient_id: UUID) -> tuple[Document, ...]:
    rows = work.session.scalars(
        select(Identifier)
        .where(Identifier.patient_id == patient_id, Identifier.withdrawn.is_(None))
        .order_by(Identifier.id)
    )
    return tuple(Document(row.id, row.type, row.value, row.valid_until) for row in rows)


def _family(work: Work, patient: Patient) -> tuple[Person, ...]:
    """Others with the same phone: here a phone is a family's."""
    if not patient.phone:
        return ()
    keys = work.session.scalars(
        select(PersonKey.nr)
        .join(Patient, Patient.id == PersonKey.id)
        .where(Patient.phone == patient.phone, Patient.id != patient.id, Patient.withdrawn.is_(None))
        .order_by(Patient.id)
        .limit(6)
    )
    return tuple(people_under(work, keys, only_patients=True))


def _health(work: Work, patient: Patient) -> Health:
    allergies = work.session.scalars(
        select(Allergy)
        .where(Allergy.patient_id == patient.id, Allergy.withdrawn.is_(None))
        .order_by(Allergy.id)
    ).all()
    conditions = work.session.scalars(
        select(Diagnosis.text)
        .where(Diagnosis.patient_id == patient.id, Diagnosis.is_long_term, Diagnosis.withdrawn.is_(None))
        .order_by(Diagnosis.id)
    )
    work.tell("read_health", "patient", patient.id)
    told = tuple(f"{one.substance} · {one.reaction}" if one.reaction else one.substance for one in allergies)
    asked = patient.allergies_asked is AllergiesAsked.NONE or bool(told)
    return Health(told if asked else None, tuple(dict.fromkeys(conditions)))
