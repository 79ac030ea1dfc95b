"""One laptop of the simulation: its store, its people, its line and its clock, which may be years off."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy.orm import Session

from app.clinic import OpenClinic
from app.refused import Refused
from app.work import Desk
from models.base import Synced, milliseconds, synced_kinds
from models.identity import identities
from models.ledger.capture import Ledger, Seen, Signature
from models.ledger.change import Edit
from models.ledger.here import become_new_writer
from models.people.rights import Grant, Reach, may, reach_of
from models.store.store import Store
from sync.client.line import Line
from sync.server.judging import VOUCHED, deeds_of
from tests.simulation.road import Road
from tests.simulation.stores import MemoryStore

EARLIEST, LATEST = datetime(1975, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)


@dataclass
class Person:
    """Somebody at work, with the desk they sat down at this morning."""

    id: UUID
    desk: Desk

    @property
    def grant(self) -> UUID | None:
        return self.desk.actor.grant_id

    @property
    def kinds(self) -> tuple[str, ...]:
        """What their role lets them write anywhere in the clinic."""
        return kinds_for(self.desk.actor.grant)


@dataclass
class Form:
    """A record somebody looks at, to be saved later."""

    model: type[Synced]
    id: UUID
    seen: Seen


@dataclass
class Machine:
    """A laptop.

    `is_split`: a copy was put back and written in before anybody noticed. `is_out_of_date`: the server was put
    back, and they have not spoken since.
    """

    name: str
    memory: MemoryStore
    device: UUID
    road: Road
    now: Callable[[], datetime]
    watch: Callable[[], float]
    rest: Callable[[float], None]
    staff: list[UUID]
    skew: timedelta = timedelta()
    people: list[Person] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    copies: list[Any] = field(default_factory=list)
    away_until: int = 0
    is_revoked: bool = False
    is_split: bool = False
    is_in_round: bool = False
    is_out_of_date: bool = False
    dice: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self.start()

    @property
    def store(self) -> Store:
        return cast("Store", self.memory)

    def clock(self) -> datetime:
        return min(max(self.now() + self.skew, EARLIEST), LATEST)

    def random(self, count: int) -> bytes:
        return self.dice.randbytes(count)

    def start(self) -> None:
        """Switched on: what was on the screen is gone, what was saved is there."""
        self.memory.cuts = 0
        self.forms = []
        self.ids = identities(self.clock, self.random)
        self.opened = OpenClinic(self.store, self.clock, self.ids)
        self.line = Line(
            self.store, self.clock, self.random, "1.0",
            monotonic=self.watch, rest=self.rest, reach=lambda _: self.road,
        )  # fmt: skip

    def sit_down(self) -> None:
        """Who is on duty signs in; who has no role today does not."""
        self.people = []
        skew, self.skew = self.skew, timedelta()  # they signed in before the clock went wrong
        for account in self.staff:
            try:
                self.people.append(Person(account, self.opened.desk_for(account)))
            except Refused:
                continue
        self.skew = skew

    def name_and_number(self) -> Edit:
        """The writer of this laptop and its last work."""
        return Edit(*self.memory.raw.execute("SELECT writer, number FROM here").fetchone())

    def own_names(self) -> dict[bytes, int]:
        """Every name this laptop brings works under, with the last number."""
        own = "SELECT writer, number FROM here UNION ALL SELECT writer, number FROM former_writer"
        return dict(self.memory.raw.execute(own).fetchall())

    def confirmed(self) -> dict[bytes, int]:
        return dict(self.memory.raw.execute("SELECT writer, upto FROM confirmed").fetchall())

    def save(self, person: Person, deed: str, act: Callable[[Session, Ledger], None]) -> None:
        """A deed that asks no clock whether its role holds: what a laptop with a wrong year writes too."""
        with Session(self.store.write_engine, expire_on_commit=False) as session, session.begin():
            signature = Signature(deed, person.id, person.grant, milliseconds(self.clock()))
            ledger = Ledger(session, signature, self.ids)
            act(session, ledger)
            ledger.seal()

    def put_back(self, copy: Any, *, noticed: bool) -> None:
        """An older copy of the store takes its place."""
        self.memory.put_back(copy)
        self.start()
        if noticed:
            with Session(self.store.write_engine) as session, session.begin():
                become_new_writer(session, self.random)


@lru_cache
def kinds_for(grant: Grant) -> tuple[str, ...]:
    found = []
    for kind in sorted(synced_kinds().keys() - VOUCHED - {"writer"}):
        deeds = [deed for deed in deeds_of(kind) if may(grant, deed, grant.valid_from)]
        if any(reach_of(grant.role, deed) in (Reach.CLINIC, Reach.OWN) for deed in deeds):
            found.append(kind)
    return tuple(found)
