"""Takes a snapshot in, piece by piece: what was taken is not fetched again, whatever breaks off in between."""

from collections.abc import Callable, Iterator
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from models.ledger.apply import Derive
from models.ledger.device import Setting
from models.ledger.joining import State
from models.store.store import Store
from sync.client import book, border
from sync.client.border import NOBODY
from sync.exchange import SnapshotOffer
from sync.snapshot import Spoilt, pieces_in, running, unseal
from sync.trouble import Trouble

NAME = "snapshot"
AT_ONCE = 100
"""Rows in one commit."""


class Progress(msgspec.Struct, frozen=True):
    """How far a snapshot is taken in: bytes, rows, and the hash up to there."""

    name: str
    start: int = 0
    rows: int = 0
    digest: bytes = bytes(32)


def _progress(connection: Connection, offer: SnapshotOffer) -> Progress:
    kept = connection.scalar(select(Setting.value).where(Setting.account_id == NOBODY, Setting.name == NAME))
    found = None if kept is None else msgspec.msgpack.decode(bytes.fromhex(kept), type=Progress)
    return found if found is not None and found.name == offer.name else Progress(offer.name)


def take(
    store: Store,
    peer_id: UUID,
    offer: SnapshotOffer,
    fetch: Callable[[int], bytes],
    pause: Callable[[], None],
) -> Iterator[dict[str, set[UUID]]]:
    """Fetch and join what is still lacking, and stand at its cursor in the end; gives the rows of each piece.

    `Trouble` if the bytes are not what the server sealed: then it begins anew.
    """
    with store.read_engine.begin() as connection:
        done = _progress(connection, offer)
    while done.start < offer.size:
        data = fetch(done.start)
        before = done
        for piece in _sound_pieces(store, data):
            try:
                states = unseal(offer.key, done.start, piece)
            except Spoilt as error:
                raise _spoilt(store) from error
            done = Progress(
                offer.name, done.start + len(piece), done.rows + len(states), running(done.digest, piece)
            )
            yield _join(store, states, done, pause)
        if done == before:
            raise Trouble("torn")
    if (done.rows, done.digest) != (offer.rows, offer.digest):
        raise _spoilt(store)
    with store.write_engine.begin() as connection:
        book.move_cursor(connection, peer_id, offer.cursor)
        _forget(connection)


def _sound_pieces(store: Store, data: bytes) -> Iterator[bytes]:
    try:
        yield from pieces_in(data)
    except Spoilt as error:
        raise _spoilt(store) from error


def _join(
    store: Store, states: list[State], done: Progress, pause: Callable[[], None]
) -> dict[str, set[UUID]]:
    moved: dict[str, set[UUID]] = {}
    for start in range(0, len(states), AT_ONCE):
        with Session(store.write_engine) as session, session.begin():
            taken = border.enter(session.connection(), states[start : start + AT_ONCE], Derive.LATER)
            if start + AT_ONCE >= len(states):
                value = msgspec.msgpack.encode(done).hex()
                session.merge(Setting(account_id=NOBODY, name=NAME, value=value))
        for kind, ids in taken.moved().items():
            moved.setdefault(kind, set()).update(ids)
        pause()
    return moved


def _spoilt(store: Store) -> Trouble:
    with store.write_engine.begin() as connection:
        _forget(connection)
    return Trouble("torn")


def _forget(connection: Connection) -> None:
    connection.execute(delete(Setting).where(Setting.account_id == NOBODY, Setting.name == NAME))
