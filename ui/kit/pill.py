"""The small round label: one painter for the widget and for every list, so that they agree to the pixel."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.paint import LEFT, round_box, width_of, write
from ui.theme.theme import Kind
from ui.theme.worn import theme

PAD = 8
GAP = 4
ICON = 14


class Pill(NamedTuple):
    """What a pill says; never colour alone, so the icon and the words always go with it."""

    words: str
    kind: Kind = "neutral"
    icon: str | None = None
    solid: bool = False
    big: bool = False


def pill_size(pill: Pill) -> QSize:
    worn = theme()
    font = worn.font("person" if pill.big else "label")
    icon = ICON + GAP if pill.icon else 0
    height = worn.size("chip") + (6 if pill.big else 0)
    pad = PAD + 2 if pill.big else PAD
    return QSize(width_of(pill.words, font) + icon + 2 * pad, height)


def draw_pill(painter: QPainter, right: int, middle: int, pill: Pill, left: int | None = None) -> QRect:
    """Draw `pill` ending at `right` (or starting at `left`), centred on `middle`; answers its place."""
    worn, size = theme(), pill_size(pill)
    tone = worn.tone(pill.kind)
    x = right - size.width() if left is None else left
    box = QRect(x, middle - size.height() // 2, size.width(), size.height())
    fill, ink = (tone.solid, tone.on_solid) if pill.solid else (tone.fill, tone.ink)
    outlined = worn.is_contrast and pill.kind.startswith("cat")
    round_box(painter, box, size.height() / 2, fill, tone.edge if outlined else None, worn.line)
    pad = PAD + 2 if pill.big else PAD
    text = box.adjusted(pad, 0, -pad + 1, 0)
    if pill.icon:
        draw_icon(painter, QRect(text.x() - 1, box.y(), ICON, box.height()), pill.icon, ink, ICON)
        text.setLeft(text.left() + ICON + GAP - 1)
    write(painter, text, pill.words, worn.font("person" if pill.big else "label"), ink, LEFT)
    return box


class Chip(QWidget):
    """A pill as a widget."""

    def __init__(
        self,
        words: str = "",
        kind: Kind = "neutral",
        icon: str | None = None,
        solid: bool = False,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_pill(Pill(words, kind, icon, solid, big))

    @property
    def pill(self) -> Pill:
        return self._pill

    def show_pill(self, pill: Pill) -> None:
        self._pill = pill
        self.setAccessibleName(pill.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self._pill)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_pill(painter, 0, self.height() // 2, self._pill, left=0)
