"""Three months at the demo clinic: who registered, who came, what was found, written, charged and paid."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from app.demo.batches import (
    Came,
    Coming,
    bill_visits,
    give_tokens,
    note_allergies,
    note_conditions,
    register_many,
    write_visits,
    write_vitals,
)
from app.demo.cases import Case, case_for, read_cases, vitals_for
from app.demo.cast import Person, Stage
from app.demo.days import moment_of, working_days
from app.demo.people import GROWN, People
from app.people.details import NewPatient
from models.vocabulary import PaymentMethod, Role

OPENS = 9 * 60
MONTHS = timedelta(days=91)
IN_A_WORK = 80
TOKENS_IN_A_WORK = 4
"""So few that the times they were given at tell how long people waited."""

WOMEN_AND_CHILDREN = "2"
PAYS, SHARES = (PaymentMethod.CASH, PaymentMethod.UPI, PaymentMethod.CARD, None), (62, 30, 4, 4)

Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the register."""

    id: UUID
    about: NewPatient


class History:
    """Makes one day after the other."""

    def __init__(self, stage: Stage, people: People) -> None:
        self._stage, self._people = stage, people
        self._cases = read_cases()
        self._fees = {doctor.id: (doctor.name, doctor.fee_paise) for doctor in stage.doctors}
        self.visits = 0
        self.register: list[Known] = []
        self.planned: list[tuple[date, Callable[[], None]]] = []

    def make(self, patients: int, visits: int, told: Told) -> None:
        """Fill the register, then the days up to yesterday, in the order of the calendar."""
        stage = self._stage
        days = list(working_days(stage.today - MONTHS, stage.today - timedelta(days=1)))
        tasks = [*self.planned, *self._opening(patients * 3 // 5, days[0])]
        for count, day in enumerate(days):
            tasks.append((day, partial(self._fill_day, day, patients, visits, len(days) - count)))
        tasks.sort(key=lambda task: task[0])
        for done, (_, task) in enumerate(tasks):
            task()
            told((done + 1) / len(tasks))

    def plan(self, day: date, task: Callable[[], None]) -> None:
        """Something that has to happen on a past day."""
        self.planned.append((day, task))

    def _fill_day(self, day: date, patients: int, visits: int, rest: int) -> None:
        """A share of what is left to do, more on some days than on others."""
        new, usual = (patients - len(self.register)) / rest, (visits - self.visits) / rest
        several = usual if rest == 1 else max(0.0, self._stage.dice.gauss(usual, usual * 0.15))
        self.day(day, round(new), round(several))

    def day(self, day: date, new: int, visits: int) -> None:
        """One day: `new` people are registered, `visits` are seen."""
        fresh = self.enter(day, [self._people.somebody(day) for _ in range(new)])
        self.register += fresh
        if not visits:
            return
        comings = self._comings(day, fresh, visits)
        self._run(day, comings)

    def past_visit(self, who: Known, doctor: Person, day: date, case: Case) -> None:
        """One visit that a story tells of."""
        self._run(day, [self.coming(who, doctor, case, moment_of(day, OPENS + 40), dict(case.vitals))])

    def _run(self, day: date, comings: Sequence[Coming]) -> None:
        stage = self._stage
        came: list[Came] = []
        for start in range(0, len(comings), TOKENS_IN_A_WORK):
            part = comings[start : start + TOKENS_IN_A_WORK]
            stage.clock.now = part[0].came_at
            came += stage.desk(Role.RECEPTIONIST).run(give_tokens, part)
        stage.clock.tick(3600)
        self.see(came)
        stage.clock.set(day, 17 * 60)
        self.bill(came)
        self.visits += len(comings)

    def see(self, came: Sequence[Came]) -> None:
        """Measure, see and prescribe, each by whose work it is."""
        stage = self._stage
        stage.desk(Role.NURSE).run(write_vitals, came)
        for doctor in stage.doctors:
            own = [one for one in came if one.coming.doctor_id == doctor.id]
            if own:
                stage.clock.tick(60)
                stage.desk_of(doctor).run(write_visits, own)

    def bill(self, came: Sequence[Came]) -> None:
        """Charge for visits, by the clock as it stands."""
        self._stage.desk(Role.CASHIER).run(bill_visits, came, self._fees, self._stage.prices)

    def _opening(self, count: int, before: date) -> list[tuple[date, Callable[[], None]]]:
        """Those who were known before the three months, from the opening of the clinic on."""
        parts = [min(IN_A_WORK, count - start) for start in range(0, count, IN_A_WORK)]
        days = [before - timedelta(days=300 - round(295 * at / len(parts))) for at in range(len(parts))]
        return [(day, partial(self._register_part, day, part)) for day, part in zip(days, parts, strict=True)]

    def _register_part(self, day: date, count: int) -> None:
        self.register += self.enter(day, [self._people.somebody(day) for _ in range(count)])

    def enter(self, day: date, people: Sequence[NewPatient]) -> list[Known]:
        """Register people on a day."""
        if not people:
            return []
        self._stage.clock.set(day, OPENS)
        ids = self._stage.desk(Role.RECEPTIONIST).run(register_many, people)
        known = [Known(key, about) for key, about in zip(ids, people, strict=True)]
        self._note_health(known)
        return known

    def _note_health(self, known: Sequence[Known]) -> None:
        allergies = {one.id: one.about.allergies for one in known if one.about.allergies}
        conditions = {one.id: one.about.conditions for one in known if one.about.conditions}
        self._stage.clock.tick(1800)
        if allergies:
            self._stage.desk(Role.NURSE).run(note_allergies, allergies)
        if conditions:
            self._stage.desk(Role.DOCTOR).run(note_conditions, conditions)

    def _comings(self, day: date, fresh: Sequence[Known], count: int) -> list[Coming]:
        """Half of those who come are new, the others are mostly people with a long illness."""
        dice = self._stage.dice
        chosen = {one.id: one for one in fresh[: count // 2]}
        ill = [one for one in self.register if one.about.conditions]
        while len(chosen) < min(count, len(self.register)):
            pool = ill if ill and dice.random() < 0.4 else self.register
            one = dice.choice(pool)
            chosen[one.id] = one
        turns: dict[UUID, int] = {}
        comings = []
        for one in sorted(chosen.values(), key=lambda _: dice.random()):
            case = self.case_of(one, day)
            doctor = self.doctor_for(one, day)
            turn = turns[doctor.id] = turns.get(doctor.id, -1) + 1
            vitals = vitals_for(dice, case, years_of(one.about, day))
            began = moment_of(day, OPENS + 25 + turn * 14 + dice.randrange(0, 5))
            comings.append(self.coming(one, doctor, case, began, vitals))
        return sorted(comings, key=lambda one: one.came_at)

    def case_of(self, one: Known, day: date) -> Case:
        """What somebody comes with."""
        return case_for(
            self._stage.dice, self._cases, one.about.sex, years_of(one.about, day), one.about.conditions
        )

    def doctor_for(self, one: Known, day: date) -> Person:
        """Women and children mostly see the one, the others the other."""
        first, second = self._stage.doctor_in("1"), self._stage.doctor_in(WOMEN_AND_CHILDREN)
        years = years_of(one.about, day)
        is_hers = years < GROWN or (one.about.sex == "F" and years < 45)
        return second if is_hers == (self._stage.dice.random() < 0.8) else first

    def coming(
        self, who: Known, doctor: Person, case: Case, began: datetime, vitals: dict[str, int]
    ) -> Coming:
        """Somebody's visit, with how they paid."""
        dice = self._stage.dice
        pays = dice.choices(PAYS, SHARES)[0]
        return Coming(
            who.id, doctor.id, case, began - timedelta(minutes=dice.randrange(5, 40)), began,
            began + timedelta(minutes=dice.randrange(5, 12)), vitals,
            tuple((one.substance, one.reaction or "") for one in who.about.allergies), pays,
            f"{dice.randrange(10**12):012d}" if pays is PaymentMethod.UPI else None,
        )  # fmt: skip


def years_of(about: NewPatient, day: date) -> int:
    return 0 if about.born_on is None else max(0, (day - about.born_on).days * 4 // 1461)
