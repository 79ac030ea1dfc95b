"""A device's works in the order in which they arrived there: its own; on a hub or server, everyone's."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Index, LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Local
from models.ledger.change import Change, PackedWork, SavedWork, decode_change, digest_of
from models.ledger.storage import lay_down


class JournalWork(Local, Base):
    """The head of a work. `digest` covers the whole of it; two works of one name with two digests are a fork."""

    __tablename__ = "work"
    __table_args__ = (Index("ix_work_writer_number", "writer", "number", unique=True),)

    arrival: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    writer: Mapped[bytes] = mapped_column(LargeBinary(8))
    number: Mapped[int] = mapped_column(BigInteger)
    deed: Mapped[str]
    author: Mapped[bytes | None]
    grant: Mapped[bytes | None]
    at: Mapped[int] = mapped_column(BigInteger)
    offset: Mapped[int | None] = mapped_column(BigInteger)
    label: Mapped[str | None]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class JournalChange(Local, Base):
    """One change of a work, whole, found by its record: this is also the record's history."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_record", "record"), {"sqlite_with_rowid": False})

    arrival: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    record: Mapped[bytes] = mapped_column(LargeBinary(16))
    body: Mapped[bytes]


class WaitingWork(Local, Base):
    """A work that came before one it builds on. Retried with every page, never dropped."""

    __tablename__ = "waiting_work"

    writer: Mapped[bytes] = mapped_column(LargeBinary(8), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    body: Mapped[bytes]


_HEAD = ("arrival", "writer", "number", "deed", "author", "grant", "at", "offset", "label", "digest")
_CHANGE = ("arrival", "position", "record", "body")


def write_down(connection: Connection, first: int, works: Sequence[PackedWork]) -> None:
    """Append works, the first of them under the arrival number `first`."""
    heads: list[tuple[Any, ...]] = []
    changes: list[tuple[Any, ...]] = []
    for arrival, (work, _, bodies, digest) in enumerate(works, first):
        author = None if work.author is None else bytearray(work.author)
        grant = None if work.grant is None else bytearray(work.grant)
        heads.append(
            (arrival, bytearray(work.writer), work.number, work.deed, author, grant, work.at, work.offset,
             work.label, bytearray(digest))
        )  # fmt: skip
        for position, (change, body) in enumerate(zip(work.changes, bodies, strict=True)):
            changes.append((arrival, position, bytearray(change.record), bytearray(body)))
    tables = Base.metadata.tables
    lay_down(connection, tables[JournalWork.__tablename__], _HEAD, heads)
    lay_down(connection, tables[JournalChange.__tablename__], _CHANGE, changes)


def read_works(connection: Connection, after: int, most: int) -> list[tuple[int, SavedWork]]:
    """Up to `most` works that arrived after `after`, in that order."""
    heads = connection.execute(
        select(*JournalWork.__table__.columns)
        .where(JournalWork.arrival > after)
        .order_by(JournalWork.arrival)
        .limit(most)
    ).all()
    if not heads:
        return []
    changes: dict[int, list[Change]] = {head.arrival: [] for head in heads}
    for arrival, body in connection.execute(
        select(JournalChange.arrival, JournalChange.body)
        .where(JournalChange.arrival.between(heads[0].arrival, heads[-1].arrival))
        .order_by(JournalChange.arrival, JournalChange.position)
    ):
        changes[arrival].append(decode_change(body))
    return [
        (
            head.arrival,
            SavedWork(
                head.writer, head.number, head.deed, head.author, head.grant,
                head.at, head.offset, changes[head.arrival], head.label,
            ),
        )
        for head in heads
    ]  # fmt: skip


def history_of(connection: Connection, record: UUID) -> list[tuple[SavedWork, Change]]:
    """Every change of one record that this device holds, oldest arrival first, each with its work (head only)."""
    rows = connection.execute(
        select(JournalWork, JournalChange.body)
        .join(JournalChange, JournalChange.arrival == JournalWork.arrival)
        .where(JournalChange.record == record.bytes)
        .order_by(JournalWork.arrival)
        .with_only_columns(*JournalWork.__table__.columns, JournalChange.body)
    )
    return [
        (
            SavedWork(
                row.writer, row.number, row.deed, row.author, row.grant, row.at, row.offset, [], row.label
            ),
            decode_change(row.body),
        )
        for row in rows
    ]


__all__ = [
    "JournalChange",
    "JournalWork",
    "WaitingWork",
    "digest_of",
    "history_of",
    "read_works",
    "write_down",
]
