"""The one place that reads the time; everything else is handed a `Clock`."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Protocol

INDIA = timezone(timedelta(hours=5, minutes=30), "IST")
"""India has one zone and no summer time, so no zone data is needed on the laptop."""


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
