"""What a killed program leaves: the folder and the keyring as they are before each step of a deed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.store.data_folder import DataFolder
from models.store.machine import Machine
from tests.fakes import MemoryKeyring
from tests.models.store.frail_disk import ToldDisk
from tests.models.store.places import in_memory
from tests.models.store.vfs import OK, Deed, Delete, Sync, watched


@dataclass
class Snapshots:
    """Copies of `source`, one before every step of the small files and every sync or deletion of SQLite."""

    source: Path
    kept_in: Path
    keyring: MemoryKeyring
    taking: bool = False
    taken: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def tell(self, step: str) -> None:
        if not self.taking:
            return
        shutil.copytree(self.source, self.kept_in / str(len(self.taken)))
        self.taken.append((step, dict(self.keyring.kept)))

    def watch(self, deed: Deed) -> int:
        if isinstance(deed, Sync | Delete):
            self.tell(f"{type(deed).__name__} {deed.name}".lower())
        return OK

    def found(self, machine: Machine) -> Iterator[tuple[str, DataFolder]]:
        """Each of them as the next start of the program finds it."""
        for number, (step, kept) in enumerate(self.taken):
            keyring = MemoryKeyring()
            keyring.kept = dict(kept)
            folder = DataFolder.claim(self.kept_in / str(number), replace(machine, keyring=keyring))
            yield step, folder
            folder.release()


@contextmanager
def snapshots(source: Path, machine: Machine) -> Iterator[tuple[Snapshots, Machine]]:
    """Snapshots of `source`, and the machine whose disk makes them tell; `taking` starts and stops them."""
    assert isinstance(machine.keyring, MemoryKeyring)
    with in_memory() as kept_in:
        made = Snapshots(source, kept_in, machine.keyring)
        with watched(made.watch):
            yield made, replace(machine, disk=ToldDisk(made.tell))
