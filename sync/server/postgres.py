"""A clinic as a schema of its own in a PostgreSQL database.

Whoever writes takes the clinic's turn first and keeps it to the commit, as on the file: rows are merged from what
stands, so two writers of one clinic must not read the same row and both write it. It makes the order of the
arrival numbers the order of the commits, whatever number of workers there are, so that no reader misses a work.
Readers see one moment, wait for nobody, and cannot write.

At rest the database is its operator's: disks, backups and who may log in. What it must not give away even then,
the private keys of the clinic and of this server, lies there sealed under the key file.
"""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError

from models.ledger.private import bring_lock
from models.said import Said
from models.store.keys import KEY, derived, lock_up, unlock
from models.store.unwell import Ailment, StoreUnwell, disk_full, in_use, newer, read_only
from sync.server.tables import copy_rows, prepare

SCHEMA = "shivir"
READERS, WRITERS = 8, 2
PATIENCE = 60
TURN = "30s"
"""How long a writer waits for its turn, and how long one that fell silent may keep it."""

LAYOUT = 1
"""Raised when an older program could no longer work on the tables."""

_ABOUT = b"shivir private key"


@dataclass(frozen=True, slots=True)
class KeyLock:
    """Seals under the key file. `StoreUnwell` for what another key sealed."""

    key: bytes = field(repr=False)
    random: Callable[[int], bytes]

    def shut(self, plain: bytes) -> bytes:
        return lock_up(self.key, plain, _ABOUT, self.random)

    def open(self, kept: bytes) -> bytes:
        plain = unlock(self.key, kept, _ABOUT)
        if plain is None:
            raise StoreUnwell(
                Ailment.READ_ONLY,
                Said("The key file of the server does not fit this database."),
                Said("Put it back from its backup."),
            )
        return plain


class Schema:
    """The two lanes into one clinic's schema, `schema=…` in the address, like those into a file."""

    def __init__(self, address: str, key: bytes, random: Callable[[int], bytes]) -> None:
        self._url, self.name = _parsed(address)
        self._key = key
        self._lock = KeyLock(derived(key, "private-keys"), random)
        self._turn = int.from_bytes(sha256(f"shivir {self.name}".encode()).digest()[:8], "big", signed=True)
        self.write_engine = self._engine(WRITERS, only_reads=False)
        self.read_engine = self._engine(READERS, only_reads=True)

    def prepare(self, program: str) -> None:
        """Make the schema, or what a newer program added to it."""
        with self.write_engine.begin() as connection:
            connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{self.name}"')
            connection.exec_driver_sql(
                "CREATE TABLE IF NOT EXISTS layout (version int, program text, starts int)"
            )
            known = connection.exec_driver_sql("SELECT version, program FROM layout").one_or_none()
            if known is not None and known.version > LAYOUT:
                raise newer(known.program, program)
            prepare(connection)
            if known is None:
                connection.exec_driver_sql("INSERT INTO layout VALUES (%s, %s, 0)", (LAYOUT, program))
            else:
                connection.exec_driver_sql("UPDATE layout SET version = %s, program = %s", (LAYOUT, program))

    def close(self) -> None:
        """Nothing is open any more; whoever asks again opens it again."""
        self.read_engine.dispose()
        self.write_engine.dispose()

    def starts(self) -> int:
        """How often a server started on this schema."""
        with self.read_engine.begin() as connection:
            return int(connection.exec_driver_sql("SELECT starts FROM layout").scalar_one())

    def count_start(self, starts: int) -> None:
        with self.write_engine.begin() as connection:
            connection.exec_driver_sql("UPDATE layout SET starts = %s", (starts,))

    def copy_into(self, path: Path, key: bytes) -> None:
        """All of this moment as an encrypted file that a server can serve from."""
        from models.migrations import prepare as prepare_file
        from models.store.store import open_store

        with closing(open_store(path, key)) as file:
            prepare_file(file.write_engine)
            with self.read_engine.begin() as source, file.write_engine.begin() as target:
                copy_rows(source, target)

    def fill_from(self, path: Path, key: bytes) -> None:
        """The reverse, into a schema that is empty: a clinic moves here, or comes back from its backup."""
        from models.store.store import open_store

        with (
            closing(open_store(path, key)) as file,
            file.read_engine.begin() as source,
            self.write_engine.begin() as target,
        ):
            copy_rows(source, target)

    def _engine(self, size: int, only_reads: bool) -> Engine:
        engine = create_engine(
            self._url, poolclass=QueuePool, pool_size=size, max_overflow=0, pool_timeout=PATIENCE,
            isolation_level="REPEATABLE READ" if only_reads else "READ COMMITTED",
        )  # fmt: skip
        bring_lock(engine, self._lock)

        @event.listens_for(engine, "connect")
        def set_up(connection: Any, _record: object) -> None:
            connection.read_only = only_reads
            connection.autocommit = True
            for setting, value in (
                ("search_path", f'"{self.name}"'),
                ("lock_timeout", TURN),
                ("idle_in_transaction_session_timeout", TURN),
            ):
                connection.execute("SELECT set_config(%s, %s, false)", (setting, value))
            connection.autocommit = False

        @event.listens_for(engine, "handle_error")
        def translate(context: ExceptionContext) -> None:
            _translate(context)

        if not only_reads:

            @event.listens_for(engine, "begin")
            def take_turn(connection: Connection) -> None:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (self._turn,))

        return engine


def _parsed(address: str) -> tuple[URL, str]:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise _no_address() from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise _no_address()
    name = url.query.get("schema", SCHEMA)
    if not isinstance(name, str) or not name.isidentifier() or not name.isascii() or len(name) > 63:
        raise _no_address()
    return url.set(drivername="postgresql+psycopg").difference_update_query(["schema"]), name


def _no_address() -> StoreUnwell:
    return StoreUnwell(
        Ailment.READ_ONLY,
        Said("This is not the address of a PostgreSQL database."),
        Said("It reads like postgresql://user@host/database?schema=clinic."),
    )


def no_answer() -> StoreUnwell:
    return StoreUnwell(
        Ailment.DISK_FAILS,
        Said("The database does not answer. The last change was not saved."),
        Said("Start the database, or look at its log."),
    )


_BY_STATE = {
    "53100": disk_full,
    "25006": read_only,
    "42501": read_only,
    "28000": read_only,
    "28P01": read_only,
    "55P03": in_use,
    "40P01": in_use,
}
_TOO_LONG = "54"
"""The class of what is larger than PostgreSQL takes: the row's fault, not the database's."""


def _translate(context: ExceptionContext) -> None:
    error = context.original_exception
    state = getattr(error, "sqlstate", None) or ""
    if state.startswith(_TOO_LONG):
        raise DataError(context.statement, None, error) from None
    if state in _BY_STATE:
        raise _BY_STATE[state]() from error
    if context.is_disconnect or state[:2] in ("08", "53", "57", "58") or _is_unreachable(error):
        raise no_answer() from error


def _is_unreachable(error: BaseException) -> bool:
    """A connection that was never made has no state to tell."""
    import psycopg

    return isinstance(error, psycopg.OperationalError) and error.sqlstate is None


def open_schema(address: str, key: bytes, random: Callable[[int], bytes], program: str) -> Schema:
    """The clinic's schema at `address`, brought up to this program; made if it is not there."""
    schema = Schema(address, key, random)
    try:
        schema.prepare(program)
    except BaseException:
        schema.close()
        raise
    return schema


def is_made(address: str) -> bool:
    """Whether a clinic's tables are there."""
    with closing(Schema(address, bytes(KEY), os.urandom)) as schema, schema.read_engine.begin() as connection:
        return bool(connection.exec_driver_sql("SELECT to_regclass('layout') IS NOT NULL").scalar())
