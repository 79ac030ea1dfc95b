"""Registering for a camp: by phone, from a list, by referral, or at the gate; what people agreed to is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.camps.events import event_here, open_event
from app.camps.lists import consent_purpose, keep_conditions
from app.camps.participants import ParticipantCard, card_of
from app.camps.passes import Signer, bind, free_blank, registration_here
from app.numbers import registration_number
from app.work import Deed, Lane, Refused, Row, Said, Seen, Work, use_case
from models.camps.event import Event, Registration
from models.people.patient import Consent, Patient
from models.vocabulary import RegistrationSource, Sex

MOST_IN_ONE_GO = 100
"""Each is up to four records, and a work carries 500."""


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """What the form holds, already read. `consent` is the wording that was shown, if they agreed to it."""

    name: str = field(repr=False)
    sex: Sex = Sex.UNKNOWN
    born_on: date | None = field(default=None, repr=False)
    birth_is_estimated: bool = False
    phone: str | None = field(default=None, repr=False)
    village: str | None = None
    name_other: str | None = field(default=None, repr=False)
    relative_name: str | None = field(default=None, repr=False)
    conditions: tuple[str, ...] = field(default=(), repr=False)
    medications: str | None = field(default=None, repr=False)
    source: RegistrationSource = RegistrationSource.WALK_IN
    referred_by: str | None = None
    consent: str | None = None
    consent_by: str | None = field(default=None, repr=False)
    patient_id: UUID | None = None


@use_case(Deed.REGISTER_PARTICIPANT)
def register_participant(
    work: Work, event_id: UUID, new: NewParticipant, blank_pass: str | None = None
) -> ParticipantCard:
    """Register somebody, with a pass signed here or the blank one they were handed (`blank_pass` is its code)."""
    event = open_event(work, event_id, Deed.REGISTER_PARTICIPANT)
    registration = enter(work, event, new, blank_pass)
    work.session.flush()
    return card_of(work, registration)


@use_case(Deed.REGISTER_PARTICIPANT)
def register_several(work: Work, event_id: UUID, people: Sequence[NewParticipant]) -> int:
    """A part of a list: at most 100 in one go. Answers how many."""
    event = open_event(work, event_id, Deed.REGISTER_PARTICIPANT)
    if len(people) > MOST_IN_ONE_GO:
        raise ValueError("a long list is registered in parts")
    signer = Signer(work, event)
    for new in people:
        signer.issue(_register(work, event, new))
    return len(people)


@use_case(Deed.REGISTER_PARTICIPANT)
def edit_participant(
    work: Work, event_id: UUID, registration_id: UUID, seen: Seen, changed: Mapping[str, Any]
) -> ParticipantCard:
    """Write the fields of `NewParticipant` that were changed; consent has its own use cases."""
    event_here(work, event_id, Deed.REGISTER_PARTICIPANT)
    registration = registration_here(work, event_id, registration_id)
    unknown = changed.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not edited here: {', '.join(sorted(unknown))}")
    _check(replace(_as_new(registration), **changed))
    values = dict(changed)
    if "conditions" in values:
        values["conditions"] = keep_conditions(tuple(values["conditions"]))
    work.revise(registration, seen, **values)
    work.session.flush()
    return card_of(work, registration)


@use_case(Deed.REGISTER_PARTICIPANT)
def give_consent(
    work: Work, event_id: UUID, registration_id: UUID, wording: str, given_by: str | None = None
) -> ParticipantCard:
    """Keep what somebody agreed to, in the words they were shown."""
    event_here(work, event_id, Deed.REGISTER_PARTICIPANT)
    registration = registration_here(work, event_id, registration_id)
    _keep_consent(work, registration, wording, given_by)
    work.put(registration, consented_at=work.now)
    work.session.flush()
    return card_of(work, registration)


@use_case(Deed.REGISTER_PARTICIPANT)
def take_back_consent(work: Work, event_id: UUID, registration_id: UUID) -> ParticipantCard:
    """As easy as giving it: the record stays, marked."""
    event_here(work, event_id, Deed.REGISTER_PARTICIPANT)
    registration = registration_here(work, event_id, registration_id)
    given = select(Consent).where(Consent.person_id == registration_id, Consent.withdrawn.is_(None))
    for one in work.session.scalars(given):
        work.withdraw(one, "taken back")
    work.put(registration, consented_at=None)
    work.session.flush()
    return card_of(work, registration)


@use_case(Deed.REGISTER_PARTICIPANT)
def link_patient(work: Work, event_id: UUID, registration_id: UUID, patient_id: UUID) -> None:
    """Say that somebody registered for the camp is a patient the clinic knows."""
    event_here(work, event_id, Deed.REGISTER_PARTICIPANT)
    registration = registration_here(work, event_id, registration_id)
    _patient(work, patient_id)
    work.put(registration, patient_id=patient_id)


@use_case(Deed.SEARCH_PATIENT, Lane.READ)
def from_patient(work: Work, patient_id: UUID) -> NewParticipant:
    """A form filled with what the clinic knows of a patient, so that nothing is typed twice."""
    work.need(Deed.SEARCH_PATIENT, Row())
    known = _patient(work, patient_id)
    work.tell("read_patient", "patient", patient_id)
    return NewParticipant(
        known.name, known.sex, known.born_on, known.birth_is_estimated, known.phone, known.village,
        known.name_other, known.relative_name, patient_id=known.id,
    )  # fmt: skip


def enter(work: Work, event: Event, new: NewParticipant, blank_pass: str | None) -> Registration:
    """A registration with the pass that goes with it."""
    if blank_pass is None:
        registration = _register(work, event, new)
        Signer(work, event).issue(registration)
        return registration
    proved = free_blank(work, event.id, blank_pass)
    registration = _register(work, event, new, proved.number)
    bind(work, event.id, proved.body.pass_id, registration.id)
    return registration


def _register(work: Work, event: Event, new: NewParticipant, number: str | None = None) -> Registration:
    _check(new)
    if new.patient_id is not None:
        _patient(work, new.patient_id)
    registration = work.add(
        Registration(
            event_id=event.id, number=number or registration_number(work.session, work.laptop),
            name=new.name.strip(), name_other=new.name_other, sex=new.sex, born_on=new.born_on,
            birth_is_estimated=new.birth_is_estimated, relative_name=new.relative_name, phone=new.phone,
            village=new.village, conditions=keep_conditions(new.conditions), medications=new.medications,
            referred_by=new.referred_by, source=new.source, patient_id=new.patient_id,
            consented_at=work.now if new.consent else None,
        )
    )  # fmt: skip
    if new.consent:
        _keep_consent(work, registration, new.consent, new.consent_by)
    return registration


def _keep_consent(work: Work, registration: Registration, wording: str, given_by: str | None) -> None:
    work.add(
        Consent(person_id=registration.id, purpose=consent_purpose(), wording=wording, given_by=given_by)
    )


def _check(new: NewParticipant) -> None:
    if not new.name.strip():
        raise Refused(Said("A name is needed."), field="name")
    if new.source is RegistrationSource.REFERRAL and not (new.referred_by or "").strip():
        raise Refused(Said("Say who sent them."), field="referred_by")


def _patient(work: Work, patient_id: UUID) -> Patient:
    known = work.session.get(Patient, patient_id)
    if known is None or known.withdrawn is not None:
        raise Refused(Said("This patient is not on this laptop."))
    return known


def _as_new(registration: Registration) -> NewParticipant:
    values = {one: getattr(registration, one) for one in EDITABLE - {"conditions"}}
    return NewParticipant(source=registration.source, **values)


EDITABLE = frozenset(one.name for one in fields(NewParticipant)) - {
    "source", "consent", "consent_by", "patient_id"
}  # fmt: skip
