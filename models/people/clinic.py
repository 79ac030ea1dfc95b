from uuid import UUID

from sqlalchemy.orm import Mapped

from models.base import Base, Synced
from models.fields import ASK, FIXED, NEWEST, shared


class Clinic(Synced, Base):
    """The organisation itself: one row, whose id is the id of the clinic. What stands on the head of its papers."""

    __tablename__ = "clinic"
    kind = "clinic"

    name: Mapped[str] = shared(ASK)
    name_other: Mapped[str | None] = shared(NEWEST)
    short: Mapped[str] = shared(FIXED)
    address: Mapped[str | None] = shared(NEWEST)
    address_other: Mapped[str | None] = shared(NEWEST)
    phone: Mapped[str | None] = shared(NEWEST)
    registration: Mapped[str | None] = shared(ASK)
    gstin: Mapped[str | None] = shared(ASK)
    state_code: Mapped[str | None] = shared(ASK)
    upi: Mapped[str | None] = shared(ASK)
    language: Mapped[str] = shared(NEWEST, default="hi")
    root_public: Mapped[bytes | None] = shared(FIXED)
    discount_limit_bp: Mapped[int] = shared(ASK, default=1000)


class Place(Synced, Base):
    """Where the clinic works: a house, or a standing outpost."""

    __tablename__ = "place"
    kind = "place"

    clinic_id: Mapped[UUID] = shared(FIXED)
    name: Mapped[str] = shared(ASK)
    village: Mapped[str | None] = shared(NEWEST)
