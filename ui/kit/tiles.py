"""Tiles that carry a number: counters that also filter, figures of an overview, measured values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.button import Pressable
from ui.kit.chart import draw_sparkline
from ui.kit.paint import RIGHT, fitting, focus_ring, round_box, width_of, write
from ui.theme.theme import Kind
from ui.theme.worn import theme


class CounterTile(Pressable):
    """A number and its word; pressed, it filters what stands below.

    `tall` puts the word under the number, for counts that are only read.
    """

    def __init__(
        self,
        words: str,
        number: int | str = 0,
        kind: Kind = "neutral",
        *,
        tall: bool = False,
        filters: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._words, self._kind, self._tall = words, kind, tall
        self.setCheckable(filters)
        if not filters:
            self.setEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_number(number)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, self.sizeHint().height())

    def set_number(self, number: int | str) -> None:
        self._number = str(number)
        self.setAccessibleName(f"{self._number} {self._words}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        worn = theme()
        number = width_of(self._number, worn.font("number" if self._tall else "counter"))
        word = width_of(self._words, worn.font("person" if not self._tall else "label"))
        if self._tall:
            return QSize(max(number, word) + 28, worn.scaled(72))
        height = worn.scaled(48 if worn.density == "normal" else 40)
        return QSize(number + word + 10 + 30, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter, on = theme(), QPainter(self), self.isChecked()
        filled = on and worn.is_contrast
        ground = worn.color("accent" if filled else "hover" if self._hovered() else "surface")
        edge, width = worn.color("accent" if on else "border"), 2 if on else worn.line
        if worn.is_contrast and not on:
            edge = worn.color("control")
        round_box(painter, self.rect(), worn.radius("control"), ground, edge, width)
        if filled:
            ink = figure = worn.color("onAccent")
        elif on:
            ink = figure = worn.color("accentText")
        else:
            ink = worn.color("text2")
            figure = worn.color("text") if self._kind == "neutral" else worn.tone(self._kind).text
        if self._tall:
            top = self.rect().adjusted(14, 6, -8, -self.height() // 2 + 8)
            write(painter, top, self._number, worn.font("number"), figure)
            low = self.rect().adjusted(12, self.height() // 2 + 4, -8, -6)
            write(painter, low, self._words, worn.font("label", weight=500), ink)
        elif self.width() < self.sizeHint().width():
            half = self.height() // 2
            top, low = QRect(8, 2, self.width() - 12, half), QRect(8, half - 1, self.width() - 12, half)
            write(painter, top, self._number, worn.font("token"), figure)
            small = fitting(self._words, "key", low.width(), px=11, weight=500, least=11)
            write(painter, low, self._words, small, ink)
        else:
            box = self.rect().adjusted(15, 0, -6, 0)
            used = write(painter, box, self._number, worn.font("counter"), figure) + 9
            word = worn.font("person", weight=600 if on else 500)
            write(painter, box.adjusted(used, 1, 0, 1), self._words, word, ink)
        if self.hasFocus():
            focus_ring(painter, self.rect(), worn.radius("control"), worn.color("text") if on else None)

    def _hovered(self) -> bool:
        return self.isCheckable() and self.underMouse() and not self.isChecked()


@dataclass(frozen=True, slots=True)
class Counter:
    value: object
    words: str
    number: int | str = 0
    kind: Kind = "neutral"


class CounterRow(QWidget):
    """Counters side by side, one of them chosen as the filter.

    Signals:
        changed: a person chose; carries the value.
    """

    changed = Signal(object)

    def __init__(
        self,
        counters: Iterable[Counter],
        value: object = None,
        *,
        gap: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap)
        self._group = QButtonGroup(self)
        self._tiles: dict[object, CounterTile] = {}
        for counter in counters:
            tile = CounterTile(counter.words, counter.number, counter.kind)
            tile.setChecked(counter.value == value)
            tile.clicked.connect(lambda _on=False, value=counter.value: self.changed.emit(value))
            self._group.addButton(tile)
            self._tiles[counter.value] = tile
            row.addWidget(tile)

    def tile(self, value: object) -> CounterTile:
        return self._tiles[value]

    def set_number(self, value: object, number: int | str) -> None:
        self._tiles[value].set_number(number)

    def value(self) -> object:
        return next((value for value, tile in self._tiles.items() if tile.isChecked()), None)

    def set_value(self, value: object) -> None:
        self._tiles[value].setChecked(True)


class FigureTile(QWidget):
    """One figure of an overview: icon, words, number, a note, and how it went lately."""

    def __init__(
        self,
        icon: str,
        words: str,
        figure: str = "",
        note: str = "",
        note_kind: Kind = "neutral",
        history: Sequence[float] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._words = icon, words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_figure(figure, note, note_kind, history)

    def show_figure(
        self, figure: str, note: str = "", note_kind: Kind = "neutral", history: Sequence[float] = ()
    ) -> None:
        self._figure, self._note, self._note_kind, self._history = figure, note, note_kind, tuple(history)
        self.setAccessibleName(f"{self._words}: {figure}")
        self.setAccessibleDescription(note)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(150, theme().scaled(96))

    def minimumSizeHint(self) -> QSize:
        return QSize(110, theme().scaled(96))

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        edge = worn.color("border")
        round_box(painter, self.rect(), worn.radius("card"), worn.color("surface"), edge, worn.line)
        third = self.height() // 3
        draw_icon(painter, QRect(16, 12, 18, third - 10), self._icon, worn.color("text2"), 18)
        room = self.width() - 32
        top = QRect(42, 10, room - 26, third - 6)
        write(painter, top, self._words, worn.font("meta", weight=500), worn.color("text2"))
        middle = QRect(17, third + 4, room, third)
        used = write(painter, middle, self._figure, worn.font("number"), worn.color("text"))
        if len(self._history) > 1 and room - used > 84:
            spark = QRect(self.width() - 16 - 76, third + 12, 74, third - 12)
            draw_sparkline(painter, spark, self._history, worn.color("accent"))
        low = QRect(17, 2 * third + 4, room, third - 8)
        ink = worn.color("text2") if self._note_kind == "neutral" else worn.tone(self._note_kind).text
        write(painter, low, self._note, worn.font("label", weight=500), ink)


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured value and what it means: `kind` is neutral in range, warn to watch, danger out of range."""

    label: str
    value: str = ""
    unit: str = ""
    kind: Kind = "neutral"
    flag: str = ""
    rising: bool | None = None
    history: tuple[float, ...] = ()


class VitalTile(Pressable):
    """One measured value with its unit, its flag in words and its last few values as a line."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_reading(reading)

    def show_reading(self, reading: Reading) -> None:
        self._reading = reading
        self.setAccessibleName(f"{reading.label} {reading.value} {reading.unit} {reading.flag}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        worn = theme()
        return QSize(140, worn.scaled(54 if worn.density == "normal" else 46 if worn.tall_script else 40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter, reading = theme(), QPainter(self), self._reading
        tone = worn.tone(reading.kind)
        round_box(painter, self.rect(), worn.radius("control"), tone.panel, tone.edge, worn.line)
        quiet = reading.kind == "neutral"
        half = self.height() // 2
        flag = worn.font("label")
        right = self.width() - 10
        if reading.flag:
            width = width_of(reading.flag, flag)
            write(painter, QRect(right - width, 4, width + 1, half - 4), reading.flag, flag, tone.text, RIGHT)
            right -= width
            if reading.rising is not None:
                arrow = "arrow-up" if reading.rising else "arrow-down"
                draw_icon(painter, QRect(right - 15, 4, 13, half - 4), arrow, tone.text, 13)
                right -= 16
        label = worn.color("text2") if quiet or worn.is_contrast else tone.text
        room = QRect(9, 4, right - 12, half - 4)
        write(painter, room, reading.label, worn.font("label", weight=500), label)
        ink = worn.color("text") if quiet else tone.text
        low = QRect(9, half - 2, self.width() - 14, half)
        used = write(painter, low, reading.value or "—", worn.font("vital"), ink)
        unit = QRect(9 + used + 4, half + 1, self.width() - used - 20, half - 2)
        unit_ink = worn.color("text2") if quiet else tone.text
        used += 4 + write(painter, unit, reading.unit, worn.font("hint"), unit_ink)
        room_left = self.width() - 18 - used
        if len(reading.history) > 1 and room_left > 34:
            width = min(58, room_left - 8)
            spark = QRect(self.width() - 12 - width, half, width, half - 10)
            draw_sparkline(painter, spark, reading.history, worn.color("text2") if quiet else tone.text)
        if self.hasFocus():
            focus_ring(painter, self.rect(), worn.radius("control"))
