import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.words import Words
from ui.kit.dates import Birth, BirthBox, DateBox, NotADate, read_birth, read_date
from ui.theme.worn import Wardrobe

TODAY = dt.date(2026, 11, 21)


def today() -> dt.date:
    return TODAY


@given(st.dates(dt.date(1930, 1, 1), dt.date(2100, 12, 31)))
def test_a_date_survives_being_written_and_read(date: dt.date) -> None:
    assert read_date(Words("en").date(date), TODAY) == date
    assert read_date(f"{date:%d/%m/%Y}", TODAY) == date


@pytest.mark.parametrize("typed", ["21/11/2026", "21-11-26", "21.11.2026", "21 Nov 2026", "21 november 2026"])
def test_the_day_comes_first(typed: str) -> None:
    assert read_date(typed, TODAY) == TODAY


@pytest.mark.parametrize(
    "typed", ["31/02/2025", "2026-11-21", "21/13/2026", "tomorrow", "0/1/2026", "1 Foo 2026"]
)
def test_days_that_do_not_exist_are_refused(typed: str) -> None:
    with pytest.raises(NotADate):
        read_date(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "born", "estimated"),
    [
        ("42", dt.date(1984, 11, 21), True),
        ("42 y", dt.date(1984, 11, 21), True),
        ("7 mo", dt.date(2026, 4, 21), True),
        ("3w", dt.date(2026, 10, 31), True),
        ("12 d", dt.date(2026, 11, 9), True),
        ("0 d", TODAY, False),
        ("14/03/1984", dt.date(1984, 3, 14), False),
        ("14/03/84", dt.date(1984, 3, 14), False),
        ("14/03/27", dt.date(1927, 3, 14), False),
    ],
)
def test_a_birth_is_a_date_or_an_age(typed: str, born: dt.date, estimated: bool) -> None:
    assert read_birth(typed, TODAY) == Birth(born, estimated)


@pytest.mark.parametrize("typed", ["126", "22/11/2026", "14/03/1890", "2000 mo", "old"])
def test_births_that_cannot_be_are_refused(typed: str) -> None:
    with pytest.raises(NotADate):
        read_birth(typed, TODAY)


def test_nobody_is_born_on_a_day_that_does_not_exist() -> None:
    assert read_birth("1 mo", dt.date(2026, 3, 31)).on == dt.date(2026, 2, 28)


@given(st.integers(0, 125))
def test_an_age_in_years_is_so_many_years_ago(years: int) -> None:
    assert TODAY.year - read_birth(f"{years} y", TODAY).on.year == years


def test_the_birth_box_shows_an_age_where_only_that_is_known(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    box = BirthBox(today, Birth(dt.date(1984, 11, 21), estimated=True))
    qtbot.addWidget(box)
    assert box.text() == "42"
    assert box.birth() == Birth(dt.date(1984, 11, 21), estimated=True)

    box.set_birth(Birth(dt.date(1984, 3, 14), estimated=False))
    assert box.text() == "14 Mar 1984"


def test_the_date_box_says_what_to_do(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    box = DateBox(today)
    qtbot.addWidget(box)
    qtbot.keyClicks(box, "31/2/26")

    assert box.date() is None
    assert box.problem() == "This day does not exist. Look at the month."
