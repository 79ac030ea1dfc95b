"""Stores of the simulation: the real schema in memory, copied and put back in a moment.

The same driver and the same engines as `models.store.store`, but neither file nor cipher: what a disk does to a
store is tested elsewhere, and a history of a hundred days is to take seconds.
"""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from tests.models.ledger.copies import empty_store


class PowerCut(BaseException):
    """The machine is gone, in the middle of whatever it did."""


class MemoryStore:
    """What the ledger and the line need of a store. `cuts` dies at so many commits from now (0: never).

    `is_awaited` is never true: there is one thread.
    """

    def __init__(self) -> None:
        self.raw = bare()
        empty_store().backup(self.raw)
        self.cuts = 0
        self.is_awaited = False
        self.write_engine = self._engine("BEGIN IMMEDIATE")
        self.read_engine = self._engine("BEGIN")

    def _engine(self, begin: str) -> Engine:
        engine = create_engine("sqlite://", module=dbapi2, creator=lambda: self.raw, poolclass=StaticPool)

        @event.listens_for(engine, "begin")
        def begin_ourselves(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        if begin == "BEGIN":
            return engine

        @event.listens_for(engine, "commit")
        def perhaps_die(_connection: Connection) -> None:
            if self.cuts:
                self.cuts -= 1
                if not self.cuts:
                    raise PowerCut

        return engine

    def copied(self) -> Any:
        """All of it as it stands, to be put back later."""
        copy = bare()
        self.raw.backup(copy)
        return copy

    def put_back(self, copy: Any) -> None:
        copy.backup(self.raw)
        self.cuts = 0

    def close(self) -> None:
        """Kept for the next history."""


def bare() -> Any:
    connection = dbapi2.connect(":memory:", isolation_level=None, cached_statements=512)
    for pragma in ("foreign_keys = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection
