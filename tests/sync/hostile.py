"""Messages spoilt in every way we could think of: torn, flipped, nested, swollen, of wrong types, not ours."""

import random
import struct
from collections.abc import Callable
from typing import Any

import msgspec
import zstandard

Dice = random.Random


def spoil(body: bytes, dice: Dice, strangers: list[bytes]) -> bytes:
    """One damaged form of a message; `strangers` are messages of others to mix with."""
    spoiler = dice.choice(SPOILERS)
    return spoiler(body, dice, strangers)


def _torn(body: bytes, dice: Dice, _others: list[bytes]) -> bytes:
    return body[: dice.randrange(len(body))]


def _flipped(body: bytes, dice: Dice, _others: list[bytes]) -> bytes:
    return flip(body, dice)


def flip(body: bytes, dice: Dice) -> bytes:
    spoilt = bytearray(body)
    for _ in range(dice.choice((1, 1, 2, 8))):
        spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def _flipped_inside(body: bytes, dice: Dice, _others: list[bytes]) -> bytes:
    return packed(flip(plain(body), dice))


def _cut_inside(body: bytes, dice: Dice, _others: list[bytes]) -> bytes:
    inside = plain(body)
    return packed(inside[: dice.randrange(len(inside))])


def _joined(body: bytes, dice: Dice, others: list[bytes]) -> bytes:
    other = dice.choice(others)
    return dice.choice((body + other, packed(plain(body) + plain(other)), packed(plain(other))))


def _nested(_body: bytes, dice: Dice, _others: list[bytes]) -> bytes:
    return packed(dice.choice((b"\x91", b"\x81\xa7writers")) * dice.choice((10, 1000, 100_000)) + b"\xc0")


def _swollen(body: bytes, dice: Dice, _others: list[bytes]) -> bytes:
    """A length that promises four thousand million of something."""
    head = dice.choice((b"\xdd", b"\xdf", b"\xc6", b"\xdb")) + struct.pack(">I", 2**32 - 1)
    inside = plain(body)
    at = dice.randrange(len(inside))
    return packed(inside[:at] + head + inside[at:])


def _bomb(_body: bytes, dice: Dice, _others: list[bytes]) -> bytes:
    many = dice.choice((17 << 20, 64 << 20))
    packer = zstandard.ZstdCompressor(level=1, write_content_size=dice.random() < 0.5)
    if dice.random() < 0.5:
        return packer.compress(bytes(many))
    stream = packer.compressobj()
    return stream.compress(bytes(many)) + stream.flush()


def _retyped(body: bytes, dice: Dice, _others: list[bytes]) -> bytes:
    """Some value of the message becomes another: of another type, out of bounds, or empty."""
    try:
        message = msgspec.msgpack.decode(plain(body))
    except msgspec.DecodeError:
        return body[1:]
    _replace_one(message, dice)
    return packed(msgspec.msgpack.encode(message))


def _replace_one(value: Any, dice: Dice) -> None:
    """Go down at random and put something else there."""
    while isinstance(value, dict | list) and value:
        place = dice.choice([*value]) if isinstance(value, dict) else dice.randrange(len(value))
        if not isinstance(value[place], dict | list) or not value[place] or dice.random() < 0.15:
            value[place] = dice.choice(ODD)
            return
        value = value[place]


ODD: list[Any] = [
    None, True, -1, 0, 1, 2**31, 2**63 - 1, 2**64 - 1, -(2**63), 1.5, float("inf"), "", "x", "\0", "é" * 9, b"",
    b"\0" * 8, b"\xff" * 16, [], {}, [[]], [None], [-1], [2**40], {"a": 1}, ["patient", True, ["name"]],
]  # fmt: skip
Spoiler = Callable[[bytes, Dice, list[bytes]], bytes]
SPOILERS: list[Spoiler] = [
    *[_torn, _flipped, _flipped_inside, _cut_inside, _joined, _nested, _swollen] * 12, *[_retyped] * 60, _bomb
]  # fmt: skip


def plain(body: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(body)


def packed(inside: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=1).compress(inside)
