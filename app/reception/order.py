"""Who is next. Pure: the class of a token, then since when it waits, then its number."""

from datetime import datetime
from typing import Protocol

from models.vocabulary import Priority

CLASSES = {Priority.EMERGENCY: 0, Priority.PREGNANT: 1, Priority.ELDERLY: 1, Priority.CHILD: 1}
LAST_CLASS = 2


class Waits(Protocol):
    """What of a token decides its place. A skipped one waits from when nobody came."""

    @property
    def priority(self) -> Priority: ...
    @property
    def waits_from(self) -> datetime: ...
    @property
    def lane(self) -> str: ...
    @property
    def number(self) -> int: ...


def place(token: Waits) -> tuple[int, datetime, str, int]:
    """Sorts tokens into the order in which they are called; the same on every laptop that knows the same tokens."""
    return CLASSES.get(token.priority, LAST_CLASS), token.waits_from, token.lane, token.number
