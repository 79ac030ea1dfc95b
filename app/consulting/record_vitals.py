"""Measurements: read from what was typed, doubted when unusual, added and never edited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.consulting.pregnancy import is_pregnant
from app.consulting.vital_limits import Judged, check_pressure, judge, read_vital, shown
from app.taking_back import Done, done
from app.work import Deed, Refused, Row, Said, Work, use_case
from models.base import shared_fields
from models.camps.event import Registration
from models.consulting.visit import Visit, Vitals
from models.people.patient import Patient
from models.values import BadValue
from models.vocabulary import Sex

Values = Mapping[str, int | bool | None]

ABOUT = frozenset({"person_id", "visit_id", "event_id", "taken_at", "withdrawn"})
"""Columns of a set that are not measurements."""

__all__ = [
    "BadValue",
    "Done",
    "Doubts",
    "measured",
    "read_pressure",
    "record_vitals",
    "withdraw_vitals",
]


@dataclass(frozen=True, slots=True)
class Doubts:
    """Not saved yet: these values are possible but unusual. Ask, then save again as confirmed."""

    questions: tuple[Said, ...]


def read_pressure(text: str) -> tuple[int, int]:
    """120/80 as upper and lower. `BadValue` says what cannot be about it."""
    upper, slash, lower = text.replace("\\", "/").replace("-", "/").partition("/")
    if not slash or not upper.strip() or not lower.strip():
        raise BadValue(Said("Type both numbers, like 120/80."))
    systolic = read_vital("systolic_mmhg", upper)
    diastolic = read_vital("diastolic_mmhg", lower)
    check_pressure(systolic, diastolic)
    return systolic, diastolic


@use_case(Deed.WRITE_VITALS)
def record_vitals(
    work: Work,
    person_id: UUID,
    values: Values,
    visit_id: UUID | None = None,
    event_id: UUID | None = None,
    confirmed: bool = False,
) -> Done | Doubts:
    """Add what was measured together. `person_id` is a patient or somebody registered at a camp."""
    visit = work.session.get(Visit, visit_id) if visit_id is not None else None
    owner = work.actor.id if visit is None else visit.doctor_id
    work.need(Deed.WRITE_VITALS, Row(event_id=event_id, owner=owner))
    given = {key: value for key, value in values.items() if value is not None}
    if not given:
        raise Refused(Said("Nothing is measured yet."))
    check_limits(given)
    if not confirmed:
        doubts = tuple(one.confirm for one in _judged(work, person_id, given) if one.confirm is not None)
        if doubts:
            return Doubts(doubts)
    row = Vitals(person_id=person_id, visit_id=visit_id, event_id=event_id, taken_at=work.now, **given)
    return done(work, work.add(row).id)


@use_case(Deed.WRITE_VITALS)
def withdraw_vitals(work: Work, vitals_id: UUID, reason: str) -> Done:
    """Take a wrong set out; it stays, marked, and a right one is measured."""
    row = work.session.get(Vitals, vitals_id)
    if row is None:
        raise Refused(Said("This is not on this laptop."), advice=Said("Sync, then try again."))
    visit = work.session.get(Visit, row.visit_id) if row.visit_id is not None else None
    work.need(
        Deed.WRITE_VITALS, Row(event_id=row.event_id, owner=visit.doctor_id if visit else work.actor.id)
    )
    if not reason.strip():
        raise Refused(Said("Say why it is wrong."), field="reason")
    if row.withdrawn is None:
        work.withdraw(row, reason.strip())
    return done(work, row.id)


def check_limits(given: Mapping[str, int | bool]) -> None:
    """What no living person has is refused, whoever asks: a form, an importer, a command."""
    measures = shared_fields(Vitals).keys() - ABOUT
    for key, value in given.items():
        if key not in measures:
            raise ValueError(f"{key} is no measurement")
        if isinstance(value, bool):
            continue
        try:
            read_vital(key, shown(key, value))
        except BadValue as bad:
            raise Refused(bad.said, field=key) from bad
    if "systolic_mmhg" in given and "diastolic_mmhg" in given:
        try:
            check_pressure(given["systolic_mmhg"], given["diastolic_mmhg"])
        except BadValue as bad:
            raise Refused(bad.said, field="systolic_mmhg") from bad


def measured(row: Vitals) -> dict[str, int | bool]:
    """What was measured, by column."""
    found = {key: getattr(row, key) for key in shared_fields(Vitals).keys() - ABOUT}
    return {key: value for key, value in found.items() if value is not None}


def days_lived(born_on: date | None, today: date) -> int | None:
    return None if born_on is None else (today - born_on).days


def _judged(work: Work, person_id: UUID, given: Mapping[str, int | bool]) -> tuple[Judged, ...]:
    patient = work.session.get(Patient, person_id)
    person = patient or work.session.get(Registration, person_id)
    if person is None:
        return judge(given)
    pregnant = patient is not None and is_pregnant(work.session, patient, work.today)
    sex = person.sex if isinstance(person.sex, Sex) else Sex.UNKNOWN
    return judge(given, days_lived(person.born_on, work.today), sex, pregnant)
