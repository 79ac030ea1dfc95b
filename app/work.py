"""The one way through: a use case is a function of a `Work`, and a `Desk` runs it in somebody's name."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from app.clock import Clock, clinic_day
from app.refused import Refused
from models.base import Synced, milliseconds
from models.ledger.capture import Ledger, Seen, Signature, seen_of
from models.people.rights import Deed, Grant, Row, may
from models.said import Said
from models.store.store import Reading
from models.store.unwell import Interrupted

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R", bound=Synced)


class Lane(StrEnum):
    """Which thread a use case runs on: the one that writes, in order, or one of the two that read."""

    WRITE = "write"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person at the desk with the grant they use, or the machine under its own name (`id` None)."""

    id: UUID | None
    name: str = field(repr=False)
    grant: Grant
    grant_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Laptop:
    """Where somebody sits: what goes into the numbers given out here."""

    clinic_id: UUID
    clinic_short: str
    code: str
    lane: str
    place_id: UUID | None = None
    device_id: UUID | None = None
    event_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """Something an audited read looked at."""

    deed: str
    kind: str | None
    record: UUID | None
    detail: str | None = None


class Errand:
    """One run of a use case, for whoever asked: how far it is, and a way to call it off.

    `told` hears how much is done, from 0 to 1, on the thread that runs it.
    """

    def __init__(self, told: Callable[[float], None] | None = None) -> None:
        self._told = told
        self.reading = Reading()

    def stop(self) -> None:
        """Call it off. What it wrote so far leaves no trace; its thread gets `Interrupted`."""
        self.reading.stop()

    def tell(self, done: float) -> None:
        if self.reading.was_stopped:
            raise Interrupted
        if self._told is not None:
            self._told(done)


@dataclass(slots=True)
class Work:
    """A transaction, the person who asked for it, and the clock they go by. All a use case may touch."""

    session: Session
    actor: Actor
    laptop: Laptop
    now: datetime
    ids: Callable[[], UUID]
    ledger: Ledger | None = None
    reads: list[Read] = field(default_factory=list)
    errand: Errand = field(default_factory=Errand)

    @property
    def today(self) -> date:
        """The clinic's day, which is not UTC's."""
        return clinic_day(self.now)

    def add(self, record: R) -> R:
        """Make a record; it has its id when this returns."""
        self._page().add(record)
        return record

    def revise(self, record: Synced, seen: Seen, **values: Any) -> None:
        """Change what somebody edited in a form, which showed the record as `seen`. Pass only what they changed."""
        if seen.record != record.id:
            raise ValueError("seen is of another record")
        self._page().revise(record, seen, values)

    def settle(self, record: Synced, seen: Seen, **values: Any) -> None:
        """Decide what several had written apart: `values` replace all that stood in `seen`, even if shown already."""
        self._page().revise(record, seen, values, settles=True)

    def put(self, record: Synced, **values: Any) -> None:
        """Change fields by a deed without a form, which has seen what this transaction read."""
        self._page().put(record, values)

    def withdraw(self, record: Synced, reason: str) -> None:
        """Void a record. It stays, marked."""
        self._page().put(record, {"withdrawn": reason})

    def tell(
        self, deed: str, kind: str | None = None, record: UUID | None = None, detail: str | None = None
    ) -> None:
        """Put into the audit chain what is not a write: a read of a clinical record, a search, a print."""
        if self.ledger is None:
            self.reads.append(Read(deed, kind, record, detail))
        else:
            self.ledger.tell(deed, kind, record, detail)

    def may(self, deed: Deed, row: Row | None = None) -> bool:
        """Whether the person may do `deed`: on this row, or at all."""
        return may(self.actor.grant, deed, self.now, row)

    def need(self, deed: Deed, row: Row) -> None:
        """Refuse unless the person may do `deed` on this very row."""
        if not self.may(deed, row):
            raise Refused(Said("This is outside what your role may do."), advice=Said("Ask a supervisor."))

    def _page(self) -> Ledger:
        if self.ledger is None:
            raise AssertionError("a reading use case tried to write")
        return self.ledger


UseCase = Callable[Concatenate[Work, P], T]


def use_case(deed: Deed, lane: Lane = Lane.WRITE) -> Callable[[UseCase[P, T]], UseCase[P, T]]:
    """Mark a function as a use case that only people whose role allows `deed` can run."""

    def guard(function: UseCase[P, T]) -> UseCase[P, T]:
        @wraps(function)
        def guarded(work: Work, /, *args: P.args, **kwargs: P.kwargs) -> T:
            if not work.may(deed):
                raise Refused(Said("Your role may not do this."), advice=Said("Ask a supervisor."))
            return function(work, *args, **kwargs)

        guarded.deed = deed  # type: ignore[attr-defined]  # read by Desk, Background and the tests
        guarded.lane = lane  # type: ignore[attr-defined]
        return guarded

    return guard


def lane_of(use_case: Callable[..., Any]) -> Lane:
    """The lane a use case asked for."""
    lane: Lane = use_case.lane  # type: ignore[attr-defined]  # set by `use_case`
    return lane


class Sessions(Protocol):
    """Where transactions come from: `begin` commits at the end or leaves no trace."""

    def begin(self, lane: Lane) -> AbstractContextManager[Session]: ...


COALESCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a use case or a round of sync moved: wire names of kinds, and ids."""

    kinds: frozenset[str] = frozenset()
    ids: frozenset[UUID] = frozenset()


class Desk:
    """Where somebody sits: turns use cases into transactions done in their name.

    `on_changed` is told after each commit that changed something, on the thread that ran it.
    """

    def __init__(
        self,
        sessions: Sessions,
        actor: Actor,
        laptop: Laptop,
        clock: Clock,
        ids: Callable[[], UUID],
        on_changed: Callable[[Changed], None] | None = None,
    ) -> None:
        self._sessions = sessions
        self.actor = actor
        self.laptop = laptop
        self._clock = clock
        self._ids = ids
        self._on_changed = on_changed
        self._told: dict[Read, datetime] = {}

    def run(self, use_case: UseCase[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `use_case` to its end and commit, or leave no trace of it."""
        return self.run_errand(Errand(), use_case, *args, **kwargs)

    def run_errand(self, errand: Errand, use_case: UseCase[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for somebody who wants to watch it or may call it off."""
        if lane_of(use_case) is Lane.READ:
            return self._read(errand, use_case, *args, **kwargs)
        name = getattr(use_case, "__name__", "?")
        with self._sessions.begin(Lane.WRITE) as session:
            work = self._work(session, name, errand)
            answer = use_case(work, *args, **kwargs)
            assert work.ledger is not None
            work.ledger.seal()
            touched = work.ledger.touched()
        if touched and self._on_changed is not None:
            self._on_changed(Changed(frozenset(touched), frozenset().union(*touched.values())))
        return answer

    def _read(self, errand: Errand, use_case: UseCase[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        now = self._clock()
        with self._sessions.begin(Lane.READ) as session, errand.reading.of(session.connection()):
            work = Work(session, self.actor, self.laptop, now, self._ids, errand=errand)
            answer = use_case(work, *args, **kwargs)
        fresh = [read for read in dict.fromkeys(work.reads) if self._is_news(read, now)]
        if fresh:
            self._tell(fresh, now)
        return answer

    def _is_news(self, read: Read, now: datetime) -> bool:
        return read not in self._told or now - self._told[read] > COALESCE

    def _tell(self, reads: list[Read], now: datetime) -> None:
        """Commit the audit of a read before its answer is shown; the same read counts once in 15 minutes."""
        with self._sessions.begin(Lane.WRITE) as session:
            work = self._work(session, "read", Errand())
            for read in reads:
                work.tell(read.deed, read.kind, read.record, read.detail)
            assert work.ledger is not None
            work.ledger.seal()
        self._told |= dict.fromkeys(reads, now)

    def _work(self, session: Session, deed: str, errand: Errand) -> Work:
        now = self._clock()
        signature = Signature(deed, self.actor.id, self.actor.grant_id, milliseconds(now))
        ledger = Ledger(session, signature, self._ids)
        return Work(session, self.actor, self.laptop, now, self._ids, ledger, errand=errand)


__all__ = [
    "Actor",
    "Changed",
    "Deed",
    "Desk",
    "Errand",
    "Interrupted",
    "Lane",
    "Laptop",
    "Refused",
    "Row",
    "Said",
    "Seen",
    "Work",
    "seen_of",
    "use_case",
]
