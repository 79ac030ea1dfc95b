from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consulting.vital_limits import (
    Flag,
    bmi_tenths,
    check_pressure,
    fahrenheit_tenths,
    judge,
    read_vital,
    shown,
)
from models.code_list import code_list
from models.values import BadValue
from models.vocabulary import Sex

YEAR = 365
ADULT = 40 * YEAR
KEYS = [key for key, entry in code_list("vitals").items() if isinstance(entry, dict)]


def said(key: str, typed: str) -> str:
    with pytest.raises(BadValue) as refused:
        read_vital(key, typed)
    return str(refused.value.said)


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("systolic_mmhg", "152", 152),
        ("systolic_mmhg", "१५२", 152),
        ("temperature_milli_c", "36.9", 36900),
        ("temperature_milli_c", "36,9 c", 36900),
        ("temperature_milli_c", "98.4", 36889),
        ("temperature_milli_c", "98.4 F", 36889),
        ("weight_g", "68.2", 68200),
        ("weight_g", "2.85 kg", 2850),
        ("height_mm", "162.5", 1625),
        ("sugar_mg_dl", "248", 248),
        ("sugar_mg_dl", "7.0 mmol", 126),
        ("hba1c_tenths", "8.4%", 84),
        ("haemoglobin_tenths", "10.9", 109),
        ("pain", "0", 0),
    ],
)
def test_what_is_typed_becomes_a_whole_number(key: str, typed: str, kept: int) -> None:
    assert read_vital(key, typed) == kept


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("systolic_mmhg", "1200", "Upper blood pressure is between 50 and 300 mmHg. Look again."),
        ("systolic_mmhg", "49", "Upper blood pressure is between 50 and 300 mmHg. Look again."),
        ("diastolic_mmhg", "201", "Lower blood pressure is between 20 and 200 mmHg. Look again."),
        ("spo2_percent", "101", "Oxygen is between 50 and 100 %. Look again."),
        ("temperature_milli_c", "29.9", "Temperature is between 30.0 and 43.0 °C. Look again."),
        ("temperature_milli_c", "111", "Temperature is between 30.0 and 43.0 °C. Look again."),
        ("pulse_per_min", "high", "Pulse: type a number."),
        ("pulse_per_min", "", "Pulse: type a number."),
        ("weight_g", "68 lb", "Weight is written in kg."),
    ],
)
def test_what_nobody_can_have_is_refused_with_a_sentence(key: str, typed: str, sentence: str) -> None:
    assert said(key, typed) == sentence


@pytest.mark.parametrize("key", KEYS)
def test_hard_limits_are_themselves_allowed_and_the_next_step_is_not(key: str) -> None:
    entry = code_list("vitals")[key]
    low, high = (round(limit * entry.get("scale", 1)) for limit in entry["hard"])
    assert read_vital(key, shown(key, low)) == low
    assert read_vital(key, shown(key, high)) == high
    step = entry.get("scale", 1) // 10 ** entry.get("decimals", 0)
    for beyond in (low - step, high + step):
        if beyond >= 0 and key != "temperature_milli_c":
            said(key, shown(key, beyond))


def test_the_lower_pressure_is_less_than_the_upper() -> None:
    check_pressure(120, 80)
    for diastolic in (120, 130):
        with pytest.raises(BadValue):
            check_pressure(120, diastolic)


def flag_of(
    values: Mapping[str, int | bool | None], age_days: int | None = ADULT, **who: object
) -> Flag | None:
    return judge(values, age_days, **who)[0].flag  # type: ignore[arg-type]  # sex and pregnant


@pytest.mark.parametrize(
    ("value", "flag", "asks"),
    [
        (89, Flag.LOW, True),
        (90, None, False),
        (129, None, False),
        (130, Flag.RAISED, False),
        (139, Flag.RAISED, False),
        (140, Flag.HIGH, False),
        (179, Flag.HIGH, False),
        (180, Flag.VERY_HIGH, True),
        (300, Flag.VERY_HIGH, True),
    ],
)
def test_upper_pressure_of_an_adult(value: int, flag: Flag | None, asks: bool) -> None:
    (judged,) = judge({"systolic_mmhg": value}, ADULT)
    assert judged.flag is flag
    assert (judged.confirm is not None) is asks


def test_the_question_names_the_value() -> None:
    (judged,) = judge({"systolic_mmhg": 200, "pulse_per_min": None}, ADULT)
    assert str(judged.confirm) == "Upper blood pressure 200 mmHg is unusual. Measure again, or confirm it."


@pytest.mark.parametrize(
    ("key", "value", "age_days", "flag", "asks"),
    [
        ("systolic_mmhg", 69, 200, Flag.LOW, True),
        ("systolic_mmhg", 79, 5 * YEAR + 5, None, True),
        ("systolic_mmhg", 80, 5 * YEAR + 5, None, False),
        ("pulse_per_min", 150, 200, None, False),
        ("pulse_per_min", 150, 5 * YEAR, Flag.HIGH, True),
        ("pulse_per_min", 131, ADULT, Flag.VERY_HIGH, True),
        ("breaths_per_min", 55, 30, None, False),
        ("breaths_per_min", 60, 30, Flag.HIGH, True),
        ("breaths_per_min", 50, 100, Flag.HIGH, True),
        ("breaths_per_min", 40, 3 * YEAR, Flag.HIGH, True),
        ("breaths_per_min", 21, ADULT, Flag.HIGH, True),
        ("breaths_per_min", 21, None, Flag.HIGH, True),
        ("spo2_percent", 93, ADULT, Flag.LOW, True),
        ("spo2_percent", 89, ADULT, Flag.VERY_LOW, True),
        ("temperature_milli_c", 37999, ADULT, None, False),
        ("temperature_milli_c", 38000, ADULT, Flag.HIGH, True),
        ("temperature_milli_c", 39100, ADULT, Flag.VERY_HIGH, True),
        ("muac_mm", 114, 400, Flag.VERY_LOW, True),
        ("muac_mm", 124, 400, Flag.LOW, False),
        ("muac_mm", 125, 400, None, False),
        ("muac_mm", 200, ADULT, None, False),
        ("hba1c_tenths", 84, ADULT, Flag.HIGH, False),
        ("haemoglobin_tenths", 119, ADULT, Flag.LOW, False),
        ("haemoglobin_tenths", 69, ADULT, Flag.VERY_LOW, True),
        ("pain", 7, ADULT, Flag.HIGH, False),
    ],
)
def test_limits_by_age(key: str, value: int, age_days: int | None, flag: Flag | None, asks: bool) -> None:
    (judged,) = judge({key: value}, age_days)
    assert judged.flag is flag
    assert (judged.confirm is not None) is asks


def test_limits_by_sex_and_pregnancy() -> None:
    assert flag_of({"haemoglobin_tenths": 125}, sex=Sex.MALE) is Flag.LOW
    assert flag_of({"haemoglobin_tenths": 125}, sex=Sex.FEMALE) is None
    assert flag_of({"haemoglobin_tenths": 112}, sex=Sex.FEMALE, pregnant=True) is None
    assert flag_of({"waist_mm": 850}, sex=Sex.FEMALE) is Flag.RAISED
    assert flag_of({"waist_mm": 850}, sex=Sex.MALE) is None
    assert flag_of({"waist_mm": 1100}, sex=Sex.FEMALE, pregnant=True) is None
    assert flag_of({"systolic_mmhg": 165}, sex=Sex.FEMALE, pregnant=True) is Flag.VERY_HIGH


def test_fasting_sugar_has_limits_of_its_own() -> None:
    assert flag_of({"sugar_mg_dl": 130, "sugar_is_fasting": True}) is Flag.HIGH
    assert flag_of({"sugar_mg_dl": 130, "sugar_is_fasting": False}) is None
    assert flag_of({"sugar_mg_dl": 110, "sugar_is_fasting": True}) is Flag.RAISED


def test_bmi_is_computed_from_weight_and_height() -> None:
    assert bmi_tenths(68200, 1586) == 271
    judged = {one.key: one for one in judge({"weight_g": 68200, "height_mm": 1586}, ADULT)}
    assert judged["bmi_tenths"].flag is Flag.HIGH
    child = {one.key: one.flag for one in judge({"weight_g": 18000, "height_mm": 1000}, 5 * YEAR)}
    assert child["bmi_tenths"] is None


@given(st.integers(300, 430))
def test_temperature_goes_to_fahrenheit_and_back(tenths_c: int) -> None:
    milli = tenths_c * 100
    fahrenheit = fahrenheit_tenths(milli)
    again = (
        read_vital("temperature_milli_c", f"{fahrenheit // 10}.{fahrenheit % 10} F")
        if 860 < fahrenheit < 1094
        else milli
    )
    assert abs(again - milli) <= 28  # half a tenth of °F


def test_a_normal_temperature_in_both_scales() -> None:
    assert shown("temperature_milli_c", 36889) == "36.9"
    assert fahrenheit_tenths(36889) == 984


@given(st.sampled_from(KEYS), st.text(max_size=12))
def test_any_text_is_a_value_or_gets_a_sentence(key: str, text: str) -> None:
    entry = code_list("vitals")[key]
    try:
        value = read_vital(key, text)
    except BadValue as refused:
        assert refused.said.text  # noqa: PT017 - either outcome is right
    else:
        low, high = entry["hard"]
        assert low * entry.get("scale", 1) <= value <= high * entry.get("scale", 1)


@given(
    st.dictionaries(st.sampled_from(KEYS), st.none() | st.integers(0, 400_000)),
    st.none() | st.integers(0, 120 * YEAR),
    st.sampled_from(Sex),
    st.booleans(),
)
def test_judging_never_fails(
    values: dict[str, int | bool | None], age: int | None, sex: Sex, pregnant: bool
) -> None:
    assert {one.key for one in judge(values, age, sex, pregnant)} >= {
        key for key, v in values.items() if v is not None
    }


def test_the_limits_say_where_they_are_from() -> None:
    for name in ("vitals", "news2"):
        assert {"version", "valid_from", "source"} <= code_list(name).keys()
