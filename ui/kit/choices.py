"""Choosing one or several of a few: segments, chips, combo boxes, ticks."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.button import Pressable
from ui.kit.flow import FlowLayout
from ui.kit.paint import CENTRE, focus_ring, round_box, width_of, write
from ui.theme.worn import theme


class Choice(NamedTuple):
    """A value the program knows and the words a person sees for it."""

    value: object
    words: str
    icon: str | None = None


class Segmented(QWidget):
    """Two to four choices side by side, one of them taken; arrows move.

    Signals:
        changed: a person chose; carries the value.
    """

    changed = Signal(object)

    def __init__(
        self,
        choices: Iterable[Choice],
        value: object = None,
        name: str = "",
        *,
        stretch: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._at = self._index(value)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding if stretch else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
        )
        self._say()

    def _index(self, value: object) -> int:
        return next((at for at, choice in enumerate(self._choices) if choice.value == value), -1)

    def value(self) -> object:
        return self._choices[self._at].value if self._at >= 0 else None

    def set_value(self, value: object) -> None:
        self._at = self._index(value)
        self._say()
        self.update()

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._choices) and at != self._at:
            self._at = at
            self._say()
            self.update()
            self.changed.emit(self._choices[at].value)

    def _say(self) -> None:
        self.setAccessibleDescription(self._choices[self._at].words if self._at >= 0 else "")

    def _wish(self, choice: Choice) -> int:
        icon = 26 if choice.icon else 0
        return max(44, width_of(choice.words, theme().font("person", px=14)) + 28 + icon)

    def sizeHint(self) -> QSize:
        return QSize(sum(map(self._wish, self._choices)) + 8, max(32, theme().size("control")))

    def minimumSizeHint(self) -> QSize:
        tight = sum(self._wish(choice) - 16 for choice in self._choices) + 8
        return QSize(tight, self.sizeHint().height())

    def cells(self) -> list[QRect]:
        wishes = [self._wish(choice) for choice in self._choices]
        spare, left, cells = self.width() - 8 - sum(wishes), 4, []
        for at, wish in enumerate(wishes):
            share = spare * (at + 1) // len(wishes) - spare * at // len(wishes)
            cells.append(QRect(left, 4, wish + share, self.height() - 8))
            left += wish + share
        return cells

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        ground = worn.color("surface" if worn.is_contrast else "neutralSoft")
        edge = worn.color("control") if worn.is_contrast else None
        round_box(painter, self.rect(), worn.radius("control"), ground, edge, worn.line)
        for at, (choice, cell) in enumerate(zip(self._choices, self.cells(), strict=True)):
            chosen = at == self._at
            ink = worn.color("accentText" if chosen else "text2")
            if chosen:
                fill = worn.color("accent" if worn.is_contrast else "surface")
                line = None if worn.is_contrast else worn.color("border")
                round_box(painter, cell, worn.radius("cell"), fill, line)
                ink = worn.color("onAccent") if worn.is_contrast else ink
            font = worn.font("strong")
            room = cell
            if choice.icon:
                text = min(width_of(choice.words, font), cell.width() - 34)
                left = cell.x() + (cell.width() - text - 26) // 2
                draw_icon(painter, QRect(left, cell.y(), 18, cell.height()), choice.icon, ink, 18)
                room = QRect(left + 26, cell.y(), cell.right() - left - 26, cell.height())
                write(painter, room, choice.words, font, ink)
            else:
                write(painter, room, choice.words, font, ink, CENTRE)
        if self.hasFocus():
            focus_ring(painter, self.rect(), worn.radius("control"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for at, cell in enumerate(self.cells()):
            if cell.contains(event.position().toPoint()):
                self._choose(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._choose(self._at - 1)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._choose(self._at + 1)
        else:
            super().keyPressEvent(event)


class ChoiceChip(Pressable):
    """One chip that is on or off: soft when off, solid with a check when on."""

    HEIGHT = 30

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(choice.words, parent)
        self.choice = choice
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        text = width_of(self.choice.words, theme().font("label"))
        return QSize(text + 18 + (18 if self.isChecked() else 0), theme().scaled(32))

    def nextCheckState(self) -> None:
        super().nextCheckState()
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        box = self.rect().adjusted(0, 1, 0, -1)
        on = self.isChecked()
        ink = worn.color("onAccent" if on else "text" if worn.is_contrast else "neutralText")
        fill = worn.color("accent" if on else "surface" if worn.is_contrast else "neutralSoft")
        if not on and self.underMouse() and not worn.is_contrast:
            fill = worn.color("hover")
        edge = worn.color("control") if worn.is_contrast and not on else None
        round_box(painter, box, box.height() / 2, fill, edge, worn.line)
        text = box.adjusted(9, 0, -9, 0)
        if on:
            draw_icon(painter, QRect(text.x(), box.y(), 14, box.height()), "check", ink, 14)
            text.setLeft(text.left() + 18)
        write(painter, text, self.choice.words, worn.font("label"), ink)
        if self.hasFocus():
            focus_ring(painter, box, box.height() / 2, worn.color("text") if on else None)


class ChoiceChips(QWidget):
    """Chips that flow over lines; one may be on, or several.

    Signals:
        changed: a person chose; carries the value, or the tuple of values when several may be on.
    """

    changed = Signal(object)

    def __init__(
        self,
        choices: Iterable[Choice],
        value: object = None,
        name: str = "",
        *,
        several: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.several = several
        self.setAccessibleName(name)
        self._flow = FlowLayout(self, gap=7)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.buttonClicked.connect(self._clicked)
        self.set_choices(choices)
        self.set_value(value)

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Show other choices; what was on and still exists stays on."""
        on = {chip.choice.value for chip in self.chips() if chip.isChecked()}
        for chip in self.chips():
            self._group.removeButton(chip)
            self._flow.removeWidget(chip)
            chip.deleteLater()
        for choice in choices:
            chip = ChoiceChip(choice, self)
            chip.setChecked(choice.value in on)
            self._group.addButton(chip)
            self._flow.addWidget(chip)
        self.updateGeometry()

    def chips(self) -> list[ChoiceChip]:
        return [chip for chip in self._group.buttons() if isinstance(chip, ChoiceChip)]

    def value(self) -> object:
        on = tuple(chip.choice.value for chip in self.chips() if chip.isChecked())
        if self.several:
            return on
        return on[0] if on else None

    def set_value(self, value: object) -> None:
        wanted = (
            tuple(value) if self.several and isinstance(value, (tuple, list, set, frozenset)) else (value,)
        )
        for chip in self.chips():
            chip.setChecked(chip.choice.value in wanted)
            chip.updateGeometry()

    def _clicked(self, pressed: QAbstractButton) -> None:
        if not self.several:
            for chip in self.chips():
                if chip is not pressed:
                    chip.setChecked(False)
                    chip.updateGeometry()
        self._flow.invalidate()
        self.changed.emit(self.value())


class CheckBox(Pressable):
    """A tick with words."""

    BOX = 20

    def __init__(self, words: str, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setText(words)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        text = width_of(self.text(), theme().font("body")) + 8 if self.text() else 0
        return QSize(self.BOX + text + 4, max(32, theme().scaled(32)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        box = QRect(0, (self.height() - self.BOX) // 2, self.BOX, self.BOX)
        draw_tick(painter, box, self.isChecked(), self.isEnabled())
        if self.hasFocus():
            focus_ring(painter, box.adjusted(0, 0, 0, 0), worn.radius("xs"), worn.color("text"))
        ink = worn.color("text" if self.isEnabled() else "text3")
        write(painter, self.rect().adjusted(self.BOX + 8, 0, 0, 0), self.text(), worn.font("body"), ink)


def draw_tick(painter: QPainter, box: QRect, on: bool, enabled: bool = True) -> None:
    worn = theme()
    if on:
        fill = worn.color("accent" if enabled else "control")
        round_box(painter, box, worn.radius("xs"), fill)
        draw_icon(painter, box, "check", worn.color("onAccent" if enabled else "surface"), box.width() - 4)
    else:
        ground = worn.color("surface" if enabled else "sunken")
        round_box(painter, box, worn.radius("xs"), ground, worn.color("control"), max(1, worn.line))


def draw_radio(painter: QPainter, centre: QPoint, on: bool, radius: int = 9) -> None:
    worn = theme()
    box = QRect(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    round_box(painter, box, radius, worn.color("surface"), worn.color("accent" if on else "control"), 2)
    if on:
        round_box(painter, box.adjusted(4, 4, -4, -4), radius - 4, worn.color("accent"))


class RadioRow(Pressable):
    """One of several lines, round mark in front; put those that belong together under one parent."""

    def __init__(self, words: str, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setText(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setChecked(checked)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(width_of(self.text(), theme().font("body")) + 34, max(32, theme().scaled(32)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        draw_radio(painter, QPoint(10, self.height() // 2), self.isChecked())
        if self.hasFocus():
            focus_ring(painter, QRect(0, self.height() // 2 - 10, 20, 20), 10, worn.color("text"))
        write(painter, self.rect().adjusted(28, 0, 0, 0), self.text(), worn.font("body"), worn.color("text"))


class WheelGuard(QObject):
    """A wheel that scrolls the page must not change a value that happens to lie under the pointer."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
