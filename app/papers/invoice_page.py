"""The pages of a bill: seller and buyer, the lines, what it comes to, what was paid, and how to pay the rest."""

from collections.abc import Iterator

from app.clock import clinic_day
from app.papers.fonts import Fonts, Weight
from app.papers.head import short_person
from app.papers.invoice import Heading, Invoice, heading_of
from app.papers.invoice_sums import Sums
from app.papers.invoice_table import (
    LEFT,
    RIGHT,
    Row,
    draw_carried,
    draw_head,
    draw_row,
    grid_for,
    measured_row,
)
from app.papers.paging import Room, paginate
from app.papers.sheet import Sheet
from app.papers.text import NBSP, Style, Typesetter
from app.papers.voice import Voice
from models.said import Said

A4 = (210.0, 297.0)
MARGIN = 5
FOOT = 281.8
BODY_BOTTOM = FOOT - 4
CARRIED = 6.4
MIDDLE = 117.7
TEXT = Style(9.2)
LABEL = Style(8.8)
VALUE = Style(9.4, Weight.SEMIBOLD)


def lay_out(content: Invoice, voice: Voice, fonts: Fonts) -> list[Sheet]:
    return _Pages(content, voice, Typesetter(fonts)).all()


class _Pages:
    def __init__(self, content: Invoice, voice: Voice, setter: Typesetter) -> None:
        self.content = content
        self.voice = voice
        self.type = setter
        self.heading = heading_of(content.clinic, content.lines)
        self.grid = grid_for(self.heading)
        self.sums = Sums(content, self.heading, voice, setter)

    def all(self) -> list[Sheet]:
        sheets = list(self._pages())
        for number, sheet in enumerate(sheets, 1):
            self._foot(sheet, number, len(sheets))
        return sheets

    def _pages(self) -> Iterator[Sheet]:
        rows = [
            measured_row(number, line, self.grid, self.voice, self.type)
            for number, line in enumerate(self.content.lines, 1)
        ]
        counts = paginate([row.height for row in rows], self._room(), keep=1)
        start = 0
        for page, count in enumerate(counts):
            sheet = _empty_page()
            y = draw_head(sheet, self._head(sheet, is_first=page == 0), self.grid, self.voice, self.type)
            if start:
                y = self._carried(sheet, y, Said("Brought forward"), rows[:start])
            for row in rows[start : start + count]:
                last = row is rows[-1]
                y = draw_row(sheet, y, row, self.grid, self.voice, self.type, last=last)
            start += count
            if page + 1 < len(counts):
                self._carried(sheet, y, Said("Carried forward"), rows[:start])
            else:
                self.sums.draw(sheet, y)
            yield sheet

    def _carried(self, sheet: Sheet, y: float, said: Said, rows: list[Row]) -> float:
        value = sum(row.line.value for row in rows)
        return draw_carried(sheet, y, said, value, self.grid, self.voice, self.type)

    def _room(self) -> Room:
        scratch = _empty_page()
        table = draw_head(scratch, 0, self.grid, self.voice, self.type)
        first = BODY_BOTTOM - self._head(scratch, is_first=True) - table
        later = BODY_BOTTOM - self._head(scratch, is_first=False) - table - CARRIED
        sums = self.sums.draw(scratch, 0)
        return Room(first - CARRIED, first - sums, later - CARRIED, later - sums)

    def _head(self, sheet: Sheet, *, is_first: bool) -> float:
        if self.content.duplicate:
            self._duplicate(sheet)
        y = max(self._seller(sheet), self._titles(sheet)) + 2.2
        sheet.rule(LEFT, y, RIGHT, 1.3)
        if not is_first:
            left = self._facts(sheet, y + 2, LEFT, 24, 74, self._buyer()[:1])
            return max(left, self._facts(sheet, y + 2, MIDDLE, 30, 46, self._about()[:2])) + 1
        left = self._facts(sheet, y + 3.4, LEFT, 24, 74, self._buyer())
        return max(left, self._facts(sheet, y + 3.4, MIDDLE, 30, 46, self._about())) + 1

    def _duplicate(self, sheet: Sheet) -> None:
        style = Style(9.4, Weight.BOLD)
        line = self.type.line(self.voice.both(Said("DUPLICATE")), style)
        width, middle = line.width + 14, (LEFT + RIGHT) / 2
        sheet.frame(middle - width / 2, 7, width, 5.4, 1.2, radius=1)
        sheet.write(middle, 9.7 + line.rise / 2, line, style, "center")

    def _seller(self, sheet: Sheet) -> float:
        clinic, width = self.content.clinic, 100.0
        name = self.type.fitted(clinic.name, Style(20, Weight.BLACK), width, 13)
        y = sheet.block(LEFT, 14.6, self.type.boxed(clinic.name, name, width, 18)) + 0.3
        code = clinic.state.split(" ")[0] if clinic.gstin else ""
        state = self.voice(Said("(state code {code})", code=code)) if code else ""
        for text in (
            f"{clinic.address} {state.replace(' ', NBSP)}".strip(),
            " · ".join(part for part in (clinic.phone, clinic.email) if part),
        ):
            y = sheet.block(LEFT, y, self.type.boxed(text, TEXT, width, 13))
        registration = self.voice.english(Said("Clinic reg. {number}", number=clinic.registration))
        gstin = f"GSTIN{NBSP}{clinic.gstin}" if clinic.gstin else ""
        numbers = (gstin, registration.replace(" ", NBSP) if clinic.registration else "")
        text = f"{NBSP} · {NBSP}".join(part for part in numbers if part)
        return sheet.block(LEFT, y, self.type.wrap(text, VALUE.sized(9.2), width))

    def _titles(self, sheet: Sheet) -> float:
        """The heading keeps its English name, as the law has it; the patient's language stands below."""
        width = RIGHT - MIDDLE + 4
        heading = self.voice.english(self.heading.value)
        style = self.type.fitted(heading, Style(16, Weight.BOLD), width, 11)
        y = sheet.block(RIGHT, 16.2, self.type.wrap(heading, style, width), "right")
        if not self.voice.is_english:
            y = sheet.block(RIGHT, y, self.type.wrap(self.voice(self.heading.value), VALUE, width), "right")
        untaxed = Said("Original for recipient · no tax charged")
        said = untaxed if self.heading is Heading.BILL_OF_SUPPLY else Said("Original for recipient")
        if self.content.duplicate:
            said = Said("Printed again for the recipient")
        return sheet.block(RIGHT, y + 0.4, self.type.wrap(self.voice(said), Style(8.6), width), "right")

    def _buyer(self) -> list[tuple[str, str]]:
        content = self.content
        person = short_person(content.patient, self.voice.words, content.issued_at)
        facts = [
            (self.voice(Said("Billed to")), person),
            (self.voice(Said("Patient ID")), content.patient.number),
            (self.voice(Said("Address")), content.address),
        ]
        if content.clinic.gstin:
            facts.append(("GSTIN", content.buyer_gstin or self.voice(Said("Unregistered"))))
        return facts

    def _about(self) -> list[tuple[str, str]]:
        content, words = self.content, self.voice.words
        when = f"{words.date(clinic_day(content.issued_at))}, {words.time(content.issued_at)}"
        facts = [(self.voice(Said("Number")), content.number), (self.voice(Said("Date")), when)]
        if content.clinic.gstin:
            facts.append(
                (self.voice(Said("Place of supply")), content.place_of_supply or content.clinic.state)
            )
        if content.doctor is not None:
            doctor = ", ".join(part for part in (content.doctor.name, content.doctor.number) if part)
            facts.append((self.voice(Said("Doctor")), doctor))
        return facts

    def _facts(
        self, sheet: Sheet, y: float, left: float, indent: float, width: float, facts: list[tuple[str, str]]
    ) -> float:
        for label, value in facts:
            if value:
                block, name = self.type.boxed(value, VALUE, width, 26), self.type.wrap(label, LABEL, indent)
                top = y + block.first_baseline - name.first_baseline
                y = max(sheet.block(left + indent, y, block), sheet.block(left, max(y, top), name)) + 0.5
        return y

    def _foot(self, sheet: Sheet, page: int, pages: int) -> None:
        sheet.rule(LEFT, FOOT, RIGHT, 0.6)
        bold = Style(8.4, Weight.SEMIBOLD)
        number = self.type.line(self.voice(Said("Page {page} of {pages}", page=page, pages=pages)), bold)
        sheet.write(RIGHT, FOOT + 4, number, bold, "right")
        text = self.voice.english(self._foot_words())
        style = self.type.fitted(text, Style(7.8), RIGHT - LEFT - number.width - 4, 5)
        sheet.write(LEFT, FOOT + 4, self.type.line(text, style), style)

    def _foot_words(self) -> Said:
        content = self.content
        if not content.duplicate:
            said = Said("{number} · made with Shivir · printed {at} · reprints say DUPLICATE")
        elif content.first_printed_at is None:
            said = Said("{number} · made with Shivir · DUPLICATE {at}")
        else:
            said = Said("{number} · made with Shivir · DUPLICATE {at} · printed {first}")
        slots = {"number": content.number, "at": content.printed_at, "first": content.first_printed_at}
        return Said(said.text, **slots)


def _empty_page() -> Sheet:
    return Sheet(*A4, margin=MARGIN)
