from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consulting.name_diagnosis import add_diagnosis
from app.consulting.record_vitals import Doubts, read_pressure, record_vitals, withdraw_vitals
from app.consulting.visits import open_visit
from app.consulting.vital_limits import Flag
from app.consulting.vitals_shown import Measure
from app.people.register import NewPatient
from app.reception.give_token import NewToken, register_and_give_token
from app.taking_back import Done
from app.work import Refused
from models.values import BadValue
from models.vocabulary import Role
from tests.app.consulting.seeing import Seeing
from tests.clinics import Clinic
from tests.laptops import exchange

WELL: dict[str, Any] = {"systolic_mmhg": 118, "diastolic_mmhg": 76, "pulse_per_min": 72}


def tile(seeing: Seeing, key: str) -> Measure:
    return next(one for one in seeing.shown().vitals.measures if one.key == key)


def measure(seeing: Seeing, confirmed: bool = True, **values: Any) -> Done:
    """What the doctor measures; then time goes on."""
    done = seeing.doctor.run(record_vitals, seeing.patient, values, seeing.visit, confirmed=confirmed)
    seeing.clinic.clock.move(minutes=5)
    assert isinstance(done, Done)
    return done


@pytest.mark.parametrize("text", ["1200/80", "120", "120/", "/80", "80/120", "120/120", "abc/80", ""])
def test_a_pressure_nobody_has_gets_a_sentence(text: str) -> None:
    with pytest.raises(BadValue) as bad:
        read_pressure(text)
    assert str(bad.value.said)


def test_1200_by_80_is_told_its_limits() -> None:
    with pytest.raises(BadValue) as bad:
        read_pressure("1200/80")
    assert str(bad.value.said) == "Upper blood pressure is between 50 and 300 mmHg. Look again."


@given(st.integers(50, 300), st.integers(20, 200), st.sampled_from(["/", " / ", "-", "\\"]))
def test_a_pressure_is_read_or_its_order_is_doubted(upper: int, lower: int, mark: str) -> None:
    if lower < upper:
        assert read_pressure(f"{upper}{mark}{lower}") == (upper, lower)
    else:
        with pytest.raises(BadValue):
            read_pressure(f"{upper}{mark}{lower}")


def test_what_no_living_person_has_is_refused_whoever_asks(seeing: Seeing) -> None:
    for values in (
        {"systolic_mmhg": 1200, "diastolic_mmhg": 80},
        {"pulse_per_min": 0},
        {"spo2_percent": 120},
    ):
        with pytest.raises(Refused) as refused:
            seeing.doctor.run(record_vitals, seeing.patient, values, confirmed=True)
        assert refused.value.field in values
    with pytest.raises(Refused):
        seeing.doctor.run(record_vitals, seeing.patient, {})


def test_the_unusual_is_asked_about_once(seeing: Seeing) -> None:
    high: dict[str, Any] = {"systolic_mmhg": 196, "diastolic_mmhg": 84}
    asked = seeing.doctor.run(record_vitals, seeing.patient, high, seeing.visit)
    assert isinstance(asked, Doubts)
    assert "196 mmHg is unusual" in str(asked.questions[0])
    assert tile(seeing, "pressure").value == ""

    measure(seeing, **high)
    assert (tile(seeing, "pressure").value, tile(seeing, "pressure").flag) == ("196/84", Flag.VERY_HIGH)


def test_a_usual_set_is_saved_at_once(seeing: Seeing) -> None:
    measure(seeing, confirmed=False, **WELL)
    assert tile(seeing, "pressure").flag is None
    assert seeing.shown().vitals.by == "Dr S. Rao"


def test_the_nurse_measures_before_the_doctor_opens(seeing: Seeing) -> None:
    seeing.clinic.desk(Role.NURSE).run(record_vitals, seeing.patient, WELL)

    assert tile(seeing, "pulse_per_min").value == "72"
    assert seeing.shown().vitals.by == "Anju Lakra"
    with pytest.raises(Refused):
        seeing.clinic.desk(Role.RECEPTIONIST).run(record_vitals, seeing.patient, WELL)


def test_the_last_six_are_a_line_and_old_pressures_are_no_value_of_today(seeing: Seeing) -> None:
    for pulse in range(60, 75):
        measure(seeing, pulse_per_min=pulse, weight_g=60_000 + pulse * 100)
    assert tile(seeing, "pulse_per_min").history == (69, 70, 71, 72, 73, 74)
    assert tile(seeing, "weight_g").since_last == "+0.1"

    seeing.clinic.clock.move(days=20)
    again = Seeing(seeing.clinic, seeing.doctor, seeing.visit, seeing.token)
    day = again.shown().vitals
    assert day.id is not None, "the tiles are of the visit's day"


def test_temperature_is_shown_in_fahrenheit_and_height_stands_for_the_bmi(seeing: Seeing) -> None:
    measure(seeing, height_mm=1580)
    measure(seeing, weight_g=68_200, temperature_milli_c=36_900)

    assert (tile(seeing, "temperature_milli_c").value, tile(seeing, "temperature_milli_c").unit) == (
        "98.4",
        "°F",
    )
    assert (tile(seeing, "bmi_tenths").value, tile(seeing, "bmi_tenths").flag) == ("27.3", Flag.HIGH)


def test_a_fasting_sugar_is_judged_and_named_as_one(seeing: Seeing) -> None:
    measure(seeing, sugar_mg_dl=130)
    assert (str(tile(seeing, "sugar_mg_dl").label), tile(seeing, "sugar_mg_dl").flag) == (
        "Random sugar",
        None,
    )
    measure(seeing, sugar_mg_dl=130, sugar_is_fasting=True)
    assert str(tile(seeing, "sugar_mg_dl").label) == "Fasting sugar"
    assert tile(seeing, "sugar_mg_dl").flag is Flag.HIGH


def test_pregnancy_lowers_the_limit_of_the_pressure(seeing: Seeing) -> None:
    measure(seeing, systolic_mmhg=164, diastolic_mmhg=92)
    assert tile(seeing, "pressure").flag is Flag.HIGH
    seeing.doctor.run(add_diagnosis, seeing.visit, "Pregnancy", "Z34.9")
    assert tile(seeing, "pressure").flag is Flag.VERY_HIGH


def test_the_early_warning_score_is_whole_or_not_there(seeing: Seeing) -> None:
    values: dict[str, Any] = {
        **WELL,
        "breaths_per_min": 22,
        "spo2_percent": 93,
        "temperature_milli_c": 38_400,
    }
    measure(seeing, **values)
    score = seeing.shown().vitals.score
    assert score is not None
    assert (score.score, score.missing) == (None, ("alert",))
    measure(seeing, **values, is_alert=True)
    score = seeing.shown().vitals.score
    assert score is not None
    assert score.score == 5


def test_a_wrong_set_is_withdrawn_with_a_reason(seeing: Seeing) -> None:
    done = measure(seeing, **WELL)
    assert done.id is not None
    with pytest.raises(Refused):
        seeing.doctor.run(withdraw_vitals, done.id, "")
    seeing.doctor.run(withdraw_vitals, done.id, "of the next patient")
    assert tile(seeing, "pressure").value == ""


def test_sets_of_two_laptops_unite(laptops: tuple[Clinic, Clinic]) -> None:
    here, there = laptops
    given_ = here.desk(Role.RECEPTIONIST).run(
        register_and_give_token, NewPatient("Sunita Devi"), NewToken(here.account(Role.DOCTOR))
    )
    visit = here.desk(Role.DOCTOR).run(open_visit, given_.given.token.id)
    exchange(here, there)
    here.desk(Role.NURSE).run(record_vitals, given_.patient.id, {"pulse_per_min": 72})
    there.clock.move(minutes=1)
    there.desk(Role.NURSE).run(record_vitals, given_.patient.id, {"weight_g": 61_000, "pulse_per_min": 80})
    exchange(here, there)

    for clinic in laptops:
        seeing = Seeing(clinic, clinic.desk(Role.DOCTOR), visit, visit)
        assert tile(seeing, "pulse_per_min").history == (72, 80)
        assert tile(seeing, "weight_g").value == "61.0"
