"""What the doctor calls it: coded or in words, for this visit or for good."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consulting.visits import care_of, open_own_visit
from app.taking_back import Done, done
from app.work import Deed, Refused, Said, Seen, Work, seen_of, use_case
from models.consulting.visit import Diagnosis

LONGEST = 200


@dataclass(frozen=True, slots=True)
class DiagnosisCard:
    """One diagnosis as a chip; `seen` goes back when it is marked as long-term."""

    id: UUID
    code: str = field(repr=False)
    text: str = field(repr=False)
    is_long_term: bool
    seen: Seen = field(repr=False)


@use_case(Deed.WRITE_DIAGNOSIS)
def add_diagnosis(
    work: Work, visit_id: UUID, text: str, code: str = "", is_long_term: bool = False
) -> Done | None:
    """Name what the patient has. None if it is there already, by code or words."""
    visit = open_own_visit(work, visit_id, Deed.WRITE_DIAGNOSIS)
    plain = " ".join(text.split())
    if not plain:
        raise Refused(Said("Type a diagnosis or its ICD-10 code."), field="diagnosis")
    if len(plain) > LONGEST:
        raise Refused(Said("Use {most} letters or fewer.", most=LONGEST), field="diagnosis")
    for old in diagnoses_of_visit(work.session, visit_id):
        if (code and old.code == code) or old.text.casefold() == plain.casefold():
            return None
    row = Diagnosis(
        patient_id=visit.patient_id,
        visit_id=visit_id,
        code=code or None,
        text=plain,
        is_long_term=is_long_term,
    )
    return done(work, work.add(row).id)


@use_case(Deed.WRITE_DIAGNOSIS)
def withdraw_diagnosis(work: Work, diagnosis_id: UUID, reason: str) -> Done:
    """Take a diagnosis back: also one another doctor made at an earlier visit, that turned out wrong or over."""
    row = _own(work, diagnosis_id)
    if row.withdrawn is None:
        work.withdraw(row, reason.strip() or "taken back")
    return done(work, row.id)


@use_case(Deed.WRITE_DIAGNOSIS)
def set_long_term(work: Work, diagnosis_id: UUID, seen: Seen, is_long_term: bool) -> Done:
    """Keep it in the banner at later visits, or no longer."""
    row = _own(work, diagnosis_id)
    work.revise(row, seen, is_long_term=is_long_term)
    return done(work, row.id)


def diagnoses_of_visit(session: Session, visit_id: UUID) -> tuple[DiagnosisCard, ...]:
    rows = session.scalars(
        select(Diagnosis)
        .where(Diagnosis.visit_id == visit_id, Diagnosis.withdrawn.is_(None))
        .order_by(Diagnosis.id)
    )
    return tuple(card_of(row) for row in rows)


def long_term_conditions(session: Session, patient_id: UUID) -> tuple[DiagnosisCard, ...]:
    """What stays with the patient, each once, the first time it was named."""
    rows = session.scalars(
        select(Diagnosis)
        .where(
            Diagnosis.patient_id == patient_id,
            Diagnosis.is_long_term.is_(True),
            Diagnosis.withdrawn.is_(None),
        )
        .order_by(Diagnosis.id)
    )
    first: dict[str, DiagnosisCard] = {}
    for row in rows:
        first.setdefault(row.code or row.text.casefold(), card_of(row))
    return tuple(first.values())


def card_of(row: Diagnosis) -> DiagnosisCard:
    return DiagnosisCard(row.id, row.code or "", row.text, row.is_long_term, seen_of(row))


def _own(work: Work, diagnosis_id: UUID) -> Diagnosis:
    row = work.session.get(Diagnosis, diagnosis_id)
    if row is None:
        raise Refused(Said("This diagnosis is not on this laptop."), advice=Said("Sync, then try again."))
    work.need(Deed.WRITE_DIAGNOSIS, care_of(work, row.patient_id))
    return row
