"""A place in today's queue: given with the registration or to somebody known, never waiting for other desks."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from app.numbers import next_in, peek, token_series
from app.people.card import PatientCard
from app.people.card import card_of as patient_card
from app.people.details import NewPatient
from app.people.edit import patient_here
from app.people.register import register
from app.reception.token_card import OPEN, TokenCard, card_of, row_of
from app.reception.token_words import token_words
from app.taking_back import Done, done
from app.work import Deed, Refused, Said, Work, use_case
from models.people.patient import Patient
from models.reception.token import Token
from models.vocabulary import Priority, TokenState

LONGEST_REASON = 120


@dataclass(frozen=True, slots=True)
class NewToken:
    """What the desk chose: a doctor, or None for whichever is free first."""

    doctor_id: UUID | None = None
    reason: str | None = field(default=None, repr=False)
    priority: Priority = Priority.NONE


@dataclass(frozen=True, slots=True)
class GivenToken:
    """`was_waiting`: the patient already had this token for this doctor today, and no other was given."""

    token: TokenCard
    was_waiting: bool
    done: Done


@dataclass(frozen=True, slots=True)
class Registered:
    patient: PatientCard
    given: GivenToken


@use_case(Deed.GIVE_TOKEN)
def give_token(work: Work, patient_id: UUID, new: NewToken) -> GivenToken:
    """Let a known patient wait for a doctor."""
    return place_in_queue(work, patient_here(work, patient_id), new)


@use_case(Deed.REGISTER_PATIENT)
def register_and_give_token(work: Work, new: NewPatient, token: NewToken) -> Registered:
    """The desk's main deed: a new patient and their place in the queue, in one commit."""
    patient = register(work, new)
    return Registered(patient_card(patient), place_in_queue(work, patient, token))


def place_in_queue(work: Work, patient: Patient, new: NewToken) -> GivenToken:
    """The number is this laptop's own: its lane and its count of the day, so no two desks give the same."""
    work.need(Deed.GIVE_TOKEN, row_of(work, new.doctor_id))
    reason = " ".join((new.reason or "").split()) or None
    if reason and len(reason) > LONGEST_REASON:
        raise Refused(
            Said("This is too long. Use {most} letters or fewer.", most=LONGEST_REASON), field="reason"
        )
    already = _open_token(work, patient.id, new.doctor_id)
    if already is not None:
        return GivenToken(card_of(work, already), was_waiting=True, done=done(work))
    token = work.add(
        Token(
            patient_id=patient.id, place_id=work.laptop.place_id, day=work.today, lane=work.laptop.lane,
            number=next_in(work.session, token_series(work.laptop, work.today)), doctor_id=new.doctor_id, reason=reason,
            priority=new.priority, state=TokenState.WAITING, waits_from=work.now,
        )
    )  # fmt: skip
    return GivenToken(card_of(work, token), was_waiting=False, done=done(work))


def next_number(work: Work) -> str:
    """The number the next token given here will have."""
    return token_words(work.laptop.lane, peek(work.session, token_series(work.laptop, work.today)))


def _open_token(work: Work, patient_id: UUID, doctor_id: UUID | None) -> Token | None:
    same_doctor = Token.doctor_id.is_(None) if doctor_id is None else Token.doctor_id == doctor_id
    return work.session.scalars(
        select(Token)
        .where(
            Token.patient_id == patient_id,
            Token.day == work.today,
            Token.state.in_(OPEN),
            Token.withdrawn.is_(None),
            same_doctor,
        )
        .order_by(Token.id)
    ).first()
