from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET = 4
"""Modules that stay white on every side."""


class QrCode(QWidget):
    """A code on white, in every theme: whole pixels a module, so that any phone reads it."""

    def __init__(self, name: str, side: int = 150, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._side = side
        self._text = ""
        self._image: QImage | None = None

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    @property
    def text(self) -> str:
        return self._text

    def show_text(self, text: str) -> None:
        """Show `text` as a code; nothing for an empty one."""
        if text != self._text:
            self._text = text
            self._image = _image_of(text) if text else None
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._image is None:
            return
        modules = self._image.width() + 2 * QUIET
        dot = max(1, int(self._side * self.devicePixelRatioF()) // modules) / self.devicePixelRatioF()
        size = self._image.width() * dot
        at = (self._side - size) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.translate(at, at)
        painter.scale(dot, dot)
        painter.drawImage(0, 0, self._image)


def _image_of(text: str) -> QImage:
    import zxingcpp

    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    drawn = memoryview(barcode.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]  # it is a buffer
    side = drawn.shape[0] if drawn.shape else 0
    return QImage(bytes(drawn), side, side, side, QImage.Format.Format_Grayscale8).copy()
