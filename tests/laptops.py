"""Two laptops of one clinic, each with a store and a name of its own, that exchange works by hand."""

from pathlib import Path
from uuid import UUID

from sqlalchemy import select, update

from app.supervision.found import certify
from app.supervision.founding import new_device_keys
from app.work import Deed, Lane, Work, use_case
from models.ledger.apply import take_in
from models.ledger.device import Here
from models.ledger.journal import read_works
from tests.clinics import KEY, Clinic, bytes_from


@use_case(Deed.FOUND_CLINIC)
def _add_laptop(work: Work, code: str, lane: str, seed: int) -> UUID:
    here = work.session.get(Here, 1)
    assert here is not None
    keys = new_device_keys(bytes_from(seed))
    return certify(work, here, keys, f"Desk {lane}", code=code, lane=lane, place_id=work.laptop.place_id).id


def two_laptops(founded: Path, folder: Path) -> tuple[Clinic, Clinic]:
    """The first laptop of the clinic, and a second with code B1 and lane B that knows all the first does."""
    first = Clinic.copied(founded, folder / "first.db", KEY)
    device = first.opened.machine_desk("set-up").run(_add_laptop, "B1", "B", 77)
    first.close()
    second = Clinic.copied(folder / "first.db", folder / "second.db", KEY)
    with second.opened.sessions.begin(Lane.WRITE) as session:
        session.execute(
            update(Here).values(
                writer=b"second--", epoch=b"epoch--2", number=0, audit_number=0, audit_hash=bytes(32),
                device_id=device,
            )
        )  # fmt: skip
    second.close()
    return Clinic(folder / "first.db", KEY, seed=11), Clinic(folder / "second.db", KEY, seed=12)


def exchange(one: Clinic, other: Clinic, without: str = "") -> None:
    """Each takes in what the other has, as sync would; `without` the works of one use case."""
    for giver, taker in ((one, other), (other, one)):
        with giver.opened.sessions.begin(Lane.READ) as session:
            arrival = session.scalars(select(Here.arrival)).one()
            everything = read_works(session.connection(), 0, arrival + 1)
        works = [work for _, work in everything if work.deed != without]
        with taker.opened.sessions.begin(Lane.WRITE) as session:
            take_in(session.connection(), works)
