"""The server at work: one process that answers, or several over one database with a parent that keeps their number.

Told to stop, nobody is cut off: rounds that began are answered, then the process ends.
"""

import signal
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sync.server.ground import Ground
from sync.server.log import Log
from sync.server.workers import Workers

PATIENCE = 20
"""Seconds that a round which began may still take."""

Look = Callable[[str, Log, bool], float]
"""Looks after what goes on beside the answers, given the address, the log and whether it is the first time; says
after how many seconds again."""


@dataclass(frozen=True, slots=True)
class Line:
    """Where and how a server answers. Several workers keep their counts in files under `counts`."""

    host: str
    port: int
    certificate: Path | None
    private_key: Path | None
    workers: int
    counts: Path


def run(line: Line, ground: Ground, look: Look) -> None:
    """Answer until told to stop."""
    log = Log(ground.clock)
    listener = _listen(line.host, line.port)
    scheme = "http" if line.certificate is None else "https"
    address = f"{scheme}://{_in_url(line.host)}:{listener.getsockname()[1]}"
    log("started", program=ground.program, workers=line.workers)
    try:
        if line.workers > 1:
            _run_several(line, ground, look, address, listener, log)
        else:
            _run_alone(line, ground, look, address, listener, log)
    finally:
        listener.close()
        log("stopped")


def _run_alone(
    line: Line, ground: Ground, look: Look, address: str, listener: socket.socket, log: Log
) -> None:
    stop = threading.Event()

    def keep_looking() -> None:
        pause = look(address, log, True)
        while not stop.wait(pause):
            pause = look(address, log, False)

    behind = threading.Thread(target=keep_looking, daemon=True)
    behind.start()
    try:
        _answer(line, ground, listener, log)
    finally:
        stop.set()
        behind.join(timeout=30)


def _run_several(
    line: Line, ground: Ground, look: Look, address: str, listener: socket.socket, log: Log
) -> None:
    from sync.server.metrics import count_together

    count_together(line.counts)
    workers = Workers(line.workers, lambda: _answer(line, ground, listener, log), log)

    def rest_then_look(is_first: bool) -> float:
        """Nothing of the database is open in the parent when it forks."""
        try:
            return look(address, log, is_first)
        finally:
            ground.store.close()

    ground.store.close()
    workers.run(rest_then_look)


def _answer(line: Line, ground: Ground, listener: socket.socket, log: Log) -> None:
    import uvicorn

    from sync.server.app import application

    config = uvicorn.Config(
        application(ground, log, line.workers), host=line.host, port=line.port, log_config=None,
        access_log=False, server_header=False, date_header=False, lifespan="off",
        timeout_graceful_shutdown=PATIENCE, timeout_keep_alive=75,
        ssl_certfile=line.certificate, ssl_keyfile=line.private_key, ssl_version=ssl.PROTOCOL_TLS_SERVER,
    )  # fmt: skip
    with _heard_once():
        uvicorn.Server(config).run(sockets=[listener])


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


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP outright: asyncio sends small answers at once only on such sockets, else each waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    _bind(listener, host, port)
    listener.listen(1024)
    return listener


def _bind(listener: socket.socket, host: str, port: int) -> None:
    """Workers of a server that was killed need a moment to see it and let the port go."""
    for _ in range(50):
        try:
            listener.bind((host, port))
        except OSError:
            time.sleep(0.1)
        else:
            return
    listener.bind((host, port))


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
