"""Fifteen minutes for whoever proved to be a laptop of the clinic. Nothing is kept: what is shown proves itself."""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update

from models.base import milliseconds
from models.ledger.certificate import Certificate
from models.ledger.device import Device
from models.ledger.line import HeardLaptop
from sync.exchange import Refusal
from sync.handshake import (
    LASTS,
    NONCE,
    Answer,
    Challenge,
    Knock,
    Opened,
    certified,
    device_words,
    is_signed,
    public_of,
    server_words,
    signed,
)
from sync.server.ground import Ground, Itself, itself

ANSWER_WITHIN = 60
MAC = 16


@dataclass(frozen=True, slots=True)
class Caller:
    """The laptop that speaks: vouched for by the clinic's key, perhaps taken out of the clinic since."""

    device_id: UUID
    certificate: Certificate
    signed_certificate: bytes
    is_revoked: bool
    founded: bool
    heard_at: datetime | None
    arrival: int


def challenge(ground: Ground, knock: Knock) -> Challenge:
    """Fresh bytes for a laptop of this clinic, good for a minute and for it alone."""
    with ground.reading() as connection:
        server = itself(connection)
    device = _vouched(ground, server, knock.certificate)
    until = (_seconds(ground) + ANSWER_WITHIN).to_bytes(8, "big")
    fresh = until + ground.random(NONCE)
    return Challenge(fresh + _mac(ground, b"challenge", fresh + device.device), server.certificate)


def open_session(ground: Ground, answer: Answer) -> Opened:
    """Let a laptop in that signed the challenge."""
    with ground.reading() as connection:
        server = itself(connection)
    device = _vouched(ground, server, answer.certificate)
    fresh, mac = answer.challenge[:-MAC], answer.challenge[-MAC:]
    now = _seconds(ground)
    if not hmac.compare_digest(mac, _mac(ground, b"challenge", fresh + device.device)):
        raise Refusal(401, "unknown_laptop")
    if int.from_bytes(fresh[:8], "big") < now or len(answer.nonce) != NONCE:
        raise Refusal(401, "unknown_laptop")
    ours = public_of(server.sign_private)
    words = (answer.challenge, answer.nonce, ours, device.sign_public)
    if not is_signed(device.sign_public, answer.signature, device_words(*words)):
        raise Refusal(401, "unknown_laptop")
    with ground.writing() as connection:
        remember(connection, answer.certificate, device)
    token = device.device + (now + LASTS).to_bytes(8, "big")
    bearer = base64.urlsafe_b64encode(token + _mac(ground, b"bearer", token)).decode()
    return Opened(bearer, LASTS, signed(server.sign_private, server_words(*words)))


def device_of(ground: Ground, bearer: str) -> UUID:
    """Whose session it is. `Refusal` 401 if it is none or has ended."""
    try:
        token = base64.urlsafe_b64decode(bearer)
    except (binascii.Error, ValueError) as error:
        raise Refusal(401, "unknown_laptop") from error
    token, mac = token[:-MAC], token[-MAC:]
    if len(token) != 24 or not hmac.compare_digest(mac, _mac(ground, b"bearer", token)):
        raise Refusal(401, "unknown_laptop")
    if int.from_bytes(token[16:], "big") < _seconds(ground):
        raise Refusal(401, "unknown_laptop")
    return UUID(bytes=token[:16])


_CALLER = (
    select(
        HeardLaptop.certificate,
        HeardLaptop.founded,
        HeardLaptop.heard_at,
        HeardLaptop.arrival,
        Device.withdrawn,
    )
    .outerjoin(Device, Device.id == HeardLaptop.device_id)
    .where(HeardLaptop.device_id == bindparam("device"))
)


def caller(connection: Connection, device_id: UUID, root_public: bytes) -> Caller:
    """What is known of the laptop whose session it is."""
    row = connection.execute(_CALLER, {"device": device_id}).one_or_none()
    if row is None:
        raise Refusal(401, "unknown_laptop")
    words = _certificate(row.certificate, root_public)
    return Caller(
        device_id, words, row.certificate, row.withdrawn is not None, row.founded, row.heard_at, row.arrival
    )


def _seconds(ground: Ground) -> int:
    """The time, of which only the distance counts; a hub's clock may stand before 1970."""
    return max(0, milliseconds(ground.clock()) // 1000)


def _vouched(ground: Ground, server: Itself, certificate: bytes) -> Certificate:
    words = certified(certificate, server.root_public, None)
    if words is None or words.clinic != server.clinic_id.bytes:
        raise Refusal(403, "unknown_laptop")
    if not ground.is_hub and milliseconds(ground.clock()) > words.until:
        raise Refusal(403, "expired")
    return words


def remember(connection: Connection, certificate: bytes, device: Certificate) -> None:
    """Know the laptop from now on, by the certificate it has now."""
    key = UUID(bytes=device.device)
    known = connection.scalar(select(HeardLaptop.certificate).where(HeardLaptop.device_id == key))
    if known is None:
        connection.execute(
            insert(HeardLaptop).values(device_id=key, certificate=certificate, arrival=0, founded=False)
        )
    elif known != certificate:
        connection.execute(
            update(HeardLaptop).where(HeardLaptop.device_id == key).values(certificate=certificate)
        )


@lru_cache(maxsize=1024)
def _certificate(certificate: bytes, root_public: bytes) -> Certificate:
    words = certified(certificate, root_public, None)
    if words is None:
        raise Refusal(403, "unknown_laptop")
    return words


def _mac(ground: Ground, purpose: bytes, about: bytes) -> bytes:
    return hmac.new(ground.secret, purpose + b"\0" + about, sha256).digest()[:MAC]
