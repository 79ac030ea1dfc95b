from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.store.passwords import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    SHORTEST,
    pause_after,
    resumed,
    seconds_left,
    weak_words,
    weakness,
)
from tests.fakes import Wrist

WORDS = weak_words()


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password@2026",
        "P@ssw0rd!2026",
        "shivirclinic",
        "Clinic-Camp-2026!",
        "qwertyuiop123",
        "123456789012",
        "919876543210",
        "aaaaaaaaaaaaaa",
        "AshaDevi1987!!",
        "asha.devi.asha",
        "पासवर्ड१२३४५६७८",
        "jaishriram108108",
        "////////////",
    ],
)
def test_what_everybody_thinks_of_first_is_not_taken(password: str) -> None:
    assert weakness(password, ("Asha Devi",), SHORTEST, WORDS) is not None


@pytest.mark.parametrize(
    "password",
    [
        "violet ladder under rain",
        "मीठा आम पेड़ नदी",
        "x7kq-9!vbmTzw",
        "clinic umbrella forty",
        "Tr0ub4dor&3xyz",
    ],
)
def test_a_few_words_of_ones_own_are_taken(password: str) -> None:
    assert weakness(password, ("Asha Devi",), SHORTEST, WORDS) is None


def test_too_short_says_how_many_are_missing() -> None:
    told = weakness("mango boat", (), SHORTEST, WORDS)
    assert told is not None
    assert str(told) == "A password needs 12 letters or more. 2 are missing."


@given(st.text(max_size=40), st.text(max_size=20))
def test_nothing_typed_breaks_it(password: str, name: str) -> None:
    weakness(password, (name,), SHORTEST, WORDS)


def test_four_slips_cost_nothing_then_it_doubles_to_a_quarter_hour() -> None:
    watch = Wrist()
    pauses = [pause_after(wrong, watch.now(), watch.uptime()) for wrong in range(1, 13)]
    seconds = [pause.seconds if pause else 0 for pause in pauses]
    assert seconds == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


def test_a_pause_counts_down() -> None:
    watch = Wrist()
    pause = pause_after(5, watch.now(), watch.uptime())
    left = []
    for _ in range(4):
        left.append(seconds_left(pause, watch.now(), watch.uptime()))
        watch.pass_by(10)
    assert left == [30, 20, 10, 0]


@pytest.mark.parametrize("jump", [-(10**8), -3600, 3600, 10**8])
def test_setting_the_calendar_neither_shortens_nor_lengthens_a_pause(jump: int) -> None:
    watch = Wrist()
    pause = pause_after(10, watch.now(), watch.uptime())
    watch.set_calendar(jump)
    watch.pass_by(600)
    assert seconds_left(pause, watch.now(), watch.uptime()) == LONGEST_PAUSE - 600


def test_after_a_restart_the_calendar_counts() -> None:
    watch = Wrist()
    pause = pause_after(10, watch.now(), watch.uptime())
    watch.pass_by(500)
    watch.up = 12.0
    assert seconds_left(pause, watch.now(), watch.uptime()) == 400


def test_a_restart_with_the_calendar_set_back_costs_one_pause_more_and_no_year() -> None:
    watch = Wrist()
    pause = pause_after(5, watch.now(), watch.uptime())
    assert pause is not None
    watch.set_calendar(-timedelta(days=365).total_seconds())
    watch.up = 12.0
    again = resumed(pause, watch.now(), watch.uptime())
    assert seconds_left(again, watch.now(), watch.uptime()) == FIRST_PAUSE
    watch.pass_by(FIRST_PAUSE)
    assert seconds_left(again, watch.now(), watch.uptime()) == 0
    assert resumed(again, watch.now(), watch.uptime()) == again
