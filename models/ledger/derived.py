"""What is computed from rows and never travels: made anew when they move, at once or soon after."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Connection, delete, select

from models.base import synced_kinds
from models.ledger import clashes
from models.ledger.line import Underived


def renew(connection: Connection, kind: str, ids: Collection[UUID], *, later: bool = False) -> None:
    """Bring what is derived from these rows up to date, or note that it is due."""
    derive = synced_kinds()[kind].derive
    if not ids or (derive is None and kind not in clashes.NUMBERED):
        return
    if later:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO underived (kind, record) VALUES (?, ?)",
            [(kind, bytearray(key.bytes)) for key in ids],
        )
    else:
        _fill(connection, kind, list(ids))


def catch_up(connection: Connection, most: int) -> int:
    """Derive up to `most` rows that are due; how many there were. 0 when none is left."""
    due = connection.execute(select(Underived.kind, Underived.record).limit(most)).all()
    for kind in {row.kind for row in due}:
        ids = [row.record for row in due if row.kind == kind]
        _fill(connection, kind, ids)
        connection.execute(delete(Underived).where(Underived.kind == kind, Underived.record.in_(ids)))
    return len(due)


def _fill(connection: Connection, kind: str, ids: Sequence[UUID]) -> None:
    derive = synced_kinds()[kind].derive
    if derive is not None:
        derive.fill(connection, ids)
    clashes.note(connection, kind, ids)
