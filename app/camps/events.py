"""Events: a programme on one day at one place, the camp that people come to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.camps.lists import camp_kinds, margins, table_kinds
from app.camps.programmes import programme_here
from app.clock import clinic_day, hours_of
from app.words import Words
from app.work import Deed, Lane, Refused, Row, Said, Seen, Work, seen_of, use_case
from models.camps.event import Event, Station
from models.people.staff import Account, RoleGrant
from models.vocabulary import EventState, Role

MOST_TABLES = 16
"""A pass has a bit for each."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Where and when people come. Coordinates are in millionths of a degree."""

    name: str
    venue: str
    starts_at: datetime
    ends_at: datetime
    name_other: str | None = None
    village: str | None = None
    latitude_e6: int | None = None
    longitude_e6: int | None = None
    capacity: int | None = None
    activities: str | None = None
    coordinator_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event as lists and titles show it."""

    id: UUID
    name: str
    name_other: str | None
    venue: str
    village: str | None
    starts_at: datetime
    ends_at: datetime
    state: EventState | str
    capacity: int | None
    programme_id: UUID


@dataclass(frozen=True, slots=True)
class EventPlan:
    """An event to be read and edited."""

    id: UUID
    programme_id: UUID
    plan: NewEvent
    state: EventState | str
    coordinator: str | None
    cancelled_because: str | None
    seen: Seen


@use_case(Deed.PLAN_CAMP)
def plan_event(work: Work, programme_id: UUID, new: NewEvent) -> UUID:
    """Write down a new camp of a programme, with the tables its kind usually has."""
    programme = programme_here(work, programme_id)
    event_id = work.ids()
    work.need(Deed.PLAN_CAMP, Row(event_id=event_id))
    _check(new)
    work.add(Event(id=event_id, programme_id=programme.id, **asdict(new)))
    kind = camp_kinds().get(programme.type)
    hindi = Words("hi")
    for position, key in enumerate(kind.tables if kind else ()):
        table = table_kinds()[key]
        work.add(
            Station(
                event_id=event_id, position=position, name=str(table.said), name_other=hindi(table.said),
                icon=table.icon, service=position,
            )
        )  # fmt: skip
    return event_id


@use_case(Deed.PLAN_CAMP)
def edit_event(work: Work, event_id: UUID, seen: Seen, changed: Mapping[str, Any]) -> None:
    """Write the fields of `NewEvent` that the person changed.

    Passes already printed keep their hours: where those and the camp's differ, the gate asks.
    """
    event = event_here(work, event_id, Deed.PLAN_CAMP)
    _check(replace(_plan(event), **changed))
    work.revise(event, seen, **changed)


@use_case(Deed.SEE_CAMP, Lane.READ)
def read_event(work: Work, event_id: UUID) -> EventPlan:
    """A camp with all its plan says."""
    event = event_here(work, event_id, Deed.SEE_CAMP)
    coordinator = None if event.coordinator_id is None else work.session.get(Account, event.coordinator_id)
    name = None if coordinator is None else coordinator.name
    return EventPlan(
        event.id, event.programme_id, _plan(event), event.state, name, event.cancelled_because, seen_of(event)
    )


@use_case(Deed.SEE_CAMP, Lane.READ)
def events_today(work: Work) -> tuple[EventCard, ...]:
    """The camps of today that this person may see; this laptop's own camp first."""
    start, end = hours_of(work.today)
    rows = work.session.scalars(
        select(Event)
        .where(Event.starts_at < end, Event.ends_at >= start, Event.withdrawn.is_(None))
        .where(Event.state != EventState.CANCELLED)
        .order_by(Event.id != work.laptop.event_id, Event.starts_at, Event.id)
    )
    return tuple(event_card(event) for event in rows if work.may(Deed.SEE_CAMP, Row(event_id=event.id)))


@use_case(Deed.SEE_CAMP, Lane.READ)
def list_events(work: Work, programme_id: UUID | None = None, limit: int = 200) -> tuple[EventCard, ...]:
    """Camps, the latest first: of one programme or of all."""
    rows = select(Event).where(Event.withdrawn.is_(None)).order_by(Event.starts_at.desc(), Event.id)
    if programme_id is not None:
        rows = rows.where(Event.programme_id == programme_id)
    found = work.session.scalars(rows.limit(limit))
    return tuple(event_card(event) for event in found if work.may(Deed.SEE_CAMP, Row(event_id=event.id)))


@use_case(Deed.PLAN_CAMP, Lane.READ)
def coordinators(work: Work) -> tuple[tuple[UUID, str], ...]:
    """Who may lead a camp, by name."""
    rows = work.session.execute(
        select(Account.id, Account.name)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(RoleGrant.role.in_((Role.COORDINATOR, Role.SUPERVISOR)), RoleGrant.withdrawn.is_(None))
        .where(Account.withdrawn.is_(None))
        .distinct()
        .order_by(Account.name)
    )
    return tuple((key, name) for key, name in rows)


def event_here(work: Work, event_id: UUID, deed: Deed) -> Event:
    """The camp, if this person may do `deed` there."""
    work.need(deed, Row(event_id=event_id))
    event = work.session.get(Event, event_id)
    if event is None or event.withdrawn is not None:
        raise Refused(Said("This camp is not on this laptop."), advice=Said("Sync, or choose another camp."))
    return event


def open_event(work: Work, event_id: UUID, deed: Deed) -> Event:
    """The camp, if it was not called off."""
    event = event_here(work, event_id, deed)
    if event.state is EventState.CANCELLED:
        raise Refused(Said("This camp was cancelled."))
    return event


def event_card(event: Event) -> EventCard:
    return EventCard(
        event.id, event.name, event.name_other, event.venue, event.village, event.starts_at, event.ends_at,
        event.state, event.capacity, event.programme_id,
    )  # fmt: skip


def admission_hours(event: Event) -> tuple[datetime, datetime]:
    """From when to when people are let in."""
    before, after = margins()
    return event.starts_at - before, event.ends_at + after


def stations_of(work: Work, event_id: UUID) -> list[Station]:
    """The tables of a camp, in their order."""
    return list(
        work.session.scalars(
            select(Station)
            .where(Station.event_id == event_id, Station.withdrawn.is_(None))
            .order_by(Station.position, Station.id)
        )
    )


def _plan(event: Event) -> NewEvent:
    return NewEvent(**{field.name: getattr(event, field.name) for field in fields(NewEvent)})


def _check(new: NewEvent) -> None:
    if not new.name.strip():
        raise Refused(Said("A name is needed."), field="name")
    if not new.venue.strip():
        raise Refused(Said("Say where the camp is."), field="venue")
    if new.ends_at <= new.starts_at:
        raise Refused(Said("The camp ends before it begins."), field="ends_at")
    if (clinic_day(new.ends_at) - clinic_day(new.starts_at)).days > 30:
        raise Refused(Said("A camp is at most a month long. Plan several."), field="ends_at")
    if new.capacity is not None and new.capacity < 1:
        raise Refused(Said("At least 1 person has to have room."), field="capacity")
    _check_place(new)


def _check_place(new: NewEvent) -> None:
    if (new.latitude_e6 is None) != (new.longitude_e6 is None):
        raise Refused(Said("Coordinates are two numbers."), field="place")
    if new.latitude_e6 is not None and new.longitude_e6 is not None:
        in_range = abs(new.latitude_e6) <= 90_000_000 and abs(new.longitude_e6) <= 180_000_000
        if not in_range:
            raise Refused(Said("There is no such place on a map."), field="place")
