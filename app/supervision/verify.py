"""Is this store what it says it is? Everything that can be checked without another copy."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from app.work import Deed, Lane, Said, Work, use_case
from models.base import synced_kinds, table_of
from models.camps.event import Registration
from models.ledger.audit import AuditEntry, first_break
from models.ledger.device import Device, Here
from models.ledger.journal import JournalWork, digest_of, read_works
from models.ledger.line import FormerWriter
from models.ledger.scopes import scope_for
from models.people.patient import Patient
from models.people.search import PersonKey

PAGE = 500


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: how many were seen, and how many are wrong."""

    name: str
    said: Said
    seen: int
    wrong: int

    @property
    def is_right(self) -> bool:
        return self.wrong == 0


@dataclass(frozen=True, slots=True)
class Verified:
    checks: tuple[Check, ...]

    @property
    def is_right(self) -> bool:
        return all(check.is_right for check in self.checks)

    @property
    def is_readable(self) -> bool:
        """Whether the pages are whole; if not, nothing more was looked at."""
        return self.checks[0].is_right


@use_case(Deed.USE_LAPTOP, Lane.READ)
def verify(work: Work) -> Verified:
    """Read the whole store and tell what does not hold."""
    connection = work.session.connection()
    parts: tuple[Callable[[Connection], Check], ...] = (
        _pages,
        _foreign_keys,
        _works,
        _numbers,
        _audit,
        _writes_are_told,
        _rows_have_works,
        _search,
    )
    found: list[Check] = []
    for done, part in enumerate(parts):
        work.errand.tell(done / len(parts))
        found.append(part(connection))
        if not found[0].is_right:
            break
    return Verified(tuple(found))


def _pages(connection: Connection) -> Check:
    wrong = connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return Check("pages", Said("Encrypted pages are whole"), pages, len(wrong))


def _foreign_keys(connection: Connection) -> Check:
    wrong = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    tables = sum(bool(table_of(model).foreign_keys) for model in synced_kinds().values())
    return Check("aggregates", Said("Lines have their bills"), tables, len(wrong))


def _works(connection: Connection) -> Check:
    """A laptop that holds a part of the clinic has parts of others' works, which their digests cannot vouch for."""
    digests = {
        row.arrival: row.digest for row in connection.execute(select(JournalWork.arrival, JournalWork.digest))
    }
    own, holds_all = _own_names(connection), _holds_all(connection)
    seen = wrong = after = 0
    while page := read_works(connection, after, PAGE):
        for arrival, saved in page:
            wrong += (holds_all or saved.writer in own) and digest_of(saved) != digests[arrival]
        seen, after = seen + len(page), page[-1][0]
    return Check("works", Said("Works are as they were written"), seen, wrong)


def _numbers(connection: Connection) -> Check:
    here = connection.execute(select(Here.writer, Here.number)).one()
    count = connection.execute(
        select(func.count()).select_from(JournalWork).where(JournalWork.writer == here.writer)
    ).scalar_one()
    return Check("numbers", Said("This laptop's works have no gap"), here.number, abs(here.number - count))


def _audit(connection: Connection) -> Check:
    writers = connection.scalars(select(AuditEntry.writer).distinct()).all()
    seen = connection.execute(select(func.count()).select_from(AuditEntry)).scalar_one()
    wrong = sum(first_break(connection, writer) is not None for writer in writers)
    return Check("audit", Said("The audit chain is unbroken"), seen, wrong)


def _writes_are_told(connection: Connection) -> Check:
    """Each own work has its audit entry, with the digest the journal holds."""
    entries = connection.execute(
        select(AuditEntry.work, AuditEntry.digest)
        .join(Here, Here.writer == AuditEntry.writer)
        .where(AuditEntry.work.is_not(None))
    )
    told = {entry.work: entry.digest for entry in entries}
    own = connection.execute(
        select(JournalWork.number, JournalWork.digest).join(Here, Here.writer == JournalWork.writer)
    ).all()
    wrong = sum(told.get(row.number) != row.digest for row in own)
    return Check("told", Said("Every write is in the audit"), len(own), wrong)


def _rows_have_works(connection: Connection) -> Check:
    """Each record made here was made by a work that is here. Others' may have come as they stood, in a snapshot."""
    seen = wrong = 0
    own = _own_names(connection)
    for model in synced_kinds().values():
        table = table_of(model)
        seen += connection.execute(select(func.count()).select_from(table)).scalar_one()
        wrong += connection.execute(
            select(func.count())
            .select_from(table)
            .outerjoin(
                JournalWork, (JournalWork.writer == table.c.origin) & (JournalWork.number == table.c.edit)
            )
            .where(table.c.origin.in_(own), JournalWork.arrival.is_(None))
        ).scalar_one()
    return Check("records", Said("Every record has the work that made it"), seen, wrong)


def _own_names(connection: Connection) -> set[bytes]:
    """Every name this laptop writes or wrote under."""
    here = connection.execute(select(Here.writer)).scalar_one()
    return {here, *connection.scalars(select(FormerWriter.writer))}


def _holds_all(connection: Connection) -> bool:
    device = connection.execute(
        select(Device.scope, Device.event_id).join(Here, Here.device_id == Device.id)
    ).one_or_none()
    return device is None or scope_for(device.scope, device.event_id and device.event_id.bytes).is_whole


def _search(connection: Connection) -> Check:
    """Each person is findable: derived entries stand beside their rows, and no others."""
    people = sum(
        connection.execute(select(func.count()).select_from(model)).scalar_one()
        for model in (Patient, Registration)
    )
    keys = connection.execute(select(func.count()).select_from(PersonKey)).scalar_one()
    entries = connection.execute(text("SELECT count(*) FROM person_find")).scalar_one()
    return Check("search", Said("Everybody can be found"), people, abs(people - keys) + abs(people - entries))
