import re
from fractions import Fraction

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.paint import CENTRE, focus_ring, round_box, write
from ui.theme.worn import theme

Doses = tuple[Fraction, ...]

_SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_ONE = re.compile(r"\d?[½¼¾]|\d{1,2}(?:\.\d{1,2}|/\d)?")
CELL_W, CELL_H, GAP = 32, 28, 6


def read_doses(text: str) -> Doses | None:
    """`101`, `1-0-1`, `½-0-1`, `1-0-1-2`, `1/2-0-1`: three or four amounts, or None if it is not that."""
    plain = text.strip().replace(" ", "").replace("+", "-").replace("x", "0").replace("X", "0")
    if plain.isdigit() and len(plain) in (3, 4):
        return tuple(Fraction(int(digit)) for digit in plain)
    parts = plain.split("-")
    if len(parts) not in (3, 4) or not all(_ONE.fullmatch(part) for part in parts):
        return None
    return tuple(_amount(part) for part in parts)


def _amount(part: str) -> Fraction:
    if part[-1] in _SIGNS:
        return Fraction(int(part[:-1] or 0)) + _SIGNS[part[-1]]
    return Fraction(part) if not part.endswith("/0") else Fraction(0)


def dose_words(amount: Fraction) -> str:
    """1, ½, 1½, 2.5 if there is no sign for it."""
    whole, rest = divmod(amount, 1)
    sign = next((sign for sign, value in _SIGNS.items() if value == rest), "")
    if rest and not sign:
        return f"{float(amount):g}"
    return f"{whole if whole or not sign else ''}{sign}"


def doses_size(cells: int) -> QSize:
    return QSize(cells * CELL_W + (cells - 1) * GAP, CELL_H)


def draw_doses(
    painter: QPainter, box: QRect, doses: Doses, ground: QColor | None = None, at: int = -1
) -> None:
    """Cells from the left of `box`: filled is give, outline is 0. `at` wears the focus."""
    worn = theme()
    top = box.y() + (box.height() - CELL_H) // 2
    for place, amount in enumerate(doses):
        cell = QRect(box.x() + place * (CELL_W + GAP), top, CELL_W, CELL_H)
        if place:
            dash = QRect(cell.x() - GAP - 2, top, GAP + 4, CELL_H)
            write(painter, dash, "-", worn.font("meta"), worn.color("text2"), CENTRE)
        if amount:
            round_box(painter, cell, worn.radius("cell"), worn.color("accent"))
            ink = worn.color("onAccent")
        else:
            edge = worn.color("control" if worn.is_contrast else "border")
            round_box(painter, cell, worn.radius("cell"), ground or worn.color("surface"), edge, worn.line)
            ink = worn.color("text2")
        font = worn.font("body", weight=600 if amount else 500)
        write(painter, cell, dose_words(amount), font, ink, CENTRE)
        if place == at:
            focus_ring(painter, cell, worn.radius("cell"), worn.color("text") if amount else None)


class DoseCells(QWidget):
    """How much in the morning, at noon and at night, and at bedtime if there is a fourth.

    Typing `101` or `1-0-1` fills all; `.` makes a half of the cell under the mark; arrows move it; `+` adds
    bedtime; a click gives one or takes it away.

    Signals:
        changed: carries the tuple of amounts.
    """

    changed = Signal(object)

    def __init__(
        self, doses: Doses = (Fraction(0),) * 3, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._at = 0
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_doses(doses)

    def doses(self) -> Doses:
        return self._doses

    def value(self) -> Doses:
        return self._doses

    def set_doses(self, doses: Doses) -> None:
        self._doses = tuple(doses)
        self._at = min(self._at, len(self._doses) - 1)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription("-".join(dose_words(dose) for dose in self._doses))
        self.updateGeometry()
        self.update()

    def take(self, text: str) -> bool:
        """Fill all cells from what was typed elsewhere, if it is a dose."""
        doses = read_doses(text)
        if doses is None:
            return False
        self._set(doses)
        return True

    def _set(self, doses: Doses) -> None:
        if doses != self._doses:
            self.set_doses(doses)
            self.changed.emit(doses)

    def _put(self, amount: Fraction) -> None:
        cells = list(self._doses)
        cells[self._at] = amount
        self._set(tuple(cells))

    def sizeHint(self) -> QSize:
        return doses_size(len(self._doses)).expandedTo(QSize(0, 32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isascii() and text.isdigit():
            self._put(Fraction(int(text)))
            self._at = min(self._at + 1, len(self._doses) - 1)
        elif text in (".", "½", "/"):
            at = self._at
            self._put(self._doses[at] + (-1 if self._doses[at] % 1 else 1) * Fraction(1, 2))
        elif text == "+" and len(self._doses) == 3:
            self._set((*self._doses, Fraction(1)))
            self._at = 3
        elif event.key() == Qt.Key.Key_Backspace and len(self._doses) == 4 and self._at == 3:
            self._set(self._doses[:3])
        elif event.key() == Qt.Key.Key_Backspace:
            self._put(Fraction(0))
            self._at = max(0, self._at - 1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) or text in ("-", " "):
            step = -1 if event.key() == Qt.Key.Key_Left else 1
            self._at = max(0, min(self._at + step, len(self._doses) - 1))
        else:
            super().keyPressEvent(event)
            return
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().x()) // (CELL_W + GAP)
        if 0 <= at < len(self._doses):
            self._at = at
            self._put(Fraction(0) if self._doses[at] else Fraction(1))
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._at = 0
        super().focusInEvent(event)

    def paintEvent(self, _event: object) -> None:
        draw_doses(QPainter(self), self.rect(), self._doses, at=self._at if self.hasFocus() else -1)
