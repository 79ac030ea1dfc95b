"""Takes in the works of others, each whole or not at all, and says which rows moved."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from models.base import Base, Synced, shared_fields, synced_kinds, table_of
from models.ledger import merge, rows
from models.ledger.change import MAX_BYTES, MAX_CHANGES, Change, Edit, SavedWork, encode
from models.ledger.device import Here
from models.ledger.journal import JournalWork, WaitingWork, digest_of, write_down
from models.ledger.merge import RowState, Stamp
from models.ledger.wire import from_wire

decode_work = msgspec.msgpack.Decoder(SavedWork).decode


@dataclass(slots=True)
class TakenIn:
    """What became of the works: each is in exactly one of the lists; `refused` gives the reason's key."""

    taken: list[Edit] = field(default_factory=list)
    had: list[Edit] = field(default_factory=list)
    waiting: list[Edit] = field(default_factory=list)
    refused: dict[Edit, str] = field(default_factory=dict)
    moved: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def include(self, other: "TakenIn") -> None:
        self.taken += other.taken
        self.had += other.had
        self.waiting += other.waiting
        self.refused |= other.refused
        for kind, ids in other.moved.items():
            self.moved[kind] |= ids


def take_in(connection: Connection, works: Sequence[SavedWork]) -> TakenIn:
    """Take `works`, and those waiting that they set free. A bad one is refused alone; the caller commits."""
    sound, refused = _sort_out(works)
    try:
        with connection.begin_nested():
            answer = _take_page(connection, sound)
    except IntegrityError:
        answer = TakenIn()
        for work in sound:
            answer.include(_take_alone(connection, work))
    answer.refused |= refused
    return answer


def _take_alone(connection: Connection, work: SavedWork) -> TakenIn:
    try:
        with connection.begin_nested():
            return _take_page(connection, [work])
    except IntegrityError:
        return TakenIn(refused={Edit(work.writer, work.number): "does not fit"})


def _sort_out(works: Sequence[SavedWork]) -> tuple[list[SavedWork], dict[Edit, str]]:
    sound: list[SavedWork] = []
    refused: dict[Edit, str] = {}
    for work in works:
        reason = fault_of(work)
        if reason is None:
            sound.append(work)
        else:
            refused[Edit(work.writer, work.number)] = reason
    return sound, refused


def fault_of(work: SavedWork) -> str | None:
    """Why no device could ever take this work: a key of the sentence shown to people; None if it is sound."""
    if len(work.writer) != 8 or work.number < 1 or not work.changes:
        return "malformed"
    if len(work.changes) > MAX_CHANGES or len(encode(work)) > MAX_BYTES:
        return "too large"
    for change in work.changes:
        if not _is_sound(change):
            return "malformed"
    return None


def _is_sound(change: Change) -> bool:
    if len(change.record) != 16:
        return False
    model = synced_kinds().get(change.kind)
    if model is None:
        return True
    try:
        typed = from_wire(model, change.fields)
    except (ValueError, TypeError, OverflowError, AttributeError, OSError):
        return False
    columns = table_of(model).columns
    for name, rule in shared_fields(model).items():
        value = typed.get(name)
        if value is None:
            missing_where_needed = not columns[name].nullable and (change.made or name in typed)
            if missing_where_needed and rule.name != "withdrawn":
                return False
        elif not _fits(value, columns[name].type.python_type):
            return False
    return True


def _fits(value: object, wanted: type) -> bool:
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return False
    if isinstance(value, str) and "\0" in value:
        return False
    return isinstance(value, wanted)


def parents_of(model: type[Synced]) -> dict[str, str]:
    """The fields of `model` that point to the root of its aggregate, with the root's kind."""
    columns = table_of(model).columns
    return {column.name: key.column.table.name for column in columns for key in column.foreign_keys}


class _Page:
    """The rows a page of works touches, held in memory until all are merged."""

    def __init__(self, connection: Connection, works: Iterable[SavedWork]) -> None:
        wanted: dict[str, dict[UUID, None]] = defaultdict(dict)
        for work in works:
            for change in work.changes:
                wanted[change.kind][UUID(bytes=change.record)] = None
        self.kinds = synced_kinds()
        self.states: dict[tuple[str, bytes], RowState] = {}
        self.made: dict[str, dict[UUID, RowState]] = defaultdict(dict)
        self.moved: dict[str, dict[UUID, RowState]] = defaultdict(dict)
        for kind, ids in wanted.items():
            if kind in self.kinds:
                for key, state in rows.read(connection, self.kinds[kind], list(ids)).items():
                    self.states[kind, key.bytes] = state
        self._parents = self._parents_here(connection, works)

    def _parents_here(self, connection: Connection, works: Iterable[SavedWork]) -> set[tuple[str, bytes]]:
        """The rows that makings in these works hang from and that are not themselves in the page."""
        wanted: dict[str, set[UUID]] = defaultdict(set)
        for work in works:
            for change in work.changes:
                for kind, key in self._hangs_from(change):
                    if (kind, key) not in self.states:
                        wanted[kind].add(UUID(bytes=key))
        return {
            (kind, key.bytes)
            for kind, ids in wanted.items()
            for key in rows.present(connection, self.kinds[kind], list(ids))
        }

    def _hangs_from(self, change: Change) -> list[tuple[str, bytes]]:
        if not change.made or change.kind not in self.kinds:
            return []
        parents = parents_of(self.kinds[change.kind])
        return [(kind, change.fields[name]) for name, kind in parents.items() if change.fields.get(name)]

    def news_in(self, work: SavedWork) -> list[Change]:
        """The changes of a work that are for a known kind and not yet in their rows."""
        stamp = stamp_of(work)
        return [
            change
            for change in work.changes
            if change.kind in self.kinds
            and not merge.had(self.states.get((change.kind, change.record)), stamp)
        ]

    def is_ready(self, work: SavedWork, news: list[Change]) -> bool:
        made = {(change.kind, change.record) for change in news if change.made}
        return all(
            merge.is_ready(self.states.get((change.kind, change.record)), change, work.writer)
            and all(
                parent in made or parent in self.states or parent in self._parents
                for parent in self._hangs_from(change)
            )
            for change in news
        )

    def take(self, work: SavedWork, news: list[Change]) -> None:
        stamp = stamp_of(work)
        for change in news:
            place = (change.kind, change.record)
            key = UUID(bytes=change.record)
            if place not in self.states:
                self.states[place] = self.made[change.kind][key] = merge.new_row(stamp, change.fields)
                continue
            merge.take(self.states[place], change, stamp, shared_fields(self.kinds[change.kind]))
            if key not in self.made[change.kind]:
                self.moved[change.kind][key] = self.states[place]

    def write(self, connection: Connection) -> None:
        for kind in sorted({*self.made, *self.moved}, key=self._parents_first):
            rows.write(connection, self.kinds[kind], self.made[kind], self.moved[kind])

    def _parents_first(self, kind: str) -> int:
        return [table.name for table in Base.metadata.sorted_tables].index(kind)


def stamp_of(work: SavedWork) -> Stamp:
    return Stamp(Edit(work.writer, work.number), work.corrected, work.is_sure, work.author)


def _take_page(connection: Connection, works: Sequence[SavedWork]) -> TakenIn:
    answer = TakenIn()
    journaled = _journaled(connection, works)
    new, forked = _tell_forks(works, journaled)
    answer.refused |= dict.fromkeys(forked, "forked")
    freed = [decode_work(body) for body in connection.scalars(select(WaitingWork.body)).all()]
    page = _Page(connection, [*new, *freed])
    queue, was_waiting = [*new, *freed], {Edit(work.writer, work.number) for work in freed}
    taken: dict[Edit, SavedWork] = {}
    waits: list[SavedWork] = []
    while True:
        waits, before = [], len(taken)
        for work in queue:
            _consider(page, work, taken, waits)
        if len(taken) == before or not waits:
            break
        queue = waits
    page.write(connection)
    _keep_waiting(connection, waits, was_waiting, taken)
    arrived = [work for edit, work in taken.items() if edit not in journaled]
    _journal(connection, arrived)
    answer.taken = [Edit(work.writer, work.number) for work in arrived]
    answer.had = [edit for edit in taken if edit in journaled]
    answer.waiting = [Edit(work.writer, work.number) for work in waits]
    for kind in {*page.made, *page.moved}:
        answer.moved[kind] = {*page.made[kind], *page.moved[kind]}
    return answer


def _consider(page: _Page, work: SavedWork, taken: dict[Edit, SavedWork], waits: list[SavedWork]) -> None:
    edit = Edit(work.writer, work.number)
    if edit in taken:
        return
    news = page.news_in(work)
    if page.is_ready(work, news):
        page.take(work, news)
        taken[edit] = work
    elif all(edit != (other.writer, other.number) for other in waits):
        waits.append(work)


def _journaled(connection: Connection, works: Sequence[SavedWork]) -> dict[Edit, bytes]:
    found: dict[Edit, bytes] = {}
    for start in range(0, len(works), rows.IN_ONE_QUESTION):
        names = [(work.writer, work.number) for work in works[start : start + rows.IN_ONE_QUESTION]]
        for row in connection.execute(
            select(JournalWork.writer, JournalWork.number, JournalWork.digest).where(
                tuple_(JournalWork.writer, JournalWork.number).in_(names)
            )
        ):
            found[Edit(row.writer, row.number)] = row.digest
    return found


def _tell_forks(
    works: Sequence[SavedWork], journaled: dict[Edit, bytes]
) -> tuple[list[SavedWork], list[Edit]]:
    """Works under a name that stands in the journal with other contents: two laptops are the same writer."""
    new: list[SavedWork] = []
    forked: list[Edit] = []
    for work in works:
        edit = Edit(work.writer, work.number)
        if edit in journaled and journaled[edit] != digest_of(work):
            forked.append(edit)
        else:
            new.append(work)
    return new, forked


def _keep_waiting(
    connection: Connection, waits: list[SavedWork], was_waiting: set[Edit], taken: dict[Edit, SavedWork]
) -> None:
    fresh = [work for work in waits if Edit(work.writer, work.number) not in was_waiting]
    if fresh:
        connection.execute(
            insert(WaitingWork), [{"writer": w.writer, "number": w.number, "body": encode(w)} for w in fresh]
        )
    for edit in was_waiting & taken.keys():
        connection.execute(
            delete(WaitingWork).where(WaitingWork.writer == edit.writer, WaitingWork.number == edit.number)
        )


def _journal(connection: Connection, works: list[SavedWork]) -> None:
    """Give the works their arrival numbers: the counter row is taken last, so no reader ever misses a row."""
    if not works:
        return
    last = connection.execute(
        update(Here).values(arrival=Here.arrival + len(works)).returning(Here.arrival)
    ).scalar_one()
    first = last - len(works) + 1
    write_down(connection, [(first + place, work) for place, work in enumerate(works)])
