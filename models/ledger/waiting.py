"""The waiting room: works that came before something they build on. A part meets the other parts of its work here."""

from collections.abc import Collection, Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from models.ledger.change import Edit, PackedWork, SavedWork, encode, packed, part_of, without
from models.ledger.journal import WaitingWork

decode_work = msgspec.msgpack.Decoder(SavedWork).decode


class _Part(msgspec.Struct, frozen=True, array_like=True):
    digest: bytes
    positions: list[int]


_decode_part = msgspec.msgpack.Decoder(_Part).decode


def everybody(connection: Connection) -> list[PackedWork]:
    """All who wait."""
    return [
        _read(row.body, row.part) for row in connection.execute(select(WaitingWork.body, WaitingWork.part))
    ]


def _read(body: bytes, part: bytes | None) -> PackedWork:
    work = decode_work(body)
    if part is None:
        return packed(work)
    told = _decode_part(part)
    return part_of(work, told.digest, told.positions)


def keep(connection: Connection, works: Iterable[PackedWork]) -> list[Edit]:
    """Put works into the room that are not there; those that are there with other contents come back."""
    forked: list[Edit] = []
    for work in works:
        writer, number = work.edit
        row = connection.execute(
            select(WaitingWork.body, WaitingWork.part).where(*_place(work.edit))
        ).one_or_none()
        if row is None:
            connection.execute(insert(WaitingWork).values(writer=writer, number=number, **_written(work)))
            continue
        there = _read(row.body, row.part)
        if there.digest != work.digest:
            forked.append(work.edit)
        elif set(work.places) - set(there.places):
            _put(connection, _united(there, work))
    return forked


def _united(there: PackedWork, more: PackedWork) -> PackedWork:
    changes = dict(zip(there.places, there.work.changes, strict=True))
    changes |= dict(zip(more.places, more.work.changes, strict=True))
    places = sorted(changes)
    whole = msgspec.structs.replace(there.work, changes=[changes[place] for place in places])
    return part_of(whole, there.digest, places)


def leave(connection: Connection, gone: Iterable[Edit]) -> None:
    for edit in gone:
        connection.execute(delete(WaitingWork).where(*_place(edit)))


def forget(connection: Connection, rows: Collection[tuple[str, bytes]]) -> None:
    """Nobody waits for these rows (kind, id) any more: they are out of this laptop's scope."""
    for work in everybody(connection):
        less = without(work, rows)
        if not less.bodies:
            leave(connection, [work.edit])
        elif less is not work:
            _put(connection, less)


def _put(connection: Connection, work: PackedWork) -> None:
    connection.execute(update(WaitingWork).where(*_place(work.edit)).values(**_written(work)))


def _written(work: PackedWork) -> dict[str, bytes | None]:
    part = None if work.positions is None else encode(_Part(work.digest, list(work.positions)))
    return {"body": encode(work.work), "part": part}


def _place(edit: Edit) -> tuple[Any, Any]:
    return WaitingWork.writer == edit.writer, WaitingWork.number == edit.number
