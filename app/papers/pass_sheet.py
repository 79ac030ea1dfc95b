"""Passes eight to an A4 sheet, with marks to cut by and a line that shows whether the printer kept the size."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.clock import clinic_day
from app.papers.camp_pass import CARD, BlankPasses, CampPass, CampPasses, draw_card, number_range
from app.papers.fonts import Weight, fonts_in
from app.papers.page import Paper, PaperKind, Stock
from app.papers.press import press
from app.papers.sheet import Sheet
from app.papers.text import NBSP, Style, Typesetter
from app.papers.voice import Voice
from models.said import Said, counted

A4 = (210.0, 297.0)
ACROSS, DOWN = 2, 4
LEFT, TOP = 15.0, 36.0
RIGHT, BOTTOM = LEFT + ACROSS * CARD[0], TOP + DOWN * CARD[1]
SMALL = Style(8.6)


Told = Callable[[float], None]
"""Hears how much is done, from 0 to 1; whatever it raises calls the rest off."""


def camp_pass_sheets(content: CampPasses, fonts: Path | None = None, told: Told | None = None) -> Paper:
    return _sheets(content, fonts, told)


def blank_pass_sheets(content: BlankPasses, fonts: Path | None = None, told: Told | None = None) -> Paper:
    return _sheets(content, fonts, told)


def _sheets(content: CampPasses | BlankPasses, fonts: Path | None, told: Told | None) -> Paper:
    voice, loaded = Voice(content.language), fonts_in(fonts)
    setter = Typesetter(loaded)
    passes, each = content.passes, ACROSS * DOWN
    groups = [passes[start : start + each] for start in range(0, len(passes), each)] or [()]
    all_sheets = content.sheets or content.first_sheet + len(groups) - 1
    sheets = []
    for page, group in enumerate(groups, content.first_sheet):
        sheet = Sheet(*A4, margin=5)
        _head(sheet, group, content, voice, setter)
        place = Said("Sheet {sheet} of {sheets}", sheet=page, sheets=all_sheets)
        style = Style(10, Weight.SEMIBOLD)
        sheet.write(RIGHT, 13.8, setter.line(voice(place), style), style, "right")
        for index, card in enumerate(group):
            down, across = divmod(index, ACROSS)
            draw_card(sheet, LEFT + across * CARD[0], TOP + down * CARD[1], card, content, voice, setter)
        _cut_marks(sheet)
        _foot(sheet, voice, setter)
        sheets.append(sheet)
        if told is not None:
            told(len(sheets) / len(groups) / 2)
    title = Said("Camp passes {numbers}", numbers=number_range(passes))
    pdf, faults = press(sheets, loaded, title=voice(title), language=voice.language)
    name = f"passes-{number_range(passes)}"
    return Paper(PaperKind.PASS_SHEET, title, name, pdf, *A4, len(sheets), Stock.SHEET, faults=faults)


def _head(
    sheet: Sheet,
    group: Sequence[CampPass],
    content: CampPasses | BlankPasses,
    voice: Voice,
    setter: Typesetter,
) -> None:
    title = Style(14, Weight.BOLD)
    said = voice(Said("Camp passes {numbers}", numbers=number_range(group)))
    sheet.write(LEFT, 13.8, setter.line(said, title), title)
    if isinstance(content, CampPasses):
        camp, words = content.camp, voice.words
        about = [camp.name, camp.place, words.date(clinic_day(camp.opens_at))]
    else:
        series = Said("Blank passes, series {series}", series=content.series)
        bind = Said("bind to a person at the desk")
        about = [voice(series if content.series else Said("Blank passes")), voice(bind)]
    about.append(voice(counted("{n} pass, 90 × 55 mm", "{n} passes, 90 × 55 mm", n=len(group))))
    about.append(voice(Said("printed {at}", at=content.printed_at)))
    text = " · ".join(part for part in about if part)
    sheet.block(LEFT, 16.4, setter.boxed(text, SMALL, RIGHT - LEFT, 10.6))


def _cut_marks(sheet: Sheet) -> None:
    """Outside the cards, with small crosses at the inner corners; there is no gutter: one cut serves two cards."""
    for across in range(ACROSS + 1):
        x = LEFT + across * CARD[0]
        sheet.upright(x, TOP - 8, TOP - 2.6)
        sheet.upright(x, BOTTOM + 2.6, BOTTOM + 8)
    for down in range(DOWN + 1):
        y = TOP + down * CARD[1]
        sheet.rule(LEFT - 8, y, LEFT - 2.6)
        sheet.rule(RIGHT + 2.6, y, RIGHT + 8)
        for across in range(ACROSS + 1):
            _cross(sheet, LEFT + across * CARD[0], y)


def _cross(sheet: Sheet, x: float, y: float) -> None:
    sheet.rule(x - 1.1, y, x + 1.1, 0.25)
    sheet.upright(x, y - 1.1, y + 1.1, 0.25)


def _foot(sheet: Sheet, voice: Voice, setter: Typesetter) -> None:
    y = BOTTOM + 20
    sheet.rule(LEFT, y, LEFT + 50, 0.9)
    for x in (LEFT, LEFT + 50):
        sheet.upright(x, y - 1.5, y + 1.5, 0.9)
    bold = Style(8.8, Weight.SEMIBOLD)
    said = Said("This line must measure 50 mm. If not, print again at 100 % (not “fit to page”).")
    sheet.block(
        LEFT + 53, y - 2.1, setter.wrap(voice(said).replace("100 %", f"100{NBSP}%"), bold, RIGHT - LEFT - 53)
    )
    cut = Said(
        "Card 200 g/m² or more. Cut the outer marks first, then the middle. "
        "Keep sheets locked: an unused pass is worth a visit."
    )
    sheet.block(LEFT, y + 3.8, setter.wrap(voice(cut), SMALL, RIGHT - LEFT))
