from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from models.base import Base, Choice, Synced
from models.fields import ASK, FIXED, NEWEST, furthest, shared
from models.vocabulary import AppointmentState

APPOINTMENT_STEPS = furthest(
    AppointmentState.BOOKED,
    AppointmentState.MISSED,
    AppointmentState.ARRIVED,
    AppointmentState.CANCELLED,
    AppointmentState.DONE,
    clash=(AppointmentState.CANCELLED, AppointmentState.DONE),
)


class Appointment(Synced, Base):
    """A promised time and what became of it."""

    __tablename__ = "appointment"
    kind = "appointment"

    patient_id: Mapped[UUID] = shared(FIXED, index=True)
    place_id: Mapped[UUID | None] = shared(FIXED)
    doctor_id: Mapped[UUID | None] = shared(ASK)
    starts_at: Mapped[datetime] = shared(ASK, index=True)
    minutes: Mapped[int] = shared(NEWEST, default=15)
    service: Mapped[str] = shared(NEWEST)
    state: Mapped[AppointmentState] = shared(
        APPOINTMENT_STEPS, Choice(AppointmentState), default=AppointmentState.BOOKED
    )
    token_id: Mapped[UUID | None] = shared(NEWEST)
    cancel_reason: Mapped[str | None] = shared(NEWEST)
