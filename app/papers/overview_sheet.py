"""The overview on one side of A4: what a supervisor takes to a meeting. No name of a patient can come onto it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.papers.fonts import Weight, fonts_in
from app.papers.head import Clinic
from app.papers.page import Paper, PaperKind, Stock
from app.papers.press import press
from app.papers.sheet import Sheet
from app.papers.text import Style, Typesetter
from app.papers.voice import Voice
from models.said import Said

A4 = (210.0, 297.0)
LEFT, RIGHT, MIDDLE = 14.0, 196.0, 107.0
FOOT = 283.0
BIG = Style(17, Weight.BOLD)
TITLE = Style(11, Weight.SEMIBOLD)
TEXT = Style(9.2)
FIGURE = Style(9.2, Weight.SEMIBOLD)
SMALL = Style(8)
ROW = 5.6


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of its own, with what it is and a note under it."""

    said: Said
    figure: str | Said
    note: Said | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A line of a list with its bar. `filled` of the bar is drawn full, the rest up to `total` as an outline."""

    label: str | Said
    total: int
    filled: int
    note: str | Said = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A list with its heading and what it is of."""

    said: Said
    about: str | Said
    rows: Sequence[Amount]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewSheet:
    """`span` and `place` say of what; `parts` are the days, then up to two lists beside each other."""

    language: str
    clinic: Clinic
    first_day: date
    last_day: date
    place: str | Said
    figures: Sequence[Figure]
    days: Part
    found: Part | None = None
    served: Part | None = None
    printed_at: datetime


def overview_sheet(content: OverviewSheet, fonts: Path | None = None) -> Paper:
    voice, loaded = Voice(content.language), fonts_in(fonts)
    sheet = Sheet(*A4, margin=5)
    _Page(content, voice, Typesetter(loaded), sheet).lay_out()
    title = Said("Overview {first} to {last}", first=content.first_day, last=content.last_day)
    pdf, faults = press([sheet], loaded, title=voice(title), language=voice.language)
    name = f"overview-{content.first_day.isoformat()}-{content.last_day.isoformat()}"
    return Paper(PaperKind.REPORT, title, name, pdf, *A4, 1, Stock.SHEET, faults=faults)


class _Page:
    def __init__(self, content: OverviewSheet, voice: Voice, setter: Typesetter, sheet: Sheet) -> None:
        self.content, self.voice, self.type, self.sheet = content, voice, setter, sheet

    def lay_out(self) -> None:
        y = self._head()
        y = self._figures(y + 4)
        found, served = self.content.found, self.content.served
        beside = max((len(part.rows) for part in (found, served) if part), default=0)
        room = FOOT - y - 26 - (16 + beside * ROW if beside else 0)
        y = self._part(
            self.content.days, LEFT, RIGHT, y + 8, min(ROW, room / max(1, len(self.content.days.rows)))
        )
        for part, left, right in ((found, LEFT, MIDDLE - 6), (served, MIDDLE + 2, RIGHT)):
            if part is not None and part.rows:
                self._part(part, left, right, y + 8, ROW)
        self._foot()

    def _say(self, what: str | Said) -> str:
        return self.voice(what) if isinstance(what, Said) else what

    def _head(self) -> float:
        content = self.content
        name = self.type.fitted(content.clinic.name, BIG, 120, 11)
        y = self.sheet.block(LEFT, 13, self.type.boxed(content.clinic.name, name, 120, 16))
        y = self.sheet.block(LEFT, y + 0.5, self.type.boxed(content.clinic.address, TEXT, 120, 9))
        right = self.sheet.block(RIGHT, 13, self.type.wrap(self.voice(Said("Overview")), BIG, 60), "right")
        span = Said("{first} to {last}", first=content.first_day, last=content.last_day)
        if content.first_day == content.last_day:
            span = Said("{day}", day=content.first_day)
        right = self.sheet.block(RIGHT, right + 0.5, self.type.wrap(self.voice(span), FIGURE, 60), "right")
        place = self.type.boxed(self._say(content.place), TEXT, 60, 9)
        y = max(y, self.sheet.block(RIGHT, right + 0.5, place, "right")) + 2.5
        self.sheet.rule(LEFT, y, RIGHT, 1.1)
        return y

    def _figures(self, top: float) -> float:
        figures = self.content.figures
        gap, height = 3.0, 23.0
        width = (RIGHT - LEFT - gap * (len(figures) - 1)) / max(1, len(figures))
        for at, one in enumerate(figures):
            left = LEFT + at * (width + gap)
            self.sheet.frame(left, top, width, height, 0.6)
            room = width - 5
            y = self._line(self._say(one.said), SMALL, left + 2.5, top + 2.5, room)
            y = self._line(self._say(one.figure), Style(15, Weight.BOLD), left + 2.5, y + 1.2, room)
            if one.note is not None:
                self._line(self.voice(one.note), SMALL, left + 2.5, y + 1.2, room)
        return top + height

    def _line(self, text: str, style: Style, left: float, top: float, width: float) -> float:
        fitted = self.type.fitted(text, style, width, 5)
        return self.sheet.block(left, top, self.type.boxed(text, fitted, width, style.size * 0.5))

    def _part(self, part: Part, left: float, right: float, top: float, pitch: float) -> float:
        title = self.type.line(self.voice(part.said), TITLE)
        self.sheet.write(left, top + 3, title, TITLE)
        about = self._say(part.about)
        room = right - left - title.width - 3
        style = self.type.fitted(about, SMALL, room, 5)
        self.sheet.write(left + title.width + 3, top + 3, self.type.line(about, style), style)
        self.sheet.rule(left, top + 5.4, right, 0.35)
        y = top + 7
        most = max((row.total for row in part.rows), default=0) or 1
        label = 44.0 if right - left < 120 else 30.0
        for row in part.rows:
            self._row(row, left, right, y, pitch, most, label)
            y += pitch
        return y

    def _row(
        self, row: Amount, left: float, right: float, y: float, pitch: float, most: int, label: float
    ) -> None:
        text, style = self._say(row.label), TEXT.sized(min(TEXT.size, pitch * 1.75))
        base = y + pitch * 0.68
        fitted = self.type.fitted(text, style, label - 2, 5)
        self.sheet.write(left, base, self.type.line(text, fitted), fitted)
        note, tail = self._say(row.note), 26.0
        room = right - left - label - tail
        thick = pitch * 0.5
        if row.filled:
            self.sheet.frame(
                left + label, y + pitch * 0.22, room * row.filled / most, thick, 0, 0.4, filled=True
            )
        if row.total > row.filled:
            begins = room * row.filled / most
            width = room * (row.total - row.filled) / most
            self.sheet.frame(left + label + begins, y + pitch * 0.22, width, thick, 0.5, 0.4)
        number = self.type.line(str(row.total), FIGURE.sized(style.size))
        x = left + label + room + 2
        self.sheet.write(x, base, number, FIGURE.sized(style.size))
        if note:
            small = self.type.fitted(note, SMALL, right - x - number.width - 1.5, 4.5)
            self.sheet.write(x + number.width + 1.5, base, self.type.line(note, small), small)

    def _foot(self) -> None:
        self.sheet.rule(LEFT, FOOT, RIGHT, 0.5)
        said = Said("Counted from this laptop's records, {at} · made with Shivir", at=self.content.printed_at)
        text = self.voice(said)
        style = self.type.fitted(text, SMALL, RIGHT - LEFT, 5)
        self.sheet.write(LEFT, FOOT + 4.4, self.type.line(text, style), style)
