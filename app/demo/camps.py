"""The demo's camps: three that were held, and one that runs today with people at every table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.camps.admitting import Comer, admit
from app.camps.events import NewEvent, event_here, plan_event, stations_of
from app.camps.lists import consent_wording, stages
from app.camps.programmes import NewProgramme, approve_programme, plan_programme
from app.camps.registering import NewParticipant, register_several
from app.camps.stages import advance_event, tick_item
from app.clock import clinic_day, hours_of
from app.demo.cast import Stage
from app.demo.days import moment_of
from app.demo.history import Told, years_of
from app.demo.people import GROWN, People
from app.work import Deed, Work, use_case
from models.camps.event import Pass, Registration, StationVisit
from models.code_list import code_list
from models.consulting.visit import Vitals
from models.vocabulary import AdmissionWay, EventState, RegistrationSource, Role

IN_A_WORK = 90
ADMITTED_IN_A_WORK = 60
A_TABLE_TAKES = timedelta(minutes=9)
SAYS = ((("hypertension",), 14), (("diabetes",), 9), ((), 77))
SOURCES = ((RegistrationSource.PHONE, 45), (RegistrationSource.LIST, 40), (RegistrationSource.WALK_IN, 15))

HELD = (EventState.PREPARATION, EventState.REGISTRATION, EventState.EXECUTION)
CLOSED = (*HELD, EventState.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Camps:
    """The camp of today, and one that is over, for a pass of another camp."""

    today: UUID
    earlier: UUID | None


def make_camps(stage: Stage, people: People, registrations: int, told: Told) -> Camps:
    """Plan them, let people register, let them in."""
    lists = code_list("day", "demo")["camps"]
    earlier = lists["earlier"]
    stage.clock.set(stage.today - timedelta(days=earlier[0]["days"] + 30), 10 * 60)
    programme = _programme(stage, lists)
    passed = None
    for count, one in enumerate(earlier):
        passed = _past_camp(stage, people, programme, one, round(registrations * one["people"]))
        told((count + 1) * 0.15)
    today = _camp_of_today(stage, people, programme, lists["today"], registrations)
    told(1.0)
    return Camps(today, passed)


@use_case(Deed.CHECK_IN)
def admit_many(work: Work, event_id: UUID, comers: Sequence["Arrival"]) -> None:
    """Let several people in, each at their time, and note the tables they were at."""
    event = event_here(work, event_id, Deed.CHECK_IN)
    tables = stations_of(work, event_id)
    for one in comers:
        registration = work.session.get(Registration, one.registration_id)
        work.now = one.at
        admit(work, event, Comer(one.pass_id, "", registration), AdmissionWay.SCAN)
        if one.tables and one.vitals:
            taken_at = one.at + A_TABLE_TAKES
            work.add(
                Vitals(
                    person_id=one.registration_id, event_id=event_id, taken_at=taken_at, **dict(one.vitals)
                )
            )
        for table in tables[: one.tables]:
            work.now += A_TABLE_TAKES
            work.add(
                StationVisit(
                    event_id=event_id, station_id=table.id, registration_id=one.registration_id, at=work.now
                )
            )


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody at the gate, and how many tables they were at since."""

    registration_id: UUID
    pass_id: UUID
    at: datetime
    tables: int
    vitals: Mapping[str, int] = field(default_factory=dict, repr=False)


@use_case(Deed.CHECK_IN)
def _who_registered(work: Work, event_id: UUID) -> list[tuple[UUID, UUID]]:
    rows = work.session.execute(
        select(Pass.registration_id, Pass.id)
        .where(Pass.event_id == event_id, Pass.registration_id.is_not(None))
        .order_by(Pass.number)
    )
    return [(registration, key) for registration, key in rows if registration is not None]


def _programme(stage: Stage, lists: Mapping[str, Any]) -> UUID:
    supervisor = stage.desk(Role.SUPERVISOR)
    programme = supervisor.run(
        plan_programme,
        NewProgramme(
            lists["programme"], lists["type"], lists["objective"], lists["target_group"], target_count=2400,
            sponsor=lists["sponsor"], budget_paise=lists["budget"], volunteers_needed=12,
            starts_on=stage.today - timedelta(days=100), ends_on=stage.today + timedelta(days=60),
        ),
    )  # fmt: skip
    supervisor.run(approve_programme, programme)
    return programme


def _past_camp(stage: Stage, people: People, programme: UUID, one: Mapping[str, Any], count: int) -> UUID:
    day = stage.today - timedelta(days=one["days"])
    opens, closes = moment_of(day, 9 * 60), moment_of(day, 16 * 60)
    stage.clock.set(day - timedelta(days=14), 11 * 60)
    event = _plan(stage, programme, one, opens, closes)
    _go_on(stage, event, HELD)
    _register(stage, people, event, count, day)
    came = [
        (key, card) for key, card in stage.desk(Role.VOLUNTEER).run(_who_registered, event)
        if stage.dice.random() < 0.78
    ]  # fmt: skip
    step = (closes - opens - timedelta(hours=1)) / max(1, len(came))
    arrivals = [
        Arrival(
            key, card, opens + step * at, stage.dice.choices((6, 5, 4, 2), (80, 8, 8, 4))[0], _measured(stage)
        )
        for at, (key, card) in enumerate(came)
    ]
    _admit(stage, event, arrivals)
    stage.clock.now = closes + timedelta(hours=1)
    _go_on(stage, event, CLOSED[-1:])
    return event


def _camp_of_today(stage: Stage, people: People, programme: UUID, one: Mapping[str, Any], count: int) -> UUID:
    """It is open at the moment the demo shows."""
    opens, closes = _hours(stage)
    stage.clock.set(stage.today - timedelta(days=12), 11 * 60)
    event = _plan(stage, programme, one, opens, closes)
    _go_on(stage, event, HELD[:2])
    _register(stage, people, event, count, stage.today - timedelta(days=2))
    stage.clock.now = opens - timedelta(minutes=30)
    _go_on(stage, event, HELD[2:])
    registered = stage.desk(Role.VOLUNTEER).run(_who_registered, event)
    came = registered[: round(len(registered) * one["share_in"])]
    stage.dice.shuffle(came)
    step = (stage.now - opens - timedelta(minutes=3)) / max(1, len(came))
    arrivals = []
    for at, (key, card) in enumerate(came):
        came_at = opens + step * at
        been = int((stage.now - came_at) / A_TABLE_TAKES)
        arrivals.append(
            Arrival(key, card, came_at, max(0, min(6, been - stage.dice.randrange(0, 3))), _measured(stage))
        )
    _admit(stage, event, arrivals)
    return event


def _hours(stage: Stage) -> tuple[datetime, datetime]:
    """Nine to four, or hours around the moment shown when that is at another time."""
    start, end = hours_of(stage.today)
    opens = min(moment_of(stage.today, 9 * 60), stage.now - timedelta(minutes=80))
    closes = max(moment_of(stage.today, 16 * 60), stage.now + timedelta(hours=2))
    return max(opens, start), min(closes, end - timedelta(minutes=1))


def _plan(stage: Stage, programme: UUID, one: Mapping[str, Any], opens: datetime, closes: datetime) -> UUID:
    leader = next(person for person in stage.people if person.role is Role.COORDINATOR)
    new = NewEvent(
        one["name"], one["venue"], opens, closes, one["name_other"], one["village"], capacity=700,
        coordinator_id=leader.id,
    )  # fmt: skip
    return stage.desk(Role.SUPERVISOR).run(plan_event, programme, new)


def _go_on(stage: Stage, event: UUID, through: Sequence[EventState]) -> None:
    """Tick what is needed and go on, stage by stage."""
    desk = stage.desk(Role.COORDINATOR)
    order = list(stages())
    for state in through:
        for item in stages()[order[order.index(state) - 1]].items:
            desk.run(tick_item, event, item.key)
        desk.run(advance_event, event)


def _register(stage: Stage, people: People, event: UUID, count: int, until: date) -> None:
    """In the days before the camp."""
    parts = [min(IN_A_WORK, count - start) for start in range(0, count, IN_A_WORK)]
    for at, part in enumerate(parts):
        stage.clock.set(until - timedelta(days=min(8, len(parts) - at)), 12 * 60 + at)
        new = [_participant(stage, people) for _ in range(part)]
        stage.desk(Role.COORDINATOR).run(register_several, event, new)


def _participant(stage: Stage, people: People) -> NewParticipant:
    dice, day = stage.dice, clinic_day(stage.clock.now)
    about = people.somebody(day)
    while years_of(about, day) < GROWN:
        about = people.somebody(day)
    says = dice.choices([one for one, _ in SAYS], [share for _, share in SAYS])[0]
    return NewParticipant(
        about.name, about.sex, about.born_on, about.birth_is_estimated, about.phone, about.village,
        about.name_other, about.relative_name, conditions=says,
        source=dice.choices([one for one, _ in SOURCES], [share for _, share in SOURCES])[0],
        consent=str(consent_wording()) if dice.random() < 0.93 else None,
    )  # fmt: skip


def _measured(stage: Stage) -> dict[str, int]:
    """Grown people of the villages: every fourth has a high pressure, every sixth a high sugar."""
    dice = stage.dice
    upper = round(dice.gauss(158, 10) if dice.random() < 0.25 else dice.gauss(124, 8))
    sugar = round(dice.gauss(225, 25) if dice.random() < 0.16 else dice.gauss(112, 12))
    return {
        "systolic_mmhg": upper,
        "diastolic_mmhg": round(upper * 0.62),
        "pulse_per_min": round(dice.gauss(80, 7)),
        "sugar_mg_dl": sugar,
        "weight_g": round(dice.gauss(59, 9) * 10) * 100,
        "height_mm": round(dice.gauss(1580, 70)),
    }


def _admit(stage: Stage, event: UUID, arrivals: Sequence[Arrival]) -> None:
    for start in range(0, len(arrivals), ADMITTED_IN_A_WORK):
        part = arrivals[start : start + ADMITTED_IN_A_WORK]
        stage.clock.now = min(stage.now, part[-1].at + A_TABLE_TAKES * 6)
        stage.desk(Role.NURSE).run(admit_many, event, part)
