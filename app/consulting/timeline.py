"""What happened to a patient before: visits and camps, the newest first, each in three lines."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import clinic_day
from app.consulting.edits import name_of
from app.consulting.lines import signed_lines
from app.consulting.record_vitals import measured
from app.consulting.vitals_shown import written
from app.reception.doctors import short_doctor
from app.reception.token_words import token_words
from models.camps.event import Admission, Event, Registration
from models.consulting.prescription import Prescription
from models.consulting.visit import Diagnosis, Visit, Vitals
from models.reception.token import Token
from models.vocabulary import PrescriptionState, VisitState

MOST = 40


@dataclass(frozen=True, slots=True)
class PastVisit:
    """One stop of the timeline. `visit_id` opens it; a camp has none. `facts` are medicines or a pressure."""

    key: UUID
    day: date
    who: str
    token: str = ""
    title: str = field(default="", repr=False)
    facts: str = field(default="", repr=False)
    visit_id: UUID | None = None
    is_open: bool = False


def timeline_of(session: Session, patient_id: UUID) -> tuple[PastVisit, ...]:
    """The newest first."""
    stops = [*_visits(session, patient_id), *_camps(session, patient_id)]
    stops.sort(key=lambda stop: stop[0], reverse=True)
    return tuple(stop for _, stop in stops[:MOST])


def called(session: Session, token_id: UUID | None) -> str:
    """What the token is called out as: A-014."""
    token = None if token_id is None else session.get(Token, token_id)
    return "" if token is None else token_words(token.lane, token.number)


def _visits(session: Session, patient_id: UUID) -> list[tuple[datetime, PastVisit]]:
    visits = session.scalars(
        select(Visit)
        .where(Visit.patient_id == patient_id, Visit.withdrawn.is_(None))
        .order_by(Visit.started_at.desc(), Visit.id.desc())
        .limit(MOST)
    ).all()
    ids = [visit.id for visit in visits]
    named, taken, pressure = _diagnoses(session, ids), _medicines(session, ids), _pressures(session, ids)
    return [
        (
            visit.started_at,
            PastVisit(
                visit.id, visit.day, short_doctor(name_of(session, visit.doctor_id)),
                called(session, visit.token_id),
                ", ".join(named[visit.id]) or _first_line(visit.reason or visit.complaint or ""),
                ", ".join(taken[visit.id]) or pressure.get(visit.id, ""),
                visit.id, visit.state is VisitState.OPEN,
            ),
        )
        for visit in visits
    ]  # fmt: skip


def _camps(session: Session, patient_id: UUID) -> list[tuple[datetime, PastVisit]]:
    found = session.execute(
        select(Admission.at, Registration.id, Event)
        .join(Registration, Registration.id == Admission.registration_id)
        .join(Event, Event.id == Admission.event_id)
        .where(
            Registration.patient_id == patient_id,
            Registration.withdrawn.is_(None),
            Admission.withdrawn.is_(None),
        )
        .order_by(Admission.at)
        .limit(MOST)
    ).all()
    first: dict[UUID, tuple[datetime, PastVisit]] = {}
    for at, registration_id, event in found:
        stop = PastVisit(
            registration_id, clinic_day(at), event.venue, title=event.name,
            facts=_camp_facts(session, registration_id),
        )  # fmt: skip
        first.setdefault(registration_id, (at, stop))
    return list(first.values())


def _camp_facts(session: Session, registration_id: UUID) -> str:
    rows = session.scalars(
        select(Vitals).where(Vitals.person_id == registration_id, Vitals.withdrawn.is_(None))
    )
    return next((words for row in rows if (words := _pressure_words(row))), "")


def _diagnoses(session: Session, visits: Sequence[UUID]) -> defaultdict[UUID | None, list[str]]:
    found: defaultdict[UUID | None, list[str]] = defaultdict(list)
    rows = session.scalars(
        select(Diagnosis)
        .where(Diagnosis.visit_id.in_(visits), Diagnosis.withdrawn.is_(None))
        .order_by(Diagnosis.id)
    )
    for row in rows:
        found[row.visit_id].append(row.text)
    return found


def _medicines(session: Session, visits: Sequence[UUID]) -> defaultdict[UUID, list[str]]:
    """The names signed last in each visit."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    rows = session.scalars(
        select(Prescription)
        .where(
            Prescription.visit_id.in_(visits),
            Prescription.state == PrescriptionState.SIGNED,
            Prescription.withdrawn.is_(None),
        )
        .order_by(Prescription.signed_at)
    )
    for row in rows:
        found[row.visit_id] = [] if row.content is None else [line.name for line in signed_lines(row.content)]
    return found


def _pressures(session: Session, visits: Sequence[UUID]) -> dict[UUID | None, str]:
    rows = session.scalars(
        select(Vitals)
        .where(Vitals.visit_id.in_(visits), Vitals.withdrawn.is_(None))
        .order_by(Vitals.taken_at)
    )
    return {row.visit_id: words for row in rows if (words := _pressure_words(row))}


def _pressure_words(row: Vitals) -> str:
    values = measured(row)
    if "systolic_mmhg" not in values or "diastolic_mmhg" not in values:
        return ""
    return f"BP {written('pressure', values)[0]}"


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]
