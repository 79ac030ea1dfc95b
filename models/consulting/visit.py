from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from models.base import Base, Choice, Synced
from models.fields import ASK, FIXED, NEWEST, furthest, shared
from models.vocabulary import VisitState


class Visit(Synced, Base):
    """One encounter: what was complained of, found and planned."""

    __tablename__ = "visit"
    kind = "visit"

    patient_id: Mapped[UUID] = shared(FIXED, index=True)
    token_id: Mapped[UUID | None] = shared(FIXED, index=True)
    doctor_id: Mapped[UUID | None] = shared(FIXED, index=True)
    place_id: Mapped[UUID | None] = shared(FIXED)
    event_id: Mapped[UUID | None] = shared(FIXED)
    day: Mapped[date] = shared(FIXED, index=True)
    reason: Mapped[str | None] = shared(NEWEST)
    complaint: Mapped[str | None] = shared(ASK)
    history: Mapped[str | None] = shared(ASK)
    examination: Mapped[str | None] = shared(ASK)
    advice: Mapped[str | None] = shared(ASK)
    review_on: Mapped[date | None] = shared(NEWEST)
    started_at: Mapped[datetime] = shared(FIXED)
    ended_at: Mapped[datetime | None] = shared(NEWEST)
    state: Mapped[VisitState] = shared(furthest(*VisitState), Choice(VisitState), default=VisitState.OPEN)


class Vitals(Synced, Base):
    """Measurements taken together, each a whole number of the unit in its name. Never edited: a wrong set is
    withdrawn and taken again. `person_id` is a patient or a camp registration.
    """

    __tablename__ = "vitals"
    kind = "vitals"

    person_id: Mapped[UUID] = shared(FIXED, index=True)
    visit_id: Mapped[UUID | None] = shared(FIXED, index=True)
    event_id: Mapped[UUID | None] = shared(FIXED, index=True)
    taken_at: Mapped[datetime] = shared(FIXED)
    systolic_mmhg: Mapped[int | None] = shared(FIXED)
    diastolic_mmhg: Mapped[int | None] = shared(FIXED)
    pulse_per_min: Mapped[int | None] = shared(FIXED)
    breaths_per_min: Mapped[int | None] = shared(FIXED)
    spo2_percent: Mapped[int | None] = shared(FIXED)
    temperature_milli_c: Mapped[int | None] = shared(FIXED)
    weight_g: Mapped[int | None] = shared(FIXED)
    height_mm: Mapped[int | None] = shared(FIXED)
    waist_mm: Mapped[int | None] = shared(FIXED)
    muac_mm: Mapped[int | None] = shared(FIXED)
    sugar_mg_dl: Mapped[int | None] = shared(FIXED)
    sugar_is_fasting: Mapped[bool | None] = shared(FIXED)
    hba1c_tenths: Mapped[int | None] = shared(FIXED)
    haemoglobin_tenths: Mapped[int | None] = shared(FIXED)
    is_alert: Mapped[bool | None] = shared(FIXED)
    is_on_oxygen: Mapped[bool | None] = shared(FIXED)
    pain: Mapped[int | None] = shared(FIXED)


class Diagnosis(Synced, Base):
    """What a doctor named, coded (ICD-10) or in words. `is_long_term` keeps it in the banner at later visits."""

    __tablename__ = "diagnosis"
    kind = "diagnosis"

    patient_id: Mapped[UUID] = shared(FIXED, index=True)
    visit_id: Mapped[UUID | None] = shared(FIXED, index=True)
    code: Mapped[str | None] = shared(FIXED)
    text: Mapped[str] = shared(FIXED)
    is_long_term: Mapped[bool] = shared(ASK, default=False)
