"""Who wrote something, and at which laptop: names for what the ledger only knows by bytes."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.change import Edit
from models.ledger.device import Device, Here
from models.ledger.journal import JournalWork
from models.ledger.line import FormerWriter
from models.ledger.writer import laptops_behind
from models.people.staff import Account


@dataclass(frozen=True, slots=True)
class Desktop:
    """A laptop as people call it; no name if it never said which it is."""

    name: str | None
    is_here: bool


class Laptops:
    """Names of laptops and people, each looked up once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._behind = laptops_behind(session)
        here = session.execute(select(Here.writer, Here.device_id)).one()
        self._here = {here.writer, *session.scalars(select(FormerWriter.writer))}
        self._behind |= {here.writer: here.device_id} if here.device_id else {}
        self._names: dict[UUID, str] = {}

    def of(self, writer: bytes) -> Desktop:
        device = self._behind.get(writer)
        row = None if device is None else self._session.get(Device, device)
        return Desktop(None if row is None else row.name, writer in self._here)

    def person(self, account: bytes | None) -> str:
        """Nothing where no person wrote it."""
        if account is None:
            return ""
        key = UUID(bytes=account)
        if key not in self._names:
            row = self._session.get(Account, key)
            self._names[key] = "" if row is None else row.name
        return self._names[key]

    def clock_off(self, edit: Edit) -> timedelta | None:
        """By how much that laptop's clock was corrected for this work; None if it is not known."""
        offset = self._session.scalar(
            select(JournalWork.offset).where(
                JournalWork.writer == edit.writer, JournalWork.number == edit.number
            )
        )
        return None if offset is None else timedelta(milliseconds=offset)
