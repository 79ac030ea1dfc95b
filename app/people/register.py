"""Registering a patient: one short form, saved at once, never waiting for a server."""

from app.numbers import patient_number
from app.people.card import PatientCard, card_of
from app.people.details import NewAllergy, NewIdentifier, NewPatient, cleaned, needed, read_detail
from app.work import Deed, Row, Work, use_case
from models.consulting.visit import Diagnosis
from models.people.patient import Allergy, Identifier, Patient

__all__ = [
    "NewAllergy",
    "NewIdentifier",
    "NewPatient",
    "PatientCard",
    "card_of",
    "register",
    "register_patient",
]


@use_case(Deed.REGISTER_PATIENT)
def register_patient(work: Work, new: NewPatient) -> PatientCard:
    """Save a new patient under the next number of this laptop."""
    return card_of(register(work, new))


def register(work: Work, new: NewPatient) -> Patient:
    """The same for a use case that goes on with the patient. What they told of their health becomes records
    of their own, so that what two laptops heard unites.
    """
    work.need(Deed.REGISTER_PATIENT, Row(event_id=work.laptop.event_id))
    values = cleaned(new, work.today)
    told: list[Allergy | Diagnosis | Identifier] = [*_allergies(new), *_conditions(new), *_identifiers(new)]
    patient = work.add(Patient(number=patient_number(work.session, work.laptop), **values))
    for record in told:
        record.patient_id = patient.id
        work.add(record)
    work.session.flush()
    return patient


def _allergies(new: NewPatient) -> list[Allergy]:
    return [
        Allergy(
            substance=needed("substance", told.substance),
            reaction=read_detail("reaction", told.reaction or ""),
        )
        for told in new.allergies
    ]


def _conditions(new: NewPatient) -> list[Diagnosis]:
    return [Diagnosis(text=needed("condition", words), is_long_term=True) for words in new.conditions]


def _identifiers(new: NewPatient) -> list[Identifier]:
    return [
        Identifier(
            type=needed("type", shown.type), value=needed("last", shown.last), valid_until=shown.valid_until
        )
        for shown in new.identifiers
    ]
