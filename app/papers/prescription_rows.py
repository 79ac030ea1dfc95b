"""The table of medicines: what each row holds, how high it is, and how it is drawn."""

from dataclasses import dataclass

from app.papers.dosing import amount, directions, measure
from app.papers.fonts import Weight
from app.papers.marks import Mark, bed, moon, sun, sunrise
from app.papers.medicine import Amount, Doses, EveryHours, Medicine, Rhythm, Unit, WhenNeeded
from app.papers.prescription_grid import LEFT, RIGHT, WIDTH
from app.papers.sheet import Sheet
from app.papers.text import CAP_HEIGHT, NBSP, POINT, Block, Style, Typesetter, plain
from app.papers.voice import Voice
from models.said import Said

NUMBER, DAYS, QUANTITY = 6.6, 9.5, 14.4
CELL_HEIGHT = 6.4
DASH = "–"


@dataclass(frozen=True, slots=True)
class Density:
    """How close the rows stand: sizes of name and words in points, space above and below in mm."""

    name: float
    words: float
    padding: float


NORMAL = Density(10.8, 9.2, 1.25)
SNUG = Density(10.8, 9.2, 0.85)
TIGHT = Density(10, 8.6, 0.8)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand. A time of the day nobody takes anything at bedtime for has no column."""

    times: tuple[tuple[Said, Mark], ...]
    cell: float

    @property
    def text_width(self) -> float:
        return WIDTH - NUMBER - self.cells_width - DAYS - QUANTITY - 1.5

    @property
    def cells_width(self) -> float:
        return self.cell * len(self.times)

    @property
    def cells(self) -> float:
        return RIGHT - QUANTITY - DAYS - self.cells_width

    @property
    def days(self) -> float:
        return RIGHT - QUANTITY - DAYS / 2


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    medicine: Medicine
    name: Block
    words: Block
    quantity_words: Block
    density: Density

    @property
    def height(self) -> float:
        beside = CELL_HEIGHT + 0.6
        label = 0.7 + self.density.name * POINT * 1.2 + 3.4 if self.medicine.schedule else 0.0
        quantity = self.quantity_top + self.quantity_words.height
        return max(self.name.height + self.words.height, beside, label, quantity) + 2 * self.density.padding

    @property
    def quantity_top(self) -> float:
        return 1.34 * 11 * POINT * self.density.name / NORMAL.name


def columns_for(medicines: tuple[Medicine, ...]) -> Columns:
    times = [(Said("Morning"), sunrise()), (Said("Noon"), sun()), (Said("Night"), moon())]
    if any(isinstance(medicine.taken, Doses) and medicine.taken.bedtime for medicine in medicines):
        return Columns((*times, (Said("Bedtime"), bed())), 9.4)
    return Columns(tuple(times), 10)


def measured_row(
    number: int,
    medicine: Medicine,
    columns: Columns,
    density: Density,
    highest: float,
    voice: Voice,
    setter: Typesetter,
) -> Row:
    """Set smaller only when it would be higher than a page has room for."""
    width, room = columns.text_width, highest - 2 * density.padding
    name = setter.boxed(_name(medicine), Style(density.name), width, room * 0.55)
    words = setter.boxed(directions(medicine, voice.words), Style(density.words), width, room * 0.45)
    quantity = setter.boxed(_quantity_words(medicine, voice), Style(7, Weight.MEDIUM), QUANTITY, room * 0.6)
    return Row(number, medicine, name, words, quantity, density)


def _name(medicine: Medicine) -> str:
    """**METFORMIN** 500 mg tablet (Glycomet): the generic name in capitals, the strength in one piece."""
    strength = plain(medicine.strength)
    parts = [
        f"**{plain(medicine.name).upper()}**",
        strength.replace(" ", NBSP) if len(strength) <= 24 else strength,
        plain(medicine.form),
        f"({plain(medicine.brand)})" if medicine.brand else "",
    ]
    return " ".join(part for part in parts if part)


def _quantity_words(medicine: Medicine, voice: Voice) -> str:
    number = medicine.quantity
    if medicine.quantity_words:
        return f"({medicine.quantity_words})"
    if number is None or number != int(number):
        return ""
    return f"({voice.words.in_words(int(number))})"


def table_head(sheet: Sheet, top: float, columns: Columns, voice: Voice, setter: Typesetter) -> float:
    """℞ and the names of the columns; where the first row begins."""
    bottom = top + 9.2
    sign = Style(20, Weight.BOLD)
    sheet.write(LEFT, bottom - 2.6, setter.line("℞", sign), sign)
    label = Style(7.2, Weight.SEMIBOLD)
    title = Style(8.2, Weight.SEMIBOLD)
    sheet.write(
        LEFT + 8.6, bottom - 2.6, setter.line(voice(Said("Medicine and how to take it")), title), title
    )
    for index, (time, mark) in enumerate(columns.times):
        middle = columns.cells + columns.cell * (index + 0.5) - 0.3
        sheet.mark(middle - 2.4, bottom - 9, 4.8, mark)
        sheet.write(middle, bottom - 1.7, setter.line(voice(time), label), label, "center")
    sheet.write(columns.days, bottom - 1.7, setter.line(voice(Said("Days")), label), label, "center")
    sheet.write(RIGHT, bottom - 1.7, setter.line(voice(Said("Quantity")), label), label, "right")
    sheet.rule(LEFT, bottom, RIGHT, 1.1)
    return bottom


def draw_row(sheet: Sheet, top: float, row: Row, columns: Columns, voice: Voice, setter: Typesetter) -> float:
    """One medicine and the rule under it; where the next begins."""
    inner = top + row.density.padding
    _numbered(sheet, inner, row, setter)
    left = LEFT + NUMBER
    sheet.block(left, sheet.block(left, inner, row.name), row.words)
    _taken(sheet, inner, row.medicine, columns, voice, setter)
    _days_and_quantity(sheet, inner, row, columns, setter)
    bottom = top + row.height
    sheet.rule(LEFT, bottom, RIGHT, 0.35)
    return bottom


def _numbered(sheet: Sheet, top: float, row: Row, setter: Typesetter) -> None:
    style = Style(9, Weight.SEMIBOLD)
    baseline = top + row.name.first_baseline
    sheet.write(LEFT, baseline, setter.line(f"{row.number}.", style), style)
    if row.medicine.schedule:
        label = Style(7, Weight.BOLD)
        line = setter.line(row.medicine.schedule, label)
        sheet.frame(LEFT, baseline + 1.3, line.width + 1.6, 3.2, 0.8, radius=0.5)
        sheet.write(LEFT + 0.8, baseline + 2.9 + line.rise / 2, line, label)


def _taken(
    sheet: Sheet, top: float, medicine: Medicine, columns: Columns, voice: Voice, setter: Typesetter
) -> None:
    said = _instead_of_times(medicine)
    if said is not None:
        width = columns.cells_width - 0.6
        sheet.frame(columns.cells, top + 0.2, width, CELL_HEIGHT, 0.8, dashed=True)
        _in_cell(sheet, columns.cells + width / 2, top + 0.2, voice(said), width, setter, white=False)
    elif isinstance(medicine.taken, Doses):
        taken = medicine.taken
        for index, number in enumerate((taken.morning, taken.noon, taken.night, taken.bedtime)):
            if index < len(columns.times):
                left = columns.cells + index * columns.cell
                _time_cell(sheet, left, top + 0.2, columns.cell - 0.6, number, medicine.unit, voice, setter)


def _instead_of_times(medicine: Medicine) -> Said | None:
    """What is not taken every day at a time must not look as if it were: a weekly dose taken daily has killed."""
    match medicine.taken, medicine.rhythm:
        case (_, Rhythm.WEEKLY):
            return Said("once a week")
        case (_, Rhythm.ALTERNATE_DAYS):
            return Said("every other day")
        case (_, Rhythm.ONCE):
            return Said("once only")
        case (WhenNeeded(), _):
            return Said("when needed")
        case (EveryHours(hours=hours), _):
            return Said("every {hours} hours", hours=hours)
    return None


def _time_cell(
    sheet: Sheet,
    left: float,
    top: float,
    width: float,
    number: Amount,
    unit: Unit,
    voice: Voice,
    setter: Typesetter,
) -> None:
    sheet.frame(left, top, width, CELL_HEIGHT, 0.8, filled=bool(number))
    text = measure(number, unit, voice.words) if unit is Unit.ML and number else amount(number)
    _in_cell(sheet, left + width / 2, top, text if number else DASH, width, setter, white=bool(number))


def _in_cell(
    sheet: Sheet, middle: float, top: float, text: str, width: float, setter: Typesetter, *, white: bool
) -> None:
    size = 8.6 if len(text) > 3 else 11
    style = setter.fitted(text, Style(size, Weight.BOLD, white=white), width - 1, 6)
    line = setter.line(text, style)
    baseline = top + (CELL_HEIGHT + style.size * CAP_HEIGHT * POINT) / 2
    sheet.write(middle, baseline, line, style, "center")


def _days_and_quantity(sheet: Sheet, top: float, row: Row, columns: Columns, setter: Typesetter) -> None:
    medicine = row.medicine
    style = Style(10.4, Weight.SEMIBOLD)
    days = str(medicine.days) if medicine.days is not None else DASH
    sheet.write(columns.days, top + 4.7, setter.line(days, style), style, "center")
    figure = DASH if medicine.quantity is None else amount(medicine.quantity)
    text = f"{figure}{NBSP}{medicine.quantity_unit}".strip(NBSP) if medicine.quantity else figure
    number = setter.fitted(text, Style(11, Weight.BOLD), QUANTITY, 7)
    sheet.write(RIGHT, top + 0.55 * row.quantity_top + 1.3, setter.line(text, number), number, "right")
    sheet.block(RIGHT, top + row.quantity_top, row.quantity_words, "right")
