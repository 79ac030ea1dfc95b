"""Issuing a bill and taking its money: number, totals and payments in one commit."""

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.billing.bill import (
    BillState,
    BillView,
    clinic_of,
    credited,
    draft_here,
    invoice_here,
    lines_of,
    needs_approval,
    payments_of,
    sums_of,
    view_of,
)
from app.billing.upi import upi_link
from app.numbers import credit_note_number, invoice_number, receipt_number
from app.work import Deed, Lane, Refused, Said, Seen, Work, use_case
from models.billing.invoice import Invoice, LineItem, Payment
from models.said import Paise
from models.vocabulary import InvoiceKind, InvoiceState, PaymentMethod

UPI_REFERENCE = re.compile(r"\d{6}(\d{6})?")


@dataclass(frozen=True, slots=True)
class Money:
    """What somebody puts down: how, how much, and the reference where there is one."""

    method: PaymentMethod
    amount_paise: int
    reference: str | None = None


@use_case(Deed.TAKE_PAYMENT)
def issue_and_pay(work: Work, invoice_id: UUID, *money: Money) -> BillView:
    """Give the bill its number and take what is put down, all in one: nothing is half done."""
    invoice = draft_here(work, invoice_id)
    _issue(work, invoice)
    for one in money:
        _take(work, invoice, one)
    work.session.flush()
    return view_of(work, invoice)


@use_case(Deed.BILL)
def issue_bill(work: Work, invoice_id: UUID) -> BillView:
    """Give the bill its number now; it is paid later."""
    invoice = draft_here(work, invoice_id)
    _issue(work, invoice)
    work.session.flush()
    return view_of(work, invoice)


@use_case(Deed.TAKE_PAYMENT)
def take_payment(work: Work, invoice_id: UUID, money: Money) -> BillView:
    """Take money for a bill that was issued before."""
    invoice = _issued(work, invoice_id)
    _take(work, invoice, money)
    work.session.flush()
    return view_of(work, invoice)


@use_case(Deed.TAKE_PAYMENT)
def prove_upi(work: Work, payment_id: UUID, seen: Seen, reference: str) -> BillView:
    """Write the number from the payer's phone beside a UPI payment: only then is it proved."""
    payment = work.session.get(Payment, payment_id)
    if payment is None or payment.invoice_id is None:
        raise Refused(Said("This payment is not on this laptop."))
    work.revise(payment, seen, reference=_upi_reference(reference))
    return view_of(work, invoice_here(work, payment.invoice_id))


@use_case(Deed.BILL)
def cancel_bill(work: Work, invoice_id: UUID, reason: str) -> None:
    """A draft goes away without a number. An issued bill keeps its number, marked, if nothing was paid on it."""
    invoice = invoice_here(work, invoice_id)
    if not reason.strip():
        raise Refused(Said("Say why the bill is cancelled."), field="reason")
    if invoice.state == InvoiceState.DRAFT:
        work.withdraw(invoice, reason.strip())
    elif sum(one.amount_paise for one in payments_of(work, invoice)):
        raise Refused(
            Said("Money was taken for this bill."),
            advice=Said("Make a credit note, and give the money back."),
        )
    else:
        work.put(invoice, state=InvoiceState.CANCELLED, cancel_reason=reason.strip())


@use_case(Deed.REFUND)
def credit(
    work: Work, invoice_id: UUID, line_ids: tuple[UUID, ...], reason: str, back: Money | None
) -> BillView:
    """A credit note over whole lines of an issued bill, and the money that goes back with it, if any."""
    invoice = _issued(work, invoice_id)
    if not reason.strip():
        raise Refused(Said("Say why the money is given back."), field="reason")
    lines = [one for one in lines_of(work, invoice) if one.id in line_ids and not _is_credited(work, one)]
    if not lines:
        raise Refused(Said("These lines were given back before, or there are none."))
    note = work.add(
        Invoice(
            what=InvoiceKind.CREDIT_NOTE, patient_id=invoice.patient_id, visit_id=invoice.visit_id,
            place_id=invoice.place_id, corrects_id=invoice.id, issued_at=work.now, state=InvoiceState.ISSUED,
            number=credit_note_number(work.session, work.laptop, work.today), cancel_reason=reason.strip(),
            total_paise=min(_value(work, invoice, lines), invoice.total_paise - credited(work, invoice)),
        )
    )  # fmt: skip
    for position, one in enumerate(lines, start=1):
        work.add(
            LineItem(
                invoice_id=note.id, position=position, corrects_id=one.id, item=one.item, text=one.text,
                detail=one.detail, quantity=one.quantity, rate_paise=one.rate_paise, hsn=one.hsn,
                discount_paise=one.discount_paise, tax_bp=one.tax_bp,
            )
        )  # fmt: skip
    work.session.flush()
    if back is not None:
        _give_back(work, invoice, back, reason.strip())
        work.session.flush()
    return view_of(work, invoice)


@dataclass(frozen=True, slots=True)
class UpiCode:
    """What a UPI code holds, and the address it pays to."""

    text: str
    address: str


@use_case(Deed.SEE_BILL, Lane.READ)
def upi_code(work: Work, invoice_id: UUID, paise: int) -> UpiCode | None:
    """The code for this bill; None if the clinic has no UPI address or nothing is asked for."""
    clinic, invoice = clinic_of(work), invoice_here(work, invoice_id)
    if not clinic.upi or paise <= 0:
        return None
    number = invoice.number or ""
    return UpiCode(upi_link(clinic.upi, clinic.name, paise, reference=number, note=number), clinic.upi)


def _issue(work: Work, invoice: Invoice) -> None:
    lines = lines_of(work, invoice)
    if not lines:
        raise Refused(Said("Add at least one line first."), field="line")
    sums = sums_of(work, invoice, lines)
    if needs_approval(work, invoice, sums):
        raise Refused(
            Said("The reduction of {amount} is over the limit.", amount=Paise(sums.discount)),
            advice=Said("Ask a supervisor to approve it."),
            field="discount",
        )
    work.put(
        invoice,
        number=invoice_number(work.session, work.laptop, work.today),
        issued_at=work.now,
        round_off_paise=sums.round_off,
        total_paise=sums.total,
        state=InvoiceState.ISSUED,
    )


def _issued(work: Work, invoice_id: UUID) -> Invoice:
    invoice = invoice_here(work, invoice_id)
    if invoice.state != InvoiceState.ISSUED:
        raise Refused(Said("This bill is not issued, or was cancelled."))
    return invoice


def _take(work: Work, invoice: Invoice, money: Money) -> None:
    view = view_of(work, invoice)
    if money.amount_paise <= 0:
        raise Refused(Said("Type an amount above zero."), field="amount")
    if view.state is BillState.PAID and view.sums.total:
        raise Refused(Said("This bill is paid."), field="amount")
    if money.amount_paise > view.due_paise:
        raise Refused(Said("Only {due} is left to pay.", due=Paise(view.due_paise)), field="amount")
    _pay(work, invoice, money, money.amount_paise, None)


def _give_back(work: Work, invoice: Invoice, back: Money, reason: str) -> None:
    paid = sum(one.amount_paise for one in payments_of(work, invoice))
    most = min(paid, paid - (invoice.total_paise - credited(work, invoice)))
    if back.amount_paise <= 0 or back.amount_paise > most:
        raise Refused(Said("At most {most} can be given back.", most=Paise(max(most, 0))), field="amount")
    _pay(work, invoice, back, -back.amount_paise, reason)


def _pay(work: Work, invoice: Invoice, money: Money, amount: int, reason: str | None) -> None:
    reference = (money.reference or "").strip() or None
    if reference and money.method == PaymentMethod.UPI:
        reference = _upi_reference(reference)
    work.add(
        Payment(
            invoice_id=invoice.id, patient_id=invoice.patient_id, method=money.method, amount_paise=amount,
            taken_at=work.now, number=receipt_number(work.session, work.laptop, work.today), reference=reference,
            reason=reason,
        )
    )  # fmt: skip
    work.session.flush()


def _upi_reference(typed: str) -> str:
    digits = re.sub(r"[\s-]", "", typed)
    if not UPI_REFERENCE.fullmatch(digits):
        raise Refused(Said("A UPI reference has 12 digits, or give its last 6."), field="reference")
    return digits


def _value(work: Work, invoice: Invoice, lines: list[LineItem]) -> int:
    """What these lines came to on the issued bill, its reduction shared out, to whole rupees."""
    every = lines_of(work, invoice)
    sums = sums_of(work, invoice, every)
    wanted = {one.id for one in lines}
    net = sum(charged.net for one, charged in zip(every, sums.lines, strict=True) if one.id in wanted)
    return (net + 50) // 100 * 100


def _is_credited(work: Work, line: LineItem) -> bool:
    return (
        work.session.scalars(
            select(LineItem.id).where(LineItem.corrects_id == line.id, LineItem.withdrawn.is_(None))
        ).first()
        is not None
    )
