"""Records, fields and values as people say them, for the conflict desk. Nothing of the code's own words gets out."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from app.people.wording import SEXES
from app.words import Paise, Said
from models.base import Choice, Synced, table_of
from models.camps.event import Event, Registration
from models.ledger.device import Device
from models.ledger.wire import from_wire
from models.people.clinic import Place
from models.people.patient import Patient
from models.people.staff import Account
from models.vocabulary import (
    AllergiesAsked,
    AppointmentState,
    EventState,
    InvoiceState,
    ItemKind,
    PrescriptionState,
    Sex,
    TokenState,
    VisitState,
)

Sayable = str | Said | Paise | date | datetime
"""What the window writes in its own language."""

KINDS: Mapping[str, Said] = {
    "account": Said("Staff"), "admission": Said("Check-in"), "allergy": Said("Allergy"),
    "appointment": Said("Appointment"), "checklist_tick": Said("Camp checklist"), "clinic": Said("Clinic"),
    "consent": Said("Consent"), "device": Said("Laptop"), "diagnosis": Said("Diagnosis"), "event": Said("Camp"),
    "identifier": Said("Document"), "invoice": Said("Bill"), "kept_warning": Said("Warning kept"),
    "line_item": Said("Line of a bill"), "medicine_line": Said("Medicine"), "pass": Said("Camp pass"),
    "pass_binding": Said("Camp pass"), "patient": Said("Patient"), "payer_share": Said("Payer's share"),
    "payment": Said("Payment"), "place": Said("Place"), "prescription": Said("Prescription"),
    "price_item": Said("Price list"), "programme": Said("Programme"), "registration": Said("Camp registration"),
    "role_grant": Said("Role"), "station": Said("Camp table"), "station_visit": Said("Camp visit"),
    "token": Said("Token"), "visit": Said("Notes of a visit"), "vitals": Said("Vitals"),
}  # fmt: skip
SOMETHING = Said("Another record")

FIELDS: Mapping[str, Said] = {
    "name": Said("Name"), "licence": Said("Licence"), "fee_paise": Said("Fee"), "reaction": Said("Reaction"),
    "doctor_id": Said("Doctor"), "starts_at": Said("Begins"), "ends_at": Said("Ends"), "state": Said("Status"),
    "registration": Said("Registration number"), "gstin": Said("GSTIN"), "state_code": Said("State"),
    "upi": Said("UPI address"), "discount_limit_bp": Said("Discount limit"), "wording": Said("Wording"),
    "is_long_term": Said("Long illness"), "venue": Said("Venue"), "capacity": Said("Most people"),
    "coordinator_id": Said("Coordinator"), "value": Said("Last digits"), "number": Said("Number"),
    "issued_at": Said("Issued"), "discount_paise": Said("Discount"), "discount_reason": Said("Reason"),
    "discount_approved_by": Said("Approved by"), "round_off_paise": Said("Round off"),
    "total_paise": Said("Total"), "cancel_reason": Said("Reason"), "text": Said("Text"),
    "detail": Said("Details"), "quantity": Said("Quantity"), "rate_paise": Said("Price"),
    "price_paise": Said("Price"), "tax_bp": Said("Tax"), "hsn": Said("HSN code"), "strength": Said("Strength"),
    "form": Said("Form"), "route": Said("Way of giving"), "pattern": Said("Dose"), "food": Said("With food"),
    "days": Said("Days"), "unit": Said("Unit"), "sex": Said("Sex"), "born_on": Said("Date of birth"),
    "birth_is_estimated": Said("Only the age is known"), "blood_group": Said("Blood group"),
    "abha_number": Said("ABHA number"), "amount_paise": Said("Amount"), "reference": Said("Reference"),
    "advice": Said("Advice"), "content": Said("Signed sheet"), "item": Said("Kind"), "type": Said("Kind"),
    "sponsor": Said("Sponsor"), "budget_paise": Said("Budget"), "starts_on": Said("Begins"),
    "ends_on": Said("Ends"), "approved_by": Said("Approved by"), "conditions": Said("Conditions"),
    "medications": Said("Medicines"), "patient_id": Said("Patient"), "complaint": Said("Complaint"),
    "history": Said("History"), "examination": Said("Examination"), "replaced_by_id": Said("Replaced by"),
    "day": Said("Day"), "at": Said("Time"), "started_at": Said("Began"), "taken_at": Said("Time"),
    "event_id": Said("Camp"), "place_id": Said("Place"), "substance": Said("Substance"), "code": Said("Code"),
    "withdrawn": Said("In use or void"), "=": Said("Number"), "phone": Said("Mobile"), "village": Said("Village"),
    "address": Said("Address"), "relative_name": Said("Relative"), "name_other": Said("Other script"),
    "reason": Said("Reason"), "service": Said("Service"), "priority": Said("Priority"),
    "review_on": Said("Review"), "method": Said("Paid by"), "allergies_asked": Said("Allergies"),
    "phone_other": Said("Other phone"), "district": Said("District"), "pin": Said("PIN"),
    "emergency_name": Said("Emergency"), "emergency_phone": Said("Their phone"), "role": Said("Role"),
    "abha_address": Said("ABHA address"), "lane": Said("Lane"), "minutes": Said("Minutes"),
    "called_at": Said("Called"), "ended_at": Said("Ended"), "qualification": Said("Qualification"),
    "speciality": Said("Speciality"), "room": Said("Room"), "valid_until": Said("Valid until"),
    "sold": Said("Sold as"), "position": Said("Place in the list"), "skips": Said("Not there when called"),
}  # fmt: skip
"""By the field's name, whatever record it is in. What is not here is a detail nobody types."""

DETAIL = Said("Another detail")
NOTHING = Said("Nothing")

STATES: Mapping[StrEnum, Said] = {
    TokenState.WAITING: Said("Waiting"), TokenState.CALLED: Said("Called"),
    TokenState.WITH_DOCTOR: Said("With the doctor"), TokenState.DONE: Said("Seen"),
    TokenState.LEFT: Said("Left"), TokenState.CANCELLED: Said("Cancelled"),
    AppointmentState.BOOKED: Said("Booked"), AppointmentState.ARRIVED: Said("Arrived"),
    AppointmentState.DONE: Said("Seen"), AppointmentState.MISSED: Said("Did not come"),
    AppointmentState.CANCELLED: Said("Cancelled"), VisitState.OPEN: Said("Open"),
    VisitState.COMPLETED: Said("Completed"), PrescriptionState.DRAFT: Said("Draft"),
    PrescriptionState.SIGNED: Said("Signed"), PrescriptionState.CANCELLED: Said("Cancelled"),
    InvoiceState.DRAFT: Said("Draft"), InvoiceState.ISSUED: Said("Issued"),
    InvoiceState.CANCELLED: Said("Cancelled"), EventState.PLANNING: Said("Planning"),
    EventState.PREPARATION: Said("Preparation"), EventState.REGISTRATION: Said("Registration"),
    EventState.EXECUTION: Said("The day itself"), EventState.FOLLOW_UP: Said("Follow-up"),
    EventState.REPORTING: Said("Report"), EventState.CANCELLED: Said("Cancelled"),
    ItemKind.SERVICE: Said("Service"), ItemKind.LAB: Said("Lab"), ItemKind.MEDICINE: Said("Medicine"),
    AllergiesAsked.NOT_ASKED: Said("Not asked"), AllergiesAsked.NONE: Said("None known"),
    AllergiesAsked.KNOWN: Said("Known"), Sex.UNKNOWN: Said("Not known"),
    Sex.FEMALE: SEXES[Sex.FEMALE], Sex.MALE: SEXES[Sex.MALE], Sex.OTHER: SEXES[Sex.OTHER],
}  # fmt: skip

REFERENCES: Mapping[str, type[Synced]] = {
    "doctor_id": Account, "coordinator_id": Account, "approved_by": Account, "discount_approved_by": Account,
    "account_id": Account, "place_id": Place, "event_id": Event, "patient_id": Patient, "person_id": Patient,
    "device_id": Device, "registration_id": Registration,
}  # fmt: skip


def kind_words(kind: str) -> Said:
    return KINDS.get(kind, SOMETHING)


def field_words(field: str) -> Said:
    return FIELDS.get(field, DETAIL)


def read_wire(model: type[Synced], field: str, value: object) -> object:
    """A value as it travels, as the record would hold it."""
    held = from_wire(model, {field: value})[field]
    column = table_of(model).columns.get(field)
    if column is None or held is None or not isinstance(column.type, Choice):
        return held
    kinds: type[StrEnum] = column.type.words
    return kinds(held) if held in list(kinds) else held


def value_words(session: Session, field: str, value: object) -> Sayable:
    """A value of a record as it is said: money in rupees, a person by name, a state by its word."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return Said("Yes") if value else Said("No")
    if isinstance(value, StrEnum):
        return STATES.get(value) or Said("{value}", value=str(value).replace("_", " ").capitalize())
    if isinstance(value, UUID):
        return _named(session, field, value)
    if isinstance(value, int):
        return _counted(field, value)
    return value if isinstance(value, str | date) else Said("Signed contents")


def _counted(field: str, value: int) -> Sayable:
    if field.endswith("_paise"):
        return Paise(value)
    return Said("{n}%", n=f"{value / 100:g}") if field.endswith("_bp") else str(value)


def _named(session: Session, field: str, key: UUID) -> Sayable:
    model = REFERENCES.get(field)
    found = None if model is None else session.get(model, key)
    return SOMETHING if found is None else str(getattr(found, "name", "")) or SOMETHING


def title_of(session: Session, record: Synced) -> Sayable:
    """Whose or which record it is: a person's name, else the number or name it bears."""
    for field, model in (("patient_id", Patient), ("person_id", Patient), ("registration_id", Registration)):
        key = getattr(record, field, None)
        found = None if key is None else session.get(model, key)
        if found is not None:
            return str(getattr(found, "name", ""))
    for field in ("name", "number", "text"):
        words = getattr(record, field, None)
        if isinstance(words, str) and words:
            return words
    return _parent_title(session, record)


def _parent_title(session: Session, record: Synced) -> Sayable:
    from models.base import synced_kinds

    for field, kind in (
        ("invoice_id", "invoice"),
        ("prescription_id", "prescription"),
        ("event_id", "event"),
    ):
        key = getattr(record, field, None)
        parent = None if key is None else session.get(synced_kinds()[kind], key)
        if parent is not None:
            return title_of(session, parent)
    return kind_words(record.kind)
