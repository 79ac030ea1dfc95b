"""Larger things to press: people, choices, times."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.avatar import draw_avatar, initials
from ui.kit.button import Pressable
from ui.kit.choices import draw_radio, draw_tick
from ui.kit.keys import cap_size, draw_cap
from ui.kit.paint import focus_ring, round_box, width_of, write
from ui.theme.worn import theme


class Tile(Pressable):
    """A box that can be the chosen one of its parent's tiles."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _frame(self, painter: QPainter, *, dashed: bool = False) -> None:
        worn, on = theme(), self.isChecked()
        ground = worn.selected() if on else worn.color("hover" if self.underMouse() else "surface")
        edge = worn.color("accent" if on else "control" if worn.is_contrast else "border")
        width = 2 if on else worn.line
        round_box(painter, self.rect(), worn.radius("control"), ground, edge, width, dashed)
        if self.hasFocus():
            focus_ring(painter, self.rect(), worn.radius("control"), worn.color("text") if on else None)


class PersonTile(Tile):
    """Somebody who may sign in: initials, name, role and one fact."""

    def __init__(
        self,
        name: str,
        role: str,
        fact: str = "",
        *,
        warn: bool = False,
        sign: str | None = None,
        sign_colour: str = "text3",
        value: object = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{name}, {role}", parent)
        self.name, self.value = name, value
        self._role, self._fact, self._warn = role, fact, warn
        self._sign, self._sign_colour = sign, sign_colour
        self.setAccessibleDescription(fact)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        return QSize(220, theme().scaled(92 if theme().density == "normal" else 76))

    def minimumSizeHint(self) -> QSize:
        """Three lines: many people share the height of a low screen."""
        return QSize(190, theme().scaled(64))

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        self._frame(painter)
        face = QRect(14, (self.height() - 44) // 2, 44, 44)
        draw_avatar(painter, face, initials(self.name), chosen=self.isChecked(), accent=False)
        step, left = worn.scaled(19), 72
        top = (self.height() - (3 if self._fact else 2) * step) // 2
        room = self.width() - left - 10
        sign = 28 if self._sign else 0
        name = QRect(left, top, room - sign, step)
        write(painter, name, self.name, worn.font("strong"), worn.color("text"))
        role = QRect(left, top + step, room, step)
        write(painter, role, self._role, worn.font("meta"), worn.color("text2"))
        fact = QRect(left, top + 2 * step, room, step)
        ink = worn.color("warnText" if self._warn else "text2")
        write(painter, fact, self._fact, worn.font("hint"), ink)
        if self._sign:
            place = QRect(self.width() - 31, 11, 18, 18)
            draw_icon(painter, place, self._sign, worn.color(self._sign_colour), 18)


class ChoiceCard(Tile):
    """One of a few large choices: radio, icon, title, two lines, and its key."""

    def __init__(
        self,
        title: str,
        text: str = "",
        more: str = "",
        *,
        icon: str | None = None,
        key: str | None = None,
        value: object = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.value = value
        self._title, self._text, self._more, self._icon, self._key = title, text, more, icon, key
        self.setAccessibleDescription(f"{text} {more}".strip())

    def sizeHint(self) -> QSize:
        worn = theme()
        tall = 92 if self._more else 68
        return QSize(300, worn.scaled(tall if worn.density == "normal" else tall - 12))

    def minimumSizeHint(self) -> QSize:
        return QSize(250, self.sizeHint().height() - 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        self._frame(painter)
        draw_radio(painter, QPoint(26, 30), self.isChecked())
        left = 52
        if self._icon:
            plate = QRect(48, (self.height() - 48) // 2, 48, 48)
            ground = worn.color("surface" if self.isChecked() or worn.is_contrast else "neutralSoft")
            edge = worn.color("control") if worn.is_contrast else None
            round_box(painter, plate, worn.radius("card"), ground, edge, worn.line)
            ink = worn.color("accentText" if self.isChecked() else "text2")
            draw_icon(painter, plate, self._icon, ink, 24)
            left = 112
        lines = [(self._title, "title", "text"), (self._text, "meta", "text2"), (self._more, "hint", "text2")]
        shown = [line for line in lines if line[0]]
        step = worn.scaled(20)
        top = (self.height() - len(shown) * step) // 2
        cap = cap_size(self._key).width() + 14 if self._key else 0
        for at, (text, style, colour) in enumerate(shown):
            room = self.width() - left - 10 - (cap if at == 0 else 0)
            place = QRect(left, top + at * step, room, step)
            write(painter, place, text, worn.font(style), worn.color(colour))
        if self._key:
            draw_cap(painter, self.width() - cap, 19, self._key)


class OptionCard(Tile):
    """A line with a fact under it and a round or square mark in front.

    Used for times to offer and for the two sides of something to decide. `quiet` needs no choice: grey.
    """

    def __init__(
        self,
        title: str,
        fact: str = "",
        *,
        note: str = "",
        icon: str | None = None,
        best: str = "",
        several: bool = False,
        quiet: bool = False,
        marked: tuple[str, ...] = (),
        value: object = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.value = value
        self._title, self._fact, self._note, self._icon, self._best = title, fact, note, icon, best
        self._several, self._quiet, self._marked = several, quiet, marked
        if several:
            self.setAutoExclusive(False)
        self.setEnabled(not quiet)
        self.setAccessibleDescription(f"{note} {fact} {best}".strip())

    def sizeHint(self) -> QSize:
        worn = theme()
        return QSize(220, worn.scaled(58 if worn.density == "normal" else 50))

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        self._paint_mark(painter)
        middle, left = self.height() // 2, 42
        step = worn.scaled(20)
        top = middle - step if self._fact else middle - step // 2
        right = self.width() - 10
        if self._best:
            font = worn.font("label")
            width = width_of(self._best, font)
            place = QRect(right - width, top, width + 2, step)
            write(painter, place, self._best, font, worn.color("accentText"))
            draw_icon(painter, QRect(right - width - 19, top, 15, step), "star", worn.color("accentText"), 15)
            right -= width + 26
        font = worn.font("strong" if not self._quiet else "body")
        ink = worn.color("text2" if self._quiet else "text")
        self._paint_marked(painter, QRect(left, top, right - left, step))
        used = write(painter, QRect(left, top, right - left, step), self._title, font, ink)
        note = QRect(left + used + 8, top, right - left - used - 8, step)
        write(painter, note, self._note, worn.font("meta"), worn.color("text2"))
        if self._fact:
            low = QRect(left, middle, self.width() - left - 10, step)
            if self._icon:
                draw_icon(painter, QRect(left, middle, 14, step), self._icon, worn.color("text2"), 14)
                low.setLeft(left + 20)
            write(painter, low, self._fact, worn.font("hint"), worn.color("text2"))

    def _paint_mark(self, painter: QPainter) -> None:
        worn, middle = theme(), self.height() // 2
        if self._quiet:
            edge = worn.color("control" if worn.is_contrast else "border")
            round_box(painter, self.rect(), worn.radius("control"), worn.color("sunken"), edge, worn.line)
            draw_icon(painter, QRect(12, middle - 9, 18, 18), self._icon or "equal", worn.color("text2"), 16)
            return
        self._frame(painter)
        if self._several:
            draw_tick(painter, QRect(12, middle - 9, 18, 18), self.isChecked())
        else:
            draw_radio(painter, QPoint(21, middle), self.isChecked())

    def _paint_marked(self, painter: QPainter, room: QRect) -> None:
        """A pale ground under the words that differ from the other side."""
        worn, font = theme(), theme().font("strong")
        for word in self._marked:
            before, found, _after = self._title.partition(word)
            if not found:
                continue
            x = room.x() + width_of(before, font)
            place = QRect(x - 3, room.y() + 1, width_of(word, font) + 6, room.height() - 2)
            edge = worn.color("warn") if worn.is_contrast else None
            ground = worn.color("surface" if worn.is_contrast else "warnSoft")
            round_box(painter, place.intersected(room.adjusted(-3, 0, 0, 0)), 4, ground, edge)
