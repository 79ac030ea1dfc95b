"""Registering a patient: one short form, saved at once, never waiting for a server."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.numbers import patient_number
from app.work import Deed, Refused, Said, Work, use_case
from models.people.patient import Patient
from models.vocabulary import Sex


@dataclass(frozen=True, slots=True)
class NewPatient:
    """What the form holds, already read: names as typed, `phone` ten digits, `born_on` possibly estimated."""

    name: str = field(repr=False)
    sex: Sex = Sex.UNKNOWN
    born_on: date | None = field(default=None, repr=False)
    birth_is_estimated: bool = False
    phone: str | None = field(default=None, repr=False)
    village: str | None = None
    name_other: str | None = field(default=None, repr=False)
    relative_name: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PatientCard:
    """A patient as lists and banners show them."""

    id: UUID
    number: str
    name: str = field(repr=False)
    sex: Sex
    born_on: date | None = field(repr=False)
    birth_is_estimated: bool
    phone: str | None = field(repr=False)
    village: str | None


@use_case(Deed.REGISTER_PATIENT)
def register_patient(work: Work, new: NewPatient) -> PatientCard:
    """Save a new patient under the next number of this laptop."""
    if not new.name.strip():
        raise Refused(Said("A name is needed."), field="name")
    patient = work.add(
        Patient(
            number=patient_number(work.session, work.laptop), name=new.name.strip(), sex=new.sex,
            born_on=new.born_on, birth_is_estimated=new.birth_is_estimated, phone=new.phone,
            village=new.village, name_other=new.name_other, relative_name=new.relative_name,
        )
    )  # fmt: skip
    return card_of(patient)


def card_of(patient: Patient) -> PatientCard:
    return PatientCard(
        patient.id, patient.number, patient.name, patient.sex, patient.born_on,
        patient.birth_is_estimated, patient.phone, patient.village,
    )  # fmt: skip
