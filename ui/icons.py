"""Tabler's outline icons, recoloured in their text and drawn at the sharpness of the screen."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPixmapCache

from ui.theme.worn import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icons"


@cache
def _drawing(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text("utf-8")


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    key = f"{name}/{size}/{colour.rgba():x}/{ratio}"
    made = QPixmap()
    if QPixmapCache.find(key, made):
        return made
    from PySide6.QtSvg import QSvgRenderer

    stroke = "2.25" if size < 16 else "1.75"
    text = _drawing(name).replace("currentColor", colour.name())
    renderer = QSvgRenderer(QByteArray(text.replace('stroke-width="2"', f'stroke-width="{stroke}"').encode()))
    pixels = round(size * ratio)
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter)
    painter.end()
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


def draw_icon(painter: QPainter, where: QRect, name: str, colour: QColor, size: int = 0) -> None:
    """Draw `name` in the middle of `where`; without `size` as large as fits."""
    size = size or min(where.width(), where.height())
    ratio = painter.device().devicePixelRatioF()
    left = where.x() + (where.width() - size) // 2
    top = where.y() + (where.height() - size) // 2
    painter.drawPixmap(left, top, pixmap(name, size, colour, ratio))


def icon(name: str, colour: str = "text2", size: int = 18) -> "QIcon":
    """For the few places where Qt wants a QIcon: menus and the title bar."""
    from PySide6.QtGui import QIcon

    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, size, theme().color(colour), ratio))
    return made
