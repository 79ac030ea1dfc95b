"""How often one machine may ask: a full bucket at first, a drop at a time after that. Each worker for itself."""

from collections.abc import Callable

FORGET = 10_000


class Buckets:
    """`most` requests at once from one asker, refilled at `per_second`."""

    def __init__(self, most: float, per_second: float, now: Callable[[], float]) -> None:
        self._most = most
        self._rate = per_second
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
