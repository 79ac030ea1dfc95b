"""A clinic with its server and two laptops that know all there is, made once and copied for each test."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.people.register import NewPatient, PatientCard, register_patient
from models.ledger.digest import digests
from models.vocabulary import Role
from tests.clinics import KEY, Clinic
from tests.sync.neighbours import Centre, Neighbour, bring, join

FILES = ("one.db", "two.db", "server.db")


@dataclass(frozen=True, slots=True)
class Street:
    """Two laptops of a clinic, `one` that founded it and `two` that joined, with their server."""

    folder: Path
    centre: Centre
    first: Clinic
    second: Clinic
    one: Neighbour
    two: Neighbour

    def register(self, at: Neighbour, name: str = "Sunita Devi") -> PatientCard:
        return at.desk(Role.RECEPTIONIST).run(register_patient, NewPatient(name))

    def sync(self) -> None:
        """Rounds until nobody has anything new."""
        for laptop in (self.one, self.two, self.one):
            result = laptop.line.round_now()
            assert result.is_done, result.trouble

    def agree(self) -> bool:
        found = []
        for store in (self.first.store, self.second.store, self.centre.store):
            with store.read_engine.begin() as connection:
                found.append(digests(connection))
        return found[0] == found[1] == found[2]

    def close(self) -> None:
        for house in (self.first, self.second, self.centre):
            house.close()


def opened(folder: Path, seed: int = 20) -> Street:
    first, second = (
        Clinic(folder / "one.db", KEY, seed=seed + 1),
        Clinic(folder / "two.db", KEY, seed=seed + 2),
    )
    centre = Centre(folder / "server.db", first.clock)
    second.clock = first.clock
    second.opened.clock = first.clock
    one = Neighbour(first.store, first.clock, centre, 41, first.desk)
    two = Neighbour(second.store, first.clock, centre, 42, second.desk)
    return Street(folder, centre, first, second, one, two)


@pytest.fixture(scope="session")
def built(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("street")
    first = Clinic.copied(founded, folder / "one.db", KEY)
    centre = Centre(folder / "server.db", first.clock)
    one = bring(first, centre)
    assert one.line.round_now().is_done
    second, two = join(one, first, centre, folder / "two.db")
    assert two.line.round_now().is_done
    assert one.line.round_now().is_done
    for house in (first, second, centre):
        house.close()
    return folder


@pytest.fixture
def street(built: Path, tmp_path: Path) -> Iterator[Street]:
    for name in FILES:
        shutil.copyfile(built / name, tmp_path / name)
    street = opened(tmp_path)
    yield street
    street.close()


@pytest.fixture
def patient(street: Street) -> PatientCard:
    """Somebody both laptops and the server know."""
    card = street.register(street.one)
    street.sync()
    return card
