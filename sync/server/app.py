"""The server over HTTP: bytes to messages and back, limits, and every No as a key the laptop has words for."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy.exc import DataError
from sqlalchemy.exc import TimeoutError as OutOfTurn

from models.store.unwell import Ailment, StoreUnwell
from sync import frame, readable
from sync.exchange import Fault, Refusal
from sync.server import doors, enrolling
from sync.server.description import described
from sync.server.ground import Ground
from sync.server.limits import Buckets, Rates
from sync.server.log import Log
from sync.server.metrics import Metrics

if TYPE_CHECKING:
    from litestar import Litestar

PREFIX = "/sync/v1"
EXCHANGE = "/exchange"
KNOCKING = ("/session/knock", "/session")
RETRY_AFTER = 5


@dataclass(frozen=True, slots=True)
class House:
    """The ground with what only HTTP needs: a log, counts, and how often who may ask."""

    ground: Ground
    log: Log
    metrics: Metrics
    laptops: Buckets
    knocking: Buckets
    strangers: Buckets


def application(ground: Ground, log: Log, workers: int = 1, rates: Rates | None = None) -> "Litestar":
    """The ASGI application over a ground, one of so many alike."""
    from litestar import Litestar

    buckets = (Buckets(rate.shared(workers), time.monotonic) for rate in rates or Rates())
    house = House(ground, log, Metrics(ground), *buckets)
    return Litestar(
        [
            _health(house),
            _metrics(house),
            _description(ground),
            *(_handler(house, path) for path in doors.DOORS),
        ],
        openapi_config=None,
        request_max_body_size=frame.MOST_PACKED,
        logging_config=None,
    )


def _health(house: House) -> Any:
    from litestar import get
    from litestar.concurrency import sync_to_thread
    from litestar.response import Response

    @get("/health")
    async def health() -> Response[dict[str, str | bool]]:
        """Whether the store answers, and whether a clinic lives here."""
        program = house.ground.program
        try:
            has_clinic = await sync_to_thread(enrolling.has_clinic, house.ground)
        except StoreUnwell as illness:
            return Response({"ok": False, "store": illness.kind.value, "program": program}, status_code=503)
        return Response({"ok": True, "clinic": has_clinic, "program": program})

    return health


def _metrics(house: House) -> Any:
    from litestar import Request, get
    from litestar.concurrency import sync_to_thread
    from litestar.response import Response

    @get("/metrics")
    async def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
        """Counts for whoever looks after the server."""
        if house.strangers.wait(_address(request)):
            return Response(b"", status_code=429, media_type="text/plain")
        try:
            text = await sync_to_thread(house.metrics.text)
        except StoreUnwell:
            return Response(b"", status_code=503, media_type="text/plain")
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

    return metrics


def _description(ground: Ground) -> Any:
    from litestar import get

    whole = described(PREFIX, ground.program)

    @get("/openapi.json", sync_to_thread=False)
    def description() -> dict[str, Any]:
        """Everything that can be asked here, as OpenAPI."""
        return whole

    return description


def _address(request: Any) -> str:
    return request.client.host if request.client else ""


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
            _address(request),
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
    seconds, fault = time.monotonic() - started, getattr(message, "fault", None)
    house.log(
        "answered", path=asked.path, status=status, bytes_in=len(asked.body), bytes_out=len(sent),
        ms=round(seconds * 1000, 1), fault=fault,
    )  # fmt: skip
    house.metrics.answered(asked.path, status, seconds, len(asked.body), len(sent))
    if asked.path == EXCHANGE:
        house.metrics.round_ended(fault or "done")
    return status, sent, headers


def _attempted(house: House, asked: Asked) -> tuple[int, msgspec.Struct, dict[str, str]]:
    try:
        _wait_for_turn(house, asked)
        return 200, doors.answer(house.ground, asked.path, asked.read, asked.bearer), {}
    except Exception as error:
        status, fault, wait = _refused(house.log, asked.path, error)
        return status, Fault(fault), {} if wait is None else {"Retry-After": str(wait)}


def _refused(log: Log, path: str, error: Exception) -> tuple[int, str, int | None]:
    """Status, key of the fault, seconds to wait: what was begun has left no trace, and the laptop keeps everything."""
    match error:
        case Refusal():
            return error.status, error.fault, error.retry_after
        case frame.Unreadable():
            return 400, "unreadable", None
        case DataError() | OverflowError() | UnicodeEncodeError():
            # A number or a letter that no store keeps: whoever sends it is no laptop of ours.
            log("unkeepable", path=path, error=type(error).__name__, where=_where(error))
            return 400, "unreadable", None
        case StoreUnwell():
            log("unwell", path=path, kind=error.kind.value)
            return 503, "server_full" if error.kind is Ailment.DISK_FULL else "server_ill", RETRY_AFTER
        case OutOfTurn():
            return 503, "busy", RETRY_AFTER
        case _:
            log("broke", path=path, error=type(error).__name__, where=_where(error))  # our bug
            return 500, "server_ill", None


def _wait_for_turn(house: House, asked: Asked) -> None:
    if doors.DOORS[asked.path].inner is not None:
        wait = house.laptops.wait(asked.bearer)
    elif asked.path in KNOCKING:
        wait = house.knocking.wait(asked.stranger)
    else:
        wait = house.strangers.wait(asked.stranger)
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
