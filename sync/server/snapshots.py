"""Snapshots for new laptops, one for each scope that was asked for: made once, given to many, by ranges of bytes.

A laptop that would have to read many works is offered one. It lies beside the store, sealed; the key is in the store.
A server that keeps its clinic in PostgreSQL has no folder of its own and lets laptops read the journal.
"""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from models.base import synced_kinds
from models.ledger import crossing
from models.ledger.device import Setting
from models.ledger.joining import State, states_of
from models.ledger.page import by_rank
from models.ledger.scopes import Scope
from models.store.store import Store
from sync.exchange import Cursor, Refusal, SnapshotOffer
from sync.server.giving import mark_at, scope_of
from sync.server.ground import NOBODY, Ground, Itself, itself
from sync.server.sessions import caller
from sync.snapshot import ROWS, Range, Wanting, running, seal

WORTHWHILE = 20_000
"""Works from which on a snapshot is sooner read than the journal, and after which a snapshot is made anew."""

MOST_AT_ONCE = 1_000_000
KEPT = 2
"""Snapshots of one scope: whoever reads the one before may finish."""


def offer(ground: Ground, connection: Connection, server: Itself, scope: Scope) -> SnapshotOffer | None:
    """A snapshot for a laptop that begins to read, if that spares it much."""
    folder = _folder(ground)
    if folder is None or server.arrival < WORTHWHILE:
        return None
    kept = connection.scalar(
        select(Setting.value).where(Setting.account_id == NOBODY, Setting.name == _setting(scope))
    )
    if kept is not None:
        there = msgspec.msgpack.decode(bytes.fromhex(kept), type=SnapshotOffer)
        is_fresh = server.arrival - there.cursor.arrival < WORTHWHILE
        if is_fresh and there.cursor.epoch == server.epoch and (folder / there.name).exists():
            return there
    return _make(ground, connection, server, scope, folder)


def _folder(ground: Ground) -> Path | None:
    return (
        ground.store.path.parent / "snapshots"
        if isinstance(ground.store, Store) and not ground.is_hub
        else None
    )


def _setting(scope: Scope) -> str:
    return f"snapshot {scope.version}"


def _make(
    ground: Ground, connection: Connection, server: Itself, scope: Scope, folder: Path
) -> SnapshotOffer:
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{scope.version:08x}-{server.arrival:012}-{ground.random(8).hex()}"
    key, size, rows, digest = ground.random(32), 0, 0, bytes(32)
    part = folder / f"{name}.part"
    with part.open("wb") as file:
        part.chmod(0o600)
        for states in _pieces(connection, scope):
            piece = seal(key, size, states)
            file.write(piece)
            size, rows, digest = size + len(piece), rows + len(states), running(digest, piece)
    part.rename(folder / name)
    mark = mark_at(connection, server.arrival) or b""
    cursor = Cursor(server.device_id.bytes, server.epoch, scope.version, server.arrival, mark)
    made = SnapshotOffer(name, key, size, rows, digest, cursor)
    with ground.session() as session:
        value = msgspec.msgpack.encode(made).hex()
        session.merge(Setting(account_id=NOBODY, name=_setting(scope), value=value))
    for old in sorted(folder.glob(f"{scope.version:08x}-*"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return made


def _pieces(connection: Connection, scope: Scope) -> Iterator[list[State]]:
    for kind in by_rank(synced_kinds()):
        ids = crossing.ids_inside(connection, scope, kind)
        for start in range(0, len(ids), ROWS):
            yield states_of(connection, [(kind, key) for key in ids[start : start + ROWS]])


def read(ground: Ground, device_id: UUID, wanted: Wanting) -> Range:
    """Bytes of a snapshot, to a laptop of its scope.

    Of one that is not kept any more there is none: the next exchange offers another.
    """
    folder = _folder(ground)
    with ground.reading() as connection:
        device = caller(connection, device_id, itself(connection).root_public)
        scope = scope_of(connection, device, ground.clock())
    if device.is_revoked:
        raise Refusal(403, "revoked")
    is_a_name = wanted.name.replace("-", "").isalnum() and wanted.name.startswith(f"{scope.version:08x}-")
    if folder is None or not is_a_name or wanted.start < 0 or not (folder / wanted.name).is_file():
        raise Refusal(404, "torn")
    with (folder / wanted.name).open("rb") as file:
        file.seek(wanted.start)
        return Range(file.read(MOST_AT_ONCE))
