"""Names that need nobody's permission: UUIDv7 for rows, UUIDv5 for rows that two laptops must make alike."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid5

from models.base import milliseconds


def uuid7(at: datetime, random: bytes) -> UUID:
    """RFC 9562 version 7 from a moment and 10 random bytes."""
    stamp = milliseconds(at) & 0xFFFF_FFFF_FFFF
    tail = int.from_bytes(random, "big")
    value = stamp << 80 | 0x7 << 76 | (tail >> 62 & 0xFFF) << 64 | 0b10 << 62 | tail & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=value)


def identities(clock: Callable[[], datetime], random: Callable[[int], bytes]) -> Callable[[], UUID]:
    """A source of new row ids."""

    def new() -> UUID:
        return uuid7(clock(), random(10))

    return new


def shared_identity(parent: UUID, name: str) -> UUID:
    """The id of a one-to-one row: the same on every laptop."""
    return uuid5(parent, name)
