"""Proves to the server who this laptop is, and makes the server prove who it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

import msgspec

from models.ledger.certificate import Certificate
from sync.client.laptop import Itself
from sync.client.transport import Transport
from sync.frame import Unreadable, pack, unpack
from sync.handshake import (
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
from sync.trouble import Trouble

M = TypeVar("M", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Session:
    """What to show with each request, for so many seconds; and who the server proved to be."""

    bearer: str = field(repr=False)
    seconds: int
    server: Certificate


def ask(
    transport: Transport, path: str, message: msgspec.Struct, kind: type[M], bearer: str | None = None
) -> M:
    """One question and its answer. `Trouble` for anything else."""
    try:
        return unpack(kind, transport.ask(path, pack(message), bearer))
    except Unreadable as error:
        raise Trouble("torn") from error


def open_session(
    transport: Transport, itself: Itself, root_public: bytes, random: Callable[[int], bytes],
    hub: UUID | None = None,
) -> Session:  # fmt: skip
    """Be let in by a server of the clinic, or by the very laptop that is the hub."""
    challenge = ask(transport, "/session/knock", Knock(itself.certificate), Challenge)
    server = certified(challenge.certificate, root_public, None)
    if server is None or server.clinic != itself.clinic_id.bytes:
        raise Trouble("other_clinic")
    if not server.is_server if hub is None else server.device != hub.bytes:
        raise Trouble("untrusted")
    nonce = random(NONCE)
    words = (challenge.nonce, nonce, server.sign_public, public_of(itself.sign_private))
    signature = signed(itself.sign_private, device_words(*words))
    answer = Answer(itself.certificate, challenge.nonce, nonce, signature)
    opened = ask(transport, "/session", answer, Opened)
    if not is_signed(server.sign_public, opened.signature, server_words(*words)):
        raise Trouble("untrusted")
    return Session(opened.bearer, opened.seconds, server)
