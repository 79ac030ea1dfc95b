"""QR codes as runs of dark modules, to be drawn as one path."""

import re
from dataclasses import dataclass

DARK = re.compile(rb"\0+")

QUIET_ZONE = 4
"""Modules that stay white on all four sides, against text, rules and the cut edge."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of `side` modules; `path` draws it in PDF operators with one module as the unit, from the top left."""

    side: int
    path: str


def qr(text: str, level: str = "M", version: int | None = None) -> Code:
    """`text` as a QR code. `version` fixes the size, for codes that must look alike on every card."""
    import zxingcpp

    asked = {} if version is None else {"version": version}
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level, **asked)
    drawn = barcode.to_image(scale=1, add_quiet_zones=False)
    image = memoryview(drawn)  # type: ignore[arg-type]  # it is a buffer, the stubs do not say so
    side = image.shape[0] if image.shape else 0
    dark = bytes(image)
    rows = [dark[row * side : (row + 1) * side] for row in range(side)]
    return Code(side, "\n".join(_runs(rows)) + "\n")


def _runs(rows: list[bytes]) -> list[str]:
    """Horizontal runs, a hair higher than a module: squares that only touch show hairlines in viewers."""
    runs = []
    for y, row in enumerate(rows):
        for run in DARK.finditer(row):
            left, right = run.span()
            runs.append(f"{left} {-y - 1} {right - left} 1.02 re")
    return runs
