from collections.abc import Iterator
from time import monotonic

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink
from pytestqt.qtbot import QtBot

from ui.scanning.camera import SAME_AGAIN, CameraScanner, FrameReader, grey_of, read_frame

PASS = "SHV1:" + "6BF+$%*-./: 9" * 12


def picture_of(text: str, scale: int = 6) -> QImage:
    """A card on a desk: a code on white, on grey."""
    import zxingcpp

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q").to_image(scale=scale)
    view = memoryview(made)  # type: ignore[arg-type]  # it is a buffer, the stubs do not say so
    assert view.shape is not None
    high, wide = view.shape
    code = QImage(bytes(view), wide, high, wide, QImage.Format.Format_Grayscale8)
    picture = QImage(QSize(640, 480), QImage.Format.Format_RGB32)
    picture.fill(QColor("#99a"))
    painter = QPainter(picture)
    painter.translate(320, 240)
    painter.rotate(8)
    painter.drawImage(-wide // 2, -high // 2, code)
    painter.end()
    return picture


def camera_frame(picture: QImage) -> QVideoFrame:
    """As most cameras send it: brightness in a plane of its own."""
    frame = QVideoFrame(QVideoFrameFormat(picture.size(), QVideoFrameFormat.PixelFormat.Format_NV12))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    plane, row = memoryview(frame.bits(0)), frame.bytesPerLine(0)
    bits, wide = bytes(grey.constBits()), grey.bytesPerLine()
    for y in range(grey.height()):
        plane[y * row : y * row + grey.width()] = bits[y * wide : y * wide + grey.width()]
    frame.unmap()
    return frame


@pytest.fixture
def sink() -> QVideoSink:
    return QVideoSink()


class Watch:
    def __init__(self) -> None:
        self.now = monotonic()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def reader(qtbot: QtBot, sink: QVideoSink, watch: Watch) -> Iterator[FrameReader]:
    reader = FrameReader(sink, clock=watch)
    yield reader
    reader.wait()


@pytest.fixture
def heard(reader: FrameReader) -> list[str]:
    heard: list[str] = []
    reader.scanned.connect(heard.append)
    return heard


def show(qtbot: QtBot, sink: QVideoSink, reader: FrameReader, frame: QVideoFrame) -> None:
    """Hold a frame in front of the camera until it was looked at."""
    with qtbot.waitSignal(reader.seen):
        sink.setVideoFrame(frame)


@pytest.mark.parametrize("as_frame", [camera_frame, QVideoFrame], ids=["brightness apart", "colours"])
def test_a_pass_in_front_of_the_camera_is_read(
    qtbot: QtBot, sink: QVideoSink, reader: FrameReader, heard: list[str], as_frame: type[QVideoFrame]
) -> None:
    show(qtbot, sink, reader, as_frame(picture_of(PASS)))

    assert heard == [PASS]


def test_a_desk_without_a_card_is_only_seen(
    qtbot: QtBot, sink: QVideoSink, reader: FrameReader, heard: list[str]
) -> None:
    empty = QImage(QSize(640, 480), QImage.Format.Format_RGB32)
    empty.fill(QColor("#99a"))
    show(qtbot, sink, reader, QVideoFrame(empty))

    assert heard == []


def test_a_card_that_is_held_is_told_once(
    qtbot: QtBot, sink: QVideoSink, reader: FrameReader, heard: list[str], watch: Watch
) -> None:
    picture = picture_of(PASS)
    for _ in range(5):
        show(qtbot, sink, reader, camera_frame(picture))
        watch.now += SAME_AGAIN - 0.5
    assert heard == [PASS]
    watch.now += SAME_AGAIN
    show(qtbot, sink, reader, camera_frame(picture))
    assert heard == [PASS, PASS]


def test_another_card_is_told_at_once(
    qtbot: QtBot, sink: QVideoSink, reader: FrameReader, heard: list[str]
) -> None:
    show(qtbot, sink, reader, camera_frame(picture_of("A1-00001", 12)))
    show(qtbot, sink, reader, camera_frame(picture_of("A1-00002", 12)))

    assert heard == ["A1-00001", "A1-00002"]


def test_frames_that_come_while_one_is_read_are_dropped(
    qtbot: QtBot, sink: QVideoSink, reader: FrameReader
) -> None:
    seen: list[QImage] = []
    reader.seen.connect(seen.append)
    picture = picture_of(PASS)
    frames = [camera_frame(picture) for _ in range(10)]
    with qtbot.waitSignal(reader.seen):
        for frame in frames:
            sink.setVideoFrame(frame)
    reader.wait()

    assert len(seen) == 1


def test_a_frame_that_is_none_is_let_pass(sink: QVideoSink, reader: FrameReader, heard: list[str]) -> None:
    sink.setVideoFrame(QVideoFrame())

    assert heard == []


def test_brightness_is_taken_as_the_camera_sent_it() -> None:
    picture = picture_of(PASS)
    grey = grey_of(camera_frame(picture))

    assert grey == picture.convertToFormat(QImage.Format.Format_Grayscale8)
    assert read_frame(camera_frame(picture))[0] == PASS


def test_without_a_camera_there_is_a_sentence(qtbot: QtBot) -> None:
    camera = CameraScanner()
    with qtbot.waitSignal(camera.failed) as failed:
        camera.start()

    assert failed.args == ["No camera was found. Use the scanner, or type the number."]
    assert not camera.is_on
    camera.stop()


def test_a_camera_closed_before_it_opened_says_nothing(qtbot: QtBot) -> None:
    camera = CameraScanner()
    heard: list[str] = []
    camera.failed.connect(heard.append)
    camera.start()
    camera.stop()
    qtbot.wait(10)

    assert heard == []
