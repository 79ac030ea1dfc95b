import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.words import Words
from ui.kit.dates import DateBox, NotADate, read_date
from ui.theme.worn import Wardrobe

TODAY = dt.date(2026, 11, 21)


def today() -> dt.date:
    return TODAY


@given(st.dates(dt.date(1930, 1, 1), dt.date(2100, 12, 31)))
def test_a_date_survives_being_written_and_read(date: dt.date) -> None:
    assert read_date(Words("en").date(date), TODAY) == date
    assert read_date(f"{date:%d/%m/%Y}", TODAY) == date


@pytest.mark.parametrize(
    "typed", ["21/11/2026", "21-11-26", "21.11.2026", "21 Nov 2026", "21 november 2026", "2026-11-21"]
)
def test_the_day_comes_first(typed: str) -> None:
    assert read_date(typed, TODAY) == TODAY


def test_a_plan_may_be_of_the_next_years() -> None:
    assert read_date("1-4-27", TODAY) == dt.date(2027, 4, 1)
    assert read_date("1-4-47", TODAY) == dt.date(1947, 4, 1)


@pytest.mark.parametrize("typed", ["31/02/2025", "21/13/2026", "tomorrow", "0/1/2026", "1 Foo 2026"])
def test_days_that_do_not_exist_are_refused(typed: str) -> None:
    with pytest.raises(NotADate):
        read_date(typed, TODAY)


def test_the_date_box_says_what_to_do(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    box = DateBox(today)
    qtbot.addWidget(box)
    qtbot.keyClicks(box, "31/2/26")

    assert box.date() is None
    assert box.problem() == "This day does not exist. Look at the month."
