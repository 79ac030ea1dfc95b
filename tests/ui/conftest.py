from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.words import Words
from ui.fonts import load_fonts
from ui.speech import speak
from ui.theme.worn import Wardrobe


@pytest.fixture(scope="session")
def wardrobe_of_all(qapp: QApplication) -> Wardrobe:
    load_fonts()
    return Wardrobe(qapp)


@pytest.fixture
def wardrobe(wardrobe_of_all: Wardrobe) -> Iterator[Wardrobe]:
    """The application dressed as on the first day: light, normal, English."""
    speak(Words("en"))
    wardrobe_of_all.wear(name="light", text_size=100, density="normal", tall_script=False)
    yield wardrobe_of_all
    speak(Words("en"))
