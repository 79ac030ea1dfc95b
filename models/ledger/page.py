"""The rows that a page of works touches, held in memory until all of it is merged, then written at once."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from models.base import Base, Synced, shared_fields, synced_kinds, table_of
from models.ledger import merge, rows
from models.ledger.change import Change, Edit, SavedWork
from models.ledger.merge import RowState, Stamp
from models.ledger.storage import Shelf, shelf_of

Place = tuple[str, bytes]
"""A record: its kind and id."""


class Kind(NamedTuple):
    """What applying needs to know of a synced model. `parents` leads from a field to the kind it hangs from."""

    model: type[Synced]
    shelf: Shelf
    rules: dict[str, Any]
    parents: dict[str, str]


@cache
def kinds() -> dict[str, Kind]:
    return {
        name: Kind(model, shelf_of(model), shared_fields(model), parents_of(model))
        for name, model in synced_kinds().items()
    }


def parents_of(model: type[Synced]) -> dict[str, str]:
    """The fields of `model` that point to the root of its aggregate, with the root's kind."""
    columns = table_of(model).columns
    return {column.name: key.column.table.name for column in columns for key in column.foreign_keys}


@cache
def _parents_first() -> dict[str, int]:
    return {table.name: rank for rank, table in enumerate(Base.metadata.sorted_tables)}


def by_rank(several: Iterable[str]) -> list[str]:
    """Kinds, roots before what hangs from them."""
    return sorted(several, key=_parents_first().__getitem__)


def stamp_of(work: SavedWork) -> Stamp:
    return Stamp(Edit(work.writer, work.number), work.corrected, work.is_sure, work.author)


class Page:
    """`states` are rows as they stand, `fresh` rows made on this page and not touched since."""

    def __init__(self, connection: Connection, works: Iterable[SavedWork]) -> None:
        self._connection = connection
        self._kinds = kinds()
        self._states: dict[Place, RowState] = {}
        self._fresh: dict[Place, rows.Fresh] = {}
        self._made: dict[Place, None] = {}
        self._moved: dict[Place, None] = {}
        wanted: defaultdict[str, dict[bytes, None]] = defaultdict(dict)
        hung: defaultdict[str, dict[bytes, None]] = defaultdict(dict)
        for work in works:
            for change in work.changes:
                wanted[change.kind][change.record] = None
                for kind, key in self._hangs_from(change):
                    hung[kind][key] = None
        for kind, ids in wanted.items():
            if kind in self._kinds:
                found = rows.read(connection, self._kinds[kind].model, list(ids))
                self._states.update(((kind, key), state) for key, state in found.items())
        self._parents = {
            (kind, key)
            for kind, ids in hung.items()
            for key in rows.present(connection, self._kinds[kind].model, list(ids))
        }

    def take(self, work: SavedWork) -> bool:
        """Merge a work into the rows, whole; False if it has to wait for one that has not come."""
        stamp = stamp_of(work)
        news = self._news_in(work, stamp)
        if not self._is_ready(news, stamp.edit.writer):
            return False
        for change in news:
            self._take(change, stamp)
        return True

    def _news_in(self, work: SavedWork, stamp: Stamp) -> list[Change]:
        """The changes of a work that are for a known kind and not yet in their rows."""
        return [
            change
            for change in work.changes
            if change.kind in self._kinds and not merge.had(self._state((change.kind, change.record)), stamp)
        ]

    def _is_ready(self, news: list[Change], writer: bytes) -> bool:
        made: set[Place] | None = None
        for change in news:
            state = self._states.get((change.kind, change.record))
            if not merge.is_ready(state, change, writer):
                return False
            for parent in self._hangs_from(change):
                if made is None:
                    made = {(other.kind, other.record) for other in news if other.made}
                if parent not in made and not self._is_here(parent):
                    return False
        return True

    def _take(self, change: Change, stamp: Stamp) -> None:
        place, kind = (change.kind, change.record), self._kinds[change.kind]
        state = self._state(place)
        if state is not None:
            merge.take(state, change, stamp, kind.rules)
            if place not in self._made:
                self._moved[place] = None
        elif kind.shelf.names >= change.fields.keys():
            self._fresh[place] = (change.record, stamp, change.fields)
        else:
            self._states[place] = merge.new_row(stamp, change.fields)
            self._made[place] = None

    def _state(self, place: Place) -> RowState | None:
        fresh = self._fresh.pop(place, None)
        if fresh is not None:
            self._states[place] = merge.new_row(fresh[1], fresh[2])
            self._made[place] = None
        return self._states.get(place)

    def _is_here(self, place: Place) -> bool:
        return place in self._states or place in self._fresh or place in self._parents

    def _hangs_from(self, change: Change) -> list[Place]:
        kind = self._kinds.get(change.kind)
        if kind is None or not change.made or not kind.parents:
            return []
        return [(root, change.fields[name]) for name, root in kind.parents.items() if change.fields.get(name)]

    def write(self) -> None:
        """Lay everything down, roots before what hangs from them."""
        fresh: defaultdict[str, list[rows.Fresh]] = defaultdict(list)
        for (kind, _), row in self._fresh.items():
            fresh[kind].append(row)
        made, moved = self._by_kind(self._made), self._by_kind(self._moved)
        for kind in by_rank({*fresh, *made, *moved}):
            model = self._kinds[kind].model
            rows.put_fresh(self._connection, model, fresh[kind])
            rows.put_made(self._connection, model, made[kind])
            rows.put_moved(self._connection, model, moved[kind])
            rows.note_disagreements(self._connection, model, {**made[kind], **moved[kind]})

    def _by_kind(self, places: Iterable[Place]) -> defaultdict[str, dict[bytes, RowState]]:
        found: defaultdict[str, dict[bytes, RowState]] = defaultdict(dict)
        for kind, key in places:
            found[kind][key] = self._states[kind, key]
        return found

    def made(self) -> dict[str, set[bytes]]:
        """The ids that were made on this page, by kind."""
        found: defaultdict[str, set[bytes]] = defaultdict(set)
        for kind, key in (*self._fresh, *self._made):
            found[kind].add(key)
        return found

    def touched(self) -> dict[str, set[bytes]]:
        """The ids that were made or moved, by kind."""
        found: defaultdict[str, set[bytes]] = defaultdict(set)
        for kind, key in (*self._fresh, *self._made, *self._moved):
            found[kind].add(key)
        return found
