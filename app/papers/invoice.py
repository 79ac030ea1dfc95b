"""The bill on A4 as content, and which heading the law gives it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path

from app.papers.fonts import fonts_in
from app.papers.head import Clinic, Doctor, Person
from app.papers.page import Paper, PaperKind, Stock
from app.papers.receipt import Paid
from models.said import Said


class Heading(Enum):
    """A clinic without GSTIN never says "tax invoice"; rules 46, 46A and 49 name the others."""

    BILL = Said("Bill")
    BILL_OF_SUPPLY = Said("Bill of supply")
    TAX_INVOICE = Said("Tax invoice")
    INVOICE_CUM_BILL = Said("Invoice-cum-bill of supply")

    @property
    def has_tax(self) -> bool:
        return self in (Heading.TAX_INVOICE, Heading.INVOICE_CUM_BILL)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """`value` is after the reduction and before tax. `gst_percent` of None is exempt, of 0 taxed at nothing.

    `quantity` is said as it is counted: "6 × 10". Batch, expiry and MRP stand on lines of medicine.
    """

    text: str
    strength: str = ""
    code: str = ""
    quantity: str = "1"
    rate: int
    less: int = 0
    value: int
    gst_percent: int | Decimal | None = None
    gst: int = 0
    batch: str = ""
    expiry: str = ""
    mrp: int | None = None
    mrp_per: str = ""

    @property
    def is_taxed(self) -> bool:
        return bool(self.gst_percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRow:
    """What was taxed under one HSN or SAC code; an exempt row says so instead of amounts."""

    code: str
    taxable: int = 0
    cgst: int = 0
    sgst: int = 0
    igst: int = 0
    exempt: bool = False

    @property
    def tax(self) -> int:
        return self.cgst + self.sgst + self.igst


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Invoice:
    """Amounts in paise, as the books have them. `upi` is the whole payment link, shown only while something is due."""

    language: str
    clinic: Clinic
    number: str
    issued_at: datetime
    printed_at: datetime
    patient: Person
    address: str = ""
    buyer_gstin: str = ""
    place_of_supply: str = ""
    doctor: Doctor | None = None
    lines: tuple[InvoiceLine, ...] = ()
    taxes: tuple[TaxRow, ...] = ()
    exempt_value: int = 0
    taxable_value: int = 0
    cgst: int = 0
    sgst: int = 0
    igst: int = 0
    sum: int
    round_off: int = 0
    total: int
    payments: tuple[Paid, ...] = ()
    due: int = 0
    upi: str = ""
    upi_address: str = ""
    notes: tuple[str, ...] = ()
    duplicate: bool = False
    first_printed_at: datetime | None = None


def heading_of(clinic: Clinic, lines: Iterable[InvoiceLine]) -> Heading:
    """What the paper must be called, by who sells and what is sold."""
    if not clinic.gstin:
        return Heading.BILL
    taxed = {line.is_taxed for line in lines}
    if taxed == {True, False}:
        return Heading.INVOICE_CUM_BILL
    return Heading.TAX_INVOICE if taxed == {True} else Heading.BILL_OF_SUPPLY


def invoice(content: Invoice, fonts: Path | None = None) -> Paper:
    from app.papers.invoice_page import lay_out
    from app.papers.press import press
    from app.papers.voice import Voice

    voice, loaded = Voice(content.language), fonts_in(fonts)
    sheets = lay_out(content, voice, loaded)
    title = Said("Bill {number}", number=content.number)
    pdf, faults = press(sheets, loaded, title=voice(title), language=voice.language)
    name = "bill-" + content.number.replace("/", "-")
    width, height = sheets[0].width, sheets[0].height
    return Paper(PaperKind.INVOICE, title, name, pdf, width, height, len(sheets), Stock.SHEET, faults=faults)
