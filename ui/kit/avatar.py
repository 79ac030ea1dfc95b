from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.paint import CENTRE, round_box, write
from ui.theme.worn import theme


def initials(name: str) -> str:
    """PN for Priya Nair; titles do not count, so Dr S. Rao is SR."""
    parts = [
        part for part in name.replace(".", " ").split() if part.casefold() not in ("dr", "mr", "mrs", "ms")
    ]
    if not parts:
        return "?"
    return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else parts[0][1:2])).upper()


def draw_avatar(
    painter: QPainter, box: QRect, letters: str, *, chosen: bool = False, accent: bool = True
) -> None:
    worn = theme()
    tone = worn.tone("accent" if accent or chosen else "neutral")
    fill, ink = (tone.solid, tone.on_solid) if chosen else (tone.fill, tone.ink)
    side = min(box.width(), box.height())
    round_box(painter, box, side / 2, fill)
    px = max(11, round(side * 0.37))
    font = worn.font("strong", px=round(px * 100 / worn.text_size))
    write(painter, box, letters, font, ink, CENTRE)


class Avatar(QWidget):
    """A person's initials on a disc."""

    def __init__(
        self,
        name: str,
        size: int = 36,
        *,
        chosen: bool = False,
        accent: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size, self._chosen, self._accent = size, chosen, accent
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_name(name)

    def show_name(self, name: str) -> None:
        self._letters = initials(name)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_avatar(QPainter(self), self.rect(), self._letters, chosen=self._chosen, accent=self._accent)
