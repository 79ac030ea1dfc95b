"""The server over HTTP: bytes to messages and back, limits, and every No as a key the laptop has words for."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from models.store.unwell import Ailment, StoreUnwell
from sync import frame, readable
from sync.exchange import Fault, Refusal
from sync.server import doors, enrolling
from sync.server.ground import Ground
from sync.server.limits import Buckets
from sync.server.log import Log

if TYPE_CHECKING:
    from litestar import Litestar

PREFIX = "/sync/v1"
RETRY_AFTER = 5


@dataclass(frozen=True, slots=True)
class House:
    """The ground with what only HTTP needs: a log, and how often laptops and strangers may ask."""

    ground: Ground
    log: Log
    laptops: Buckets
    strangers: Buckets


def application(ground: Ground, log: Log) -> "Litestar":
    """The ASGI application over a ground."""
    from litestar import Litestar

    house = House(ground, log, Buckets(120, 20, time.monotonic), Buckets(30, 0.5, time.monotonic))
    return Litestar(
        [_health(ground), *(_handler(house, path) for path in doors.DOORS)],
        openapi_config=None,
        request_max_body_size=frame.MOST_PACKED,
        logging_config=None,
    )


def _health(ground: Ground) -> Any:
    from litestar import get
    from litestar.concurrency import sync_to_thread

    @get("/health")
    async def health() -> dict[str, str | bool]:
        """Whether the store answers, and whether a clinic lives here."""
        try:
            has_clinic = await sync_to_thread(enrolling.has_clinic, ground)
        except StoreUnwell as illness:
            return {"ok": False, "store": illness.kind.value, "program": ground.program}
        return {"ok": True, "clinic": has_clinic, "program": ground.program}

    return health


def _handler(house: House, path: str) -> Any:
    from litestar import Request, post
    from litestar.concurrency import sync_to_thread
    from litestar.response import Response

    @post(PREFIX + path, status_code=200)
    async def handle(request: Request[Any, Any, Any]) -> Response[bytes]:
        asked = Asked(
            path,
            await request.body(),
            request.headers.get("authorization", "").removeprefix("Bearer "),
            frame.JSON in request.headers.get("content-type", ""),
            request.client.host if request.client else "",
        )
        status, sent, headers = await sync_to_thread(_answered, house, asked)
        media = frame.JSON if asked.is_json else frame.MEDIA
        return Response(sent, status_code=status, media_type=media, headers=headers)

    return handle


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came."""

    path: str
    body: bytes
    bearer: str
    is_json: bool
    stranger: str

    def read(self, kind: type[msgspec.Struct]) -> msgspec.Struct:
        return readable.read(kind, self.body) if self.is_json else frame.unpack(kind, self.body)

    def write(self, message: msgspec.Struct) -> bytes:
        return readable.write(message) if self.is_json else frame.pack(message)


def _answered(house: House, asked: Asked) -> tuple[int, bytes, dict[str, str]]:
    """Status, body, headers: whatever happens, the laptop gets one of our messages."""
    started = time.monotonic()
    status, message, headers = _attempted(house, asked)
    sent = asked.write(message)
    house.log(
        "answered", path=asked.path, status=status, bytes_in=len(asked.body), bytes_out=len(sent),
        ms=round((time.monotonic() - started) * 1000, 1),
        fault=message.fault if isinstance(message, Fault) else None,
    )  # fmt: skip
    return status, sent, headers


def _attempted(house: House, asked: Asked) -> tuple[int, msgspec.Struct, dict[str, str]]:
    try:
        _wait_for_turn(house, asked)
        return 200, doors.answer(house.ground, asked.path, asked.read, asked.bearer), {}
    except Refusal as refusal:
        headers = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
        return refusal.status, Fault(refusal.fault), headers
    except frame.Unreadable:
        return 400, Fault("unreadable"), {}
    except StoreUnwell as illness:
        house.log("unwell", path=asked.path, kind=illness.kind.value)
        fault = "server_full" if illness.kind is Ailment.DISK_FULL else "server_ill"
        return 503, Fault(fault), {"Retry-After": str(RETRY_AFTER)}
    except Exception as error:
        # Our bug. The laptop is told so and keeps everything; what was begun leaves no trace here.
        house.log("broke", path=asked.path, error=type(error).__name__, where=_where(error))
        return 500, Fault("server_ill"), {}


def _wait_for_turn(house: House, asked: Asked) -> None:
    inner = doors.DOORS[asked.path].inner is not None
    wait = house.laptops.wait(asked.bearer) if inner else house.strangers.wait(asked.stranger)
    if wait:
        raise Refusal(429, "busy", int(wait) + 1)


def _where(error: Exception) -> str:
    """File and line of a mistake of ours; never its text, which may hold what people wrote."""
    trace = error.__traceback__
    places = []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join(places[-4:])
