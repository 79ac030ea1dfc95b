"""`shivir serve`: the clinic's central server on one encrypted file or a PostgreSQL database, put together here."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from models.said import Said
from models.store.instance_lock import InstanceLock
from models.store.keys import backup_key, derived
from models.store.store import open_store
from models.store.unwell import Ailment, StoreUnwell, in_use, unwell
from sync.address import is_loopback
from sync.code import MINUTES, shown
from sync.server import enrolling, receiving
from sync.server.backing_up import Backups
from sync.server.ground import Ground, Keeping, itself
from sync.server.key_file import read_or_make
from sync.server.log import Log
from sync.server.running import Line, run

PORT = 8710
LOOK_EVERY = 600.0
CALM = (50_000, 20, 50)
"""Thousands of small objects live as long as one batch; looking for cycles among them costs a fifth."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the server says where it was started: where it answers, and the code by which it gets its clinic."""

    address: str
    code: str | None = None


def serve(
    data: Path,
    key_file: Path,
    host: str = "127.0.0.1",
    port: int = PORT,
    *,
    program: str,
    database: str | None = None,
    workers: int = 1,
    from_backup: Path | None = None,
    certificate: Path | None = None,
    private_key: Path | None = None,
    tell: Callable[[Told], None],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    random: Callable[[int], bytes] = os.urandom,
) -> None:
    """Serve until told to stop (SIGTERM, SIGINT). `port` 0 takes a free one; `tell` hears which.

    The clinic lies in a file of `data`, or in the PostgreSQL schema that `database` names; `data` holds the backups
    of both. `from_backup` is one of them, to begin with where there is no clinic yet. `StoreUnwell` if the store or
    its key cannot be used, or if the line would be open to everybody: outside this machine it takes a TLS
    certificate and its key.
    """
    _check(host, certificate, database, workers)
    gc.set_threshold(*CALM)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = InstanceLock(data / "lock")
    if not lock.take():
        raise in_use()
    try:
        ground, backups = open_ground(data, key_file, program, clock, random, database, from_backup)
        line = Line(host, port, certificate, private_key, workers, data / "counts")
        try:
            run(line, ground, partial(_look_after, ground, backups, tell))
        finally:
            ground.store.close()
    finally:
        lock.let_go()


def _check(host: str, certificate: Path | None, database: str | None, workers: int) -> None:
    if certificate is None and not is_loopback(host):
        raise StoreUnwell(
            Ailment.READ_ONLY,
            Said("Outside this machine the line must be protected, and there is no certificate."),
            Said("Start it with a TLS certificate and its key."),
        )
    if workers > 1 and (database is None or not hasattr(os, "fork")):
        raise StoreUnwell(
            Ailment.READ_ONLY,
            Said("Several workers need a PostgreSQL database, and Linux or macOS."),
            Said("Start it with --database, or with one worker."),
        )


def open_ground(
    data: Path, key_file: Path, program: str, clock: Callable[[], datetime], random: Callable[[int], bytes],
    database: str | None = None, from_backup: Path | None = None,
) -> tuple[Ground, Backups]:  # fmt: skip
    """The server's store, brought up to this program; a new one if there is none."""
    if database is None:
        key, store = _open_file(data / "server.db", key_file, random, from_backup)
    else:
        key, store = _open_schema(database, key_file, random, program, from_backup)
    ground = Ground(store, clock, random, derived(key, "sessions"), program)
    _count_start(ground, data / "starts", was_put_back=from_backup is not None)
    if enrolling.has_clinic(ground):
        with ground.writing() as connection:
            receiving.reconsider(connection, itself(connection).root_public, clock())
    return ground, Backups(ground, data / "backups", key)


def _open_file(
    path: Path, key_file: Path, random: Callable[[int], bytes], backup: Path | None
) -> tuple[bytes, Keeping]:
    from models.migrations import prepare

    key = read_or_make(key_file, random, is_new=backup is None and not path.exists())
    if backup is not None:
        if path.exists():
            raise _occupied()
        with _copy_of(backup, path) as copy, closing(open_store(copy, backup_key(key))) as kept:
            kept.copy_into(path, key)
    store = open_store(path, key)
    prepare(store.write_engine)
    return key, store


def _open_schema(
    address: str, key_file: Path, random: Callable[[int], bytes], program: str, backup: Path | None
) -> tuple[bytes, Keeping]:
    from sync.server.postgres import is_made, open_schema

    is_new = not is_made(address)
    key = read_or_make(key_file, random, is_new=backup is None and is_new)
    if backup is not None and not is_new:
        raise _occupied()
    store = open_schema(address, key, random, program)
    if backup is not None:
        with _copy_of(backup, backup) as copy:
            store.fill_from(copy, backup_key(key))
    return key, store


@contextmanager
def _copy_of(backup: Path, beside: Path) -> Iterator[Path]:
    """A backup is never opened itself: opening writes."""
    copy = beside.with_name(f"{beside.name}.part")
    try:
        shutil.copyfile(backup, copy)
    except OSError as error:
        raise unwell(error) or error from error
    try:
        yield copy
    finally:
        for left in (copy, *copy.parent.glob(f"{copy.name}-*")):
            left.unlink(missing_ok=True)


def _occupied() -> StoreUnwell:
    return StoreUnwell(
        Ailment.READ_ONLY,
        Said("A clinic is here already. Nothing was changed."),
        Said("Begin with the backup in an empty folder or an empty schema."),
    )


def _count_start(ground: Ground, beside: Path, was_put_back: bool) -> None:
    """A store put back from a backup, said or seen by the count beside it, writes under a new name."""
    from models.ledger.here import become_new_writer

    starts = ground.store.starts()
    known = int(beside.read_text()) if beside.exists() else 0
    if (was_put_back or starts < known) and enrolling.has_clinic(ground):
        with ground.session() as session:
            become_new_writer(session, ground.random)
    now = max(starts, known) + 1
    ground.store.count_start(now)
    part = beside.with_suffix(".part")
    part.write_text(str(now))
    part.replace(beside)


def _look_after(
    ground: Ground, backups: Backups, tell: Callable[[Told], None], address: str, log: Log, is_first: bool
) -> float:
    """What goes on beside the answers: a fresh code while there is no clinic, backups once there is one.

    How many seconds until somebody should look again.
    """
    try:
        if not enrolling.has_clinic(ground):
            tell(Told(address, shown(enrolling.first_code(ground))))
            return MINUTES * 60
        if is_first:
            tell(Told(address))
        if backups.is_due():
            log("backed_up", arrival=backups.make())
    except (StoreUnwell, SQLAlchemyError, OSError) as illness:
        log("backup_failed", error=type(illness).__name__)
    return LOOK_EVERY
