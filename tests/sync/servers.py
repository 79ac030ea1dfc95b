"""Where a server of the tests keeps its clinic: an encrypted file, or a schema of PostgreSQL. Both can be put back."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.migrations import prepare
from models.store.store import open_store
from sync.server.ground import Keeping
from sync.server.postgres import Schema, open_schema
from tests.clinics import KEY, bytes_from
from tests.postgres import Cluster

BOTH = ("file", "postgres")


class Place(Protocol):
    def open(self) -> Keeping: ...

    def put_back(self, backup: Path) -> None:
        """A copy takes the place of what is there. Nobody has it open."""

    def clear(self) -> None: ...


@dataclass
class OnFile:
    path: Path

    def open(self) -> Keeping:
        store = open_store(self.path, KEY)
        prepare(store.write_engine)
        return store

    def put_back(self, backup: Path) -> None:
        shutil.copyfile(backup, self.path)

    def clear(self) -> None:
        """The folder goes with its test."""


@dataclass
class OnPostgres:
    cluster: Cluster
    database: str

    @classmethod
    def filled(cls, cluster: Cluster, backup: Path) -> "OnPostgres":
        """A database with what a copy holds."""
        place = cls(cluster, cluster.make())
        schema = open_schema(cluster.address(place.database), KEY, bytes_from(7), "1.0")
        schema.fill_from(backup, KEY)
        schema.close()
        return place

    def open(self) -> Schema:
        return Schema(self.cluster.address(self.database), KEY, bytes_from(8))

    def put_back(self, backup: Path) -> None:
        self.clear()
        self.database = self.filled(self.cluster, backup).database

    def clear(self) -> None:
        self.cluster.drop(self.database)
