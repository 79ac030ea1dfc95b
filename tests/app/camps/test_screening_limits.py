import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.camps.screening_limits import Finding, Refer, Screened, most_urgent, screen
from installer.translate import strings_in_data
from models.code_list import code_list
from models.vocabulary import Sex

WOMAN = Screened(age_months=40 * 12, sex=Sex.FEMALE)
MAN = Screened(age_months=40 * 12, sex=Sex.MALE)
PREGNANT = Screened(age_months=25 * 12, sex=Sex.FEMALE, pregnant=True)


def one(who: Screened = WOMAN, **values: int | bool) -> Finding:
    (finding,) = screen(values, who)
    return finding


def codes(key: str, values: tuple[int, ...], who: Screened = WOMAN, **more: bool) -> list[str]:
    return [one(who, **{key: value}, **more).code for value in values]


@pytest.mark.parametrize(
    ("systolic", "diastolic", "code", "refer"),
    [
        (89, 70, "low", Refer.RECHECK),
        (100, 59, "low", Refer.RECHECK),
        (90, 60, "in_range", Refer.NONE),
        (129, 79, "in_range", Refer.NONE),
        (130, 70, "raised", Refer.RECHECK),
        (120, 80, "raised", Refer.RECHECK),
        (140, 70, "grade_1", Refer.ROUTINE),
        (120, 90, "grade_1", Refer.ROUTINE),
        (152, 94, "grade_1", Refer.ROUTINE),
        (152, 100, "grade_2", Refer.WEEK),
        (180, 94, "grade_3", Refer.SAME_DAY),
        (150, 110, "grade_3", Refer.SAME_DAY),
        (200, 94, "extreme", Refer.EMERGENCY),
        (150, 120, "extreme", Refer.EMERGENCY),
        (150, 55, "grade_1", Refer.ROUTINE),
    ],
)
def test_the_worse_of_two_pressures_counts(systolic: int, diastolic: int, code: str, refer: Refer) -> None:
    finding = one(systolic_mmhg=systolic, diastolic_mmhg=diastolic)
    assert (finding.code, finding.refer) == (code, refer)
    assert finding.is_positive is (systolic >= 140 or diastolic >= 90)


def test_pressure_in_pregnancy_is_taken_more_seriously() -> None:
    assert one(PREGNANT, systolic_mmhg=142, diastolic_mmhg=80).refer is Refer.SAME_DAY
    assert one(PREGNANT, systolic_mmhg=160, diastolic_mmhg=80).refer is Refer.EMERGENCY
    assert one(PREGNANT, systolic_mmhg=135, diastolic_mmhg=80).code == "raised"


def test_one_pressure_alone_says_nothing() -> None:
    assert screen({"systolic_mmhg": 200}, WOMAN) == ()


def test_sugar_at_any_time() -> None:
    values = (53, 54, 69, 70, 139, 140, 199, 200, 299, 300, 399, 400)
    assert codes("sugar_mg_dl", values) == [
        "very_low", "low", "low", "in_range", "in_range", "raised", "raised", "high", "high", "very_high",
        "very_high", "extreme",
    ]  # fmt: skip


def test_sugar_fasting() -> None:
    values = (53, 69, 70, 99, 100, 125, 126, 199, 200)
    assert codes("sugar_mg_dl", values, sugar_is_fasting=True) == [
        "very_low", "low", "in_range", "in_range", "raised", "raised", "high", "high", "very_high",
    ]  # fmt: skip


def test_other_tests_at_their_edges() -> None:
    assert codes("hba1c_tenths", (56, 57, 64, 65, 89, 90)) == [
        "in_range",
        "raised",
        "raised",
        "high",
        "high",
        "very_high",
    ]
    assert codes("spo2_percent", (89, 90, 91, 92)) == ["very_low", "low", "low", "in_range"]
    assert codes("temperature_milli_c", (35000, 35100, 37999, 38000, 39000, 39100)) == [
        "very_low", "in_range", "in_range", "fever", "fever", "high_fever",
    ]  # fmt: skip
    assert codes("pulse_per_min", (40, 41, 49, 50, 110, 111, 130, 131)) == [
        "very_slow", "slow", "slow", "in_range", "in_range", "fast", "fast", "very_fast",
    ]  # fmt: skip
    assert codes("breaths_per_min", (8, 9, 24, 25)) == ["very_slow", "in_range", "in_range", "very_fast"]
    assert codes("waist_mm", (799, 800)) == ["in_range", "wide"]
    assert codes("waist_mm", (899, 900), MAN) == ["in_range", "wide"]


@pytest.mark.parametrize(
    ("weight_g", "code"),
    [
        (40000, "severe_thin"),
        (41000, "thin"),
        (47000, "thin"),
        (47500, "in_range"),
        (58600, "in_range"),
        (59000, "over"),
        (64000, "obese_1"),
        (77000, "obese_2"),
    ],
)
def test_weight_for_height(weight_g: int, code: str) -> None:
    assert one(weight_g=weight_g, height_mm=1600).code == code


@pytest.mark.parametrize(
    ("who", "edges"),
    [
        (Screened(12), {49: "emergency", 50: "severe", 70: "moderate", 95: "mild", 110: "in_range"}),
        (Screened(30), {69: "severe", 70: "moderate", 99: "moderate", 100: "mild", 110: "in_range"}),
        (Screened(90), {79: "severe", 80: "moderate", 110: "mild", 114: "mild", 115: "in_range"}),
        (Screened(150), {79: "severe", 109: "moderate", 110: "mild", 119: "mild", 120: "in_range"}),
        (WOMAN, {79: "severe", 109: "moderate", 110: "mild", 119: "mild", 120: "in_range"}),
        (MAN, {79: "severe", 109: "moderate", 110: "mild", 129: "mild", 130: "in_range"}),
        (
            PREGNANT,
            {69: "emergency", 70: "moderate", 99: "moderate", 100: "mild", 109: "mild", 110: "in_range"},
        ),
    ],
)
def test_haemoglobin_by_age_sex_and_pregnancy(who: Screened, edges: dict[int, str]) -> None:
    assert {value: one(who, haemoglobin_tenths=value).code for value in edges} == edges


def test_no_limits_for_the_youngest_and_only_haemoglobin_for_children() -> None:
    assert screen({"haemoglobin_tenths": 90}, Screened(3)) == ()
    child = Screened(8 * 12, Sex.MALE)
    measured = {"systolic_mmhg": 150, "diastolic_mmhg": 95, "sugar_mg_dl": 150, "haemoglobin_tenths": 100}
    assert [finding.test for finding in screen(measured, child)] == ["haemoglobin"]


def test_the_most_urgent_stands_first() -> None:
    findings = screen(
        {"systolic_mmhg": 150, "diastolic_mmhg": 95, "sugar_mg_dl": 420, "spo2_percent": 98}, WOMAN
    )
    assert [finding.test for finding in findings] == ["sugar_random", "blood_pressure", "spo2_percent"]
    assert most_urgent(findings) is Refer.EMERGENCY
    assert most_urgent(()) is Refer.NONE


def test_nobody_is_diagnosed_by_a_camp() -> None:
    words = " ".join(strings_in_data(code_list("screening"))).lower()
    assert words
    for word in ("diagnos", "diabet", "hypertens", "anaemi", "obes"):
        assert word not in words


measured_keys = [
    "systolic_mmhg", "diastolic_mmhg", "sugar_mg_dl", "hba1c_tenths", "haemoglobin_tenths", "spo2_percent",
    "temperature_milli_c", "pulse_per_min", "breaths_per_min", "waist_mm", "weight_g", "height_mm",
]  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(measured_keys), st.none() | st.integers(0, 500_000)),
    st.booleans(),
    st.builds(
        Screened,
        age_months=st.none() | st.integers(0, 1440),
        sex=st.sampled_from(Sex),
        pregnant=st.booleans(),
        trimester=st.none() | st.integers(1, 3),
    ),
)
def test_screening_never_fails(values: dict[str, int | bool | None], fasting: bool, who: Screened) -> None:
    findings = screen(values | {"sugar_is_fasting": fasting}, who)
    assert len({finding.test for finding in findings}) == len(findings)
    assert all(finding.is_positive or finding.refer in (Refer.NONE, Refer.RECHECK) for finding in findings)
