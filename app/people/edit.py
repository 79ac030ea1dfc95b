"""Correcting what is known of a patient, one field at a time, with both edits kept where two were made apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.people.card import PatientCard, card_of
from app.people.details import READERS, check_born, read_detail
from app.taking_back import Done, done
from app.work import Deed, Refused, Row, Said, Seen, Work, use_case
from models.people.patient import Patient
from models.vocabulary import Sex

PLAIN = frozenset({"sex", "born_on", "birth_is_estimated", "large_print"})
EDITABLE = PLAIN | (READERS.keys() & Patient.__table__.columns.keys())
"""What may be corrected here. Allergies and conditions are records of their own, with deeds of their own."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The patient as they are now."""

    card: PatientCard
    done: Done


@use_case(Deed.REGISTER_PATIENT)
def edit_patient(work: Work, patient_id: UUID, seen: Seen, changes: Mapping[str, Any]) -> Edited:
    """Change only the fields in `changes`, for somebody who read the patient as `seen`."""
    patient = patient_here(work, patient_id)
    work.need(Deed.REGISTER_PATIENT, Row(event_id=work.laptop.event_id))
    values = {name: _checked(name, value, work.today) for name, value in changes.items()}
    work.revise(patient, seen, **values)
    return Edited(card_of(patient), done(work))


def patient_here(work: Work, patient_id: UUID) -> Patient:
    """The patient, if this laptop knows them."""
    patient = work.session.get(Patient, patient_id)
    if patient is None or patient.withdrawn is not None:
        raise Refused(Said("This patient is not on this laptop."), advice=Said("Sync, then try again."))
    return patient


def _checked(name: str, value: Any, today: date) -> Any:
    if name not in EDITABLE:
        raise KeyError(name)
    if name == "born_on":
        check_born(value, today)
        return value
    if name in PLAIN:
        return Sex(value) if name == "sex" else value
    kept = read_detail(name, value or "")
    if kept is None and name in ("name", "language"):
        raise Refused(
            Said("Type the name.") if name == "name" else Said("Choose one from the list."), field=name
        )
    return kept
