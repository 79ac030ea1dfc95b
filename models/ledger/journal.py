"""A device's works in the order in which they arrived there: its own; on a hub or server, everyone's."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Index, LargeBinary, TextClause, bindparam, select, text
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
    """A work that came before one it builds on. Retried with every page, never dropped.

    `part` says of less than a whole work which changes it has: digest of the whole, then their places.
    """

    __tablename__ = "waiting_work"

    writer: Mapped[bytes] = mapped_column(LargeBinary(8), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    body: Mapped[bytes]
    part: Mapped[bytes | None]


_HEAD = ("arrival", "writer", "number", "deed", "author", "grant", "at", "offset", "label", "digest")
_CHANGE = ("arrival", "position", "record", "body")


def write_down(connection: Connection, first: int, works: Sequence[PackedWork]) -> None:
    """Append works, the first of them under the arrival number `first`."""
    heads: list[tuple[Any, ...]] = []
    changes: list[tuple[Any, ...]] = []
    for arrival, given in enumerate(works, first):
        work, digest = given.work, given.digest
        author = None if work.author is None else bytearray(work.author)
        grant = None if work.grant is None else bytearray(work.grant)
        heads.append(
            (arrival, bytearray(work.writer), work.number, work.deed, author, grant, work.at, work.offset,
             work.label, bytearray(digest))
        )  # fmt: skip
        for position, change, body in zip(given.places, work.changes, given.bodies, strict=True):
            changes.append((arrival, position, bytearray(change.record), bytearray(body)))
    tables = Base.metadata.tables
    lay_down(connection, tables[JournalWork.__tablename__], _HEAD, heads)
    lay_down(connection, tables[JournalChange.__tablename__], _CHANGE, changes)


def complete(connection: Connection, works: Sequence[PackedWork]) -> None:
    """Add to works that are here what of them is not: a wider scope brings the rest."""
    changes: list[tuple[Any, ...]] = []
    for given in works:
        arrival = connection.scalar(
            select(JournalWork.arrival).where(
                JournalWork.writer == given.edit.writer, JournalWork.number == given.edit.number
            )
        )
        there = set(
            connection.scalars(select(JournalChange.position).where(JournalChange.arrival == arrival))
        )
        for position, change, body in zip(given.places, given.work.changes, given.bodies, strict=True):
            if position not in there:
                changes.append((arrival, position, bytearray(change.record), bytearray(body)))
    lay_down(connection, Base.metadata.tables[JournalChange.__tablename__], _CHANGE, changes)


OF_A_HEAD = 40


class Kept(NamedTuple):
    """A work in the journal, where it stands there, with the places of the changes that are here.

    `size` is about what it takes, in bytes.
    """

    arrival: int
    work: SavedWork
    digest: bytes
    size: int
    positions: list[int]


_SELECT = (
    'SELECT w.arrival, w.writer, w.number, w.deed, w.author, w."grant", w.at, w."offset", w.label, w.digest, '
    "c.body, c.position FROM work w JOIN change c ON c.arrival = w.arrival "
)
_AFTER = text(_SELECT + "WHERE w.arrival > :after ORDER BY w.arrival, c.position")
_OTHERS = text(
    _SELECT + "WHERE w.arrival > :after AND w.writer <> :without ORDER BY w.arrival, c.position"
).bindparams(bindparam("without", type_=LargeBinary))
_OWN = text(
    _SELECT + "WHERE w.writer = :writer AND w.number > :after ORDER BY w.number, c.position"
).bindparams(bindparam("writer", type_=LargeBinary))


def read_works(connection: Connection, after: int, most: int) -> list[tuple[int, SavedWork]]:
    """Up to `most` works that arrived after `after`, in that order."""
    found = _read(connection, _AFTER, {"after": after})
    return [(kept.arrival, kept.work) for kept in islice(found, most)]


def read_others(connection: Connection, after: int, without: bytes) -> Iterator[Kept]:
    """The works that arrived after `after` and are not of the writer `without`, in that order."""
    return _read(connection, _OTHERS, {"after": after, "without": without})


def read_own(connection: Connection, writer: bytes, after: int) -> Iterator[Kept]:
    """The works of a writer from the number that follows `after` on."""
    return _read(connection, _OWN, {"writer": writer, "after": after})


def _read(connection: Connection, statement: TextClause, values: dict[str, Any]) -> Iterator[Kept]:
    """Streams, so that whoever has enough stops; the rows of a work come together."""
    head: Sequence[Any] | None = None
    changes: list[Change] = []
    places: list[int] = []
    size = 0
    with connection.execute(statement, values, execution_options={"stream_results": True}) as rows:
        for row in chain.from_iterable(rows.partitions(500)):
            if head is None or row[0] != head[0]:
                if head is not None:
                    yield _kept(head, changes, size, places)
                head, changes, size, places = row, [], OF_A_HEAD, []
            changes.append(decode_change(row[10]))
            places.append(row[11])
            size += len(row[10])
    if head is not None:
        yield _kept(head, changes, size, places)


def _kept(head: Sequence[Any], changes: list[Change], size: int, places: list[int]) -> Kept:
    arrival, writer, number, deed, author, grant, at, offset, label, digest, _, _ = head
    work = SavedWork(writer, number, deed, author, grant, at, offset, changes, label)
    return Kept(arrival, work, digest, size, places)


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
    "Kept",
    "WaitingWork",
    "complete",
    "digest_of",
    "history_of",
    "read_others",
    "read_own",
    "read_works",
    "write_down",
]
