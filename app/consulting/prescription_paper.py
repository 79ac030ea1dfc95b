"""The signed prescription on paper, in the patient's language."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.consulting.diagnoses import common_diagnoses
from app.consulting.lines import Content, Line, current_prescription, opened
from app.consulting.visits import own_visit
from app.consulting.vitals_shown import label_of_kind
from app.papers.head import Clinic as ClinicHead
from app.papers.head import Doctor, Person
from app.papers.medicine import How, Medicine, Rhythm
from app.papers.page import Paper
from app.papers.prescription import Allergy, ComeAgain, Diagnosis, Prescription
from app.papers.prescription import prescription as press_prescription
from app.papers.text import NBSP
from app.words import Words, counted
from app.work import Deed, Lane, Refused, Said, Work, use_case
from models.base import moment
from models.consulting.prescription import Prescription as PrescriptionRow
from models.consulting.visit import Visit
from models.ledger.audit import AuditEntry
from models.people.clinic import Clinic
from models.people.patient import Patient
from models.people.staff import Account

PRINTED = "print_prescription"

SOLD = {
    "bottle": counted("{n} bottle", "{n} bottles", n=1),
    "pack": counted("{n} pack", "{n} packs", n=1),
    "inhaler": counted("{n} inhaler", "{n} inhalers", n=1),
    "nebule": counted("{n} nebule", "{n} nebules", n=1),
    "vial": counted("{n} vial", "{n} vials", n=1),
    "tube": counted("{n} tube", "{n} tubes", n=1),
    "pessary": counted("{n} pessary", "{n} pessaries", n=1),
}
"""What is handed out whole. Tablets and the like are only counted."""


@use_case(Deed.READ_NOTES, Lane.READ)
def prescription_paper(
    work: Work, visit_id: UUID, language: str | None = None, duplicate: bool | None = None
) -> Paper:
    """The last signed prescription of a visit. Said again it is a duplicate, unless somebody says else.

    With no `language` it speaks the patient's.
    """
    visit = own_visit(work, visit_id, Deed.READ_NOTES)
    row = _signed(work, visit)
    before = _first_print(work, row.id)
    work.tell(PRINTED, "prescription", row.id)
    content = _content(work, visit, row, language)
    again = before is not None if duplicate is None else duplicate
    return press_prescription(_stamped(content, again, before))


def _signed(work: Work, visit: Visit) -> PrescriptionRow:
    row = current_prescription(work.session, visit.id)
    if row is not None and row.content is None and row.replaces_id is not None:
        row = work.session.get(PrescriptionRow, row.replaces_id)
    if row is None or row.content is None:
        raise Refused(Said("The prescription is not signed yet."), advice=Said("Sign it, then print."))
    return row


def _first_print(work: Work, prescription_id: UUID) -> datetime | None:
    """When this laptop printed it first."""
    at: int | None = work.session.scalars(
        select(AuditEntry.at)
        .where(AuditEntry.record == prescription_id.bytes, AuditEntry.deed == PRINTED)
        .order_by(AuditEntry.at)
        .limit(1)
    ).first()
    return None if at is None else moment(at)


def _stamped(content: Prescription, duplicate: bool, before: datetime | None) -> Prescription:
    return replace(content, duplicate=duplicate, first_printed_at=before if duplicate else None)


def _content(work: Work, visit: Visit, row: PrescriptionRow, language: str | None) -> Prescription:
    session = work.session
    patient = session.get(Patient, visit.patient_id)
    clinic = session.get(Clinic, work.laptop.clinic_id)
    doctor = session.get(Account, row.doctor_id) if row.doctor_id is not None else None
    if patient is None or clinic is None or doctor is None or row.content is None:
        raise Refused(Said("This patient is not on this laptop."), advice=Said("Sync, then try again."))
    spoken = language or patient.language
    words = Words(spoken)
    signed = opened(row.content)
    return Prescription(
        language=spoken,
        clinic=clinic_head(clinic, spoken),
        doctor=doctor_head(doctor),
        patient=_person(patient, signed),
        number=row.number or "",
        seen_at=visit.started_at,
        printed_at=work.now,
        allergies=None if signed.allergies is None else tuple(_allergy(*one) for one in signed.allergies),
        medicines=tuple(_medicine(line, words) for line in signed.lines),
        found=tuple(_found(one, words) for one in signed.measures if one[0] != "weight_g"),
        diagnoses=tuple(_diagnosis(*one, spoken) for one in signed.diagnoses),
        advice=tuple(line.strip() for line in (row.advice or "").splitlines() if line.strip()),
        come_again=None if row.review_on is None else ComeAgain(on=row.review_on),
        code=f"SHV:R:{row.number}",
        large_print=patient.large_print,
    )


def clinic_head(clinic: Clinic, language: str) -> ClinicHead:
    """The clinic as its papers name it, in the language of the reader where it has a name in it."""
    local = language != "en"
    return ClinicHead(
        name=(clinic.name_other if local else None) or clinic.name,
        address=(clinic.address_other if local else None) or clinic.address or "",
        phone=clinic.phone or "",
        registration=clinic.registration or "",
        gstin=clinic.gstin or "",
    )


def doctor_head(doctor: Account) -> Doctor:
    return Doctor(
        name=doctor.name,
        degrees=doctor.qualification or "",
        council=doctor.council or "",
        registration=doctor.licence or "",
    )


def _person(patient: Patient, signed: Content) -> Person:
    weight = next((f"{value} {unit}" for key, value, unit in signed.measures if key == "weight_g"), "")
    return Person(
        name=patient.name,
        number=patient.number,
        born_on=patient.born_on,
        birth_is_estimated=patient.birth_is_estimated,
        sex=patient.sex,
        village=patient.village or "",
        weight=weight,
    )


def _allergy(substance: str, reaction: str) -> Allergy:
    return Allergy(substance=substance, reaction=reaction)


def _diagnosis(name: str, code: str, language: str) -> Diagnosis:
    known = next((one for one in common_diagnoses() if language == "hi" and one.code == code), None)
    plain = (known.name_hi or "") if known is not None else ""
    return Diagnosis(name=name, code=code, plain=plain)


def _found(measure: tuple[str, str, str], words: Words) -> str:
    kind, value, unit = measure
    return NBSP.join(part for part in (words(label_of_kind(kind)), value, unit) if part)


def _medicine(line: Line, words: Words) -> Medicine:
    dose = line.dose
    known = line.route in set(How)
    packs = SOLD.get(line.sold)
    handed = (
        ""
        if packs is None or line.quantity is None
        else words(counted(packs.text, packs.many or packs.text, n=line.quantity))
    )
    return Medicine(
        name=line.name,
        strength=line.strength,
        form=line.form,
        brand=line.brand,
        unit=line.unit,
        how=How(line.route) if known else How.TAKE,
        food=line.food,
        taken=None if dose is None else dose.taken,
        rhythm=Rhythm.DAILY if dose is None else dose.rhythm,
        days=line.days,
        quantity=line.quantity,
        quantity_words=handed,
        note=line.instruction or (line.pattern if dose is None else ""),
        schedule="H1" if line.is_schedule_h1 else "",
    )
