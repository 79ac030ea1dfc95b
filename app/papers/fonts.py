"""The two families papers are set in: Inter for Latin, Noto Sans Devanagari for Hindi, five weights each."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from threading import Lock

BAKED = Path(__file__).parent.parent.parent / "build" / "fonts"


class Weight(StrEnum):
    REGULAR = "Regular"
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"
    BLACK = "Black"

    @property
    def latin(self) -> str:
        return f"ShivirLatin-{self}"

    @property
    def devanagari(self) -> str:
        return f"ShivirDevanagari-{self}"


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts, known to reportlab.

    Its font objects keep marks of their own while shaping and while a file is written; `lock` is held for both,
    so that papers may be made on any thread.
    """

    folder: Path
    lock: Lock


@cache
def fonts_in(folder: Path | None = None) -> Fonts:
    """The fonts of `folder`, read once; the default folder of a source tree is baked when it is not there yet."""
    from reportlab import rl_config
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0  # streams as bytes: a quarter smaller, and faster than as letters
    place = folder or BAKED
    if folder is None and not all((place / f"{weight.latin}.ttf").is_file() for weight in Weight):
        from installer.bake_fonts import bake

        bake(place)
    for weight in Weight:
        for name in (weight.latin, weight.devanagari):
            registerFont(TTFont(name, str(place / f"{name}.ttf")))
    return Fonts(place, Lock())
