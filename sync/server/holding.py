"""What the server has of each writer, and the works it keeps aside until somebody deals with them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from models.ledger.apply import decode_work
from models.ledger.change import Edit, PackedWork, encode, packed
from models.ledger.journal import JournalWork, WaitingWork
from models.ledger.line import HeldWork, KnownWriter
from sync.exchange import Held

MOST_TOLD = 200
"""Held works named in one answer; a laptop with more of them has told its supervisor long ago."""

PASSING = ("no_grant", "too_new")
"""Reasons that end by themselves."""


class Known(NamedTuple):
    """A writer as the server knows it: whose it is, and up to which number its works are all here."""

    writer: bytes
    device_id: UUID
    upto: int
    audit_number: int
    audit_work: int
    audit_hash: bytes


_KNOWN = select(*KnownWriter.__table__.columns).where(KnownWriter.writer == bindparam("of"))
_HELD = (
    select(HeldWork.writer, HeldWork.number, HeldWork.reason)
    .where(HeldWork.writer.in_(bindparam("of", expanding=True)))
    .order_by(HeldWork.at, HeldWork.number)
    .limit(MOST_TOLD)
)


def known(connection: Connection, writer: bytes) -> Known | None:
    row = connection.execute(_KNOWN, {"of": writer}).one_or_none()
    return None if row is None else Known(*row)


def meet(connection: Connection, writer: bytes, device_id: UUID) -> Known:
    """The writer, known from now on as this laptop's if nobody brought it before."""
    found = known(connection, writer)
    if found is None:
        found = Known(writer, device_id, 0, 0, 0, bytes(32))
        connection.execute(insert(KnownWriter).values(found._asdict()))
    return found


def advance(connection: Connection, writer: Known, arrived: Iterable[int]) -> int:
    """Count on from `writer.upto` over what is durably here: taken, waiting or held. The new end of the count."""
    upto, numbers = writer.upto, set(arrived)
    while upto + 1 in numbers:
        upto += 1
    if any(number > upto for number in numbers):
        upto = _count_on(connection, writer.writer, upto)
    if upto != writer.upto:
        connection.execute(update(KnownWriter).where(KnownWriter.writer == writer.writer).values(upto=upto))
    return upto


def _count_on(connection: Connection, writer: bytes, upto: int) -> int:
    """The same where something is missing: ask the tables."""
    for table in (JournalWork, WaitingWork, HeldWork):
        numbers = connection.scalars(
            select(table.number)
            .where(table.writer == writer, table.number > upto)
            .order_by(table.number)
            .limit(100_000)
        )
        here = set(numbers)
        before = upto
        while upto + 1 in here:
            upto += 1
        if upto != before:
            return _count_on(connection, writer, upto)
    return upto


def hold(
    connection: Connection, works: Mapping[Edit, PackedWork], reasons: Mapping[Edit, str], device_id: UUID,
    at: datetime,
) -> None:  # fmt: skip
    """Keep works aside, whole. One that is held already stays as it is."""
    if not reasons:
        return
    there = _held_digests(connection, list(reasons))
    rows = [
        {
            "writer": edit.writer, "number": edit.number, "digest": works[edit].digest, "reason": reason,
            "at": at, "device_id": device_id, "body": encode(works[edit].work),
        }
        for edit, reason in reasons.items()
        if (edit, works[edit].digest) not in there
    ]  # fmt: skip
    if rows:
        connection.execute(insert(HeldWork), rows)


def _held_digests(connection: Connection, edits: Sequence[Edit]) -> set[tuple[Edit, bytes]]:
    found = set()
    for writer in {edit.writer for edit in edits}:
        for number, digest in connection.execute(
            select(HeldWork.number, HeldWork.digest).where(HeldWork.writer == writer)
        ):
            found.add((Edit(writer, number), digest))
    return found


def already_held(connection: Connection, works: Sequence[PackedWork]) -> set[Edit]:
    """Those of the works that are held here, in these very words."""
    there = _held_digests(connection, [work.edit for work in works])
    return {work.edit for work in works if (work.edit, work.digest) in there}


def held_of(connection: Connection, writers: Sequence[bytes]) -> list[Held]:
    """What of these writers waits for somebody, oldest first."""
    rows = connection.execute(_HELD, {"of": list(writers)})
    return [Held(*row) for row in rows]


def passing(connection: Connection) -> list[tuple[PackedWork, UUID]]:
    """Held works whose reason may have gone, each with the laptop that brought it."""
    rows = connection.execute(
        select(HeldWork.body, HeldWork.device_id)
        .where(HeldWork.reason.in_(PASSING), HeldWork.body.is_not(None))
        .order_by(HeldWork.writer, HeldWork.number)
    )
    return [(packed(decode_work(row.body)), row.device_id) for row in rows]


def let_go(connection: Connection, works: Iterable[PackedWork]) -> None:
    """Forget that these are held: they are taken now."""
    for work in works:
        connection.execute(
            delete(HeldWork).where(
                HeldWork.writer == work.edit.writer,
                HeldWork.number == work.edit.number,
                HeldWork.digest == work.digest,
            )
        )
