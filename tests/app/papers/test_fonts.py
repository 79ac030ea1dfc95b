from pathlib import Path

from fontTools.ttLib import TTFont

from app.papers.fonts import Weight, fonts_in
from app.papers.prescription import prescription
from installer.bake_fonts import CUTS, STAMP, bake
from tests.app.papers.looking import fonts_of
from tests.app.papers.samples import HINDI, a_prescription


def name_of(path: Path, number: int) -> str:
    return str(TTFont(path)["name"].getDebugName(number))


def test_each_cut_has_its_own_postscript_name() -> None:
    """With equal names every weight would print as Regular, without an error."""
    folder = fonts_in().folder
    names = {name_of(folder / cut.file, 6) for cut in CUTS}
    assert len(names) == len(CUTS)
    assert len({name_of(folder / cut.file, 4) for cut in CUTS}) == len(CUTS)


def test_the_licence_stays_in_the_fonts() -> None:
    folder = fonts_in().folder
    assert all("Open Font License" in name_of(folder / cut.file, 13) for cut in CUTS)


def test_heavier_weights_are_heavier() -> None:
    folder = fonts_in().folder
    for family in ("latin", "devanagari"):
        weights = [TTFont(folder / f"{getattr(weight, family)}.ttf") for weight in Weight]
        letter = ord("H") if family == "latin" else ord("क")
        widths = [font["hmtx"][font.getBestCmap()[letter]][0] for font in weights[:4]]
        assert widths == sorted(widths)
        assert len(set(widths)) == 4


def test_digits_are_equally_wide() -> None:
    font = TTFont(fonts_in().folder / f"{Weight.REGULAR.latin}.ttf")
    cmap = font.getBestCmap()
    assert len({font["hmtx"][cmap[ord(digit)]][0] for digit in "0123456789"}) == 1
    assert font["hmtx"][cmap[ord(".")]][0] < font["hmtx"][cmap[ord("0")]][0]


def test_what_is_baked_is_not_baked_again() -> None:
    folder = fonts_in().folder
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*.ttf")}
    assert bake(folder) == ()
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*.ttf")} == before


def test_a_folder_of_an_older_recipe_is_not_up_to_date(tmp_path: Path) -> None:
    from installer.bake_fonts import _is_baked, _recipe

    (tmp_path / STAMP).write_text('{"recipe": "older"}', encoding="ascii")
    assert not _is_baked(tmp_path, _recipe())
    (tmp_path / STAMP).write_text("half a fi", encoding="ascii")
    assert not _is_baked(tmp_path, _recipe())


def test_a_paper_carries_every_font_it_uses_and_none_of_reportlabs() -> None:
    paper = prescription(a_prescription(**HINDI))
    carried = fonts_of(paper)
    assert {Weight.REGULAR.latin, Weight.BOLD.latin, Weight.BLACK.latin} <= carried
    assert {Weight.REGULAR.devanagari, Weight.BOLD.devanagari} <= carried
    assert b"Helvetica" not in paper.pdf
    assert paper.pdf.count(b"/FontFile2") == len(carried)
