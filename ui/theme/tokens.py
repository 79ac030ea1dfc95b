from json import loads
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

ThemeName = Literal["light", "dark", "contrast"]
Density = Literal["normal", "compact"]
TextSize = Literal[100, 115, 130]

THEME_NAMES: tuple[ThemeName, ...] = get_args(ThemeName)
TEXT_SIZES: tuple[TextSize, ...] = get_args(TextSize)

_FILE = Path(__file__).resolve().parents[2] / "resources" / "themes" / "tokens.json"


class Tokens(NamedTuple):
    """The measures and colours everything on screen is made of, as the designers keep them."""

    colours: dict[ThemeName, dict[str, str]]
    lines: dict[ThemeName, int]
    rings: dict[ThemeName, int]
    radii: dict[str, int]
    families: tuple[str, ...]
    styles: dict[str, tuple[int, int]]
    sizes: dict[Density, dict[str, int]]
    motion: dict[str, int]


def read_tokens(file: Path = _FILE) -> Tokens:
    said: dict[str, Any] = loads(file.read_text("utf-8"))
    return Tokens(
        colours=said["color"],
        lines=said["line"],
        rings=said["ring"],
        radii=said["radius"],
        families=tuple(said["type"]["family"]),
        styles={name: (size, weight) for name, (size, weight) in said["type"]["scale"].items()},
        sizes=said["size"],
        motion=said["motion"],
    )
