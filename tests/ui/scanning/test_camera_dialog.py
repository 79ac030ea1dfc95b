from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.scanning.camera_dialog import CameraDialog
from ui.theme.worn import Wardrobe


def test_the_first_code_closes_it_and_is_handed_on(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    read: list[str] = []
    dialog = CameraDialog(window, read.append)
    dialog.open()
    dialog._camera.scanned.emit("SHV1:ABC")

    assert read == ["SHV1:ABC"]
    assert not dialog.isVisible()


def test_without_a_camera_it_says_what_works_instead(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    dialog = CameraDialog(window, lambda _text: None)
    dialog.open()
    dialog._camera.failed.emit("No camera found. A USB scanner works too.")

    assert dialog._trouble.isVisible()
    dialog.close_quietly()
