from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from app.papers.dosing import INSTRUCTIONS, LISTS, UNITS, amount, directions
from app.papers.medicine import Doses, EveryHours, Food, How, Medicine, Rhythm, Unit, WhenNeeded
from app.words import LANGUAGES, Words

EN, HI = Words("en"), Words("hi")


def said(words: Words, **facts: object) -> str:
    medicine = Medicine(name="x", **facts)  # type: ignore[arg-type]  # facts of a medicine
    return directions(medicine, words).replace("\u00a0", " ")


def test_two_times_a_day_is_one_sentence_in_each_language() -> None:
    facts = {"taken": Doses(morning=1, night=1), "food": Food.WITH}
    assert said(EN, **facts) == "Take **1 tablet in the morning and 1 at night**, with food."
    assert said(HI, **facts) == "**सुबह 1 और रात 1 गोली**, खाने के साथ लें।"


def test_when_needed_says_the_largest_dose() -> None:
    taken = WhenNeeded(amount=1, reason="pain or fever", hours_between=6, most_in_a_day=3)
    assert said(EN, taken=taken) == (
        "**Only when needed** for pain or fever: 1 tablet. Leave 6 hours between. Not more than 3 in a day."
    )


def test_a_weekly_medicine_says_so_twice() -> None:
    assert "**Once a week only**" in said(EN, taken=Doses(morning=1), rhythm=Rhythm.WEEKLY)


def test_the_doctors_own_words_come_last_as_typed() -> None:
    text = said(EN, taken=Doses(night=15), unit=Unit.ML, note="Shake **well**.")
    assert text == "Take **15 ml at night**. Shake *well*."


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1, "1"), (Fraction(1, 2), "½"), (Fraction(3, 2), "1½"), (Decimal("2.5"), "2½"), (Decimal("0.1"), "0.1"),
     (Decimal("1.0"), "1"), (Fraction(1, 4), "¼"), (Fraction(5, 3), "1⅔"), (10, "10"), (Decimal("7.20"), "7.2")],
)  # fmt: skip
def test_amounts_have_no_naked_point_and_no_trailing_zero(number: Decimal, shown: str) -> None:
    assert amount(number) == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_of_taking_is_a_sentence(language: str) -> None:
    words = Words(language)
    times = [
        Doses(morning=a, noon=b, night=c, bedtime=d)
        for a, b, c, d in product((0, 2), repeat=4)
        if a or b or c or d
    ]
    assert len(times) == len(LISTS)
    ends = ("।", ".")
    for taken, how, food in product([*times, EveryHours(amount=5, hours=6)], How, Food):
        text = said(words, taken=taken, how=how, food=food)
        assert text.endswith(ends)
        assert "{" not in text
        assert text.count("**") == 2
    for unit in Unit:
        assert unit in UNITS
    assert {how for how, _ in INSTRUCTIONS} == set(How)


def test_hindi_has_its_own_words_everywhere() -> None:
    for said_ in (*LISTS.values(), *INSTRUCTIONS.values()):
        slots = dict.fromkeys(("morning", "noon", "night", "bedtime"), "1") | {"unit": "", "times": ""}
        text = HI(type(said_)(said_.text, **slots))
        assert not any(letter.isascii() and letter.isalpha() for letter in text)


def test_a_line_never_ends_between_a_number_and_what_it_counts() -> None:
    medicine = Medicine(name="x", taken=Doses(morning=1), note="15 minutes before food.")
    assert "1\u00a0tablet" in directions(medicine, EN)
    assert "15\u00a0minutes" in directions(medicine, EN)
