from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from models.base import Base, Choice, Synced
from models.fields import FIXED, NEWEST, furthest, shared
from models.vocabulary import Priority, TokenState

TOKEN_STEPS = furthest(
    TokenState.WAITING,
    TokenState.CALLED,
    TokenState.WITH_DOCTOR,
    TokenState.LEFT,
    TokenState.CANCELLED,
    TokenState.DONE,
    clash=(TokenState.CANCELLED, TokenState.DONE),
)


class Token(Synced, Base):
    """A place in one day's queue: `lane` (the letter of the laptop) and `number` make what is called out, A-014.

    `skips` counts how often nobody came when called; a skipped token waits on, behind `waits_from`.
    """

    __tablename__ = "token"
    __table_args__ = (Index("ix_token_day_doctor_id", "day", "doctor_id"),)
    kind = "token"

    patient_id: Mapped[UUID] = shared(FIXED, index=True)
    place_id: Mapped[UUID | None] = shared(FIXED)
    day: Mapped[date] = shared(FIXED)
    lane: Mapped[str] = shared(FIXED)
    number: Mapped[int] = shared(FIXED)
    doctor_id: Mapped[UUID | None] = shared(NEWEST)
    reason: Mapped[str | None] = shared(NEWEST)
    priority: Mapped[Priority] = shared(NEWEST, Choice(Priority), default=Priority.NONE)
    state: Mapped[TokenState] = shared(TOKEN_STEPS, Choice(TokenState), default=TokenState.WAITING)
    waits_from: Mapped[datetime] = shared(NEWEST)
    skips: Mapped[int] = shared(NEWEST, default=0)
    called_at: Mapped[datetime | None] = shared(NEWEST)
    started_at: Mapped[datetime | None] = shared(NEWEST)
    ended_at: Mapped[datetime | None] = shared(NEWEST)
