"""Making a bill: from the visit in one step, then line by line, until it is issued."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from app.billing.bill import BillView, draft_here, lines_of, sums_of, view_of
from app.billing.gst import Line as Charge
from app.billing.gst import add_up, usual_tax
from app.consulting.lines import Line, standing_lines
from app.work import Deed, Lane, Refused, Said, Seen, Work, use_case
from models.billing.invoice import Invoice, LineItem, PayerShare, PriceItem
from models.consulting.visit import Visit
from models.people.patient import Patient
from models.people.staff import Account
from models.said import Paise
from models.values import BadValue
from models.vocabulary import InvoiceState, ItemKind

LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class PriceShown:
    """Something the clinic charges for, to be picked."""

    id: UUID
    name: str
    item: ItemKind
    price_paise: int
    tax_bp: int


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line typed at the counter: an item of the price list, or words and a rate."""

    text: str
    rate_paise: int
    quantity: int = 1
    item: ItemKind = ItemKind.SERVICE
    price_item_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LineChange:
    """What was changed in one line; None leaves a field as it is."""

    quantity: int | None = None
    rate_paise: int | None = None
    discount_paise: int | None = None


@use_case(Deed.BILL)
def bill_visit(work: Work, visit_id: UUID) -> BillView:
    """The bill of a visit: the one begun before, or a new one with fee, tests and medicines on it."""
    visit = work.session.get(Visit, visit_id)
    if visit is None:
        raise Refused(Said("This visit is not on this laptop."))
    begun = work.session.scalars(
        select(Invoice)
        .where(
            Invoice.visit_id == visit_id,
            Invoice.withdrawn.is_(None),
            Invoice.state != InvoiceState.CANCELLED,
            Invoice.corrects_id.is_(None),
        )
        .order_by(Invoice.id)
    ).first()
    if begun is not None:
        return view_of(work, begun)
    invoice = work.add(
        Invoice(
            patient_id=visit.patient_id, visit_id=visit.id, place_id=visit.place_id or work.laptop.place_id
        )
    )
    for position, line in enumerate([*_fee(work, visit), *_medicines(work, visit)], start=1):
        line.invoice_id, line.position = invoice.id, position
        work.add(line)
    work.session.flush()
    return view_of(work, invoice)


@use_case(Deed.BILL)
def bill_patient(work: Work, patient_id: UUID) -> BillView:
    """An empty bill for somebody who only buys or pays something."""
    if work.session.get(Patient, patient_id) is None:
        raise Refused(Said("This patient is not on this laptop."))
    invoice = work.add(Invoice(patient_id=patient_id, place_id=work.laptop.place_id))
    work.session.flush()
    return view_of(work, invoice)


@use_case(Deed.SEE_BILL, Lane.READ)
def find_prices(work: Work, text: str, most: int = 8) -> tuple[PriceShown, ...]:
    """What the clinic charges for that has all these words in its name."""
    words = text.casefold().split()
    rows = work.session.scalars(
        select(PriceItem).where(PriceItem.withdrawn.is_(None)).order_by(PriceItem.item, PriceItem.name)
    )
    found = [row for row in rows if all(word in f"{row.name} {row.name_other}".casefold() for word in words)]
    return tuple(PriceShown(row.id, row.name, row.item, row.price_paise, row.tax_bp) for row in found[:most])


@use_case(Deed.SET_PRICES)
def set_price(work: Work, name: str, item: ItemKind, price_paise: int, name_other: str | None = None) -> UUID:
    """Put something on the price list, with the code and rate of tax that its kind usually has."""
    hsn, tax_bp = usual_tax(item)
    row = PriceItem(
        name=name, name_other=name_other, item=item, price_paise=price_paise, hsn=hsn, tax_bp=tax_bp
    )
    return work.add(row).id


@use_case(Deed.BILL)
def add_bill_line(work: Work, invoice_id: UUID, new: NewLine) -> BillView:
    """Add a line at the end. The same item of the price list again adds to its quantity."""
    invoice = draft_here(work, invoice_id)
    lines = lines_of(work, invoice)
    same = next((one for one in lines if new.price_item_id and one.price_item_id == new.price_item_id), None)
    if same is not None:
        work.put(same, quantity=same.quantity + new.quantity)
        return view_of(work, invoice)
    listed = work.session.get(PriceItem, new.price_item_id) if new.price_item_id else None
    hsn, tax_bp = (listed.hsn, listed.tax_bp) if listed else usual_tax(new.item)
    text = new.text.strip()
    if not text:
        raise Refused(Said("Say what the line is for."), field="text")
    if len(text) > LONGEST_LINE:
        raise Refused(Said("Use at most {n} characters for a line.", n=LONGEST_LINE), field="text")
    _check(Charge(new.rate_paise, new.quantity, 0, tax_bp))
    work.add(
        LineItem(
            invoice_id=invoice.id, position=1 + max((one.position for one in lines), default=0), item=new.item,
            text=text, quantity=new.quantity, rate_paise=new.rate_paise, tax_bp=tax_bp, hsn=hsn,
            price_item_id=new.price_item_id,
        )
    )  # fmt: skip
    work.session.flush()
    return view_of(work, invoice)


@use_case(Deed.BILL)
def change_bill_line(work: Work, line_id: UUID, seen: Seen, change: LineChange) -> BillView:
    """Change quantity, rate or reduction of a line."""
    row = _line_here(work, line_id)
    invoice = draft_here(work, row.invoice_id)
    values = {
        name: value
        for name, value in (
            ("quantity", change.quantity),
            ("rate_paise", change.rate_paise),
            ("discount_paise", change.discount_paise),
        )
        if value is not None
    }
    _check(
        Charge(
            values.get("rate_paise", row.rate_paise),
            values.get("quantity", row.quantity),
            values.get("discount_paise", row.discount_paise),
            row.tax_bp,
        )
    )
    work.revise(row, seen, **values)
    return view_of(work, invoice)


@use_case(Deed.BILL)
def remove_bill_line(work: Work, line_id: UUID) -> BillView:
    """Take a line off a draft."""
    row = _line_here(work, line_id)
    invoice = draft_here(work, row.invoice_id)
    work.withdraw(row, "removed")
    work.session.flush()
    return view_of(work, invoice)


@use_case(Deed.BILL)
def set_bill_discount(work: Work, invoice_id: UUID, seen: Seen, paise: int, reason: str) -> BillView:
    """A reduction on the whole bill. One beyond the limit has to be approved again after every change."""
    invoice = draft_here(work, invoice_id)
    if paise and not reason.strip():
        raise Refused(Said("Say why the bill is reduced."), field="reason")
    rows = lines_of(work, invoice)
    try:
        add_up(
            [Charge(one.rate_paise, one.quantity, one.discount_paise) for one in rows],
            paise,
            registered=False,
        )
    except BadValue as wrong:
        raise Refused(wrong.said, field="discount") from wrong
    work.revise(
        invoice, seen, discount_paise=paise, discount_reason=reason.strip() or None, discount_approved_by=None
    )
    return view_of(work, invoice)


@use_case(Deed.APPROVE_DISCOUNT)
def approve_discount(work: Work, invoice_id: UUID) -> BillView:
    """A supervisor agrees to the reductions as they stand now."""
    invoice = draft_here(work, invoice_id)
    work.put(invoice, discount_approved_by=work.actor.id)
    return view_of(work, invoice)


@use_case(Deed.BILL)
def share_bill(work: Work, invoice_id: UUID, payer: str, paise: int) -> BillView:
    """Somebody other than the patient pays a part. Naming them again sets another amount; zero takes them off."""
    invoice = draft_here(work, invoice_id)
    name = payer.strip()
    if not name:
        raise Refused(Said("Say who else pays."), field="payer")
    shares = work.session.scalars(
        select(PayerShare).where(PayerShare.invoice_id == invoice.id, PayerShare.withdrawn.is_(None))
    ).all()
    others = sum(one.amount_paise for one in shares if one.payer != name)
    total = sums_of(work, invoice, lines_of(work, invoice)).total
    if paise < 0 or others + paise > total:
        raise Refused(
            Said("The parts are more than the bill, which is {total}.", total=Paise(total)), field="payer"
        )
    for one in shares:
        if one.payer == name:
            work.withdraw(one, "changed")
    if paise:
        work.add(PayerShare(invoice_id=invoice.id, payer=name, amount_paise=paise))
    work.session.flush()
    return view_of(work, invoice)


def _fee(work: Work, visit: Visit) -> list[LineItem]:
    doctor = work.session.get(Account, visit.doctor_id) if visit.doctor_id else None
    if doctor is None or not doctor.fee_paise:
        return []
    hsn, tax_bp = usual_tax(ItemKind.SERVICE)
    return [
        LineItem(item=ItemKind.SERVICE, text=f"Consultation · {doctor.name}", quantity=1, hsn=hsn,
                 tax_bp=tax_bp, rate_paise=doctor.fee_paise)
    ]  # fmt: skip


def _medicines(work: Work, visit: Visit) -> list[LineItem]:
    """The signed medicines that the clinic has on its price list; the others are bought elsewhere."""
    lines = standing_lines(work.session, visit.id)
    return [item for line in lines if (item := _priced(work, line)) is not None]


def _priced(work: Work, row: Line) -> LineItem | None:
    name = f"{row.name} {row.strength}".strip()
    listed = work.session.scalars(
        select(PriceItem).where(
            func.lower(PriceItem.name) == name.lower(),
            PriceItem.item == ItemKind.MEDICINE,
            PriceItem.withdrawn.is_(None),
        )
    ).first()
    if listed is None or not row.quantity:
        return None
    return LineItem(
        item=ItemKind.MEDICINE, text=name, detail=row.form, quantity=row.quantity, rate_paise=listed.price_paise,
        tax_bp=listed.tax_bp, hsn=listed.hsn, price_item_id=listed.id,
    )  # fmt: skip


def _line_here(work: Work, line_id: UUID) -> LineItem:
    row = work.session.get(LineItem, line_id)
    if row is None or row.withdrawn is not None:
        raise Refused(Said("This line was taken off the bill meanwhile."))
    return row


def _check(line: Charge) -> None:
    try:
        add_up([line], registered=False)
    except BadValue as wrong:
        raise Refused(wrong.said, field="line") from wrong
