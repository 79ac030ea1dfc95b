"""The tables of a camp: how they are set up, who was at which, and who comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from app.camps.answers import CheckIn
from app.camps.events import MOST_TABLES, event_here, open_event, stations_of
from app.camps.held import read_held
from app.camps.participants import ParticipantCard, card_of, people_in, person_of_row, was_there
from app.camps.passes import registration_here
from app.work import Deed, Lane, Refused, Said, Seen, Work, seen_of, use_case
from models.camps.event import Admission, Pass, Registration, Station, StationVisit


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is set up."""

    id: UUID
    position: int
    name: str
    name_other: str | None
    icon: str
    lead: str | None
    seen: Seen


@dataclass(frozen=True, slots=True)
class AtTable:
    """What came of a scan at a table: `refusal`, or the visit is noted. `number` is on the card."""

    refusal: CheckIn | None = None
    card: ParticipantCard | None = field(default=None, repr=False)
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody whose next table this is. `since` is when they were at the one before, or came in."""

    registration_id: UUID
    number: str
    name: str = field(repr=False)
    name_other: str | None = field(repr=False)
    since: datetime


@use_case(Deed.SEE_CAMP, Lane.READ)
def tables_of(work: Work, event_id: UUID) -> tuple[Table, ...]:
    """The tables in their order."""
    event_here(work, event_id, Deed.SEE_CAMP)
    return tuple(_table(one) for one in stations_of(work, event_id))


@use_case(Deed.PLAN_CAMP)
def add_table(
    work: Work, event_id: UUID, name: str, icon: str, name_other: str | None = None, lead: str | None = None
) -> UUID:
    """A further table, at the end of the row."""
    open_event(work, event_id, Deed.PLAN_CAMP)
    if not name.strip():
        raise Refused(Said("A name is needed."), field="name")
    ever = list(work.session.scalars(select(Station.service).where(Station.event_id == event_id)))
    free = next((bit for bit in range(MOST_TABLES) if bit not in ever), None)
    if free is None:
        raise Refused(Said("A camp has at most {most} tables.", most=MOST_TABLES))
    last = max((table.position for table in stations_of(work, event_id)), default=-1)
    return work.add(
        Station(
            event_id=event_id, position=last + 1, name=name.strip(), name_other=name_other, icon=icon,
            service=free, lead=lead,
        )
    ).id  # fmt: skip


@use_case(Deed.PLAN_CAMP)
def edit_table(work: Work, event_id: UUID, table_id: UUID, seen: Seen, changed: Mapping[str, Any]) -> None:
    """Write what was changed of name, name_other, icon and lead."""
    event_here(work, event_id, Deed.PLAN_CAMP)
    if not str(changed.get("name", "x")).strip():
        raise Refused(Said("A name is needed."), field="name")
    work.revise(station_here(work, event_id, table_id), seen, **changed)


@use_case(Deed.PLAN_CAMP)
def move_table(work: Work, event_id: UUID, table_id: UUID, to: int) -> None:
    """Put a table at another place of the row, the first being 0."""
    event_here(work, event_id, Deed.PLAN_CAMP)
    moved = station_here(work, event_id, table_id)
    row = [table for table in stations_of(work, event_id) if table is not moved]
    row.insert(to, moved)
    for position, table in enumerate(row):
        if table.position != position:
            work.put(table, position=position)


@use_case(Deed.PLAN_CAMP)
def remove_table(work: Work, event_id: UUID, table_id: UUID) -> None:
    """Take a table away that nobody was at yet."""
    event_here(work, event_id, Deed.PLAN_CAMP)
    table = station_here(work, event_id, table_id)
    been = select(func.count()).where(StationVisit.station_id == table_id, StationVisit.withdrawn.is_(None))
    if work.session.scalar(been):
        raise Refused(Said("People were at this table already. It stays."))
    work.withdraw(table, "not needed")


@use_case(Deed.CHECK_IN)
def scan_at_table(work: Work, event_id: UUID, table_id: UUID, text: str) -> AtTable:
    """Note by the pass that somebody was at a table, also when this laptop never heard of them."""
    event = open_event(work, event_id, Deed.CHECK_IN)
    held = read_held(work, event, text)
    if isinstance(held, CheckIn):
        return AtTable(held)
    comer = held.comer
    note_visit(work, event_id, table_id, comer.registration, comer.pass_id)
    card = card_of(work, comer.registration) if comer.registration else None
    return AtTable(card=card, number=comer.number)


@use_case(Deed.CHECK_IN)
def see_at_table(work: Work, event_id: UUID, table_id: UUID, registration_id: UUID) -> ParticipantCard:
    """Note that somebody was at a table; the card that comes back says where to send them next."""
    open_event(work, event_id, Deed.CHECK_IN)
    registration = registration_here(work, event_id, registration_id)
    note_visit(work, event_id, table_id, registration, None)
    return card_of(work, registration)


@use_case(Deed.CHECK_IN)
def unsee_at_table(work: Work, event_id: UUID, table_id: UUID, registration_id: UUID) -> ParticipantCard:
    """Take back that somebody was at a table."""
    event_here(work, event_id, Deed.CHECK_IN)
    registration = registration_here(work, event_id, registration_id)
    visits = work.session.scalars(_visits(table_id, registration, None)).all()
    if not visits:
        raise Refused(Said("They were not at this table."))
    for visit in visits:
        work.withdraw(visit, "noted by mistake")
    work.session.flush()
    return card_of(work, registration)


def note_visit(
    work: Work, event_id: UUID, table_id: UUID, registration: Registration | None, pass_id: UUID | None
) -> None:
    """Write down that somebody was at a table, once."""
    station_here(work, event_id, table_id)
    if work.session.scalars(_visits(table_id, registration, pass_id)).first() is None:
        person = registration.id if registration else None
        work.add(
            StationVisit(
                event_id=event_id, station_id=table_id, registration_id=person, pass_id=pass_id, at=work.now
            )
        )
        work.session.flush()


@use_case(Deed.SEE_CAMP, Lane.READ)
def waiting_at(work: Work, event_id: UUID, table_id: UUID, limit: int = 100) -> tuple[Waits, ...]:
    """Who comes next to this table, those first who wait longest."""
    event_here(work, event_id, Deed.SEE_CAMP)
    row = [table.id for table in stations_of(work, event_id)]
    if table_id not in row:
        return ()
    before = set(row[: row.index(table_id)])
    visits = work.session.execute(
        select(person_of_row(StationVisit), StationVisit.station_id, StationVisit.at)
        .outerjoin(Pass, Pass.id == StationVisit.pass_id)
        .where(StationVisit.event_id == event_id, StationVisit.withdrawn.is_(None))
    )
    been: dict[UUID, dict[UUID, datetime]] = {}
    for person, station, at in visits:
        been.setdefault(person, {})[station] = at
    first = people_in(event_id).add_columns(func.min(Admission.at)).group_by("person")
    came: dict[UUID, datetime] = dict(work.session.execute(first).all())
    due = [
        person
        for person in came.keys() | been.keys()
        if table_id not in been.get(person, {}) and before <= been.get(person, {}).keys()
    ]
    since = {person: max(been[person].values()) if person in been else came[person] for person in due}
    return _waits(work, since, limit)


def _waits(work: Work, since: dict[UUID, datetime], limit: int) -> tuple[Waits, ...]:
    due, found = sorted(since, key=lambda person: since[person]), list[Waits]()
    while due and len(found) < limit:
        some, due = due[:500], due[500:]
        rows = work.session.execute(
            select(Registration.id, Registration.number, Registration.name, Registration.name_other).where(
                Registration.id.in_(some)
            )
        )
        known = {key: (number, name, other) for key, number, name, other in rows}
        found += [Waits(person, *known[person], since[person]) for person in some if person in known]
    return tuple(found[:limit])


def _visits(table_id: UUID, registration: Registration | None, pass_id: UUID | None) -> Select[StationVisit]:
    theirs = was_there(registration.id) if registration else StationVisit.pass_id == pass_id
    return select(StationVisit).where(
        StationVisit.station_id == table_id, theirs, StationVisit.withdrawn.is_(None)
    )


def station_here(work: Work, event_id: UUID, table_id: UUID) -> Station:
    table = work.session.get(Station, table_id)
    if table is None or table.withdrawn is not None or table.event_id != event_id:
        raise Refused(Said("This table is not there any more."))
    return table


def _table(one: Station) -> Table:
    return Table(one.id, one.position, one.name, one.name_other, one.icon, one.lead, seen_of(one))
