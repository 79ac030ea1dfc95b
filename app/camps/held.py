"""What somebody holds out at the gate or at a table: a pass that proves itself, or why it does not."""

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from app.camps.admitting import Comer, Hours, hours_of_event
from app.camps.answers import ASK_COORDINATOR, CANNOT_CHECK, NOT_GENUINE, Answer, CheckIn
from app.camps.events import event_card
from app.camps.participants import ParticipantCard, card_of
from app.camps.passes import Signer, pass_ids_of, pass_of, person_of
from app.camps.proving import Doubted, Proved, Trouble, prove
from app.clock import clinic_day
from app.work import Said, Work
from models.camps.event import Event, Pass, Registration
from models.camps.pass_code import PRINTED_BLANK, PassBody, read_short_code
from models.values import BadValue
from models.vocabulary import AdmissionWay

CARD_NUMBER = re.compile(r"([A-Z0-9]{1,4})-(\d{1,9})")
TYPED = re.compile(r"[A-Za-z0-9 -]{8,10}")


@dataclass(frozen=True, slots=True)
class Held:
    """A pass of this camp that proved itself, or a person known by the number on it."""

    comer: Comer
    way: AdmissionWay
    hours: Hours


@dataclass(frozen=True, slots=True)
class _Typed:
    """Something typed off a card: its pass if this laptop knows it, or the person whose number it is."""

    card: Pass | None = None
    person: Registration | None = None
    refusal: CheckIn | None = None


def read_held(work: Work, event: Event, text: str) -> Held | CheckIn:
    """Whose pass it is, or the answer to what is none. Changes nothing, but may issue a pass to a known person."""
    typed = _read_typed(work, event.id, text)
    if typed is None:
        return _by_text(work, event, text, AdmissionWay.SCAN)
    if typed.refusal is not None:
        return typed.refusal
    if typed.card is not None:
        return _by_text(work, event, typed.card.text, AdmissionWay.TYPED)
    assert typed.person is not None
    return held_by(work, event, typed.person)


def held_by(work: Work, event: Event, person: Registration, way: AdmissionWay = AdmissionWay.TYPED) -> Held:
    """A person who was found otherwise, with their pass."""
    return Held(Comer(_any_pass(work, event, person), person.number, person), way, hours_of_event(event))


def _by_text(work: Work, event: Event, text: str, way: AdmissionWay) -> Held | CheckIn:
    proved = prove(work, text)
    if isinstance(proved, Doubted):
        return _doubted(work, proved)
    body = proved.body
    if not body.is_for(event.id):
        return _other_camp(work, proved)
    known = work.session.get(Pass, body.pass_id)
    if known is not None and known.withdrawn is not None:
        return _out_of_use(work, known)
    is_blank = bool(body.flags & PRINTED_BLANK)
    comer = Comer(body.pass_id, proved.number, _person(work, body.pass_id), is_blank)
    return Held(comer, way, Hours(body.not_before, body.not_after))


def _any_pass(work: Work, event: Event, person: Registration) -> UUID:
    """The pass of a person: theirs, a blank one they were given elsewhere, or a new one."""
    known = pass_of(work, person.id)
    if known is not None:
        return known.id
    given = work.session.scalars(pass_ids_of(person.id))
    bound = [key for key in given if work.session.get(Pass, key) is None]
    if bound:
        return bound[0]
    issued = Signer(work, event).issue(person)
    work.session.flush()
    return issued.id


def _person(work: Work, pass_id: UUID) -> Registration | None:
    key = person_of(work, pass_id)
    person = work.session.get(Registration, key) if key else None
    return None if person is None or person.withdrawn is not None else person


def _doubted(work: Work, doubted: Doubted) -> CheckIn:
    """Cannot be checked here, or not genuine. A forged pass never shows whose it claims to be."""
    trouble = doubted.trouble
    if trouble in NOT_GENUINE:
        reason, advice = NOT_GENUINE[trouble]
        return CheckIn(Answer.NOT_GENUINE, reason, advice, trouble)
    reason, advice = CANNOT_CHECK[trouble]
    return CheckIn(Answer.CANNOT_CHECK, reason, advice, trouble, participant=_claimed(work, doubted.claims))


def _claimed(work: Work, claims: PassBody | None) -> ParticipantCard | None:
    person = _person(work, claims.pass_id) if claims is not None else None
    return card_of(work, person) if person is not None else None


def _other_camp(work: Work, proved: Proved) -> CheckIn:
    event = work.session.scalar(select(Event).where(func.substr(Event.id, 9) == proved.body.event).limit(1))
    person = _person(work, proved.body.pass_id)
    reason = (
        Said("It is for {camp}, {day}", camp=event.name, day=clinic_day(event.starts_at))
        if event
        else Said("It is for a camp that is not on this laptop.")
    )
    return CheckIn(
        Answer.OTHER_CAMP, reason, Said("Ask the coordinator, or add as walk-in."),
        participant=card_of(work, person) if person else None, number=proved.number,
        camp=event_card(event) if event else None,
    )  # fmt: skip


def _out_of_use(work: Work, known: Pass) -> CheckIn:
    person = _person(work, known.id)
    new = work.session.get(Pass, known.replaced_by_id) if known.replaced_by_id else None
    if known.replaced_by_id is not None:
        reason, advice = Said("A new pass was given out instead."), Said("Ask for the new pass.")
    else:
        reason, advice = Said("It was revoked: {reason}.", reason=known.withdrawn), ASK_COORDINATOR
    return CheckIn(
        Answer.REPLACED, reason, advice, participant=card_of(work, person) if person else None,
        number=(new or known).number,
    )  # fmt: skip


def _read_typed(work: Work, event_id: UUID, text: str) -> _Typed | None:
    """What somebody typed off a card, or None for what only a scanner reads."""
    shown = text.strip().upper()
    number = CARD_NUMBER.fullmatch(shown)
    if number is not None:
        return _by_number(work, event_id, f"{number[1]}-{int(number[2]):05d}")
    if not TYPED.fullmatch(shown):
        return None
    try:
        code = read_short_code(shown)
    except BadValue as bad:
        _, advice = NOT_GENUINE[Trouble.WRONG_CODE]
        return _Typed(refusal=CheckIn(Answer.NOT_GENUINE, bad.said, advice, Trouble.WRONG_CODE))
    here_first = select(Pass).where(Pass.code == code).order_by(Pass.event_id != event_id, Pass.id)
    card = work.session.scalar(here_first.limit(1))
    return _Typed(card=card) if card else _Typed(refusal=_doubted(work, Doubted(Trouble.UNKNOWN_CODE)))


def _by_number(work: Work, event_id: UUID, number: str) -> _Typed:
    same = select(Pass).where(Pass.number == number).order_by(Pass.event_id != event_id, Pass.issue.desc())
    card = work.session.scalar(same.limit(1))
    if card is not None:
        return _Typed(card=card)
    person = work.session.scalar(
        select(Registration)
        .where(Registration.event_id == event_id, Registration.number == number)
        .where(Registration.withdrawn.is_(None))
        .limit(1)
    )
    if person is not None:
        return _Typed(person=person)
    return _Typed(refusal=_doubted(work, Doubted(Trouble.UNKNOWN_CODE)))
