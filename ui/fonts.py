from pathlib import Path

from PySide6.QtGui import QFontDatabase


def load_fonts() -> None:
    """Bring Inter and Noto Sans Devanagari along: no laptop has to have them."""
    import fontpkg_inter
    import fontpkg_noto_sans_devanagari

    for package, name in (
        (fontpkg_inter, "Inter[opsz,wght].ttf"),
        (fontpkg_noto_sans_devanagari, "NotoSansDevanagari[wdth,wght].ttf"),
    ):
        file = Path(package.ROOT) / "files" / name
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise OSError(f"The font {name} cannot be read.")
