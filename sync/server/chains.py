"""The audit chains of the laptops, followed entry by entry.

An entry about a write is worked out again from the work; only the others travel. A chain that does not lead
where its writer says, or that has grown shorter, is never followed: it raises an alarm.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from models.base import Base
from models.ledger.apply import decode_work
from models.ledger.audit import AuditEntry, Told, link
from models.ledger.change import PackedWork, packed
from models.ledger.journal import JournalWork, WaitingWork
from models.ledger.line import Alarm, HeldWork, KnownWriter
from models.ledger.storage import lay_down
from sync.exchange import Chain
from sync.server.holding import Known

MOST_ENTRIES = 100_000
_NAMES = ("writer", "number", "at", "deed", "account", "kind", "record", "detail", "hash")


def follow(
    connection: Connection, writer: Known, chain: Chain, works: Mapping[int, PackedWork], at: datetime
) -> int:
    """How far the chain is known now. `works` are those of the writer that came with it, by number."""
    if chain.upto < writer.audit_number:
        raise_alarm(connection, writer, "chain_shorter", chain.upto, at)
    if chain.after != writer.audit_number or not chain.after <= chain.upto <= chain.after + MOST_ENTRIES:
        return writer.audit_number
    if chain.upto == chain.after:
        if chain.hash != writer.audit_hash:
            raise_alarm(connection, writer, "chain_forked", chain.upto, at)
        return writer.audit_number
    told = _told(chain)
    written = (chain.upto - chain.after) - len(told)
    entries = _written(connection, writer, written, works)
    if written < 0 or entries is None:
        return writer.audit_number  # a work is still to come
    before, kept = writer.audit_hash, []
    rest = iter(entries)
    for number in range(chain.after + 1, chain.upto + 1):
        entry = told.get(number) or next(rest)
        before = link(before, writer.writer, number, entry)
        if number in told:
            kept.append(_row(writer.writer, number, entry, before))
    if before != chain.hash:
        raise_alarm(connection, writer, "chain_forked", chain.upto, at)
        return writer.audit_number
    lay_down(connection, Base.metadata.tables[AuditEntry.__tablename__], _NAMES, kept)
    connection.execute(
        update(KnownWriter)
        .where(KnownWriter.writer == writer.writer)
        .values(audit_number=chain.upto, audit_work=writer.audit_work + written, audit_hash=before)
    )
    return chain.upto


def _told(chain: Chain) -> dict[int, Told]:
    return {
        number: Told(at, deed, account, kind, record, detail=detail)
        for number, at, deed, account, kind, record, detail in chain.told
        if chain.after < number <= chain.upto
    }


def _row(writer: bytes, number: int, entry: Told, own_hash: bytes) -> tuple[object, ...]:
    account = None if entry.account is None else bytearray(entry.account)
    record = None if entry.record is None else bytearray(entry.record)
    return (
        bytearray(writer), number, entry.at, entry.deed, account, entry.kind, record, entry.detail,
        bytearray(own_hash),
    )  # fmt: skip


def _written(
    connection: Connection, writer: Known, many: int, works: Mapping[int, PackedWork]
) -> list[Told] | None:
    """The entries of the writer's next works, in order; None if one of them is not here."""
    first = writer.audit_work + 1
    wanted = range(first, first + many)
    entries = {number: _entry(works[number]) for number in wanted if number in works}
    if len(entries) < many:
        for number, entry in _from_store(connection, writer.writer, first, first + many):
            entries.setdefault(number, entry)
    return [entries[number] for number in wanted] if len(entries) == many else None


def _entry(work: PackedWork) -> Told:
    head = work.work
    return Told(head.at, head.deed, head.author, work=head.number, digest=work.digest)


def _from_store(connection: Connection, writer: bytes, first: int, end: int) -> Iterator[tuple[int, Told]]:
    for row in connection.execute(
        select(
            JournalWork.number, JournalWork.at, JournalWork.deed, JournalWork.author, JournalWork.digest
        ).where(JournalWork.writer == writer, JournalWork.number >= first, JournalWork.number < end)
    ):
        yield row.number, Told(row.at, row.deed, row.author, work=row.number, digest=row.digest)
    for table in (WaitingWork, HeldWork):
        for body in connection.scalars(
            select(table.body).where(table.writer == writer, table.number >= first, table.number < end)
        ):
            work = packed(decode_work(body or b""))
            yield work.work.number, _entry(work)


def raise_alarm(connection: Connection, writer: Known, what: str, number: int, at: datetime) -> None:
    """Put something before a supervisor, once."""
    key = {"writer": writer.writer, "what": what, "number": number}
    there = connection.scalar(
        select(Alarm.at).where(Alarm.writer == writer.writer, Alarm.what == what, Alarm.number == number)
    )
    if there is None:
        connection.execute(insert(Alarm).values(at=at, device_id=writer.device_id, **key))


def head_of(connection: Connection, writer: bytes) -> tuple[int, bytes] | None:
    """How far a writer's chain is known, and the hash there."""
    row = connection.execute(
        select(KnownWriter.audit_number, KnownWriter.audit_hash).where(KnownWriter.writer == writer)
    ).one_or_none()
    return None if row is None else (row.audit_number, row.audit_hash)


class Raised(NamedTuple):
    """Something a supervisor must look at."""

    what: str
    writer: bytes
    number: int
    device_id: UUID | None


def alarms(connection: Connection) -> list[Raised]:
    """Oldest first."""
    asked = select(Alarm.what, Alarm.writer, Alarm.number, Alarm.device_id).order_by(Alarm.at)
    return [Raised(*row) for row in connection.execute(asked)]
