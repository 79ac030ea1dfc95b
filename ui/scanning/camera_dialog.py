from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.dialog import Dialog, Verb
from ui.kit.label import Note
from ui.kit.paint import round_box
from ui.scanning.camera import CameraScanner
from ui.speech import _
from ui.theme.worn import theme


class CameraView(QWidget):
    """What the camera sees, as in a mirror."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What the camera sees"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._image: QImage | None = None

    def sizeHint(self) -> QSize:
        return QSize(480, 300)

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = QPainter(self), theme()
        round_box(painter, self.rect(), worn.radius("card"), worn.color("rail"))
        if self._image is None or self._image.isNull():
            return
        size = self.rect().size() - QSize(8, 8)
        shown = self._image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        at = self.rect().center() - shown.rect().center()
        painter.drawImage(at, shown)


class CameraDialog(Dialog):
    """F2: hold a code in front of the camera; the first that is read closes it."""

    def __init__(self, parent: QWidget, then: Callable[[str], object]) -> None:
        super().__init__(
            parent,
            _("Scan a code"),
            _("Hold it 15 to 20 cm in front of the camera. A USB scanner works at any time, without this."),
            (Verb(_("Close"), False),),
            icon="scan",
            width=560,
        )
        self._then = then
        self._view = CameraView()
        self._trouble = Note("", "camera-off", "warnText")
        self._trouble.hide()
        self.add(self._view)
        self.add(self._trouble)
        self._camera = CameraScanner(self)
        self._camera.scanned.connect(self._take)
        self._camera.seen.connect(self._view.show_image)
        self._camera.failed.connect(self._show_trouble)
        self.chosen.connect(self._stop)

    def start(self) -> None:
        self.open()
        self._camera.start()

    def _take(self, text: str) -> None:
        self._camera.stop()
        self.close_quietly()
        self._then(text)

    def _show_trouble(self, sentence: str) -> None:
        self._trouble.words.setText(sentence)
        self._trouble.show()

    def _stop(self, _answer: object) -> None:
        self._camera.stop()


def scan_with_camera(parent: QWidget, then: Callable[[str], object]) -> None:
    """Open the camera over the window; `then` gets the first code that is read."""
    CameraDialog(parent, then).start()
