"""The live numbers of a camp."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, literal, select

from app.camps.events import EventCard, event_card, event_here, stations_of
from app.camps.participants import people_in, person_of_row
from app.work import Deed, Lane, Work, use_case
from models.camps.event import Admission, Pass, Registration, Station, StationVisit
from models.ledger.device import Device


@dataclass(frozen=True, slots=True)
class TableCount:
    """A table of the camp: who was there, and who comes next by the usual way round."""

    id: UUID
    name: str
    name_other: str | None
    icon: str
    lead: str | None
    screened: int
    waiting: int


@dataclass(frozen=True, slots=True)
class CampBoard:
    """How a camp stands now. `screened` were at a table at least once."""

    event: EventCard
    registered: int
    checked_in: int
    screened: int
    tables: tuple[TableCount, ...]


@dataclass(frozen=True, slots=True)
class CameIn:
    """One admission, as the coordinator compares it with another."""

    id: UUID
    token: str
    at: datetime
    where: str | None


@dataclass(frozen=True, slots=True)
class CameTwice:
    """Somebody let in more than once by laptops that did not know of each other. `counts` is the earliest."""

    registration_id: UUID | None
    number: str | None
    name: str | None = field(repr=False)
    counts: CameIn
    others: tuple[CameIn, ...]


@use_case(Deed.SEE_CAMP, Lane.READ)
def camp_board(work: Work, event_id: UUID) -> CampBoard:
    """Registered, checked in, screened at each table, waiting for each."""
    event = event_here(work, event_id, Deed.SEE_CAMP)
    tables = stations_of(work, event_id)
    been = _been(work, event_id, tables)
    came = people_in(event_id).distinct().subquery()
    checked_in = work.session.scalar(select(func.count()).select_from(came)) or 0
    registered = work.session.scalar(
        select(func.count()).where(Registration.event_id == event_id, Registration.withdrawn.is_(None))
    )
    screened = sum(been.values())
    return CampBoard(
        event_card(event), registered or 0, checked_in, screened,
        _counts(tables, been, fresh=max(0, checked_in - screened)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LastCheckIn:
    """Somebody who came in, as the gate lists them."""

    id: UUID
    at: datetime
    token: str
    name: str | None = field(repr=False)
    name_other: str | None = field(repr=False)


@use_case(Deed.SEE_CAMP, Lane.READ)
def last_check_ins(work: Work, event_id: UUID, limit: int = 10) -> tuple[LastCheckIn, ...]:
    """Who came in last, on whichever laptop, the latest first."""
    event_here(work, event_id, Deed.SEE_CAMP)
    person = person_of_row(Admission).label("person")
    rows = work.session.execute(
        select(Admission.id, Admission.at, Admission.token, person)
        .outerjoin(Pass, Pass.id == Admission.pass_id)
        .where(Admission.event_id == event_id, Admission.withdrawn.is_(None))
        .order_by(Admission.id.desc())
        .limit(limit)
    ).all()
    known = {
        one.id: one
        for one in work.session.scalars(
            select(Registration).where(Registration.id.in_([row.person for row in rows]))
        )
    }
    found = [(row, known.get(row.person)) for row in rows]
    return tuple(
        LastCheckIn(row.id, row.at, row.token, one.name if one else None, one.name_other if one else None)
        for row, one in found
    )


@use_case(Deed.SEE_CAMP, Lane.READ)
def came_twice(work: Work, event_id: UUID) -> tuple[CameTwice, ...]:
    """People whose pass was admitted on two laptops apart. Nothing of what was found is lost; a person looks."""
    event_here(work, event_id, Deed.SEE_CAMP)
    person = person_of_row(Admission).label("person")
    rows = (
        select(Admission, person, Device.name)
        .outerjoin(Pass, Pass.id == Admission.pass_id)
        .outerjoin(Device, Device.id == Admission.device_id)
        .where(Admission.event_id == event_id, Admission.withdrawn.is_(None))
        .order_by(Admission.made_at, Admission.id)
    )
    several = people_in(event_id).group_by("person").having(func.count() > 1)
    twice: dict[UUID, list[CameIn]] = {}
    for admission, who, where in work.session.execute(rows.where(person_of_row(Admission).in_(several))):
        twice.setdefault(who, []).append(CameIn(admission.id, admission.token, admission.at, where))
    return tuple(_twice(work, who, came) for who, came in twice.items())


def _twice(work: Work, who: UUID, came: list[CameIn]) -> CameTwice:
    known = work.session.get(Registration, who)
    number, name = (known.number, known.name) if known else (None, None)
    return CameTwice(known.id if known else None, number, name, came[0], tuple(came[1:]))


def _been(work: Work, event_id: UUID, tables: Iterable[Station]) -> dict[frozenset[int], int]:
    """How many people have been at exactly which tables, these by their place in the row."""
    places = {table.service: place for place, table in enumerate(tables)}
    mine = (
        select(
            func.sum(literal(1).bitwise_lshift(Station.service).distinct()).label("been"),
            person_of_row(StationVisit).label("person"),
        )
        .select_from(StationVisit)
        .join(Station, Station.id == StationVisit.station_id)
        .outerjoin(Pass, Pass.id == StationVisit.pass_id)
        .where(StationVisit.event_id == event_id, StationVisit.withdrawn.is_(None))
        .where(Station.withdrawn.is_(None))
        .group_by("person")
        .subquery()
    )
    rows = work.session.execute(select(mine.c.been, func.count()).group_by(mine.c.been))
    return {
        frozenset(places[bit] for bit in range(int(been).bit_length()) if int(been) >> bit & 1): count
        for been, count in rows
    }


def _counts(tables: list[Station], been: dict[frozenset[int], int], fresh: int) -> tuple[TableCount, ...]:
    """`fresh` people came in and were nowhere yet: they wait for the first table."""
    waiting = [0] * len(tables)
    for places, count in ((frozenset[int](), fresh), *been.items()):
        following = next((place for place in range(len(tables)) if place not in places), None)
        if following is not None:
            waiting[following] += count
    return tuple(
        TableCount(
            table.id, table.name, table.name_other, table.icon, table.lead,
            sum(count for places, count in been.items() if place in places), waiting[place],
        )
        for place, table in enumerate(tables)
    )  # fmt: skip
