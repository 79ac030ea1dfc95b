"""What was done on each day of a span, counted by the database: a few rows a day come back, however much it was."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, func, select, type_coerce
from sqlalchemy.orm import Mapped

from app.camps.participants import person_of_row
from app.clock import INDIA, hours_of
from app.work import Work
from models.billing.invoice import Invoice, Payment
from models.camps.event import Pass, StationVisit
from models.consulting.visit import Visit
from models.reception.token import Token
from models.vocabulary import InvoiceKind, InvoiceState, PaymentMethod, TokenState

DAY_MS = 86_400_000
MINUTE_MS = 60_000
EPOCH = date(1970, 1, 1)
STILL_WAITING = (TokenState.WAITING, TokenState.CALLED)
Days = Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both counted."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=at) for at in range((self.last - self.first).days + 1))

    @property
    def before(self) -> "Span":
        """As many days, just before these."""
        length = self.last - self.first + timedelta(days=1)
        return Span(self.first - length, self.last - length)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Houses:
    """Of which houses the work is counted: all, or one."""

    place_id: UUID | None = None

    def are(self, column: Mapped[UUID | None]) -> list[ColumnElement[bool]]:
        return [] if self.place_id is None else [column == self.place_id]


def visits_of_days(work: Work, span: Span, houses: Houses) -> Days:
    """Visits at the houses; what happens at a camp is counted at its tables."""
    rows = work.session.execute(
        select(Visit.day, func.count())
        .where(Visit.day.between(span.first, span.last), Visit.withdrawn.is_(None), Visit.event_id.is_(None))
        .where(*houses.are(Visit.place_id))
        .group_by(Visit.day)
    )
    return dict(rows.all())


def people_at_camps(work: Work, span: Span, camps: Iterable[UUID]) -> dict[UUID, Days]:
    """Of each camp, how many people were at a table, by day."""
    start, end = hours_of(span.first)[0], hours_of(span.last)[1]
    day = _day_number(StationVisit.at)
    rows = work.session.execute(
        select(StationVisit.event_id, day, func.count(person_of_row(StationVisit).distinct()))
        .outerjoin(Pass, Pass.id == StationVisit.pass_id)
        .where(StationVisit.event_id.in_(camps), StationVisit.withdrawn.is_(None))
        .where(StationVisit.at >= start, StationVisit.at < end)
        .group_by(StationVisit.event_id, day)
    )
    found: dict[UUID, dict[date, int]] = {}
    for event_id, number, count in rows:
        found.setdefault(event_id, {})[_day(number)] = count
    return dict(found)


def collected_on_days(work: Work, span: Span, houses: Houses) -> Days:
    """Money that came in less what went out, in paise. Taking from an advance is no new money."""
    start, end = hours_of(span.first)[0], hours_of(span.last)[1]
    day = _day_number(Payment.taken_at)
    rows = (
        select(day, func.sum(Payment.amount_paise))
        .where(Payment.taken_at >= start, Payment.taken_at < end)
        .where(Payment.withdrawn.is_(None), Payment.method != PaymentMethod.ADVANCE)
        .group_by(day)
    )
    if houses.place_id is not None:
        rows = rows.join(Invoice, Invoice.id == Payment.invoice_id).where(*houses.are(Invoice.place_id))
    return {_day(number): amount for number, amount in work.session.execute(rows)}


def left_to_pay(work: Work, span: Span, houses: Houses) -> int:
    """What is still due on the bills issued in the span, in paise: bill by bill, as one paid too much pays no other."""
    start, end = hours_of(span.first)[0], hours_of(span.last)[1]
    bills = (
        select(Invoice.id, Invoice.total_paise)
        .where(Invoice.issued_at >= start, Invoice.issued_at < end, Invoice.withdrawn.is_(None))
        .where(Invoice.what == InvoiceKind.INVOICE, Invoice.state == InvoiceState.ISSUED)
        .where(*houses.are(Invoice.place_id))
        .subquery()
    )
    notes = (
        select(func.sum(Invoice.total_paise))
        .where(Invoice.corrects_id == bills.c.id, Invoice.withdrawn.is_(None))
        .where(Invoice.what == InvoiceKind.CREDIT_NOTE, Invoice.state == InvoiceState.ISSUED)
        .scalar_subquery()
    )
    paid = (
        select(func.sum(Payment.amount_paise))
        .where(Payment.invoice_id == bills.c.id, Payment.withdrawn.is_(None))
        .scalar_subquery()
    )
    due = (bills.c.total_paise - func.coalesce(notes, 0) - func.coalesce(paid, 0)).label("due")
    dues = select(due).subquery()
    return work.session.scalar(select(func.sum(dues.c.due)).where(dues.c.due > 0)) or 0


@dataclass(frozen=True, slots=True)
class TokensOfDay:
    """Tokens given and not cancelled, how many of them nobody saw in the end, and how many people waited how many
    whole minutes for the doctor.
    """

    given: int
    unseen: int
    waits: Counter[int]


def tokens_of_days(work: Work, span: Span, houses: Houses) -> dict[date, TokensOfDay]:
    """A token of an earlier day that still waits was never seen either."""
    given_at, begun_at = type_coerce(Token.made_at, BigInteger), type_coerce(Token.started_at, BigInteger)
    minutes = ((begun_at - given_at) // MINUTE_MS).label("minutes")
    rows = work.session.execute(
        select(Token.day, Token.state, minutes, func.count())
        .where(Token.day.between(span.first, span.last), Token.withdrawn.is_(None))
        .where(Token.state != TokenState.CANCELLED, *houses.are(Token.place_id))
        .group_by(Token.day, Token.state, minutes)
    )
    found: dict[date, TokensOfDay] = {}
    for day, state, waited, count in rows:
        of_day = found.get(day) or TokensOfDay(0, 0, Counter())
        unseen = state == TokenState.LEFT or (day < work.today and state in STILL_WAITING)
        if waited is not None:
            of_day.waits[max(0, waited)] += count
        found[day] = TokensOfDay(of_day.given + count, of_day.unseen + count * unseen, of_day.waits)
    return found


def median_of(waits: Iterable[Counter[int]]) -> int | None:
    """The wait that half of them did not reach, in minutes; None if nobody was seen."""
    together: Counter[int] = Counter()
    for some in waits:
        together.update(some)
    half = together.total() / 2
    passed = 0
    for minutes in sorted(together):
        passed += together[minutes]
        if passed >= half:
            return minutes
    return None


def _day_number(at: Mapped[object]) -> ColumnElement[int]:
    """The clinic's day of a moment, counted from 1970."""
    ahead = INDIA.utcoffset(None)
    milliseconds_ahead = int(ahead.total_seconds() * 1000)
    return ((type_coerce(at, BigInteger) + milliseconds_ahead) // DAY_MS).label("day_number")


def _day(number: int) -> date:
    return EPOCH + timedelta(days=number)
