"""Where things stand on a prescription, in mm and points; A4 large print is the same, drawn larger."""

from app.papers.fonts import Weight
from app.papers.sheet import Sheet
from app.papers.text import NBSP, Block, Style, Typesetter

A5, A4 = (148.0, 210.0), (210.0, 297.0)
MARGIN = 5
LEFT, WIDTH = 9.0, 130.0
RIGHT = LEFT + WIDTH
SIGNATURE_TOP, SIGNATURE_LINE, OPEN_BOTTOM, FOOT = 172.5, 189.0, 184.0, 197.3

SMALL = Style(7.8)
LABEL = Style(7.8, Weight.SEMIBOLD)
BODY = Style(9.2)
DOT = f"{NBSP}{NBSP}{NBSP}· {NBSP}{NBSP}"


def empty_page() -> Sheet:
    return Sheet(*A5, margin=MARGIN)


def bullet(sheet: Sheet, y: float, block: Block, setter: Typesetter, *, dotted: bool = True) -> float:
    if dotted:
        sheet.write(LEFT, y + block.first_baseline, setter.line("•", BODY), BODY)
    return sheet.block(LEFT + 3.2, y, block) + (0.25 if dotted else 0)
