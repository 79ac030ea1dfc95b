"""The lines of a bill: columns by heading, whole rows, and sums carried over when they take more than a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.papers.fonts import Weight
from app.papers.invoice import Heading, InvoiceLine
from app.papers.receipt import figures
from app.papers.sheet import Sheet
from app.papers.text import NBSP, Block, Style, Typesetter, plain
from app.papers.voice import Voice
from models.said import Said

LEFT, RIGHT = 16.0, 194.0
DASH = "–"
HEAD = Style(7.8, Weight.SEMIBOLD)
CELL = Style(9.2)
DETAIL = Style(8.6)
PADDING = 1.35


@dataclass(frozen=True, slots=True)
class Field:
    """A column of figures: where its right edge is, and how much room it has."""

    head: Said
    edge: float
    width: float


@dataclass(frozen=True, slots=True)
class Grid:
    """`description` and `code` are left edges, `description_width` is what the text may take."""

    code_head: Said
    description: float
    description_width: float
    code: float
    fields: tuple[Field, ...]


QUANTITY, RATE, LESS, VALUE = Said("Qty"), Said("Rate ₹"), Said("Less ₹"), Said("Value ₹")

TAXED = Grid(
    Said("HSN / SAC"),
    24,
    55,
    80.5,
    (
        Field(QUANTITY, 107, 14),
        Field(RATE, 125, 17.5),
        Field(LESS, 142, 16),
        Field(VALUE, 161.5, 18),
        Field(Said("GST %"), 177, 13),
        Field(Said("GST ₹"), 192.7, 14.5),
    ),
)
UNTAXED = Grid(
    Said("SAC"),
    25,
    82,
    109,
    (Field(QUANTITY, 136, 14), Field(RATE, 155.5, 18), Field(LESS, 173.5, 16.5), Field(VALUE, 192.7, 18)),
)


def grid_for(heading: Heading) -> Grid:
    return TAXED if heading.has_tax else UNTAXED


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    line: InvoiceLine
    name: Block
    details: tuple[Block, ...]

    @property
    def height(self) -> float:
        return self.name.height + sum(block.height for block in self.details) + 2 * PADDING


def measured_row(number: int, line: InvoiceLine, grid: Grid, voice: Voice, setter: Typesetter) -> Row:
    text = " ".join(part for part in (f"**{plain(line.text)}**", plain(line.strength)) if part)
    name = setter.wrap(text, Style(9.2, strong=Weight.SEMIBOLD), grid.description_width)
    details = tuple(setter.wrap(detail, DETAIL, grid.description_width) for detail in _details(line, voice))
    return Row(number, line, name, details)


def _details(line: InvoiceLine, voice: Voice) -> Iterator[str]:
    batch = voice(Said("Batch {batch}", batch=line.batch)) if line.batch else ""
    expiry = voice(Said("exp {expiry}", expiry=line.expiry)) if line.expiry else ""
    if batch or expiry:
        yield " · ".join(part.replace(" ", NBSP) for part in (batch, expiry) if part)
    if line.mrp is not None:
        price = voice.words.money(line.mrp)
        said = Said("MRP {price} a {pack}", price=price, pack=line.mrp_per)
        yield voice(said if line.mrp_per else Said("MRP {price}", price=price))


def draw_head(sheet: Sheet, top: float, grid: Grid, voice: Voice, setter: Typesetter) -> float:
    """The names of the columns; heads of two words stand in two lines rather than break inside one."""
    bottom = top + 8.4
    blocks = [(LEFT + 1, "left", "#", 6.0), (grid.description, "left", voice(Said("Description")), 50.0)]
    blocks.append((grid.code, "left", voice(grid.code_head), 10.0))
    blocks += [(field.edge, "right", voice(field.head), field.width) for field in grid.fields]
    for x, align, text, width in blocks:
        block = setter.wrap(text, HEAD, width)
        sheet.block(x, bottom - 0.8 - block.height, block, align)
    sheet.rule(LEFT, bottom, RIGHT, 0.9)
    return bottom


def draw_row(
    sheet: Sheet, top: float, row: Row, grid: Grid, voice: Voice, setter: Typesetter, *, last: bool
) -> float:
    y = top + PADDING
    baseline = y + row.name.first_baseline
    sheet.write(LEFT + 1, baseline, setter.line(str(row.number), CELL), CELL)
    code = setter.fitted(row.line.code, CELL, 14, 6)
    sheet.write(grid.code, baseline, setter.line(row.line.code, code), code)
    for field, text in zip(grid.fields, _cells(row.line, voice), strict=False):
        style = setter.fitted(text, CELL, field.width, 5)
        sheet.write(field.edge, baseline, setter.line(text, style), style, "right")
    y = sheet.block(grid.description, y, row.name)
    for block in row.details:
        y = sheet.block(grid.description, y, block)
    sheet.rule(LEFT, top + row.height, RIGHT, 0.9 if last else 0.35)
    return top + row.height


def _cells(line: InvoiceLine, voice: Voice) -> tuple[str, ...]:
    return (
        line.quantity.replace(" ", NBSP),
        figures(voice, line.rate),
        figures(voice, line.less) if line.less else DASH,
        figures(voice, line.value),
        voice(Said("Exempt")) if line.gst_percent is None else percent(line.gst_percent),
        figures(voice, line.gst) if line.is_taxed else DASH,
    )


def percent(rate: int | Decimal) -> str:
    """5, 2.5: no trailing zeros."""
    return f"{Decimal(rate).normalize():f}"


def draw_carried(
    sheet: Sheet, top: float, said: Said, paise: int, grid: Grid, voice: Voice, setter: Typesetter
) -> float:
    """What the lines of earlier pages come to, so that nobody adds them again."""
    field = next(field for field in grid.fields if field.head is VALUE)
    style = Style(9.2, Weight.SEMIBOLD)
    sheet.write(grid.description, top + 4.4, setter.line(voice(said), style), style)
    amount = figures(voice, paise)
    fitted = setter.fitted(amount, style, field.width, 5)
    sheet.write(field.edge, top + 4.4, setter.line(amount, fitted), fitted, "right")
    sheet.rule(LEFT, top + 6.4, RIGHT, 0.35)
    return top + 6.4
