"""The line of a laptop: rounds, how things stand, and the deeds that need the server."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from models.ledger.line import Peer
from models.ledger.line_state import CodeGiven, LineState, Moved, RoundResult, ServerSeen, Waiting
from models.store.store import Store
from sync.client import carrier, first_server, standing
from sync.client.book import is_peer
from sync.client.laptop import Laptop, Load, Outcome
from sync.client.session import Session, ask, open_session
from sync.client.transport import Http, Traffic, Transport
from sync.code import shown, three_words
from sync.enrolment import Given, Wanted
from sync.exchange import Reply, SnapshotOffer
from sync.frame import Unreadable, pack, unpack
from sync.round import (
    Broke,
    Effect,
    Event,
    Exchange,
    Finish,
    Gather,
    Gathered,
    OpenSession,
    Renew,
    Renewed,
    Rest,
    Rested,
    Round,
    SessionOpened,
    Started,
    Stored,
    step,
)
from sync.snapshot import Range, Wanting
from sync.trouble import Trouble, words_of

EARLY = 30
"""Seconds before its end at which a session counts as over."""


@dataclass(slots=True)
class _Ride:
    """One round under way."""

    transport: Transport | None = None
    before: Traffic = field(default_factory=Traffic)
    load: Load | None = None
    waiting: int | None = None
    held: int = 0
    brought: int = 0
    fetched: int = 0
    handed: int = 0
    moved: dict[str, set[UUID]] = field(default_factory=dict)


class Line:
    """Runs rounds, one at a time, on the thread that asks; the desk's writes go first.

    With the server; or with the camp's `hub`, whose word is kept apart. `changed` hears what a round moved, each
    time an answer was taken in, on that thread. The rest are edges: time, random bytes, a pause, and how to reach
    an address.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        random: Callable[[int], bytes],
        program: str,
        *,
        hub: UUID | None = None,
        changed: Callable[[Moved], None] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        rest: Callable[[float], None] = time.sleep,
        reach: Callable[[str], Transport] = Http,
    ) -> None:
        self._store = store
        self._clock = clock
        self._random = random
        self._hub = hub
        self._changed = changed
        self._monotonic = monotonic
        self._rest = rest
        self._reach = reach
        self._laptop = Laptop(store, clock, monotonic, rest, random, program, hub)
        self._turn = threading.Lock()
        self._syncing = False
        self._session: Session | None = None
        self._session_ends = 0.0
        self._transport: Transport | None = None
        self._address = ""

    def round_now(self) -> RoundResult:
        """One whole round. Trouble on the line is in the answer; `StoreUnwell` of our own store is raised."""
        with self._turn:
            self._syncing = True
            try:
                return self._round()
            finally:
                self._syncing = False

    def state(self) -> LineState:
        """How the line stands, from what is written down: asks nobody."""
        with self._store.read_engine.begin() as connection:
            return standing.state(connection, syncing=self._syncing, hub=self._hub)

    def waiting_deeds(self) -> list[Waiting]:
        """What no server has confirmed, by deed."""
        with self._store.read_engine.begin() as connection:
            return standing.waiting_deeds(connection)

    def close(self) -> None:
        """Let go of the connection."""
        with self._turn:
            self._let_go()

    def _round(self) -> RoundResult:
        ride = _Ride()
        try:
            ride.transport = self._reached()
        except Trouble as trouble:
            return self._result(ride, trouble.key)
        ride.before = replace(ride.transport.traffic)
        ended = self._drive(ride, ride.transport)
        if ended is None and self._hub is None:
            ended = self._hand_on(ride, ride.transport)
        self._laptop.catch_up()
        return self._result(ride, ended)

    def _drive(self, ride: _Ride, transport: Transport) -> str | None:
        """From one end of the round to the other; the trouble it ended with."""
        event: Event = Started(self._has_session())
        state = Round()
        while True:
            state, effect = step(state, event)
            if isinstance(effect, Finish):
                return effect.trouble
            event = self._do(ride, transport, effect)

    def _hand_on(self, ride: _Ride, transport: Transport) -> str | None:
        """What others gave this laptop for the server; what the server makes of it is fetched at once."""
        assert self._session is not None, "a round went well before"
        try:
            ride.handed = carrier.hand_on(self._store, transport, self._session.bearer)
        except Trouble as trouble:
            return trouble.key
        return self._drive(ride, transport) if ride.handed else None

    def _has_session(self) -> bool:
        return self._session is not None and self._monotonic() < self._session_ends

    def _do(self, ride: _Ride, transport: Transport, effect: Effect) -> Event:
        try:
            match effect:
                case OpenSession():
                    self._open(transport)
                    return SessionOpened()
                case Gather(size):
                    ride.load = self._laptop.load(size)
                    return Gathered()
                case Exchange():
                    return self._exchange(ride, transport)
                case Renew():
                    self._laptop.renew()
                    return Renewed()
                case Rest(seconds):
                    self._rest(seconds)
                    return Rested()
                case Finish():
                    raise AssertionError("the round is over")
        except Trouble as trouble:
            return Broke(trouble.key, trouble.retry_after, self._random(1)[0] / 255)

    def _exchange(self, ride: _Ride, transport: Transport) -> Event:
        assert ride.load is not None, "gathered before"
        assert self._session is not None, "opened before"
        started, sent = self._monotonic(), self._clock()
        body = pack(ride.load.request)
        try:
            reply = unpack(Reply, transport.ask("/exchange", body, self._session.bearer))
        except Unreadable as error:
            raise Trouble("torn") from error
        took = self._monotonic() - started
        outcome = self._laptop.keep(ride.load, reply, sent, self._clock())
        ride.brought += outcome.brought
        ride.fetched += outcome.fetched
        ride.waiting = outcome.waiting
        self._tell(ride, outcome)
        if reply.snapshot is not None:
            outcome.gained += self._take_snapshot(ride, transport, reply.snapshot)
        return Stored(outcome.gained, outcome.is_caught_up, reply.more, took, reply.fault)

    def _take_snapshot(self, ride: _Ride, transport: Transport, offer: SnapshotOffer) -> int:
        """Begin with the clinic as it stands; how many rows were kept."""
        assert ride.load is not None, "gathered before"
        assert self._session is not None, "opened before"
        bearer, kept = self._session.bearer, 0

        def fetch(start: int) -> bytes:
            return ask(transport, "/snapshot", Wanting(offer.name, start), Range, bearer).data

        for moved in self._laptop.take_snapshot(ride.load, offer, fetch):
            count = sum(map(len, moved.values()))
            kept += count
            ride.fetched += count
            self._tell(ride, Outcome(moved=moved))
        return kept

    def _tell(self, ride: _Ride, outcome: Outcome) -> None:
        if not outcome.moved:
            return
        for kind, ids in outcome.moved.items():
            ride.moved.setdefault(kind, set()).update(ids)
        if self._changed is not None:
            self._changed(_moved(outcome.moved))

    def _open(self, transport: Transport) -> None:
        itself = self._laptop.itself()
        with self._store.read_engine.begin() as connection:
            peer = connection.execute(select(Peer.id, Peer.root_public).where(is_peer(self._hub))).one()
        self._session = None
        session = open_session(transport, itself, peer.root_public, self._random, self._hub)
        if session.server.device != peer.id.bytes:
            self._rebind(peer.id, UUID(bytes=session.server.device))
        self._session, self._session_ends = session, self._monotonic() + session.seconds - EARLY

    def _rebind(self, before: UUID, now: UUID) -> None:
        """Another server of the clinic answers at the address: nothing that the first confirmed holds for it."""
        with self._store.write_engine.begin() as connection:
            connection.execute(
                update(Peer)
                .where(Peer.id == before)
                .values(id=now, epoch=None, arrival=0, mark=None, backed_up=0, audit_number=0)
            )

    def _reached(self) -> Transport:
        with self._store.read_engine.begin() as connection:
            address = connection.scalar(select(Peer.address).where(is_peer(self._hub)))
        if address is None:
            raise Trouble("never")
        if self._transport is None or self._address != address:
            self._let_go()
            self._transport, self._address = self._reach(address), address
        return self._transport

    def _let_go(self) -> None:
        if self._transport is not None:
            self._transport.close()
        self._transport = self._session = None

    def _result(self, ride: _Ride, trouble: str | None) -> RoundResult:
        self._note(ride, trouble)
        reason, advice = words_of(trouble) if trouble else (None, None)
        before, now = ride.before, ride.transport.traffic if ride.transport else ride.before
        return RoundResult(
            is_done=trouble is None,
            brought=ride.brought,
            fetched=ride.fetched,
            waiting=ride.waiting or 0,
            held=ride.held,
            trouble=reason,
            advice=advice,
            handed=ride.handed,
            moved=_moved(ride.moved),
            requests=now.requests - before.requests,
            bytes_out=now.bytes_out - before.bytes_out,
            bytes_in=now.bytes_in - before.bytes_in,
        )

    def _note(self, ride: _Ride, trouble: str | None) -> None:
        """Write down how the round ended; what is held, and after no answer what waits, the book says."""
        if ride.transport is None:
            return
        page = ride.load.before if ride.load else self._laptop.page()
        standing.note(self._store, page, trouble, self._clock())
        ride.held = standing.held_count(self._store)
        if ride.waiting is None:
            ride.waiting = self.state().waiting

    def give_code(
        self, grant_id: UUID, account_id: UUID, place_id: UUID | None = None, event_id: UUID | None = None
    ) -> CodeGiven:
        """A one-time code for one more laptop, on which `account_id` signs in first. Raises `Trouble`."""
        wanted = Wanted(
            grant_id.bytes, account_id.bytes, place_id.bytes if place_id else None,
            event_id.bytes if event_id else None,
        )  # fmt: skip
        with self._turn:
            transport = self._reached()
            if not self._has_session():
                self._open(transport)
            assert self._session is not None
            given = ask(transport, "/enrol/code", wanted, Given, self._session.bearer)
        with self._store.read_engine.begin() as connection:
            root = connection.scalars(select(Peer.root_public).where(is_peer(None))).one()
        return CodeGiven(shown(given.code), given.seconds // 60, three_words(given.code, root))

    def look_at_server(self, address: str) -> ServerSeen:
        """Who answers at an address, before the clinic is brought there. Raises `Trouble`."""
        return first_server.look(self._store, self._reach, address)

    def bring_clinic(self, address: str, code: str, device_id: UUID, certificate: bytes) -> None:
        """Bring the clinic and its key to its first server, whose row and certificate were made for it here.

        Asked again after a lost answer, it does no harm. Raises `Trouble`.
        """
        with self._turn:
            self._let_go()
            first_server.bring(self._store, self._reach, self._random, address, code, device_id, certificate)


def _moved(rows: dict[str, set[UUID]]) -> Moved:
    return Moved(frozenset(rows), frozenset().union(*rows.values()))
