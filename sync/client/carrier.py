"""Hands signed batches of other laptops on to the server: what a hub took at a camp, what came in a file."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, and_, delete, func, select, update

from models.ledger.line import Peer, SignedBatch
from models.store.store import Store
from sync.carrying import Delivery, Kept, Lacking, Offer, Offered
from sync.client.session import ask
from sync.client.transport import Transport

AT_ONCE = 500
MOST_BYTES = 1_000_000


class Piece(NamedTuple):
    """A piece that waits to be handed on. `size` is that of its body."""

    nr: int
    works: bytes
    size: int

    def offered(self) -> Offered:
        runs, head = msgspec.msgpack.decode(self.works)
        return Offered([tuple(run) for run in runs], None if head is None else (head[0], head[1]))


def hand_on(store: Store, transport: Transport, bearer: str) -> int:
    """Bring the server all it lacks of what waits here; how many pieces it took. Cut off, it goes on next time."""
    handed = 0
    _forget_what_is_safe(store)
    while pieces := _waiting(store):
        lacking = ask(transport, "/carry/offer", Offer([one.offered() for one in pieces]), Lacking, bearer)
        wanted = {place for place in lacking.places if place < len(pieces)}
        _note(store, [one.nr for place, one in enumerate(pieces) if place not in wanted], lacking.arrival)
        for group in _in_loads([pieces[place] for place in sorted(wanted)]):
            delivery = Delivery(_bodies(store, group))
            kept = ask(transport, "/carry", delivery, Kept, bearer)
            refused = {group[place].nr: key for place, key in kept.refused if place < len(group)}
            _note(store, [one.nr for one in group if one.nr not in refused], kept.arrival)
            _note_trouble(store, refused)
            handed += len(group) - len(refused)
    return handed


def is_waiting() -> ColumnElement[bool]:
    """What no server has yet."""
    return and_(SignedBatch.body.is_not(None), SignedBatch.delivered.is_(None), SignedBatch.trouble.is_(None))


def _waiting(store: Store) -> list[Piece]:
    with store.read_engine.begin() as connection:
        rows = connection.execute(
            select(SignedBatch.nr, SignedBatch.works, func.length(SignedBatch.body).label("size"))
            .where(is_waiting())
            .order_by(SignedBatch.nr)
            .limit(AT_ONCE)
        )
        return [Piece(row.nr, row.works, row.size) for row in rows]


def _in_loads(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Groups that go over the line at once."""
    load: list[Piece] = []
    size = 0
    for piece in pieces:
        if load and size + piece.size > MOST_BYTES:
            yield load
            load, size = [], 0
        load.append(piece)
        size += piece.size
    if load:
        yield load


def _bodies(store: Store, pieces: Sequence[Piece]) -> list[bytes]:
    with store.read_engine.begin() as connection:
        rows = connection.execute(
            select(SignedBatch.nr, SignedBatch.body).where(SignedBatch.nr.in_([one.nr for one in pieces]))
        )
        found = {row.nr: row.body for row in rows}
    return [found[one.nr] for one in pieces]


def _note(store: Store, numbers: Sequence[int], arrival: int) -> None:
    if numbers:
        with store.write_engine.begin() as connection:
            connection.execute(
                update(SignedBatch).where(SignedBatch.nr.in_(numbers)).values(delivered=arrival)
            )


def _note_trouble(store: Store, refused: dict[int, str]) -> None:
    if refused:
        with store.write_engine.begin() as connection:
            for nr, key in refused.items():
                connection.execute(update(SignedBatch).where(SignedBatch.nr == nr).values(trouble=key[:40]))


def _forget_what_is_safe(store: Store) -> None:
    """Let go of what a verified backup of the server covers."""
    covered = select(Peer.backed_up).where(Peer.is_hub.is_(False)).limit(1).scalar_subquery()
    is_safe = and_(SignedBatch.body.is_not(None), SignedBatch.delivered <= covered)
    with store.read_engine.begin() as connection:
        some = connection.scalar(select(SignedBatch.nr).where(is_safe).limit(1))
    if some is not None:
        with store.write_engine.begin() as connection:
            connection.execute(delete(SignedBatch).where(is_safe))
