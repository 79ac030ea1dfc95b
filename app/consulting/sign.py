"""Signing: the prescription gets its number and from then on never changes."""

from dataclasses import dataclass
from uuid import UUID

from app.consulting.allergies import known_allergies
from app.consulting.lines import Content, Line, current_prescription, lines_of, rows_of, sealed
from app.consulting.name_diagnosis import diagnoses_of_visit
from app.consulting.pregnancy import is_pregnant
from app.consulting.prescribe import copy_line
from app.consulting.safety import open_warnings
from app.consulting.visits import own_visit
from app.consulting.vitals_shown import Measure, vitals_shown
from app.numbers import prescription_number
from app.work import Deed, Refused, Said, Work, use_case
from models.consulting.prescription import Prescription
from models.consulting.visit import Visit
from models.identity import shared_identity
from models.people.patient import Patient
from models.people.staff import Account
from models.vocabulary import PrescriptionState


@dataclass(frozen=True, slots=True)
class Signed:
    id: UUID
    number: str


@use_case(Deed.SIGN_PRESCRIPTION)
def sign_prescription(work: Work, visit_id: UUID) -> Signed:
    """Sign the prescription that is being written. Every warning must be answered, every medicine be complete."""
    visit = own_visit(work, visit_id, Deed.SIGN_PRESCRIPTION)
    signed = sign_draft(work, visit)
    if signed is None:
        raise Refused(Said("There is nothing to sign. Add a medicine first."))
    return signed


@use_case(Deed.SIGN_PRESCRIPTION)
def correct_prescription(work: Work, visit_id: UUID) -> UUID:
    """Begin a new prescription in the place of the signed one, with the same lines. Both are kept."""
    visit = own_visit(work, visit_id, Deed.SIGN_PRESCRIPTION)
    old = current_prescription(work.session, visit_id)
    if old is None or old.state is PrescriptionState.DRAFT:
        raise Refused(Said("There is no signed prescription to correct."))
    draft = work.add(
        Prescription(
            id=shared_identity(old.id, "correction"), patient_id=visit.patient_id, visit_id=visit_id,
            doctor_id=visit.doctor_id, replaces_id=old.id, state=PrescriptionState.DRAFT,
        )
    )  # fmt: skip
    for line in lines_of(work.session, old):
        copy_line(work, draft, line)
    return draft.id


def sign_draft(work: Work, visit: Visit) -> Signed | None:
    """Sign what is being written in this visit; None if nothing is."""
    draft = current_prescription(work.session, visit.id)
    if draft is None or draft.state is not PrescriptionState.DRAFT:
        return None
    lines = lines_of(work.session, draft)
    if not lines and draft.replaces_id is None:
        return None
    _refuse_unfinished(work, visit, draft, lines)
    number = prescription_number(work.session, work.laptop, work.today)
    content = sealed(_content(work, visit, lines))
    work.put(
        draft, state=PrescriptionState.SIGNED, number=number, signed_at=work.now, content=content,
        advice=visit.advice, review_on=visit.review_on,
    )  # fmt: skip
    return Signed(draft.id, number)


def _content(work: Work, visit: Visit, lines: tuple[Line, ...]) -> Content:
    patient = work.session.get(Patient, visit.patient_id)
    if patient is None:
        raise Refused(Said("This patient is not on this laptop."), advice=Said("Sync, then try again."))
    pregnant = is_pregnant(work.session, patient, visit.day)
    vitals = vitals_shown(work.session, patient, visit.day, pregnant)
    allergies = known_allergies(work.session, patient)
    return Content(
        lines,
        tuple((one.text, one.code) for one in diagnoses_of_visit(work.session, visit.id)),
        tuple((one.kind, one.value, one.unit) for one in vitals.measures if _belongs(one)),
        None if allergies is None else tuple((one.substance, one.more) for one in allergies),
    )


def _belongs(measure: Measure) -> bool:
    """On the paper stands what was found on the day."""
    return bool(measure.value) and measure.on is None


def strays_of(work: Work, prescription: Prescription) -> int:
    """How many lines came from another laptop after the signature; they are not part of what was signed."""
    if prescription.content is None:
        return 0
    signed = {line.id for line in lines_of(work.session, prescription)}
    return sum(row.id not in signed for row in rows_of(work.session, prescription.id))


def _refuse_unfinished(work: Work, visit: Visit, draft: Prescription, lines: tuple[Line, ...]) -> None:
    doctor = work.session.get(Account, visit.doctor_id) if visit.doctor_id is not None else None
    if doctor is None or not doctor.licence:
        raise Refused(
            Said("Your registration number is missing. A prescription must show it."),
            advice=Said("Ask an administrator to write it into your account."),
        )
    for line in lines:
        if line.days is None and line.quantity is None:
            raise Refused(Said("For how many days is {medicine}?", medicine=line.title), field="days")
    left = open_warnings(work, visit, draft)
    if left:
        raise Refused(
            Said("A warning waits: {warning}.", warning=left[0].title),
            advice=Said("Change the medicine, or press Keep and say why."),
            field="warnings",
        )
