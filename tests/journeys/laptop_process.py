"""A laptop as a process of its own: `laptop_process.py STORE`. Takes one JSON list a line: a deed and what it needs.

Answers each with a line of JSON. The store has the key of the tests; what matters here is the line.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.clock import system_clock
from app.people.edit import edit_patient
from app.people.register import NewPatient, register_patient
from app.supervision.line import bring_to_server, make_code
from app.work import Lane, seen_of
from models.ledger.device import Here
from models.ledger.digest import digests
from models.migrations import prepare
from models.people.patient import Patient
from models.store.store import open_store
from models.vocabulary import Role
from sync.client.join import DeviceKeys, look, redeem, settle_in
from sync.client.line import Line
from tests.clinics import KEY, Clinic
from tests.sync.neighbours import works_of


class Laptop:
    """A desk and its line. Every deed gives something JSON can say."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clinic: Clinic | None = None
        self.line: Line | None = None
        if path.exists():
            self.open()

    def open(self) -> None:
        self.clinic = Clinic(self.path, KEY, seed=int.from_bytes(os.urandom(4), "big"))
        self.clinic.opened.clock = system_clock
        self.line = Line(self.clinic.store, system_clock, os.urandom, "1.0")

    def here(self) -> tuple[Clinic, Line]:
        assert self.clinic is not None
        assert self.line is not None
        return self.clinic, self.line

    def bring(self, address: str, code: str) -> Any:
        clinic, line = self.here()
        result = bring_to_server(
            clinic.opened.desk_for(clinic.account(Role.ADMIN)), line, address, code, "Server"
        )
        return {"done": result.is_done, "trouble": str(result.trouble)}

    def code(self) -> Any:
        clinic, line = self.here()
        desk = clinic.opened.desk_for(clinic.account(Role.SUPERVISOR))
        return desk.run(make_code, line, clinic.account(Role.DOCTOR)).code

    def join(self, address: str, code: str) -> Any:
        invitation = look(address, code)
        keys = DeviceKeys(os.urandom(32), os.urandom(32))
        joined, device, server = redeem(invitation, keys, "Desk 2")
        store = open_store(self.path, KEY)
        prepare(store.write_engine)
        settle_in(store, invitation, keys, joined, device, server, os.urandom)
        store.close()
        self.open()
        return invitation.clinic

    def register(self, many: int, name: str) -> Any:
        clinic, _ = self.here()
        desk = clinic.opened.desk_for(clinic.account(Role.RECEPTIONIST))
        return [str(desk.run(register_patient, NewPatient(f"{name} {place}")).id) for place in range(many)]

    def edit(self, key: str, **values: Any) -> Any:
        clinic, _ = self.here()
        with clinic.opened.sessions.begin(Lane.READ) as session:
            seen = seen_of(session.get_one(Patient, UUID(key)))
        desk = clinic.opened.desk_for(clinic.account(Role.RECEPTIONIST))
        desk.run(edit_patient, UUID(key), seen, values)
        return True

    def patients(self) -> Any:
        clinic, _ = self.here()
        with clinic.opened.sessions.begin(Lane.READ) as session:
            return [str(key) for key in session.scalars(select(Patient.id).order_by(Patient.id))]

    def round(self) -> Any:
        _, line = self.here()
        result = line.round_now()
        return {
            "done": result.is_done, "trouble": str(result.trouble), "waiting": result.waiting, "held": result.held,
            "brought": result.brought, "fetched": result.fetched, "requests": result.requests,
        }  # fmt: skip

    def standing(self) -> Any:
        clinic, _ = self.here()
        with clinic.store.read_engine.begin() as connection:
            number = connection.scalars(select(Here.number)).one()
            found = {kind: digest.hex() for kind, digest in digests(connection).items()}
        works = sorted(f"{writer.hex()}:{nr}" for writer, nr in works_of(clinic.store))
        return {"number": number, "digests": found, "works": works}


def run(laptop: Laptop) -> None:
    say(True)
    for line in sys.stdin:
        deed, *given = json.loads(line)
        do: Callable[..., Any] = getattr(laptop, deed)
        values = given.pop() if given and isinstance(given[-1], dict) else {}
        say(do(*given, **values))


def say(answer: Any) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    run(Laptop(Path(sys.argv[1])))
