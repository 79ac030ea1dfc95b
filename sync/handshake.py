"""How a device and its server prove to each other who they are: fresh random bytes of both, signed by both.

No clock takes part. What each signs names the other, so that nobody in between can pass it on elsewhere.
"""

from datetime import datetime
from functools import lru_cache

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from models.base import milliseconds
from models.ledger.certificate import Certificate, vouched
from models.ledger.change import encode

NONCE = 16
LASTS = 15 * 60


class Knock(msgspec.Struct, frozen=True):
    """A device asks to be let in."""

    certificate: bytes


class Challenge(msgspec.Struct, frozen=True):
    """The server's fresh bytes, and who it is."""

    nonce: bytes
    certificate: bytes


class Answer(msgspec.Struct, frozen=True):
    """The device's fresh bytes, and its signature over both."""

    certificate: bytes
    challenge: bytes
    nonce: bytes
    signature: bytes


class Opened(msgspec.Struct, frozen=True):
    """What to show with each request for the next `seconds`, and the server's signature over both nonces."""

    bearer: str
    seconds: int
    signature: bytes


def device_words(challenge: bytes, nonce: bytes, server: bytes, device: bytes) -> bytes:
    """What the device signs. `server` and `device` are the public keys they sign with."""
    return b"shivir-device-1" + encode((challenge, nonce, server, device))


def server_words(challenge: bytes, nonce: bytes, server: bytes, device: bytes) -> bytes:
    """What the server signs."""
    return b"shivir-server-1" + encode((challenge, nonce, server, device))


def certified(certificate: bytes, root_public: bytes, at: datetime | None) -> Certificate | None:
    """Who is vouched for by the clinic's key, at a moment or whenever; None if nobody is."""
    words = vouched(Certificate, certificate, root_public)
    if words is None or (at is not None and milliseconds(at) > words.until):
        return None
    return words


def signed(private: bytes, words: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private).sign(words)


def is_signed(public: bytes, signature: bytes, words: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, words)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=8)
def public_of(private: bytes) -> bytes:
    """The public half of a signing key."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
