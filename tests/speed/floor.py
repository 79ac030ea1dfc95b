"""A figure of the benchmark: what we cost, the least the same can be done for in the same run, and the reach."""

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

Figure = dict[str, Any]


def limit(name: str, ours: float, floor: float, most: float, unit: str = "ms") -> Figure:
    """Reached if ours is at most so many `unit`."""
    return _figure(name, unit, ours, floor, f"<= {most:g} {unit}", ours <= most)


def times_floor(name: str, ours: float, floor: float, most: float, unit: str = "ms") -> Figure:
    """Reached if ours is at most so many times the floor."""
    return _figure(name, unit, ours, floor, f"<= {most:g} x", ours <= most * floor)


def _figure(name: str, unit: str, ours: float, floor: float, reach: str, reached: bool) -> Figure:
    return {
        "name": name, "unit": unit, "ours": round(ours, 3), "floor": round(floor, 3),
        "ratio": round(ours / floor, 2) if floor else 0.0, "reach": reach, "reached": reached,
    }  # fmt: skip


def milliseconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def in_turns(ours: Callable[[], object], floor: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The medians of both in ms, by turns so that both meet the same machine; the first of each is not counted."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for times, do in zip(found, (ours, floor), strict=True):
            times.append(milliseconds(do))
    return usual(found[0]), usual(found[1])


def usual(times: Sequence[float]) -> float:
    """The median without the first, which warms up."""
    return median(times[1:] or times)
