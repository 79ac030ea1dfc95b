"""What can be asked of the server, by path: a message in, a message out, or a `Refusal`. Knows nothing of HTTP."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from sync.carrying import Delivery, Offer
from sync.enrolment import Bringing, Hello, Invited, Joining, Showing, Wanted
from sync.exchange import Refusal, Request
from sync.handshake import Answer, Knock
from sync.server import carried, enrolling, exchanging, sessions, snapshots
from sync.server.ground import Ground
from sync.snapshot import Wanting


class Nothing(msgspec.Struct, frozen=True):
    """A message without words."""


@dataclass(frozen=True, slots=True)
class Door:
    """One thing that can be asked. Strangers prove themselves in the message, laptops by their session."""

    kind: type[msgspec.Struct]
    open: Callable[[Ground, Any], msgspec.Struct | None] | None = None
    inner: Callable[[Ground, UUID, Any], msgspec.Struct | None] | None = None


def _hello(ground: Ground, _: Nothing) -> Hello:
    return enrolling.hello(ground)


def _look(ground: Ground, given: Showing) -> Invited:
    return enrolling.look(ground, given.code)


DOORS = {
    "/hello": Door(Nothing, _hello),
    "/session/knock": Door(Knock, sessions.challenge),
    "/session": Door(Answer, sessions.open_session),
    "/enrol/server": Door(Bringing, enrolling.bring),
    "/enrol/look": Door(Showing, _look),
    "/enrol": Door(Joining, enrolling.join),
    "/enrol/code": Door(Wanted, inner=enrolling.give_code),
    "/exchange": Door(Request, inner=exchanging.answer),
    "/snapshot": Door(Wanting, inner=snapshots.read),
    "/carry/offer": Door(Offer, inner=carried.look_over),
    "/carry": Door(Delivery, inner=carried.take),
}

AT_A_HUB = frozenset({"/session/knock", "/session", "/exchange", "/carry/offer", "/carry"})
"""No laptop joins the clinic at a hub, and none brings it there."""

Read = Callable[[type[msgspec.Struct]], msgspec.Struct]
"""Reads the message as one of a kind; raises `frame.Unreadable`."""


def answer(ground: Ground, path: str, read: Read, bearer: str) -> msgspec.Struct:
    """The answer to what was asked at `path`."""
    door = DOORS[path]
    if ground.is_hub and path not in AT_A_HUB:
        raise Refusal(403, "only_hub")
    if door.inner is not None:
        device = sessions.device_of(ground, bearer)
        return door.inner(ground, device, read(door.kind)) or Nothing()
    if door.open is None:
        raise Refusal(404, "unreadable")
    return door.open(ground, read(door.kind)) or Nothing()
