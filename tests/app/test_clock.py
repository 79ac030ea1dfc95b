from datetime import UTC, date, datetime, timedelta

import pytest

from app.clock import clinic_day, financial_year, hours_of, system_clock


def test_the_clinic_day_turns_at_midnight_in_india() -> None:
    assert clinic_day(datetime(2026, 11, 20, 18, 29, tzinfo=UTC)) == date(2026, 11, 20)
    assert clinic_day(datetime(2026, 11, 20, 18, 30, tzinfo=UTC)) == date(2026, 11, 21)


def test_the_hours_of_a_day_belong_to_it() -> None:
    start, end = hours_of(date(2026, 11, 21))
    assert clinic_day(start) == clinic_day(end - timedelta(microseconds=1)) == date(2026, 11, 21)
    assert clinic_day(end) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 3, 31), "2526"),
        (date(2026, 4, 1), "2627"),
        (date(2026, 11, 21), "2627"),
        (date(2099, 12, 31), "9900"),
        (date(2000, 1, 1), "9900"),
    ],
)
def test_the_financial_year_starts_in_april(day: date, code: str) -> None:
    assert financial_year(day) == code


def test_the_laptops_clock_speaks_utc() -> None:
    assert system_clock().tzinfo is UTC
