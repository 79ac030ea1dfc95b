"""`shivir serve`: the clinic's central server on one encrypted file, put together here."""

import gc
import os
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.said import Said
from models.store.instance_lock import InstanceLock
from models.store.keys import derived
from models.store.store import open_store
from models.store.unwell import Ailment, StoreUnwell, in_use
from sync.address import is_loopback
from sync.code import MINUTES, shown
from sync.server import enrolling, receiving
from sync.server.backing_up import Backups
from sync.server.ground import Ground, itself
from sync.server.key_file import read_or_make
from sync.server.log import Log

PORT = 8710
LOOK_EVERY = 600
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
    certificate: Path | None = None,
    private_key: Path | None = None,
    tell: Callable[[Told], None],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    random: Callable[[int], bytes] = os.urandom,
) -> None:
    """Serve until told to stop (SIGTERM, SIGINT). `port` 0 takes a free one; `tell` hears which.

    `StoreUnwell` if the store or its key cannot be used, or if the line would be open to everybody: outside this
    machine it takes a TLS certificate and its key.
    """
    if certificate is None and not is_loopback(host):
        raise StoreUnwell(
            Ailment.READ_ONLY,
            Said("Outside this machine the line must be protected, and there is no certificate."),
            Said("Start it with a TLS certificate and its key."),
        )
    gc.set_threshold(*CALM)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = InstanceLock(data / "lock")
    if not lock.take():
        raise in_use()
    try:
        ground, backups = open_ground(data, key_file, program, clock, random)
        try:
            _run(ground, backups, host, port, certificate, private_key, tell)
        finally:
            ground.store.close()
    finally:
        lock.let_go()


def open_ground(
    data: Path, key_file: Path, program: str, clock: Callable[[], datetime], random: Callable[[int], bytes]
) -> tuple[Ground, Backups]:
    """The server's store, brought up to this program; a new one if there is none."""
    from models.migrations import prepare

    database = data / "server.db"
    key = read_or_make(key_file, random, is_new=not database.exists())
    store = open_store(database, key)
    prepare(store.write_engine)
    ground = Ground(store, clock, random, derived(key, "sessions"), program)
    _count_start(ground, data / "starts")
    if enrolling.has_clinic(ground):
        with ground.writing() as connection:
            receiving.reconsider(connection, itself(connection).root_public, clock())
    return ground, Backups(ground, data / "backups", key)


def _count_start(ground: Ground, beside: Path) -> None:
    """A store that is behind the count beside it was put back from a backup: it writes under a new name."""
    from models.ledger.here import become_new_writer

    starts = ground.store.starts()
    known = int(beside.read_text()) if beside.exists() else 0
    if starts < known and enrolling.has_clinic(ground):
        with ground.session() as session:
            become_new_writer(session, ground.random)
    now = max(starts, known) + 1
    ground.store.count_start(now)
    part = beside.with_suffix(".part")
    part.write_text(str(now))
    part.replace(beside)


def _run(
    ground: Ground, backups: Backups, host: str, port: int, certificate: Path | None,
    private_key: Path | None, tell: Callable[[Told], None],
) -> None:  # fmt: skip
    import uvicorn

    from sync.server.app import application

    log = Log(ground.clock)
    config = uvicorn.Config(
        application(ground, log), host=host, port=port, log_config=None, access_log=False, server_header=False,
        date_header=False, lifespan="off", timeout_graceful_shutdown=20, timeout_keep_alive=75,
        ssl_certfile=certificate, ssl_keyfile=private_key, ssl_version=ssl.PROTOCOL_TLS_SERVER,
    )  # fmt: skip
    listener = _listen(host, port)
    scheme = "http" if certificate is None else "https"
    address = f"{scheme}://{_in_url(host)}:{listener.getsockname()[1]}"
    stop = threading.Event()
    behind = threading.Thread(
        target=_look_after, args=(ground, backups, address, tell, log, stop), daemon=True
    )
    server = uvicorn.Server(config)
    behind.start()
    log("started", program=ground.program)
    try:
        with _heard_once():
            server.run(sockets=[listener])
    finally:
        stop.set()
        behind.join(timeout=30)
        listener.close()
        log("stopped")


@contextmanager
def _heard_once() -> Iterator[None]:
    """uvicorn stops in order at SIGTERM and SIGINT, and then sends itself the same again: we are not done yet."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _look_after(
    ground: Ground, backups: Backups, address: str, tell: Callable[[Told], None], log: Log,
    stop: threading.Event,
) -> None:  # fmt: skip
    """What goes on beside the answers: a fresh code while there is no clinic, backups once there is one."""
    if enrolling.has_clinic(ground):
        tell(Told(address))
    while not stop.is_set():
        pause = LOOK_EVERY
        try:
            if not enrolling.has_clinic(ground):
                tell(Told(address, shown(enrolling.first_code(ground))))
                pause = MINUTES * 60
            elif backups.is_due():
                log("backed_up", arrival=backups.make())
        except (StoreUnwell, OSError) as illness:
            log("backup_failed", error=type(illness).__name__)
        stop.wait(pause)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP outright: asyncio sends small answers at once only on such sockets, else each waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(1024)
    return listener


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
