from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from models.base import Base, Choice, Synced
from models.fields import ASK, FIXED, NEWEST, furthest, shared
from models.vocabulary import InvoiceKind, InvoiceState, ItemKind, PaymentMethod


class PriceItem(Synced, Base):
    """Something the clinic charges for. `tax_bp` is the GST rate in hundredths of a percent, inside the price."""

    __tablename__ = "price_item"
    kind = "price_item"

    name: Mapped[str] = shared(ASK)
    name_other: Mapped[str | None] = shared(NEWEST)
    item: Mapped[ItemKind] = shared(ASK, Choice(ItemKind))
    price_paise: Mapped[int] = shared(ASK)
    tax_bp: Mapped[int] = shared(ASK, default=0)
    hsn: Mapped[str | None] = shared(ASK)
    code: Mapped[str | None] = shared(NEWEST)


class Invoice(Synced, Base):
    """What was charged. It gets its number when issued, gap-free within its series, and never changes after;
    a credit note (`corrects_id`) corrects it. Paid and due are computed from payments, never stored.
    """

    __tablename__ = "invoice"
    kind = "invoice"

    what: Mapped[InvoiceKind] = shared(FIXED, Choice(InvoiceKind), default=InvoiceKind.INVOICE)
    patient_id: Mapped[UUID] = shared(FIXED, index=True)
    visit_id: Mapped[UUID | None] = shared(FIXED, index=True)
    place_id: Mapped[UUID | None] = shared(FIXED)
    corrects_id: Mapped[UUID | None] = shared(FIXED, index=True)
    number: Mapped[str | None] = shared(ASK, index=True)
    issued_at: Mapped[datetime | None] = shared(ASK, index=True)
    due_on: Mapped[date | None] = shared(NEWEST)
    discount_paise: Mapped[int] = shared(ASK, default=0)
    discount_reason: Mapped[str | None] = shared(ASK)
    discount_approved_by: Mapped[UUID | None] = shared(ASK)
    round_off_paise: Mapped[int] = shared(ASK, default=0)
    total_paise: Mapped[int] = shared(ASK, default=0)
    state: Mapped[InvoiceState] = shared(
        furthest(*InvoiceState), Choice(InvoiceState), default=InvoiceState.DRAFT
    )
    cancel_reason: Mapped[str | None] = shared(ASK)


class LineItem(Synced, Base):
    """One line of an invoice. `rate_paise` is for one unit, tax included; the discount is off the whole line."""

    __tablename__ = "line_item"
    kind = "line_item"

    invoice_id: Mapped[UUID] = shared(FIXED, ForeignKey("invoice.id"), index=True)
    position: Mapped[int] = shared(NEWEST)
    price_item_id: Mapped[UUID | None] = shared(FIXED)
    corrects_id: Mapped[UUID | None] = shared(FIXED)
    item: Mapped[ItemKind] = shared(FIXED, Choice(ItemKind))
    text: Mapped[str] = shared(ASK)
    detail: Mapped[str | None] = shared(ASK)
    quantity: Mapped[int] = shared(ASK, default=1)
    rate_paise: Mapped[int] = shared(ASK)
    discount_paise: Mapped[int] = shared(ASK, default=0)
    tax_bp: Mapped[int] = shared(ASK, default=0)
    hsn: Mapped[str | None] = shared(ASK)


class PayerShare(Synced, Base):
    """What somebody other than the patient is to pay of an invoice."""

    __tablename__ = "payer_share"
    kind = "payer_share"

    invoice_id: Mapped[UUID] = shared(FIXED, ForeignKey("invoice.id"), index=True)
    payer: Mapped[str] = shared(FIXED)
    amount_paise: Mapped[int] = shared(ASK)


class Payment(Synced, Base):
    """Money in, or out when negative. Append-only. A UPI payment is confirmed once its reference is known."""

    __tablename__ = "payment"
    kind = "payment"

    invoice_id: Mapped[UUID | None] = shared(FIXED, index=True)
    patient_id: Mapped[UUID] = shared(FIXED, index=True)
    method: Mapped[PaymentMethod] = shared(FIXED, Choice(PaymentMethod))
    amount_paise: Mapped[int] = shared(FIXED)
    taken_at: Mapped[datetime] = shared(FIXED, index=True)
    number: Mapped[str] = shared(FIXED)
    reference: Mapped[str | None] = shared(ASK)
    reason: Mapped[str | None] = shared(FIXED)
