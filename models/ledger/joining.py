"""Rows that come as they stand, not as works: into a scope, onto a new laptop. Joined with what is here already."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from models.ledger import merge, rows
from models.ledger.change import Edit
from models.ledger.merge import RowState, Stamp
from models.ledger.page import Place, by_rank, kinds
from models.ledger.storage import FIRST_MOMENT, LAST_MOMENT


class State(msgspec.Struct, frozen=True, array_like=True):
    """A row as it stands: how it was made, what it shows, and the state of its merging, as its columns have them."""

    kind: str
    record: bytes
    origin: bytes
    edit: int
    at: int
    is_sure: bool
    author: bytes | None
    values: dict[str, Any]
    edits: bytes | None = None


def states_of(connection: Connection, places: Iterable[Place]) -> list[State]:
    """The rows as they stand, roots before what hangs from them. One that is not here has none."""
    wanted: defaultdict[str, list[bytes]] = defaultdict(list)
    for kind, record in places:
        wanted[kind].append(record)
    found = []
    for kind in by_rank(wanted):
        for record, state in rows.read(connection, kinds()[kind].model, wanted[kind]).items():
            (writer, number), at, is_sure, author = state.makes[0]
            values = {name: value for name, value in state.values.items() if value is not None}
            found.append(State(kind, record, writer, number, at, is_sure, author, values, merge.pack(state)))
    return found


def join_in(connection: Connection, states: Sequence[State]) -> list[Place]:
    """Join the states with the rows that are here; the rows that came or may have moved.

    One that nobody could ever keep is left out: works that build on it wait, and are seen waiting.
    """
    alike: defaultdict[str, dict[bytes, RowState]] = defaultdict(dict)
    for given in states:
        state = _sound(given)
        if state is not None:
            alike[given.kind][given.record] = state
    joined: list[Place] = []
    for kind in by_rank(alike):
        joined += [(kind, record) for record in _join_halves(connection, kind, list(alike[kind].items()))]
    return joined


def _join_halves(connection: Connection, kind: str, several: list[tuple[bytes, RowState]]) -> list[bytes]:
    """Join rows of a kind; if the store refuses one, halve until it stands alone."""
    if not several:
        return []
    try:
        with connection.begin_nested():
            return _join(connection, kind, several)
    except (IntegrityError, DataError):
        if len(several) == 1:
            return []
    middle = len(several) // 2
    return [
        *_join_halves(connection, kind, several[:middle]),
        *_join_halves(connection, kind, several[middle:]),
    ]


def _join(connection: Connection, kind: str, several: list[tuple[bytes, RowState]]) -> list[bytes]:
    model, rules = kinds()[kind].model, kinds()[kind].rules
    here = rows.read(connection, model, [record for record, _ in several])
    made = {record: state for record, state in several if record not in here}
    moved = {record: merge.join(here[record], state, rules) for record, state in several if record in here}
    rows.put_made(connection, model, made)
    rows.put_moved(connection, model, moved)
    rows.note_disagreements(connection, model, {**made, **moved})
    return [*made, *moved]


def _sound(given: State) -> RowState | None:
    """The state if it can be kept here: of a known kind, with all that its columns must have."""
    known = kinds().get(given.kind)
    if known is None or len(given.record) != 16 or len(given.origin) != 8 or given.edit <= 0:
        return None
    if not FIRST_MOMENT <= given.at <= LAST_MOMENT or (given.author is not None and len(given.author) != 16):
        return None
    if not known.shelf.are_sound(tuple(given.values), True, [given.values.values()]):
        return None
    values = {**dict.fromkeys(known.shelf.names), **given.values}
    made = Stamp(Edit(given.origin, given.edit), given.at, given.is_sure, given.author)
    try:
        state = merge.unpack(made, values, given.edits)
    except (msgspec.DecodeError, TypeError, ValueError):
        return None
    return state
