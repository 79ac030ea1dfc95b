"""Serving a camp from this laptop: started and stopped from the desk, on a thread of its own."""

import io
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select

from models.ledger.device import Device
from models.ledger.line import HeardLaptop, SignedBatch
from models.ledger.line_state import Visitor
from models.store.store import Store
from sync.client.carrier import is_waiting
from sync.hub.code import written
from sync.hub.ground import hub_ground
from sync.hub.tls import certificate_of, pin_of, server_context
from sync.server.ground import Ground, itself
from sync.server.log import Log
from sync.trouble import Trouble

if TYPE_CHECKING:
    import uvicorn

PORT = 8711
STARTS_WITHIN = 20.0
ENDS_WITHIN = 15.0
STEP = 0.02

Changed = Callable[[dict[str, set[UUID]]], None]


@dataclass(frozen=True, slots=True)
class Serving:
    """Where the hub answers, and the text of its QR. `addresses` are all it has; the first is in the QR."""

    device_id: UUID
    addresses: tuple[str, ...]
    pin: bytes
    code: str
    port: int


class Hub:
    """One hub, of the desktop's own open store. `folder` is for a moment's use at the start."""

    def __init__(
        self, store: Store, folder: Path, clock: Callable[[], datetime], random: Callable[[int], bytes],
        program: str, changed: Changed = lambda _: None,
    ) -> None:  # fmt: skip
        self._store = store
        self._folder = folder
        self._clock = clock
        self._random = random
        self._program = program
        self._changed = changed
        self._stop: Callable[[], None] | None = None
        self._began: datetime | None = None
        self.serving: Serving | None = None

    def start(self, host: str = "0.0.0.0", port: int = PORT) -> Serving:  # noqa: S104  # the camp's Wi-Fi is the point
        """Answer from now on. `Trouble` if the place is taken or this laptop is in no clinic."""
        if self.serving is not None:
            return self.serving
        ground = hub_ground(self._store, self._clock, self._random, self._program, self._changed)
        with ground.reading() as connection:
            here = itself(connection)
        listener = _listening(host, port)
        try:
            self._stop = _served(ground, listener, server_context(here.sign_private, self._folder))
        except BaseException:
            listener.close()
            raise
        pin, at = pin_of(certificate_of(here.sign_private)), listener.getsockname()[1]
        addresses = tuple(f"https://{one}:{at}" for one in own_addresses(host))
        self._began = self._clock()
        self.serving = Serving(here.device_id, addresses, pin, written(addresses[0], pin), at)
        return self.serving

    def stop(self) -> None:
        """Answer nobody any more; what is being answered comes to its end."""
        if self._stop is not None:
            self._stop()
        self._stop = self.serving = None

    def visitors(self) -> tuple[Visitor, ...]:
        """Who was here since it began, the last first."""
        since = self._began
        if since is None:
            return ()
        with self._store.read_engine.begin() as connection:
            rows = connection.execute(
                select(HeardLaptop.device_id, Device.name, HeardLaptop.heard_at)
                .join(Device, Device.id == HeardLaptop.device_id)
                .where(HeardLaptop.heard_at >= since)
                .order_by(HeardLaptop.heard_at.desc())
            )
            return tuple(Visitor(row.device_id, row.name, row.heard_at) for row in rows)

    def carries(self) -> int:
        """How many batches of others wait here for the server."""
        with self._store.read_engine.begin() as connection:
            return connection.scalar(select(func.count()).select_from(SignedBatch).where(is_waiting())) or 0


def own_addresses(host: str) -> tuple[str, ...]:
    """Where others on the same network find this laptop, the likeliest first."""
    if host != "0.0.0.0":  # noqa: S104  # asks whether it is all of them
        return (host,)
    import ifaddr

    found = [
        address.ip
        for adapter in ifaddr.get_adapters()
        for address in adapter.ips
        if isinstance(address.ip, str) and not address.ip.startswith(("127.", "169.254."))
    ]
    usual = ("192.168.", "10.", "172.")
    return tuple(sorted(found, key=lambda one: not one.startswith(usual))) or ("127.0.0.1",)


def _listening(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(64)
    except OSError as error:
        listener.close()
        raise Trouble("hub_port") from error
    return listener


def _served(ground: Ground, listener: socket.socket, context: ssl.SSLContext) -> Callable[[], None]:
    """Run the server program on a thread; gives what stops it."""
    import uvicorn

    from sync.server.app import application

    config = uvicorn.Config(
        application(ground, Log(ground.clock, _Nowhere())), log_config=None, access_log=False,
        server_header=False, date_header=False, lifespan="off", timeout_graceful_shutdown=1, timeout_keep_alive=75,
    )  # fmt: skip
    config.load()
    config.ssl = context
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="hub", daemon=True)
    thread.start()
    _wait_for(server, thread)

    def stop() -> None:
        server.should_exit = True
        thread.join(ENDS_WITHIN)
        listener.close()

    return stop


def _wait_for(server: "uvicorn.Server", thread: threading.Thread) -> None:
    """Until it answers."""
    for _ in range(int(STARTS_WITHIN / STEP)):
        if server.started:
            return
        thread.join(STEP)
        if not thread.is_alive():
            break
    server.should_exit = True
    raise Trouble("hub_port")


class _Nowhere(io.StringIO):
    """A desktop keeps no server's log."""

    def write(self, text: str, /) -> int:
        return len(text)
