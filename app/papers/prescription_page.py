"""The pages of a prescription: whole rows, the fewest pages, and a signature where the last medicines stand."""

from collections.abc import Iterator

from app.papers.fonts import Fonts, Weight
from app.papers.paging import Room, paginate
from app.papers.prescription import A5_TO_A4, Prescription
from app.papers.prescription_grid import (
    A4,
    BODY,
    FOOT,
    LEFT,
    OPEN_BOTTOM,
    RIGHT,
    SIGNATURE_TOP,
    WIDTH,
    bullet,
    empty_page,
)
from app.papers.prescription_head import Head
from app.papers.prescription_rows import (
    NORMAL,
    SNUG,
    TIGHT,
    Density,
    Row,
    columns_for,
    draw_row,
    measured_row,
    table_head,
)
from app.papers.prescription_tail import Tail
from app.papers.sheet import Sheet
from app.papers.text import Block, Style, Typesetter
from app.papers.voice import Voice
from models.said import Said

LOWEST_ROW = 24.0
"""What the fullest page still leaves for one medicine, in mm."""


def lay_out(content: Prescription, voice: Voice, fonts: Fonts) -> list[Sheet]:
    sheets = _Pages(content, voice, Typesetter(fonts)).all()
    if content.large_print:
        for sheet in sheets:
            sheet.width, sheet.height = (side / A5_TO_A4 for side in A4)
    return sheets


class _Pages:
    def __init__(self, content: Prescription, voice: Voice, setter: Typesetter) -> None:
        self.content = content
        self.voice = voice
        self.type = setter
        self.columns = columns_for(content.medicines)
        self.head = Head(content, voice, setter)
        self.tail = Tail(content, voice, setter)
        tail = self.tail.draw(empty_page(), 0, with_advice=True)
        self.has_advice_sheet = tail > (SIGNATURE_TOP - self.head.draw(empty_page(), is_first=False)) / 2

    def all(self) -> list[Sheet]:
        sheets = list(self._medicine_pages())
        if self.has_advice_sheet:
            sheets += self._list_pages(Said("Advice"), self.content.advice)
        if self.head.has_allergy_list:
            sheets += self._list_pages(Said("Allergies"), self.head.allergies)
        for number, sheet in enumerate(sheets, 1):
            self._foot(sheet, number, len(sheets))
        return sheets

    def _medicine_pages(self) -> Iterator[Sheet]:
        rows, counts = self._best_fit()
        start = 0
        for page, count in enumerate(counts):
            sheet = empty_page()
            y = self.head.draw(sheet, is_first=page == 0)
            if rows:
                y = table_head(sheet, y, self.columns, self.voice, self.type)
            for row in rows[start : start + count]:
                y = draw_row(sheet, y, row, self.columns, self.voice, self.type)
            if page + 1 < len(counts):
                self._continued(sheet, y, start + 1, start + count, page + 2)
            else:
                self.tail.draw(sheet, y, with_advice=not self.has_advice_sheet)
                self.tail.signature(sheet)
            start += count
            yield sheet

    def _best_fit(self) -> tuple[list[Row], list[int]]:
        """The easiest to read of those that take the fewest pages; beyond eight medicines rows are close anyway."""
        room = self._room()
        many = len(self.content.medicines)
        choices = (NORMAL, SNUG, TIGHT) if 5 <= many <= 8 else (NORMAL, TIGHT) if many < 5 else (TIGHT,)
        highest = max(LOWEST_ROW, min(room.first_open, max(room.first_last, room.later_last)))
        tried = [self._rows(density, highest) for density in choices]
        fits = [(rows, paginate([row.height for row in rows], room)) for rows in tried]
        return min(fits, key=lambda fit: len(fit[1]))

    def _rows(self, density: Density, highest: float) -> list[Row]:
        return [
            measured_row(number, medicine, self.columns, density, highest, self.voice, self.type)
            for number, medicine in enumerate(self.content.medicines, 1)
        ]

    def _room(self) -> Room:
        tail = self.tail.draw(empty_page(), 0, with_advice=not self.has_advice_sheet)
        scratch = empty_page()
        table = table_head(scratch, 0, self.columns, self.voice, self.type)
        first = self.head.draw(scratch, is_first=True) + table
        later = self.head.draw(scratch, is_first=False) + table
        return Room(
            OPEN_BOTTOM - first,
            SIGNATURE_TOP - first - tail,
            OPEN_BOTTOM - later,
            SIGNATURE_TOP - later - tail,
        )

    def _continued(self, sheet: Sheet, y: float, first: int, last: int, next_page: int) -> None:
        style = Style(8.6, Weight.SEMIBOLD)
        many = len(self.content.medicines)
        here = Said("Medicines {first} to {last} of {all}", first=first, last=last, all=many)
        on = Said("continued on page {page} →", page=next_page)
        sheet.write(LEFT, y + 4.6, self.type.line(self.voice(here), style), style)
        sheet.write(RIGHT, y + 4.6, self.type.line(self.voice(on), style), style, "right")
        label = Style(7.4)
        line = self.type.line(self.voice.both(Said("Doctor's initials")), label)
        sheet.rule(RIGHT - 40, 194.6, RIGHT, 0.6)
        sheet.write(RIGHT - 41.2, 194.2, line, label, "right")

    def _list_pages(self, title: Said, texts: tuple[str, ...]) -> Iterator[Sheet]:
        sheet, y = self._list_page(title)
        for text in texts:
            block = self.type.wrap(text, BODY, WIDTH - 3.2)
            first = True
            for line in block.lines:
                if y + block.leading > OPEN_BOTTOM:
                    yield sheet
                    sheet, y = self._list_page(title)
                y = bullet(sheet, y, Block((line,), block.leading, BODY), self.type, dotted=first)
                first = False
        yield sheet

    def _list_page(self, title: Said) -> tuple[Sheet, float]:
        sheet = empty_page()
        y = self.head.draw(sheet, is_first=False)
        heading = Style(11, Weight.BOLD)
        sheet.write(LEFT, y + 4.5, self.type.line(self.voice.both(title), heading), heading)
        return sheet, y + 7

    def _foot(self, sheet: Sheet, page: int, pages: int) -> None:
        sheet.rule(LEFT, FOOT, RIGHT, 0.6)
        bold = Style(7.4, Weight.SEMIBOLD)
        number = self.type.line(self.voice(Said("Page {page} of {pages}", page=page, pages=pages)), bold)
        sheet.write(RIGHT, FOOT + 3.4, number, bold, "right")
        text = self.voice.english(self._foot_words())
        style = self.type.fitted(text, Style(7), WIDTH - number.width - 3, 5)
        sheet.write(LEFT, FOOT + 3.4, self.type.line(text, style), style)

    def _foot_words(self) -> Said:
        content = self.content
        if not content.duplicate:
            return Said(
                "Rx {number} · made with Shivir · printed {at}", number=content.number, at=content.printed_at
            )
        first = content.first_printed_at
        if first is None:
            return Said(
                "Rx {number} · made with Shivir · DUPLICATE {at}",
                number=content.number,
                at=content.printed_at,
            )
        return Said(
            "Rx {number} · made with Shivir · DUPLICATE {at} · printed {first}",
            number=content.number,
            at=content.printed_at,
            first=first,
        )
