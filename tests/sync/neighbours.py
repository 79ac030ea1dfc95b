"""A server and laptops of one clinic in this process, on clocks that are handed in, over a wire that can be cut."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.supervision.found import DeviceKeys as FoundKeys
from app.supervision.found import certify
from app.work import Deed, Desk, Work, use_case
from models.base import Synced, milliseconds
from models.identity import identities
from models.ledger.capture import Ledger, Signature
from models.ledger.device import Here
from models.ledger.journal import read_works
from models.ledger.line import HeldWork
from models.migrations import prepare
from models.store.keys import derived
from models.store.store import Store, open_store
from models.vocabulary import Role
from sync import frame
from sync.client.join import DeviceKeys, look, redeem, settle_in
from sync.client.line import Line
from sync.client.transport import Traffic
from sync.exchange import Refusal
from sync.server import doors, enrolling
from sync.server.ground import Ground, Keeping
from sync.trouble import Trouble
from tests.clinics import KEY, NOON, Clinic, Clock, bytes_from

ADDRESS = "http://127.0.0.1:1"


class Wire:
    """Carries messages straight to the server's doors. What is in `faults` happens to the next ones, in turn.

    A fault is a key of trouble that comes instead of the question (`lost`: it never arrives), or one that comes
    instead of the answer (`unheard`: the server did it all), or a function over the answer's bytes.
    """

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.traffic = Traffic()
        self.faults: list[str | Callable[[bytes], bytes]] = []
        self.asked: list[str] = []
        self.bearers: list[str] = []

    def ask(self, path: str, body: bytes, bearer: str | None = None) -> bytes:
        self.traffic.requests += 1
        self.asked.append(path)
        fault = self.faults.pop(0) if self.faults else None
        if fault == "lost":
            raise Trouble("torn")
        self.traffic.bytes_out += len(body)
        self.bearers += [bearer] if bearer else []
        answer = self._answer(path, body, bearer or "")
        if fault == "unheard":
            raise Trouble("torn")
        if callable(fault):
            answer = fault(answer)
        elif fault is not None:
            raise Trouble(fault)
        self.traffic.bytes_in += len(answer)
        return answer

    def _answer(self, path: str, body: bytes, bearer: str) -> bytes:
        try:
            return frame.pack(doors.answer(self.ground, path, lambda kind: frame.unpack(kind, body), bearer))
        except Refusal as refusal:
            raise Trouble(refusal.fault, refusal.retry_after) from refusal
        except frame.Unreadable as error:
            raise Trouble("unreadable") from error

    def close(self) -> None:
        """Nothing is kept open."""


class Watch:
    """Seconds for durations: each look takes a thousandth."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.rested = 0.0

    def __call__(self) -> float:
        self.seconds += 0.001
        return self.seconds

    def rest(self, seconds: float) -> None:
        self.seconds += seconds
        self.rested += seconds


class Centre:
    """The clinic's server."""

    def __init__(self, path: Path, clock: Clock, seed: int = 90, store: Keeping | None = None) -> None:
        self.store = store or self._on_file(path)
        self.clock = clock
        self.ground = Ground(self.store, clock, bytes_from(seed), derived(KEY, "sessions"), "1.0")

    @staticmethod
    def _on_file(path: Path) -> Store:
        store = open_store(path, KEY)
        prepare(store.write_engine)
        return store

    def close(self) -> None:
        self.store.close()


class Neighbour:
    """A laptop with its line."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        centre: Centre,
        seed: int,
        desk: Callable[[Role], Desk],
    ) -> None:
        self.store = store
        self.wire = Wire(centre.ground)
        self.watch = Watch()
        self.desk = desk
        self.line = Line(
            store, clock, bytes_from(seed), "1.0",
            monotonic=self.watch, rest=self.watch.rest, reach=lambda _: self.wire,
        )  # fmt: skip


@use_case(Deed.FOUND_CLINIC)
def certify_server(work: Work, sign_public: bytes, seal_public: bytes) -> tuple[UUID, bytes]:
    here = work.session.get(Here, 1)
    assert here is not None
    keys = FoundKeys(b"", sign_public, b"", seal_public)
    row = certify(work, here, keys, "Server", code="SRV", lane="-", is_server=True)
    return row.id, row.certificate


def bring(clinic: Clinic, centre: Centre) -> Neighbour:
    """The founding laptop brings its clinic to the server."""
    founder = Neighbour(clinic.store, clinic.clock, centre, 31, clinic.desk)
    code = enrolling.first_code(centre.ground)
    seen = founder.line.look_at_server(ADDRESS)
    device, certificate = clinic.opened.machine_desk("set-up").run(
        certify_server, seen.sign_public, seen.seal_public
    )
    founder.line.bring_clinic(ADDRESS, code, device, certificate)
    return founder


def join(
    founder: Neighbour, clinic: Clinic, centre: Centre, path: Path, seed: int = 50, role: Role = Role.DOCTOR,
    event: UUID | None = None,
) -> tuple[Clinic, Neighbour]:  # fmt: skip
    """One more laptop, by a code that the supervisor gives to somebody of a role; not synced yet."""
    desk = clinic.desk(Role.SUPERVISOR)
    assert desk.actor.grant_id is not None
    given = founder.line.give_code(desk.actor.grant_id, clinic.account(role), None, event)
    wire = Wire(centre.ground)
    invitation = look(ADDRESS, given.code, lambda _: wire)
    assert invitation.words == given.words
    fresh = bytes_from(seed)
    keys = DeviceKeys(fresh(32), fresh(32))
    store = open_store(path, KEY)
    prepare(store.write_engine)
    joined, device, server = redeem(invitation, keys, f"Desk {seed}", lambda _: wire)
    settle_in(store, invitation, keys, joined, device, server, fresh)
    store.close()
    other = Clinic(path, KEY, seed=seed)
    other.clock.now = clinic.clock.now
    return other, Neighbour(other.store, other.clock, centre, seed, other.desk)


def works_of(store: Store | Keeping) -> set[tuple[bytes, int]]:
    """The names of all works in a journal."""
    with store.read_engine.begin() as connection:
        arrival = connection.scalars(select(Here.arrival)).one()
        return {(work.writer, work.number) for _, work in read_works(connection, 0, arrival + 1)}


def forge(laptop: Neighbour, deed: str, grant: UUID | None, author: UUID | None, *records: Synced) -> None:
    """What a dishonest program writes: records under a name and a grant of its choice, past every use case."""
    with Session(laptop.store.write_engine, expire_on_commit=False) as session, session.begin():
        ids = identities(lambda: NOON, bytes_from(len(records) + len(works_of(laptop.store))))
        ledger = Ledger(session, Signature(deed, author, grant, milliseconds(NOON)), ids)
        for record in records:
            ledger.add(record)
        ledger.seal()


def held_at(centre: Centre) -> list[str]:
    """The reasons for which works are held at the server."""
    with centre.store.read_engine.begin() as connection:
        return list(connection.scalars(select(HeldWork.reason).order_by(HeldWork.at, HeldWork.number)))
