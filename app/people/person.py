"""People as a search shows them: few facts, and what is nearest to now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select

from app.clock import hours_of
from app.reception.token_words import token_words
from app.work import Deed, Row, Work
from models.base import Base
from models.consulting.visit import Visit
from models.people.likeness import Person as Compared
from models.people.search import PersonKey
from models.reception.appointment import Appointment
from models.reception.token import Token
from models.vocabulary import AppointmentState, Sex, TokenState

FACTS = (
    "id", "number", "name", "name_other", "sex", "born_on", "birth_is_estimated", "phone", "relative_name",
    "village",
)  # fmt: skip
OPEN = (TokenState.WAITING, TokenState.CALLED, TokenState.WITH_DOCTOR)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody found. `event_id` is set for a camp's registration that is no patient yet.

    `token` and its state are today's, `booked_at` is a time still to come today.
    """

    id: UUID
    number: str
    name: str = field(repr=False)
    name_other: str | None = field(repr=False)
    sex: Sex
    born_on: date | None = field(repr=False)
    birth_is_estimated: bool
    phone: str | None = field(repr=False)
    relative_name: str | None = field(repr=False)
    village: str | None = field(repr=False)
    pin: str | None = field(default=None, repr=False)
    abha_number: str | None = field(default=None, repr=False)
    event_id: UUID | None = None
    key: int = 0
    token: str | None = None
    token_state: TokenState | None = None
    booked_at: datetime | None = None
    last_visit: date | None = None

    def compared(self) -> Compared:
        """What of them is compared with others."""
        return Compared(
            self.name, self.sex, self.born_on, self.birth_is_estimated, self.phone, self.relative_name,
            self.village, self.pin, self.abha_number,
        )  # fmt: skip


def people_under(work: Work, keys: Iterable[int], only_patients: bool = False) -> list[Person]:
    """Those under these small numbers whom the person at the desk may see."""
    wanted = list(keys)
    if not wanted:
        return []
    found: list[Person] = []
    if work.may(Deed.SEARCH_PATIENT, Row()):
        found += _people(work, "patient", wanted, "pin", "abha_number")
    if only_patients or len(found) == len(wanted):
        return found
    camp = _people(work, "registration", wanted, "event_id", without_patient=True)
    return found + [one for one in camp if work.may(Deed.SEARCH_PATIENT, Row(event_id=one.event_id))]


def _people(
    work: Work, kind: str, keys: Sequence[int], *more: str, without_patient: bool = False
) -> list[Person]:
    query = _query(kind, more, without_patient)
    return [Person(**row) for row in work.session.execute(query, {"keys": keys}).mappings()]


@cache
def _query(kind: str, more: tuple[str, ...], without_patient: bool) -> Select[Any]:
    """Put together once: building it would take longer than running it."""
    table = Base.metadata.tables[kind]
    query = (
        select(PersonKey.nr.label("key"), *(table.c[name] for name in (*FACTS, *more)))
        .join(table, table.c.id == PersonKey.id)
        .where(
            PersonKey.nr.in_(bindparam("keys", expanding=True)),
            PersonKey.kind == kind,
            table.c.withdrawn.is_(None),
        )
    )
    return query.where(table.c.patient_id.is_(None)) if without_patient else query


def with_what_is_near(work: Work, people: Sequence[Person]) -> tuple[Person, ...]:
    """The same people with their token of today, the time they are booked for, and when they last came."""
    ids = [person.id for person in people if person.event_id is None]
    if not ids:
        return tuple(people)
    near: dict[UUID, dict[str, Any]] = {key: {} for key in ids}
    start, end = hours_of(work.today)
    given = {"ids": ids, "today": work.today, "start": start, "end": end}
    for patient_id, day in work.session.execute(LAST_VISIT, given):
        near[patient_id]["last_visit"] = day
    for patient_id, at in work.session.execute(BOOKED, given):
        near[patient_id]["booked_at"] = at
    for row in work.session.execute(TOKENS, given):
        near[row.patient_id] |= {"token": token_words(row.lane, row.number), "token_state": row.state}
    return tuple(replace(person, **near.get(person.id, {})) for person in people)


IDS: Any = bindparam("ids", expanding=True)
LAST_VISIT = (
    select(Visit.patient_id, func.max(Visit.day))
    .where(Visit.patient_id.in_(IDS), Visit.day < bindparam("today"), Visit.withdrawn.is_(None))
    .group_by(Visit.patient_id)
)
BOOKED = (
    select(Appointment.patient_id, Appointment.starts_at)
    .where(
        Appointment.patient_id.in_(IDS),
        Appointment.starts_at >= bindparam("start"),
        Appointment.starts_at < bindparam("end"),
        Appointment.state == AppointmentState.BOOKED,
        Appointment.withdrawn.is_(None),
    )
    .order_by(Appointment.starts_at.desc())
)
TOKENS = (
    select(Token.patient_id, Token.lane, Token.number, Token.state)
    .where(
        Token.day == bindparam("today"),
        Token.patient_id.in_(IDS),
        Token.state != TokenState.CANCELLED,
        Token.withdrawn.is_(None),
    )
    .order_by(Token.state.in_(OPEN), Token.id)
)
"""An open token comes last, so that it is the one that stays."""
