"""Measurements as the doctor reads them: the newest of each, what it means, and the last six as a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.clock import clinic_day, hours_of
from app.consulting.edits import name_of
from app.consulting.news2 import News2, news2
from app.consulting.record_vitals import days_lived, measured
from app.consulting.vital_limits import Flag, bmi_tenths, fahrenheit_tenths, judge, label, shown, unit
from app.words import Said
from models.camps.event import Registration
from models.consulting.visit import Vitals
from models.people.patient import Patient
from models.vocabulary import Sex

LAST = 6
SETS = 24
"""How many sets are looked at for the newest of each and its line."""

ALWAYS = (
    "pressure", "pulse_per_min", "temperature_milli_c", "spo2_percent", "sugar_mg_dl", "weight_g", "bmi_tenths",
)  # fmt: skip
WHEN_MEASURED = (
    "hba1c_tenths", "haemoglobin_tenths", "breaths_per_min", "pain", "height_mm", "waist_mm", "muac_mm",
)  # fmt: skip
STAYS = frozenset({"weight_g", "bmi_tenths", "hba1c_tenths", "haemoglobin_tenths", "waist_mm"})
"""What does not change from day to day: an older value is shown, with its day."""

STAYS_FOR = timedelta(days=365)
GROWN = 20 * 365
CARRIED = "height_before"
"""The height of an earlier set, for the BMI of a later one."""

WEIGHT = [Flag.RAISED, Flag.LOW, Flag.HIGH, Flag.VERY_LOW, Flag.VERY_HIGH]
"""Of two flags of one tile the heavier is shown."""

SHORT = {
    "pressure": Said("BP"),
    "temperature_milli_c": Said("Temp"),
    "spo2_percent": Said("SpO₂"),
    "sugar_mg_dl": Said("Random sugar"),
    "sugar_fasting": Said("Fasting sugar"),
    "bmi_tenths": Said("BMI"),
    "hba1c_tenths": Said("HbA1c"),
    "haemoglobin_tenths": Said("Hb"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One tile. `value` is empty where nothing was measured; `on` is its day when that is not today."""

    key: str
    label: Said
    value: str = field(default="", repr=False)
    unit: str = ""
    flag: Flag | None = None
    on: date | None = None
    history: tuple[float, ...] = field(default=(), repr=False)
    since_last: str = field(default="", repr=False)

    @property
    def kind(self) -> str:
        """The key, or that of the fasting sugar: what `label_of_kind` knows."""
        return "sugar_fasting" if self.label == SHORT["sugar_fasting"] else self.key


@dataclass(frozen=True, slots=True)
class VitalsShown:
    """The tiles, whose set today's is, and the early warning score of it."""

    measures: tuple[Measure, ...]
    id: UUID | None = None
    at: datetime | None = None
    by: str = ""
    score: News2 | None = None


Who = tuple[int | None, Sex, bool]


@dataclass(slots=True)
class _Set:
    row: Vitals
    day: date
    values: dict[str, Any]


def vitals_shown(session: Session, patient: Patient, today: date, pregnant: bool) -> VitalsShown:
    sets = [_Set(row, clinic_day(row.taken_at), measured(row)) for row in sets_of(session, patient.id, today)]
    sex = patient.sex if isinstance(patient.sex, Sex) else Sex.UNKNOWN
    who = (days_lived(patient.born_on, today), sex, pregnant)
    _carry_height(sets, who[0])
    found = [(key, _newest(sets, key, today)) for key in (*ALWAYS, *WHEN_MEASURED)]
    measures = tuple(
        _measure(key, newest, sets, today, who) for key, newest in found if newest or key in ALWAYS
    )
    last = next((one for one in sets if one.day == today), None)
    if last is None:
        return VitalsShown(measures)
    row = last.row
    return VitalsShown(measures, row.id, row.taken_at, name_of(session, row.made_by), _score(last, who))


def sets_of(session: Session, patient_id: UUID, until: date, limit: int = SETS) -> Sequence[Vitals]:
    """The last sets of a patient up to that day, newest first, those taken at camps among them."""
    _, before = hours_of(until)
    at_camps = select(Registration.id).where(
        Registration.patient_id == patient_id, Registration.withdrawn.is_(None)
    )
    return session.scalars(
        select(Vitals)
        .where(
            Vitals.taken_at < before,
            or_(Vitals.person_id == patient_id, Vitals.person_id.in_(at_camps)),
            Vitals.withdrawn.is_(None),
        )
        .order_by(Vitals.taken_at.desc(), Vitals.id.desc())
        .limit(limit)
    ).all()


def written(key: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """What a set holds under a tile's key, as people write it: 152/94 mmHg, 98.4 °F, 61.0 kg."""
    value = value_of(key, values)
    if key == "pressure":
        return f"{value[0]}/{value[1]}", unit_of(key)
    if key == "temperature_milli_c":
        tenths = fahrenheit_tenths(value)
        return f"{tenths // 10}.{tenths % 10}", unit_of(key)
    return shown(key, value), unit_of(key)


def value_of(key: str, values: Mapping[str, Any]) -> Any:
    """The pressure is a pair, the BMI is computed, the rest is as it was measured."""
    if key == "pressure":
        pair = (values.get("systolic_mmhg"), values.get("diastolic_mmhg"))
        return None if None in pair else pair
    if key == "bmi_tenths":
        weight, height = values.get("weight_g"), values.get("height_mm", values.get(CARRIED))
        return bmi_tenths(weight, height) if weight and height else None
    return values.get(key)


def unit_of(key: str) -> str:
    if key in ("temperature_milli_c", "pain"):
        return "°F" if key == "temperature_milli_c" else "/10"
    return "" if key == "bmi_tenths" else unit("systolic_mmhg" if key == "pressure" else key)


def label_of(key: str, values: Mapping[str, Any]) -> Said:
    fasting = key == "sugar_mg_dl" and values.get("sugar_is_fasting")
    return label_of_kind("sugar_fasting" if fasting else key)


def label_of_kind(kind: str) -> Said:
    return SHORT[kind] if kind in SHORT else label(kind)


def _carry_height(sets: Sequence[_Set], age_days: int | None) -> None:
    """Grown people are measured once: their height stands for the sets after it, for the BMI."""
    if age_days is None or age_days < GROWN:
        return
    height = None
    for one in reversed(sets):
        height = one.values.get("height_mm", height)
        if height is not None:
            one.values[CARRIED] = height


def _newest(sets: Sequence[_Set], key: str, today: date) -> _Set | None:
    """The set whose value stands for today."""
    oldest = today - STAYS_FOR if key in STAYS else today
    return next((one for one in sets if one.day >= oldest and value_of(key, one.values) is not None), None)


def _measure(key: str, newest: _Set | None, sets: Sequence[_Set], today: date, who: Who) -> Measure:
    values = [value for one in sets if (value := value_of(key, one.values)) is not None][:LAST]
    history = tuple(float(value[0] if key == "pressure" else value) for value in reversed(values))
    if newest is None:
        return Measure(key, label_of(key, {}), unit=unit_of(key), history=history)
    words, unit_ = written(key, newest.values)
    return Measure(
        key,
        label_of(key, newest.values),
        words,
        unit_,
        _flag(key, newest.values, who),
        None if newest.day == today else newest.day,
        history,
        _since_last(key, values) if newest.day == today else "",
    )


def _since_last(key: str, values: Sequence[Any]) -> str:
    """The weight gained or lost since last time: +1.4."""
    if key != "weight_g" or len(values) < 2 or values[0] == values[1]:
        return ""
    more = values[0] - values[1]
    return f"{'+' if more > 0 else '−'}{shown(key, abs(more))}"


def _flag(key: str, values: Mapping[str, Any], who: Who) -> Flag | None:
    keys = ("systolic_mmhg", "diastolic_mmhg") if key == "pressure" else (key,)
    values = {"height_mm": values.get(CARRIED), **values}
    flags = [one.flag for one in judge(values, *who) if one.key in keys and one.flag is not None]
    return max(flags, key=WEIGHT.index, default=None)


def _score(last: _Set, who: Who) -> News2 | None:
    days, _, pregnant = who
    years = None if days is None else int(days / 365.25)
    row = last.row
    return news2(last.values, years, pregnant=pregnant, alert=row.is_alert, on_oxygen=bool(row.is_on_oxygen))
