from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.paint import LEFT, round_box, width_of, write
from ui.theme.worn import theme

Word = tuple[str, bool]
"""A word, and whether the others say something else there."""


def marked(text: str, others: tuple[str, ...]) -> tuple[Word, ...]:
    """The words of `text`; those between the beginning and the end that it shares with all `others` are marked."""
    mine = text.split()
    if not others:
        return tuple((word, False) for word in mine)
    start = min(_shared(mine, other.split()) for other in others)
    rest = mine[start:]
    end = min(_shared(rest[::-1], other.split()[start:][::-1]) for other in others)
    last = len(mine) - end
    return tuple((word, start <= place < last) for place, word in enumerate(mine))


def _shared(one: list[str], other: list[str]) -> int:
    """How many words are the same from the beginning on."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


class MarkedText(QWidget):
    """Words in as many lines as they need, with a ground under those that differ."""

    def __init__(self, words: tuple[Word, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_words(words)

    def show_words(self, words: tuple[Word, ...]) -> None:
        self._words = words
        self.setAccessibleName(" ".join(word for word, _ in words))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def _line_height(self) -> int:
        return theme().scaled(23)

    def _lines(self, width: int) -> list[list[Word]]:
        font, lines, room = theme().font("strong"), list[list[Word]](), 0
        space = width_of(" ", font)
        for word in self._words:
            wide = width_of(word[0], font)
            if not lines or wide > room:
                lines.append([])
                room = width
            lines[-1].append(word)
            room -= wide + space
        return lines

    def heightForWidth(self, width: int) -> int:
        return max(1, len(self._lines(width))) * self._line_height()

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(60, self.width())))

    def minimumSizeHint(self) -> QSize:
        font = theme().font("strong")
        longest = max((width_of(word, font) for word, _ in self._words), default=20)
        return QSize(min(longest, 90), self._line_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, high = QPainter(self), self._line_height()
        for row, words in enumerate(self._lines(self.width())):
            left = 0
            for text, is_marked in _runs(words):
                left += self._write(
                    painter, QRect(left, row * high, self.width() - left, high), text, is_marked
                )

    def _write(self, painter: QPainter, room: QRect, text: str, is_marked: bool) -> int:
        worn = theme()
        font, ink = worn.font("strong"), worn.color("text")
        if is_marked:
            tone = worn.tone("warn")
            wide = min(width_of(text, font), room.width())
            ground = QRect(room.x() - 2, room.y() + 1, wide + 4, room.height() - 2)
            edge = tone.edge if worn.is_contrast else None
            round_box(painter, ground, worn.radius("xs"), tone.panel, edge, worn.line)
        return write(painter, room, text, font, ink, LEFT) + width_of(" ", font)


def _runs(words: list[Word]) -> Iterator[Word]:
    for is_marked, several in groupby(words, key=lambda word: word[1]):
        yield " ".join(word for word, _ in several), is_marked
