from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.keys import cap_size, draw_cap
from ui.kit.paint import LEFT, focus_ring, round_box, width_of, write
from ui.theme.theme import Theme
from ui.theme.worn import theme

ButtonKind = Literal["primary", "secondary", "ghost", "danger"]
ButtonSize = Literal["small", "normal", "large", "camp"]

_ICONS: dict[ButtonSize, int] = {"small": 16, "normal": 18, "large": 20, "camp": 24}
_PADS: dict[ButtonSize, int] = {"small": 12, "normal": 14, "large": 18, "camp": 24}
_STYLES: dict[ButtonSize, tuple[int, int]] = {
    "small": (13, 600),
    "normal": (14, 600),
    "large": (14, 600),
    "camp": (18, 600),
}
ICON_GAP = 8
CAP_GAP = 10


class Button(QPushButton):
    """A verb with its icon and its key painted in it.

    The key is only shown: who listens for it is the page (`Page.keys`).
    """

    def __init__(
        self,
        words: str = "",
        kind: ButtonKind = "secondary",
        *,
        icon: str | None = None,
        key: str | None = None,
        size: ButtonSize = "normal",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(words)  # said to the constructor, its form with a QIcon would be looked up too
        self.kind: ButtonKind = kind
        self.size_name: ButtonSize = size
        self._icon = icon
        self._key = key
        self._fixed_height: int | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setAccessibleName(words)

    def set_words(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def set_icon(self, icon: str | None) -> None:
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: ButtonKind) -> None:
        self.kind = kind
        self.update()

    def fix_height(self, pixels: int) -> None:
        """Keep this height in every density, for buttons in bars that keep theirs."""
        self._fixed_height = pixels
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        worn, size = theme(), self.size_name
        height = self._fixed_height or max(32, worn.size("button" if size == "normal" else size))
        return QSize(self._content_width(worn) + 2 * _PADS[size], height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _icon_size(self) -> int:
        return _ICONS[self.size_name]

    def _content_width(self, worn: Theme) -> int:
        px, weight = _STYLES[self.size_name]
        width = width_of(self.text(), worn.font("strong", px=px, weight=weight)) if self.text() else 0
        if self._icon:
            width += self._icon_size() + (ICON_GAP if self.text() else 0)
        if self._key:
            width += cap_size(self._key).width() + CAP_GAP
        return width + 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        ink = self._paint_frame(painter, worn)
        left = (self.width() - self._content_width(worn)) // 2
        left = max(left, 4)
        if self._icon:
            size = self._icon_size()
            tint = self._icon_colour(ink)
            draw_icon(painter, QRect(left, 0, size, self.height()), self._icon, tint, size)
            left += size + ICON_GAP
        px, weight = _STYLES[self.size_name]
        font = worn.font("strong", px=px, weight=weight)
        cap = cap_size(self._key).width() + CAP_GAP if self._key else 0
        room = QRect(left, 0, self.width() - left - cap - 2, self.height())
        left += write(painter, room, self.text(), font, ink, LEFT) + CAP_GAP
        if self._key:
            solid = self.kind in ("primary", "danger") and self.isEnabled()
            draw_cap(painter, left, self.height() // 2, self._key, ink if solid else None)

    def _paint_frame(self, painter: QPainter, worn: Theme) -> QColor:
        """The ground and ring; answers the colour to write with."""
        box, radius = self.rect(), worn.radius("control")
        hover = self.underMouse() and self.isEnabled()
        ring = worn.color("accent")
        if not self.isEnabled():
            edge = None if self.kind == "ghost" else worn.color("border")
            round_box(painter, box, radius, worn.color("sunken"), edge, worn.line)
            return worn.color("text3")
        if self.kind in ("primary", "danger"):
            fill = worn.color("danger" if self.kind == "danger" else "accentHover" if hover else "accent")
            round_box(painter, box, radius, fill.darker(112) if self.isDown() else fill)
            ink, ring = worn.color("onStatus" if self.kind == "danger" else "onAccent"), worn.color("text")
        elif self.kind == "secondary":
            ground = worn.color("hover" if hover or self.isDown() or self.isChecked() else "surface")
            round_box(painter, box, radius, ground, worn.color("border"), worn.line)
            ink = worn.color("text")
        else:
            if hover or self.isDown() or self.isChecked():
                round_box(painter, box, radius, worn.color("hover"))
            ink = worn.color("accentText")
        if self.hasFocus():
            focus_ring(painter, box, radius, ring)
        return ink

    def _icon_colour(self, ink: QColor) -> QColor:
        return ink


class IconButton(Button):
    """Only an icon: `name` is what a screen reader and the tooltip say."""

    def __init__(
        self,
        icon: str,
        name: str,
        kind: ButtonKind = "ghost",
        *,
        size: ButtonSize = "normal",
        tone: str = "text2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", kind, icon=icon, size=size, parent=parent)
        self._tone = tone
        self._count = 0
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """A small red number on the shoulder; 0 takes it away."""
        self._count = count
        self.setAccessibleDescription(str(count) if count else "")
        self.update()

    def sizeHint(self) -> QSize:
        side = super().sizeHint().height()
        return QSize(side, side)

    def _icon_size(self) -> int:
        return 20 if self.size_name == "normal" else super()._icon_size()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._count:
            draw_count(QPainter(self), self.width() - 11, 11, self._count)

    def _icon_colour(self, ink: QColor) -> QColor:
        return (
            ink if self.kind in ("primary", "danger") or not self.isEnabled() else theme().color(self._tone)
        )


def draw_count(painter: QPainter, x: int, y: int, count: int) -> None:
    """A red badge centred on (x, y)."""
    worn = theme()
    words = str(count) if count < 100 else "99+"
    font = worn.font("key", weight=700)
    width = max(18, width_of(words, font) + 8)
    box = QRect(x - width // 2, y - 9, width, 18)
    round_box(painter, box, 9, worn.color("danger"))
    painter.setFont(font)
    painter.setPen(worn.color("onStatus"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class Pressable(QAbstractButton):
    """Base of painted tiles that are pressed or chosen: hover, pointer, focus by Tab."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)
