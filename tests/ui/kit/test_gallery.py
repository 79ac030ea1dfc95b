import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.words import Words
from tests.ui.kit.gallery import SHEETS
from tests.ui.looks import cut_off, nameless, overfull, small_targets
from ui.speech import speak
from ui.theme.tokens import THEME_NAMES, ThemeName
from ui.theme.worn import Wardrobe, theme


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("name", THEME_NAMES)
@pytest.mark.parametrize("language", ["en", "hi"])
def test_nothing_on_the_sheet_is_cut_off(
    qtbot: QtBot, wardrobe: Wardrobe, sheet: str, name: ThemeName, language: str
) -> None:
    speak(Words(language))
    wardrobe.wear(name=name, tall_script=language == "hi")
    widget = SHEETS[sheet]()
    qtbot.addWidget(widget)
    widget.resize(1366, 768)
    widget.show()
    qtbot.waitExposed(widget)

    picture = widget.grab().toImage()

    assert picture.pixelColor(2, 2) == theme().color("bg")
    assert _inks(picture) > 200
    assert cut_off(widget) == []
    assert overfull(widget) == []
    assert nameless(widget) == []
    assert small_targets(widget) == []


def _inks(picture: QImage) -> int:
    """How many pixels of a coarse grid are not the ground: a sheet that painted nothing has none."""
    ground = picture.pixelColor(2, 2)
    points = [(x, y) for x in range(0, picture.width(), 16) for y in range(0, picture.height(), 16)]
    return sum(picture.pixelColor(x, y) != ground for x, y in points)
