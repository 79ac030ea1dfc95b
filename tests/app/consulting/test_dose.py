from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consulting.dose import Dose, needed, quantity, read_days, read_dose, written
from app.papers.medicine import Doses, EveryHours, Food, Rhythm, Unit, WhenNeeded
from models.values import BadValue

HALF = Fraction(1, 2)


def doses(*times: int | Fraction) -> Doses:
    morning, noon, night, bedtime = (*times, 0, 0, 0)[:4]
    return Doses(morning=morning, noon=noon, night=night, bedtime=bedtime)


@pytest.mark.parametrize(
    ("typed", "dose"),
    [
        ("1-0-1", Dose(doses(1, 0, 1))),
        ("101", Dose(doses(1, 0, 1))),
        ("1 0 1", Dose(doses(1, 0, 1))),
        ("1 – 0 – 1", Dose(doses(1, 0, 1))),
        ("1+0+1", Dose(doses(1, 0, 1))),
        ("½-0-1", Dose(doses(HALF, 0, 1))),
        ("1/2-0-1", Dose(doses(HALF, 0, 1))),
        (".5-0-1", Dose(doses(HALF, 0, 1))),
        ("1½-0-1.0", Dose(doses(Fraction(3, 2), 0, 1))),
        ("1-1-1-1", Dose(doses(1, 1, 1, 1))),
        ("1111", Dose(doses(1, 1, 1, 1))),
        ("0-0-0-1", Dose(doses(0, 0, 0, 1))),
        ("10-0-8 units", Dose(doses(10, 0, 8), unit=Unit.UNIT)),
        ("OD", Dose(doses(1))),
        ("bd", Dose(doses(1, 0, 1))),
        ("BID", Dose(doses(1, 0, 1))),
        ("TDS", Dose(doses(1, 1, 1))),
        ("qid", Dose(doses(1, 1, 1, 1))),
        ("HS", Dose(doses(0, 0, 0, 1))),
        ("2 BD", Dose(doses(2, 0, 2))),
        ("½ OD", Dose(doses(HALF))),
        ("5 ml TDS", Dose(doses(5, 5, 5), unit=Unit.ML)),
        ("5ml-5ml-5ml", None),
        ("2.5ml bd pc", Dose(doses(Fraction(5, 2), 0, Fraction(5, 2)), food=Food.AFTER, unit=Unit.ML)),
        ("1 tab BD", Dose(doses(1, 0, 1), unit=Unit.TABLET)),
        ("2 puffs BD", Dose(doses(2, 0, 2), unit=Unit.PUFF)),
        ("1-0-1 AC", Dose(doses(1, 0, 1), food=Food.BEFORE)),
        ("1-0-0 on an empty stomach", Dose(doses(1), food=Food.EMPTY)),
        ("BD after food", Dose(doses(1, 0, 1), food=Food.AFTER)),
        ("Q8H", Dose(EveryHours(amount=Fraction(1), hours=8))),
        ("2 Q6H", Dose(EveryHours(amount=Fraction(2), hours=6))),
        ("SOS", Dose(WhenNeeded(amount=Fraction(1)))),
        ("prn", Dose(WhenNeeded(amount=Fraction(1)))),
        ("SOS 3", Dose(WhenNeeded(amount=Fraction(1), most_in_a_day=Fraction(3)))),
        (
            "1 SOS Q6H max 3/day",
            Dose(WhenNeeded(amount=Fraction(1), hours_between=6, most_in_a_day=Fraction(3))),
        ),
        ("STAT", Dose(doses(1), Rhythm.ONCE)),
        ("2 tab stat", Dose(doses(2), Rhythm.ONCE, unit=Unit.TABLET)),
        ("EOD", Dose(doses(1), Rhythm.ALTERNATE_DAYS)),
        ("1-0-0 alternate days", Dose(doses(1), Rhythm.ALTERNATE_DAYS)),
        ("weekly", Dose(doses(1), Rhythm.WEEKLY)),
        ("HS once a week", Dose(doses(0, 0, 0, 1), Rhythm.WEEKLY)),
    ],
)
def test_notation(typed: str, dose: Dose | None) -> None:
    if dose is None:
        with pytest.raises(BadValue):
            read_dose(typed)
    else:
        assert read_dose(typed) == dose


@pytest.mark.parametrize(
    "typed",
    ["", "1", "1-0", "0-0-0", "000", "1-0-1 BD", "2 1-0-1", "BD TDS", "SOS weekly", "Q5H", "Q8H BD", "0 BD",
     "one-o-one", "QD", "QOD", "1-0-1-0-1", "AC", "5 ml", "1-0-1 1-0-1", "SOS BD"],
)  # fmt: skip
def test_what_is_not_plainly_a_dose_is_never_guessed(typed: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_dose(typed)
    assert str(refused.value.said) == "Type a dose like 1-0-1, BD or SOS."


@pytest.mark.parametrize("typed", ["500-0-500", "500", "101 tab"])
def test_a_slipped_key_is_noticed(typed: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_dose(typed)
    assert str(refused.value.said) == "More than 100 at once cannot be right."


def test_cells_show_bedtime_only_where_it_is_used() -> None:
    assert read_dose("½-0-1").cells == ("½", "0", "1")
    assert read_dose("HS").cells == ("0", "0", "0", "1")
    assert read_dose("SOS").cells == ()


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1", "1"),
        ("1/2", "½"),
        ("3/2", "1½"),
        ("5/2", "2½"),
        ("6/5", "1.2"),
        ("1/10", "0.1"),
        ("0", "0"),
        ("10", "10"),
    ],
)
def test_amounts_have_no_naked_point_and_no_trailing_zero(amount: str, text: str) -> None:
    assert written(Fraction(amount)) == text


amounts = st.sampled_from([Fraction(n, 4) for n in range(1, 17)]) | st.integers(1, 100).map(Fraction)
slots = st.lists(st.just(Fraction(0)) | amounts, min_size=4, max_size=4).filter(any)
takings = (
    slots.map(lambda times: doses(*times))
    | st.builds(EveryHours, amount=amounts, hours=st.sampled_from([2, 3, 4, 6, 8, 12, 24]))
    | st.builds(
        WhenNeeded,
        amount=amounts,
        hours_between=st.none() | st.sampled_from([4, 6, 8]),
        most_in_a_day=st.none() | amounts,
    )
)


@given(takings, st.sampled_from(Rhythm), st.sampled_from(Food), st.none() | st.sampled_from(Unit))
def test_every_dose_is_read_back_from_its_own_text(
    taken: Doses | EveryHours | WhenNeeded, rhythm: Rhythm, food: Food, unit: Unit | None
) -> None:
    dose = Dose(taken, rhythm if isinstance(taken, Doses) else Rhythm.DAILY, food, unit)
    assert read_dose(dose.text) == dose


@given(st.text(max_size=25) | st.text(alphabet="0123½/-. BDTSOQH", max_size=12))
def test_any_text_is_a_dose_or_gets_a_sentence(text: str) -> None:
    try:
        dose = read_dose(text)
    except BadValue as refused:
        dose, said = None, str(refused.said)
    else:
        said = "Type a dose"
    assert said.startswith(("Type a dose", "More than"))
    if dose is not None:
        assert read_dose(dose.text) == dose
        total = needed(dose, 5)
        assert total is None or total > 0


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("5", 5),
        ("5d", 5),
        ("5 days", 5),
        ("1w", 7),
        ("2 weeks", 14),
        ("1m", 30),
        ("3 months", 90),
        ("7 दिन", 7),
        ("2 हफ्ते", 14),
    ],
)
def test_days(typed: str, days: int) -> None:
    assert read_days(typed) == days


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type days like 5, 1w or 1m."),
        ("x", "Type days like 5, 1w or 1m."),
        ("0", "Days go from 1 to 365."),
        ("13m", "Days go from 1 to 365."),
    ],
)
def test_wrong_days_say_why(typed: str, sentence: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_days(typed)
    assert str(refused.value.said) == sentence


@pytest.mark.parametrize(
    ("typed", "days", "holds", "step", "count"),
    [
        ("1-0-1", 30, 1, 1, 60),
        ("½-0-½", 5, 1, 1, 5),
        ("½-0-0", 5, 1, 1, 3),
        ("1-0-1", 7, 1, 10, 20),
        ("5 ml TDS", 5, 60, 1, 2),
        ("2 drops QID", 7, 100, 1, 1),
        ("2 puffs BD", 30, 200, 1, 1),
        ("Q8H", 5, 1, 1, 15),
        ("Q12H", 5, 1, 1, 10),
        ("EOD", 5, 1, 1, 3),
        ("weekly", 30, 1, 1, 5),
        ("STAT", None, 1, 1, 1),
        ("STAT", 5, 1, 1, 1),
        ("SOS", 5, 1, 1, None),
        ("SOS 3", 5, 1, 1, 15),
        ("1-0-1", None, 1, 1, None),
    ],
)
def test_how_many_to_hand_out(typed: str, days: int | None, holds: int, step: int, count: int | None) -> None:
    assert quantity(read_dose(typed), days, holds, step) == count


@given(slots, st.integers(1, 365), st.integers(1, 200), st.integers(1, 15))
def test_what_is_handed_out_is_enough_and_no_pack_too_many(
    times: list[Fraction], days: int, holds: int, step: int
) -> None:
    dose = Dose(doses(*times))
    count = quantity(dose, days, holds, step)
    wanted = sum(times, Fraction(0)) * days
    assert count is not None
    assert count % step == 0
    assert count * holds >= wanted > (count - step) * holds
