"""Makes the demo: a clinic that worked for three months, its busy morning today, and a camp that runs now."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.clock import clinic_day, system_clock
from app.demo.apart import Sign, make_conflicts
from app.demo.camps import Camps, make_camps
from app.demo.cast import Stage, found_demo
from app.demo.days import DayClock, present
from app.demo.history import History
from app.demo.morning import Morning
from app.demo.people import People
from app.door import PROGRAM, Door
from app.refused import Refused
from models.said import Said
from models.store.machine import Machine, this_machine

SEED = 20261121

Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    patients: int = 2000
    visits: int = 1500
    registrations: int = 600


@dataclass(frozen=True, slots=True)
class SignsIn:
    """Somebody the demo shows on its sign-in page."""

    name: str
    role: str
    password: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made."""

    today: date
    patients: int
    visits: int
    registrations: int
    staff: tuple[SignsIn, ...]
    papers: tuple[str, ...] = ()


def make_demo(
    folder: Path,
    today: date | None,
    machine: Machine | None,
    told: Told,
    papers: Path | None = None,
    size: Size | None = None,
    *,
    sign: Sign,
) -> Demo:
    """Fill an empty folder with the demo clinic; papers go where `papers` says. `Refused` if a clinic is there."""
    real = machine or this_machine(PROGRAM, system_clock)
    wanted = size or Size()
    day = today or clinic_day(real.now())
    dice = random.Random(SEED)  # noqa: S311  # made-up people; the store says that it is a demo
    clock = DayClock(present(day, real.now()))
    door = Door.at(folder, clock, replace(real, program=PROGRAM, now=clock, random=dice.randbytes))
    try:
        if door.is_founded:
            raise Refused(
                Said("There is a clinic in this folder already."), advice=Said("Choose an empty folder.")
            )
        stage = found_demo(door, clock, dice, day)
        told(0.02)
        camps = _fill(stage, wanted, told, sign)
        clock.now = stage.now
        names = _papers(stage, camps, papers) if papers is not None else ()
        told(1.0)
        staff = tuple(SignsIn(one.name, one.role.value, one.password) for one in stage.people)
        return Demo(day, wanted.patients, wanted.visits, wanted.registrations, staff, names)
    finally:
        door.close()


def _fill(stage: Stage, size: Size, told: Told, sign: Sign) -> Camps:
    people = People(stage.dice)
    history = History(stage, people)
    morning = Morning(stage, history)
    history.make(size.patients, size.visits, lambda done: told(0.02 + 0.6 * done))
    camps = make_camps(stage, people, size.registrations, lambda done: told(0.62 + 0.3 * done))
    morning.make(lambda done: told(0.92 + 0.06 * done))
    make_conflicts(stage, morning, sign)
    return camps


def _papers(stage: Stage, camps: Camps, folder: Path) -> tuple[str, ...]:
    from app.demo.papers import save_papers

    return save_papers(stage, camps, folder)
