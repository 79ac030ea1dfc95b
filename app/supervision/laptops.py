"""The clinic's laptops as this one knows them: itself from its line, the others from the works of theirs that came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select

from app.work import Deed, Lane, Work, use_case
from models.base import moment
from models.camps.event import Event
from models.ledger.device import Device, Here
from models.ledger.journal import JournalWork
from models.ledger.line import Confirmed, Peer
from models.ledger.writer import laptops_behind
from models.people.clinic import Place

SILENT_AFTER = timedelta(days=2)


class LaptopState(StrEnum):
    SYNCED = "synced"
    WAITING = "waiting"
    TROUBLE = "trouble"
    SILENT = "silent"
    UNHEARD = "unheard"
    ALONE = "alone"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class LaptopCard:
    """A laptop of the clinic. `unsent` is known only of this one; `heard_at` is when it last synced if it is this
    one, else when the last work of it that came here was done.
    """

    id: UUID
    name: str
    code: str
    lane: str
    place: str | None
    is_here: bool
    is_server: bool
    state: LaptopState
    unsent: int | None
    heard_at: datetime | None
    revoked_because: str | None
    certified_until: datetime

    @property
    def needs_help(self) -> bool:
        return self.state in (LaptopState.SILENT, LaptopState.TROUBLE)


@use_case(Deed.SEE_OVERVIEW, Lane.READ)
def list_laptops(work: Work) -> tuple[LaptopCard, ...]:
    """Every laptop there ever was, this one first, revoked ones last."""
    return laptops_of(work, with_revoked=True)


def laptops_of(work: Work, with_revoked: bool = False) -> tuple[LaptopCard, ...]:
    rows = work.session.execute(
        select(Device, func.coalesce(Event.name, Place.name))
        .outerjoin(Event, Event.id == Device.event_id)
        .outerjoin(Place, Place.id == Device.place_id)
        .order_by(Device.withdrawn.is_not(None), Device.id != work.laptop.device_id, Device.code, Device.id)
    )
    devices = [(device, place) for device, place in rows if with_revoked or device.withdrawn is None]
    heard = _last_works(work)
    line = _own_line(work)
    return tuple(_card(work, device, place, line, heard.get(device.id)) for device, place in devices)


@dataclass(frozen=True, slots=True)
class _OwnLine:
    """How this laptop stands with whom it syncs; `unsent` None: with nobody yet."""

    unsent: int | None
    synced_at: datetime | None
    is_troubled: bool


def _own_line(work: Work) -> _OwnLine:
    here = work.session.execute(select(Here.writer, Here.number)).one()
    peers = work.session.execute(select(Peer.id, Peer.done_at, Peer.trouble)).all()
    if not peers:
        return _OwnLine(None, None, False)
    held = select(func.max(Confirmed.upto)).where(Confirmed.writer == here.writer)
    unsent = here.number - (work.session.scalar(held) or 0)
    times = [peer.done_at for peer in peers if peer.done_at is not None]
    return _OwnLine(max(0, unsent), max(times, default=None), any(peer.trouble for peer in peers))


def _card(
    work: Work, device: Device, place: str | None, line: _OwnLine, heard: datetime | None
) -> LaptopCard:
    is_here = device.id == work.laptop.device_id
    if device.withdrawn is not None:
        state = LaptopState.REVOKED
    elif is_here:
        state = _own_state(line)
    else:
        state = _state_of_other(heard, line.synced_at or work.now)
    return LaptopCard(
        device.id, device.name, device.code, device.lane, place, is_here, device.is_server, state,
        line.unsent if is_here else None, line.synced_at if is_here else heard, device.withdrawn, device.valid_to,
    )  # fmt: skip


def _own_state(line: _OwnLine) -> LaptopState:
    if line.unsent is None:
        return LaptopState.ALONE
    if line.is_troubled:
        return LaptopState.TROUBLE
    return LaptopState.WAITING if line.unsent or line.synced_at is None else LaptopState.SYNCED


def _state_of_other(heard: datetime | None, as_of: datetime) -> LaptopState:
    """Judged by when this laptop last synced: while it is away itself, it cannot know that others are."""
    if heard is None:
        return LaptopState.UNHEARD
    return LaptopState.SILENT if as_of - heard > SILENT_AFTER else LaptopState.SYNCED


def _last_works(work: Work) -> Mapping[UUID, datetime]:
    """When each laptop did the last work of its that is here."""
    last: dict[UUID, datetime] = {}
    for writer, device_id in laptops_behind(work.session).items():
        at = work.session.scalar(
            select(JournalWork.at)
            .where(JournalWork.writer == writer)
            .order_by(JournalWork.number.desc())
            .limit(1)
        )
        if at is not None:
            last[device_id] = max(moment(at), last.get(device_id, moment(0)))
    return last
