"""Stand-ins for the edges of the machine; never for our own code."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random

from models.store.keys import Strength


class MemoryKeyring:
    """A keyring that keeps its secrets as long as the test runs. `refuses` makes it one that keeps nothing."""

    def __init__(self, refuses: bool = False) -> None:
        self.kept: dict[str, str] = {}
        self.refuses = refuses

    def get(self, name: str) -> str | None:
        return None if self.refuses else self.kept.get(name)

    def put(self, name: str, value: str) -> bool:
        if not self.refuses:
            self.kept[name] = value
        return not self.refuses

    def drop(self, name: str) -> None:
        self.kept.pop(name, None)


def cheap_derivation(password: str, salt: bytes, strength: Strength) -> bytes:
    """Guessed at once: for tests, which sign in a thousand times."""
    return sha256(salt + strength.encode() + password.encode()).digest()


class Wrist:
    """A watch that stands still until it is moved; the uptime goes along unless the calendar alone is set."""

    def __init__(self, moment: datetime = datetime(2026, 11, 21, 6, 12, tzinfo=UTC)) -> None:
        self.moment = moment
        self.up = 1000.0

    def now(self) -> datetime:
        return self.moment

    def uptime(self) -> float:
        return self.up

    def pass_by(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.up += seconds

    def set_calendar(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class Dice:
    """Bytes that are the same in every run of a seed."""

    def __init__(self, seed: int = 0) -> None:
        self._random = Random(seed)

    def __call__(self, count: int) -> bytes:
        return self._random.randbytes(count)
