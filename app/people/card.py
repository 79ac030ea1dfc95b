"""A patient as banners, lists and papers show them."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.work import Seen, seen_of
from models.people.patient import Patient
from models.vocabulary import Sex


@dataclass(frozen=True, slots=True)
class PatientCard:
    """Who somebody is, without anything clinical. `seen` goes back with an edit."""

    id: UUID
    number: str
    name: str = field(repr=False)
    sex: Sex
    born_on: date | None = field(repr=False)
    birth_is_estimated: bool
    phone: str | None = field(repr=False)
    village: str | None = field(repr=False)
    name_other: str | None = field(repr=False)
    relative_name: str | None = field(repr=False)
    language: str
    seen: Seen = field(repr=False)


def card_of(patient: Patient) -> PatientCard:
    return PatientCard(
        patient.id, patient.number, patient.name, patient.sex, patient.born_on, patient.birth_is_estimated,
        patient.phone, patient.village, patient.name_other, patient.relative_name, patient.language,
        seen_of(patient),
    )  # fmt: skip
