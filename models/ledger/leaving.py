"""Rows that a laptop may not hold any more: pushed before purged, purged before forgotten by nobody.

A row goes once the server holds all that was written about it here, and a verified backup of the server covers
that. What this laptop wrote itself stays in its journal, so that a server put back to yesterday is filled again.
That a row left is remembered: late works about it are not taken, whoever brings them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import BigInteger, Connection, LargeBinary, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Local, synced_kinds, table_of
from models.ledger import crossing, derived, waiting
from models.ledger.change import PackedWork, without
from models.ledger.device import Disagreement
from models.ledger.journal import JournalChange, JournalWork
from models.ledger.line import Underived
from models.ledger.page import Place, by_rank
from models.ledger.scopes import Scope
from models.ledger.storage import IN_ONE_QUESTION


class LeftRow(Local, Base):
    """A row out of this laptop's scope. `safe_at` is the server's arrival by which it holds all of ours about it."""

    __tablename__ = "left_row"

    kind: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    safe_at: Mapped[int | None] = mapped_column(BigInteger)
    is_gone: Mapped[bool] = mapped_column(default=False, index=True)


def left(connection: Connection, places: Collection[Place]) -> set[Place]:
    """Those of the rows that left."""
    found: set[Place] = set()
    if not places or connection.scalar(select(LeftRow.kind).limit(1)) is None:
        return found
    records = sorted({record for _, record in places})
    for start in range(0, len(records), IN_ONE_QUESTION):
        rows = connection.execute(
            select(LeftRow.kind, LeftRow.record).where(
                LeftRow.record.in_(records[start : start + IN_ONE_QUESTION])
            )
        )
        found |= {(kind, bytes(record)) for kind, record in rows}
    return found & set(places)


def leaving_of(connection: Connection, kind: str) -> set[bytes]:
    """The rows of a kind that left."""
    rows = connection.scalars(select(LeftRow.record).where(LeftRow.kind == kind))
    return {bytes(record) for record in rows}


def less_left(connection: Connection, works: Sequence[PackedWork]) -> list[PackedWork]:
    """The works as far as they are about rows that did not leave; those about nothing else are left out."""
    places = {(change.kind, change.record) for work in works for change in work.work.changes}
    gone = left(connection, places)
    if not gone:
        return list(works)
    return [less for less in (without(work, gone) for work in works) if less.bodies]


def leave(connection: Connection, places: Collection[Place]) -> None:
    """These rows are not for this laptop any more."""
    known = left(connection, places)
    new = [
        {"kind": kind, "record": record}
        for kind, record in dict.fromkeys(places)
        if (kind, record) not in known
    ]
    if new:
        connection.execute(insert(LeftRow), [{**one, "safe_at": None, "is_gone": False} for one in new])
    for kind, record in known:
        # It may have been here again by a road that had not heard of its leaving.
        connection.execute(
            update(LeftRow).where(LeftRow.kind == kind, LeftRow.record == record).values(is_gone=False)
        )
    if places:
        waiting.forget(connection, set(places))


def come_back(connection: Connection, places: Iterable[Place]) -> None:
    """These rows are for this laptop again."""
    for kind, record in left(connection, list(places)):
        connection.execute(delete(LeftRow).where(LeftRow.kind == kind, LeftRow.record == record))


def forget_all(connection: Connection) -> None:
    """Everything is told anew: what is out of scope is asked of each row when all has come."""
    connection.execute(delete(LeftRow))


def leave_all_outside(connection: Connection, scope: Scope) -> None:
    """After a change of scope: whatever is here and not inside, leaves."""
    for kind, model in synced_kinds().items():
        if scope.always(kind):
            continue
        table = table_of(model)
        here = {key.bytes for key in connection.scalars(select(table.c.id))}
        outside = here - set(crossing.ids_inside(connection, scope, kind))
        leave(connection, [(kind, record) for record in sorted(outside)])


def is_pending(connection: Connection) -> bool:
    """Whether rows that left are still here."""
    return connection.scalar(select(LeftRow.kind).where(LeftRow.is_gone.is_(False)).limit(1)) is not None


def purge(
    connection: Connection, confirmed: Mapping[bytes, int], arrival: int, backed_up: int
) -> dict[str, set[UUID]]:
    """Remove what may go now; the ids by kind.

    `confirmed` says of each writer of this laptop up to where the server holds its works, `arrival` how long the
    server's journal is, `backed_up` how much of it a verified backup covers.
    """
    _note_safe(connection, confirmed, arrival)
    rows = connection.execute(
        select(LeftRow.kind, LeftRow.record).where(LeftRow.is_gone.is_(False), LeftRow.safe_at <= backed_up)
    ).all()
    going: defaultdict[str, list[bytes]] = defaultdict(list)
    for kind, record in rows:
        going[kind].append(bytes(record))
    for kind in reversed(by_rank(going)):
        for start in range(0, len(going[kind]), IN_ONE_QUESTION):
            _remove(connection, kind, going[kind][start : start + IN_ONE_QUESTION], list(confirmed))
    crossing.write_down(connection, crossing.renew(connection, going, {}))
    return {kind: {UUID(bytes=record) for record in records} for kind, records in going.items()}


def _note_safe(connection: Connection, confirmed: Mapping[bytes, int], arrival: int) -> None:
    rows = connection.execute(
        select(LeftRow.kind, LeftRow.record).where(LeftRow.is_gone.is_(False), LeftRow.safe_at.is_(None))
    ).all()
    for kind, record in rows:
        ours = connection.execute(
            select(JournalWork.writer, JournalWork.number)
            .join(JournalChange, JournalChange.arrival == JournalWork.arrival)
            .where(JournalChange.record == record, JournalWork.writer.in_(list(confirmed)))
        )
        if all(number <= confirmed[writer] for writer, number in ours):
            connection.execute(
                update(LeftRow).where(LeftRow.kind == kind, LeftRow.record == record).values(safe_at=arrival)
            )


def _remove(connection: Connection, kind: str, records: list[bytes], ours: list[bytes]) -> None:
    """The rows, all that was made of them, and what others wrote about them."""
    ids = [UUID(bytes=record) for record in records]
    table = table_of(synced_kinds()[kind])
    connection.execute(delete(table).where(table.c.id.in_(ids)))
    derived.renew(connection, kind, ids)
    connection.execute(delete(Disagreement).where(Disagreement.kind == kind, Disagreement.record.in_(ids)))
    connection.execute(delete(Underived).where(Underived.kind == kind, Underived.record.in_(ids)))
    own = select(JournalWork.arrival).where(JournalWork.writer.in_(ours))
    connection.execute(
        delete(JournalChange).where(JournalChange.record.in_(records), JournalChange.arrival.not_in(own))
    )
    connection.execute(
        update(LeftRow).where(LeftRow.kind == kind, LeftRow.record.in_(records)).values(is_gone=True)
    )
