"""A clinic with a server and eight laptops that know all there is: made once by the real deeds, then copied."""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from app.clinic import OpenClinic
from models.identity import identities
from models.ledger.device import Here
from models.people.staff import Account
from models.store.keys import derived
from models.store.store import Store
from models.vocabulary import Role
from sync.client.join import DeviceKeys, look, redeem, settle_in
from sync.client.line import Line
from sync.server import enrolling
from sync.server.ground import Ground
from tests.clinics import KEY, Clinic, Clock, bytes_from, found_on
from tests.simulation.stores import MemoryStore
from tests.sync.neighbours import ADDRESS, Watch, Wire, certify_server

LAPTOPS = 8
SERVER = "server"


@dataclass(frozen=True)
class Village:
    """The stores, used for one history after another, and what each holds when one begins."""

    stores: dict[str, MemoryStore]
    pristine: dict[str, Any]
    devices: dict[str, UUID]
    people: dict[str, UUID]

    def begin_anew(self) -> None:
        for name, store in self.stores.items():
            store.put_back(self.pristine[name])

    def store(self, name: str) -> Store:
        return cast("Store", self.stores[name])


NAMES = [f"L{number}" for number in range(1, LAPTOPS + 1)]


@cache
def village() -> Village:
    stores = {name: MemoryStore() for name in (*NAMES, SERVER)}
    first = cast("Store", stores["L1"])
    found_on(first)
    clock = Clock()
    founding = Clinic.__new__(Clinic)
    founding.clock, founding.store, founding.changed = clock, first, []
    founding.opened = OpenClinic(first, clock, identities(clock, bytes_from(2)))
    ground = Ground(cast("Store", stores[SERVER]), clock, bytes_from(90), derived(KEY, "sessions"), "1.0")
    lines = {"L1": _line(first, ground, 31, clock)}
    _bring(founding, lines["L1"], ground)
    assert lines["L1"].round_now().is_done
    for seed, name in enumerate(NAMES[1:], 50):
        _join(founding, lines["L1"], ground, stores[name], seed)
        lines[name] = _line(cast("Store", stores[name]), ground, seed, clock)
    for _ in range(2):
        for name, line in lines.items():
            result = line.round_now()
            assert result.is_done, (name, result.trouble)
    with first.read_engine.begin() as connection:
        people = {person.name: person.id for person in connection.execute(select(Account.name, Account.id))}
    devices = {name: _device(store) for name, store in stores.items()}
    return Village(stores, {name: store.copied() for name, store in stores.items()}, devices, people)


def _line(store: Store, ground: Ground, seed: int, clock: Clock) -> Line:
    wire, watch = Wire(ground), Watch()
    return Line(store, clock, bytes_from(seed), "1.0", monotonic=watch, rest=watch.rest, reach=lambda _: wire)


def _bring(founding: Clinic, line: Line, ground: Ground) -> None:
    code = enrolling.first_code(ground)
    seen = line.look_at_server(ADDRESS)
    machine = founding.opened.machine_desk("set-up")
    device, certificate = machine.run(certify_server, seen.sign_public, seen.seal_public)
    line.bring_clinic(ADDRESS, code, device, certificate)


def _join(founding: Clinic, line: Line, ground: Ground, store: MemoryStore, seed: int) -> None:
    grant = founding.desk(Role.SUPERVISOR).actor.grant_id
    assert grant is not None
    given = line.give_code(grant, founding.account(Role.DOCTOR))
    wire = Wire(ground)
    invitation = look(ADDRESS, given.code, lambda _: wire)
    fresh = bytes_from(seed)
    keys = DeviceKeys(fresh(32), fresh(32))
    joined, device, server = redeem(invitation, keys, f"Desk {seed}", lambda _: wire)
    settle_in(cast("Store", store), invitation, keys, joined, device, server, fresh)


def _device(store: MemoryStore) -> UUID:
    with store.read_engine.begin() as connection:
        device = connection.scalars(select(Here.device_id)).one()
    assert device is not None
    return device
