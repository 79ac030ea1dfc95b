"""The code on a camp pass: 170 characters that prove themselves on a laptop that never saw the registration.

`SHV1:` and Base45 of a body of 46 bytes and its Ed25519 signature by the issuing laptop. No name, age, phone or
illness is in it. Below it stands a code of 8 characters for typing, good for passes this laptop knows.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from models.camps import base45
from models.said import Said
from models.values import BadValue

PREFIX = "SHV1:"
LENGTH = 170
VERSION, CAMP_PASS = 1, 1
BODY = struct.Struct(">BB4s8s16sIIIHBB")
TAG = b"SHV1\0"
"""Signed before the body, so that nothing else signed with this key can be shown as a pass."""

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
LAST_MINUTE = (datetime.max.replace(tzinfo=UTC) - EPOCH) // timedelta(minutes=1)
PRINTED_BLANK = 1
"""The flag of a pass printed before anybody knew for whom."""

TYPED = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0 and O, no 1 and I: 32 letters, five bits each."""

TYPED_LENGTH = 8
TYPED_BITS = 35


@dataclass(frozen=True, slots=True)
class PassBody:
    """What a pass says: who issued it (`key_id`), for which event (the end of its id), from when to when.

    `services` has a bit for each station, `issue` counts replacements, `flags` are `PRINTED_BLANK`.
    """

    key_id: bytes
    event: bytes
    pass_id: UUID
    number: int
    not_before: datetime
    not_after: datetime
    services: int = 0
    issue: int = 0
    flags: int = 0

    def is_for(self, event_id: UUID) -> bool:
        return self.event == tail_of(event_id)


class PassFault(StrEnum):
    NOT_A_PASS = "not_a_pass"  # noqa: S105 - an answer, not a password
    CUT_OFF = "cut_off"
    UNKNOWN_VERSION = "unknown_version"
    UNKNOWN_KEY = "unknown_key"
    NOT_GENUINE = "not_genuine"


@dataclass(frozen=True, slots=True)
class Unproved:
    """Why a code proves nothing; with what it claims, where that could be read, to be shown as a claim only."""

    fault: PassFault
    claims: PassBody | None = None


def tail_of(event_id: UUID) -> bytes:
    """The bytes of an event's id that a pass has room for."""
    return event_id.bytes[-8:]


def sign_pass(body: PassBody, private: bytes) -> str:
    """The text of the QR code, signed with the issuing laptop's Ed25519 key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    packed = pack(body)
    return PREFIX + base45.encode(packed + Ed25519PrivateKey.from_private_bytes(private).sign(TAG + packed))


def read_pass(text: str, public_of: Callable[[bytes], bytes | None]) -> PassBody | Unproved:
    """What was scanned: a proved pass, or why it is none. Nothing that can be scanned raises.

    `public_of` gives the public key of a laptop that may issue, or None if the key id is not known here.
    """
    shown = text.strip("\r\n\t").upper()
    if not shown.startswith(PREFIX):
        later = shown[:3] == "SHV" and shown[3:].partition(":")[0].isdecimal() and ":" in shown
        return Unproved(PassFault.UNKNOWN_VERSION if later else PassFault.NOT_A_PASS)
    if len(shown) != LENGTH:
        return Unproved(PassFault.CUT_OFF if len(shown) < LENGTH else PassFault.NOT_A_PASS)
    return _proved(shown, public_of)


def _proved(shown: str, public_of: Callable[[bytes], bytes | None]) -> PassBody | Unproved:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        data = base45.decode(shown[len(PREFIX) :])
    except ValueError:
        return Unproved(PassFault.NOT_GENUINE)
    packed, signature = data[: BODY.size], data[BODY.size :]
    if packed[:2] != bytes((VERSION, CAMP_PASS)):
        return Unproved(PassFault.UNKNOWN_VERSION)
    body = unpack(packed)
    public = public_of(body.key_id)
    if public is None:
        return Unproved(PassFault.UNKNOWN_KEY, body)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, TAG + packed)
    except InvalidSignature:
        return Unproved(PassFault.NOT_GENUINE, body)
    return body


def pack(body: PassBody) -> bytes:
    """The 46 bytes; `ValueError` or `struct.error` if a part does not fit in them."""
    if (len(body.key_id), len(body.event)) != (4, 8):
        raise ValueError("a key id has 4 bytes and an event 8")
    since = (body.not_before - EPOCH) // timedelta(minutes=1)
    until = -((EPOCH - body.not_after) // timedelta(minutes=1))
    ids = (body.key_id, body.event, body.pass_id.bytes)
    return BODY.pack(
        VERSION, CAMP_PASS, *ids, body.number, since, until, body.services, body.issue, body.flags
    )


def unpack(packed: bytes) -> PassBody:
    _, _, key_id, event, pass_id, number, since, until, services, issue, flags = BODY.unpack(packed)
    return PassBody(
        key_id=key_id,
        event=event,
        pass_id=UUID(bytes=pass_id),
        number=number,
        not_before=_moment(since),
        not_after=_moment(until),
        services=services,
        issue=issue,
        flags=flags,
    )


def _moment(minutes: int) -> datetime:
    """Four bytes reach further than the calendar; a forged pass must not stop the gate."""
    return EPOCH + timedelta(minutes=min(minutes, LAST_MINUTE))


def short_code(pass_id: UUID) -> str:
    """Eight letters for typing: 35 bits of the id and a letter that catches any slip of one or two of them."""
    bits = pass_id.int & ((1 << TYPED_BITS) - 1)
    values = [bits >> shift & 31 for shift in range(TYPED_BITS - 5, -1, -5)]
    return "".join(TYPED[value] for value in (*values, _times_x(_remainder(values))))


def read_short_code(text: str) -> str:
    """The code as `short_code` writes it, however it was typed."""
    code = "".join(letter for letter in text.upper() if letter.isalnum())
    if any(letter in "0O1I" for letter in code):
        raise BadValue(Said("There is no 0, O, 1 or I in these codes. Look again."))
    if len(code) != TYPED_LENGTH or not all(letter in TYPED for letter in code):
        raise BadValue(Said("This code has {n} letters and numbers.", n=TYPED_LENGTH))
    if _remainder([TYPED.index(letter) for letter in code]):
        raise BadValue(Said("One letter of this code is not right. Look again."))
    return code


def _remainder(values: list[int]) -> int:
    """The polynomial with these values over the field of 32, at x: every place has a weight of its own."""
    total = 0
    for value in values:
        total = _times_x(total) ^ value
    return total


def _times_x(value: int) -> int:
    return value << 1 ^ 0b100101 if value & 16 else value << 1
