from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from models.base import Base, Choice, Synced
from models.fields import ASK, FIXED, NEWEST, furthest, shared
from models.vocabulary import PrescriptionState


class Prescription(Synced, Base):
    """The medicines of one visit. Once signed it never changes: one that `replaces_id` it corrects it.

    `content` is what was signed, line by line. Lines are records that may still move when laptops meet; what
    was signed is read from here, so that a paper printed again a year later says the same.
    """

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
    content: Mapped[bytes | None] = shared(ASK)
    state: Mapped[PrescriptionState] = shared(
        furthest(*PrescriptionState), Choice(PrescriptionState), default=PrescriptionState.DRAFT
    )


class MedicineLine(Synced, Base):
    """One medicine of a prescription, a record of its own so that lines written apart unite.

    `pattern` is the dose notation as written (1-0-1, ½-0-1, SOS), counted in `unit`. `quantity` is how many to
    hand out of what is `sold` (a tablet, a bottle that `holds` so many ml), computed from pattern and days
    unless somebody typed another.
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
    sold: Mapped[str] = shared(FIXED, default="tablet")
    holds: Mapped[int] = shared(FIXED, default=1)
    reason: Mapped[str | None] = shared(NEWEST)
    instruction: Mapped[str | None] = shared(NEWEST)
    is_schedule_h1: Mapped[bool] = shared(FIXED, default=False)


class KeptWarning(Synced, Base):
    """A warning somebody read and prescribed in spite of, and why. `about` names the warning and its medicines,
    so that the same two medicines are asked about once, and any other pair again.
    """

    __tablename__ = "kept_warning"
    kind = "kept_warning"

    prescription_id: Mapped[UUID] = shared(FIXED, index=True)
    about: Mapped[str] = shared(FIXED)
    reason: Mapped[str] = shared(FIXED)
