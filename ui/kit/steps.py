"""Where somebody is in a row of steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.paint import CENTRE, RIGHT, disc, fill, line, width_of, write
from ui.kit.pill import Pill, draw_pill
from ui.theme.worn import theme

DOT = 24


def draw_dot(painter: QPainter, centre: QPointF, number: int, state: str) -> None:
    """A step's dot: `done` is a green check, `now` an accent number, `next` an outline."""
    worn = theme()
    place = QRect(round(centre.x()) - DOT // 2, round(centre.y()) - DOT // 2, DOT, DOT)
    if state == "done":
        disc(painter, centre, DOT / 2, worn.color("ok"))
        draw_icon(painter, place, "check", worn.color("onStatus"), 15)
        return
    if state == "now":
        disc(painter, centre, DOT / 2, worn.color("accent"))
        ink = worn.color("onAccent")
    else:
        disc(painter, centre, DOT / 2 - 1, worn.color("surface"), worn.color("control"))
        ink = worn.color("text2")
    write(painter, place, str(number), worn.font("label", weight=700), ink, CENTRE)


class Stepper(QWidget):
    """Up to five steps in a line. It shows the way; it is not a control."""

    GAP = 8
    JOIN = 26

    def __init__(self, steps: Sequence[str], now: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_step(now)

    def show_step(self, now: int) -> None:
        """`now` counts from 0; beyond the last, all are done."""
        self._now = now
        here = self._steps[now] if now < len(self._steps) else self._steps[-1]
        self.setAccessibleName(f"{min(now + 1, len(self._steps))} / {len(self._steps)} {here}")
        self.update()

    def sizeHint(self) -> QSize:
        font = theme().font("person", weight=700)
        words = sum(DOT + self.GAP + width_of(step, font) for step in self._steps)
        return QSize(words + (len(self._steps) - 1) * (self.JOIN + 22), 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(len(self._steps) * 70, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter, x, middle = theme(), QPainter(self), 0, self.height() // 2
        tight = self.width() < self.sizeHint().width()
        for at, words in enumerate(self._steps):
            step = "" if tight and at != self._now else words
            state = "done" if at < self._now else "now" if at == self._now else "next"
            draw_dot(painter, QPointF(x + DOT / 2, middle), at + 1, state)
            x += DOT + self.GAP
            font = worn.font("person", weight=600 if at == self._now else 500)
            room = QRect(x, 0, self.width() - x, self.height())
            x += write(painter, room, step, font, worn.color("text" if at == self._now else "text2")) + 11
            if at + 1 < len(self._steps):
                colour = worn.color("ok" if at < self._now else "border")
                line(painter, x, middle - 1, x + self.JOIN, colour, 2)
                x += self.JOIN + 11


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of a way down: `state` is done, now or next; `note` is a time; `pill` says where to go."""

    words: str
    state: str = "next"
    note: str = ""
    pill: Pill | None = None


class StepList(QWidget):
    """Steps under each other, joined by a line."""

    def __init__(self, stops: Sequence[Stop] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.show_stops(stops)

    def show_stops(self, stops: Sequence[Stop]) -> None:
        self._stops = tuple(stops)
        self.setAccessibleDescription(", ".join(f"{stop.words} {stop.note}".strip() for stop in stops))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, max(1, len(self._stops)) * 55)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, max(1, len(self._stops)) * 34)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._stops:
            return
        worn, painter = theme(), QPainter(self)
        pitch = min(55, self.height() // len(self._stops))
        for at, stop in enumerate(self._stops):
            row = QRect(0, at * pitch, self.width(), pitch)
            centre = QPointF(13, row.center().y())
            if at + 1 < len(self._stops):
                colour = worn.color("ok" if stop.state == "done" else "border")
                fill(painter, QRect(12, round(centre.y()), 2, pitch), colour)
            draw_dot(painter, centre, at + 1, stop.state)
            right = row.right()
            if stop.pill:
                right = draw_pill(painter, row.right() + 1, row.center().y(), stop.pill).x() - 8
            elif stop.note:
                right -= write(painter, row, stop.note, worn.font("meta"), worn.color("text2"), RIGHT) + 8
            font = worn.font("body", weight=600 if stop.state == "now" else 500)
            ink = worn.color("text2" if stop.state == "next" else "text")
            write(painter, QRect(38, row.y(), right - 38, pitch), stop.words, font, ink)
