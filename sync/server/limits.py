"""How often one machine may ask: a full bucket at first, a drop at a time after that.

Each worker for itself, with its part of the drops: it spares the machine. What must not be tried often, the codes
by which laptops join, is counted in the store, where all workers look.
"""

from collections.abc import Callable
from typing import NamedTuple

FORGET = 10_000


class Rate(NamedTuple):
    """`most` requests at once from one asker, refilled at `per_second`."""

    most: float
    per_second: float

    def shared(self, workers: int) -> "Rate":
        return Rate(max(self.most / workers, 1), self.per_second / workers)


class Rates(NamedTuple):
    """Laptops are told apart by their sessions; a whole camp may knock at once from behind one address."""

    laptops: Rate = Rate(120, 20)
    knocking: Rate = Rate(240, 20)
    strangers: Rate = Rate(30, 0.5)


class Buckets:
    def __init__(self, rate: Rate, now: Callable[[], float]) -> None:
        self._most, self._rate = rate
        self._now = now
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, asker: str) -> float:
        """Seconds until the asker may ask; 0 means now, and counts."""
        now = self._now()
        left, since = self._left.get(asker, (self._most, now))
        left = min(self._most, left + (now - since) * self._rate)
        if left < 1:
            return (1 - left) / self._rate
        if len(self._left) >= FORGET:
            self._left.clear()
        self._left[asker] = (left - 1, now)
        return 0.0
