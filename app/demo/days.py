"""The clock of the demo: set by hand to each day that is made."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from app.clock import INDIA, clinic_day, hours_of

SUNDAY = 6


class DayClock:
    """Stands where it was last set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date, minutes: float) -> None:
        """So many minutes after midnight of a clinic's day."""
        self.now = moment_of(day, minutes)

    def tick(self, seconds: float = 1) -> None:
        self.now += timedelta(seconds=seconds)


def moment_of(day: date, minutes: float) -> datetime:
    return datetime.combine(day, time(), INDIA).astimezone(UTC) + timedelta(minutes=minutes)


def working_days(first: date, last: date) -> Iterator[date]:
    """Every day but Sundays, both ends included."""
    for count in range((last - first).days + 1):
        day = first + timedelta(days=count)
        if day.weekday() != SUNDAY:
            yield day


def present(today: date, now: datetime) -> datetime:
    """The moment the demo shows: now, if that is today, else late morning. Never so early that nobody could
    have come yet.
    """
    start, _ = hours_of(today)
    if clinic_day(now) != today:
        return moment_of(today, 11 * 60)
    return max(now, start + timedelta(minutes=90))
