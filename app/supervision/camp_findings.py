"""What the last camp found and what it gave: people, not measurements, and out of how many."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.camps.lists import read_conditions
from app.camps.participants import person_of_row
from app.camps.screening_limits import Finding, Screened, screen
from app.clock import clinic_day
from app.work import Said, Work
from models.camps.event import Event, Pass, Registration, Station, StationVisit
from models.consulting.visit import Vitals
from models.people.patient import Patient
from models.vocabulary import Sex

MEASURED = (
    "systolic_mmhg", "diastolic_mmhg", "pulse_per_min", "breaths_per_min", "spo2_percent", "temperature_milli_c",
    "weight_g", "height_mm", "waist_mm", "sugar_mg_dl", "sugar_is_fasting", "hba1c_tenths", "haemoglobin_tenths",
)  # fmt: skip
LOW_SUGAR = frozenset({"very_low", "low"})
THIN = frozenset({"severe_thin", "thin"})


@dataclass(frozen=True, slots=True)
class ConditionCount:
    """`people` of the `measured` had it."""

    said: Said
    people: int
    measured: int


@dataclass(frozen=True, slots=True)
class ServiceCount:
    """How many people were at a table."""

    name: str
    name_other: str | None
    people: int


@dataclass(frozen=True, slots=True)
class CampResult:
    """One camp: everybody who was at a table, what was found, what was given; the most first."""

    id: UUID
    name: str
    name_other: str | None
    day: date
    people: int
    conditions: tuple[ConditionCount, ...]
    services: tuple[ServiceCount, ...]


@dataclass(frozen=True, slots=True)
class _Condition:
    said: Said
    tests: frozenset[str]
    codes: frozenset[str] | None = None
    but: frozenset[str] = frozenset()

    def has(self, finding: Finding) -> bool:
        return (
            finding.is_positive
            and finding.test in self.tests
            and finding.code not in self.but
            and (self.codes is None or finding.code in self.codes)
        )


_SUGAR = frozenset({"sugar_random", "sugar_fasting", "hba1c_tenths"})
_CONDITIONS = (
    _Condition(Said("High blood pressure"), frozenset({"blood_pressure"})),
    _Condition(Said("High blood sugar"), _SUGAR, but=LOW_SUGAR),
    _Condition(Said("Low blood sugar"), _SUGAR, LOW_SUGAR),
    _Condition(Said("Low haemoglobin"), frozenset({"haemoglobin"})),
    _Condition(Said("Overweight"), frozenset({"bmi_tenths"}), but=THIN),
    _Condition(Said("Underweight"), frozenset({"bmi_tenths"}), THIN),
    _Condition(Said("Wide waist"), frozenset({"waist"})),
    _Condition(Said("Low oxygen"), frozenset({"spo2_percent"})),
    _Condition(Said("Fever"), frozenset({"temperature_milli_c"}), but=frozenset({"very_low"})),
    _Condition(Said("Pulse too slow or fast"), frozenset({"pulse_per_min"})),
    _Condition(Said("Breathing too slow or fast"), frozenset({"breaths_per_min"})),
)


def camp_result(work: Work, event: Event) -> CampResult:
    services = _services(work, event.id)
    people = work.session.scalar(
        select(func.count(person_of_row(StationVisit).distinct()))
        .outerjoin(Pass, Pass.id == StationVisit.pass_id)
        .where(StationVisit.event_id == event.id, StationVisit.withdrawn.is_(None))
    )
    return CampResult(
        event.id, event.name, event.name_other, clinic_day(event.starts_at), people or 0,
        _conditions(work, event), services,
    )  # fmt: skip


def _services(work: Work, event_id: UUID) -> tuple[ServiceCount, ...]:
    people = func.count(person_of_row(StationVisit).distinct())
    rows = work.session.execute(
        select(Station.name, Station.name_other, people)
        .join(StationVisit, StationVisit.station_id == Station.id)
        .outerjoin(Pass, Pass.id == StationVisit.pass_id)
        .where(Station.event_id == event_id, Station.withdrawn.is_(None), StationVisit.withdrawn.is_(None))
        .group_by(Station.id, Station.name, Station.name_other, Station.position)
        .order_by(people.desc(), Station.position)
    )
    return tuple(ServiceCount(*row) for row in rows)


def _conditions(work: Work, event: Event) -> tuple[ConditionCount, ...]:
    found: Counter[int] = Counter()
    measured: Counter[int] = Counter()
    for values, who in _people_measured(work, event):
        findings = screen(values, who)
        tests = {finding.test for finding in findings}
        for place, condition in enumerate(_CONDITIONS):
            measured[place] += not tests.isdisjoint(condition.tests)
            found[place] += any(condition.has(finding) for finding in findings)
    counts = (
        ConditionCount(condition.said, found[place], measured[place])
        for place, condition in enumerate(_CONDITIONS)
        if measured[place]
    )
    return tuple(sorted(counts, key=lambda count: -count.people))


def _people_measured(work: Work, event: Event) -> Iterator[tuple[Mapping[str, Any], Screened]]:
    """Each person once, with the last value of each measurement taken at the camp."""
    person = (Registration.sex, Registration.born_on, Registration.conditions, Patient.sex, Patient.born_on)
    rows = work.session.execute(
        select(Vitals.person_id, *(getattr(Vitals, name) for name in MEASURED), *person)
        .outerjoin(Registration, Registration.id == Vitals.person_id)
        .outerjoin(Patient, Patient.id == Vitals.person_id)
        .where(Vitals.event_id == event.id, Vitals.withdrawn.is_(None))
        .order_by(Vitals.taken_at, Vitals.id)
    )
    values: dict[UUID, dict[str, Any]] = {}
    people: dict[UUID, Screened] = {}
    for row in rows:
        taken = dict(zip(MEASURED, row[1:], strict=False))
        values.setdefault(row[0], {}).update(
            {name: value for name, value in taken.items() if value is not None}
        )
        people[row[0]] = _screened(row[1 + len(MEASURED) :], event.starts_at)
    for person_id, taken in values.items():
        yield taken, people[person_id]


def _screened(facts: Sequence[Any], at: datetime) -> Screened:
    sex, born_on, conditions, patient_sex, patient_born_on = facts
    born, day = born_on or patient_born_on, clinic_day(at)
    months = None
    if born is not None:
        months = max(0, (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day))
    pregnant = any(condition.key == "pregnant" for condition in read_conditions(conditions))
    return Screened(months, sex or patient_sex or Sex.UNKNOWN, pregnant)
