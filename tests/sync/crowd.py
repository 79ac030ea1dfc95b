"""Many laptops at one server at once, each no more than its key, its place in the journal and what it wrote."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from app.clock import system_clock
from models.base import milliseconds
from models.ledger.certificate import Certificate, sign
from models.ledger.change import Change, SavedWork, packed
from models.ledger.device import Here
from models.people.staff import RoleGrant
from models.vocabulary import DeviceScope, Role
from sync.batch import pack, unpack
from sync.client.laptop import Itself
from sync.client.session import ask, open_session
from sync.client.transport import Http
from sync.exchange import VERSION, Cursor, Reply, Request, proof
from sync.handshake import public_of, signed

WANT = 256_000


@dataclass(frozen=True)
class Clinic:
    """What a member must know to be believed."""

    clinic_id: UUID
    root_private: bytes = field(repr=False)
    author: bytes
    grant: bytes


def clinic_of(connection: Connection) -> Clinic:
    """Read at the server itself."""
    here = connection.execute(select(Here.clinic_id, Here.root_private)).one()
    grant = connection.execute(
        select(RoleGrant.id, RoleGrant.account_id).where(RoleGrant.role == Role.RECEPTIONIST)
    ).first()
    assert grant is not None
    return Clinic(here.clinic_id, here.root_private, grant.account_id.bytes, grant.id.bytes)


class Member:
    """One laptop. `seen` are the works of others that came to it, `confirmed` how many of its own are held."""

    def __init__(self, clinic: Clinic, address: str, number: int) -> None:
        dice = random.Random(number)
        self._clinic, self._dice, self._transport = clinic, dice, Http(address)
        self._root = public_of(clinic.root_private)
        key, self.device = dice.randbytes(32), UUID(bytes=dice.randbytes(16))
        public = Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()
        until = milliseconds(system_clock() + timedelta(days=30))
        words = Certificate(
            clinic.clinic_id.bytes, self.device.bytes, f"X{number}", f"X{number}", DeviceScope.CLINIC, None, public,
            dice.randbytes(32), until,
        )  # fmt: skip
        self._itself = Itself(clinic.clinic_id, self.device, sign(words, clinic.root_private), key)
        self.writer = dice.randbytes(8)
        self.written = self.confirmed = 0
        self.seen: list[tuple[bytes, int]] = []
        self.took: list[float] = []
        self._cursor: Cursor | None = None
        self._bearer = ""

    def come_in(self) -> None:
        self._bearer = open_session(self._transport, self._itself, self._root, self._dice.randbytes).bearer

    def round(self, new: int) -> None:
        """Bring so many registrations and fetch all there is."""
        began = time.perf_counter()
        works = [self._work() for _ in range(new)]
        reply = self._exchange(works)
        assert reply.held == []
        while reply.more:
            reply = self._exchange([])
        self.took.append(time.perf_counter() - began)

    def leave(self) -> None:
        self._transport.close()

    def _exchange(self, works: list[SavedWork]) -> Reply:
        digests = [packed(work).digest for work in works]
        request = Request(
            VERSION, "1.0", [(self.writer, self.written)], WANT, self._cursor, pack(works) if works else None, None,
            signed(self._itself.sign_private, proof(self.device.bytes, digests, self.writer, None)),
        )  # fmt: skip
        reply = ask(self._transport, "/exchange", request, Reply, self._bearer)
        assert reply.fault is None
        self._cursor, self.confirmed = reply.cursor, reply.confirmed[0]
        if reply.batch is not None:
            self.seen += [(work.writer, work.number) for work in unpack(reply.batch)]
        return reply

    def _work(self) -> SavedWork:
        self.written += 1
        fields = {
            "number": f"{self.device.hex[:4]}-{self.written}", "name": "Asha Devi", "sex": "F",
            "birth_is_estimated": False, "language": "hi", "large_print": False, "allergies_asked": "not_asked",
            "village": "Kanke", "phone": f"{self._dice.randrange(6 * 10**9, 10**10)}",
        }  # fmt: skip
        change = Change("patient", self._dice.randbytes(16), True, 0, fields)
        return SavedWork(
            self.writer, self.written, "register_patient", self._clinic.author, self._clinic.grant,
            milliseconds(system_clock()), 0, [change],
        )  # fmt: skip


def at_once(members: list[Member], rounds: int, new: int) -> None:
    """Everybody does so many rounds, nobody waits for another; then one more each, to fetch the rest."""

    def work(member: Member) -> None:
        for _ in range(rounds):
            member.round(new)

    with ThreadPoolExecutor(len(members)) as pool:
        list(pool.map(Member.come_in, members))
        list(pool.map(work, members))
        list(pool.map(lambda member: member.round(0), members))


def lost_or_doubled(members: list[Member]) -> list[str]:
    """What is not as it must be: every work confirmed to its writer, and with every other exactly once."""
    wrong = [f"{member.device} unconfirmed" for member in members if member.confirmed != member.written]
    for member in members:
        others = [
            (other.writer, number)
            for other in members
            if other is not member
            for number in range(1, other.written + 1)
        ]
        ours = {other.writer for other in members}
        came = sorted(edit for edit in member.seen if edit[0] in ours)
        wrong += [f"{member.device} has not what the others have"] if came != sorted(others) else []
    return wrong
