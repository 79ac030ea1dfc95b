"""A bill as the counter sees it. What is paid and due is added up from payments each time, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from app.billing.gst import Bill, Line, add_up
from app.people.card import PatientCard, card_of
from app.work import Deed, Lane, Refused, Said, Seen, Work, seen_of, use_case
from models.billing.invoice import Invoice, LineItem, PayerShare, Payment
from models.consulting.visit import Visit
from models.people.clinic import Clinic
from models.people.patient import Patient
from models.vocabulary import InvoiceKind, InvoiceState, ItemKind, PaymentMethod


class BillState(StrEnum):
    """What the counter calls a bill. Only draft, issued and cancelled are stored; the rest follows from payments."""

    DRAFT = "draft"
    PENDING = "pending"
    PARTIAL = "partial"
    PAID = "paid"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class BillLine:
    """One line with what it comes to. `amount_paise` is after its own discount, tax inside."""

    id: UUID
    item: ItemKind
    text: str
    detail: str | None
    quantity: int
    rate_paise: int
    discount_paise: int
    tax_bp: int
    amount_paise: int
    seen: Seen = field(repr=False)


@dataclass(frozen=True, slots=True)
class PaymentShown:
    """Money that came in or, when negative, went out. UPI without its reference is not proved yet."""

    id: UUID
    number: str
    method: PaymentMethod
    amount_paise: int
    taken_at: datetime
    reference: str | None
    is_proved: bool
    seen: Seen = field(repr=False)


@dataclass(frozen=True, slots=True)
class Share:
    """What somebody other than the patient is to pay."""

    id: UUID
    payer: str
    amount_paise: int


@dataclass(frozen=True, slots=True)
class BillView:
    """Everything the billing screen shows of one bill."""

    id: UUID
    number: str | None
    state: BillState
    made_at: datetime
    issued_at: datetime | None
    patient: PatientCard
    visit_id: UUID | None
    doctor_id: UUID | None
    lines: tuple[BillLine, ...]
    sums: Bill
    discount_paise: int
    discount_reason: str | None
    needs_approval: bool
    payments: tuple[PaymentShown, ...]
    shares: tuple[Share, ...]
    credited_paise: int
    paid_paise: int
    due_paise: int
    seen: Seen = field(repr=False)

    @property
    def patient_part_paise(self) -> int:
        """What is left for the patient once others have taken their share."""
        return self.sums.total - sum(share.amount_paise for share in self.shares)


@use_case(Deed.SEE_BILL, Lane.READ)
def bill(work: Work, invoice_id: UUID) -> BillView:
    """One bill, whole."""
    return view_of(work, invoice_here(work, invoice_id))


def invoice_here(work: Work, invoice_id: UUID) -> Invoice:
    """The invoice, or a No if this laptop has not got it."""
    invoice = work.session.get(Invoice, invoice_id)
    if invoice is None or invoice.withdrawn is not None:
        raise Refused(
            Said("This bill is not on this laptop."), advice=Said("It may come with the next sync.")
        )
    return invoice


def draft_here(work: Work, invoice_id: UUID) -> Invoice:
    """An invoice that may still be changed. An issued one never is."""
    invoice = invoice_here(work, invoice_id)
    if invoice.state != InvoiceState.DRAFT:
        raise Refused(
            Said("Bill {number} was issued and cannot be changed.", number=invoice.number or ""),
            advice=Said("Make a credit note instead."),
        )
    return invoice


def lines_of(work: Work, invoice: Invoice) -> list[LineItem]:
    return list(
        work.session.scalars(
            select(LineItem)
            .where(LineItem.invoice_id == invoice.id, LineItem.withdrawn.is_(None))
            .order_by(LineItem.position, LineItem.id)
        )
    )


def payments_of(work: Work, invoice: Invoice) -> list[Payment]:
    return list(
        work.session.scalars(
            select(Payment)
            .where(Payment.invoice_id == invoice.id, Payment.withdrawn.is_(None))
            .order_by(Payment.taken_at, Payment.id)
        )
    )


def clinic_of(work: Work) -> Clinic:
    found = work.session.get(Clinic, work.laptop.clinic_id)
    assert found is not None, "every store has its clinic"
    return found


def sums_of(work: Work, invoice: Invoice, lines: Sequence[LineItem]) -> Bill:
    """What the lines come to under the clinic's registration."""
    gross = [Line(one.rate_paise, one.quantity, one.discount_paise, one.tax_bp, one.hsn) for one in lines]
    return add_up(gross, invoice.discount_paise, registered=bool(clinic_of(work).gstin))


def credited(work: Work, invoice: Invoice) -> int:
    """What issued credit notes took back from this invoice, in paise."""
    notes = work.session.scalars(
        select(Invoice.total_paise).where(
            Invoice.corrects_id == invoice.id,
            Invoice.what == InvoiceKind.CREDIT_NOTE,
            Invoice.state == InvoiceState.ISSUED,
            Invoice.withdrawn.is_(None),
        )
    )
    return sum(notes)


def needs_approval(work: Work, invoice: Invoice, sums: Bill) -> bool:
    """Whether the reductions go beyond what the counter may give alone."""
    if invoice.discount_approved_by is not None:
        return False
    return sums.discount * 10_000 > clinic_of(work).discount_limit_bp * sums.gross


def state_of(invoice: Invoice, paid: int, due: int) -> BillState:
    if invoice.state == InvoiceState.CANCELLED:
        return BillState.CANCELLED
    if invoice.state == InvoiceState.DRAFT:
        return BillState.DRAFT
    if due <= 0:
        return BillState.PAID
    return BillState.PARTIAL if paid else BillState.PENDING


def view_of(work: Work, invoice: Invoice) -> BillView:
    patient = work.session.get(Patient, invoice.patient_id)
    if patient is None:
        raise Refused(Said("The patient of this bill is not on this laptop."))
    lines, payments = lines_of(work, invoice), payments_of(work, invoice)
    sums = sums_of(work, invoice, lines)
    back = credited(work, invoice)
    paid = sum(one.amount_paise for one in payments)
    total = sums.total if invoice.state == InvoiceState.DRAFT else invoice.total_paise
    due = 0 if invoice.state == InvoiceState.CANCELLED else total - back - paid
    shares = work.session.scalars(
        select(PayerShare).where(PayerShare.invoice_id == invoice.id, PayerShare.withdrawn.is_(None))
    )
    return BillView(
        id=invoice.id,
        number=invoice.number,
        state=state_of(invoice, paid, due),
        made_at=invoice.made_at,
        issued_at=invoice.issued_at,
        patient=card_of(patient),
        visit_id=invoice.visit_id,
        doctor_id=_doctor_of(work, invoice),
        lines=tuple(_line(one) for one in lines),
        sums=sums,
        discount_paise=invoice.discount_paise,
        discount_reason=invoice.discount_reason,
        needs_approval=needs_approval(work, invoice, sums),
        payments=tuple(_payment(one) for one in payments),
        shares=tuple(Share(one.id, one.payer, one.amount_paise) for one in shares),
        credited_paise=back,
        paid_paise=paid,
        due_paise=due,
        seen=seen_of(invoice),
    )


def _doctor_of(work: Work, invoice: Invoice) -> UUID | None:
    if invoice.visit_id is None:
        return None
    return work.session.scalar(select(Visit.doctor_id).where(Visit.id == invoice.visit_id))


def _line(one: LineItem) -> BillLine:
    amount = one.rate_paise * one.quantity - one.discount_paise
    return BillLine(
        one.id, one.item, one.text, one.detail, one.quantity, one.rate_paise, one.discount_paise, one.tax_bp,
        amount, seen_of(one),
    )  # fmt: skip


def _payment(one: Payment) -> PaymentShown:
    proved = one.method != PaymentMethod.UPI or bool(one.reference)
    return PaymentShown(
        one.id, one.number, one.method, one.amount_paise, one.taken_at, one.reference, proved, seen_of(one)
    )
