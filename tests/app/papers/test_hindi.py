"""Hindi is compared as pixels with what another renderer makes of it: text taken out of a PDF loses matras."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.papers.fonts import Weight, fonts_in
from app.papers.page import Paper, PaperKind, Stock
from app.papers.press import press
from app.papers.sheet import Sheet
from app.papers.text import POINT, Line, Piece, Style, Typesetter
from models.said import Said
from tests.app.papers.looking import likeness, picture

WIDE, HIGH = 90.0, 14.0
DOTS = 254
SIZE = 50 * 72 / DOTS
"""50 pixels for Latin and 53 for Devanagari, as Qt knows only whole ones."""

SAME = 0.85

SENTENCES = [
    "सुबह 1 और रात 1 गोली, खाने के साथ लें।",
    "स्वस्थ हृदय शिविर",
    "क्षत्रिय श्रीमती ज्ञानेन्द्र",
    "वर्ष दर्द पर्ची कार्ड",
    "हस्ताक्षर और मुहर",
    "ड़ ढ़ फ़ ज़रूरत मुफ़्त",
    "विद्यालय चिट्ठी द्वितीय",
    "कृपया रुपये रूप हृदय",
]


def by_the_paper(line: Line) -> QImage:
    sheet = Sheet(WIDE, HIGH, margin=0)
    sheet.write(3, 9, line, Style(SIZE))
    pdf, faults = press([sheet], fonts_in(), title="", language="hi")
    assert faults == ()
    return picture(Paper(PaperKind.PASS, Said(""), "", pdf, WIDE, HIGH, 1, Stock.SHEET), 0, DOTS)


def by_qt(line: Line, texts: list[str]) -> QImage:
    """The same stretches, shaped by Qt from the same font files."""
    image = QImage(round(WIDE * DOTS / 25.4), round(HIGH * DOTS / 25.4), QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    x = 3.0
    for piece, text in zip(line.pieces, texts, strict=True):
        painter.setFont(font_of(piece))
        painter.drawText(QPointF(x * DOTS / 25.4, 9 * DOTS / 25.4), text)
        x += piece.width
    painter.end()
    return image


def font_of(piece: Piece) -> QFont:
    number = QFontDatabase.addApplicationFont(str(fonts_in().folder / f"{piece.font}.ttf"))
    font = QFont(QFontDatabase.applicationFontFamilies(number)[0])
    font.setPixelSize(round(piece.size * POINT * DOTS / 25.4))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def stretches(text: str) -> list[str]:
    from app.papers.text import by_script

    return [part for part, _ in by_script(text)]


@pytest.mark.parametrize("text", SENTENCES)
def test_hindi_looks_as_another_renderer_makes_it(qapp: QApplication, text: str) -> None:
    line = Typesetter(fonts_in()).line(text, Style(SIZE))
    assert likeness(by_the_paper(line), by_qt(line, stretches(text))) > SAME


@pytest.mark.parametrize("text", ["स्वस्थ हृदय शिविर", "वर्ष दर्द पर्ची कार्ड"])
def test_unshaped_hindi_would_be_found(qapp: QApplication, text: str) -> None:
    """What a plain string comes out as: matras at the wrong place, conjuncts apart."""
    line = Typesetter(fonts_in()).line(text, Style(SIZE))
    plain = Line((Piece(text, Weight.REGULAR.devanagari, line.pieces[0].size, line.width, True),))
    assert likeness(by_the_paper(plain), by_qt(line, stretches(text))) < SAME - 0.2
