"""Which laptop writes under which name."""

from uuid import UUID

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session

from models.base import Base, Synced
from models.fields import FIXED, shared


class Writer(Synced, Base):
    """A laptop says in its first work under a new name that the name, this row's `origin`, is its own.

    It travels by every road a work takes, so that every laptop knows whose edits it shows.
    """

    __tablename__ = "writer"
    __table_args__ = (Index("ix_writer_origin", "origin"),)
    kind = "writer"

    device_id: Mapped[UUID] = shared(FIXED)


def laptop_behind(session: Session, writer: bytes) -> UUID | None:
    """The laptop that wrote under this name, if its first work came here."""
    return session.scalars(select(Writer.device_id).where(Writer.origin == writer).limit(1)).one_or_none()


def laptops_behind(session: Session) -> dict[bytes, UUID]:
    """Every name known here with its laptop; one that was restored has several."""
    return {row.origin: row.device_id for row in session.execute(select(Writer.origin, Writer.device_id))}
