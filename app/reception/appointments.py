"""Promised times of a day: booked, and turned into a token when somebody comes."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from app.clock import clinic_day, hours_of
from app.people.edit import patient_here
from app.reception.doctors import doctors_now
from app.reception.give_token import GivenToken, NewToken, place_in_queue
from app.reception.token_card import row_of, token_here
from app.reception.token_words import token_words
from app.taking_back import Done, done
from app.work import Deed, Lane, Refused, Said, Work, use_case
from models.people.patient import Patient
from models.reception.appointment import Appointment
from models.reception.token import Token
from models.vocabulary import AppointmentState, Priority, Sex

LATE = timedelta(minutes=10)
"""After this somebody who has not come is shown as late."""
LONGEST_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class NewAppointment:
    doctor_id: UUID | None
    starts_at: datetime
    service: str
    minutes: int = 15


@dataclass(frozen=True, slots=True)
class AppointmentCard:
    """A promised time with who it is for. `is_late`: the time has passed and nobody came yet."""

    id: UUID
    starts_at: datetime
    minutes: int
    service: str
    state: AppointmentState
    is_late: bool
    doctor_id: UUID | None
    doctor: str
    patient_id: UUID
    patient_number: str
    name: str = field(repr=False)
    sex: Sex
    born_on: date | None = field(repr=False)
    birth_is_estimated: bool
    token: str | None


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking. `clash` is the time of another one of the same doctor that it runs into: told, not refused."""

    appointment_id: UUID
    clash: datetime | None
    done: Done


@dataclass(frozen=True, slots=True)
class Arrived:
    given: GivenToken
    done: Done


@use_case(Deed.SEE_QUEUE, Lane.READ)
def appointments(work: Work, day: date | None = None) -> tuple[AppointmentCard, ...]:
    """A day's appointments in the order of their times; cancelled ones are left out."""
    start, end = hours_of(day or work.today)
    query = (
        select(Appointment, Patient, Token)
        .outerjoin(Patient, Patient.id == Appointment.patient_id)
        .outerjoin(Token, Token.id == Appointment.token_id)
        .where(
            Appointment.starts_at >= start,
            Appointment.starts_at < end,
            Appointment.withdrawn.is_(None),
            Appointment.state != AppointmentState.CANCELLED,
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    if work.laptop.place_id is not None:
        query = query.where(or_(Appointment.place_id == work.laptop.place_id, Appointment.place_id.is_(None)))
    shorts = {doctor.id: doctor.short for doctor in doctors_now(work)}
    return tuple(
        _card(work, appointment, patient, token, shorts)
        for appointment, patient, token in work.session.execute(query)
        if work.may(Deed.SEE_QUEUE, row_of(work, appointment.doctor_id))
    )


@use_case(Deed.GIVE_TOKEN)
def book_appointment(work: Work, patient_id: UUID, new: NewAppointment) -> Booked:
    """Promise a time."""
    patient = patient_here(work, patient_id)
    work.need(Deed.GIVE_TOKEN, row_of(work, new.doctor_id))
    service = " ".join(new.service.split())
    if not service:
        raise Refused(Said("Say what it is for."), field="service")
    if clinic_day(new.starts_at) < work.today:
        raise Refused(Said("This day is over."), advice=Said("Choose today or later."), field="starts_at")
    if new.starts_at - work.now > LONGEST_AHEAD:
        raise Refused(Said("This is more than a year ahead."), field="starts_at")
    clash = _clash(work, new)
    appointment = work.add(
        Appointment(
            patient_id=patient.id, place_id=work.laptop.place_id, doctor_id=new.doctor_id,
            starts_at=new.starts_at, minutes=new.minutes, service=service, state=AppointmentState.BOOKED,
        )
    )  # fmt: skip
    return Booked(appointment.id, clash, done(work))


@use_case(Deed.GIVE_TOKEN)
def arrive(work: Work, appointment_id: UUID, priority: Priority = Priority.NONE) -> Arrived:
    """The patient is here: their appointment becomes a place in the queue."""
    appointment = _appointment_here(work, appointment_id)
    if appointment.state is AppointmentState.ARRIVED and appointment.token_id is not None:
        token = token_here(work, appointment.token_id, Deed.GIVE_TOKEN)
        raise Refused(Said("Already here, with token {token}.", token=token_words(token.lane, token.number)))
    patient = patient_here(work, appointment.patient_id)
    given = place_in_queue(work, patient, NewToken(appointment.doctor_id, appointment.service, priority))
    work.put(appointment, state=AppointmentState.ARRIVED, token_id=given.token.id)
    return Arrived(given, done(work))


@use_case(Deed.GIVE_TOKEN)
def cancel_appointment(work: Work, appointment_id: UUID, reason: str = "") -> Done:
    """The promise is taken back."""
    appointment = _appointment_here(work, appointment_id)
    if appointment.state not in (AppointmentState.BOOKED, AppointmentState.MISSED):
        raise Refused(Said("This patient has already come."))
    values = {"state": AppointmentState.CANCELLED, "cancel_reason": " ".join(reason.split()) or None}
    work.put(appointment, **values)
    return done(work)


def _appointment_here(work: Work, appointment_id: UUID) -> Appointment:
    appointment = work.session.get(Appointment, appointment_id)
    if appointment is None or appointment.withdrawn is not None:
        raise Refused(Said("This appointment is not on this laptop."), advice=Said("Sync, then try again."))
    work.need(Deed.GIVE_TOKEN, row_of(work, appointment.doctor_id))
    if appointment.state is AppointmentState.CANCELLED:
        raise Refused(Said("This appointment was cancelled."), advice=Said("Book a new one."))
    return appointment


def _clash(work: Work, new: NewAppointment) -> datetime | None:
    """The start of another appointment of the same doctor within the time asked for."""
    if new.doctor_id is None:
        return None
    around = timedelta(hours=4)
    others = work.session.execute(
        select(Appointment.starts_at, Appointment.minutes).where(
            Appointment.doctor_id == new.doctor_id,
            Appointment.starts_at.between(new.starts_at - around, new.starts_at + around),
            Appointment.state.in_((AppointmentState.BOOKED, AppointmentState.ARRIVED)),
            Appointment.withdrawn.is_(None),
        )
    )
    ends_at = new.starts_at + timedelta(minutes=new.minutes)
    for starts_at, minutes in others:
        if starts_at < ends_at and new.starts_at < starts_at + timedelta(minutes=minutes):
            return starts_at
    return None


def _card(
    work: Work, one: Appointment, patient: Patient | None, token: Token | None, shorts: dict[UUID, str]
) -> AppointmentCard:
    late = one.state is AppointmentState.BOOKED and work.now > one.starts_at + LATE
    return AppointmentCard(
        one.id, one.starts_at, one.minutes, one.service, one.state, late, one.doctor_id,
        shorts.get(one.doctor_id, "") if one.doctor_id else "", one.patient_id,
        patient.number if patient else "", patient.name if patient else "",
        patient.sex if patient else Sex.UNKNOWN, patient.born_on if patient else None,
        bool(patient and patient.birth_is_estimated),
        token_words(token.lane, token.number) if token else None,
    )  # fmt: skip
