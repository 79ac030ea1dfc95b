import json
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontMetrics

from ui.theme.theme import Theme
from ui.theme.tokens import TEXT_SIZES, THEME_NAMES, Density, TextSize, ThemeName, read_tokens
from ui.theme.worn import Wardrobe, theme

PAIRS = json.loads(Path("resources/themes/tokens.json").read_text("utf-8"))["pairs"]
KINDS = ("neutral", "accent", "ok", "warn", "danger", "info", "cat1", "cat2", "cat3", "cat4", "cat5")


def brightness(colour: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front: QColor, back: QColor) -> float:
    low, high = sorted((brightness(front), brightness(back)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("name", "front", "back", "required"), [(name, *pair) for name in THEME_NAMES for pair in PAIRS[name]]
)
def test_colours_that_meet_can_be_told_apart(name: ThemeName, front: str, back: str, required: float) -> None:
    worn = Theme(read_tokens(), name)

    assert contrast(worn.color(front), worn.color(back)) >= required


@pytest.mark.parametrize(("name", "kind"), list(product(THEME_NAMES, KINDS)))
def test_every_kind_of_thing_can_be_read(name: ThemeName, kind: str) -> None:
    worn = Theme(read_tokens(), name)
    tone, text = worn.tone(kind), 7.0 if name == "contrast" else 4.5

    assert contrast(tone.ink, tone.fill) >= text
    assert contrast(tone.on_solid, tone.solid) >= text
    assert contrast(tone.text, tone.panel) >= text
    assert contrast(tone.text, worn.color("surface")) >= text
    assert contrast(worn.color("text"), tone.panel) >= text


@pytest.mark.parametrize("name", THEME_NAMES)
def test_text_stays_readable_on_a_chosen_row(name: ThemeName) -> None:
    worn = Theme(read_tokens(), name)
    least = 7.0 if name == "contrast" else 4.5

    for token in ("text", "text2", "dangerText", "warnText", "okText"):
        assert contrast(worn.color(token), worn.selected()) >= least, token


@pytest.mark.parametrize(("density", "size"), list(product(("normal", "compact"), TEXT_SIZES)))
def test_nothing_to_press_is_smaller_than_32_pixels(density: Density, size: TextSize) -> None:
    worn = Theme(read_tokens(), "light", density, size)

    assert min(worn.size(name) for name in ("control", "button", "small", "large", "camp", "row")) >= 32


def test_colours_with_alpha_are_read_as_the_designers_write_them() -> None:
    scrim = Theme(read_tokens(), "light").color("scrim")

    assert (scrim.red(), scrim.green(), scrim.blue(), scrim.alpha()) == (0x0F, 0x12, 0x30, 0x6E)


def test_digits_in_columns_are_equally_wide(wardrobe: Wardrobe) -> None:
    even = QFontMetrics(theme().font("body", figures=True))

    assert even.horizontalAdvance("1111") == even.horizontalAdvance("0000")
    assert QFontMetrics(theme().font("token")).horizontalAdvance("1") == QFontMetrics(
        theme().font("token")
    ).horizontalAdvance("8")


def test_weights_are_real_cuts_and_not_smeared(wardrobe: Wardrobe) -> None:
    widths = [
        QFontMetrics(theme().font("body", weight=weight)).horizontalAdvance("Reception मरीज़")
        for weight in (400, 500, 600, 700)
    ]

    assert widths == sorted(set(widths))


def test_small_devanagari_is_a_pixel_larger(wardrobe: Wardrobe) -> None:
    latin = theme().px("hint")
    wardrobe.wear(tall_script=True)

    assert theme().px("hint") == latin + 1
    assert theme().px("title") == 15


def test_wearing_the_same_again_changes_nothing(wardrobe: Wardrobe) -> None:
    changes: list[bool] = []
    wardrobe.changed.connect(lambda: changes.append(True))
    wardrobe.wear(name="light")
    assert changes == []

    wardrobe.wear(name="dark")
    assert changes == [True]
    assert theme().name == "dark"


def test_text_size_scales_type_and_controls(wardrobe: Wardrobe) -> None:
    wardrobe.wear(text_size=130)

    assert theme().px("body") == 18
    assert theme().size("control") == 52
