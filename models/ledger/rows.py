"""Synced rows as the merge sees them: read from their tables by id, written back, made."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert

from models.base import Synced, milliseconds, shared_fields
from models.fields import Rule
from models.ledger import merge
from models.ledger.change import Edit
from models.ledger.device import SAME_NUMBER, Disagreement
from models.ledger.merge import RowState, Stamp
from models.ledger.storage import Turn, fetch, lay_down, lay_over, shelf_of
from models.ledger.wire import to_wire

MADE = ("id", "origin", "edit", "made_at", "made_surely", "made_by")
Fresh = tuple[bytes, Stamp, Mapping[str, Any]]
"""A row as its making leaves it, not changed since: id, maker, values from the wire."""


def read(connection: Connection, model: type[Synced], ids: Sequence[bytes]) -> dict[bytes, RowState]:
    """The rows that are here, by id."""
    names = (*MADE, "edits", "extra", *shared_fields(model))
    shelf = shelf_of(model)
    returns = [(place, shelf.returns[name]) for place, name in enumerate(names) if name in shelf.returns]
    found: dict[bytes, RowState] = {}
    for row in fetch(connection, shelf.table, names, ids):
        state = _fetched(names, row, returns)
        found[bytes(row[0])] = state
    return found


def _fetched(names: tuple[str, ...], row: Sequence[Any], returns: list[tuple[int, Turn]]) -> RowState:
    values = list(row)
    for place, turn in returns:
        if values[place] is not None:
            values[place] = turn(values[place])
    _, origin, edit, at, is_sure, author, edits, extra = values[:8]
    fields = dict(zip(names[8:], values[8:], strict=True))
    if extra is not None:
        fields.update(msgspec.msgpack.decode(extra))
    maker = None if author is None else bytes(author)
    return merge.unpack(Stamp(Edit(bytes(origin), edit), at, bool(is_sure), maker), fields, edits)


def present(connection: Connection, model: type[Synced], ids: Sequence[bytes]) -> set[bytes]:
    """Which of `ids` have a row here."""
    return {bytes(key) for (key,) in fetch(connection, shelf_of(model).table, ("id",), ids)}


def state_of(model: type[Synced], row: Any) -> RowState:
    """The merging state of a row given as a mapping of its columns."""
    values = to_wire(model, {name: row[name] for name in shared_fields(model)})
    if row["extra"] is not None:
        values.update(msgspec.msgpack.decode(row["extra"]))
    author = None if row["made_by"] is None else row["made_by"].bytes
    made = Stamp(Edit(row["origin"], row["edit"]), milliseconds(row["made_at"]), row["made_surely"], author)
    return merge.unpack(made, values, row["edits"])


def put_fresh(connection: Connection, model: type[Synced], fresh: Iterable[Fresh]) -> None:
    """Insert rows that only their making knows, all of whose fields this version knows."""
    shelf = shelf_of(model)
    alike: defaultdict[tuple[str, ...], list[Fresh]] = defaultdict(list)
    for row in fresh:
        alike[tuple(row[2])].append(row)
    for names, several in alike.items():
        turns = [(place, shelf.turns[name]) for place, name in enumerate(names) if name in shelf.turns]
        lay_down(connection, shelf.table, MADE + names, [_fresh_row(row, turns) for row in several])


def _fresh_row(row: Fresh, turns: list[tuple[int, Turn]]) -> tuple[Any, ...]:
    record, (edit, at, is_sure, author), fields = row
    values = list(fields.values())
    for place, turn in turns:
        if values[place] is not None:
            values[place] = turn(values[place])
    maker = None if author is None else bytearray(author)
    return (bytearray(record), bytearray(edit[0]), edit[1], at, int(is_sure), maker, *values)


def put_made(connection: Connection, model: type[Synced], made: Mapping[bytes, RowState]) -> None:
    """Insert rows with the state of their merging."""
    names = _all_names(model)
    table = shelf_of(model).table
    lay_down(connection, table, (*names, "id"), [_row(model, key, state) for key, state in made.items()])


def put_moved(connection: Connection, model: type[Synced], moved: Mapping[bytes, RowState]) -> None:
    """Write rows that are here over."""
    table = shelf_of(model).table
    lay_over(connection, table, _all_names(model), [_row(model, key, state) for key, state in moved.items()])


def _all_names(model: type[Synced]) -> tuple[str, ...]:
    return (*MADE[1:], "edits", "extra", *shared_fields(model))


def _row(model: type[Synced], key: bytes, state: RowState) -> tuple[Any, ...]:
    """The row's columns from its state, its id last. Fields this version does not know go into `extra`."""
    names, turns = shared_fields(model), shelf_of(model).turns
    extra = {name: value for name, value in state.values.items() if name not in names and value is not None}
    edits = merge.pack(state)
    (writer, number), at, is_sure, author = state.makes[0]
    values = []
    for name in names:
        value = state.values.get(name)
        values.append(turns[name](value) if value is not None and name in turns else value)
    return (
        bytearray(writer), number, at, int(is_sure), None if author is None else bytearray(author),
        None if edits is None else bytearray(edits),
        bytearray(msgspec.msgpack.encode(extra, order="deterministic")) if extra else None,
        *values, bytearray(key),
    )  # fmt: skip


def note_disagreements(connection: Connection, model: type[Synced], states: Mapping[bytes, RowState]) -> None:
    """Keep the list of fields that wait for a person true for these rows."""
    rules = shared_fields(model)
    touched = [key for key, state in states.items() if state.standing]
    if not touched:
        return
    _forget_disagreements(connection, model.kind, touched)
    waiting = [
        {"kind": model.kind, "record": UUID(bytes=key), "field": name}
        for key in touched
        for name in _waiting_in(states[key], rules)
    ]
    if waiting:
        connection.execute(insert(Disagreement), waiting)


def _waiting_in(state: RowState, rules: Mapping[str, Rule]) -> list[str]:
    names = [
        name
        for name, several in state.standing.items()
        if name in rules and merge.waits_for_a_person(several, rules[name])
    ]
    return [*names, "withdrawn"] if merge.void_is_doubted(state) else names


def _forget_disagreements(connection: Connection, kind: str, keys: Iterable[bytes]) -> None:
    connection.execute(
        delete(Disagreement).where(
            Disagreement.kind == kind,
            Disagreement.record == bindparam("key"),
            Disagreement.field != SAME_NUMBER,
        ),
        [{"key": UUID(bytes=key)} for key in keys],
    )
