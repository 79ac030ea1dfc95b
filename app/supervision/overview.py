"""How the clinic does: what a supervisor looks at in the morning, and takes to the people who pay for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from app.clock import hours_of
from app.supervision.camp_findings import CampResult, camp_result
from app.supervision.laptops import LaptopCard, laptops_of
from app.supervision.overview_days import (
    Days,
    Houses,
    Span,
    TokensOfDay,
    collected_on_days,
    left_to_pay,
    median_of,
    people_at_camps,
    tokens_of_days,
    visits_of_days,
)
from app.work import Deed, Lane, Refused, Row, Said, Work, use_case
from models.camps.event import Event, StationVisit
from models.people.clinic import Place
from models.vocabulary import EventState

LONGEST = 400
"""Days: a year and what is needed to compare it is a year more."""


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A house or a camp that an overview can be of."""

    id: UUID
    name: str
    name_other: str | None
    is_camp: bool


@dataclass(frozen=True, slots=True)
class DayCount:
    """Visits to the houses and people at camps on one day."""

    day: date
    clinic: int
    camp: int


@dataclass(frozen=True, slots=True)
class VisitFigures:
    """`before` is the same number of days just before."""

    total: int
    before: int
    days: tuple[DayCount, ...]


@dataclass(frozen=True, slots=True)
class CampFigures:
    """People who were at a table, of so many camps; `by_camp` in the order in which they were held."""

    people: int
    camps: int
    today: int
    by_camp: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MoneyFigures:
    collected_paise: int
    due_paise: int
    by_day: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnseenFigures:
    """Tokens that nobody saw in the end, of all that were given and not cancelled."""

    unseen: int
    given: int
    by_day: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WaitFigures:
    """The median from token to doctor in minutes, None if nobody was seen; `by_day` only of days with patients."""

    minutes: int | None
    before: int | None
    by_day: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What happened from `first_day` to `last_day` at `place`, or everywhere. None: not for this person, or of
    another place.
    """

    first_day: date
    last_day: date
    place: PlaceCard | None
    places: tuple[PlaceCard, ...]
    visits: VisitFigures
    camps: CampFigures | None
    money: MoneyFigures | None
    unseen: UnseenFigures | None
    wait: WaitFigures | None
    last_camp: CampResult | None
    laptops: tuple[LaptopCard, ...]
    at: datetime

    @property
    def is_empty(self) -> bool:
        """Nothing was done yet, in these days or those before."""
        return not (
            self.visits.total or self.visits.before or self.last_camp
            or (self.money and (self.money.collected_paise or self.money.due_paise))
            or (self.unseen and self.unseen.given)
        )  # fmt: skip


@use_case(Deed.SEE_OVERVIEW, Lane.READ)
def overview(work: Work, first_day: date, last_day: date, place: UUID | None = None) -> Overview:
    """Count the days from first to last, of one house or camp or of all that this person may see."""
    return count_overview(work, first_day, last_day, place)


def count_overview(work: Work, first_day: date, last_day: date, place: UUID | None) -> Overview:
    if not 0 <= (last_day - first_day).days < LONGEST:
        raise Refused(Said("Choose up to {n} days.", n=LONGEST), field="days")
    span = Span(first_day, last_day)
    sees_houses = work.may(Deed.SEE_OVERVIEW, Row())
    events = _events(work, span)
    places = _places(work, span, sees_houses, events, place)
    chosen = next((one for one in places if one.id == place), None)
    if place is not None and chosen is None:
        raise Refused(Said("This place is not on this laptop."), advice=Said("Choose another place."))
    houses = None if not sees_houses or (chosen and chosen.is_camp) else Houses(place)
    if chosen is not None:
        events = [event for event in events if event.id == place]
    both = Span(span.before.first, span.last)
    camp_days = people_at_camps(work, both, [event.id for event in events])
    tokens = {} if houses is None else tokens_of_days(work, both, houses)
    return Overview(
        first_day=first_day,
        last_day=last_day,
        place=chosen,
        places=places,
        visits=_visits(span, {} if houses is None else visits_of_days(work, both, houses), camp_days),
        camps=None if chosen and not chosen.is_camp else _camps(work.today, span, events, camp_days),
        money=None if houses is None else _money(work, span, houses),
        unseen=None if houses is None else _unseen(span, tokens),
        wait=None if houses is None else _wait(span, tokens),
        last_camp=_last_camp(work, events),
        laptops=laptops_of(work) if sees_houses else (),
        at=work.now,
    )


def _events(work: Work, span: Span) -> list[Event]:
    """The camps begun until the end of the span that this person may see, in their order."""
    end = min(hours_of(span.last)[1], work.now)
    rows = work.session.scalars(
        select(Event)
        .where(Event.starts_at < end, Event.withdrawn.is_(None), Event.state != EventState.CANCELLED)
        .order_by(Event.starts_at, Event.id)
    )
    return [event for event in rows if work.may(Deed.SEE_OVERVIEW, Row(event_id=event.id))]


def _places(
    work: Work, span: Span, sees_houses: bool, events: list[Event], place: UUID | None
) -> tuple[PlaceCard, ...]:
    houses = work.session.scalars(
        select(Place).where(Place.withdrawn.is_(None)).order_by(Place.name, Place.id)
    )
    start = hours_of(span.first)[0]
    return (
        *(PlaceCard(one.id, one.name, None, False) for one in houses if sees_houses),
        *(
            PlaceCard(event.id, event.name, event.name_other, True)
            for event in reversed(events)
            if event.ends_at >= start or event.id == place
        ),
    )


def _visits(span: Span, clinic: Days, camp_days: Mapping[UUID, Days]) -> VisitFigures:
    def at_camps(day: date) -> int:
        return sum(days.get(day, 0) for days in camp_days.values())

    days = tuple(DayCount(day, clinic.get(day, 0), at_camps(day)) for day in span.days)
    before = sum(clinic.get(day, 0) + at_camps(day) for day in span.before.days)
    return VisitFigures(sum(one.clinic + one.camp for one in days), before, days)


def _camps(today: date, span: Span, events: list[Event], camp_days: Mapping[UUID, Days]) -> CampFigures:
    by_camp = [
        sum(count for day, count in camp_days.get(event.id, {}).items() if day in span) for event in events
    ]
    seen_today = sum(days.get(today, 0) for days in camp_days.values()) if today in span else 0
    held = tuple(count for count in by_camp if count)
    return CampFigures(sum(held), len(held), seen_today, held)


def _money(work: Work, span: Span, houses: Houses) -> MoneyFigures:
    days = collected_on_days(work, span, houses)
    by_day = tuple(days.get(day, 0) for day in span.days)
    return MoneyFigures(sum(by_day), left_to_pay(work, span, houses), by_day)


def _unseen(span: Span, days: Mapping[date, TokensOfDay]) -> UnseenFigures:
    by_day = tuple(days[day].unseen if day in days else 0 for day in span.days)
    given = sum(of.given for day, of in days.items() if day in span)
    return UnseenFigures(sum(by_day), given, by_day)


def _wait(span: Span, days: Mapping[date, TokensOfDay]) -> WaitFigures:
    of_days = [median_of([days[day].waits]) for day in span.days if day in days]
    return WaitFigures(
        median_of(of.waits for day, of in days.items() if day in span),
        median_of(of.waits for day, of in days.items() if day not in span),
        tuple(minutes for minutes in of_days if minutes is not None),
    )


def _last_camp(work: Work, events: list[Event]) -> CampResult | None:
    """The latest camp at which somebody was at a table."""
    begun = [event.id for event in events]
    seen = select(StationVisit.id).where(StationVisit.event_id == Event.id, StationVisit.withdrawn.is_(None))
    latest = work.session.scalars(
        select(Event)
        .where(Event.id.in_(begun), seen.exists())
        .order_by(Event.starts_at.desc(), Event.id.desc())
        .limit(1)
    ).first()
    return None if latest is None else camp_result(work, latest)
