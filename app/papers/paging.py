"""How rows share pages. Rows are never split; the signature never stands on a page without medicines."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """Height for rows: on the first page and on later ones, when more follows (open) and when it is the last."""

    first_open: float
    first_last: float
    later_open: float
    later_last: float


def paginate(heights: Sequence[float], room: Room, *, keep: int = 2) -> list[int]:
    """How many rows each page takes; the last has at least `keep`, as far as there are so many to move.

    A row higher than a page gets one to itself and runs over: the layout reports it.
    """
    counts: list[int] = []
    start = 0
    while True:
        rest = heights[start:]
        last, open_ = (room.later_last, room.later_open) if counts else (room.first_last, room.first_open)
        if not rest or sum(rest) <= last:
            return [*counts, len(rest)]
        counts.append(min(_that_fit(rest, open_), max(1, len(rest) - keep)))
        start += counts[-1]


def _that_fit(heights: Sequence[float], room: float) -> int:
    used = 0.0
    for count, height in enumerate(heights):
        used += height
        if used > room:
            return max(1, count)
    return len(heights)
