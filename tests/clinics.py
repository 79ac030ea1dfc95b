"""Clinics for tests: founded by the real use cases, on a clock and with random bytes that are handed in."""

import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from app.clinic import OpenClinic
from app.supervision.found import NewClinic, NewStaff, found_clinic, hire
from app.supervision.founding import new_device_keys
from app.work import Changed, Deed, Desk, Lane, Work, use_case
from models.identity import identities
from models.ledger.device import Here
from models.ledger.here import settle
from models.migrations import prepare
from models.people.staff import Account, RoleGrant
from models.store.store import Store, open_store
from models.vocabulary import Role

KEY = bytes(range(32))
NOON = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)

STAFF = (
    NewStaff("Meera Kulkarni", Role.SUPERVISOR),
    NewStaff("Priya Nair", Role.RECEPTIONIST),
    NewStaff("Dr S. Rao", Role.DOCTOR, licence="KMC 41277", council="Karnataka", room="1", fee_paise=10000),
    NewStaff("Dr A. Mehta", Role.DOCTOR, licence="GMC 20931", council="Gujarat", room="2", fee_paise=15000),
    NewStaff("Anju Lakra", Role.NURSE),
    NewStaff("Sita Kujur", Role.PHARMACIST),
    NewStaff("Rakesh Ekka", Role.LAB),
    NewStaff("Nikhil Shah", Role.CASHIER),
    NewStaff("Arjun Minz", Role.VOLUNTEER),
    NewStaff("Leela Topno", Role.COORDINATOR),
)


class Clock:
    """Stands still until somebody moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def bytes_from(seed: int) -> Callable[[int], bytes]:
    return random.Random(seed).randbytes


@use_case(Deed.FOUND_CLINIC)
def hire_everybody(work: Work) -> None:
    here = work.session.get(Here, 1)
    assert here is not None
    for new in STAFF:
        hire(work, new, here)


def found_in(path: Path, seed: int = 1) -> None:
    """Found the clinic of the tests in a new store."""
    store = open_store(path, KEY)
    prepare(store.write_engine)
    found_on(store, seed)
    store.close()


def found_on(store: Store, seed: int = 1) -> None:
    """The same on a store that is there, empty."""
    clock, fresh = Clock(), bytes_from(seed)
    opened = OpenClinic(store, clock, identities(clock, fresh))
    keys, root = new_device_keys(fresh), Ed25519PrivateKey.from_private_bytes(fresh(32))
    with opened.sessions.begin(Lane.WRITE) as session:
        settle(
            session,
            UUID(bytes=fresh(16)),
            fresh,
            sign_private=keys.sign_private,
            seal_private=keys.seal_private,
            root_private=root.private_bytes_raw(),
        )
    new = NewClinic(
        "Rampur Clinic", "RMP", "Rampur", name_other="रामपुर क्लिनिक", phone="8012345678", upi="rampur@upi"
    )
    machine = opened.machine_desk("set-up")
    machine.run(
        found_clinic,
        new,
        NewStaff("Asha Verma", Role.ADMIN),
        root.public_key().public_bytes_raw(),
        keys,
        "Desk 1",
    )
    machine.run(hire_everybody)


class Clinic:
    """An opened clinic with a desk for each role; `changed` collects what every commit moved."""

    def __init__(self, path: Path, key: bytes, seed: int = 2) -> None:
        self.path = path
        self.clock = Clock()
        self.changed: list[Changed] = []
        self.store = open_store(path, key)
        ids = identities(self.clock, bytes_from(seed))
        self.opened = OpenClinic(self.store, self.clock, ids, self.changed.append)

    @classmethod
    def copied(cls, founded: Path, path: Path, key: bytes) -> "Clinic":
        shutil.copyfile(founded, path)
        return cls(path, key)

    def account(self, role: Role, place: int = 0) -> UUID:
        """The account of the `place`-th person of a role."""
        with self.opened.sessions.begin(Lane.READ) as session:
            found = session.scalars(
                select(Account.id)
                .join(RoleGrant, RoleGrant.account_id == Account.id)
                .where(RoleGrant.role == role)
                .order_by(Account.id)
            ).all()
        return found[place]

    def desk(self, role: Role, place: int = 0) -> Desk:
        return self.opened.desk_for(self.account(role, place))

    def close(self) -> None:
        self.store.close()
