"""The road between a laptop and its server: real messages, and everything a road can do to them."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from sync import frame
from sync.client.transport import Traffic
from sync.exchange import Refusal, Reply, Request
from sync.server import doors
from sync.server.ground import Ground
from sync.trouble import Trouble
from tests.simulation.stores import PowerCut


@dataclass
class Weather:
    """How likely each mishap is, for one question."""

    lost: float = 0.0
    unheard: float = 0.0
    twice: float = 0.0
    late: float = 0.0
    busy: float = 0.0
    spoilt: float = 0.0
    dies: float = 0.0
    out: bool = False


FAIR = Weather()
FLAKY = Weather(lost=0.08, unheard=0.12, twice=0.08, late=0.08, busy=0.04, spoilt=0.04, dies=0.03)
NO_LINE = Weather(out=True)


class Echoed(AssertionError):
    """The server sent a laptop its own works."""


@dataclass
class Road:
    """A laptop's way to the server's doors. `meanwhile` is what goes on elsewhere while a question is under way."""

    ground: Ground
    dice: random.Random
    note: Callable[..., None]
    late: list[tuple[str, bytes, str]]
    meanwhile: Callable[[], None]
    weather: Weather = field(default_factory=Weather)
    traffic: Traffic = field(default_factory=Traffic)

    def ask(self, path: str, body: bytes, bearer: str | None = None) -> bytes:
        self.traffic.requests += 1
        self.traffic.bytes_out += len(body)
        weather, dice = self.weather, self.dice.random()
        if weather.out:
            raise Trouble("unreachable")
        self.meanwhile()
        for fate in ("lost", "late", "busy", "unheard", "twice", "spoilt", "dies"):
            dice -= getattr(weather, fate)
            if dice < 0:
                self.note("road", fate, path)
                return self._mishap(fate, path, body, bearer or "")
        return self._heard(path, body, bearer or "")

    def _mishap(self, fate: str, path: str, body: bytes, bearer: str) -> bytes:
        if fate == "busy":
            raise Trouble("busy", 1.0)
        if fate == "late":
            self.late.append((path, body, bearer))
        if fate in ("lost", "late"):
            raise Trouble("torn")
        if fate == "dies":
            raise PowerCut
        answer = self._heard(path, body, bearer)
        if fate == "twice":
            return self._heard(path, body, bearer)
        if fate == "unheard":
            raise Trouble("slow")
        return answer[: self.dice.randrange(len(answer))]

    def _heard(self, path: str, body: bytes, bearer: str) -> bytes:
        answer = deliver(self.ground, path, body, bearer)
        self.traffic.bytes_in += len(answer)
        if path == "/exchange":
            refuse_echo(frame.unpack(Request, body), frame.unpack(Reply, answer))
        return answer

    def close(self) -> None:
        """Nothing is kept open."""


def deliver(ground: Ground, path: str, body: bytes, bearer: str) -> bytes:
    """What the server answers; the trouble it has, as a laptop would hear of it."""
    try:
        return frame.pack(doors.answer(ground, path, lambda kind: frame.unpack(kind, body), bearer), level=1)
    except Refusal as refusal:
        raise Trouble(refusal.fault, refusal.retry_after) from refusal
    except frame.Unreadable as error:
        raise Trouble("unreadable") from error
    except PowerCut as cut:
        raise Trouble("torn") from cut


def refuse_echo(request: Request, reply: Reply) -> None:
    batch = reply.batch
    if batch is None:
        return
    own = request.writers[0][0]
    if own in batch.writers and batch.writers.index(own) in batch.writer:
        raise Echoed
