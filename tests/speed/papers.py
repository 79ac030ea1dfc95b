"""What papers cost, beside bare pages of the same library with as many words in one of the same fonts."""

import json
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from app.papers.camp_pass import CampPasses
from app.papers.fonts import Weight, fonts_in
from app.papers.page import Paper
from app.papers.pass_sheet import camp_pass_sheets
from app.papers.prescription import prescription
from app.papers.receipt import receipt
from tests.app.papers.samples import CAMP, PRINTED, a_prescription, a_receipt, passes
from tests.speed.floor import Figure, in_turns, limit

ROUNDS = 9
PASSES, EACH = 500, 8
PAPER_MS, SHEETS_MS = 150, 5_000


def figures(folder: Path, rounds: int = ROUNDS, many: int = PASSES) -> list[Figure]:
    del folder  # papers need no store
    fonts_in()
    one = (
        ("prescription", lambda: prescription(a_prescription()), 60),
        ("receipt", lambda: receipt(a_receipt()), 40),
    )
    found = [_one(name, make, lines, rounds) for name, make, lines in one]
    content = CampPasses(language="hi", camp=CAMP, passes=passes(many), printed_at=PRINTED)
    sheets = -(-many // EACH)
    ours, floor = in_turns(
        lambda: camp_pass_sheets(content), lambda: bare_pages(sheets, EACH * 8), min(rounds, 2)
    )
    return [*found, limit(f"{many} camp passes as A4 sheets", ours, floor, SHEETS_MS)]


def _one(name: str, make: Callable[[], Paper], lines: int, rounds: int) -> Figure:
    ours, floor = in_turns(make, lambda: bare_pages(1, lines), rounds)
    return limit(f"one {name}", ours, floor, PAPER_MS)


def bare_pages(pages: int, lines: int) -> bytes:
    """The least: so many lines on so many pages, unshaped, with the font embedded."""
    from reportlab.pdfgen.canvas import Canvas

    written = BytesIO()
    canvas = Canvas(written, invariant=1, pageCompression=1)
    for page in range(pages):
        canvas.setFont(Weight.REGULAR.latin, 9)
        for line in range(lines):
            canvas.drawString(
                40, 800 - line * 12 % 780, f"Line {line} of page {page}, as long as a usual one"
            )
        canvas.showPage()
    canvas.save()
    return written.getvalue()


if __name__ == "__main__":
    json.dump(figures(Path("build/speed")), sys.stdout, indent=1)
