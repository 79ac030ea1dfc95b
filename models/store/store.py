"""An encrypted file, opened: one connection that writes, a few that read."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Lock, RLock
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from models.store.lane import WritingLane
from models.store.unwell import SQLITE_INTERRUPT, Ailment, Interrupted, StoreUnwell, damaged, unwell

READERS = 3
PATIENCE = 60
"""Seconds a lane waits while the whole store is being copied anew, which takes 2.5 s for 235 MB."""

APPLICATION = 0x53485631
"""`SHV1` in the file's head."""

Told = Callable[[float], None]
"""Is given how much is done, from 0 to 1."""


def silent(_done: float) -> None:
    """Nobody watches."""


class Store:
    """The two lanes into one file.

    `write_engine` begins with `BEGIN IMMEDIATE` on its only connection; `read_engine` with `BEGIN`, and
    cannot write. Whatever goes wrong with the file comes out of both as `StoreUnwell`. What was read counts
    once its transaction was committed, also in the reading lane: only then is it known to be unharmed.
    """

    def __init__(self, path: Path, key: bytes, fell_ill: Callable[[StoreUnwell], None]) -> None:
        self.path = path
        self._key = key
        self._fell_ill = fell_ill
        self._copying = RLock()
        self.write_engine = self._engine("BEGIN IMMEDIATE", size=1, only_reads=False)
        self.read_engine = self._engine("BEGIN", size=READERS, only_reads=True)

    def close(self) -> None:
        """Bring everything into the one file and forget the key. Who still reads keeps the log file open."""
        if not self._key:
            return
        self.read_engine.dispose()
        with suppress(StoreUnwell), self.write_engine.connect() as connection:
            _run(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
        self.write_engine.dispose()
        self._key = b""

    @property
    def is_awaited(self) -> bool:
        """Whether somebody waits for the lane that writes, which whoever holds it should then give back soon."""
        pool = self.write_engine.pool
        return isinstance(pool, WritingLane) and pool.is_awaited

    def starts(self) -> int:
        """How often this file was opened for writing: kept in its head, outside the tables."""
        with self.read_engine.connect() as connection:
            return int(_run(connection, "PRAGMA user_version")[0][0])

    def count_start(self, starts: int) -> None:
        with self.write_engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA user_version = {starts:d}")

    def copy_into(self, path: Path, key: bytes, told: Told = silent) -> None:
        """A whole copy of this moment under another key, while the desk goes on working.

        Page by page from one reading transaction: later saves neither wait nor show, and a file from outside
        cannot slip in. The copy is one file without a log.
        """
        with self._copying:
            source = self._connect(only_reads=True)
            try:
                copy_pages(source, path, key, told)
            except dbapi2.Error as error:
                raise unwell(error) or error from error
            finally:
                source.close()

    @contextmanager
    def as_it_stands(self) -> Iterator[None]:
        """The file keeps its place and its key until the block ends; the lanes go on."""
        with self._copying:
            yield

    @contextmanager
    def put_aside(self) -> Iterator[Callable[[bytes], None]]:
        """Nobody reads or writes and the file stands closed and whole, until the block ends.

        Gives a function that names the key of the file that will stand there afterwards.
        """
        with self._copying, ExitStack() as all_lanes:
            # The readers first: one that still waits for its turn to write must get it, to come to its end.
            lanes = [all_lanes.enter_context(self.read_engine.connect()) for _ in range(READERS)]
            lanes.append(all_lanes.enter_context(self.write_engine.connect()))
            _run(lanes[-1], "PRAGMA wal_checkpoint(TRUNCATE)")
            for lane in lanes:
                lane.detach()
                lane.close()
            yield self._take_key

    def _take_key(self, key: bytes) -> None:
        self._key = key

    def _engine(self, begin: str, size: int, only_reads: bool) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=dbapi2,
            creator=lambda: self._connect(only_reads),
            poolclass=QueuePool if only_reads else WritingLane,
            pool_size=size,
            max_overflow=0,
            pool_timeout=PATIENCE,
        )

        @event.listens_for(engine, "begin")
        def begin_ourselves(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        @event.listens_for(engine, "commit")
        def believe_nothing_unsealed(connection: Connection) -> None:
            if met_bad_page(connection.connection.dbapi_connection):
                self._fell_ill(damaged())
                connection.invalidate()
                raise damaged()

        @event.listens_for(engine, "reset")
        def trust_no_more(connection: Any, record: Any, _state: object) -> None:
            if met_bad_page(connection):
                self._fell_ill(damaged())
                record.invalidate(soft=True)

        @event.listens_for(engine, "handle_error")
        def translate(context: ExceptionContext) -> None:
            self._translate(context, only_reads)

        return engine

    def _connect(self, only_reads: bool) -> Any:
        if not self._key:
            raise RuntimeError("the store is closed")
        try:
            return connect(self.path, self._key, only_reads)
        except StoreUnwell as illness:
            self._fell_ill(illness)
            raise

    def _translate(self, context: ExceptionContext, only_reads: bool) -> None:
        error = context.original_exception
        code = getattr(error, "sqlite_errorcode", 0)
        if code == SQLITE_INTERRUPT:
            raise Interrupted from error
        illness = unwell(error)
        if illness is None or (only_reads and illness.kind is Ailment.READ_ONLY):
            return  # a use case that writes in the reading lane is our bug, not the disk's
        if illness.kind is Ailment.DAMAGED:
            context.is_disconnect = True  # SQLCipher never answers again on a connection that met a bad page
        self._fell_ill(illness)
        raise illness from error


def _bears_it(_illness: StoreUnwell) -> None:
    """Nobody needs to hear of it before it is raised."""


def open_store(path: Path, key: bytes, fell_ill: Callable[[StoreUnwell], None] = _bears_it) -> Store:
    """Open the file at `path`, or make it, under a raw key of 32 bytes that was checked before.

    `fell_ill` hears of every `StoreUnwell` before it is raised, on the thread that met it.
    """
    store = Store(path, key, fell_ill)
    with store.write_engine.connect() as connection:
        _run(connection, "SELECT count(*) FROM sqlite_master")
    return store


def connect(path: Path, key: bytes, only_reads: bool = False) -> Any:
    """A bare connection with everything set that makes a save a save, and forgotten pages forgotten."""
    connection = dbapi2.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=5.0, cached_statements=256
    )
    try:
        _set_up(connection, key, only_reads)
    except dbapi2.Error as error:
        connection.close()
        raise unwell(error) or error from error
    return connection


def connect_untouching(path: Path, key: bytes) -> Any:
    """A bare connection that only looks: neither the file nor its log is brought up to date or tidied."""
    connection = dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
    return connection


def _set_up(connection: Any, key: bytes, only_reads: bool) -> None:
    """`cipher_memory_security` stays off: SQLCipher wipes its keys either way, what it would wipe besides (rows
    that Python holds in the clear anyway) costs a lock and an unlock of memory a page: seven times the whole save.
    """
    for pragma in (
        "cipher_log_level = NONE",
        f"key = \"x'{key.hex()}'\"",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "mmap_size = 0",
        "cache_size = -16000",
        "cell_size_check = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        "fullfsync = ON",
        "journal_size_limit = 67108864",
        "busy_timeout = 5000",
        f"query_only = {'ON' if only_reads else 'OFF'}",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def copy_pages(source: Any, path: Path, key: bytes, told: Told) -> None:
    """Copy what `source` sees now into a new file at `path` under `key`."""
    source.execute("BEGIN").close()
    source.execute("SELECT count(*) FROM sqlite_master").fetchall()
    target = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        target.execute("PRAGMA cipher_log_level = NONE").fetchall()
        target.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()

        def tell(_status: int, remaining: int, total: int) -> None:
            told(1.0 - remaining / max(total, 1))

        source.backup(target, pages=512, progress=tell, sleep=0)
        if met_bad_page(source):
            raise damaged()
        target.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        target.close()
        source.execute("ROLLBACK").close()


STEPS_BETWEEN_LOOKS = 20_000
"""Of SQLite's machine: an interrupt alone is lost on a statement that begins a moment later."""


def met_bad_page(connection: Any) -> bool:
    """Whether this connection came upon a page whose seal is broken.

    SQLCipher hands out zeros for such a page and fails only at the next one, or at COMMIT: a long text whose last
    page is damaged would otherwise be shown, or copied, as if its end had been empty.
    """
    return bool(connection.execute("PRAGMA cipher_status").fetchone() == ("0",))


class Reading:
    """Lets another thread end one reading, and never the one that comes after it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connection: Any = None
        self.was_stopped = False

    def of(self, connection: Connection) -> "Reading":
        """Names what `stop` will stop: `with Reading().of(session.connection()): …`."""
        raw: Any = connection.connection.dbapi_connection
        raw.set_progress_handler(lambda: self.was_stopped, STEPS_BETWEEN_LOOKS)
        with self._lock:
            self._connection = raw
        if self.was_stopped:
            raise Interrupted
        return self

    def stop(self) -> None:
        """End the reading. Its thread gets `Interrupted`, at once or when it next asks."""
        with self._lock:
            self.was_stopped = True
            if self._connection is not None:
                self._connection.interrupt()

    def __enter__(self) -> "Reading":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.set_progress_handler(None, 0)


def _run(connection: Connection, statement: str) -> list[Any]:
    """A statement outside any transaction."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    try:
        return list(raw.execute(statement).fetchall())
    except dbapi2.Error as error:
        raise unwell(error) or error from error
