"""Amounts as papers say them, read back by somebody who does not know how they were written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.number_words import HINDI_TO_99
from app.words import Words

EN, HI = Words("en"), Words("hi")
PAISE = st.integers(0, 10**13)

ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen"""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENGLISH = {word: number for number, word in enumerate(ONES.split())}
ENGLISH |= {word: 20 + 10 * number for number, word in enumerate(TENS.split())}
SCALES = {"hundred": 100, "thousand": 1000, "lakh": 100_000, "crore": 10_000_000} | {
    "सौ": 100,
    "हज़ार": 1000,
    "लाख": 100_000,
    "करोड़": 10_000_000,
}
HINDI = {word: number for number, word in enumerate(HINDI_TO_99.split())}


def read(words: str) -> int:
    """The number a person hears: each scale counts what was said since a larger one."""
    total = part = 0
    for word in words.replace("-", " ").split():
        if word == "and":
            continue
        scale = SCALES.get(word)
        if scale is None:
            part += ENGLISH[word] if word in ENGLISH else HINDI[word]
        elif scale == 100:
            part *= 100
        elif scale == 10_000_000:
            total, part = (total + part) * scale, 0
        else:
            total, part = total + part * scale, 0
    return total + part


@given(st.integers(0, 10**12))
def test_a_number_in_words_is_that_number(number: int) -> None:
    assert read(EN.in_words(number)) == number
    assert read(HI.in_words(number)) == number


@given(PAISE)
def test_an_amount_in_words_is_that_amount(paise: int) -> None:
    rupees, rest = divmod(paise, 100)
    said = re.fullmatch(r"Rupees (.+?)(?: and ([a-z-]+) paise)? only", EN.money_in_words(paise))
    assert said is not None
    assert (read(said[1]), read(said[2] or "zero")) == (rupees, rest)
    assert "{" not in HI.money_in_words(paise)


@given(PAISE, PAISE)
def test_no_two_amounts_are_said_alike(one: int, other: int) -> None:
    for words in (EN, HI):
        assert (words.money_in_words(one) == words.money_in_words(other)) is (one == other)


@given(st.integers(-(10**13), 10**13))
def test_figures_are_grouped_the_indian_way_and_stay_the_same_number(paise: int) -> None:
    for words in (EN, HI):
        written = words.money(paise)
        assert re.fullmatch(r"−?₹(\d{1,3}|\d{1,2}(,\d{2})*,\d{3})\.\d{2}", written)
        assert int(re.sub(r"[₹,.]", "", written).replace("−", "-")) == paise


@pytest.mark.parametrize(
    ("paise", "shown"),
    [(0, "₹0.00"), (5, "₹0.05"), (99_900, "₹999.00"), (1_23_456_00, "₹1,23,456.00"),
     (9_99_99_999_00, "₹9,99,99,999.00"), (-110_00, "−₹110.00")],
)  # fmt: skip
def test_amounts_people_know(paise: int, shown: str) -> None:
    assert EN.money(paise) == shown


def test_lakh_and_crore_are_said() -> None:
    assert EN.money_in_words(1_23_456_00).startswith("Rupees one lakh twenty-three thousand four hundred")
    assert HI.money_in_words(1_23_456_00).startswith("एक लाख तेईस हज़ार चार सौ")
    assert "करोड़" in HI.money_in_words(2_00_00_000_00)
