"""Thermal rolls: as long as what is on them, and drawn in whole dots."""

from math import ceil

from app.papers.column import Column
from app.papers.fonts import Fonts
from app.papers.page import Paper, PaperKind, Roll, Stock
from app.papers.press import press
from app.papers.qr import QUIET_ZONE, qr
from app.papers.sheet import Sheet
from app.papers.text import Typesetter
from app.papers.voice import Voice
from models.said import Said

DOT = 0.125
"""One dot of a 203 dpi head, in mm: modules of a code are whole dots, or they blur."""


def roll_column(roll: Roll, fonts: Fonts) -> Column:
    """The printable part of a roll; how long the paper is, is known when all is on it."""
    side = (roll.width - roll.printable) / 2
    sheet = Sheet(roll.width, 0, margin=0, side_margin=side)
    return Column(sheet, Typesetter(fonts), side, roll.printable, 1.5)


def roll_paper(column: Column, kind: PaperKind, title: Said, name: str, voice: Voice, fonts: Fonts) -> Paper:
    sheet = column.sheet
    sheet.height = whole_dots(column.y + 0.5)
    pdf, faults = press([sheet], fonts, title=voice(title), language=voice.language)
    return Paper(kind, title, name, pdf, sheet.width, sheet.height, 1, Stock.ROLL, faults=faults)


def whole_dots(length: float) -> float:
    return ceil(length / DOT - 1e-6) * DOT


def code_beside(column: Column, code: str, level: str, dots: int) -> tuple[float, float]:
    """A code at the left, `dots` to a module; where the text beside it begins, and where the code ends."""
    if not code:
        return column.x, column.y
    drawn = qr(code, level)
    module = dots * DOT
    left, top = whole_dots(column.x + 2), whole_dots(column.y + QUIET_ZONE * module)
    column.sheet.code(left, top, drawn.side * module, drawn)
    return left + (drawn.side + QUIET_ZONE) * module + 1, top + (drawn.side + QUIET_ZONE) * module
