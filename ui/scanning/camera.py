"""Reading codes from a camera: frames are decoded off the window's thread, one at a time, the rest are dropped."""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage

from ui.speech import _

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QVideoFrame, QVideoSink

SAME_AGAIN = 2.0
"""Seconds before the same code is told a second time: a card is held longer than it takes to read."""

PREVIEW = QSize(320, 240)


class FrameReader(QObject):
    """Decodes the frames of a video sink.

    Signals:
        scanned: carries the text of a code.
        seen: carries a small picture of what the camera sees.
    """

    scanned = Signal(str)
    seen = Signal(QImage)
    _read = Signal(str, QImage)

    def __init__(
        self, sink: "QVideoSink", parent: QObject | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._worker = QThreadPool(self)
        self._worker.setMaxThreadCount(1)
        self._is_busy = False
        self._last = ("", -SAME_AGAIN)
        self._read.connect(self._take)
        sink.videoFrameChanged.connect(self._frame)

    def wait(self) -> None:
        """Until the frame at work is done: before the camera is closed."""
        self._worker.waitForDone()

    @Slot(object)
    def _frame(self, frame: "QVideoFrame") -> None:
        if self._is_busy or not frame.isValid():
            return
        self._is_busy = True

        def run() -> None:
            text, preview = "", QImage()
            try:
                text, preview = read_frame(frame)
            finally:
                self._read.emit(text, preview)

        self._worker.start(run)

    @Slot(str, QImage)
    def _take(self, text: str, preview: QImage) -> None:
        self._is_busy = False
        if not preview.isNull():
            self.seen.emit(preview)
        if not text:
            return
        last, at = self._last
        now = self._clock()
        if text == last and now - at < SAME_AGAIN:
            self._last = (text, now)
            return
        self._last = (text, now)
        self.scanned.emit(text)


class CameraScanner(QObject):
    """The laptop's camera as a scanner. Nothing of it is loaded before somebody opens it.

    Signals:
        scanned, seen: as of `FrameReader`.
        failed: carries the sentence that says why there is no picture.
        running: carries whether the camera is on.
    """

    scanned = Signal(str)
    seen = Signal(QImage)
    failed = Signal(str)
    running = Signal(bool)
    _loaded = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loader = QThreadPool(self)
        self._loader.setMaxThreadCount(1)
        self._loaded.connect(self._open)
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None
        self._reader: FrameReader | None = None
        self._is_wanted = False

    @property
    def is_on(self) -> bool:
        return self._camera is not None

    def start(self) -> None:
        """Open the camera; `running` or `failed` follows."""
        if self._is_wanted:
            return
        self._is_wanted = True

        def load() -> None:
            try:
                import PySide6.QtMultimedia  # noqa: F401  # slow to load: not on the window's thread
            except ImportError as error:
                self._loaded.emit(str(error))
            else:
                self._loaded.emit("")

        self._loader.start(load)

    def stop(self) -> None:
        """Close the camera and its light."""
        self._is_wanted = False
        self._loader.waitForDone()
        if self._camera is not None:
            self._camera.stop()
            self._camera = None
            self.running.emit(False)
        if self._reader is not None:
            self._reader.wait()
        self._session = self._reader = None

    @Slot(str)
    def _open(self, problem: str) -> None:
        if not self._is_wanted:
            return
        if problem:
            self._give_up(_("The camera cannot be used on this laptop. Use the scanner, or type the number."))
            return
        from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoSink

        device = QMediaDevices.defaultVideoInput()
        if device.isNull():
            self._give_up(_("No camera was found. Use the scanner, or type the number."))
            return
        self._camera = QCamera(device, self)
        self._camera.errorOccurred.connect(self._broke)
        sink = QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(sink)
        self._reader = FrameReader(sink, self)
        self._reader.scanned.connect(self.scanned)
        self._reader.seen.connect(self.seen)
        self._camera.start()
        self.running.emit(True)

    @Slot()
    def _broke(self) -> None:
        self.stop()
        self.failed.emit(_("The camera stopped. Is another program using it?"))

    def _give_up(self, sentence: str) -> None:
        self._is_wanted = False
        self.failed.emit(sentence)


def read_frame(frame: "QVideoFrame") -> tuple[str, QImage]:
    """The text of the code in a frame, if there is one, and what it shows, small and as in a mirror."""
    from zxingcpp import BarcodeFormat, BarcodeFormats, TextMode, read_barcodes

    grey = grey_of(frame)
    if grey.isNull():
        return "", grey
    found = read_barcodes(grey, formats=BarcodeFormats(BarcodeFormat.QRCode), text_mode=TextMode.Plain)
    text = next((code.text for code in found if code.valid), "")
    small = grey.scaled(PREVIEW, Qt.AspectRatioMode.KeepAspectRatio)
    return text, small.flipped(Qt.Orientation.Horizontal)


def grey_of(frame: "QVideoFrame") -> QImage:
    """A frame in shades of grey. Most cameras send brightness apart from colour: then it is taken as it is."""
    from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

    pixels = QVideoFrameFormat.PixelFormat
    planar = (
        pixels.Format_NV12,
        pixels.Format_NV21,
        pixels.Format_YUV420P,
        pixels.Format_YV12,
        pixels.Format_Y8,
    )
    if frame.pixelFormat() not in planar or not frame.map(QVideoFrame.MapMode.ReadOnly):
        return frame.toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    try:
        wide, high = frame.width(), frame.height()
        brightness = frame.bits(0)
        return QImage(brightness, wide, high, frame.bytesPerLine(0), QImage.Format.Format_Grayscale8).copy()
    finally:
        frame.unmap()
