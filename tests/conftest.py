"""A small clinic for every test that needs one: a real encrypted store, made once and copied for each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clinics import KEY, Clinic, found_in
from tests.postgres import Cluster, cluster

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a clinic, its laptop A1 and one person of each role, closed."""
    path = tmp_path_factory.mktemp("founded") / "clinic.db"
    found_in(path)
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL of this run's own."""
    with cluster() as running:
        yield running


@pytest.fixture
def clinic(founded: Path, tmp_path: Path) -> Iterator[Clinic]:
    """The clinic of the desk tests: `clinic.desk(Role.RECEPTIONIST).run(use_case, …)`; `clinic.clock` can be set."""
    clinic = Clinic.copied(founded, tmp_path / "clinic.db", KEY)
    yield clinic
    clinic.close()
