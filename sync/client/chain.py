"""The next piece of this laptop's own audit chain, as it travels."""

from sqlalchemy import Connection, select

from models.ledger.audit import AuditEntry
from sync.exchange import Chain

MOST_TOLD = 2000


def next_piece(
    connection: Connection, writer: bytes, head: tuple[int, bytes], after: int, last_work: int | None
) -> Chain | None:
    """The chain from entry `after` on: to its `head`, or to the entry about `last_work` if works follow later.

    Entries about works do not travel. None if there is nothing new; with a chain that is shorter than what the
    server has, its mere head, so that the server sees it.
    """
    upto, own_hash = head
    if upto == after:
        return None
    if upto < after:
        return Chain(upto, upto, own_hash)
    of_writer = AuditEntry.writer == writer
    if last_work is not None:
        end = connection.execute(
            select(AuditEntry.number, AuditEntry.hash).where(
                of_writer, AuditEntry.number > after, AuditEntry.work == last_work
            )
        ).one_or_none()
        if end is None:
            return None
        upto, own_hash = end
    told = connection.execute(
        select(
            AuditEntry.number, AuditEntry.at, AuditEntry.deed, AuditEntry.account, AuditEntry.kind,
            AuditEntry.record, AuditEntry.detail, AuditEntry.hash,
        )
        .where(of_writer, AuditEntry.number > after, AuditEntry.number <= upto, AuditEntry.work.is_(None))
        .order_by(AuditEntry.number)
        .limit(MOST_TOLD)
    ).all()  # fmt: skip
    if len(told) == MOST_TOLD:
        upto, own_hash = told[-1].number, told[-1].hash
    return Chain(after, upto, own_hash, [row[:7] for row in told])
