"""A laptop of the street as a hub, and lines to it: over a wire in this process, or over TLS."""

from collections.abc import Callable
from uuid import UUID

from models.store.store import Store
from sync.client import hubs
from sync.client.hubs import HubSeen
from sync.client.line import Line
from sync.client.transport import Transport
from sync.hub.ground import hub_ground
from sync.server.ground import Ground
from tests.clinics import bytes_from
from tests.sync.neighbours import Neighbour, Wire


def device_of(laptop: Neighbour) -> UUID:
    return laptop.line._laptop.itself().device_id


def ground_of(
    hub: Neighbour, changed: Callable[[dict[str, set[UUID]]], None] = lambda _: None, seed: int = 60
) -> Ground:
    return hub_ground(hub.store, hub.line._clock, bytes_from(seed), "1.0", changed)


def known(store: Store, hub: Neighbour, pin: bytes = bytes(32)) -> HubSeen:
    """Written down as joined, as if it had been looked at."""
    seen = HubSeen(device_of(hub), "Hub", "https://127.0.0.1:1", pin)
    hubs.join(store, seen)
    return seen


def line_to(
    laptop: Neighbour, hub: Neighbour, ground: Ground, reach: Callable[[str], Transport] | None = None
) -> tuple[Line, Wire]:
    """The line of a laptop to a hub."""
    known(laptop.store, hub)
    wire = Wire(ground)
    line = Line(
        laptop.store, laptop.line._clock, bytes_from(61), "1.0", hub=device_of(hub),
        monotonic=laptop.watch, rest=laptop.watch.rest, reach=reach or (lambda _: wire),
    )  # fmt: skip
    return line, wire
