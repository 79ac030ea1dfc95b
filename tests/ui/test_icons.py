import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from ui.icons import FOLDER, pixmap
from ui.theme.worn import Wardrobe

PLACES = {
    "IconBox": 0,
    "IconButton": 0,
    "EmptyState": 0,
    "Fact": 0,
    "Note": 1,
    "Command": 1,
    "Pill": 2,
    "Chip": 2,
    "draw_icon": 2,
}
"""Where each takes the name of its icon when it is not said by name."""


def icons_in(source: str) -> Iterator[str]:
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", "")
        said = [word.value for word in call.keywords if word.arg in ("icon", "sign")]
        if name in PLACES and len(call.args) > PLACES[name]:
            said.append(call.args[PLACES[name]])
        yield from (one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_every_icon_the_screens_name_is_there() -> None:
    missing = {
        f"{file}: {icon}"
        for file in Path("ui").rglob("*.py")
        for icon in icons_in(file.read_text("utf-8"))
        if icon and not (FOLDER / f"{icon}.svg").is_file()
    }

    assert missing == set()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_icons_are_as_sharp_as_the_screen_and_in_the_colour_asked(wardrobe: Wardrobe, ratio: float) -> None:
    picture = pixmap("check", 20, QColor("#C0262D"), ratio)

    assert picture.width() == 20 * ratio
    inks = {picture.toImage().pixelColor(x, y).name() for x in range(20) for y in range(20)} - {"#000000"}
    assert "#c0262d" in inks
