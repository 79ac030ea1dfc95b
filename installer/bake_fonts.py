"""Cuts the static fonts papers are printed with out of the variable ones, into a folder.

    bake_fonts.py build/fonts

Each cut carries a PostScript name of its own: reportlab keys embedded files by it, and with equal names every
weight silently prints as Regular. Digits point at the tabular shapes, as plain PDF strings know no features.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

VERSION = 1
"""Raised when the recipe changes, so that folders baked before are baked again."""

STAMP = "baked.json"


@dataclass(frozen=True, slots=True)
class Cut:
    """One static font: what the file is called, and where on the axes it lies."""

    family: str
    name: str
    axes: tuple[tuple[str, float], ...]

    @property
    def file(self) -> str:
        return f"{self.family}-{self.name}.ttf"


WEIGHTS = (("Regular", 400), ("Medium", 500), ("SemiBold", 600), ("Bold", 700), ("Black", 800))
DISPLAY_SIZE = {"Black": 26}
"""Only figures and titles are set in the heaviest weight; they take the cut drawn for large sizes."""

LATIN = tuple(
    Cut("ShivirLatin", name, (("wght", weight), ("opsz", DISPLAY_SIZE.get(name, 14))))
    for name, weight in WEIGHTS
)
DEVANAGARI = tuple(
    Cut("ShivirDevanagari", name, (("wght", weight), ("wdth", 100))) for name, weight in WEIGHTS
)
CUTS = LATIN + DEVANAGARI


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: bake_fonts.py FOLDER", file=sys.stderr)
        return 2
    baked = bake(Path(arguments[0]))
    print(f"{len(baked)} fonts baked" if baked else "fonts are up to date")
    return 0


def bake(folder: Path) -> tuple[Path, ...]:
    """Bake every cut into `folder` unless it already holds this recipe's; the new files, or none.

    Files are moved into place and the stamp written last: a run that was broken off is simply run again.
    """
    recipe = _recipe()
    if _is_baked(folder, recipe):
        return ()
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".baking-") as working:
        made = [*_bake_latin(Path(working)), *_bake_devanagari(Path(working))]
        for path in made:
            path.replace(folder / path.name)
        stamp = Path(working) / STAMP
        stamp.write_text(json.dumps({"recipe": recipe}), encoding="ascii")
        stamp.replace(folder / STAMP)
    return tuple(folder / path.name for path in made)


def _is_baked(folder: Path, recipe: str) -> bool:
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return False
    return stamp == {"recipe": recipe} and all((folder / cut.file).is_file() for cut in CUTS)


def _recipe() -> str:
    """What the fonts are made of: the sources' sizes and this recipe, cheap to compare at every start."""
    parts = [str(VERSION), repr(CUTS)]
    parts += [f"{source.name}:{source.stat().st_size}" for source in (_inter(), _noto())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _inter() -> Path:
    import fontpkg_inter

    return Path(fontpkg_inter.ROOT) / "files" / "Inter[opsz,wght].ttf"


def _noto() -> Path:
    import fontpkg_noto_sans_devanagari

    return Path(fontpkg_noto_sans_devanagari.ROOT) / "files" / "NotoSansDevanagari[wdth,wght].ttf"


def _bake_latin(folder: Path) -> Iterator[Path]:
    from fontTools.ttLib import TTFont

    font = TTFont(_inter())
    figures = [glyph for glyph in font.getGlyphOrder() if glyph.endswith(".tf")]
    wanted = [code for code in font.getBestCmap() if _is_latin(code)]
    small = _subset(font, folder / "latin.ttf", wanted, figures, features=[])
    for cut in LATIN:
        yield _cut(small, cut, folder, tabular=True)


def _bake_devanagari(folder: Path) -> Iterator[Path]:
    from fontTools.ttLib import TTFont

    font = TTFont(_noto())
    wanted = [code for code in font.getBestCmap() if _is_devanagari(code)]
    small = _subset(font, folder / "devanagari.ttf", wanted, [], features=["*"])
    for cut in DEVANAGARI:
        yield _cut(small, cut, folder, tabular=False)


def _is_latin(code: int) -> bool:
    """Latin with all its accents, Greek for units, punctuation, currency, arrows and mathematics."""
    return code < 0x400 or 0x1E00 <= code < 0x1F00 or 0x2000 <= code < 0x2300


def _is_devanagari(code: int) -> bool:
    vedic, extended, joiners = 0x1CD0 <= code < 0x1D00, 0xA8E0 <= code < 0xA900, 0x200B <= code <= 0x200D
    return 0x900 <= code < 0x980 or code in (0x20, 0xA0, 0x25CC) or vedic or extended or joiners


def _subset(font: Any, path: Path, unicodes: list[int], glyphs: list[str], features: list[str]) -> Path:
    """Drop what no paper sets before cutting: a tenth of the work, and files a tenth of the size."""
    from fontTools import subset

    options = subset.Options(
        layout_features=features, glyph_names=True, notdef_outline=True, name_IDs=["*"], hinting=False
    )
    worker = subset.Subsetter(options)
    worker.populate(unicodes=unicodes, glyphs=glyphs)
    worker.subset(font)
    font.save(path)
    return path


def _cut(source: Path, cut: Cut, folder: Path, *, tabular: bool) -> Path:
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = instancer.instantiateVariableFont(TTFont(source), dict(cut.axes), inplace=True)
    if tabular:
        _point_digits_at_tabular_shapes(font)
    _name(font, cut)
    path = folder / cut.file
    font.save(path)
    return path


def _point_digits_at_tabular_shapes(font: Any) -> None:
    glyphs = set(font.getGlyphOrder())
    for table in font["cmap"].tables:
        for code in range(ord("0"), ord("9") + 1):
            tabular = f"{table.cmap.get(code)}.tf"
            if tabular in glyphs:
                table.cmap[code] = tabular


def _name(font: Any, cut: Cut) -> None:
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in (0, 13, 14)]
    full = f"{cut.family} {cut.name}"
    for number, text in ((1, full), (2, "Regular"), (3, full), (4, full), (6, f"{cut.family}-{cut.name}")):
        names.setName(text, number, 3, 1, 0x409)
        names.setName(text, number, 1, 0, 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
