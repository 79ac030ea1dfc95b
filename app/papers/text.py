"""Text before it is drawn: split by script, shaped, measured and broken into lines at spaces only."""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from app.papers.fonts import Fonts, Weight

POINT = 25.4 / 72
"""One point in mm."""

DEVANAGARI_SCALE = 1.06
"""At the same size Devanagari looks smaller than Inter."""

LATIN_LEADING, DEVANAGARI_LEADING = 1.34, 1.46
CAP_HEIGHT = 0.727
SMALLEST_SIZE = 2.0
"""Where a text must be small to be whole at all; nothing people usually type comes near."""

NBSP = "\u00a0"

SPACES = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
DEVANAGARI = re.compile("[\u0900-\u097f\u1cd0-\u1cff\u200c\u200d\ua8e0-\ua8ff]")
LOW_LETTERS = re.compile("[^-A-PR-Z0-9 .:%+=₹–−·×½¼¾⅓⅔]")
"""Letters that may reach under the baseline; figures and most capitals do not."""

STRONG = "**"


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks: size and space between letters in points; `strong` is the weight of `**marked**` parts."""

    size: float
    weight: Weight = Weight.REGULAR
    strong: Weight = Weight.BOLD
    spacing: float = 0
    white: bool = False

    def sized(self, size: float) -> "Style":
        return replace(self, size=size)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch in one font. `shaped` is what reportlab draws; `width` and the heights are in mm."""

    shaped: str
    font: str
    size: float
    width: float
    is_devanagari: bool

    @property
    def rise(self) -> float:
        return self.size * POINT * (0.86 if self.is_devanagari else CAP_HEIGHT)

    @property
    def fall(self) -> float:
        if self.is_devanagari:
            return self.size * POINT * 0.3
        return self.size * POINT * (0.2 if LOW_LETTERS.search(self.shaped) else 0.02)


@dataclass(frozen=True)
class Line:
    """Pieces beside each other on one baseline."""

    pieces: tuple[Piece, ...]

    @cached_property
    def width(self) -> float:
        return sum(piece.width for piece in self.pieces)

    @cached_property
    def rise(self) -> float:
        return max((piece.rise for piece in self.pieces), default=0)

    @cached_property
    def fall(self) -> float:
        return max((piece.fall for piece in self.pieces), default=0)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines below each other, `leading` mm apart."""

    lines: tuple[Line, ...]
    leading: float
    style: Style

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0)

    @property
    def first_baseline(self) -> float:
        """From the top of the block: capitals stand in the middle of their line."""
        return (self.leading + CAP_HEIGHT * self.style.size * POINT) / 2


def next_scale(height: float, room: float) -> float:
    """How much smaller to try next: text set half as large takes a quarter of the height."""
    return min(0.96, 1.04 * math.sqrt(max(room, 0.1) / height))


def clean(text: str) -> str:
    """As typed, without characters that no paper can show."""
    return "".join(
        letter for letter in text if letter.isspace() or letter in "\u200c\u200d" or letter.isprintable()
    )


def plain(text: str) -> str:
    """What somebody typed, on its way into a sentence with `**strong**` parts."""
    return text.replace(STRONG, "*")


class Typesetter:
    """Measures and breaks text for one paper; remembers what it shaped, as papers repeat themselves."""

    def __init__(self, fonts: Fonts) -> None:
        self._lock = fonts.lock
        self._shaped: dict[tuple[str, str], tuple[str, float]] = {}
        self._lines: dict[tuple[str, Style], Line] = {}
        self._blocks: dict[tuple[str, Style, float], Block] = {}

    def line(self, text: str, style: Style) -> Line:
        """All of `text` on one line."""
        line = self._lines.get((text, style))
        if line is None:
            line = self._lines[text, style] = self._joined(list(self._words(text, style)), style)
        return line

    def width(self, text: str, style: Style) -> float:
        return self.line(text, style).width

    def wrap(self, text: str, style: Style, width: float) -> Block:
        """`text` in as many lines of `width` mm as it needs; a word wider than that is broken between letters."""
        block = self._blocks.get((text, style, width))
        if block is None:
            block = self._blocks[text, style, width] = self._wrapped(text, style, width)
        return block

    def _wrapped(self, text: str, style: Style, width: float) -> Block:
        rows: list[list[Word]] = [[]]
        room = width
        for word in self._words(text, style):
            for part in self._narrowed(word, style, width):
                wide = self._joined([part], style).width
                if rows[-1] and wide > room:
                    rows.append([])
                    room = width
                rows[-1].append(part)
                room -= self._joined([part, SPACE], style).width
        lines = tuple(self._joined(row, style) for row in rows if row)
        hindi = any(piece.is_devanagari for line in lines for piece in line.pieces)
        leading = style.size * POINT * (DEVANAGARI_LEADING if hindi else LATIN_LEADING)
        return Block(lines, leading, style)

    def fitted(self, text: str, style: Style, width: float, smallest: float) -> Style:
        """`style`, made smaller until `text` fits on one line, but not under `smallest` points."""
        wide = self.width(text, style)
        if wide <= width:
            return style
        return style.sized(max(smallest, int(style.size * width / wide * 10) / 10))

    def boxed(self, text: str, style: Style, width: float, height: float) -> Block:
        """`text` in a place of fixed size: as large as `style` says, or as it has to be."""
        block = self.wrap(text, style, width)
        while block.height > height and style.size > SMALLEST_SIZE:
            style = style.sized(style.size * next_scale(block.height, height))
            block = self.wrap(text, style, width)
        return block

    def _words(self, text: str, style: Style) -> Iterator["Word"]:
        """Words keep their weights: one set in two weights ("**night**, with") is not broken at the change."""
        weight, other = style.weight, style.strong
        word: list[tuple[str, Weight]] = []
        for index, part in enumerate(clean(text).split(STRONG)):
            if index:
                weight, other = other, weight
            first, *rest = SPACES.split(part)
            if first:
                word.append((first, weight))
            for following in rest:
                if word:
                    yield Word(tuple(word))
                word = [(following, weight)] if following else []
        if word:
            yield Word(tuple(word))

    def _joined(self, words: list["Word"], style: Style) -> Line:
        stretches: list[tuple[str, Weight]] = []
        for word in words:
            if stretches:
                stretches[-1] = (stretches[-1][0] + " ", stretches[-1][1])
            for text, weight in word.parts:
                if stretches and stretches[-1][1] is weight:
                    stretches[-1] = (stretches[-1][0] + text, weight)
                else:
                    stretches.append((text, weight))
        return Line(tuple(piece for text, weight in stretches for piece in self._pieces(text, weight, style)))

    def _pieces(self, text: str, weight: Weight, style: Style) -> Iterator[Piece]:
        for part, is_devanagari in by_script(text):
            font = weight.devanagari if is_devanagari else weight.latin
            size = style.size * DEVANAGARI_SCALE if is_devanagari else style.size
            shaped, advance = self._shape(part, font, is_devanagari=is_devanagari)
            width = advance * size / 1000 * POINT + len(part) * style.spacing * POINT
            yield Piece(shaped, font, size, width, is_devanagari)

    def _shape(self, text: str, font: str, *, is_devanagari: bool) -> tuple[str, float]:
        """What to draw and how wide it is at 1000 points. Plain width is wrong for shaped text."""
        known = self._shaped.get((text, font))
        if known is None:
            known = self._shaped[text, font] = self._measure(text, font, is_devanagari=is_devanagari)
        return known

    def _measure(self, text: str, font: str, *, is_devanagari: bool) -> tuple[str, float]:
        from reportlab.pdfbase.pdfmetrics import stringWidth
        from reportlab.pdfbase.ttfonts import ShapedStr, shapeStr

        if not is_devanagari:
            return text, stringWidth(text, font, 1000)
        with self._lock:
            shaped = shapeStr(text, font, 1000)
        if not isinstance(shaped, ShapedStr):  # shaping changed nothing and gave the string back
            return text, stringWidth(text, font, 1000)
        glyphs = shaped.__shapeData__  # type: ignore[attr-defined]  # missing in the stubs
        return shaped, float(sum(glyph.x_advance for glyph in glyphs))

    def _narrowed(self, word: "Word", style: Style, width: float) -> list["Word"]:
        """A word too wide for any line, cut between letters; marks stay with the letter they belong to."""
        if self._joined([word], style).width <= width:
            return [word]
        rows: list[list[tuple[str, Weight]]] = [[]]
        room = width
        for text, weight in word.parts:
            for letter in letters(text):
                wide = self._joined([Word(((letter, weight),))], style).width
                if rows[-1] and wide > room:
                    rows.append([])
                    room = width
                rows[-1].append((letter, weight))
                room -= wide
        return [Word(_merged(row)) for row in rows]


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces, in one or more weights."""

    parts: tuple[tuple[str, Weight], ...]


SPACE = Word(())
"""Nothing after a space: measures what a space takes after a word."""


def _merged(parts: list[tuple[str, Weight]]) -> tuple[tuple[str, Weight], ...]:
    merged: list[tuple[str, Weight]] = []
    for text, weight in parts:
        if merged and merged[-1][1] is weight:
            merged[-1] = (merged[-1][0] + text, weight)
        else:
            merged.append((text, weight))
    return tuple(merged)


def letters(text: str) -> Iterator[str]:
    """What a reader sees as letters: with their marks, and conjuncts whole."""
    letter = ""
    for character in text:
        is_mark = unicodedata.category(character).startswith("M") or character in "\u200c\u200d"
        if letter and not is_mark and not letter.endswith(("\u094d", "\u200d")):
            yield letter
            letter = ""
        letter += character
    if letter:
        yield letter


def by_script(text: str) -> Iterator[tuple[str, bool]]:
    """Stretches of Devanagari and of everything else; a space goes with the stretch before it."""
    start, current = 0, None
    for index, character in enumerate(text):
        if character in f" {NBSP}":
            continue
        is_devanagari = DEVANAGARI.match(character) is not None
        if current is not None and is_devanagari is not current:
            yield text[start:index], current
            start = index
        current = is_devanagari
    if text[start:]:
        yield text[start:], bool(current)
