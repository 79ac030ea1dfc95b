from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from app.billing.bill import BillState, view_of
from app.clock import hours_of
from app.work import Deed, Lane, Work, use_case
from models.billing.invoice import Invoice
from models.consulting.visit import Visit
from models.people.patient import Patient
from models.vocabulary import InvoiceKind, InvoiceState, VisitState


@dataclass(frozen=True, slots=True)
class BillRow:
    """A bill as the day's list shows it."""

    id: UUID
    number: str | None
    name: str = field(repr=False)
    state: BillState
    at: datetime
    total_paise: int
    due_paise: int


@dataclass(frozen=True, slots=True)
class ToBill:
    """A visit that ended today and has no bill yet."""

    visit_id: UUID
    name: str = field(repr=False)
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class BillsOfDay:
    bills: tuple[BillRow, ...]
    waiting: tuple[ToBill, ...]


@use_case(Deed.SEE_BILL, Lane.READ)
def bills_of_day(work: Work, day: date | None = None) -> BillsOfDay:
    """The bills of a day, newest first, and the visits that still want one."""
    start, end = hours_of(day or work.today)
    invoices = work.session.scalars(
        select(Invoice)
        .where(
            Invoice.made_at >= start,
            Invoice.made_at < end,
            Invoice.withdrawn.is_(None),
            Invoice.what == InvoiceKind.INVOICE,
        )
        .order_by(Invoice.made_at.desc())
    ).all()
    return BillsOfDay(tuple(_row(work, one) for one in invoices), _unbilled(work, day or work.today))


def _row(work: Work, invoice: Invoice) -> BillRow:
    view = view_of(work, invoice)
    at = view.issued_at or view.made_at
    return BillRow(view.id, view.number, view.patient.name, view.state, at, view.sums.total, view.due_paise)


def _unbilled(work: Work, day: date) -> tuple[ToBill, ...]:
    billed = select(Invoice.visit_id).where(
        Invoice.visit_id.is_not(None), Invoice.withdrawn.is_(None), Invoice.state != InvoiceState.CANCELLED
    )
    rows = work.session.execute(
        select(Visit.id, Patient.name, Visit.ended_at)
        .join(Patient, Patient.id == Visit.patient_id)
        .where(
            Visit.day == day,
            Visit.state == VisitState.COMPLETED,
            Visit.withdrawn.is_(None),
            Visit.id.not_in(billed),
        )
        .order_by(Visit.ended_at)
    )
    return tuple(ToBill(row.id, row.name, row.ended_at) for row in rows)
