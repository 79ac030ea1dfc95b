"""Everything the doctor sees of one visit, in one reading."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from app.consulting.allergies import AllergyCard, known_allergies
from app.consulting.edits import name_of
from app.consulting.lines import (
    PrescribedLine,
    current_prescription,
    last_signed,
    lines_of,
    written_lines,
)
from app.consulting.name_diagnosis import DiagnosisCard, diagnoses_of_visit, long_term_conditions
from app.consulting.notes import Notes, notes_of
from app.consulting.pregnancy import is_pregnant
from app.consulting.safety import Caution, cautions_of
from app.consulting.sign import strays_of
from app.consulting.timeline import PastVisit, called, timeline_of
from app.consulting.visits import care_of, own_visit
from app.consulting.vitals_shown import VitalsShown, vitals_shown
from app.work import Deed, Lane, Refused, Said, Work, use_case
from models.consulting.prescription import Prescription
from models.consulting.visit import Visit
from models.people.patient import Patient
from models.people.staff import Account
from models.reception.token import Token
from models.values import masked_abha, masked_phone
from models.vocabulary import PrescriptionState, Sex, TokenState, VisitState


@dataclass(frozen=True, slots=True)
class Banner:
    """Who is open; phone and ABHA already masked. `allergies` None is "not asked", an empty tuple "none known"."""

    patient_id: UUID
    number: str
    name: str = field(repr=False)
    name_other: str = field(repr=False)
    sex: Sex
    born_on: date | None = field(repr=False)
    birth_is_estimated: bool
    phone: str = field(repr=False)
    abha_number: str = field(repr=False)
    village: str = field(repr=False)
    language: str
    allergies: tuple[AllergyCard, ...] | None = field(repr=False)
    conditions: tuple[DiagnosisCard, ...] = field(repr=False)
    is_pregnant: bool = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrescriptionShown:
    """The prescription being written, or the one signed. `strays` lines came from elsewhere after the signature."""

    lines: tuple[PrescribedLine, ...] = ()
    cautions: tuple[Caution, ...] = ()
    is_signed: bool = False
    number: str = ""
    signed_at: datetime | None = None
    corrects: str = ""
    strays: int = 0
    can_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Consultation:
    """One visit, whole."""

    visit_id: UUID
    is_open: bool
    day: date
    started_at: datetime
    reason: str = field(repr=False)
    token: str
    room: str
    doctor: str
    waiting: int
    banner: Banner
    notes: Notes
    vitals: VitalsShown
    diagnoses: tuple[DiagnosisCard, ...]
    prescription: PrescriptionShown
    timeline: tuple[PastVisit, ...]


@use_case(Deed.READ_NOTES, Lane.READ)
def consultation(work: Work, visit_id: UUID) -> Consultation:
    """Read a visit; who read it goes into the audit."""
    visit = own_visit(work, visit_id, Deed.READ_NOTES)
    work.tell("read_notes", "visit", visit.id)
    session = work.session
    patient = session.get(Patient, visit.patient_id)
    if patient is None:
        raise Refused(Said("This patient is not on this laptop."), advice=Said("Sync, then try again."))
    doctor = session.get(Account, visit.doctor_id) if visit.doctor_id is not None else None
    pregnant = is_pregnant(session, patient, work.today)
    return Consultation(
        visit.id,
        visit.state is VisitState.OPEN,
        visit.day,
        visit.started_at,
        visit.reason or "",
        called(session, visit.token_id),
        doctor.room or "" if doctor else "",
        doctor.name if doctor else "",
        waiting_for(work, visit.doctor_id),
        _banner(work, patient, pregnant),
        notes_of(work, visit),
        vitals_shown(session, patient, visit.day, pregnant),
        diagnoses_of_visit(session, visit.id),
        _prescription(work, visit),
        timeline_of(session, patient.id),
    )


@dataclass(frozen=True, slots=True)
class PastRecord:
    """An earlier visit, opened from the timeline: to read, not to change."""

    visit_id: UUID
    day: date
    doctor: str
    texts: dict[str, str] = field(repr=False)
    diagnoses: tuple[DiagnosisCard, ...] = field(repr=False)
    lines: tuple[PrescribedLine, ...] = field(repr=False)
    number: str
    vitals: VitalsShown = field(repr=False)


@use_case(Deed.READ_NOTES, Lane.READ)
def past_visit(work: Work, visit_id: UUID) -> PastRecord:
    """An earlier visit of a patient whom the doctor sees or has seen, whoever's visit it was."""
    visit = work.session.get(Visit, visit_id)
    if visit is None:
        raise Refused(Said("This visit is not on this laptop."), advice=Said("Sync, then try again."))
    work.need(Deed.READ_NOTES, care_of(work, visit.patient_id))
    work.tell("read_notes", "visit", visit.id)
    session = work.session
    patient = session.get(Patient, visit.patient_id)
    assert patient is not None
    prescription = current_prescription(session, visit.id)
    signed = prescription if prescription is not None and prescription.content is not None else None
    return PastRecord(
        visit.id,
        visit.day,
        name_of(session, visit.doctor_id),
        dict(notes_of(work, visit).texts),
        diagnoses_of_visit(session, visit.id),
        written_lines(session, signed, ()) if signed is not None else (),
        signed.number or "" if signed is not None else "",
        vitals_shown(session, patient, visit.day, is_pregnant(session, patient, visit.day)),
    )


def waiting_for(work: Work, doctor_id: UUID | None) -> int:
    """How many wait for this doctor today, those for any doctor too."""
    count: int | None = work.session.scalar(
        select(func.count())
        .select_from(Token)
        .where(
            Token.day == work.today,
            or_(Token.doctor_id == doctor_id, Token.doctor_id.is_(None)),
            Token.state == TokenState.WAITING,
            Token.withdrawn.is_(None),
        )
    )
    return count or 0


def _banner(work: Work, patient: Patient, pregnant: bool) -> Banner:
    return Banner(
        patient.id, patient.number, patient.name, patient.name_other or "", patient.sex, patient.born_on,
        patient.birth_is_estimated, masked_phone(patient.phone) if patient.phone else "",
        masked_abha(patient.abha_number) if patient.abha_number else "", patient.village or "",
        patient.language, known_allergies(work.session, patient),
        long_term_conditions(work.session, patient.id), pregnant,
    )  # fmt: skip


def _prescription(work: Work, visit: Visit) -> PrescriptionShown:
    session = work.session
    current = current_prescription(session, visit.id)
    before = last_signed(session, visit.patient_id, current, visit.id)
    last = lines_of(session, before)
    if current is None:
        return PrescriptionShown(can_repeat=bool(last))
    signed = current.state is not PrescriptionState.DRAFT
    return PrescriptionShown(
        written_lines(session, current, last),
        () if signed else cautions_of(work, visit, current),
        signed,
        current.number or "",
        current.signed_at,
        _number_of(work, current.replaces_id),
        strays_of(work, current),
        bool(last) and not signed,
    )


def _number_of(work: Work, prescription_id: UUID | None) -> str:
    old = None if prescription_id is None else work.session.get(Prescription, prescription_id)
    return "" if old is None else old.number or ""
