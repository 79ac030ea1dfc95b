from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from models.base import Base, Choice, Synced
from models.fields import ASK, FIXED, NEWEST, shared
from models.vocabulary import DeviceScope, Role


class Account(Synced, Base):
    """Somebody who works here. The public halves of their keys travel; the private ones never leave a key slot."""

    __tablename__ = "account"
    kind = "account"

    name: Mapped[str] = shared(ASK)
    name_other: Mapped[str | None] = shared(NEWEST)
    phone: Mapped[str | None] = shared(NEWEST)
    qualification: Mapped[str | None] = shared(NEWEST)
    speciality: Mapped[str | None] = shared(NEWEST)
    licence: Mapped[str | None] = shared(ASK)
    council: Mapped[str | None] = shared(NEWEST)
    room: Mapped[str | None] = shared(NEWEST)
    fee_paise: Mapped[int | None] = shared(ASK)
    languages: Mapped[str | None] = shared(NEWEST)
    seal_public: Mapped[bytes | None] = shared(NEWEST)
    sign_public: Mapped[bytes | None] = shared(NEWEST)


class RoleGrant(Synced, Base):
    """A role given to a person for a place and a time, signed by the clinic's key. Works name the grant they used."""

    __tablename__ = "role_grant"
    kind = "role_grant"

    account_id: Mapped[UUID] = shared(FIXED, index=True)
    role: Mapped[Role] = shared(FIXED, Choice(Role))
    scope: Mapped[DeviceScope] = shared(FIXED, Choice(DeviceScope), default=DeviceScope.CLINIC)
    event_id: Mapped[UUID | None] = shared(FIXED)
    valid_from: Mapped[datetime] = shared(FIXED)
    valid_to: Mapped[datetime | None] = shared(FIXED)
    signature: Mapped[bytes] = shared(FIXED)
