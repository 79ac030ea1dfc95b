"""Letting people in: one admission each, with a token; whoever comes again is told when they came."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.camps.answers import FIND_OTHERWISE, Answer, CheckIn, clock_or_day
from app.camps.clock_doubt import best_time
from app.camps.events import admission_hours
from app.camps.participants import ParticipantCard, admissions_of, card_of
from app.camps.passes import admission_of
from app.numbers import next_in
from app.work import Said, Work
from models.camps.event import Admission, Event, Registration
from models.ledger.device import Device
from models.people.staff import Account
from models.vocabulary import AdmissionWay, EventState

MOST_OF_A_FAMILY = 20


@dataclass(frozen=True, slots=True)
class Comer:
    """Who stands at the gate: a pass, and the person if this laptop knows them. `number` is on the card."""

    pass_id: UUID
    number: str
    registration: Registration | None
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when this comer may come."""

    since: datetime
    until: datetime


def answer_comer(
    work: Work, event: Event, comer: Comer, way: AdmissionWay, hours: Hours, anyway: bool = False
) -> CheckIn:
    """Already in, not now, or welcome; the first two change nothing."""
    person = comer.registration.id if comer.registration else None
    came = admission_of(work, event.id, person, comer.pass_id)
    if came is not None:
        return already_in(work, comer, came)
    closed = _not_now(work, event, comer, hours, anyway)
    return closed or welcome(work, comer, admit(work, event, comer, way))


def admit(work: Work, event: Event, comer: Comer, way: AdmissionWay) -> Admission:
    """Write down that they came, with the next token of this laptop."""
    number = next_in(work.session, f"camp token {work.laptop.lane} {event.id}")
    registration = comer.registration
    return work.add(
        Admission(
            event_id=event.id, pass_id=comer.pass_id, registration_id=registration.id if registration else None,
            device_id=work.laptop.device_id, at=work.now, way=way, token=f"{work.laptop.lane}-{number:03d}",
        )
    )  # fmt: skip


def welcome(work: Work, comer: Comer, admission: Admission) -> CheckIn:
    """They are in: where to send them."""
    work.session.flush()
    registration = comer.registration
    card = card_of(work, registration, admission) if registration else None
    reason = Said("Token {token} · {at}", token=admission.token, at=clock_or_day(admission.at, work.now))
    return CheckIn(
        Answer.WELCOME, reason, _where_to(comer, card), participant=card, number=comer.number,
        token=admission.token, at=admission.at, where=_laptop(work, work.laptop.device_id),
        by=work.actor.name, admission_id=admission.id, needs_person=comer.is_blank and registration is None,
        family=len(family_outside(work, registration)) if registration else 0,
    )  # fmt: skip


def already_in(work: Work, comer: Comer, came: Admission) -> CheckIn:
    """They came before: since when, where, by whom."""
    author = work.session.get(Account, came.made_by) if came.made_by else None
    by = author.name if author else None
    where = _laptop(work, came.device_id)
    elsewhere = came.device_id != work.laptop.device_id and where is not None
    facts = {"at": clock_or_day(came.at, work.now), "token": came.token, "name": by, "laptop": where}
    if elsewhere:
        reason = Said("At {at}, {laptop} · token {token}", **facts)
    elif by is not None:
        reason = Said("At {at} by {name} · token {token}", **facts)
    else:
        reason = Said("At {at} · token {token}", **facts)
    card = card_of(work, comer.registration, came) if comer.registration else None
    stop = card.next_stop if card else None
    advice = (
        Said("Now at: {table}. Do not give a new token.", table=Said(stop.name))
        if stop
        else Said("Do not give a new token.")
    )
    return CheckIn(
        Answer.ALREADY_IN, reason, advice, participant=card, number=comer.number, token=came.token,
        at=came.at, where=where, by=by, admission_id=came.id,
    )  # fmt: skip


def family_outside(work: Work, registration: Registration) -> list[Registration]:
    """Others who gave the same phone and are not in yet."""
    if registration.phone is None:
        return []
    others = work.session.scalars(
        select(Registration)
        .where(Registration.event_id == registration.event_id, Registration.phone == registration.phone)
        .where(Registration.id != registration.id, Registration.withdrawn.is_(None))
        .limit(MOST_OF_A_FAMILY)
    ).all()
    came = admissions_of(work, registration.event_id, [one.id for one in others]) if others else {}
    return [one for one in others if one.id not in came]


def hours_of_event(event: Event) -> Hours:
    return Hours(*admission_hours(event))


def _not_now(work: Work, event: Event, comer: Comer, hours: Hours, anyway: bool) -> CheckIn | None:
    """None if they may come in now. `anyway` is a person's word against a doubtful clock or a moved camp."""
    now, is_doubtful = best_time(work)
    if event.state is EventState.CANCELLED:
        return _closed(work, comer, Said("This camp was cancelled."), FIND_OTHERWISE)
    if hours.since <= now <= hours.until:
        return None
    since, until = admission_hours(event)
    may = is_doubtful or since <= now <= until
    if anyway and may:
        work.tell("let_in_anyway", Event.kind, event.id, "clock" if is_doubtful else "hours")
        return None
    reason = (
        Said("The pass is good from {at}.", at=hours.since)
        if now < hours.since
        else Said("The pass was good until {at}.", at=hours.until)
    )
    if is_doubtful:
        advice = Said("Is the clock of this laptop right? It says {now}.", now=work.now)
    elif may:
        advice = Said("The hours of this camp were changed. You may let them in.")
    else:
        advice = Said("Send them to the coordinator.")
    return _closed(work, comer, reason, advice, is_amber=may)


def _closed(work: Work, comer: Comer, reason: Said, advice: Said, *, is_amber: bool = False) -> CheckIn:
    card = card_of(work, comer.registration) if comer.registration else None
    return CheckIn(
        Answer.NOT_NOW, reason, advice, participant=card, number=comer.number, is_amber=is_amber,
        may_admit=is_amber,
    )  # fmt: skip


def _where_to(comer: Comer, card: ParticipantCard | None) -> Said:
    if card is None:
        if comer.is_blank:
            return Said("A blank pass. Add who it is for.")
        return Said("The name is not on this laptop. Let them in.")
    if card.next_stop is None:
        return Said("They were at every table.")
    return Said("Send to: {table}", table=Said(card.next_stop.name))


def _laptop(work: Work, device_id: UUID | None) -> str | None:
    device = work.session.get(Device, device_id) if device_id else None
    return device.name if device else None
