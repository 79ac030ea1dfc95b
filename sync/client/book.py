"""What is written down of a server or hub after each answer: cursor, confirmations, what it holds, its clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, true, update

from models.base import milliseconds
from models.ledger.device import Here
from models.ledger.line import Confirmed, FormerWriter, HeldWork, Peer, SignedBatch
from sync.exchange import Cursor, Held, Reply
from sync.trouble import Trouble

SEEN_EVERY = timedelta(seconds=30)
JITTER_MS = 1000
"""A clock that differs by less than this, or by less than the answer took, is left as it is."""

OF_THE_SERVER = bytes(32)
"""Stands for the digest of a work the server holds: its contents lie in our own journal."""


@dataclass(frozen=True, slots=True)
class Page:
    """The book as it stood: the server, this laptop itself, what was confirmed and what is held.

    `own` are the names of this laptop with their last numbers, the present one first.
    """

    peer_id: UUID
    epoch: bytes | None
    scope: int
    arrival: int
    mark: bytes | None
    backed_up: int
    audit_number: int
    heard_at: datetime | None
    done_at: datetime | None
    trouble: str | None
    offset: int | None
    head: tuple[int, bytes]
    own: list[tuple[bytes, int]]
    confirmed: dict[bytes, int]
    held: frozenset[tuple[bytes, int, str]]
    is_hub: bool = False

    def cursor(self) -> Cursor | None:
        if self.epoch is None:
            return None
        return Cursor(self.peer_id.bytes, self.epoch, self.scope, self.arrival, self.mark or b"")


@dataclass(frozen=True, slots=True)
class Entry:
    """What an answer adds. `sent` and `got` are this laptop's own clock."""

    confirmed: dict[bytes, int]
    reply: Reply
    sent: datetime
    got: datetime
    now: datetime

    @property
    def held(self) -> frozenset[tuple[bytes, int, str]]:
        return frozenset((one.writer, one.number, one.reason) for one in self.reply.held)

    def offset(self, before: int | None) -> int | None:
        """How far the server's clock is ahead of ours, by whatever year; as before if that is no worse."""
        took = milliseconds(self.got) - milliseconds(self.sent)
        if took < 0 or not self.reply.now:
            return before
        found = self.reply.now - (milliseconds(self.sent) + milliseconds(self.got)) // 2
        if before is not None and abs(found - before) <= max(JITTER_MS, took):
            return before
        return found


_PEER = select(
    Peer.id, Peer.epoch, Peer.scope_version, Peer.arrival, Peer.mark, Peer.backed_up, Peer.audit_number,
    Peer.heard_at, Peer.done_at, Peer.trouble,
    Here.clock_offset_ms, Here.writer, Here.number, Here.audit_number, Here.audit_hash,
).join_from(Peer, Here, true())  # fmt: skip
_FORMER = select(FormerWriter.writer, FormerWriter.number)
_CONFIRMED = select(Confirmed.writer, Confirmed.upto).where(Confirmed.peer_id == bindparam("peer"))
_HELD = select(HeldWork.writer, HeldWork.number, HeldWork.reason).where(HeldWork.body.is_(None))


def is_peer(hub: UUID | None) -> ColumnElement[bool]:
    """The row of a hub, or of the server."""
    return Peer.is_hub.is_(False) if hub is None else Peer.id == hub


def page(connection: Connection, hub: UUID | None = None) -> Page:
    """What is known of a hub, or of the server. `Trouble` if this laptop has none."""
    row = connection.execute(_PEER.where(is_peer(hub))).first()
    if row is None:
        raise Trouble("never")
    *peer, writer, number, head, head_hash = row
    former = [(one.writer, one.number) for one in connection.execute(_FORMER)]
    confirmed = {one.writer: one.upto for one in connection.execute(_CONFIRMED, {"peer": peer[0]})}
    held = frozenset((one.writer, one.number, one.reason) for one in connection.execute(_HELD))
    own = [(writer, number), *former]
    return Page(*peer, (head, head_hash), own, confirmed, held, hub is not None)  # type: ignore[call-arg]  # 11 in peer


def is_news(before: Page, entry: Entry) -> bool:
    """Whether an answer changes anything in the book, but for the time it came."""
    reply = entry.reply
    return (
        entry.confirmed != {writer: before.confirmed.get(writer, 0) for writer in entry.confirmed}
        or (entry.held != before.held and not before.is_hub)
        or (reply.chain, reply.backed_up) != (before.audit_number, before.backed_up)
        or reply.fault == "unknown_cursor"
        or entry.offset(before.offset) != before.offset
        or before.heard_at is None
        or not timedelta() <= entry.now - before.heard_at < SEEN_EVERY
    )


def write(connection: Connection, before: Page, entry: Entry) -> None:
    reply = entry.reply
    values: dict[str, Any] = {
        "audit_number": reply.chain, "backed_up": reply.backed_up, "heard_at": entry.now,
    }  # fmt: skip
    if reply.fault == "unknown_cursor":
        values |= {"epoch": None, "arrival": 0, "mark": None}
        if not before.is_hub:
            connection.execute(update(SignedBatch).values(delivered=None))
    connection.execute(update(Peer).where(Peer.id == before.peer_id).values(values))
    _confirm(connection, before, entry.confirmed)
    if entry.held != before.held and not before.is_hub:
        _hold(connection, before, reply.held, entry.now)
    offset = entry.offset(before.offset)
    if offset != before.offset:
        connection.execute(update(Here).values(clock_offset_ms=offset))


def _confirm(connection: Connection, before: Page, confirmed: dict[bytes, int]) -> None:
    for writer, upto in confirmed.items():
        place = (Confirmed.peer_id == before.peer_id, Confirmed.writer == writer)
        if writer in before.confirmed:
            connection.execute(update(Confirmed).where(*place).values(upto=upto))
        else:
            connection.execute(insert(Confirmed).values(peer_id=before.peer_id, writer=writer, upto=upto))


def _hold(connection: Connection, before: Page, held: list[Held], now: datetime) -> None:
    """The server's list takes the place of ours; what was on it keeps its date."""
    told = {(one.writer, one.number): one.reason for one in held}
    known = {(writer, number): reason for writer, number, reason in before.held}
    for writer, number in known.keys() - told.keys():
        connection.execute(delete(HeldWork).where(*_held_place(writer, number)))
    for (writer, number), reason in told.items():
        if (writer, number) in known:
            connection.execute(update(HeldWork).where(*_held_place(writer, number)).values(reason=reason))
        else:
            connection.execute(
                insert(HeldWork).values(
                    writer=writer, number=number, digest=OF_THE_SERVER, reason=reason, at=now
                )
            )


def _held_place(writer: bytes, number: int) -> tuple[Any, Any, Any]:
    return HeldWork.writer == writer, HeldWork.number == number, HeldWork.digest == OF_THE_SERVER


def move_cursor(connection: Connection, peer_id: UUID, place: Cursor) -> None:
    """How far we have read, in the commit that kept what was read."""
    connection.execute(
        update(Peer)
        .where(Peer.id == peer_id)
        .values(epoch=place.epoch, scope_version=place.scope, arrival=place.arrival, mark=place.mark)
    )
