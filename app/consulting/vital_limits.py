"""What a measurement can be: typed text to a whole number, impossible, unusual, or outside the range.

Keys are the columns of `Vitals`, values the whole numbers kept there; the limits are in resources/codes/vitals.toml.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any
from unicodedata import decimal

from models.code_list import code_list
from models.said import Said
from models.values import BadValue
from models.vocabulary import Sex

DAYS_A_MONTH = 30.4375


class Flag(StrEnum):
    """Which side of the range a value is on; `RAISED` is worth a look, the others more."""

    VERY_LOW = "very_low"
    LOW = "low"
    RAISED = "raised"
    HIGH = "high"
    VERY_HIGH = "very_high"

    @property
    def said(self) -> Said:
        return FLAG_WORDS[self]


FLAG_WORDS = {
    Flag.VERY_LOW: Said("Very low"),
    Flag.LOW: Said("Low"),
    Flag.RAISED: Said("Raised"),
    Flag.HIGH: Said("High"),
    Flag.VERY_HIGH: Said("Very high"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A value that can be: its flag, and the question to ask if it is unusual enough to be measured again."""

    key: str
    value: int
    flag: Flag | None
    confirm: Said | None


def label(key: str) -> Said:
    return Said(code_list("vitals")[key]["said"])


def unit(key: str) -> str:
    return str(code_list("vitals")[key]["unit"])


def shown(key: str, value: int) -> str:
    """The kept whole number as people read it: 36900 is 36.9."""
    vital = code_list("vitals")[key]
    places = Decimal(1).scaleb(-vital.get("decimals", 0))
    return str((Decimal(value) / vital.get("scale", 1)).quantize(places, ROUND_HALF_UP))


def read_vital(key: str, text: str) -> int:
    """The whole number to keep. Temperature over 50 is taken as °F; sugar may end in "mmol".

    `BadValue` if no living person can have it.
    """
    vital = code_list("vitals")[key]
    typed = "".join(str(decimal(letter)) if letter.isdecimal() else letter for letter in text).strip().lower()
    number = re.fullmatch(r"(\d{1,5}(?:[.,]\d{1,3})?)\s*(.*)", typed)
    if not number:
        raise BadValue(Said("{what}: type a number.", what=label(key)))
    value = _in_our_unit(key, Decimal(number[1].replace(",", ".")), number[2])
    low, high = (Decimal(str(limit)) for limit in vital["hard"])
    if not low <= value <= high:
        words = Said(
            "{what} is between {low} and {high} {unit}. Look again.",
            what=label(key),
            low=low,
            high=high,
            unit=unit(key),
        )
        raise BadValue(words)
    return int((value * vital.get("scale", 1)).to_integral_value(ROUND_HALF_UP))


def _in_our_unit(key: str, value: Decimal, typed_unit: str) -> Decimal:
    if key == "temperature_milli_c" and (typed_unit in ("f", "°f") or (not typed_unit and value > 50)):
        return celsius(value)
    if key.startswith("sugar") and typed_unit in ("mmol", "mmol/l"):
        return value * Decimal("18.0182")
    if typed_unit not in ("", unit(key).lower(), unit(key).lower().removeprefix("°")):
        raise BadValue(Said("{what} is written in {unit}.", what=label(key), unit=unit(key)))
    return value


def celsius(fahrenheit: Decimal) -> Decimal:
    return ((fahrenheit - 32) / Decimal("1.8")).quantize(Decimal("0.001"), ROUND_HALF_UP)


def fahrenheit_tenths(milli_c: int) -> int:
    """98.4 °F as 984."""
    return int((Decimal(milli_c) * Decimal("0.018") + 320).to_integral_value(ROUND_HALF_UP))


def check_pressure(systolic: int, diastolic: int) -> None:
    """`BadValue` unless the upper pressure is the higher one."""
    if diastolic >= systolic:
        raise BadValue(Said("The lower blood pressure must be less than the upper. Look again."))


def bmi_tenths(weight_g: int, height_mm: int) -> int:
    """Kilograms by metres squared, ten times."""
    return int((Decimal(weight_g) * 10_000 / (height_mm * height_mm)).to_integral_value(ROUND_HALF_UP))


def judge(
    values: Mapping[str, int | bool | None],
    age_days: int | None = None,
    sex: Sex = Sex.UNKNOWN,
    pregnant: bool = False,
) -> tuple[Judged, ...]:
    """Each measured value with its flag, the BMI too where it can be computed. Of unknown age: as an adult."""
    weight, height = values.get("weight_g"), values.get("height_mm")
    measured = {
        key: value for key, value in values.items() if value is not None and key in code_list("vitals")
    }
    if weight and height:
        measured["bmi_tenths"] = bmi_tenths(weight, height)
    return tuple(
        _judged(key, int(value), values, (age_days, sex, pregnant)) for key, value in measured.items()
    )


Who = tuple[int | None, Sex, bool]


def _judged(key: str, value: int, values: Mapping[str, int | bool | None], who: Who) -> Judged:
    rule = "sugar_fasting" if key == "sugar_mg_dl" and values.get("sugar_is_fasting") else key
    band = _band(rule, who)
    scale = code_list("vitals")[rule].get("scale", 1)
    number = Decimal(value) / scale
    confirm = None
    lowest = Decimal(str(band.get("confirm_below", -1))) + band.get("per_year", 0) * _years(who[0])
    if number < lowest or number >= Decimal(str(band.get("confirm_from", "Infinity"))):
        confirm = Said(
            "{what} {value} {unit} is unusual. Measure again, or confirm it.",
            what=label(rule),
            value=shown(rule, value),
            unit=unit(rule),
        )
    return Judged(key, value, next(_flags(number, band), None), confirm)


def _flags(number: Decimal, band: Mapping[str, Any]) -> Iterator[Flag]:
    for flag in (Flag.VERY_LOW, Flag.LOW):
        if number < Decimal(str(band.get(f"{flag}_below", -1))):
            yield flag
    for flag in (Flag.VERY_HIGH, Flag.HIGH, Flag.RAISED):
        if number >= Decimal(str(band.get(f"{flag}_from", "Infinity"))):
            yield flag


def _band(rule: str, who: Who) -> Mapping[str, Any]:
    age_days, sex, pregnant = who
    months = 12 * 30 if age_days is None else age_days / DAYS_A_MONTH
    for band in code_list("vitals")[rule]["bands"]:
        fits = band.get("from_months", 0) <= months < band.get("under_months", 12 * 200)
        if fits and band.get("sex", sex) == sex and band.get("pregnant", pregnant) == pregnant:
            found: Mapping[str, Any] = band
            return found
    return {}


def _years(age_days: int | None) -> int:
    return 0 if age_days is None else int(age_days / DAYS_A_MONTH / 12)
