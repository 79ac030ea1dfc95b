"""The one place that reads the time; everything else is handed a `Clock`."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Protocol

INDIA = timezone(timedelta(hours=5, minutes=30), "IST")
"""India has one zone and no summer time, so no zone data is needed on the laptop."""


CLOCK_BACK, CLOCK_AHEAD = timedelta(minutes=5), timedelta(days=7)
"""A laptop that was shut over a weekend or a festival is right: a warning that is mostly wrong is not read. A flat
clock battery jumps by months or years, which a week still shows."""


class ClockDoubt(StrEnum):
    """What is strange about a laptop's clock, by when somebody last worked there."""

    BACK = "back"
    AHEAD = "ahead"


class Clock(Protocol):
    """Tells the present moment, in UTC."""

    def __call__(self) -> datetime: ...


def system_clock() -> datetime:
    """The laptop's own clock: it may be wrong, and whoever compares it with others must know that."""
    return datetime.now(UTC)


def clinic_day(moment: datetime, zone: timezone = INDIA) -> date:
    """The calendar day at the clinic."""
    return moment.astimezone(zone).date()


def hours_of(day: date, zone: timezone = INDIA) -> tuple[datetime, datetime]:
    """The first moment of a clinic day and the first moment after it, in UTC."""
    start = datetime.combine(day, time(), zone).astimezone(UTC)
    return start, start + timedelta(days=1)


def financial_year(day: date) -> str:
    """The year of the books, April to March, as bills carry it: "2627"."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first % 100:02}{(first + 1) % 100:02}"


def clock_doubt(now: datetime, last: datetime | None) -> ClockDoubt | None:
    """Whether the clock stands before the last work, or so far after it that it may have jumped."""
    if last is None or last - CLOCK_BACK <= now <= last + CLOCK_AHEAD:
        return None
    return ClockDoubt.BACK if now < last else ClockDoubt.AHEAD
