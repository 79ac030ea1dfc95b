"""What the people of the demo come with, read from resources/demo: reason, notes, medicines, measurements."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.consulting.diagnoses import KnownDiagnosis, diagnosis_of
from app.consulting.dose import quantity, read_dose
from app.consulting.medicines import KnownMedicine, known_medicines
from models.code_list import code_list
from models.vocabulary import Sex

Values = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of visit. `services` are names of the price list."""

    reason: str
    complaint: str
    examination: str
    diagnoses: tuple[KnownDiagnosis, ...]
    medicines: tuple[KnownMedicine, ...] = ()
    services: tuple[str, ...] = ()
    advice: str = ""
    vitals: Values = field(default_factory=dict)
    weight: int = 1
    ages: tuple[int, int] = (0, 120)
    sex: Sex | None = None
    is_long_term: bool = False
    review_days: int | None = None

    def fits(self, sex: Sex, years: int) -> bool:
        return self.ages[0] <= years <= self.ages[1] and self.sex in (None, sex)


def read_case(entry: Mapping[str, Any]) -> Case:
    """A case as it is written in the lists."""
    youngest, oldest = entry.get("ages", (0, 120))
    return Case(
        entry["reason"],
        entry["complaint"],
        entry["examination"],
        tuple(_diagnosis(code) for code in entry["codes"]),
        tuple(medicine(*one) for one in entry.get("medicines", ())),
        tuple(entry.get("services", ())),
        entry.get("advice", ""),
        entry.get("vitals", {}),
        entry.get("weight", 1),
        (youngest, oldest),
        Sex(entry["sex"]) if "sex" in entry else None,
        entry.get("long_term", False),
        entry.get("days"),
    )


def read_cases() -> tuple[Case, ...]:
    return tuple(read_case(entry) for entry in code_list("cases", "demo")["cases"].values())


def medicine(name: str, strength: str, form: str) -> KnownMedicine:
    """A medicine the pickers know."""
    return next(
        one for one in known_medicines() if (one.name, one.strength, one.form) == (name, strength, form)
    )


def pieces(one: KnownMedicine) -> int | None:
    """How many are handed out for the usual dose and days."""
    return quantity(read_dose(one.usual), one.days, one.holds)


def case_for(
    dice: random.Random, cases: Sequence[Case], sex: Sex, years: int, conditions: Sequence[str]
) -> Case:
    """Something that somebody of this age comes with; those with a long illness mostly come for that."""
    fitting = [case for case in cases if case.fits(sex, years)]
    known = [case for case in fitting if any(one.name in conditions for one in case.diagnoses)]
    if known and dice.random() < 0.7:
        return dice.choice(known)
    acute = [case for case in fitting if not case.is_long_term] or fitting or list(cases[:1])
    return dice.choices(acute, [case.weight for case in acute])[0]


def vitals_for(dice: random.Random, case: Case, years: int) -> dict[str, int]:
    """Measurements around what is usual at an age, with what the case says."""
    grown = years >= 16
    upper = round(dice.gauss(118 + max(0, years - 40) * 0.35, 8)) if grown else 0
    weight = (
        round(dice.gauss(58, 9) * 10) * 100 if grown else (3_500 + years * 2_300 + dice.randrange(0, 900))
    )
    values = {
        "pulse_per_min": round(dice.gauss(78 if grown else 102, 6)),
        "temperature_milli_c": 36_600 + dice.randrange(0, 7) * 100,
        "spo2_percent": dice.choice((97, 98, 98, 99)),
        "weight_g": weight // 100 * 100,
    }
    if grown:
        values |= {"systolic_mmhg": upper, "diastolic_mmhg": round(upper * 0.65) + dice.randrange(-3, 4)}
    for key, value in case.vitals.items():
        values[key] = value + (round(dice.gauss(0, value * 0.04)) if value < 1_000 else 0)
    if "spo2_percent" in case.vitals:
        values["spo2_percent"] = case.vitals["spo2_percent"]
    return values


def _diagnosis(code: str) -> KnownDiagnosis:
    found = diagnosis_of(code)
    assert found is not None, f"{code} is no diagnosis"
    return found
