"""The sum of a bill in whole paise: reductions, tax inside the price, equal halves, whole rupees at the end.

Prices include tax, as a printed price (MRP) does: tax is taken out of the amount, never put on top, so nobody
pays more than the price. The taxable value carries the paisa that two equal halves cannot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.code_list import code_list
from models.said import Paise, Said
from models.values import BadValue
from models.vocabulary import ItemKind

FULL_RATE = 10_000


class Heading(StrEnum):
    """What the paper must be called; the law ties it to who sells what."""

    BILL = "bill"
    BILL_OF_SUPPLY = "bill_of_supply"
    TAX_INVOICE = "tax_invoice"
    INVOICE_CUM_BILL_OF_SUPPLY = "invoice_cum_bill_of_supply"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing sold. The reduction is off the whole line; `tax_bp` is in hundredths of a percent."""

    rate_paise: int
    quantity: int = 1
    discount_paise: int = 0
    tax_bp: int = 0
    hsn: str | None = None


@dataclass(frozen=True, slots=True)
class Charged:
    """What one line comes to after its own reduction and its share of the bill's."""

    line: Line
    discount: int
    net: int
    taxable: int
    cgst: int
    sgst: int


@dataclass(frozen=True, slots=True)
class TaxRow:
    """The lines of one code and rate together."""

    hsn: str | None
    tax_bp: int
    taxable: int
    cgst: int
    sgst: int


@dataclass(frozen=True, slots=True)
class Bill:
    """`gross - discount = net = exempt + taxable + cgst + sgst`, and `net + round_off = total`. All in paise."""

    heading: Heading
    lines: tuple[Charged, ...]
    gross: int
    discount: int
    net: int
    exempt: int
    taxable: int
    cgst: int
    sgst: int
    round_off: int
    total: int
    tax_rows: tuple[TaxRow, ...]


def usual_tax(item: ItemKind) -> tuple[str, int]:
    """The code and the rate a new price starts with."""
    usual = code_list("gst")["usual"][item]
    return usual["hsn"], usual["tax_bp"]


def add_up(lines: Sequence[Line], discount_paise: int = 0, *, registered: bool) -> Bill:
    """The bill of these lines. A clinic without a GSTIN charges no tax, whatever the lines say."""
    for line in lines:
        _check(line)
    before = [line.rate_paise * line.quantity - line.discount_paise for line in lines]
    if discount_paise < 0:
        raise BadValue(Said("A reduction cannot be less than zero."))
    if discount_paise > sum(before):
        raise _too_much(sum(before))
    shares = _shared_out(discount_paise, before)
    charged = tuple(
        _charged(line, net - share, registered)
        for line, net, share in zip(lines, before, shares, strict=True)
    )
    net = sum(one.net for one in charged)
    total = (net + 50) // 100 * 100
    taxed = [one for one in charged if registered and one.line.tax_bp]
    return Bill(
        heading=heading(lines, registered=registered),
        lines=charged,
        gross=sum(line.rate_paise * line.quantity for line in lines),
        discount=sum(one.discount for one in charged),
        net=net,
        exempt=net - sum(one.net for one in taxed),
        taxable=sum(one.taxable for one in taxed),
        cgst=sum(one.cgst for one in charged),
        sgst=sum(one.sgst for one in charged),
        round_off=total - net,
        total=total,
        tax_rows=_tax_rows(taxed),
    )


def heading(lines: Sequence[Line], *, registered: bool) -> Heading:
    if not registered:
        return Heading.BILL
    rates = {line.tax_bp > 0 for line in lines}
    if rates == {True}:
        return Heading.TAX_INVOICE
    return Heading.INVOICE_CUM_BILL_OF_SUPPLY if True in rates else Heading.BILL_OF_SUPPLY


def _check(line: Line) -> None:
    if line.quantity < 1 or line.rate_paise < 0:
        raise BadValue(Said("A line needs a quantity of 1 or more and an amount of zero or more."))
    if line.discount_paise < 0:
        raise BadValue(Said("A reduction cannot be less than zero."))
    if line.discount_paise > line.rate_paise * line.quantity:
        raise _too_much(line.rate_paise * line.quantity)
    if not 0 <= line.tax_bp <= FULL_RATE:
        raise BadValue(Said("A tax rate goes from 0 to 100 %."))


def _too_much(amount: int) -> BadValue:
    return BadValue(Said("The reduction is more than the amount, which is {amount}.", amount=Paise(amount)))


def _charged(line: Line, net: int, registered: bool) -> Charged:
    half = 0
    if registered and line.tax_bp:
        # Half of net × rate / (1 + rate), to the nearest paisa, a half upwards.
        part, whole = net * line.tax_bp, 2 * (FULL_RATE + line.tax_bp)
        half = (2 * part + whole) // (2 * whole)
        half = min(half, net // 2)
    discount = line.rate_paise * line.quantity - net
    return Charged(line, discount, net, taxable=net - 2 * half, cgst=half, sgst=half)


def _shared_out(amount: int, values: Sequence[int]) -> list[int]:
    """`amount` in parts by value; what rounding leaves goes to the largest remainders, so the parts add up."""
    whole = sum(values)
    if not whole:
        return [0] * len(values)
    shares = [amount * value // whole for value in values]
    by_remainder = sorted(range(len(values)), key=lambda at: -(amount * values[at] % whole))
    for at in by_remainder[: amount - sum(shares)]:
        shares[at] += 1
    return shares


def _tax_rows(taxed: Sequence[Charged]) -> tuple[TaxRow, ...]:
    groups: dict[tuple[str, int], list[Charged]] = {}
    for one in taxed:
        groups.setdefault((one.line.hsn or "", one.line.tax_bp), []).append(one)
    return tuple(
        TaxRow(
            hsn=hsn or None,
            tax_bp=tax_bp,
            taxable=sum(one.taxable for one in ones),
            cgst=sum(one.cgst for one in ones),
            sgst=sum(one.sgst for one in ones),
        )
        for (hsn, tax_bp), ones in sorted(groups.items())
    )
