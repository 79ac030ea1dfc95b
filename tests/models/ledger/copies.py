"""Small copies of a clinic for the ledger's tests: a store with a writer, on a clock that is handed in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

import models.everything  # noqa: F401  # every table
from models.base import Base, Choice, Day, Identity, Moment, Synced, milliseconds, shared_fields, table_of
from models.identity import uuid7
from models.ledger.apply import TakenIn, take_in
from models.ledger.capture import Ledger, Seen, Signature, seen_of
from models.ledger.change import SavedWork
from models.ledger.device import Here
from models.ledger.journal import read_works
from models.migrations import prepare

NOON = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
ASHA = UUID(int=7)


def an_engine() -> Engine:
    engine = create_engine("sqlite://", module=dbapi2, poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def _manual(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.connect() as connection:
        empty_store().backup(connection.connection.driver_connection)
    return engine


@cache
def empty_store() -> dbapi2.Connection:
    """The schema, made once and copied into every store of a test run."""
    engine = create_engine("sqlite://", module=dbapi2, poolclass=StaticPool)
    prepare(engine)
    connection: dbapi2.Connection = engine.raw_connection().driver_connection
    return connection


class Copy:
    """A laptop's store with its own writer."""

    def __init__(self, name: str, *, offset: int | None = 0) -> None:
        self.writer = name.encode().ljust(8, b"-")
        self.engine = an_engine()
        self.now = NOON
        self._ids = self._new_ids()
        self._sent = 0
        with Session(self.engine) as session, session.begin():
            session.add(
                Here(
                    writer=self.writer, epoch=bytes(8), clinic_id=UUID(int=1),
                    clock_offset_ms=offset, audit_hash=bytes(32), number=0, arrival=0, audit_number=0,
                )
            )  # fmt: skip

    def _new_ids(self) -> Callable[[], UUID]:
        count = iter(range(1, 1_000_000))
        return lambda: uuid7(self.now, self.writer[:2] + next(count).to_bytes(8, "big"))

    @contextmanager
    def work(self, deed: str = "deed") -> Iterator[tuple[Session, Ledger]]:
        self.now += timedelta(seconds=1)
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            ledger = Ledger(session, Signature(deed, ASHA, None, milliseconds(self.now)), self._ids)
            yield session, ledger
            ledger.seal()

    def make(self, record: Synced) -> UUID:
        with self.work() as (_, ledger):
            ledger.add(record)
        return record.id

    def read(self, model: type[Synced], key: UUID) -> Any:
        with Session(self.engine, expire_on_commit=False) as session:
            return session.get(model, key)

    def look(self, model: type[Synced], key: UUID) -> Seen:
        with Session(self.engine) as session:
            found = session.get(model, key)
            assert found is not None
            return seen_of(found)

    def edit(self, model: type[Synced], key: UUID, seen: Seen | None = None, **values: Any) -> None:
        with self.work() as (session, ledger):
            record = session.get(model, key)
            assert record is not None
            if seen is None:
                ledger.put(record, values)
            else:
                ledger.revise(record, seen, values)

    def works(self) -> list[SavedWork]:
        with self.engine.begin() as connection:
            return [work for _, work in read_works(connection, 0, 10_000)]

    def own_works(self) -> list[SavedWork]:
        return [work for work in self.works() if work.writer == self.writer]

    def take(self, works: list[SavedWork]) -> TakenIn:
        with self.engine.begin() as connection:
            return take_in(connection, works)

    def rows(self) -> dict[str, list[Any]]:
        """Every synced row, comparable between copies."""
        with self.engine.begin() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(select(table).order_by(table.c.id))]
                for table in Base.metadata.sorted_tables
                if "origin" in table.c
            }


SAMPLES: dict[Any, Any] = {
    str: "Sunita",
    int: 3,
    bool: False,
    bytes: b"12345678",
    date: NOON.date(),
    datetime: NOON,
}


def sample_of(model: type[Synced], other: bool = False) -> dict[str, Any]:
    """Values for every field that must not be empty; with `other`, different ones for all that can differ."""
    values: dict[str, Any] = {}
    for name in shared_fields(model):
        column = table_of(model).columns[name]
        if name == "withdrawn" or (column.nullable and not other):
            continue
        values[name] = sample_value(column.type, other)
    return values


def sample_value(kind: Any, other: bool) -> Any:
    if isinstance(kind, Choice):
        words: list[Any] = list(kind.words.__members__.values())
        return words[1 if other else 0]
    if isinstance(kind, Identity):
        return UUID(int=9 if other else 5)
    if isinstance(kind, Moment):
        return NOON + timedelta(hours=1 if other else 0)
    if isinstance(kind, Day):
        return NOON.date() + timedelta(days=1 if other else 0)
    plain = SAMPLES[kind.python_type]
    return {str: "Suneeta", int: 4, bool: True, bytes: b"abcdefgh"}[kind.python_type] if other else plain
