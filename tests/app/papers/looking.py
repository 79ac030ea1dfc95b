"""Papers as people and cameras get them: pictures, not objects."""

import re
from typing import Any

import zxingcpp
from PySide6.QtGui import QImage

from app.papers.page import Paper, Stock
from ui.printing import ROLL_DOTS, rasterised

QR: Any = zxingcpp.BarcodeFormat.QRCode
"""One format where the stubs want a list of them."""


def picture(paper: Paper, page: int = 0, dots_per_inch: float = 150) -> QImage:
    """A page in grey; rolls in black and white, dot by dot as their head prints them."""
    dots = ROLL_DOTS if paper.stock is Stock.ROLL else dots_per_inch
    return rasterised(paper, page, dots).convertToFormat(QImage.Format.Format_Grayscale8)


def codes(image: QImage) -> set[str]:
    found = zxingcpp.read_barcodes(image, formats=QR)
    return {barcode.text for barcode in found}


def rows(image: QImage) -> list[bytes]:
    held, wide = bytes(image.constBits()), image.bytesPerLine()
    return [held[start : start + image.width()] for start in range(0, wide * image.height(), wide)]


def ink(image: QImage, dark: int = 128) -> int:
    """How many pixels are dark."""
    return sum(level < dark for row in rows(image) for level in row)


def likeness(one: QImage, other: QImage, dark: int = 128) -> float:
    """Of the ink in either picture, which part is in both, once they lie on each other; 1 is the same."""
    first, second = (dark_pixels(image, dark) for image in (one, other))
    best = 0.0
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            moved = {(x + right, y + down) for x, y in second}
            best = max(best, len(first & moved) / max(1, len(first | moved)))
    return best


def dark_pixels(image: QImage, dark: int) -> set[tuple[int, int]]:
    """Counted from the top left corner of the ink."""
    found = [(x, y) for y, row in enumerate(rows(image)) for x, level in enumerate(row) if level < dark]
    if not found:
        return set()
    left, top = min(x for x, _ in found), min(y for _, y in found)
    return {(x - left, y - top) for x, y in found}


def fonts_of(paper: Paper) -> set[str]:
    """The names of the fonts a PDF carries within it."""
    return {name.decode() for name in re.findall(rb"/FontName /[A-Z]{6}\+(\S+)", paper.pdf)}
