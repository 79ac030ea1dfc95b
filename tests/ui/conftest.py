from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.words import Words
from ui.fonts import load_fonts
from ui.speech import speak
from ui.theme.worn import Wardrobe


@pytest.fixture(scope="session")
def typeset(qapp: QApplication) -> QApplication:
    """The application with its fonts, loaded once."""
    load_fonts()
    return qapp


@pytest.fixture
def wardrobe(typeset: QApplication) -> Iterator[Wardrobe]:
    """The application dressed as on the first day: light, normal, English."""
    speak(Words("en"))
    wardrobe = Wardrobe(typeset)
    yield wardrobe
    speak(Words("en"))
    wardrobe.deleteLater()
