"""A bill on paper: the receipt for the hand, the A4 invoice for whoever asks. Each print is told in the audit."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from app.billing import upi
from app.billing.bill import BillView, clinic_of, invoice_here, view_of
from app.billing.gst import Charged
from app.clock import clinic_day
from app.papers.head import Clinic as PaperClinic
from app.papers.head import Doctor, Person
from app.papers.invoice import Invoice as InvoiceContent
from app.papers.invoice import InvoiceLine, TaxRow, invoice
from app.papers.page import Paper, Roll
from app.papers.receipt import Paid, Receipt, ReceiptLine, receipt
from app.work import Deed, Refused, Said, Work, use_case
from models.ledger.audit import AuditEntry
from models.people.clinic import Clinic
from models.people.patient import Patient
from models.people.staff import Account


@use_case(Deed.SEE_BILL)
def receipt_paper(work: Work, invoice_id: UUID, roll: Roll = Roll.MM80) -> Paper:
    """The receipt of an issued bill on a roll, in the patient's language; a second one says Duplicate."""
    view, clinic = _issued(work, invoice_id), clinic_of(work)
    patient = work.session.get(Patient, view.patient.id)
    assert patient is not None
    again = _printed_before(work, "print_receipt", invoice_id)
    work.tell("print_receipt", "invoice", invoice_id)
    return receipt(
        Receipt(
            language=patient.language,
            clinic=_head(clinic),
            number=view.number or "",
            issued_at=view.issued_at or work.now,
            printed_at=work.now,
            patient=_person(view),
            doctor=_doctor(work, view.doctor_id),
            lines=tuple(
                ReceiptLine(text=_text(one.text, one.quantity), amount=one.amount_paise) for one in view.lines
            ),
            sum=sum(one.amount_paise for one in view.lines),
            reduction=view.discount_paise,
            tax=view.sums.cgst + view.sums.sgst,
            round_off=view.sums.round_off,
            total=view.sums.total,
            payments=_paid(view),
            due=max(view.due_paise, 0),
            cashier=work.actor.name,
            code=view.number or "",
            duplicate=again,
        ),
        roll,
    )


@use_case(Deed.SEE_BILL)
def invoice_paper(work: Work, invoice_id: UUID) -> Paper:
    """The issued bill on A4 under the heading the law asks for."""
    view, clinic = _issued(work, invoice_id), clinic_of(work)
    patient = work.session.get(Patient, view.patient.id)
    assert patient is not None
    again = _printed_before(work, "print_invoice", invoice_id)
    work.tell("print_invoice", "invoice", invoice_id)
    due = max(view.due_paise, 0)
    pay = (
        upi.upi_link(clinic.upi, clinic.name, due, reference=view.number or "") if clinic.upi and due else ""
    )
    return invoice(
        InvoiceContent(
            language=patient.language,
            clinic=_head(clinic),
            number=view.number or "",
            issued_at=view.issued_at or work.now,
            printed_at=work.now,
            patient=_person(view),
            address=patient.address or patient.village or "",
            doctor=_doctor(work, view.doctor_id),
            lines=tuple(
                _line(one.text, one.detail, charged)
                for one, charged in zip(view.lines, view.sums.lines, strict=True)
            ),
            taxes=_taxes(view),
            exempt_value=view.sums.exempt,
            taxable_value=view.sums.taxable,
            cgst=view.sums.cgst,
            sgst=view.sums.sgst,
            sum=view.sums.net,
            round_off=view.sums.round_off,
            total=view.sums.total,
            payments=_paid(view),
            due=due,
            upi=pay,
            upi_address=clinic.upi or "" if pay else "",
            duplicate=again,
        )
    )


def _issued(work: Work, invoice_id: UUID) -> BillView:
    view = view_of(work, invoice_here(work, invoice_id))
    if view.number is None:
        raise Refused(Said("The bill has no number yet. Issue it first."))
    return view


def _printed_before(work: Work, deed: str, invoice_id: UUID) -> bool:
    return (
        work.session.scalars(
            select(AuditEntry.number).where(AuditEntry.deed == deed, AuditEntry.record == invoice_id.bytes)
        ).first()
        is not None
    )


def _head(clinic: Clinic) -> PaperClinic:
    return PaperClinic(
        name=clinic.name,
        address=clinic.address or "",
        phone=clinic.phone or "",
        registration=clinic.registration or "",
        gstin=clinic.gstin or "",
        state=clinic.state_code or "",
    )


def _person(view: BillView) -> Person:
    card = view.patient
    return Person(
        name=card.name,
        number=card.number,
        born_on=card.born_on,
        birth_is_estimated=card.birth_is_estimated,
        sex=card.sex,
        village=card.village or "",
    )


def _doctor(work: Work, doctor_id: UUID | None) -> Doctor | None:
    doctor = work.session.get(Account, doctor_id) if doctor_id else None
    if doctor is None:
        return None
    return Doctor(
        name=doctor.name,
        degrees=doctor.qualification or "",
        council=doctor.council or "",
        registration=doctor.licence or "",
    )


def _text(text: str, quantity: int) -> str:
    return text if quantity == 1 else f"{text} × {quantity}"


def _paid(view: BillView) -> tuple[Paid, ...]:
    return tuple(
        Paid(
            method=one.method,
            amount=one.amount_paise,
            on=clinic_day(one.taken_at),
            reference=one.reference or "",
        )
        for one in view.payments
    )


def _line(text: str, detail: str | None, charged: Charged) -> InvoiceLine:
    line, tax = charged.line, charged.cgst + charged.sgst
    return InvoiceLine(
        text=text,
        strength=detail or "",
        code=line.hsn or "",
        quantity=str(line.quantity),
        rate=line.rate_paise,
        less=charged.discount,
        value=charged.net,
        gst_percent=Decimal(line.tax_bp) / 100 if tax else None,
        gst=tax,
    )


def _taxes(view: BillView) -> tuple[TaxRow, ...]:
    """The table by code: what is taxed, then what is exempt."""
    taxed = tuple(
        TaxRow(code=row.hsn or "", taxable=row.taxable, cgst=row.cgst, sgst=row.sgst)
        for row in view.sums.tax_rows
    )
    exempt = sorted({one.line.hsn or "" for one in view.sums.lines if not one.cgst + one.sgst})
    return taxed + tuple(TaxRow(code=code, taxable=0, exempt=True) for code in exempt if taxed)
