"""Keys as people see them: little caps in buttons, bars and the sheet of all keys."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.paint import CENTRE, LEFT, round_box, width_of, write
from ui.theme.worn import theme

CAP = 18
_SIGNS = {
    "Return": "↵",
    "Enter": "↵",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "Escape": "Esc",
    "Insert": "Ins",
    "Delete": "Del",
    "PgUp": "PgUp",
    "PgDown": "PgDn",
}


class KeyHint(NamedTuple):
    """A key and what it does here.

    Attributes:
        key: as Qt writes it ("Ctrl+Return", "F4"), or free text ("↑ ↓", "1–4") when a widget listens itself.
        words: what it does, in two or three words.
        do: called when the key is pressed; None when a widget already listens for it.
        shown: also in the status line, not only in the sheet of all keys.
        within: the key only works while this widget, or one inside it, has the focus.
    """

    key: str
    words: str
    do: Callable[[], object] | None = None
    shown: bool = True
    within: QWidget | None = None


def key_words(key: str) -> str:
    """How a cap writes a key: `Ctrl+Return` is `Ctrl ↵`, in every language."""
    if len(key) < 2 or "+" not in key:
        return _SIGNS.get(key, key)
    return " ".join(_SIGNS.get(part, part) for part in key.split("+"))


def cap_size(key: str) -> QSize:
    worn = theme()
    text = key_words(key)
    return QSize(max(20, width_of(text, worn.font("key")) + 10), worn.scaled(CAP))


def draw_cap(painter: QPainter, left: int, middle: int, key: str, ink: QColor | None = None) -> int:
    """Draw a key cap; with `ink` on a coloured ground, in outline. Answers its width."""
    worn, size = theme(), cap_size(key)
    box = QRect(left, middle - size.height() // 2, size.width(), size.height())
    if ink is None:
        edge = worn.color("control" if worn.is_contrast else "border")
        round_box(painter, box, worn.radius("xs"), worn.color("sunken"), edge)
    else:
        round_box(painter, box, worn.radius("xs"), edge=ink)
    write(painter, box, key_words(key), worn.font("key"), ink or worn.color("text2"), CENTRE)
    return size.width()


class KeyCap(QWidget):
    """One cap, beside a title or an input. Screen readers hear the key from the control it belongs to."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return cap_size(self._key)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_cap(QPainter(self), 0, self.height() // 2, self._key)


class KeyRow(QWidget):
    """Caps with their words on one line, as many as fit: the last are the surest to stay."""

    GAP = 9
    APART = 16

    def __init__(self, hints: tuple[KeyHint, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_hints(hints)

    def show_hints(self, hints: tuple[KeyHint, ...]) -> None:
        self._hints = hints
        self.setAccessibleName(", ".join(f"{hint.key}: {hint.words}" for hint in hints))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(map(self._width, self._hints)), theme().scaled(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().scaled(24))

    def _width(self, hint: KeyHint) -> int:
        return cap_size(hint.key).width() + self.GAP + width_of(hint.words, theme().font("hint")) + self.APART

    def fitting(self) -> tuple[KeyHint, ...]:
        """The hints there is room for."""
        room, kept = self.width() + self.APART, 0
        for hint in reversed(self._hints):
            room -= self._width(hint)
            if room < 0:
                break
            kept += 1
        return self._hints[len(self._hints) - kept :]

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        hints = self.fitting()
        x = self.width() - sum(map(self._width, hints)) + self.APART
        for hint in hints:
            x += draw_cap(painter, x, self.height() // 2, hint.key) + self.GAP
            room = QRect(x, 0, self.width() - x, self.height())
            x += write(painter, room, hint.words, worn.font("hint"), worn.color("text2"), LEFT) + self.APART
