"""The gate: whatever is held in front of the scanner gets one of seven answers, never an exception."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from app.camps.admitting import Comer, Hours, answer_comer, family_outside, hours_of_event
from app.camps.answers import ASK_COORDINATOR, CANNOT_CHECK, NOT_GENUINE, Answer, CheckIn
from app.camps.events import event_card, event_here, open_event
from app.camps.participants import ParticipantCard, card_of
from app.camps.passes import Signer, pass_ids_of, pass_of, person_of, registration_here
from app.camps.proving import Doubted, Proved, Trouble, prove
from app.camps.registering import NewParticipant, enter
from app.clock import clinic_day
from app.work import Deed, Lane, Refused, Row, Said, Work, use_case
from models.camps.event import Admission, Event, Pass, Registration, StationVisit
from models.camps.pass_code import PRINTED_BLANK, PassBody, read_short_code
from models.values import BadValue
from models.vocabulary import AdmissionWay

CARD_NUMBER = re.compile(r"([A-Z0-9]{1,4})-(\d{1,9})")
TYPED = re.compile(r"[A-Za-z0-9 -]{8,10}")
MOST_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class _Typed:
    """Something typed off a card: its pass if this laptop knows it, or the person whose number it is."""

    card: Pass | None = None
    person: Registration | None = None
    refusal: CheckIn | None = None


@use_case(Deed.CHECK_IN)
def check_in(work: Work, event_id: UUID, text: str, anyway: bool = False) -> CheckIn:
    """Answer what was scanned or typed, and let the person in if they are welcome.

    `anyway` is the word of whoever stands at the gate where the answer before said `may_admit`.
    """
    event = event_here(work, event_id, Deed.CHECK_IN)
    typed = _read_typed(work, event_id, text)
    if typed is None:
        return _by_text(work, event, text, AdmissionWay.SCAN, anyway)
    if typed.refusal is not None:
        return typed.refusal
    if typed.card is not None:
        return _by_text(work, event, typed.card.text, AdmissionWay.TYPED, anyway)
    assert typed.person is not None
    return _by_person(work, event, typed.person, anyway)


@use_case(Deed.CHECK_IN)
def check_in_people(
    work: Work, event_id: UUID, registrations: Sequence[UUID], anyway: bool = False
) -> tuple[CheckIn, ...]:
    """Let people in who were found by name or phone, a whole family in one go. Whoever has no pass gets one."""
    event = open_event(work, event_id, Deed.CHECK_IN)
    if len(registrations) > MOST_AT_ONCE:
        raise Refused(Said("At most {most} people in one go.", most=MOST_AT_ONCE))
    people = [registration_here(work, event_id, key) for key in dict.fromkeys(registrations)]
    return tuple(_by_person(work, event, person, anyway) for person in people)


@use_case(Deed.CHECK_IN)
def add_walk_in(work: Work, event_id: UUID, new: NewParticipant, blank_pass: str | None = None) -> CheckIn:
    """Register somebody who stands at the gate and let them in: one deed, one commit.

    `blank_pass` is the code of the blank pass they were handed; it may have been let in already.
    """
    event = open_event(work, event_id, Deed.CHECK_IN)
    work.need(Deed.REGISTER_PARTICIPANT, Row(event_id=event_id))
    registration = enter(work, event, new, blank_pass)
    work.session.flush()
    comer = Comer(_any_pass(work, event, registration), registration.number, registration)
    return answer_comer(work, event, comer, AdmissionWay.WALK_IN, hours_of_event(event), anyway=True)


@use_case(Deed.CHECK_IN)
def undo_check_in(work: Work, event_id: UUID, admission_id: UUID) -> None:
    """Take a check-in back, if nothing was built on it. The token is not given out again."""
    event_here(work, event_id, Deed.CHECK_IN)
    admission = work.session.get(Admission, admission_id)
    if admission is None or admission.event_id != event_id or admission.withdrawn is not None:
        raise Refused(Said("This check-in was taken back already."))
    if admission.made_by != work.actor.id and not work.may(Deed.REVOKE_PASS, Row(event_id=event_id)):
        raise Refused(Said("Somebody else checked them in."), advice=ASK_COORDINATOR)
    person = admission.registration_id or person_of(work, admission.pass_id)
    been = select(func.count()).where(
        StationVisit.registration_id == person,
        StationVisit.at >= admission.at,
        StationVisit.withdrawn.is_(None),
    )
    if person is not None and work.session.scalar(been):
        raise Refused(Said("They were at a table since. The check-in stays."))
    work.withdraw(admission, "taken back")


@use_case(Deed.CHECK_IN, Lane.READ)
def family_not_in(work: Work, event_id: UUID, registration_id: UUID) -> tuple[ParticipantCard, ...]:
    """Others who gave the same phone and are not in yet."""
    event_here(work, event_id, Deed.CHECK_IN)
    people = family_outside(work, registration_here(work, event_id, registration_id))
    return tuple(card_of(work, one) for one in people)


def _by_text(work: Work, event: Event, text: str, way: AdmissionWay, anyway: bool) -> CheckIn:
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
    return answer_comer(work, event, comer, way, Hours(body.not_before, body.not_after), anyway)


def _by_person(work: Work, event: Event, person: Registration, anyway: bool) -> CheckIn:
    comer = Comer(_any_pass(work, event, person), person.number, person)
    return answer_comer(work, event, comer, AdmissionWay.TYPED, hours_of_event(event), anyway)


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
