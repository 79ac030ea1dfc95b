"""Every laptop knows which laptop wrote what, by whatever road it came."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people.register import NewPatient, register_patient
from app.work import Lane
from models.identity import identities
from models.ledger.device import Here
from models.ledger.here import become_new_writer
from models.ledger.writer import Writer, laptop_behind, laptops_behind
from models.people.patient import Patient
from models.vocabulary import Role
from tests.clinics import KEY, NOON, Clinic, bytes_from
from tests.sync.neighbours import Centre, Neighbour, bring, forge, held_at, join

Street = tuple[Clinic, Neighbour, Clinic, Neighbour, Centre]


@pytest.fixture
def street(founded: Path, tmp_path: Path) -> Iterator[Street]:
    """The founder, one more laptop that fetched everything, and their server."""
    first = Clinic.copied(founded, tmp_path / "one.db", KEY)
    centre = Centre(tmp_path / "centre.db", first.clock)
    one = bring(first, centre)
    assert one.line.round_now().is_done
    second, two = join(one, first, centre, tmp_path / "two.db")
    assert two.line.round_now().is_done
    yield first, one, second, two, centre
    for store in (first, second, centre):
        store.close()


def register(clinic: Clinic, name: str) -> bytes:
    """Register somebody; the name the laptop writes under."""
    clinic.desk(Role.RECEPTIONIST).run(register_patient, NewPatient(name=name))
    with clinic.opened.sessions.begin(Lane.READ) as session:
        return session.scalars(select(Patient.origin).where(Patient.name == name)).one()


def test_a_laptop_knows_whose_the_works_of_another_are(street: Street) -> None:
    first, one, second, two, centre = street
    writer = register(second, "Sunita")
    assert two.line.round_now().is_done
    assert one.line.round_now().is_done

    with second.opened.sessions.begin(Lane.READ) as session:
        device = session.scalars(select(Here.device_id)).one()
    for store in (first.store, second.store, centre.store):
        with Session(store.read_engine) as session:
            assert laptop_behind(session, writer) == device


def test_a_restored_laptop_has_both_its_names(street: Street) -> None:
    first, one, second, two, _ = street
    before = register(second, "Sunita")
    with second.opened.sessions.begin(Lane.WRITE) as session:
        become_new_writer(session, bytes_from(99))
    after = register(second, "Kamla")
    assert two.line.round_now().is_done
    assert one.line.round_now().is_done

    assert before != after
    with first.opened.sessions.begin(Lane.READ) as session:
        names = laptops_behind(session)
    assert names[before] == names[after]


def test_a_laptop_cannot_write_in_the_name_of_another(street: Street) -> None:
    first, _, second, two, centre = street
    with first.opened.sessions.begin(Lane.READ) as session:
        other = session.scalars(select(Here.device_id)).one()
    assert other is not None
    desk = second.desk(Role.RECEPTIONIST)
    lie = Writer(id=identities(lambda: NOON, bytes_from(4321))(), device_id=other)
    forge(two, "register_patient", desk.actor.grant_id, desk.actor.id, lie)
    two.line.round_now()

    assert held_at(centre) == ["not_yours"]
