"""Works carried by hand, where there is no line: saved to a file for its receivers, taken from one, with a receipt.

The courier is handed in; none of these holds a transaction while a stick is read or written. Each is told in the
audit chain before it begins.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from app.work import Deed, Desk, Lane, Refused, Work, use_case
from models.ledger.device import Device
from models.ledger.line_state import FileSaved, FileTaken, LineTrouble

Told = Callable[[float], None]


class Courier(Protocol):
    """Saves and takes files for this laptop's store. Raises `LineTrouble`."""

    def save(self, path: Path, receivers: Sequence[UUID], told: Told) -> FileSaved: ...

    def take(self, path: Path, told: Told) -> FileTaken: ...


@dataclass(frozen=True, slots=True)
class ReceiverCard:
    """Somebody a file can be saved for: the server, or another laptop of the clinic."""

    id: UUID
    name: str
    code: str
    is_server: bool


@use_case(Deed.SYNC, Lane.READ)
def list_receivers(work: Work) -> tuple[ReceiverCard, ...]:
    """The server first, then the other laptops by their codes; none that was taken out of the clinic."""
    rows = work.session.scalars(
        select(Device)
        .where(Device.withdrawn.is_(None), Device.id != work.laptop.device_id)
        .order_by(Device.is_server.desc(), Device.code, Device.id)
    )
    return tuple(ReceiverCard(row.id, row.name, row.code, row.is_server) for row in rows)


def save_bundle(
    desk: Desk, courier: Courier, path: Path, receivers: Sequence[UUID], told: Told = lambda _: None
) -> FileSaved:
    """Save what the receivers have not confirmed to a file that only they can open."""
    desk.run(tell_saving, receivers)
    with _in_words():
        return courier.save(path, receivers, told)


def take_bundle(desk: Desk, courier: Courier, path: Path, told: Told = lambda _: None) -> FileTaken:
    """Take a file in, all of it or nothing: its receipt is saved beside it. Or a receipt that came back."""
    desk.run(tell_taking)
    with _in_words():
        return courier.take(path, told)


@use_case(Deed.SYNC)
def tell_saving(work: Work, receivers: Sequence[UUID]) -> None:
    """Somebody saves records to a file: for whom, one entry each."""
    for receiver in receivers:
        work.tell("bundle_out", "device", receiver)


@use_case(Deed.SYNC)
def tell_taking(work: Work) -> None:
    """Somebody takes records from a file."""
    work.tell("bundle_in")


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except LineTrouble as trouble:
        raise Refused(trouble.reason, advice=trouble.advice) from trouble
