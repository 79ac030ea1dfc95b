from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import draw_icon
from ui.kit.button import Button
from ui.kit.paint import LEFT, disc, fitting, round_box, width_of, write
from ui.kit.pill import GAP, ICON, PAD
from ui.speech import _
from ui.theme.worn import theme

INK, SOFT = QColor("#FFFFFF"), QColor("#C9CEEA")
CODE, READY, AMBER, ON_AMBER = QColor("#8F9CF5"), QColor("#4FBF78"), QColor("#F3C66E"), QColor("#3A2A05")
"""On the dark ground of the panel, which is dark in every theme."""

ROOMY = 520
"""Narrower than this, the words have the plate to themselves; the status line says the rest."""

EYE = 152
CORNER = 26


class ScanPanel(QWidget):
    """The dark plate that says a scan is waited for; with the camera on, it shows what the camera sees.

    Signals:
        camera_wanted: the button of the camera was pressed.
    """

    camera_wanted = Signal()

    def __init__(self, other_camp: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QImage()
        self._status = _("Scanner ready")
        self._trouble = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.camera = Button(_("Use camera"), icon="camera", size="small")
        self.camera.clicked.connect(self.camera_wanted)
        self.camps = other_camp
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.camps, self.camera):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        column.addLayout(row)
        self._say()

    def show_camera(self, is_on: bool) -> None:
        self.camera.set_words(_("Close camera") if is_on else _("Use camera"))
        self.camera.set_icon("camera-off" if is_on else "camera")
        if not is_on:
            self._picture = QImage()
        self.show_status(_("Camera on") if is_on else _("Scanner ready"))

    def show_picture(self, picture: QImage) -> None:
        self._picture = picture
        self.update(self._eye())

    def show_status(self, words: str, *, trouble: bool = False) -> None:
        """The line with the dot."""
        self._status, self._trouble = words, trouble
        self._say()
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(_("Ready to scan"))
        self.setAccessibleDescription(self._status)

    def sizeHint(self) -> QSize:
        return QSize(400, 196 if theme().density == "normal" else 156)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def _eye(self) -> QRect:
        side = min(EYE, self.height() - 44)
        return QRect(22, (self.height() - side) // 2, side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        ground = QColor("#000000") if worn.is_contrast else worn.color("rail").darker(128)
        round_box(painter, self.rect(), worn.radius("card"), ground)
        self._paint_eye(painter, self._eye())
        self._paint_words(painter)
        if self.width() >= ROOMY:
            self._paint_offline(painter)

    def _paint_eye(self, painter: QPainter, eye: QRect) -> None:
        if not self._picture.isNull():
            inner = eye.adjusted(6, 6, -6, -6)
            shown = self._picture.scaled(inner.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding).copy(
                QRect(QPoint(0, 0), inner.size())
            )
            painter.drawImage(inner.topLeft(), shown)
        else:
            draw_icon(painter, eye, "qrcode", CODE, 64)
            painter.setPen(QPen(CODE, 3))
            middle = eye.center().y()
            painter.drawLine(eye.left() + 12, middle, eye.right() - 12, middle)
        painter.setPen(
            QPen(INK, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        for x, right in ((eye.left(), 1), (eye.right(), -1)):
            for y, down in ((eye.top(), 1), (eye.bottom(), -1)):
                corner = (QPoint(x + right * CORNER, y), QPoint(x, y), QPoint(x, y + down * CORNER))
                painter.drawPolyline(corner)

    def _paint_words(self, painter: QPainter) -> None:
        worn, left = theme(), self._eye().right() + 28
        room, middle = self.width() - left - 16, self.height() // 2
        low = theme().density != "normal"
        title = fitting(_("Ready to scan"), "strong", room, px=26, weight=700, least=18)
        write(painter, QRect(left, middle - (46 if low else 50), room, 36), _("Ready to scan"), title, INK)
        painter.setFont(worn.font("body", px=16))
        painter.setPen(SOFT)
        words = _("Hold the camp pass in front of the scanner or the camera.")
        place = QRect(left, middle - (14 if low else 12), min(room, 300), 46)
        painter.drawText(place, int(LEFT | Qt.TextFlag.TextWordWrap), words)
        place = QRect(left, self.height() - (40 if low else 48), room, 24)
        taken = sum(button.width() + 8 for button in (self.camera, self.camps) if button.isVisible())
        free = self.width() - left - 26 - taken
        if free > 60:
            dot = AMBER if self._trouble else READY
            disc(painter, QPoint(left + 5, place.center().y() + 1).toPointF(), 5, dot)
            status = fitting(self._status, "strong", free, px=14, least=11)
            write(painter, QRect(left + 18, place.y(), free, 24), self._status, status, INK)

    def _paint_offline(self, painter: QPainter) -> None:
        words = _("Works without a network")
        font = theme().font("strong", px=13)
        wide = width_of(words, font) + ICON + GAP + 2 * PAD + 8
        box = QRect(self.width() - wide - 16, 14, wide, 32)
        round_box(painter, box, 16, AMBER)
        draw_icon(painter, QRect(box.x() + 11, box.y(), 16, 32), "wifi-off", ON_AMBER, 16)
        write(painter, box.adjusted(33, 0, -8, 0), words, font, ON_AMBER, LEFT)
