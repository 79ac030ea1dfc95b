from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.words import Paise, Said, Words, counted
from installer import translate

ENGLISH = Words("en")
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 8, 35, tzinfo=UTC)


@pytest.fixture(scope="module")
def hindi() -> Words:
    translate.compile_catalogue()
    return Words("hi")


def test_dates_read_as_the_clinic_writes_them(hindi: Words) -> None:
    assert ENGLISH.date(TODAY) == hindi.date(TODAY) == "21 Nov 2026"
    assert ENGLISH.day(TODAY) == "Sat 21 Nov 2026"
    assert hindi.day(TODAY) == "शनि 21 नवंबर 2026"
    assert ENGLISH.long_date(TODAY) == "21 November 2026"
    assert hindi.weekday(TODAY) == "शनिवार"


def test_times_are_the_clinics_and_not_the_laptops() -> None:
    assert ENGLISH.time(NOW) == "14:05"
    assert ENGLISH.moment(datetime(2026, 11, 21, 19, 0, tzinfo=UTC)) == "22 Nov 2026 00:30"


@pytest.mark.parametrize(
    ("paise", "money", "rupees"),
    [
        (0, "₹0.00", "₹0"),
        (5, "₹0.05", "₹0.05"),
        (27000, "₹270.00", "₹270"),
        (12345600, "₹1,23,456.00", "₹1,23,456"),
        (-100050, "−₹1,000.50", "−₹1,000.50"),
        (999999900, "₹99,99,999.00", "₹99,99,999"),
    ],
)
def test_money_is_grouped_by_lakh(paise: int, money: str, rupees: str) -> None:
    assert ENGLISH.money(paise) == money
    assert ENGLISH.rupees(paise) == rupees


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_grouping_loses_no_digit(number: int) -> None:
    assert int(ENGLISH.number(number).replace(",", "").replace("−", "-")) == number


@pytest.mark.parametrize(
    ("born_on", "estimated", "long", "short"),
    [
        (date(1984, 11, 21), False, "42 years", "42"),
        (date(1984, 11, 22), False, "41 years", "41"),
        (date(1964, 7, 1), True, "about 62 years", "about 62"),
        (date(2024, 11, 21), False, "2 years", "2"),
        (date(2024, 11, 22), False, "23 months", "23 mo"),
        (date(2026, 10, 21), False, "1 month", "1 mo"),
        (date(2026, 10, 22), False, "30 days", "30 d"),
        (date(2026, 11, 20), False, "1 day", "1 d"),
        (date(2026, 11, 21), False, "0 days", "0 d"),
        (date(2026, 11, 22), False, "", ""),
        (None, False, "", ""),
    ],
)
def test_ages(born_on: date | None, estimated: bool, long: str, short: str) -> None:
    assert ENGLISH.age(born_on, estimated, TODAY) == long
    assert ENGLISH.age_short(born_on, estimated, TODAY) == short


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=-30), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=12), "12 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(hours=20), "yesterday"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=30), "22 Oct 2026"),
    ],
)
def test_how_long_ago(before: timedelta, said: str) -> None:
    assert ENGLISH.ago(NOW - before, NOW) == said


def test_sentences_carry_sentences_money_and_days(hindi: Words) -> None:
    said = Said("{who}: {what} on {day}", who=Said("Sunday"), what=Paise(27000), day=TODAY)
    assert ENGLISH(said) == "Sunday: ₹270.00 on 21 Nov 2026"
    assert hindi(said) == "रविवार: ₹270.00 on 21 Nov 2026"
    assert ENGLISH("Room {n}", n=1) == "Room 1"


def test_number_chooses_the_wording(hindi: Words) -> None:
    assert [ENGLISH(counted("{n} month", "{n} months", n)) for n in (0, 1, 2)] == [
        "0 months",
        "1 month",
        "2 months",
    ]
    assert [hindi(counted("{n} month", "{n} months", n)) for n in (1, 2)] == ["1 महीना", "2 महीने"]
    assert str(counted("{n} month", "{n} months", 1)) == "1 month"


def test_braces_that_people_type_are_left_alone() -> None:
    assert ENGLISH(Said("Found {name}", name="{oops} {0}")) == "Found {oops} {0}"


def test_said_compares_by_what_it_says_and_hides_its_gaps() -> None:
    assert Said("a {x}", x=1) == Said("a {x}", x=1) != Said("a {x}", x=2)
    assert len({Said("a {x}", x=1), Said("a {x}", x=1)}) == 1
    assert "Sunita" not in repr(Said("a {x}", x="Sunita"))


@pytest.mark.parametrize(
    ("number", "english", "hindi_words"),
    [
        (0, "zero", "शून्य"),
        (30, "thirty", "तीस"),
        (60, "sixty", "साठ"),
        (99, "ninety-nine", "निन्यानवे"),
        (100, "one hundred", "एक सौ"),
        (270, "two hundred seventy", "दो सौ सत्तर"),
        (
            12345678,
            "one crore twenty-three lakh forty-five thousand six hundred seventy-eight",
            "एक करोड़ तेईस लाख पैंतालीस हज़ार छह सौ अठहत्तर",
        ),
    ],
)
def test_numbers_in_words(hindi: Words, number: int, english: str, hindi_words: str) -> None:
    assert ENGLISH.in_words(number) == english
    assert hindi.in_words(number) == hindi_words


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=10**9))
def test_different_numbers_have_different_words(one: int, other: int) -> None:
    for words in (ENGLISH, Words("hi")):
        assert (words.in_words(one) == words.in_words(other)) == (one == other)


def test_money_in_words(hindi: Words) -> None:
    assert ENGLISH.money_in_words(27000) == "Rupees two hundred seventy only"
    assert ENGLISH.money_in_words(27050) == "Rupees two hundred seventy and fifty paise only"
    assert hindi.money_in_words(27000) == "दो सौ सत्तर रुपये मात्र"


def test_an_unknown_language_shows_english() -> None:
    assert Words("xx")("Sunday") == "Sunday"
