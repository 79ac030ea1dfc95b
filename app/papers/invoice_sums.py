"""Below the lines of a bill: words and taxes at the left, sums and payments at the right, notes, signature."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from app.clock import clinic_day
from app.papers.fonts import Weight
from app.papers.invoice import Heading, Invoice, TaxRow
from app.papers.invoice_table import DASH, LEFT, RIGHT, percent
from app.papers.qr import QUIET_ZONE, qr
from app.papers.receipt import Paid, figures, in_fours
from app.papers.sheet import Sheet
from app.papers.text import CAP_HEIGHT, NBSP, POINT, Style, Typesetter
from app.papers.voice import Voice
from models.said import Paise, Said
from models.vocabulary import PaymentMethod

LEFT_WIDTH = 92.0
SUMS_LEFT, SUMS_RIGHT = 117.7, 192.7
CODE = 34.0
TEXT = Style(9.2)
FIGURE = Style(9.2, Weight.MEDIUM)

EXEMPT = Said(
    "Health care services by a clinical establishment: exempt, Notification 12/2017-CT (Rate), entry 74."
)

PAID = {
    PaymentMethod.CASH: Said("Paid in cash, {on}"),
    PaymentMethod.UPI: Said("Paid by UPI, {on}"),
    PaymentMethod.CARD: Said("Paid by card, {on}"),
    PaymentMethod.CHEQUE: Said("Paid by cheque, {on}"),
    PaymentMethod.ONLINE: Said("Paid by bank transfer, {on}"),
    PaymentMethod.ADVANCE: Said("Paid from advance, {on}"),
}


class Sums:
    def __init__(self, content: Invoice, heading: Heading, voice: Voice, setter: Typesetter) -> None:
        self.content = content
        self.heading = heading
        self.voice = voice
        self.type = setter

    def draw(self, sheet: Sheet, top: float) -> float:
        """Everything under the table; where it ends."""
        y = max(self._left(sheet, top + 3.6), self._right(sheet, top + 3.6))
        return self._signature(sheet, self._notes(sheet, y + 5))

    # left

    def _left(self, sheet: Sheet, y: float) -> float:
        in_words = self.voice.words.money_in_words(self.content.total)
        y = sheet.block(LEFT, y, self.type.wrap(self.voice(Said("Amount in words")), Style(8.6), LEFT_WIDTH))
        y = sheet.block(LEFT, y + 0.6, self.type.wrap(in_words, Style(11, Weight.SEMIBOLD), LEFT_WIDTH)) + 1
        if self.heading.has_tax:
            y = self._tax_table(sheet, y)
        if self.content.upi and self.content.due > 0:
            y = self._upi_box(sheet, y + 3)
        return y

    def _tax_table(self, sheet: Sheet, y: float) -> float:
        heads, edges = self._tax_columns()
        y = self._tax_row(sheet, y, heads, edges, Style(7.8, Weight.SEMIBOLD), 0.9)
        for tax in self.content.taxes:
            y = self._tax_row(sheet, y, self._tax_cells(tax), edges, Style(8.8), 0.35)
        return y

    def _tax_row(
        self,
        sheet: Sheet,
        y: float,
        cells: tuple[str, ...],
        edges: tuple[float, ...],
        style: Style,
        thickness: float,
    ) -> float:
        rooms = (22.0, 24.0, *(right - left - 1.5 for left, right in pairwise(edges[1:])))
        for index, (text, edge, room) in enumerate(zip(cells, edges, rooms, strict=True)):
            fitted = self.type.fitted(text, style, room, 5)
            sheet.write(edge, y + 4.2, self.type.line(text, fitted), fitted, "right" if index else "left")
        sheet.rule(LEFT, y + 5.8, LEFT + LEFT_WIDTH, thickness)
        return y + 5.8

    def _tax_columns(self) -> tuple[tuple[str, ...], tuple[float, ...]]:
        first = ("HSN / SAC", self.voice(Said("Taxable ₹")))
        if self.content.igst:
            return (*first, "IGST ₹", self.voice(Said("Tax ₹"))), (LEFT + 1, 60, 84, 107)
        return (*first, "CGST ₹", "SGST ₹", self.voice(Said("Tax ₹"))), (LEFT + 1, 57, 73, 89, 107)

    def _tax_cells(self, row: TaxRow) -> tuple[str, ...]:
        split = (row.igst,) if self.content.igst else (row.cgst, row.sgst)
        if row.exempt:
            return (row.code, self.voice(Said("Exempt")), *(DASH for _ in split), DASH)
        return (row.code, *(figures(self.voice, amount) for amount in (row.taxable, *split, row.tax)))

    def _upi_box(self, sheet: Sheet, top: float) -> float:
        """Scanned by the patient. A promise to pay is not a payment: only the twelve digits are."""
        code = qr(self.content.upi, "M")
        quiet = CODE * QUIET_ZONE / code.side
        left, y = LEFT + quiet + 1, top + quiet + 1
        sheet.code(left, y, CODE, code)
        x = left + CODE + quiet + 1
        width = LEFT + LEFT_WIDTH - x - 3
        title = self.voice(Said("Pay {amount} by UPI", amount=Paise(self.content.due)))
        style = self.type.fitted(title, Style(12, Weight.BOLD), width, 9)
        y = sheet.block(x, y, self.type.wrap(title, style, width)) + 0.8
        address = self.type.wrap(self.content.upi_address, Style(8.8, Weight.SEMIBOLD), width)
        y = sheet.block(x, y, address) + 0.8
        said = Said(
            "Scan with any UPI app. Show the “paid” screen at the desk. "
            "Not confirmed until the 12-digit UPI number is written here:"
        )
        y = sheet.block(x, y, self.type.wrap(self.voice(said), Style(8.2), width)) + 7
        sheet.rule(x, y, x + width, 0.6)
        bottom = max(y + 3.5, top + CODE + 2 * quiet + 2)
        sheet.frame(LEFT, top, LEFT_WIDTH, bottom - top, 1.1)
        return bottom

    # right

    def _right(self, sheet: Sheet, y: float) -> float:
        for label, amount in self._steps():
            y = self._amount(sheet, y, label, figures(self.voice, amount))
        sheet.rule(SUMS_LEFT, y + 0.6, RIGHT, 1.1)
        total = self.voice.words.money(self.content.total)
        style = self.type.fitted(total, Style(17, Weight.BLACK), 54, 8)
        bold = Style(13, Weight.BOLD)
        sheet.write(SUMS_LEFT, y + 7.4, self.type.line(self.voice(Said("Total")), bold), bold)
        sheet.write(SUMS_RIGHT, y + 7.4, self.type.line(total, style), style, "right")
        sheet.rule(SUMS_LEFT, y + 10.9, RIGHT, 1.1)
        y += 12
        for paid in self.content.payments:
            y = self._payment(sheet, y, paid)
        return self._due(sheet, y + 0.8)

    def _steps(self) -> Iterator[tuple[str, int]]:
        content, voice = self.content, self.voice
        if content.exempt_value and self.heading is not Heading.BILL:
            yield voice(Said("Exempt value (health care)")), content.exempt_value
        if self.heading.has_tax:
            yield voice(Said("Taxable value")), content.taxable_value
            yield from self._taxes()
        if self.heading is not Heading.BILL_OF_SUPPLY:
            yield voice(Said("Sum")), content.sum
        yield voice(Said("Round off")), content.round_off

    def _taxes(self) -> Iterator[tuple[str, int]]:
        """The rate is named when there is only one; each rate's own sums are in the table."""
        rates = {line.gst_percent for line in self.content.lines if line.gst_percent}
        rate = rates.pop() if len(rates) == 1 else None
        if self.content.igst:
            yield (f"IGST {percent(rate)}{NBSP}%" if rate is not None else "IGST"), self.content.igst
            return
        half = f" {percent(Decimal(rate) / 2)}{NBSP}%" if rate is not None else ""
        yield f"CGST{half}", self.content.cgst
        yield f"SGST{half}", self.content.sgst

    def _amount(self, sheet: Sheet, y: float, label: str, amount: str) -> float:
        style = self.type.fitted(amount, FIGURE, 30, 6)
        block = self.type.wrap(label, TEXT, SUMS_RIGHT - SUMS_LEFT - 32)
        sheet.write(SUMS_RIGHT, y + block.first_baseline, self.type.line(amount, style), style, "right")
        return sheet.block(SUMS_LEFT, y, block) + 0.7

    def _payment(self, sheet: Sheet, y: float, paid: Paid) -> float:
        on = paid.on or clinic_day(self.content.issued_at)
        label = self.voice(Said(PAID[paid.method].text, on=on))
        y = self._amount(sheet, y, label, figures(self.voice, paid.amount))
        if not paid.reference:
            return y
        reference = self.voice(Said("Reference {number}", number=in_fours(paid.reference)))
        return sheet.block(SUMS_LEFT, y - 0.5, self.type.wrap(reference, Style(8.2), 70)) + 0.7

    def _due(self, sheet: Sheet, y: float) -> float:
        height = 9.0
        label, amount = Style(11, Weight.BOLD), self.voice.words.money(self.content.due)
        style = self.type.fitted(amount, Style(13.5, Weight.BLACK), 44, 8)
        sheet.frame(SUMS_LEFT, y, RIGHT - SUMS_LEFT, height, 1.3)
        baseline = y + (height + style.size * CAP_HEIGHT * POINT) / 2
        said = self.voice(Said("Still to pay"))
        sheet.write(SUMS_LEFT + 3, baseline, self.type.line(said, label), label)
        sheet.write(RIGHT - 3, baseline, self.type.line(amount, style), style, "right")
        return y + height

    # notes and signature

    def _notes(self, sheet: Sheet, y: float) -> float:
        sentences = [self.voice(said) for said in self._law()]
        text = " ".join([*sentences, *self.content.notes])
        return sheet.block(LEFT, y, self.type.boxed(text, Style(8.4), 100, 40))

    def _law(self) -> Iterator[Said]:
        match self.heading:
            case Heading.BILL:
                yield Said(
                    "No GST charged: health care services are exempt and this clinic is not registered under GST."
                )
                return
            case Heading.BILL_OF_SUPPLY | Heading.INVOICE_CUM_BILL:
                yield EXEMPT
        if self.heading is Heading.BILL_OF_SUPPLY:
            yield Said("No GST is charged on this bill.")
        else:
            yield Said(
                "Medicine prices include GST and are not above MRP. Tax is not payable on reverse charge."
            )

    def _signature(self, sheet: Sheet, y: float) -> float:
        y += 8
        sheet.rule(RIGHT - 58, y, RIGHT, 0.7)
        bold = Style(9.2, Weight.SEMIBOLD)
        said = self.voice(Said("For {clinic}", clinic=self.content.clinic.name))
        y = sheet.block(RIGHT, y + 1, self.type.wrap(said, bold, 58), "right")
        return sheet.block(
            RIGHT, y, self.type.wrap(self.voice(Said("Authorised signatory")), Style(8.8), 58), "right"
        )
