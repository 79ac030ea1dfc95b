"""A bundle is saved: own works since the last receipt, what is carried of others, and what is asked in return."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from sqlalchemy import Connection, func, select

from models.base import milliseconds
from models.ledger.device import Device, Here
from models.ledger.line import Confirmed, Peer, SignedBatch
from models.store.store import Store
from sync.bundle.envelope import Writer, head_for
from sync.bundle.shape import Ask, Content, Piece
from sync.client import book, carrier
from sync.client.laptop import Itself
from sync.client.outgoing import own_pieces
from sync.exchange import Cursor
from sync.trouble import Trouble

Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Saved:
    """What went into a file: own works, and batches of other laptops."""

    works: int
    carried: int
    size: int


@dataclass(slots=True)
class _Tally:
    works: int = 0
    carried: int = 0
    signatures: set[bytes] = field(default_factory=set)


def save(
    store: Store, itself: Itself, path: Path, receivers: Sequence[UUID], now: datetime,
    random: Callable[[int], bytes], told: Told,
) -> Saved:  # fmt: skip
    """Save a bundle that exactly these devices can open. `Trouble` if none of them is one of the clinic's."""
    with store.read_engine.begin() as connection:
        keys = _keys_of(connection, receivers)
        page = book.page(connection)
        since = _last_receipts(connection, [one for one, _ in keys], page)
        asks = [_ask(connection, one, page) for one, _ in keys]
    if not keys:
        raise Trouble("no_receiver")
    head, key = head_for(itself.clinic_id, Content.WORKS, milliseconds(now), itself.certificate, keys, random)
    tally = _Tally()
    with whole_or_not_at_all(path) as file:
        writer = Writer(file, head, key)
        due = sum(max(0, number - since.get(own, 0)) for own, number in page.own)
        for piece in own_pieces(store, itself, page, since):
            writer.put(Piece(piece.body))
            tally.works += piece.works
            told(min(0.9, tally.works / max(1, due)))
        for body in _carried(store):
            writer.put(Piece(body))
            tally.carried += 1
            told(0.95)
        for ask in asks:
            writer.put(ask)
        writer.close(itself.sign_private)
    return Saved(tally.works, tally.carried, path.stat().st_size)


@contextmanager
def whole_or_not_at_all(path: Path) -> Iterator[IO[bytes]]:
    """A file that stands there under its name only when all of it is on the stick."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _keys_of(connection: Connection, receivers: Sequence[UUID]) -> list[tuple[UUID, bytes]]:
    rows = connection.execute(
        select(Device.id, Device.seal_public)
        .where(Device.id.in_(receivers), Device.withdrawn.is_(None))
        .order_by(Device.id)
    )
    here = connection.scalar(select(Here.device_id))
    return [(row.id, row.seal_public) for row in rows if row.id != here]


def _last_receipts(connection: Connection, receivers: Sequence[UUID], page: book.Page) -> dict[bytes, int]:
    """Up to where all the receivers said they have it, of each own name."""
    rows = connection.execute(
        select(Confirmed.writer, func.min(Confirmed.upto), func.count())
        .where(Confirmed.peer_id.in_(receivers))
        .group_by(Confirmed.writer)
    )
    own = {writer for writer, _ in page.own}
    return {writer: upto for writer, upto, many in rows if many == len(receivers) and writer in own}


def _ask(connection: Connection, receiver: UUID, page: book.Page) -> Ask:
    row = connection.execute(
        select(Peer.epoch, Peer.scope_version, Peer.arrival, Peer.mark).where(Peer.id == receiver)
    ).one_or_none()
    cursor = None
    if row is not None and row.epoch is not None:
        cursor = Cursor(receiver.bytes, row.epoch, row.scope_version, row.arrival, row.mark or b"")
    return Ask(receiver.bytes, page.own, cursor)


def _carried(store: Store) -> Iterator[bytes]:
    last = 0
    while True:
        with store.read_engine.begin() as connection:
            row = connection.execute(
                select(SignedBatch.nr, SignedBatch.body)
                .where(carrier.is_waiting(), SignedBatch.nr > last)
                .order_by(SignedBatch.nr)
                .limit(1)
            ).one_or_none()
        if row is None:
            return
        last = row.nr
        yield row.body
