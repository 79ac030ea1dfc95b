"""A machine that forgets nothing by chance, and a clinic in a data folder of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store.data_folder import DataFolder
from models.store.disk import RealDisk
from models.store.founding import Founded, found
from models.store.machine import Machine
from tests.fakes import MemoryKeyring, Wrist, cheap_derivation
from tests.models.store.clinic import ASHA, prepare


@pytest.fixture
def watch() -> Wrist:
    return Wrist()


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def machine(watch: Wrist, keyring: MemoryKeyring) -> Machine:
    return Machine(
        "1.0", cheap_derivation, keyring, os.urandom, watch.now, watch.uptime, RealDisk(), reserve=1 << 16
    )


@pytest.fixture
def folder(tmp_path: Path, machine: Machine) -> Iterator[DataFolder]:
    claimed = DataFolder.claim(tmp_path / "clinic", machine)
    yield claimed
    claimed.release()


@pytest.fixture
def founded(folder: DataFolder) -> Iterator[Founded]:
    """Asha's clinic, open."""
    made = found(folder, ASHA, prepare)
    assert isinstance(made, Founded)
    yield made
    made.clinic.close()
