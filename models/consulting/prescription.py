from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from models.base import Base, Choice, Synced
from models.fields import ASK, FIXED, NEWEST, furthest, shared
from models.vocabulary import PrescriptionState


class Prescription(Synced, Base):
    """The medicines of one visit. Once signed, neither it nor its lines change; `replaces_id` corrects it."""

    __tablename__ = "prescription"
    kind = "prescription"

    patient_id: Mapped[UUID] = shared(FIXED, index=True)
    visit_id: Mapped[UUID] = shared(FIXED, index=True)
    doctor_id: Mapped[UUID | None] = shared(FIXED)
    replaces_id: Mapped[UUID | None] = shared(FIXED)
    number: Mapped[str | None] = shared(ASK)
    advice: Mapped[str | None] = shared(ASK)
    review_on: Mapped[date | None] = shared(NEWEST)
    signed_at: Mapped[datetime | None] = shared(NEWEST)
    state: Mapped[PrescriptionState] = shared(
        furthest(*PrescriptionState), Choice(PrescriptionState), default=PrescriptionState.DRAFT
    )


class MedicineLine(Synced, Base):
    """One medicine of a prescription, a record of its own so that lines written apart unite.

    `pattern` is the dose notation as written (1-0-1, ½-0-1, SOS); `quantity` is in `unit`, computed from
    pattern and days unless somebody typed another. `kept_reason` says why a warning was overridden.
    """

    __tablename__ = "medicine_line"
    kind = "medicine_line"

    prescription_id: Mapped[UUID] = shared(FIXED, index=True)
    position: Mapped[int] = shared(NEWEST)
    name: Mapped[str] = shared(FIXED)
    strength: Mapped[str | None] = shared(ASK)
    form: Mapped[str] = shared(ASK)
    brand: Mapped[str | None] = shared(NEWEST)
    route: Mapped[str | None] = shared(ASK)
    pattern: Mapped[str] = shared(ASK)
    food: Mapped[str | None] = shared(ASK)
    days: Mapped[int | None] = shared(ASK)
    quantity: Mapped[int | None] = shared(ASK)
    unit: Mapped[str] = shared(ASK)
    reason: Mapped[str | None] = shared(NEWEST)
    instruction: Mapped[str | None] = shared(NEWEST)
    is_schedule_h1: Mapped[bool] = shared(FIXED, default=False)
    kept_reason: Mapped[str | None] = shared(ASK)
