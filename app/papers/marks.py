"""Pictograms, drawn rather than set, so that no font has to have them. They are read without reading."""

from dataclasses import dataclass
from functools import cache

GRID = 24
"""Marks are drawn on a square of 24 units, y downwards, in PDF path operators."""

ROUND = 0.5523


@dataclass(frozen=True, slots=True)
class Mark:
    """What is stroked with a pen of `pen` units, and what is filled (holes by the even-odd rule)."""

    stroked: str = ""
    filled: str = ""
    pen: float = 2


def circle(x: float, y: float, radius: float) -> str:
    k = radius * ROUND
    return (
        f"{x + radius} {y} m "
        f"{x + radius} {y + k} {x + k} {y + radius} {x} {y + radius} c "
        f"{x - k} {y + radius} {x - radius} {y + k} {x - radius} {y} c "
        f"{x - radius} {y - k} {x - k} {y - radius} {x} {y - radius} c "
        f"{x + k} {y - radius} {x + radius} {y - k} {x + radius} {y} c h\n"
    )


def strokes(*lines: tuple[float, float, float, float]) -> str:
    return "".join(f"{x} {y} m {to_x} {to_y} l\n" for x, y, to_x, to_y in lines)


@cache
def sunrise() -> Mark:
    k = 4.5 * ROUND
    half = f"7.5 17 m 7.5 {17 - k} {12 - k} 12.5 12 12.5 c {12 + k} 12.5 16.5 {17 - k} 16.5 17 c\n"
    rays = strokes((12, 8.6, 12, 5.4), (6.6, 11.6, 4.4, 9.4), (17.4, 11.6, 19.6, 9.4))
    return Mark(half + rays + strokes((1, 17, 23, 17), (5, 21, 19, 21)), pen=1.8)


@cache
def sun() -> Mark:
    rays = strokes(
        (12, 1, 12, 4), (12, 20, 12, 23), (1, 12, 4, 12), (20, 12, 23, 12),
        (4.2, 4.2, 6.3, 6.3), (17.7, 17.7, 19.8, 19.8), (4.2, 19.8, 6.3, 17.7), (17.7, 6.3, 19.8, 4.2),
    )  # fmt: skip
    return Mark(circle(12, 12, 4.6) + rays, pen=1.8)


@cache
def moon() -> Mark:
    return Mark(
        filled="13 2.5 m 7 2.5 3 7 3 12.3 c 3 17.7 7.2 21.8 12.4 21.8 c 16.3 21.8 19.8 19.4 21.3 15.9 c "
        "16 17.6 10.4 14.2 10 8.7 c 9.8 6.2 11 3.8 13 2.5 c h\n"
    )


@cache
def bed() -> Mark:
    """Bedtime: a bed and a sleeper's head."""
    return Mark(
        strokes((2, 5, 2, 20), (2, 16.5, 22, 16.5), (22, 20, 22, 12.5))
        + circle(6.6, 10.8, 2.1)
        + "10.5 16 m 10.5 9.5 l 18.5 9.5 l 20.6 9.5 22 10.9 22 13 c\n",
        pen=1.8,
    )


@cache
def calendar() -> Mark:
    return Mark(
        "5 4.5 m 19 4.5 l 20.4 4.5 21.5 5.6 21.5 7 c 21.5 19 l 21.5 20.4 20.4 21.5 19 21.5 c 5 21.5 l "
        "3.6 21.5 2.5 20.4 2.5 19 c 2.5 7 l 2.5 5.6 3.6 4.5 5 4.5 c h\n"
        + strokes((7.5, 1.8, 7.5, 6.6), (16.5, 1.8, 16.5, 6.6), (2.5, 10, 21.5, 10)),
        pen=2.1,
    )


@cache
def warning() -> Mark:
    return Mark(
        filled="10.6 2.6 m 11.2 1.5 12.8 1.5 13.4 2.6 c 23.2 20 l 23.8 21.1 23 22.4 21.8 22.4 c "
        "2.2 22.4 l 1 22.4 0.2 21.1 0.8 20 c h\n"
        "10.8 8.2 m 13.2 8.2 l 12.9 15.2 l 11.1 15.2 l h\n" + circle(12, 18.4, 1.45)
    )


@cache
def heart() -> Mark:
    return Mark(
        filled="12 21.6 m 4.8 15.6 1.4 12.2 1.4 8 c 1.4 4.8 3.9 2.4 6.9 2.4 c 8.9 2.4 10.9 3.5 12 5.4 c "
        "13.1 3.5 15.1 2.4 17.1 2.4 c 20.1 2.4 22.6 4.8 22.6 8 c 22.6 12.2 19.2 15.6 12 21.6 c h\n"
    )
