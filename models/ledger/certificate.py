"""What the clinic's key vouches for: its laptops, and the roles of its people. Ed25519 over the packed words."""

from datetime import datetime
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from models.base import milliseconds
from models.ledger.change import encode

S = TypeVar("S", bound=msgspec.Struct)


class Certificate(msgspec.Struct, frozen=True, array_like=True):
    """A laptop as the clinic vouches for it. `key_id` (the first 4 bytes of the hash of its signing key) is in
    every pass it signs; `until` is in milliseconds since 1970.
    """

    clinic: bytes
    device: bytes
    code: str
    lane: str
    scope: str
    event: bytes | None
    sign_public: bytes
    seal_public: bytes
    until: int
    is_server: bool = False
    may_issue: bool = True


class GrantWords(msgspec.Struct, frozen=True, array_like=True):
    """The words of a role grant that are signed."""

    clinic: bytes
    grant: bytes
    account: bytes
    role: str
    scope: str
    event: bytes | None
    since: int
    until: int | None


class _Signed(msgspec.Struct, frozen=True, array_like=True):
    words: bytes
    signature: bytes


def key_id(sign_public: bytes) -> bytes:
    """The 4 bytes by which a pass names the key that signed it."""
    return sha256(b"shivir-key-1" + sign_public).digest()[:4]


def sign(words: msgspec.Struct, private: bytes) -> bytes:
    """The words with their signature, as they are kept and sent."""
    packed = encode(words)
    tagged = type(words).__name__.encode() + b"\0" + packed
    return encode(_Signed(packed, Ed25519PrivateKey.from_private_bytes(private).sign(tagged)))


def vouched(kind: type[S], signed: bytes, public: bytes) -> S | None:
    """The words if the key of `public` signed them; None for anything else."""
    try:
        whole = msgspec.msgpack.decode(signed, type=_Signed)
        tagged = kind.__name__.encode() + b"\0" + whole.words
        Ed25519PublicKey.from_public_bytes(public).verify(whole.signature, tagged)
        return msgspec.msgpack.decode(whole.words, type=kind)
    except (msgspec.DecodeError, InvalidSignature, ValueError):
        return None


def grant_words(
    clinic: UUID, grant: UUID, account: UUID, role: str, scope: str, event: UUID | None,
    since: datetime, until: datetime | None,
) -> GrantWords:  # fmt: skip
    return GrantWords(
        clinic.bytes,
        grant.bytes,
        account.bytes,
        role,
        scope,
        None if event is None else event.bytes,
        milliseconds(since),
        None if until is None else milliseconds(until),
    )
