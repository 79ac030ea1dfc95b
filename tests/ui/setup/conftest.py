from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.setup.desk import Laptop
from ui.theme.worn import Wardrobe


@pytest.fixture
def laptop(qtbot: QtBot, typeset: QApplication, wardrobe: Wardrobe, tmp_path: Path) -> Iterator[Laptop]:
    laptop = Laptop(qtbot, typeset, wardrobe, tmp_path / "data")
    yield laptop
    laptop.end()
