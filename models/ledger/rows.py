"""Synced rows as the merge sees them: read from their tables by id, written back, made."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from models.base import Synced, milliseconds, moment, shared_fields, table_of
from models.ledger import merge
from models.ledger.change import Edit
from models.ledger.device import Disagreement
from models.ledger.merge import RowState, Stamp
from models.ledger.wire import from_wire, to_wire

IN_ONE_QUESTION = 500


def read(connection: Connection, model: type[Synced], ids: Sequence[UUID]) -> dict[UUID, RowState]:
    """The rows that are here, by id."""
    table = table_of(model)
    found: dict[UUID, RowState] = {}
    for start in range(0, len(ids), IN_ONE_QUESTION):
        some = ids[start : start + IN_ONE_QUESTION]
        for row in connection.execute(select(table).where(table.c.id.in_(some))).mappings():
            found[row["id"]] = state_of(model, row)
    return found


def present(connection: Connection, model: type[Synced], ids: Sequence[UUID]) -> set[UUID]:
    """Which of `ids` have a row here."""
    table = table_of(model)
    found: set[UUID] = set()
    for start in range(0, len(ids), IN_ONE_QUESTION):
        some = ids[start : start + IN_ONE_QUESTION]
        found |= set(connection.scalars(select(table.c.id).where(table.c.id.in_(some))))
    return found


def state_of(model: type[Synced], row: Any) -> RowState:
    """The merging state of a row given as a mapping of its columns."""
    values = to_wire(model, {name: row[name] for name in shared_fields(model)})
    if row["extra"] is not None:
        values.update(msgspec.msgpack.decode(row["extra"]))
    author = None if row["made_by"] is None else row["made_by"].bytes
    made = Stamp(Edit(row["origin"], row["edit"]), milliseconds(row["made_at"]), row["made_surely"], author)
    return merge.unpack(made, values, row["edits"])


def columns_of(model: type[Synced], key: UUID, state: RowState) -> dict[str, Any]:
    """The row's columns from its state. Fields this version does not know go into `extra`."""
    names = shared_fields(model)
    extra = {name: value for name, value in state.values.items() if name not in names}
    made = state.makes[0]
    return {
        "id": key,
        "origin": made.edit.writer,
        "edit": made.edit.number,
        "made_at": moment(made.at),
        "made_surely": made.is_sure,
        "made_by": None if made.author is None else UUID(bytes=made.author),
        "edits": merge.pack(state),
        "extra": msgspec.msgpack.encode(extra, order="deterministic") if extra else None,
        **from_wire(model, {name: state.values.get(name) for name in names}),
    }


def write(
    connection: Connection, model: type[Synced], made: dict[UUID, RowState], moved: dict[UUID, RowState]
) -> None:
    """Insert `made`, update `moved`, and keep what is derived from them."""
    table = table_of(model)
    if made:
        connection.execute(insert(table), [columns_of(model, key, state) for key, state in made.items()])
    if moved:
        rows = [columns_of(model, key, state) for key, state in moved.items()]
        names: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "id"}
        connection.execute(
            update(table).where(table.c.id == bindparam("key")).values(names),
            [{"key": row.pop("id"), **row} for row in rows],
        )
    note_disagreements(connection, model, {**made, **moved})
    if model.derive is not None:
        model.derive.fill(connection, [*made, *moved])


def note_disagreements(connection: Connection, model: type[Synced], states: dict[UUID, RowState]) -> None:
    """Keep the list of fields that wait for a person true for these rows."""
    rules = shared_fields(model)
    touched = [key for key, state in states.items() if state.standing]
    if not touched:
        return
    _forget_disagreements(connection, model.kind, touched)
    waiting = [
        {"kind": model.kind, "record": key, "field": name}
        for key in touched
        for name, several in states[key].standing.items()
        if name in rules and merge.waits_for_a_person(several, rules[name])
    ]
    if waiting:
        connection.execute(insert(Disagreement), waiting)


def _forget_disagreements(connection: Connection, kind: str, keys: Iterable[UUID]) -> None:
    connection.execute(
        delete(Disagreement).where(Disagreement.kind == kind, Disagreement.record == bindparam("key")),
        [{"key": key} for key in keys],
    )
