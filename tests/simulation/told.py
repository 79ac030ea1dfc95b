"""What must stand in every field, told from the works alone: by another way than the ledger's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from models.base import Synced, shared_fields, synced_kinds
from models.fields import FIXED, Rule
from models.ledger import rows
from models.ledger.change import Change, Edit, SavedWork
from models.ledger.merge import RowState
from tests.simulation.stores import MemoryStore
from tests.simulation.wrong import Wrong

Place = tuple[str, bytes]
Seen = Mapping[tuple[bytes, int, bytes, str], frozenset[Edit]]


class Making(NamedTuple):
    """An edit as its work tells it."""

    edit: Edit
    at: int
    is_sure: bool
    author: bytes | None
    value: Any = None

    @property
    def age(self) -> tuple[bool, int, Edit]:
        return (self.is_sure, self.at, self.edit)


class Told:
    """All edits of all works, and which of them somebody replaced who had them in sight.

    `seen` are the notes of what people saw; a work's own word counts only where nobody took a note.
    """

    def __init__(self, seen: Seen, works: Iterable[SavedWork]) -> None:
        self._seen = seen
        self.made: dict[Place, list[Making]] = defaultdict(list)
        self.first: dict[tuple[Place, Edit], Change] = {}
        self.edits: dict[tuple[Place, str], list[Making]] = defaultdict(list)
        self.replaced: dict[tuple[Place, str], set[Edit]] = defaultdict(set)
        self.named: dict[Place, set[str]] = defaultdict(set)
        for work in works:
            making = Making(Edit(work.writer, work.number), work.corrected, work.is_sure, work.author)
            for change in work.changes:
                self._hear(making, change)

    def _hear(self, making: Making, change: Change) -> None:
        place = (change.kind, change.record)
        self.named[place] |= change.fields.keys()
        if change.made:
            self.made[place].append(making)
            self.first[place, making.edit] = change
            return
        for name, value in change.fields.items():
            self.edits[place, name].append(making._replace(value=value))
            seen = self._seen.get((*making.edit, change.record, name))
            told = {Edit(*old) for old in change.replaces.get(name, ())}
            self.replaced[place, name] |= told if seen is None else seen

    def check(self, store: MemoryStore) -> None:
        with store.read_engine.begin() as connection:
            for kind, model in synced_kinds().items():
                ids = [key for place, key in self.made if place == kind]
                for key, state in rows.read(connection, model, ids).items():
                    self._check_row((kind, key), model, state)

    def _check_row(self, place: Place, model: type[Synced], state: RowState) -> None:
        makers = [(one.edit, one.author) for one in sorted(self.made[place])]
        if [(one.edit, one.author) for one in state.makes] != makers:
            raise Wrong("a row is not credited to who made it", place[0])
        rules = shared_fields(model)
        for name in self.named[place]:
            stand = self._standing(place, name)
            if {one.edit: one.value for one in state.of(name)} != {one.edit: one.value for one in stand}:
                raise Wrong("an edit stands that was replaced, or the other way round", (place[0], name))
            if state.values.get(name) != shown_of(stand, rules.get(name, FIXED)):
                raise Wrong("another value is shown than the rule says", (place[0], name))

    def _standing(self, place: Place, name: str) -> list[Making]:
        every = [
            one._replace(value=self.first[place, one.edit].fields.get(name)) for one in self.made[place]
        ] + self.edits[place, name]
        return [one for one in every if one.edit not in self.replaced[place, name]]


def shown_of(standing: list[Making], rule: Rule) -> Any:
    order = rule.order

    def rank(one: Making) -> tuple[Any, ...]:
        if order is not None:
            return (order.get(str(one.value), -1), *one.age)
        if rule.name == "withdrawn":
            return (one.value is not None, *one.age)
        return one.age

    return max(standing, key=rank).value
