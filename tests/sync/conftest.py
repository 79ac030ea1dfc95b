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
from tests.postgres import Cluster
from tests.sync.neighbours import Centre, Neighbour, bring, join
from tests.sync.servers import BOTH, OnFile, OnPostgres, Place


@dataclass(frozen=True, slots=True)
class Street:
    """Two laptops of a clinic, `one` that founded it and `two` that joined, with their server."""

    folder: Path
    centre: Centre
    first: Clinic
    second: Clinic
    one: Neighbour
    two: Neighbour
    server: Place

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

    def again(self, seed: int) -> "Street":
        """The same street from its stores as they lie there, with other random bytes."""
        return opened(self.folder, self.server, seed)

    def close(self) -> None:
        for house in (self.first, self.second, self.centre):
            house.close()


def opened(folder: Path, server: Place, seed: int = 20) -> Street:
    first, second = (
        Clinic(folder / "one.db", KEY, seed=seed + 1),
        Clinic(folder / "two.db", KEY, seed=seed + 2),
    )
    centre = Centre(folder / "server.db", first.clock, store=server.open())
    second.clock = first.clock
    second.opened.clock = first.clock
    one = Neighbour(first.store, first.clock, centre, 41, first.desk)
    two = Neighbour(second.store, first.clock, centre, 42, second.desk)
    return Street(folder, centre, first, second, one, two, server)


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


@pytest.fixture(scope="session")
def built_on_postgres(built: Path, postgres: Cluster) -> str:
    """The server of the street as a database that others are copied from."""
    return OnPostgres.filled(postgres, built / "server.db").database


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A module that names `STORES = BOTH` is run on both kinds of server."""
    if "kept_on" in metafunc.fixturenames:
        metafunc.parametrize("kept_on", getattr(metafunc.module, "STORES", BOTH[:1]))


@pytest.fixture
def server(kept_on: str, built: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    place: Place
    if kept_on == "file":
        shutil.copyfile(built / "server.db", tmp_path / "server.db")
        place = OnFile(tmp_path / "server.db")
    else:
        cluster = request.getfixturevalue("postgres")
        place = OnPostgres(cluster, cluster.make(request.getfixturevalue("built_on_postgres")))
    yield place
    place.clear()


@pytest.fixture
def street(built: Path, tmp_path: Path, server: Place) -> Iterator[Street]:
    for name in ("one.db", "two.db"):
        shutil.copyfile(built / name, tmp_path / name)
    street = opened(tmp_path, server)
    yield street
    street.close()


@pytest.fixture
def patient(street: Street) -> PatientCard:
    """Somebody both laptops and the server know."""
    card = street.register(street.one)
    street.sync()
    return card
