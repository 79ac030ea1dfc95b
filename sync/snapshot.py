"""A clinic as it stands, in a file, for a laptop that has nothing of it yet.

Pieces of rows follow each other, each packed and sealed under a key of the file's own, which the server hands out in
the exchange: what lies on its disk tells nobody anything. The hash runs over the pieces as they lie there.
"""

from collections.abc import Iterator
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from models.ledger.joining import State
from sync import frame

LENGTH = 4
MOST_SEALED = frame.MOST_PACKED + 16
ROWS = 200
"""Rows in a piece."""


class Wanting(msgspec.Struct, frozen=True):
    """The bytes of a snapshot from `start` on."""

    name: str
    start: int


class Range(msgspec.Struct, frozen=True):
    """Some of its bytes."""

    data: bytes


class Piece(msgspec.Struct, frozen=True):
    """Some of its rows."""

    states: list[State]


class Spoilt(ValueError):
    """The bytes are not what the server sealed."""


def seal(key: bytes, start: int, states: list[State]) -> bytes:
    """A piece as it lies in the file at `start`, its length before it."""
    sealed = ChaCha20Poly1305(key).encrypt(_nonce(start), frame.pack(Piece(states)), None)
    return len(sealed).to_bytes(LENGTH, "big") + sealed


def unseal(key: bytes, start: int, piece: bytes) -> list[State]:
    try:
        plain = ChaCha20Poly1305(key).decrypt(_nonce(start), piece[LENGTH:], None)
        return frame.unpack(Piece, plain).states
    except (InvalidTag, ValueError) as error:
        raise Spoilt("not what was sealed") from error


def pieces_in(data: bytes) -> Iterator[bytes]:
    """The whole pieces at the beginning of some bytes."""
    start = 0
    while len(data) - start >= LENGTH:
        end = start + LENGTH + int.from_bytes(data[start : start + LENGTH], "big")
        if end - start > MOST_SEALED:
            raise Spoilt("a piece larger than any")
        if end > len(data):
            return
        yield data[start:end]
        start = end


def running(before: bytes, piece: bytes) -> bytes:
    """The hash after one more piece."""
    return sha256(before + piece).digest()


def _nonce(start: int) -> bytes:
    return start.to_bytes(12, "big")
