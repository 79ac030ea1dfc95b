"""What a camp tells people about their measurements: in the range, or see a doctor by when. Never a diagnosis."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.consulting.vital_limits import bmi_tenths
from models.code_list import code_list
from models.said import Said
from models.vocabulary import Sex


class Refer(StrEnum):
    """How soon somebody should be seen, the soonest last."""

    NONE = "none"
    RECHECK = "recheck"
    ROUTINE = "routine"
    WEEK = "week"
    SAME_DAY = "same_day"
    EMERGENCY = "emergency"


URGENCY = tuple(Refer)


@dataclass(frozen=True, slots=True)
class Finding:
    """The class of one test. `is_positive` ones are counted in the camp's report as findings, not as people."""

    test: str
    code: str
    said: Said
    advice: Said | None
    refer: Refer
    is_positive: bool


@dataclass(frozen=True, slots=True)
class Screened:
    """Who was measured, as far as the limits depend on it."""

    age_months: int | None
    sex: Sex = Sex.UNKNOWN
    pregnant: bool = False
    trimester: int | None = None


Values = Mapping[str, int | bool | None]
Class = Mapping[str, Any]

SCALES = {"temperature_milli_c": 1000, "hba1c_tenths": 10, "bmi_tenths": 10}


def screen(values: Values, who: Screened) -> tuple[Finding, ...]:
    """A finding for each test that was done and has limits for this person, the most urgent first."""
    found = list(_findings(values, who))
    return tuple(sorted(found, key=lambda finding: -URGENCY.index(finding.refer)))


def most_urgent(findings: tuple[Finding, ...]) -> Refer:
    return max((finding.refer for finding in findings), key=URGENCY.index, default=Refer.NONE)


def _findings(values: Values, who: Screened) -> Iterator[Finding]:
    haemoglobin = values.get("haemoglobin_tenths")
    if haemoglobin is not None:
        yield from _haemoglobin(Decimal(haemoglobin) / 10, who)
    is_adult = who.age_months is None or who.age_months >= code_list("screening")["adult_from_years"] * 12
    if not is_adult:
        return
    yield from _blood_pressure(values, who)
    for test, number in _numbers(values, who):
        yield _finding(test, _class(test, number))
    waist = values.get("waist_mm")
    if waist is not None and who.sex in (Sex.MALE, Sex.FEMALE) and not who.pregnant:
        limits = code_list("screening")["waist"]
        wide_from = limits["male_from" if who.sex is Sex.MALE else "female_from"]
        yield _finding("waist", limits["wide" if waist >= wide_from * 10 else "in_range"])


def _numbers(values: Values, who: Screened) -> Iterator[tuple[str, Decimal]]:
    sugar = values.get("sugar_mg_dl")
    if sugar is not None:
        yield ("sugar_fasting" if values.get("sugar_is_fasting") else "sugar_random"), Decimal(sugar)
    for test in ("hba1c_tenths", "spo2_percent", "temperature_milli_c", "pulse_per_min", "breaths_per_min"):
        value = values.get(test)
        if value is not None:
            yield test, Decimal(value) / SCALES.get(test, 1)
    weight, height = values.get("weight_g"), values.get("height_mm")
    if weight and height and not who.pregnant:
        yield "bmi_tenths", Decimal(bmi_tenths(weight, height)) / 10


def _class(test: str, number: Decimal) -> Class:
    classes = code_list("screening")[test]["classes"]
    found = next(one for one in classes if number < Decimal(str(one.get("below", "Infinity"))))
    if test == "sugar_random" and found["code"] == "raised":
        refer_from = code_list("screening")["random_sugar_refer_from"]
        if number < refer_from:
            found = next(one for one in classes if one["code"] == "in_range")
    return dict(found)


def _blood_pressure(values: Values, who: Screened) -> Iterator[Finding]:
    systolic, diastolic = values.get("systolic_mmhg"), values.get("diastolic_mmhg")
    if systolic is None or diastolic is None:
        return
    limits = code_list("screening")["blood_pressure"]
    high = limits["high"]
    if who.pregnant:
        high = [one for one in high if one["code"] == "raised"] + limits["pregnant"]
    reached = [one for one in high if systolic >= one["systolic_from"] or diastolic >= one["diastolic_from"]]
    low = limits["low"]
    if reached:
        yield _finding("blood_pressure", reached[-1])
    elif systolic < low["systolic_below"] or diastolic < low["diastolic_below"]:
        yield _finding("blood_pressure", low)
    else:
        yield _finding("blood_pressure", limits["in_range"])


def _haemoglobin(number: Decimal, who: Screened) -> Iterator[Finding]:
    limits = code_list("screening")["haemoglobin_tenths"]
    row = _haemoglobin_row(limits["rows"], who)
    if row is None:
        return
    emergency = limits["pregnant_emergency_below" if who.pregnant else "emergency_below"]
    if number < emergency:
        yield _finding("haemoglobin", limits["emergency"])
        return
    below = zip(("severe", "moderate", "mild"), row["below"], strict=True)
    name = next((name for name, limit in below if number < Decimal(str(limit))), "in_range")
    yield _finding("haemoglobin", limits[name])


def _haemoglobin_row(rows: list[dict[str, Any]], who: Screened) -> dict[str, Any] | None:
    standard = code_list("screening")["haemoglobin_standard"]
    months = 12 * 30 if who.age_months is None else who.age_months
    facts = {"sex": who.sex, "pregnant": who.pregnant, "trimester": who.trimester, "standard": standard}
    for row in rows:
        of_age = row.get("from_months", 0) <= months < row.get("under_months", 12 * 200)
        if of_age and all(row[fact] == facts[fact] for fact in facts.keys() & row.keys()):
            return row
    return None


def _finding(test: str, found: Class) -> Finding:
    advice = found.get("advice")
    return Finding(
        test=test,
        code=found["code"],
        said=Said(found["said"]),
        advice=Said(advice) if advice else None,
        refer=Refer(found["refer"]),
        is_positive=found.get("positive", False),
    )
