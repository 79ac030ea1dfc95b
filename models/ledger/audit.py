"""Who read, wrote, printed or signed in: a chain of this laptop's own entries that nobody can thin out unseen.

`h = SHA-256(tag ‖ h before ‖ entry)`, in the same commit as what it tells. The entry of a write holds the
digest of its work: before and after are read from the changes, never copied.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Connection, LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Local
from models.ledger.change import encode

TAG = b"shivir-audit-1"


class AuditEntry(Local, Base):
    """One link. Triggers in the store refuse its update and its removal."""

    __tablename__ = "audit"

    writer: Mapped[bytes] = mapped_column(LargeBinary(8), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger, index=True)
    deed: Mapped[str]
    account: Mapped[bytes | None] = mapped_column(LargeBinary(16), index=True)
    kind: Mapped[str | None]
    record: Mapped[bytes | None] = mapped_column(LargeBinary(16), index=True)
    work: Mapped[int | None] = mapped_column(BigInteger)
    digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    detail: Mapped[str | None]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class Told(msgspec.Struct, frozen=True, array_like=True):
    """What an audit entry says."""

    at: int
    deed: str
    account: bytes | None
    kind: str | None = None
    record: bytes | None = None
    work: int | None = None
    digest: bytes | None = None
    detail: str | None = None


def link(before: bytes, writer: bytes, number: int, told: Told) -> bytes:
    """The hash of the entry that follows `before`."""
    return hashlib.sha256(TAG + before + encode((writer, number, *msgspec.structs.astuple(told)))).digest()


def chained(writer: bytes, number: int, before: bytes, told: list[Told]) -> Iterator[dict[str, Any]]:
    """Rows for `told`, continuing the chain after entry `number` with hash `before`."""
    for entry in told:
        number += 1
        before = link(before, writer, number, entry)
        yield {"writer": writer, "number": number, **msgspec.structs.asdict(entry), "hash": before}


def first_break(connection: Connection, writer: bytes) -> int | None:
    """The number of the first entry of `writer` that does not follow from the one before; None if all do."""
    before, expected = bytes(32), 1
    rows = connection.execute(
        select(*AuditEntry.__table__.columns).where(AuditEntry.writer == writer).order_by(AuditEntry.number)
    )
    for row in rows:
        told = Told(row.at, row.deed, row.account, row.kind, row.record, row.work, row.digest, row.detail)
        if row.number != expected or row.hash != link(before, writer, row.number, told):
            return expected
        before, expected = row.hash, expected + 1
    return None
