"""The demo's clinic and its people: founded and hired by the same door as everybody."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from app.clinic import OpenClinic
from app.demo.batches import Prices, set_prices
from app.demo.days import DayClock
from app.door import Door, FirstPerson, StaysOut
from app.refused import Refused
from app.supervision.found import NewClinic, NewStaff, hire
from app.work import Deed, Desk, Work, use_case
from models.code_list import code_list
from models.ledger.device import Here
from models.vocabulary import ItemKind, Role

FOUNDED_BEFORE = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the demo clinic."""

    id: UUID
    name: str
    role: Role
    password: str = field(repr=False)
    room: str | None = None
    fee_paise: int = 0


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the demo is made: the clinic, its clock, its people and prices, and the dice for all that is made up.

    `now` is the moment of `today` that the demo shows.
    """

    clinic: OpenClinic
    clock: DayClock
    dice: random.Random
    today: date
    now: datetime
    people: tuple[Person, ...]
    prices: Prices
    desks: Mapping[UUID, Desk]

    def desk(self, role: Role) -> Desk:
        """The desk of the first person of a role."""
        return self.desk_of(next(person for person in self.people if person.role is role))

    def desk_of(self, person: Person) -> Desk:
        return self.desks[person.id]

    @property
    def doctors(self) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.role is Role.DOCTOR)

    def doctor_in(self, room: str) -> Person:
        return next(person for person in self.doctors if person.room == room)


def found_demo(door: Door, clock: DayClock, dice: random.Random, today: date) -> Stage:
    """A clinic that began more than a year ago, with everybody who works there and what it charges."""
    told, now = code_list("clinic", "demo"), clock.now
    clock.set(today - FOUNDED_BEFORE, 9 * 60)
    about = dict(told["clinic"])
    laptop = about.pop("laptop")
    first, *others = told["staff"]
    begun = door.found(NewClinic(**about), FirstPerson(first["name"], first["password"]), laptop, demo=True)
    if isinstance(begun, StaysOut):
        raise Refused(begun.reason, advice=begun.advice)
    clinic = door.clinic
    assert clinic is not None
    assert begun.desk.actor.id is not None
    people = [Person(begun.desk.actor.id, first["name"], Role.ADMIN, first["password"])]
    hired = clinic.machine_desk("founding").run(hire_all, [_new(entry) for entry in others])
    for entry, account in zip(others, hired, strict=True):
        person = Person(
            account,
            entry["name"],
            Role(entry["role"]),
            entry["password"],
            entry.get("room"),
            entry.get("fee", 0),
        )
        said = door.let_in(account, person.name, person.role.value, person.password)
        if said is not None:
            raise Refused(said)
        people.append(person)
    prices = begun.desk.run(set_prices, _price_rows(told["prices"]))
    desks = {person.id: clinic.desk_for(person.id) for person in people}
    return Stage(clinic, clock, dice, today, now, tuple(people), prices, desks)


@use_case(Deed.FOUND_CLINIC)
def hire_all(work: Work, people: Sequence[NewStaff]) -> tuple[UUID, ...]:
    """Accounts and roles for several people."""
    here = work.session.get(Here, 1)
    assert here is not None
    return tuple(hire(work, new, here).id for new in people)


def _new(entry: dict[str, Any]) -> NewStaff:
    return NewStaff(
        entry["name"], Role(entry["role"]), qualification=entry.get("qualification"),
        speciality=entry.get("speciality"), licence=entry.get("licence"), council=entry.get("council"),
        room=entry.get("room"), fee_paise=entry.get("fee"),
    )  # fmt: skip


def _price_rows(groups: Sequence[dict[str, Any]]) -> list[tuple[ItemKind, str, str, int]]:
    return [
        (ItemKind(group["item"]), name, name_other, paise)
        for group in groups
        for name, name_other, paise in group["rows"]
    ]
