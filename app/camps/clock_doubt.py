"""Whether this laptop's clock can be trusted to say that a pass is too early or too late."""

from datetime import datetime, timedelta

from sqlalchemy import and_, select

from app.work import Work
from models.base import moment
from models.ledger.audit import AuditEntry
from models.ledger.device import Here

SLIP = timedelta(minutes=2)


def best_time(work: Work) -> tuple[datetime, bool]:
    """The present moment, corrected by what the server taught this laptop; and whether it is doubtful.

    Doubtful: no server ever told the time, or the clock stands before something written down here already.
    """
    offset, last = work.session.execute(
        select(Here.clock_offset_ms, AuditEntry.at).outerjoin(
            AuditEntry, and_(AuditEntry.writer == Here.writer, AuditEntry.number == Here.audit_number)
        )
    ).one()
    went_back = last is not None and work.now < moment(last) - SLIP
    if offset is None:
        return work.now, True
    return work.now + timedelta(milliseconds=offset), went_back
