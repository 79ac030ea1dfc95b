"""Small charts drawn by hand: a library for them would be larger than the program."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, log10

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.paint import CENTRE, LEFT, RIGHT, disc, line, round_box, width_of, write
from ui.theme.theme import Kind
from ui.theme.worn import theme


def draw_sparkline(painter: QPainter, box: QRect, values: Sequence[float], colour: QColor) -> None:
    """The course of a few values, the last one dotted."""
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    step = box.width() / (len(values) - 1)
    points = [
        QPointF(box.x() + at * step, box.y() + box.height() * (1 - (value - low) / span))
        for at, value in enumerate(values)
    ]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.6)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(points))
    painter.restore()
    disc(painter, points[-1], 3, colour)


class Sparkline(QWidget):
    def __init__(
        self, values: Sequence[float], name: str, kind: Kind = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values, self._kind = tuple(values), kind
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(80, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if len(self._values) > 1:
            box = self.rect().adjusted(4, 4, -4, -4)
            draw_sparkline(QPainter(self), box, self._values, theme().tone(self._kind).edge)


class Track(QWidget):
    """How much of a whole is done: a thin bar."""

    def __init__(
        self,
        value: float = 0,
        most: float = 1,
        kind: Kind = "accent",
        name: str = "",
        *,
        height: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._thick = height
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_value(value, most, kind)

    def show_value(self, value: float, most: float, kind: Kind = "accent") -> None:
        self._value, self._most, self._kind = value, most, kind
        self.setAccessibleDescription(f"{value:g} / {most:g}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self._thick)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._thick)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_track(painter, self.rect(), self._value / self._most if self._most else 0, self._kind)


def draw_track(painter: QPainter, box: QRect, share: float, kind: Kind = "accent") -> None:
    worn = theme()
    radius = box.height() / 2
    round_box(painter, box, radius, worn.color("hatch" if worn.is_contrast else "neutralSoft"))
    width = round(box.width() * min(1.0, max(0.0, share)))
    if width:
        full = QRect(box.x(), box.y(), max(width, box.height()), box.height())
        round_box(painter, full, radius, worn.tone(kind).solid)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is, its parts from below, and a note after the number."""

    label: str
    parts: tuple[float, ...]
    note: str = ""
    marked: bool = False

    @property
    def total(self) -> float:
        return sum(self.parts)


@dataclass(frozen=True, slots=True)
class Series:
    """A legend entry: the part of every bar that has this place."""

    words: str
    kind: Kind = "accent"


class Bars(QWidget):
    """Lying bars with their words on the left and the number behind."""

    ROW = 30

    def __init__(
        self,
        bars: Sequence[Bar] = (),
        kind: Kind = "accent",
        name: str = "",
        *,
        track: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._track = kind, track
        self.setAccessibleName(name)
        self.show_bars(bars)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        self.setAccessibleDescription(", ".join(f"{bar.label} {bar.total:g}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, max(1, len(self._bars)) * theme().scaled(self.ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, max(1, len(self._bars)) * theme().scaled(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._bars:
            return
        worn, painter = theme(), QPainter(self)
        words = worn.font("meta", weight=500)
        left = min(max(width_of(bar.label, words) for bar in self._bars) + 14, self.width() // 2)
        tail = 44 if self._track else 76
        most = max(bar.total for bar in self._bars) or 1
        pitch = self.height() / len(self._bars)
        for at, bar in enumerate(self._bars):
            row = QRect(0, round(at * pitch), self.width(), round(pitch))
            write(painter, QRect(0, row.y(), left - 8, row.height()), bar.label, words, worn.color("text"))
            room = QRect(left, row.center().y() - 6, self.width() - left - tail, 14)
            if self._track:
                room = QRect(left, row.center().y() - 4, room.width(), 10)
                draw_track(painter, room, bar.total / most, self._kind)
            else:
                width = max(3, round(room.width() * bar.total / most)) if bar.total else 0
                room.setWidth(width)
                round_box(painter, room, 3, worn.tone(self._kind).solid)
            self._write_number(painter, row, bar, room.right() + 9)

    def _write_number(self, painter: QPainter, row: QRect, bar: Bar, left: int) -> None:
        worn = theme()
        number = worn.font("strong", figures=True)
        if self._track:
            write(painter, row, f"{bar.total:g}", number, worn.color("text"), RIGHT)
            return
        place = QRect(left, row.y(), self.width() - left, row.height())
        used = write(painter, place, f"{bar.total:g}", number, worn.color("text"))
        place.setLeft(left + used + 7)
        write(painter, place, bar.note, worn.font("hint"), worn.color("text2"), LEFT)


@dataclass(slots=True)
class _Frame:
    """Where the standing bars stand."""

    box: QRect
    top: float
    marks: list[float] = field(default_factory=list)


class StackedBars(QWidget):
    """Standing bars of one or more parts, with a scale on the left and the legend handed to a `Legend`."""

    def __init__(
        self,
        series: Sequence[Series],
        bars: Sequence[Bar] = (),
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.series = tuple(series)
        self.setAccessibleName(name)
        self.show_bars(bars)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        self.setAccessibleDescription(", ".join(f"{bar.label} {bar.total:g}" for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 180)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 110)

    def _frame(self) -> _Frame:
        most = max((bar.total for bar in self._bars), default=0) or 1
        step = _round_step(most / 4)
        marks = [at * step for at in range(ceil(most / step) + 1)]
        box = self.rect().adjusted(34, 20, 0, -22)
        return _Frame(box, marks[-1], marks)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter, frame = theme(), QPainter(self), self._frame()
        box = frame.box
        for mark in frame.marks:
            y = round(box.bottom() - box.height() * mark / frame.top)
            line(painter, box.x(), y, box.right(), worn.color("gridMinor" if mark else "border"))
            place = QRect(0, y - 8, 28, 16)
            write(
                painter,
                place,
                f"{mark:g}",
                worn.font("key", weight=400, figures=True),
                worn.color("text2"),
                RIGHT,
            )
        pitch = box.width() / max(1, len(self._bars))
        for at, bar in enumerate(self._bars):
            slot = QRect(round(box.x() + at * pitch), box.y(), round(pitch), box.height())
            self._paint_bar(painter, slot, bar, frame)

    def _paint_bar(self, painter: QPainter, slot: QRect, bar: Bar, frame: _Frame) -> None:
        worn = theme()
        width = min(28, max(4, slot.width() * 3 // 5))
        y = float(slot.bottom())
        for part, series in zip(bar.parts, self.series, strict=False):
            tall = slot.height() * part / frame.top
            if tall >= 1:
                top = round(y - tall)
                place = QRect(slot.center().x() - width // 2, top, width, round(y) - top)
                round_box(painter, place, 3, worn.tone(series.kind).solid)
                y -= tall + 2
        if bar.marked:
            above = QRect(slot.x(), round(y) - 18, slot.width(), 16)
            write(painter, above, f"{bar.total:g}", worn.font("key", weight=700), worn.color("text"), CENTRE)
        below = QRect(slot.x(), slot.bottom() + 5, slot.width(), 16)
        font = worn.font("key", weight=700 if bar.marked else 400)
        write(painter, below, bar.label, font, worn.color("text" if bar.marked else "text2"), CENTRE)


class Legend(QWidget):
    """Which colour is which series."""

    def __init__(self, series: Sequence[Series], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series = tuple(series)
        self.setAccessibleName(", ".join(one.words for one in series))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        font = theme().font("hint")
        return QSize(sum(width_of(one.words, font) + 28 for one in self._series), 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter, x = theme(), QPainter(self), 0
        for one in self._series:
            round_box(painter, QRect(x, 5, 10, 10), 3, worn.tone(one.kind).solid)
            place = QRect(x + 15, 0, self.width(), 20)
            x += 28 + write(painter, place, one.words, worn.font("hint"), worn.color("text2"))


def _round_step(wanted: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 … at or above `wanted`; counts never stand on fractions."""
    if wanted <= 1:
        return 1
    power = 10 ** int(log10(wanted))
    return float(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= wanted))
