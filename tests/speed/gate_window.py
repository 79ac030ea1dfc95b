"""The gate's screen, handed camera frames one at a time."""

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink
from PySide6.QtWidgets import QApplication

from app.camps.answers import Answer
from app.words import Words
from models.vocabulary import Role
from tests.clinics import Clinic
from ui.background import Background
from ui.camps.gate_page import GatePage
from ui.camps.wording import LOOKS
from ui.fonts import load_fonts
from ui.printing import PrintJobs
from ui.scanning.camera import FrameReader
from ui.speech import _, speak
from ui.theme.worn import Wardrobe, make_application
from ui.tools import Tools

CARD = 400
"""Pixels a side of a pass held at arm's length from a 720p camera."""


class GateWindow:
    """A gate page that is shown, with a camera in front of it."""

    def __init__(self, clinic: Clinic) -> None:
        running = QApplication.instance()
        self._app = running if isinstance(running, QApplication) else make_application()
        load_fonts()
        self._wardrobe = Wardrobe(self._app)
        speak(Words("en"))
        self._background = Background(clinic.desk(Role.VOLUNTEER))
        self.page = GatePage(self._background, Tools(PrintJobs(), clinic.clock))
        self.page.resize(1278, 680)
        self.page.show()
        self.page.opened()
        self._sink = QVideoSink()
        self._reader = FrameReader(self._sink)
        self._reader.scanned.connect(self.page.scanned)
        while self.page.camp is None:
            self._turn()

    @property
    def word(self) -> str:
        """The word on the large panel."""
        said = self.page.result.accessibleName()
        return next((_(LOOKS[one].word) for one in Answer if said.startswith(_(LOOKS[one].word))), said)

    def scan(self, frame: QVideoFrame) -> None:
        """Hold a frame in front of the camera until the answer is painted."""
        before = self.page.result.accessibleName()
        self._sink.setVideoFrame(frame)
        while self.page.result.accessibleName() == before:
            self._turn()
        self.page.result.repaint()

    def close(self) -> None:
        self._reader.wait()
        self._background.wait()
        self.page.close()

    def picture_of(self, text: str, size: tuple[int, int]) -> QImage:
        """A pass on a desk, a little turned, in shades of grey."""
        import zxingcpp

        made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q").to_image(scale=1)
        view = memoryview(made)  # type: ignore[arg-type]  # it is a buffer, the stubs do not say so
        assert view.shape is not None
        code = QImage(
            bytes(view), view.shape[1], view.shape[0], view.shape[1], QImage.Format.Format_Grayscale8
        )
        picture = QImage(*size, QImage.Format.Format_Grayscale8)
        picture.fill(QColor("#9a9a9a"))
        painter = QPainter(picture)
        painter.translate(size[0] / 2, size[1] / 2)
        painter.rotate(7)
        painter.drawImage(-CARD // 2, -CARD // 2, code.scaled(CARD, CARD))
        painter.end()
        return picture

    def frame_of(self, picture: QImage) -> QVideoFrame:
        """As most cameras send it: brightness in a plane of its own."""
        frame = QVideoFrame(QVideoFrameFormat(picture.size(), QVideoFrameFormat.PixelFormat.Format_NV12))
        assert frame.map(QVideoFrame.MapMode.WriteOnly)
        plane, row, wide = memoryview(frame.bits(0)), frame.bytesPerLine(0), picture.bytesPerLine()
        bits = bytes(picture.constBits())
        for y in range(picture.height()):
            plane[y * row : y * row + picture.width()] = bits[y * wide : y * wide + picture.width()]
        frame.unmap()
        return frame

    def _turn(self) -> None:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
