"""Strokes the painted widgets share."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from ui.theme.worn import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def round_box(
    painter: QPainter,
    box: QRect,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: int = 1,
    dashed: bool = False,
) -> None:
    """A rounded box whose edge lies inside `box`, sharp on whole pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if fill is not None:
        painter.setBrush(fill)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(box), radius, radius)
    else:
        pen = QPen(edge, width)
        if dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        half = width / 2
        inner = QRectF(box).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(inner, max(0.0, radius - half), max(0.0, radius - half))
    painter.restore()


def focus_ring(painter: QPainter, box: QRect, radius: float, colour: QColor | None = None) -> None:
    worn = theme()
    round_box(painter, box, radius, edge=colour or worn.color("accent"), width=worn.ring)


def fill(painter: QPainter, box: QRect, colour: QColor) -> None:
    """As `fillRect`, whose many forms cost the binding 9 ms the first time one is looked up."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(box)


def line(painter: QPainter, x1: int, y: int, x2: int, colour: QColor, width: int = 1) -> None:
    """A level line, sharp: Qt draws odd widths half a pixel off."""
    fill(painter, QRect(x1, y, x2 - x1, width), colour)


def disc(painter: QPainter, centre: QPointF, radius: float, fill: QColor, edge: QColor | None = None) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    painter.setPen(QPen(edge, 1.5) if edge is not None else QPen(Qt.PenStyle.NoPen))
    painter.drawEllipse(centre, radius, radius)
    painter.restore()


def write(
    painter: QPainter,
    where: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """Write one line, shortened with … if it must be; answers how wide it came out.

    Signs above and below a line of Devanagari may stand out of `where`: they are not clipped.
    """
    measure = QFontMetrics(font)
    shown = text
    if measure.horizontalAdvance(text) > where.width():
        shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, max(0, where.width()))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(where, int(align | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip), shown)
    return measure.horizontalAdvance(shown)


def fitting(text: str, style: str, room: int, *, px: int, weight: int | None = None, least: int) -> QFont:
    """The font, made smaller down to `least` where the words would be cut. Sizes are at text of 100%."""
    worn = theme()
    for size in range(px, least - 1, -1):
        font = worn.font(style, px=size, weight=weight)
        if width_of(text, font) <= room:
            break
    return font


def width_of(text: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(text)
