"""A server process and laptops for the figures of the line, with registrations written in bulk."""

import os
import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from app.clock import system_clock
from app.supervision.line import bring_to_server, make_code
from models.base import Base, milliseconds
from models.identity import uuid7
from models.ledger.apply import Derive, take_in
from models.ledger.audit import AuditEntry, Told, chained
from models.ledger.change import Change, SavedWork, digest_of
from models.ledger.device import Here
from models.ledger.line import Peer
from models.migrations import prepare
from models.store.store import Store, open_store
from models.vocabulary import Role
from sync.client.join import DeviceKeys, look, redeem, settle_in
from sync.client.line import Line
from tests.clinics import KEY, Clinic, found_in
from tests.journeys.processes import Process

FIRST = [
    "Asha", "Ramesh", "Sunita", "Meera", "Anil", "Vijay", "Lakshmi", "Imran", "Fatima", "Birsa", "Mangal", "Sita",
    "Geeta", "Rajesh", "Kavita",
]  # fmt: skip
LAST = [
    "Devi", "Kumar", "Oraon", "Tudu", "Munda", "Shaikh", "Nair", "Rao", "Verma", "Singh", "Minz", "Ekka", "Lakra",
    "Kujur", "Topno", "Kulkarni",
]  # fmt: skip
OTHER = [
    "आशा", "रमेश", "सुनीता", "मीरा", "अनिल", "विजय", "लक्ष्मी", "इमरान", "फातिमा", "बिरसा", "मंगल", "सीता", "गीता",
    "राजेश", "कविता",
]  # fmt: skip
VILLAGES = [
    "Rampur", "Bhimpur", "Kanke", "Ormanjhi", "Bundu", "Tamar", "Silli", "Angara", "Namkum", "Ratu", "Khunti",
    "Torpa", "Karra", "Mandar",
]  # fmt: skip


class Village:
    """The clinic's server, and the laptop it was founded on, empty but for the clinic."""

    def __init__(self, folder: Path, database: str = "", workers: int = 1) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        found_in(folder / "one.db")
        self.server = Process(
            "server_process.py",
            folder / "server",
            folder / "key",
            0,
            database,
            workers,
            log=folder / "server.log",
        )
        told = self.server.hear()
        self.address: str = told["address"]
        self.one = Clinic(folder / "one.db", KEY, seed=5)
        self.one.opened.clock = system_clock
        self.line = self.line_of(self.one.store)
        admin = self.one.opened.desk_for(self.one.account(Role.ADMIN))
        assert bring_to_server(admin, self.line, self.address, told["code"], "Server").is_done

    def line_of(self, store: Store) -> Line:
        return Line(store, system_clock, os.urandom, "1.0")

    def join(self, name: str) -> Store:
        """One more laptop, that has fetched nothing yet."""
        desk = self.one.opened.desk_for(self.one.account(Role.SUPERVISOR))
        code = desk.run(make_code, self.line, self.one.account(Role.DOCTOR)).code
        invitation = look(self.address, code)
        keys = DeviceKeys(os.urandom(32), os.urandom(32))
        store = open_store(self.folder / f"{name}.db", KEY)
        prepare(store.write_engine)
        joined, device, server = redeem(invitation, keys, name)
        settle_in(store, invitation, keys, joined, device, server, os.urandom)
        return store

    def through(self, store: Store, address: str) -> Line:
        """A line of the same laptop by another road."""
        with store.write_engine.begin() as connection:
            connection.execute(update(Peer).values(address=address))
        return self.line_of(store)

    def close(self) -> None:
        self.line.close()
        self.one.close()
        self.server.stop()


@contextmanager
def village(folder: Path) -> Iterator[Village]:
    shutil.rmtree(folder, ignore_errors=True)
    built = Village(folder)
    try:
        yield built
    finally:
        built.close()
        shutil.rmtree(folder, ignore_errors=True)


def registrations(many: int, seed: int = 1) -> list[Change]:
    """Patients as a clinic writes them down: 15 fields, about 500 bytes each as JSON."""
    dice = random.Random(seed)
    at = milliseconds(datetime(2026, 11, 1, tzinfo=UTC))
    found = []
    for number in range(many):
        at += dice.randrange(20_000, 200_000)
        first = dice.randrange(len(FIRST))
        fields = {
            "number": f"RMP-A1-{seed}{number:05}", "name": f"{FIRST[first]} {dice.choice(LAST)}",
            "name_other": OTHER[first], "sex": dice.choice("FM"), "born_on": dice.randrange(711_000, 738_000),
            "birth_is_estimated": dice.random() < 0.5, "relative_name": f"{dice.choice(FIRST)} {dice.choice(LAST)}",
            "relative_is": dice.choice(("father", "husband")), "phone": f"{dice.randrange(6 * 10**9, 10**10)}",
            "village": dice.choice(VILLAGES), "address": f"House {dice.randrange(1, 400)}, {dice.choice(VILLAGES)}",
            "district": "Ranchi", "state": "Jharkhand", "pin": f"8{dice.randrange(34001, 35326)}", "language": "hi",
            "large_print": False, "allergies_asked": "not_asked",
        }  # fmt: skip
        key = uuid7(datetime.fromtimestamp(at / 1000, UTC), dice.randbytes(10))
        found.append(Change("patient", key.bytes, True, 0, fields))
    return found


def edits(clinic: Clinic, of: Sequence[Change], many: int, seed: int = 1) -> list[Change]:
    """New telephone numbers for some of these patients, as somebody types them who has them in sight."""
    from models.ledger import rows
    from models.people.patient import Patient

    dice = random.Random(seed)
    some = dice.sample(of, many)
    with clinic.store.read_engine.begin() as connection:
        states = rows.read(connection, Patient, [change.record for change in some])
        writer = connection.scalars(select(Here.writer)).one()
    found = []
    for change in some:
        state = states[change.record]
        seen = [(one.edit.writer, one.edit.number) for one in state.of("phone")]
        values = {"phone": f"{dice.randrange(6 * 10**9, 10**10)}"}
        found.append(
            Change("patient", change.record, False, state.known.get(writer, 0), values, {"phone": seen})
        )
    return found


def write_own(clinic: Clinic, changes: Sequence[Change]) -> None:
    """These changes as works of this laptop, one each, with their audit entries: as if saved one by one."""
    actor = clinic.opened.desk_for(clinic.account(Role.RECEPTIONIST)).actor
    assert actor.id is not None
    assert actor.grant_id is not None
    with clinic.store.write_engine.begin() as connection:
        here = connection.execute(
            select(Here.writer, Here.number, Here.clock_offset_ms, Here.audit_number, Here.audit_hash)
        ).one()
        at = milliseconds(system_clock())
        works = [
            SavedWork(
                here.writer, number, "register_patient", actor.id.bytes, actor.grant_id.bytes, at + number * 1000,
                here.clock_offset_ms, [change],
            )
            for number, change in enumerate(changes, here.number + 1)
        ]  # fmt: skip
        taken = take_in(connection, works, Derive.NEVER)
        assert len(taken.taken) == len(works), taken.refused
        told = [
            Told(work.at, work.deed, work.author, work=work.number, digest=digest_of(work)) for work in works
        ]
        entries: list[dict[str, Any]] = list(chained(here.writer, here.audit_number, here.audit_hash, told))
        connection.execute(Base.metadata.tables[AuditEntry.__tablename__].insert(), entries)
        connection.execute(
            update(Here).values(
                number=works[-1].number, audit_number=entries[-1]["number"], audit_hash=entries[-1]["hash"]
            )
        )
