from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.announce import announce
from ui.kit.paint import disc, fitting, round_box, write
from ui.theme.worn import theme

_ICONS = {"ok": "check", "warn": "repeat", "danger": "x"}


@dataclass(frozen=True, slots=True)
class Result:
    """An answer that must be read from two metres: one word, then who and where to."""

    kind: Literal["ok", "warn", "danger"]
    word: str
    fact: str = ""
    name: str = ""
    advice: str = ""
    icon: str | None = None


class ScanResult(QWidget):
    """The full-colour answer to a scan: icon, word, colour, name."""

    HEIGHT = 188

    def __init__(
        self, result: Result | None = None, waiting: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._waiting = waiting
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_result(result)

    def show_result(self, result: Result | None) -> None:
        """None goes back to waiting."""
        self._result = result
        spoken = " ".join((result.word, result.fact, result.name, result.advice)) if result else self._waiting
        self.setAccessibleName(spoken)
        if result is not None and self.isVisible():
            announce(self)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.HEIGHT if theme().density == "normal" else 164)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter, result = theme(), QPainter(self), self._result
        if result is None:
            edge = worn.color("control")
            round_box(painter, self.rect(), worn.radius("card"), worn.color("surface"), edge, worn.line, True)
            words = self.rect().adjusted(28, 0, -28, 0)
            write(painter, words, self._waiting, worn.font("heading"), worn.color("text2"))
            return
        tone = worn.tone(result.kind)
        round_box(painter, self.rect(), worn.radius("card"), tone.solid)
        middle = self.height() // 2
        glow = QColor(tone.on_solid)
        glow.setAlpha(40)
        disc(painter, QPointF(88, middle), 60, glow)
        plate = QRect(46, middle - 42, 84, 84)
        draw_icon(painter, plate, result.icon or _ICONS[result.kind], tone.on_solid, 84)
        left, room = 176, self.width() - 176 - 16
        for text, px, weight, top, tall in (
            (result.word, 36, 700, middle - 68, 44),
            (result.fact, 17, 500, middle - 24, 26),
            (result.name, 26, 600, middle + 12, 36),
            (result.advice, 16, 600, middle + 46, 26),
        ):
            font = fitting(text, "strong", room, px=px, weight=weight, least=px * 2 // 3)
            write(painter, QRect(left, top, room, tall), text, font, tone.on_solid)
