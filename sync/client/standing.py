"""How the line of this laptop stands, worked out from what is written down."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select, update

from models.base import moment
from models.ledger.device import Here
from models.ledger.journal import JournalWork
from models.ledger.line import Confirmed, FormerWriter, HeldWork, Peer
from models.ledger.line_state import HeldBack, LineState, Waiting
from models.said import Said
from models.store.store import Store
from models.vocabulary import LineChip
from sync.client.book import Page, is_peer
from sync.reasons import reason_of
from sync.trouble import SAFE, words_of

NO_LINE = frozenset({"unreachable", "not_ours", "torn", "slow", "busy"})
"""Troubles that end when the line comes back; the rest wait for a person."""

SAFE_THERE = Said("Everything is saved on this laptop and on the server.")
SAFE_AT_HUB = Said("Everything is saved on this laptop and on the hub. The server gets it later.")
NOTE_EVERY = timedelta(seconds=30)


def state(connection: Connection, *, syncing: bool, hub: UUID | None = None) -> LineState:
    """How it stands with the server; or with a hub, whose word makes nothing safe to leave."""
    peer = connection.execute(select(*Peer.__table__.columns).where(is_peer(hub))).first()
    if peer is None:
        return LineState(LineChip.NEVER, SAFE)
    waiting, since = _unconfirmed(connection, peer.id)
    held = held_back(connection) if hub is None else ()
    safe = SAFE if waiting else SAFE_THERE if hub is None else SAFE_AT_HUB
    reason, advice = words_of(peer.trouble) if peer.trouble else (None, None)
    return LineState(
        _chip(peer.trouble, waiting, bool(held), syncing), safe, waiting, since,
        peer.done_at, peer.heard_at, reason, advice, held, peer.address,
    )  # fmt: skip


def _chip(trouble: str | None, waiting: int, is_held: bool, syncing: bool) -> LineChip:
    if syncing:
        return LineChip.SYNCING
    if trouble in NO_LINE:
        return LineChip.OFFLINE
    if trouble is not None or is_held:
        return LineChip.PROBLEM
    return LineChip.WAITING if waiting else LineChip.SYNCED


def _unconfirmed(connection: Connection, peer_id: Any) -> tuple[int, datetime | None]:
    """How many own works the server has not confirmed, and the time of the oldest."""
    many, oldest = 0, None
    for writer, number, upto in _own(connection, peer_id):
        if number <= upto:
            continue
        many += number - upto
        at = connection.scalar(
            select(JournalWork.at).where(JournalWork.writer == writer, JournalWork.number == upto + 1)
        )
        oldest = at if oldest is None or (at is not None and at < oldest) else oldest
    return many, None if oldest is None else moment(oldest)


def waiting_deeds(connection: Connection) -> list[Waiting]:
    """What the server has not confirmed, by deed, the most first."""
    peer_id = connection.scalar(select(Peer.id).where(is_peer(None)))
    found: dict[str, Waiting] = {}
    for writer, _, upto in _own(connection, peer_id):
        rows = connection.execute(
            select(JournalWork.deed, func.count(), func.min(JournalWork.at))
            .where(JournalWork.writer == writer, JournalWork.number > upto)
            .group_by(JournalWork.deed)
        )
        for deed, many, at in rows:
            before = found.get(deed)
            since = moment(at) if before is None else min(before.since, moment(at))
            found[deed] = Waiting(deed, many + (before.count if before else 0), since)
    return sorted(found.values(), key=lambda one: -one.count)


def _own(connection: Connection, peer_id: Any) -> list[tuple[bytes, int, int]]:
    """(writer, last number, confirmed up to) of every name of this laptop."""
    rows = connection.execute(select(Confirmed.writer, Confirmed.upto).where(Confirmed.peer_id == peer_id))
    confirmed = {row.writer: row.upto for row in rows}
    own = select(Here.writer, Here.number).union_all(select(FormerWriter.writer, FormerWriter.number))
    return [(one.writer, one.number, confirmed.get(one.writer, 0)) for one in connection.execute(own)]


def held_back(connection: Connection) -> tuple[HeldBack, ...]:
    """Own works the server keeps aside, and works of others that do not fit here; not what a hub passes on."""
    rows = connection.execute(
        select(HeldWork.writer, HeldWork.number, HeldWork.reason, JournalWork.deed, JournalWork.at)
        .outerjoin(
            JournalWork, (JournalWork.writer == HeldWork.writer) & (JournalWork.number == HeldWork.number)
        )
        .where(HeldWork.device_id.is_(None))
        .order_by(HeldWork.at, HeldWork.number)
    )
    return tuple(
        HeldBack(
            row.writer,
            row.number,
            row.deed or "",
            None if row.at is None else moment(row.at),
            *reason_of(row.reason),
        )
        for row in rows
    )


_HELD_COUNT = select(func.count()).select_from(HeldWork).where(HeldWork.device_id.is_(None))


def held_count(store: Store) -> int:
    """How many works are held, ours at the server and others' here."""
    with store.read_engine.begin() as connection:
        return connection.scalar(_HELD_COUNT) or 0


def note(store: Store, before: Page, trouble: str | None, now: datetime) -> None:
    """Write down how a round ended, if that is news."""
    fresh = before.done_at is not None and timedelta() <= now - before.done_at < NOTE_EVERY
    if trouble == before.trouble and (trouble is not None or fresh):
        return
    values: dict[str, Any] = {"trouble": trouble, "trouble_at": now if trouble else None}
    if trouble is None:
        values["done_at"] = now
    with store.write_engine.begin() as connection:
        connection.execute(update(Peer).where(Peer.id == before.peer_id).values(values))
