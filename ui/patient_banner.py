from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.avatar import draw_avatar, initials
from ui.kit.paint import RIGHT, fill, line, width_of, write
from ui.kit.pill import Pill, draw_pill, pill_size
from ui.speech import _
from ui.theme.worn import theme

HEIGHT = 76
LEAST_NAME = 180


@dataclass(frozen=True, slots=True)
class BannerFacts:
    """Who is open.

    Attributes:
        name, other_script: as typed, and in the other script.
        about: "42 years · Female".
        facts: words and pills of the second line, in order: number, ABHA, its pill, phone, village.
        allergies: None is "not asked"; an empty tuple "none known". Ask `show_allergies` too.
        show_allergies: False only for roles that may not see them.
        conditions: long-term conditions.
        aside, aside_low: at the right end: token and room, time.
        aside_pill: instead of `aside`.
    """

    name: str
    about: str
    facts: tuple[str | Pill, ...] = ()
    other_script: str = ""
    allergies: tuple[str, ...] | None = None
    show_allergies: bool = True
    conditions: tuple[str, ...] = ()
    aside: str = ""
    aside_low: str = ""
    aside_pill: Pill | None = None
    aside_icon: str | None = None


class PatientBanner(QWidget):
    """The strip under the top bar while one patient is open. Allergies never leave it, whatever the width."""

    def __init__(self, facts: BannerFacts | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._facts: BannerFacts | None = None
        if facts is not None:
            self.show_facts(facts)

    def show_facts(self, facts: BannerFacts) -> None:
        self._facts = facts
        pills = ", ".join(pill.words for pill in self._allergy_pills())
        self.setAccessibleName(f"{facts.name}, {facts.about}")
        self.setAccessibleDescription(f"{_('Allergies')}: {pills}" if facts.show_allergies else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(900, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(640, HEIGHT)

    def _allergy_pills(self) -> list[Pill]:
        facts = self._facts
        if facts is None or not facts.show_allergies:
            return []
        if facts.allergies is None:
            return [Pill(_("Allergies not asked"), "warn", "alert-triangle", big=True)]
        if not facts.allergies:
            return [Pill(_("None known"), "ok", "check", big=True)]
        return [Pill(words, "danger", "alert-circle", solid=True, big=True) for words in facts.allergies]

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter, facts = theme(), QPainter(self), self._facts
        fill(painter, self.rect(), worn.color("surface"))
        line(painter, 0, HEIGHT - worn.line, self.width(), worn.color("border"), worn.line)
        if facts is None:
            return
        draw_avatar(painter, QRect(16, 14, 48, 48), initials(facts.name))
        safety = self._safety_width() if facts.show_allergies else 0
        aside = self._paint_aside(painter, facts, self.width() - 72 - LEAST_NAME - safety - 40)
        end = self.width() - 16 - aside
        names = QRect(72, 8, max(160, end - 72 - safety - 12), 60)
        used = self._paint_names(painter, names, facts)
        if facts.show_allergies:
            self._paint_safety(painter, min(72 + used + 20, max(end - safety, 240)), end, facts)

    def _safety_width(self) -> int:
        pills = self._allergy_pills()
        return 22 + sum(pill_size(pill).width() + 7 for pill in pills)

    def _paint_names(self, painter: QPainter, room: QRect, facts: BannerFacts) -> int:
        """The two lines of the person; answers how wide they came out."""
        worn = theme()
        top = QRect(room.x(), room.y(), room.width(), 28)
        used = write(painter, top, facts.name, worn.font("heading", weight=500), worn.color("text")) + 11
        for words, colour in ((facts.other_script, "text2"), (facts.about, "text")):
            if words:
                place = QRect(room.x() + used, top.y() + 2, room.width() - used, 26)
                used += write(painter, place, words, worn.font("body"), worn.color(colour)) + 11
        low = QRect(room.x(), room.y() + 32, room.width(), 26)
        return max(used - 11, self._paint_facts(painter, low, facts.facts))

    def _paint_facts(self, painter: QPainter, room: QRect, facts: Sequence[str | Pill]) -> int:
        worn, x = theme(), room.x()
        font, grey = worn.font("meta"), worn.color("text2")
        for at, fact in enumerate(facts):
            if isinstance(fact, Pill):
                if x + pill_size(fact).width() > room.right():
                    break
                x = draw_pill(painter, 0, room.center().y() + 1, fact, left=x).right() + 8
                continue
            if at:
                x += write(painter, QRect(x, room.y(), 12, room.height()), "·", font, grey) + 7
            left = room.right() - x
            if left < 30:
                break
            x += write(painter, QRect(x, room.y(), left, room.height()), fact, font, grey) + 7
        return x - room.x() - 7

    def _paint_safety(self, painter: QPainter, x: int, end: int, facts: BannerFacts) -> None:
        worn = theme()
        fill(painter, QRect(x, 12, worn.line, HEIGHT - 24), worn.color("border"))
        x += 20
        label, grey = worn.font("label", weight=500), worn.color("text2")
        write(painter, QRect(x, 12, end - x, 20), _("Allergies"), label, grey)
        start = x
        for pill in self._allergy_pills():
            x = draw_pill(painter, 0, 53, pill, left=x).right() + 8
        x = max(x, start + width_of(_("Allergies"), label)) + 8
        self._paint_conditions(painter, x, end, facts.conditions)

    def _paint_conditions(self, painter: QPainter, x: int, end: int, conditions: Sequence[str]) -> None:
        worn = theme()
        if not conditions or end - x < 120:
            return
        label, grey = worn.font("label", weight=500), worn.color("text2")
        write(painter, QRect(x, 12, end - x, 20), _("Long-term conditions"), label, grey)
        for at, words in enumerate(conditions):
            more = Pill(f"+{len(conditions) - at}", big=True)
            pill = Pill(words, big=True)
            last = at + 1 == len(conditions)
            spare = 0 if last else pill_size(more).width() + 7
            if x + pill_size(pill).width() + spare > end:
                draw_pill(painter, 0, 53, more, left=x)
                return
            x = draw_pill(painter, 0, 53, pill, left=x).right() + 7

    def _paint_aside(self, painter: QPainter, facts: BannerFacts, room: int) -> int:
        """The right end, as far as `room` goes; answers how wide it is."""
        worn, right = theme(), self.width() - 16
        used, room = 0, min(room, 360)
        if room < 60:
            return 0
        top = QRect(right - room, 8, room, 22)
        if facts.aside_pill and pill_size(facts.aside_pill).width() <= room:
            used = draw_pill(painter, right, 28, facts.aside_pill).width()
        elif facts.aside:
            used = write(painter, top, facts.aside, worn.font("meta"), worn.color("text2"), RIGHT)
        if facts.aside_low:
            strong = facts.aside_icon is None
            font = worn.font("strong" if strong else "hint")
            ink = worn.color("text" if strong else "text2")
            low = QRect(right - room + 20, 42, room - 20, 24)
            width = write(painter, low, facts.aside_low, font, ink, RIGHT)
            if facts.aside_icon:
                place = QRect(right - width - 20, 42, 14, 24)
                draw_icon(painter, place, facts.aside_icon, ink, 14)
                width += 20
            used = max(used, width)
        return used + 24 if used else 0
