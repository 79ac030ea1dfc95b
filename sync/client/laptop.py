"""This laptop's side of a round: what it has to bring, and how what comes back is kept."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from uuid import UUID

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.orm import Session

from models.ledger import derived, leaving
from models.ledger.apply import Derive, TakenIn, take_in
from models.ledger.change import PackedWork, SavedWork, encode, packed
from models.ledger.device import Device, Here
from models.ledger.here import become_new_writer
from models.ledger.journal import read_own
from models.ledger.line import HeldWork, Peer
from models.store.store import Store
from sync.batch import Batch, Malformed, pack, unpack_parts
from sync.client import book, border, snapshot
from sync.client.chain import next_piece
from sync.exchange import VERSION, Cursor, Reply, Request, SnapshotOffer, proof
from sync.handshake import signed
from sync.trouble import Trouble

RATIO = 3
"""How much smaller works become on their way, at least."""

SLICE = 0.012
"""Seconds a piece of applying aims at; with its commit it stays under 20 ms."""

FIRST, FEWEST, MOST = 50, 8, 1500
TOGETHER = 0.2
"""Seconds of pieces that go into one commit while nobody waits for the lane."""

GAP = 0.001
"""Seconds between two commits, in which whoever waits for the desk's lane gets it."""

A_CROWD = 200
"""Works in one answer from which on search entries are made when all of them are here."""

MARK = 8


@dataclass(frozen=True, slots=True)
class Itself:
    """Who this laptop is. Its certificate is known before its row arrives."""

    clinic_id: UUID
    device_id: UUID
    certificate: bytes
    sign_private: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Load:
    """What is ready to be sent. `upto` is the last number of each writer in it, `before` what the book said."""

    request: Request
    upto: dict[bytes, int]
    is_all: bool
    before: book.Page


@dataclass(slots=True)
class Outcome:
    """What became of an answer. `gained` counts works confirmed and fetched."""

    gained: int = 0
    brought: int = 0
    fetched: int = 0
    waiting: int = 0
    is_caught_up: bool = False
    moved: dict[str, set[UUID]] = field(default_factory=dict)

    def include(self, moved: Mapping[str, set[UUID]]) -> None:
        for kind, ids in moved.items():
            self.moved.setdefault(kind, set()).update(ids)


class Laptop:
    """The store behind the line. Every write is short and waits its turn behind the desk."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], monotonic: Callable[[], float],
        rest: Callable[[float], None], random: Callable[[int], bytes], program: str, hub: UUID | None = None,
    ) -> None:  # fmt: skip
        self._store = store
        self._clock = clock
        self._monotonic = monotonic
        self._rest = rest
        self._random = random
        self._program = program
        self._hub = hub
        self._many = FIRST
        self._itself: Itself | None = None
        self._is_underived = True

    def itself(self) -> Itself:
        """Read once: it does not change while the store is open. `Trouble` if this is no laptop of a clinic yet."""
        if self._itself is None:
            self._itself = itself_of(self._store)
        return self._itself

    def page(self) -> book.Page:
        """What the book says now."""
        with self._store.read_engine.begin() as connection:
            return book.page(connection, self._hub)

    def load(self, size: int) -> Load:
        """The next own works that no server confirmed, about `size` bytes of them once packed."""
        itself = self.itself()
        with self._store.read_engine.begin() as connection:
            before = book.page(connection, self._hub)
            writer = before.own[0][0]
            works, digests, upto, is_all = unconfirmed(connection, before, RATIO * size)
            last = None if is_all else upto.get(writer, 0)
            chain = next_piece(connection, writer, before.head, before.audit_number, last)
            again = border.reads_again(connection)
        signature = b""
        if works or chain is not None:
            words = proof(itself.device_id.bytes, digests, writer, chain)
            signature = signed(itself.sign_private, words)
        request = Request(
            version=VERSION, program=self._program, writers=before.own, want=size, cursor=before.cursor(),
            batch=pack(works) if works else None, chain=chain, signature=signature, again=again,
            snapshots=True,
        )  # fmt: skip
        return Load(request, upto, is_all, before)

    def keep(self, load: Load, reply: Reply, sent: datetime, got: datetime) -> Outcome:
        """Keep all of an answer: verdicts and confirmations first, then what crossed into or out of our scope,
        then the works, piece by piece.
        """
        outcome = Outcome()
        confirmed = _confirmed(load, reply)
        outcome.brought = sum(
            max(0, upto - load.before.confirmed.get(writer, 0)) for writer, upto in confirmed.items()
        )
        outcome.waiting = sum(max(0, number - confirmed[writer]) for writer, number in load.before.own)
        outcome.is_caught_up = load.is_all and not outcome.waiting
        entry = book.Entry(confirmed, reply, sent, got, self._clock())
        if book.is_news(load.before, entry):
            with self._store.write_engine.begin() as connection:
                book.write(connection, load.before, entry)
        self._cross(load, reply, outcome)
        if reply.batch is not None:
            self._take(load.before.peer_id, reply.batch, reply.cursor, outcome)
        elif reply.fault is None and reply.snapshot is None:
            self._move_cursor(load.before, reply.cursor)
        if reply.fault is None and not reply.more and not load.before.is_hub:
            self._settle({**load.before.confirmed, **confirmed}, reply, outcome)
        has_read_on = reply.fault is None and reply.cursor.arrival > load.before.arrival
        outcome.gained = outcome.brought + outcome.fetched + has_read_on
        return outcome

    def _cross(self, load: Load, reply: Reply, outcome: Outcome) -> None:
        """Take in the rows that entered, let go of those that left; once more does no harm, so the cursor stays."""
        if reply.scope is not None and not load.before.is_hub:
            with self._store.write_engine.begin() as connection:
                border.hear(connection, reply)
        derive = Derive.LATER if len(reply.entered) > A_CROWD else Derive.NOW
        self._is_underived = self._is_underived or derive is Derive.LATER
        for start in range(0, len(reply.entered), FIRST):
            with self._store.write_engine.begin() as connection:
                taken = border.enter(connection, reply.entered[start : start + FIRST], derive)
            outcome.include(taken.moved())
            self._let_others_go_first()
        outcome.fetched += len(reply.entered)
        for start in range(0, len(reply.left), MOST):
            with self._store.write_engine.begin() as connection:
                leaving.leave(connection, reply.left[start : start + MOST])

    def take_snapshot(
        self, load: Load, offer: SnapshotOffer, fetch: Callable[[int], bytes]
    ) -> Iterator[dict[str, set[UUID]]]:
        """Take in what is lacking of a snapshot; gives the rows of each piece as it is kept."""
        self._is_underived = True
        return snapshot.take(self._store, load.before.peer_id, offer, fetch, self._let_others_go_first)

    def _settle(self, confirmed: dict[bytes, int], reply: Reply, outcome: Outcome) -> None:
        with self._store.read_engine.begin() as connection:
            if border.is_settled(connection):
                return
        with self._store.write_engine.begin() as connection:
            outcome.include(border.settle(connection, confirmed, reply.cursor.arrival, reply.backed_up))

    def renew(self) -> None:
        """Write under a new name from now on."""
        with Session(self._store.write_engine) as session, session.begin():
            become_new_writer(session, self._random)
            session.execute(update(Peer).values(audit_number=0))

    def catch_up(self) -> None:
        """Make the search entries that are still due, piece by piece."""
        many = FIRST
        while self._is_underived:
            until = self._monotonic() + TOGETHER
            with self._store.write_engine.begin() as connection:
                goes_on = True
                while goes_on:
                    started = self._monotonic()
                    self._is_underived = derived.catch_up(connection, many) == many
                    many = _fitting(many, self._monotonic() - started)
                    goes_on = self._is_underived and self._goes_on(until)
            self._let_others_go_first()

    def _take(self, peer: UUID, batch: Batch, end: Cursor, outcome: Outcome) -> None:
        works, arrivals = _unpacked(batch)
        derive = Derive.LATER if len(works) > A_CROWD else Derive.NOW
        self._is_underived = self._is_underived or derive is Derive.LATER
        start = 0
        while start < len(works):
            with self._store.write_engine.begin() as connection:
                some = self._take_some(connection, works[start:], derive)
                start += some.had
                place = _cursor_at(end, arrivals[start - 1], works[start - 1]) if start < len(works) else end
                book.move_cursor(connection, peer, place)
            outcome.fetched += some.had
            outcome.include(some.moved)
            self._let_others_go_first()

    def _take_some(self, connection: Connection, works: Sequence[PackedWork], derive: Derive) -> "_Some":
        """As many as go into one commit: piece by piece, until somebody waits for the lane."""
        until = self._monotonic() + TOGETHER
        some = _Some()
        while some.had < len(works) and (not some.had or self._goes_on(until)):
            started = self._monotonic()
            piece = works[some.had : some.had + self._many]
            inside = leaving.less_left(connection, piece)
            taken = take_in(connection, inside, derive)
            _keep_misfits(connection, inside, taken, self._clock())
            some.had += len(piece)
            for kind, ids in taken.moved().items():
                some.moved.setdefault(kind, set()).update(ids)
            self._many = _fitting(self._many, self._monotonic() - started)
        return some

    def _let_others_go_first(self) -> None:
        self._rest(GAP)
        while self._store.is_awaited:
            self._rest(GAP)

    def _goes_on(self, until: float) -> bool:
        return self._monotonic() < until and not self._store.is_awaited

    def _move_cursor(self, before: book.Page, end: Cursor) -> None:
        if before.cursor() != end:
            with self._store.write_engine.begin() as connection:
                book.move_cursor(connection, before.peer_id, end)


def _fitting(many: int, took: float) -> int:
    """How many to do in the next piece, after so many took so long."""
    return min(max(min(round(many * SLICE / max(took, 0.0001)), 2 * many), FEWEST), MOST)


@dataclass(slots=True)
class _Some:
    """What went into one commit."""

    had: int = 0
    moved: dict[str, set[UUID]] = field(default_factory=dict)


def itself_of(store: Store) -> Itself:
    """Who this laptop is. `Trouble` if it is none of a clinic yet."""
    with store.read_engine.begin() as connection:
        here = connection.execute(
            select(Here.clinic_id, Here.device_id, Here.certificate, Here.sign_private)
        ).one_or_none()
        if here is None or here.device_id is None or here.sign_private is None:
            raise Trouble("never")
        certificate = here.certificate or connection.scalar(
            select(Device.certificate).where(Device.id == here.device_id)
        )
    if certificate is None:
        raise Trouble("never")
    return Itself(here.clinic_id, here.device_id, certificate, here.sign_private)


def unconfirmed(
    connection: Connection, before: book.Page, budget: int
) -> tuple[list[SavedWork], list[bytes], dict[bytes, int], bool]:
    """Works, their digests, the last number of each writer, and whether that is all; former names first."""
    works: list[SavedWork] = []
    digests: list[bytes] = []
    upto: dict[bytes, int] = {}
    for writer, number in reversed(before.own):
        confirmed = before.confirmed.get(writer, 0)
        if confirmed >= number:
            continue
        for kept in read_own(connection, writer, confirmed):
            if budget <= 0:
                return works, digests, upto, False
            works.append(kept.work)
            digests.append(kept.digest)
            upto[writer] = kept.work.number
            budget -= kept.size
    return works, digests, upto, True


def _confirmed(load: Load, reply: Reply) -> dict[bytes, int]:
    """What counts as confirmed: never more than this store has sent, which may be older than the server knows."""
    if len(reply.confirmed) != len(load.request.writers):
        raise Trouble("torn")
    return {
        writer: min(upto, max(load.before.confirmed.get(writer, 0), load.upto.get(writer, 0)))
        for (writer, _), upto in zip(load.request.writers, reply.confirmed, strict=True)
    }


def _unpacked(batch: Batch) -> tuple[list[PackedWork], list[int]]:
    try:
        works = unpack_parts(batch)
    except Malformed as error:
        raise Trouble("torn") from error
    arrivals = list(accumulate(batch.arrivals))
    if len(arrivals) != len(works):
        raise Trouble("torn")
    return works, arrivals


def _cursor_at(end: Cursor, arrival: int, work: PackedWork) -> Cursor:
    return Cursor(end.peer, end.epoch, end.scope, arrival, work.digest[:MARK])


def _keep_misfits(connection: Connection, works: Sequence[PackedWork], taken: TakenIn, at: datetime) -> None:
    """Works of others that do not fit here stay here, whole, with the reason."""
    if not taken.refused:
        return
    every = {work.edit: work for work in (*works, *map(packed, taken.misfits))}
    for edit, reason in taken.refused.items():
        work = every[edit]
        there = connection.scalar(
            select(HeldWork.reason).where(
                HeldWork.writer == edit.writer, HeldWork.number == edit.number, HeldWork.digest == work.digest
            )
        )
        if there is None:
            connection.execute(
                insert(HeldWork).values(
                    writer=edit.writer, number=edit.number, digest=work.digest, reason=reason, at=at,
                    body=encode(work.work),
                )
            )  # fmt: skip
