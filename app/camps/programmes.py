"""Programmes: why camps are held, for whom, with whose money, and who allowed it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.camps.lists import camp_kinds
from app.work import Deed, Lane, Refused, Row, Said, Seen, Work, seen_of, use_case
from models.camps.event import Event, Programme
from models.people.staff import Account
from models.vocabulary import EventState


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """What the plan says. `type` is one of `camp_kinds()`."""

    name: str
    type: str
    objective: str | None = None
    target_group: str | None = None
    target_count: int | None = None
    eligibility: str | None = None
    staff_needed: str | None = None
    volunteers_needed: int | None = None
    equipment_needed: str | None = None
    sponsor: str | None = None
    partners: str | None = None
    scheme: str | None = None
    budget_paise: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """A programme as lists show it."""

    id: UUID
    name: str
    type: Said | str
    starts_on: date | None
    ends_on: date | None
    events: int
    is_approved: bool


@dataclass(frozen=True, slots=True)
class ProgrammePlan:
    """A programme to be read and edited."""

    id: UUID
    plan: NewProgramme
    approved_by: str | None
    approved_at: datetime | None
    seen: Seen


@use_case(Deed.PLAN_CAMP)
def plan_programme(work: Work, new: NewProgramme) -> UUID:
    """Write down a new programme; somebody has to approve it before people register for its camps."""
    work.need(Deed.PLAN_CAMP, Row())
    _check(new)
    return work.add(Programme(**asdict(new))).id


@use_case(Deed.PLAN_CAMP)
def edit_programme(work: Work, programme_id: UUID, seen: Seen, changed: Mapping[str, Any]) -> None:
    """Write the fields of `NewProgramme` that the person changed."""
    work.need(Deed.PLAN_CAMP, Row())
    programme = programme_here(work, programme_id)
    _check(replace(_plan(programme), **changed))
    work.revise(programme, seen, **changed)


@use_case(Deed.PLAN_CAMP)
def approve_programme(work: Work, programme_id: UUID) -> None:
    """Say that the programme may go ahead."""
    work.need(Deed.PLAN_CAMP, Row())
    programme = programme_here(work, programme_id)
    if programme.approved_by is not None:
        raise Refused(Said("This programme is approved already."))
    work.put(programme, approved_by=work.actor.id, approved_at=work.now)


@use_case(Deed.SEE_CAMP, Lane.READ)
def list_programmes(work: Work) -> tuple[ProgrammeCard, ...]:
    """All programmes, the newest first."""
    camps = (
        select(Event.programme_id, func.count().label("camps"))
        .where(Event.withdrawn.is_(None), Event.state != EventState.CANCELLED)
        .group_by(Event.programme_id)
        .subquery()
    )
    rows = work.session.execute(
        select(Programme, camps.c.camps)
        .outerjoin(camps, camps.c.programme_id == Programme.id)
        .where(Programme.withdrawn.is_(None))
        .order_by(Programme.id.desc())
    )
    return tuple(_card(programme, count or 0) for programme, count in rows)


@use_case(Deed.SEE_CAMP, Lane.READ)
def read_programme(work: Work, programme_id: UUID) -> ProgrammePlan:
    """A programme with all it says."""
    programme = programme_here(work, programme_id)
    approver = None if programme.approved_by is None else work.session.get(Account, programme.approved_by)
    name = None if approver is None else approver.name
    return ProgrammePlan(programme.id, _plan(programme), name, programme.approved_at, seen_of(programme))


def programme_here(work: Work, programme_id: UUID) -> Programme:
    programme = work.session.get(Programme, programme_id)
    if programme is None or programme.withdrawn is not None:
        raise Refused(Said("This programme is not on this laptop."))
    return programme


def kind_said(key: str) -> Said | str:
    """A kind of camp in words; one that a newer version added stays as it is."""
    kind = camp_kinds().get(key)
    return key if kind is None else kind.said


def _plan(programme: Programme) -> NewProgramme:
    return NewProgramme(**{field.name: getattr(programme, field.name) for field in fields(NewProgramme)})


def _check(new: NewProgramme) -> None:
    if not new.name.strip():
        raise Refused(Said("A name is needed."), field="name")
    if new.type not in camp_kinds():
        raise Refused(Said("Choose what kind of camp it is."), field="type")
    for field in ("target_count", "volunteers_needed", "budget_paise"):
        value = getattr(new, field)
        if value is not None and value < 0:
            raise Refused(Said("This number cannot be less than 0."), field=field)
    if new.starts_on and new.ends_on and new.ends_on < new.starts_on:
        raise Refused(Said("The last day is before the first."), field="ends_on")


def _card(programme: Programme, events: int) -> ProgrammeCard:
    return ProgrammeCard(
        programme.id, programme.name, kind_said(programme.type), programme.starts_on, programme.ends_on,
        events, programme.approved_by is not None,
    )  # fmt: skip
