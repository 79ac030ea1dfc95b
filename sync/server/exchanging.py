"""One exchange: what a laptop brings is judged, taken or held, in one commit; then it gets what it lacks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import msgspec
from sqlalchemy import Connection, update

from models.base import milliseconds
from models.ledger.change import PackedWork, packed
from models.ledger.line import HeardLaptop
from sync import frame
from sync.batch import Malformed, unpack
from sync.carrying import Carried, Signed, are_named
from sync.exchange import VERSION, Cursor, Refusal, Reply, Request, proof
from sync.handshake import is_signed
from sync.server import giving, holding, receiving, snapshots
from sync.server.ground import Ground, Itself, itself
from sync.server.holding import Known
from sync.server.sessions import Caller, caller

HEARD_EVERY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a laptop brought, and who it is."""

    caller: Caller
    request: Request
    works: list[PackedWork]


def answer(ground: Ground, device_id: UUID, request: Request) -> Reply:
    """Answer one exchange. `Refusal` for what is no exchange at all; a bad work is only held."""
    if request.version > VERSION:
        raise Refusal(426, "update_there")
    if not request.writers:
        raise Refusal(400, "unreadable")
    works = _unpacked(request)
    with ground.reading() as connection:
        server = itself(connection)
        brought = Brought(caller(connection, device_id, server.root_public), request, works)
        _check_signature(brought)
        if not works and request.chain is None and not _is_news(brought, ground.clock()):
            return _reply(connection, ground, brought, server)
    receiving.receive(
        ground, _signed(brought), brought.caller, partial(_as_carried, brought),
        partial(_note_heard, now=ground.clock(), brought=brought),
    )  # fmt: skip
    with ground.reading() as connection:
        return _reply(connection, ground, brought, itself(connection))


def _unpacked(request: Request) -> list[PackedWork]:
    if request.batch is None:
        return []
    try:
        works = [packed(work) for work in unpack(request.batch)]
    except Malformed as error:
        raise Refusal(400, "unreadable") from error
    if not are_named(works):
        raise Refusal(400, "unreadable")
    return works


def _check_signature(brought: Brought) -> None:
    request, device = brought.request, brought.caller
    if not brought.works and request.chain is None:
        return
    writer = request.writers[0][0]
    words = proof(device.device_id.bytes, [work.digest for work in brought.works], writer, request.chain)
    if not is_signed(device.certificate.sign_public, request.signature, words):
        raise Refusal(400, "unreadable")


def _signed(brought: Brought) -> Signed:
    request = brought.request
    return Signed(
        brought.caller.certificate, brought.caller.signed_certificate, [writer for writer, _ in request.writers],
        brought.works, request.chain, request.signature,
    )  # fmt: skip


def _as_carried(brought: Brought) -> bytes:
    request = brought.request
    return frame.pack(
        Carried(
            brought.caller.signed_certificate, request.writers[0][0], request.signature, request.batch, request.chain
        )
    )  # fmt: skip


def _note_heard(connection: Connection, now: datetime, brought: Brought) -> None:
    """Bring the laptop's place on the list of devices up to date."""
    request, device = brought.request, brought.caller
    arrival = device.arrival
    if request.cursor is not None:
        arrival = min(request.cursor.arrival, itself(connection).arrival)
    connection.execute(
        update(HeardLaptop)
        .where(HeardLaptop.device_id == device.device_id)
        .values(heard_at=now, arrival=arrival, program=request.program[:40])
    )


def _is_news(brought: Brought, now: datetime) -> bool:
    """Whether the laptop's place on the list of devices is to be brought up to date."""
    heard, cursor = brought.caller.heard_at, brought.request.cursor
    if heard is None or not timedelta() <= now - heard < HEARD_EVERY:
        return True
    return cursor is not None and cursor.arrival > brought.caller.arrival


def _reply(connection: Connection, ground: Ground, brought: Brought, server: Itself) -> Reply:
    request = brought.request
    device_id = brought.caller.device_id
    known = [_own(holding.known(connection, writer), device_id) for writer, _ in request.writers]
    reply = Reply(
        version=VERSION,
        now=milliseconds(ground.clock()) if ground.is_sure else 0,
        cursor=Cursor(server.device_id.bytes, server.epoch, 0, 0, b""),
        confirmed=[0 if writer is None else writer.upto for writer in known],
        chain=0 if known[0] is None else known[0].audit_number,
        backed_up=server.backed_up,
        held=[] if ground.is_hub else holding.held_of(connection, [writer for writer, _ in request.writers]),
    )
    if brought.caller.is_revoked:
        return msgspec.structs.replace(reply, fault="revoked")
    scope = giving.scope_of(connection, brought.caller, ground.clock())
    arrival = giving.place_of(connection, request.cursor, server, scope)
    if arrival is None:
        return msgspec.structs.replace(reply, fault="unknown_cursor", more=True, scope=scope.label)
    if _is_behind(known[0], request):
        return msgspec.structs.replace(reply, fault="behind", more=True)
    if request.cursor is None and request.snapshots:
        snapshot = snapshots.offer(ground, connection, server, scope)
        if snapshot is not None:
            return msgspec.structs.replace(reply, snapshot=snapshot, more=True, scope=scope.label)
    return giving.Page(connection, server, scope, arrival, request).on(reply, brought.works)


def _own(writer: Known | None, device_id: UUID) -> Known | None:
    return writer if writer is not None and writer.device_id == device_id else None


def _is_behind(known: Known | None, request: Request) -> bool:
    """Whether the laptop's store is older than what it brought before: a copy from before was put back."""
    return known is not None and request.writers[0][1] < known.upto
