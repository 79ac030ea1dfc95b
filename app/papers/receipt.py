"""The receipt on a roll: what was charged, what was paid and how, and what is still to pay, even if nothing is."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.clock import clinic_day
from app.papers.column import Column
from app.papers.fonts import Weight, fonts_in
from app.papers.head import Clinic, Doctor, Person, short_person
from app.papers.page import Paper, PaperKind, Roll
from app.papers.roll import code_beside, roll_column, roll_paper
from app.papers.text import CAP_HEIGHT, NBSP, POINT, Style
from app.papers.voice import Voice
from models.said import Said
from models.vocabulary import PaymentMethod

METHODS = {
    PaymentMethod.CASH: Said("Cash"),
    PaymentMethod.UPI: Said("UPI"),
    PaymentMethod.CARD: Said("Card"),
    PaymentMethod.CHEQUE: Said("Cheque"),
    PaymentMethod.ONLINE: Said("Bank transfer"),
    PaymentMethod.ADVANCE: Said("Advance"),
}

LABEL = Style(9.2, Weight.MEDIUM)
VALUE = Style(10, Weight.SEMIBOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """`local` is the name in the patient's language, set before the one in the books."""

    text: str
    amount: int
    local: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """Money that came in. `reference` is the twelve digits of a UPI payment, or a cheque's number."""

    method: PaymentMethod
    amount: int
    on: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Receipt:
    """Amounts in paise, as the books have them: a paper does no arithmetic. Why there was a reduction is not said."""

    language: str
    clinic: Clinic
    number: str
    issued_at: datetime
    patient: Person
    doctor: Doctor | None = None
    lines: tuple[ReceiptLine, ...] = ()
    sum: int
    reduction: int = 0
    tax: int = 0
    round_off: int = 0
    total: int
    payments: tuple[Paid, ...] = ()
    due: int = 0
    cashier: str = ""
    code: str = ""
    duplicate: bool = False
    printed_at: datetime | None = None


def receipt(content: Receipt, roll: Roll = Roll.MM80, fonts: Path | None = None) -> Paper:
    voice, loaded = Voice(content.language), fonts_in(fonts)
    column = roll_column(roll, loaded)
    _head(column, content, voice)
    _facts(column, content, voice)
    _lines(column, content, voice)
    _total(column, content, voice)
    _payments(column, content, voice)
    _foot(column, content, voice)
    title = Said("Receipt {number}", number=content.number)
    return roll_paper(column, PaperKind.RECEIPT, title, f"receipt-{content.number}", voice, loaded)


def figures(voice: Voice, paise: int) -> str:
    """300.00: an amount under a heading that says rupees."""
    return voice.words.money(paise).replace("₹", "")


def _head(column: Column, content: Receipt, voice: Voice) -> None:
    clinic = content.clinic
    column.text(clinic.name, Style(14, Weight.BLACK), "center")
    column.text(clinic.address, LABEL, "center")
    registration = f"Reg.{NBSP}{clinic.registration}" if clinic.registration else ""
    column.text(
        " · ".join(part for part in (clinic.phone.replace(" ", NBSP), registration) if part), LABEL, "center"
    )
    if clinic.gstin:
        column.text(f"GSTIN {clinic.gstin}", VALUE.sized(9.2), "center")
    column.rule(1.2, above=0.8, below=0.7)
    if content.duplicate:
        column.gap(0.6)
        column.boxed(voice.both(Said("DUPLICATE")), Style(10, Weight.BOLD))
        column.gap(0.4)
    column.text(voice.both(Said("RECEIPT")), Style(13, Weight.BOLD), "center")
    column.gap(0.8)


def _facts(column: Column, content: Receipt, voice: Voice) -> None:
    words = voice.words
    when = f"{words.date(clinic_day(content.issued_at))}, {words.time(content.issued_at)}".replace(" ", NBSP)
    facts = [
        ("No.", content.number),
        (voice(Said("Date")), when),
        (voice(Said("Patient")), short_person(content.patient, words, content.issued_at)),
        ("ID", content.patient.number),
    ]
    if content.doctor is not None:
        facts += [(voice(Said("Doctor")), content.doctor.name), ("Reg. no.", content.doctor.number)]
    for label, value in facts:
        if value:
            column.pair(label, value, LABEL, VALUE)


def _lines(column: Column, content: Receipt, voice: Voice) -> None:
    column.rule(0.9, above=0.8, below=0.8)
    heading = Style(9.2, Weight.BOLD)
    column.pair(voice(Said("Service")), voice(Said("Rupees")), heading, heading)
    column.rule(0.6, above=0.4, below=0.9)
    for line in content.lines:
        name = f"{line.local}{NBSP} {line.text}" if line.local and not voice.is_english else line.text
        column.pair(
            name, figures(voice, line.amount), Style(10.2, Weight.MEDIUM), Style(10.4, Weight.SEMIBOLD)
        )
        column.gap(0.5)


def _total(column: Column, content: Receipt, voice: Voice) -> None:
    steps = (
        (Said("Reduction"), -content.reduction),
        (Said("GST"), content.tax),
        (Said("Round off"), content.round_off),
    )
    column.rule(0.8, above=0.4, below=0.8)
    if any(amount for _, amount in steps):
        column.pair(voice(Said("Sum")), figures(voice, content.sum), LABEL, VALUE)
        for label, amount in steps:
            if amount:
                column.pair(voice(label), figures(voice, amount), LABEL, VALUE)
        column.rule(0.8, above=0.8)
    column.gap(1.2)
    total = voice.words.money(content.total)
    style = column.type.fitted(total, Style(17, Weight.BOLD), column.width * 0.66, 9)
    column.pair(voice(Said("Total")), total, Style(14, Weight.BOLD), style)
    column.rule(1.2, above=1, below=0.8)
    in_words = Said("In words: {amount}", amount=voice.words.money_in_words(content.total))
    column.text(voice(in_words), Style(9.2, Weight.SEMIBOLD))
    column.gap(0.8)


def _payments(column: Column, content: Receipt, voice: Voice) -> None:
    for paid in content.payments:
        column.pair(voice(METHODS[paid.method]), figures(voice, paid.amount), LABEL, VALUE)
        if paid.reference:
            label = "UPI ref. (UTR)" if paid.method is PaymentMethod.UPI else voice(Said("Reference"))
            column.pair(label, in_fours(paid.reference), LABEL, VALUE)
    column.gap(0.8)
    _due(column, content, voice)


def in_fours(digits: str) -> str:
    """6325 1180 4471: as it stands on the telephone it is compared with."""
    if not digits.isdigit():
        return digits
    return NBSP.join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _due(column: Column, content: Receipt, voice: Voice) -> None:
    height, padding = 8.0, 2.0
    label = Style(11.4, Weight.BOLD)
    amount = voice.words.money(content.due)
    said = voice(Said("Still to pay"))
    room = column.width - column.type.width(said, label) - 3 * padding
    style = column.type.fitted(amount, Style(13, Weight.BOLD), room, 6)
    baseline = column.y + (height + style.size * CAP_HEIGHT * POINT) / 2
    column.sheet.frame(column.x, column.y, column.width, height, 1.3)
    column.sheet.write(column.x + padding, baseline, column.type.line(said, label), label)
    column.sheet.write(column.right - padding, baseline, column.type.line(amount, style), style, "right")
    column.gap(height + 1.2)


def _foot(column: Column, content: Receipt, voice: Voice) -> None:
    column.text(voice(tax_sentence(content.clinic, content.tax)), LABEL)
    left, bottom = code_beside(column, content.code, "L", 6)
    beside = Column(column.sheet, column.type, left, column.right - left, column.y + 2.4)
    if content.cashier:
        cashier = Said("Cashier: {name}", name=content.cashier)
        beside.text(voice(cashier), Style(9.2, Weight.SEMIBOLD))
    beside.gap(9)
    beside.rule(0.6, below=0.5)
    beside.text(voice.both(Said("Signature")), LABEL)
    column.y = max(bottom, beside.y + 1)
    column.rule(0.6, below=0.8, dashed=True)
    if content.printed_at is not None and content.duplicate:
        column.text(
            voice(Said("Printed again {at}", at=content.printed_at)), Style(9, Weight.MEDIUM), "center"
        )
    column.text(voice(Said("Thank you. Please keep this receipt.")), Style(9.2, Weight.SEMIBOLD), "center")


def tax_sentence(clinic: Clinic, tax: int) -> Said:
    if not clinic.gstin:
        return Said(
            "No GST charged: health care services are exempt and this clinic is not registered under GST."
        )
    if tax:
        return Said("Medicine prices include GST. Health care services are exempt.")
    return Said("No GST charged: health care services are exempt.")
