"""Passes for a camp: the code, its number and where to bring it. No name and no illness, inside the code or out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.clock import clinic_day
from app.papers.fonts import Weight, fonts_in
from app.papers.marks import heart
from app.papers.page import Paper, PaperKind, Stock
from app.papers.press import press
from app.papers.qr import qr
from app.papers.sheet import Sheet
from app.papers.text import NBSP, POINT, Style, Typesetter, next_scale
from app.papers.voice import Voice
from models.said import Said

CARD = (90.0, 55.0)
CODE, CODE_VERSION = 41.0, 9
"""Version 9 at Q, 0.77 mm a module: less is not read at arm's length from a 720p camera, or not when smudged."""

QUIET = 4.1
TEXT_LEFT, TEXT_WIDTH = 50.4, 36.0
SMALLEST_SCALE = 0.1
CODE_LETTERS = Style(11, Weight.BOLD, spacing=0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampPass:
    """`text` is the signed pass as the scanner reads it; `code` is typed when it cannot be scanned."""

    number: str
    text: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Camp:
    name: str
    local_name: str = ""
    opens_at: datetime
    closes_at: datetime
    place: str
    phone: str = ""
    free: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CampPasses:
    """`first_sheet` and `sheets` say where these stand in a larger run, printed in parts."""

    language: str
    camp: Camp
    passes: tuple[CampPass, ...]
    printed_at: datetime
    first_sheet: int = 1
    sheets: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankPasses:
    """Printed before anybody is known, bound to a person at the desk. The hand lines help to give one back."""

    language: str
    clinic: str
    passes: tuple[CampPass, ...]
    printed_at: datetime
    series: str = ""
    first_sheet: int = 1
    sheets: int | None = None


def camp_pass_cards(content: CampPasses, fonts: Path | None = None) -> Paper:
    """One card of 90 × 55 mm a page."""
    return _cards(content, fonts)


def blank_pass_cards(content: BlankPasses, fonts: Path | None = None) -> Paper:
    return _cards(content, fonts)


def _cards(content: CampPasses | BlankPasses, fonts: Path | None) -> Paper:
    voice, loaded = Voice(content.language), fonts_in(fonts)
    setter = Typesetter(loaded)
    sheets = []
    for card in content.passes:
        sheet = Sheet(*CARD, margin=3)
        draw_card(sheet, 0, 0, card, content, voice, setter)
        sheets.append(sheet)
    title = Said("Camp passes {numbers}", numbers=number_range(content.passes))
    name = f"passes-{number_range(content.passes)}"
    pdf, faults = press(sheets, loaded, title=voice(title), language=voice.language)
    return Paper(PaperKind.PASS, title, name, pdf, *CARD, len(sheets), Stock.CARD, faults=faults)


def number_range(passes: Sequence[CampPass]) -> str:
    """0409–0416"""
    if not passes:
        return "–"
    first, last = passes[0].number, passes[-1].number
    return first if first == last else f"{first}–{last}"


def draw_card(
    sheet: Sheet,
    x: float,
    y: float,
    card: CampPass,
    content: CampPasses | BlankPasses,
    voice: Voice,
    setter: Typesetter,
) -> None:
    """One pass with its top left corner at `x`, `y`."""
    sheet.code(x + QUIET, y + QUIET, CODE, qr(card.text, "Q", CODE_VERSION))
    below = y + QUIET + CODE + 6.2
    letters = setter.line(card.code, CODE_LETTERS)
    sheet.write(
        x + QUIET + CODE / 2 + CODE_LETTERS.spacing * POINT / 2, below, letters, CODE_LETTERS, "center"
    )
    if isinstance(content, CampPasses):
        _camp_side(_Side(sheet, setter, x + TEXT_LEFT, y), card, content.camp, voice)
    else:
        _blank_side(_Side(sheet, setter, x + TEXT_LEFT, y), card, content.clinic, voice)


@dataclass(frozen=True, slots=True)
class _Side:
    """The right half of a card. Text gets the room it has: what is too long is set smaller, never cut."""

    sheet: Sheet
    type: Typesetter
    left: float
    top: float

    def texts(self, top: float, bottom: float, *texts: tuple[str, Style], indent: float = 0) -> None:
        """Below each other between `top` and `bottom`; `indent` keeps the first line clear of a mark."""
        scale = 1.0
        while True:
            blocks = [
                self.type.wrap(text, style.sized(style.size * scale), TEXT_WIDTH - (0 if index else indent))
                for index, (text, style) in enumerate(texts)
                if text
            ]
            height = sum(block.height for block in blocks)
            if height <= bottom - top or scale < SMALLEST_SCALE:
                break
            scale *= next_scale(height, bottom - top)
        y = self.top + top
        for index, block in enumerate(blocks):
            y = self.sheet.block(self.left + (0 if index else indent), y, block)

    def number(self, number: str, baseline: float, size: float) -> None:
        style = self.type.fitted(number, Style(size, Weight.BLACK), TEXT_WIDTH, 4)
        self.sheet.write(self.left, self.top + baseline, self.type.line(number, style), style)

    def rule(self, y: float, thickness: float) -> None:
        self.sheet.rule(self.left, self.top + y, self.left + TEXT_WIDTH, thickness)


def _camp_side(side: _Side, card: CampPass, camp: Camp, voice: Voice) -> None:
    words = voice.words
    side.sheet.mark(side.left, side.top + 4.1, 3.4, heart())
    name, local = (camp.name, Style(11, Weight.SEMIBOLD)), (camp.local_name, Style(9.6, Weight.SEMIBOLD))
    side.texts(3.6, 13.9, name, local, indent=5.2)
    side.rule(14.1, 0.9)
    hours = f"{words.time(camp.opens_at)}–{words.time(camp.closes_at)}"
    medium = Style(9.2, Weight.MEDIUM)
    day = words.day(clinic_day(camp.opens_at))
    side.texts(14.8, 29, (day, Style(10, Weight.BOLD)), (hours, medium), (camp.place, medium))
    side.number(card.number, 40.6, 33)
    side.rule(43.2, 0.6)
    bring = Said("Bring this pass. Free check-up.") if camp.free else Said("Bring this pass.")
    also = "" if voice.is_english else voice.english(Said("Bring this pass."))
    phone = " ".join(part for part in (also, camp.phone.replace(" ", NBSP)) if part)
    side.texts(43.9, 52.5, (voice(bring), Style(8.2, Weight.SEMIBOLD)), (phone, Style(7.3, Weight.MEDIUM)))


def _blank_side(side: _Side, card: CampPass, clinic: str, voice: Voice) -> None:
    heading = voice.both(Said("Camp pass"), f"{NBSP}· ")
    side.texts(3.8, 13.6, (clinic, Style(9.6, Weight.BOLD)), (heading, Style(9.2, Weight.SEMIBOLD)))
    side.rule(13.8, 0.9)
    side.number(card.number, 25.6, 28)
    for baseline, label in ((32.3, Said("Name")), (39.2, Said("Village")), (46.1, Said("Phone"))):
        side.texts(baseline - 2.8, baseline + 1.3, (voice.both(label), Style(7.4, Weight.MEDIUM)))
        side.rule(baseline + 1.6, 0.6)
    side.texts(47.9, 52, (voice(Said("Have it scanned at the desk.")), Style(8, Weight.SEMIBOLD)))
