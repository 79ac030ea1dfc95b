"""Couriers of the neighbours, with a stick between them."""

from pathlib import Path
from uuid import UUID

from models.ledger.line_state import FileTaken
from sync.bundle.courier import LaptopCourier, take_at_server
from tests.clinics import bytes_from
from tests.sync.conftest import Street
from tests.sync.neighbours import Neighbour


def courier_of(laptop: Neighbour, room: Path, seed: int = 70) -> LaptopCourier:
    return LaptopCourier(
        laptop.store, room, laptop.line._clock, bytes_from(seed), "1.0",
        monotonic=laptop.watch, rest=laptop.watch.rest,
    )  # fmt: skip


def device_of(laptop: Neighbour) -> UUID:
    return laptop.line._laptop.itself().device_id


def server_of(street: Street) -> UUID:
    return street.one.line._laptop.page().peer_id


def silent(_done: float) -> None:
    """Nobody watches."""


def take_to_server(street: Street, path: Path) -> FileTaken:
    return take_at_server(street.centre.ground, path, path.parent, silent)
