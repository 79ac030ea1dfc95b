"""Takes in the works of others, each whole or not at all, and says which rows moved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from enum import Enum, auto
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.exc import DataError, IntegrityError

from models.ledger import crossing, derived, waiting
from models.ledger.change import (
    MAX_BYTES,
    MAX_CHANGES,
    Change,
    Edit,
    PackedWork,
    SavedWork,
    packed,
)
from models.ledger.device import Here
from models.ledger.journal import JournalWork, complete, write_down
from models.ledger.page import Page, Place, kinds, parents_of
from models.ledger.storage import FIRST_MOMENT, LAST_MOMENT, is_plain, is_text, is_whole
from models.ledger.waiting import decode_work


class Derive(Enum):
    """When search entries and the like are made for rows that moved: in the same commit, afterwards, or never."""

    NOW = auto()
    LATER = auto()
    NEVER = auto()


@dataclass(slots=True)
class TakenIn:
    """What became of the works: each is in exactly one of the lists.

    `refused` gives the key of the reason; `misfits` are refused works that had waited here, handed back so
    that whoever asked keeps them as held.
    """

    taken: list[Edit] = field(default_factory=list)
    had: list[Edit] = field(default_factory=list)
    waiting: list[Edit] = field(default_factory=list)
    refused: dict[Edit, str] = field(default_factory=dict)
    misfits: list[SavedWork] = field(default_factory=list)
    touched: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    made: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))

    def moved(self) -> dict[str, set[UUID]]:
        """The ids of the rows that were made or changed, by kind."""
        return {kind: {UUID(bytes=key) for key in keys} for kind, keys in self.touched.items()}

    def include(self, other: "TakenIn") -> None:
        self.taken += other.taken
        self.had += other.had
        self.waiting += other.waiting
        self.refused |= other.refused
        self.misfits += other.misfits
        for kind, keys in other.touched.items():
            self.touched[kind] |= keys
        for kind, keys in other.made.items():
            self.made[kind] |= keys


def take_in(
    connection: Connection,
    works: Sequence[SavedWork | PackedWork],
    derive: Derive = Derive.NOW,
    joined: Iterable[Place] = (),
) -> TakenIn:
    """Take `works`, and those waiting that they set free. A bad one is refused alone; the caller commits.

    `joined` are rows whose states came just now, in the caller's transaction: they count as moved.
    """
    answer = TakenIn()
    for kind, record in joined:
        answer.touched[kind].add(record)
    all_works = [given if isinstance(given, PackedWork) else packed(given) for given in works]
    answer.refused = faults_in(all_works)
    sound = [work for work in all_works if work.edit not in answer.refused] if answer.refused else all_works
    answer.include(_take_halves(connection, sound))
    if works or answer.touched:
        _open_waiting_room(connection, answer)
    if derive is not Derive.NEVER:
        for kind, ids in answer.moved().items():
            derived.renew(connection, kind, ids, later=derive is Derive.LATER)
    crossing.write_down(connection, crossing.renew(connection, answer.touched, answer.made))
    return answer


def faults_in(works: Sequence[PackedWork]) -> dict[Edit, str]:
    """Works that no device could ever take, with the key of the sentence shown to people."""
    alike: defaultdict[tuple[str, bool, tuple[str, ...]], list[tuple[Edit, Change]]] = defaultdict(list)
    faults: dict[Edit, str] = {}
    for work in works:
        fault = _fault_of_head(work)
        if fault is not None:
            faults[work.edit] = fault
            continue
        for change in work.work.changes:
            alike[change.kind, change.made, tuple(change.fields)].append((work.edit, change))
    for (kind, made, names), several in alike.items():
        for edit in _ill_shaped(kind, made, names, several):
            faults[edit] = "malformed"
    return faults


def _ill_shaped(
    kind: str, made: bool, names: tuple[str, ...], several: Sequence[tuple[Edit, Change]]
) -> Iterator[Edit]:
    """Which of the changes of one shape hold something that does not belong there: asked of all, then of each."""
    known = kinds().get(kind)

    def are_sound(some: Sequence[tuple[Edit, Change]]) -> bool:
        values = [change.fields.values() for _, change in some]
        if known is not None:
            return known.shelf.are_sound(names, made, values)
        return all(value is None or is_plain(value) for row in values for value in row)

    if not are_sound(several):
        yield from (one[0] for one in several if not are_sound([one]))


def _fault_of_head(work: PackedWork) -> str | None:
    head = work.work
    if len(head.writer) != 8 or not head.changes or not _is_signed(head):
        return "malformed"
    if len(head.changes) > MAX_CHANGES or work.size > MAX_BYTES:
        return "too_large"
    for change in head.changes:
        if len(change.record) != 16 or not 0 <= change.after < head.number:
            return "malformed"
        if change.replaces and not _are_edits(change):
            return "malformed"
    return None


def _is_signed(head: SavedWork) -> bool:
    """Whether the head of a work can be kept as it is."""
    if not (is_whole(head.number) and head.number > 0 and is_text(head.deed)):
        return False
    if head.label is not None and not is_text(head.label):
        return False
    if not (_is_name(head.author) and _is_name(head.grant)):
        return False
    return FIRST_MOMENT <= head.at <= LAST_MOMENT and FIRST_MOMENT <= head.corrected <= LAST_MOMENT


def _is_name(given: bytes | None) -> bool:
    return given is None or len(given) == 16


def _are_edits(change: Change) -> bool:
    return change.replaces.keys() <= change.fields.keys() and all(
        len(writer) == 8 and 0 < number < 2**63
        for several in change.replaces.values()
        for writer, number in several
    )


def _take_halves(
    connection: Connection, works: Sequence[PackedWork], in_room: frozenset[Edit] = frozenset()
) -> TakenIn:
    """Take a page of works; if the store refuses something in it, halve it until the bad one stands alone."""
    if not works:
        return TakenIn()
    try:
        with connection.begin_nested():
            return _take_page(connection, works, in_room)
    except (IntegrityError, DataError):
        if len(works) == 1:
            return TakenIn(refused={works[0].edit: "does_not_fit"})
    answer, middle = TakenIn(), len(works) // 2
    for half in (works[:middle], works[middle:]):
        answer.include(_take_halves(connection, half, in_room))
    return answer


def take_together(
    connection: Connection, works: Sequence[PackedWork], needed: Set[Edit], last: Edit
) -> TakenIn | None:
    """Take works that hold only together: all `needed` of them or, answering None, nothing.

    `last` comes last in the journal. The others wait for it, so whoever reads that journal, cut wherever it may
    be, takes them all in the one transaction in which it arrives.
    """
    try:
        with connection.begin_nested() as point:
            answer = _take_page(connection, works, frozenset(work.edit for work in works), last)
            if not needed <= set(answer.taken):
                point.rollback()
                return None
    except (IntegrityError, DataError):
        return None
    waiting.leave(connection, {*answer.taken, *answer.had})
    return answer


def _take_page(
    connection: Connection, works: Sequence[PackedWork], in_room: frozenset[Edit], last: Edit | None = None
) -> TakenIn:
    answer = TakenIn()
    journaled = _journaled(connection, works)
    queue: dict[Edit, PackedWork] = {}
    for work in works:
        if (
            journaled.get(work.edit, work.digest) != work.digest
            or work.digest != queue.get(work.edit, work).digest
        ):
            answer.refused[work.edit] = "forked"
        else:
            queue[work.edit] = work
    page = Page(connection, [work.work for work in queue.values()])
    taken = _merge(page, queue)
    page.write()
    waits = [work for edit, work in queue.items() if edit not in in_room]
    answer.refused.update(dict.fromkeys(waiting.keep(connection, waits), "forked"))
    arrived = [work for work in taken if work.edit not in journaled]
    arrived.sort(key=lambda work: work.edit == last)
    _journal(connection, arrived)
    answer.taken = [work.edit for work in arrived]
    again = [work for work in taken if work.edit in journaled]
    answer.had = [work.edit for work in again]
    complete(connection, again)
    answer.waiting = [edit for edit in queue if edit not in answer.refused]
    answer.touched.update(page.touched())
    answer.made.update(page.made())
    return answer


def _merge(page: Page, queue: dict[Edit, PackedWork]) -> list[PackedWork]:
    """Take works out of the queue until only those are left that wait for something."""
    taken: list[PackedWork] = []
    before = -1
    while queue and len(taken) > before:
        before = len(taken)
        taken += [queue.pop(work.edit) for work in list(queue.values()) if page.take(work.work)]
    return taken


def _journaled(connection: Connection, works: Sequence[PackedWork]) -> dict[Edit, bytes]:
    """Which of these works the journal has, with the digests they have there."""
    found: dict[Edit, bytes] = {}
    for writer, first, last in _runs(sorted({work.edit for work in works})):
        for number, digest in connection.execute(_DIGESTS, {"writer": writer, "first": first, "last": last}):
            found[Edit(writer, number)] = digest
    return found


_DIGESTS = select(JournalWork.number, JournalWork.digest).where(
    JournalWork.writer == bindparam("writer"),
    JournalWork.number.between(bindparam("first"), bindparam("last")),
)


def _runs(edits: Sequence[Edit]) -> Iterator[tuple[bytes, int, int]]:
    """Sorted names as stretches of numbers that follow each other."""
    start = before = None
    for edit in edits:
        if start is None or before is None or edit != (before.writer, before.number + 1):
            if start is not None and before is not None:
                yield start.writer, start.number, before.number
            start = edit
        before = edit
    if start is not None and before is not None:
        yield start.writer, start.number, before.number


def _open_waiting_room(connection: Connection, answer: TakenIn) -> None:
    """Try those who wait for as long as somebody gets in."""
    progress = True
    while progress:
        room = waiting.everybody(connection)
        again = _take_halves(connection, room, frozenset(work.edit for work in room))
        gone = {*again.taken, *again.had, *again.refused}
        waiting.leave(connection, gone)
        answer.misfits += [work.work for work in room if work.edit in again.refused]
        answer.waiting = [edit for edit in answer.waiting if edit not in gone]
        again.waiting = []
        answer.include(again)
        progress = bool(again.taken or again.had)


def _journal(connection: Connection, works: list[PackedWork]) -> None:
    """Give the works their arrival numbers: the counter row is taken last, so no reader ever misses a row."""
    if not works:
        return
    last = connection.execute(
        update(Here).values(arrival=Here.arrival + len(works)).returning(Here.arrival)
    ).scalar_one()
    write_down(connection, last - len(works) + 1, works)


__all__ = ["Derive", "TakenIn", "decode_work", "faults_in", "parents_of", "take_in", "take_together"]
