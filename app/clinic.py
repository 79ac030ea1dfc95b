"""A clinic opened on this laptop: its store, who it is, and a desk for whoever signed in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import Clock
from app.refused import Refused
from app.work import Actor, Changed, Desk, Lane, Laptop
from models.ledger.device import Device, Here
from models.ledger.here import restores, spare_name
from models.people.clinic import Clinic
from models.people.rights import Grant
from models.people.staff import Account, RoleGrant
from models.said import Said
from models.store.store import Store
from models.vocabulary import Role


class StoreSessions:
    """Transactions of one store: `begin` commits at the end of the block or leaves no trace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @contextmanager
    def begin(self, lane: Lane) -> Iterator[Session]:
        engine = self._store.write_engine if lane is Lane.WRITE else self._store.read_engine
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session


@dataclass(frozen=True, slots=True)
class StaffCard:
    """Somebody who may sign in, with the role they have now."""

    id: UUID
    name: str
    role: Role


class OpenClinic:
    """The store, opened. `changed` is told of every commit, whoever's desk it came from."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Callable[[], UUID],
        changed: Callable[[Changed], None] | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.ids = ids
        self.changed = changed
        self.sessions = StoreSessions(store)
        self._names: tuple[str, str] = ("", "")

    @property
    def name(self) -> str:
        """The clinic's name, for the head of the window."""
        return self._read_names()[0]

    @property
    def laptop_name(self) -> str:
        return self._read_names()[1]

    def _read_names(self) -> tuple[str, str]:
        if not self._names[0]:
            with self.sessions.begin(Lane.READ) as session:
                clinic = session.scalar(select(Clinic.name))
                laptop = session.scalar(select(Device.name).join(Here, Here.device_id == Device.id))
                self._names = (clinic or "", laptop or "")
        return self._names

    def desk_for(self, account: UUID) -> Desk:
        """A desk in somebody's name. `Refused` if no role of theirs is valid now."""
        with self.sessions.begin(Lane.READ) as session:
            actor = actor_of(session, account, self.clock())
            return self._desk(actor, laptop_of(session))

    def machine_desk(self, name: str) -> Desk:
        """A desk for a deed of the machine, in its own name."""
        with self.sessions.begin(Lane.READ) as session:
            grant = Grant(None, Role.SYSTEM, datetime.min.replace(tzinfo=self.clock().tzinfo))
            return self._desk(Actor(None, name, grant), laptop_of(session))

    def _desk(self, actor: Actor, laptop: Laptop) -> Desk:
        return Desk(self.sessions, actor, laptop, self.clock, self.ids, self.changed)


def laptop_of(session: Session) -> Laptop:
    """This laptop, as the numbers it gives out need it."""
    here = session.execute(select(Here.clinic_id, Here.device_id)).one()
    short = session.scalar(select(Clinic.short).where(Clinic.id == here.clinic_id))
    device = session.get(Device, here.device_id) if here.device_id else None
    if device is None:
        return Laptop(here.clinic_id, short or "", "", "")
    restored = restores(session)
    return Laptop(
        here.clinic_id, short or "", spare_name(device.code, restored), spare_name(device.lane, restored),
        device.place_id, device.id, device.event_id,
    )  # fmt: skip


def actor_of(session: Session, account: UUID, at: datetime) -> Actor:
    """A person with the grant that is valid now; of several the one given last."""
    person = session.get(Account, account)
    grants = session.scalars(
        select(RoleGrant)
        .where(RoleGrant.account_id == account, RoleGrant.withdrawn.is_(None), RoleGrant.valid_from <= at)
        .order_by(RoleGrant.valid_from.desc(), RoleGrant.id.desc())
    )
    for given in grants:
        if (
            person is not None
            and person.withdrawn is None
            and (given.valid_to is None or at < given.valid_to)
        ):
            grant = Grant(account, given.role, given.valid_from, given.valid_to, given.scope, given.event_id)
            return Actor(account, person.name, grant, given.id)
    raise Refused(
        Said("You have no role at this clinic today."), advice=Said("Ask a supervisor to give you one.")
    )
