"""The gate: whatever is held in front of the scanner gets one of seven answers, never an exception."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from app.camps.admitting import answer_comer, family_outside
from app.camps.answers import ASK_COORDINATOR, CheckIn
from app.camps.events import event_here, open_event
from app.camps.held import Held, held_by, read_held
from app.camps.participants import ParticipantCard, card_of, was_there
from app.camps.passes import person_of, registration_here
from app.camps.registering import NewParticipant, enter
from app.work import Deed, Lane, Refused, Row, Said, Work, use_case
from models.camps.event import Admission, Event, StationVisit
from models.vocabulary import AdmissionWay

MOST_AT_ONCE = 20


@use_case(Deed.CHECK_IN)
def check_in(work: Work, event_id: UUID, text: str, anyway: bool = False) -> CheckIn:
    """Answer what was scanned or typed, and let the person in if they are welcome.

    `anyway` is the word of whoever stands at the gate where the answer before said `may_admit`.
    """
    event = event_here(work, event_id, Deed.CHECK_IN)
    held = read_held(work, event, text)
    return held if isinstance(held, CheckIn) else _let_in(work, event, held, anyway)


@use_case(Deed.CHECK_IN)
def check_in_people(
    work: Work, event_id: UUID, registrations: Sequence[UUID], anyway: bool = False
) -> tuple[CheckIn, ...]:
    """Let people in who were found by name or phone, a whole family in one go. Whoever has no pass gets one."""
    event = open_event(work, event_id, Deed.CHECK_IN)
    if len(registrations) > MOST_AT_ONCE:
        raise Refused(Said("At most {most} people in one go.", most=MOST_AT_ONCE))
    people = [registration_here(work, event_id, key) for key in dict.fromkeys(registrations)]
    return tuple(_let_in(work, event, held_by(work, event, person), anyway) for person in people)


@use_case(Deed.CHECK_IN)
def add_walk_in(work: Work, event_id: UUID, new: NewParticipant, blank_pass: str | None = None) -> CheckIn:
    """Register somebody who stands at the gate and let them in: one deed, one commit.

    `blank_pass` is the code of the blank pass they were handed; it may have been let in already.
    """
    event = open_event(work, event_id, Deed.CHECK_IN)
    work.need(Deed.REGISTER_PARTICIPANT, Row(event_id=event_id))
    registration = enter(work, event, new, blank_pass)
    work.session.flush()
    held = held_by(work, event, registration, AdmissionWay.WALK_IN)
    return _let_in(work, event, held, anyway=True)


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
    theirs = was_there(person) if person else StationVisit.pass_id == admission.pass_id
    been = select(func.count()).where(
        theirs, StationVisit.at >= admission.at, StationVisit.withdrawn.is_(None)
    )
    if work.session.scalar(been):
        raise Refused(Said("They were at a table since. The check-in stays."))
    work.withdraw(admission, "taken back")


@use_case(Deed.CHECK_IN, Lane.READ)
def family_not_in(work: Work, event_id: UUID, registration_id: UUID) -> tuple[ParticipantCard, ...]:
    """Others who gave the same phone and are not in yet."""
    event_here(work, event_id, Deed.CHECK_IN)
    people = family_outside(work, registration_here(work, event_id, registration_id))
    return tuple(card_of(work, one) for one in people)


def _let_in(work: Work, event: Event, held: Held, anyway: bool) -> CheckIn:
    return answer_comer(work, event, held.comer, held.way, held.hours, anyway)
