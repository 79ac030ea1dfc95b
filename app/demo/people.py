"""Made-up people with names as they are common in India, in two scripts."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.people.details import NewAllergy, NewPatient
from models.code_list import code_list
from models.vocabulary import AllergiesAsked, Sex

AGES = ((0, 4, 9), (5, 14, 14), (15, 29, 24), (30, 44, 22), (45, 59, 17), (60, 74, 11), (75, 88, 3))
"""(youngest, oldest, how many of 100)"""

CONDITIONS = (
    ("Hypertension", 40, 14),
    ("Type 2 diabetes", 40, 11),
    ("Asthma", 15, 3),
    ("Hypothyroidism", 25, 3),
)
"""(what, from which age, how many of 100)"""

ALLERGIES = (
    ("Penicillin", "rash"),
    ("Sulfa medicines", "itching"),
    ("Ibuprofen", "swelling of the face"),
    ("Egg", None),
)
MOBILES = ("98", "99", "97", "94", "96", "93", "88", "70", "80")
GROWN = 18


@dataclass(frozen=True, slots=True)
class Name:
    latin: str
    devanagari: str


class People:
    """Draws people one after the other, always the same from the same random numbers."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        lists = code_list("names", "demo")
        self._villages: list[tuple[str, str]] = [(one[0], one[1]) for one in lists["villages"]]
        self._regions: list[dict[str, Any]] = list(lists["regions"].values())
        self._shares = [region["share"] for region in self._regions]
        self._phones: list[str] = []

    def somebody(self, day: date) -> NewPatient:
        """A person who comes to the clinic's register on a day."""
        dice = self._dice
        sex = Sex.FEMALE if dice.random() < 0.54 else Sex.MALE
        years = self._age()
        region = dice.choices(self._regions, self._shares)[0]
        name = self._name(region, sex)
        born_on, estimated = self._birth(years, day)
        relative, relation = self._relative(region, sex, years)
        conditions = self._conditions(years)
        allergies = self._allergies()
        return NewPatient(
            name=name.latin, name_other=name.devanagari, sex=sex, born_on=born_on, birth_is_estimated=estimated,
            phone=self.phone(), village=self.village(), relative_name=relative, relative_is=relation,
            language="en" if dice.random() < 0.15 else "hi", large_print=years >= 70 and dice.random() < 0.3,
            allergies=allergies, conditions=conditions,
            allergies_asked=AllergiesAsked.KNOWN if allergies
            else AllergiesAsked.NONE if dice.random() < 0.6 else AllergiesAsked.NOT_ASKED,
        )  # fmt: skip

    def village(self) -> str:
        """The first villages of the list are near, and most come from there."""
        villages = self._villages
        near = self._dice.random() < 0.55
        return self._dice.choice(villages[:10] if near else villages)[0]

    def phone(self) -> str:
        """A mobile number. One in six is a number that somebody at home gave before."""
        dice = self._dice
        if self._phones and dice.random() < 0.17:
            return dice.choice(self._phones[-40:])
        self._phones.append(dice.choice(MOBILES) + f"{dice.randrange(10**8):08d}")
        return self._phones[-1]

    def _age(self) -> int:
        youngest, oldest, _ = self._dice.choices(AGES, [share for *_, share in AGES])[0]
        return self._dice.randint(youngest, oldest)

    def _birth(self, years: int, day: date) -> tuple[date, bool]:
        """Many who are grown know the year at best."""
        dice = self._dice
        if years >= GROWN and dice.random() < 0.6:
            return date(day.year - years, 7, 1), True
        return day - timedelta(days=round(years * 365.25) + dice.randrange(20, 360)), False

    def _name(self, region: dict[str, Any], sex: Sex) -> Name:
        given = self._dice.choice(region["female" if sex is Sex.FEMALE else "male"])
        family = self._dice.choice(region["family"])
        return Name(f"{given[0]} {family[0]}", f"{given[1]} {family[1]}")

    def _relative(self, region: dict[str, Any], sex: Sex, years: int) -> tuple[str | None, str | None]:
        if self._dice.random() < 0.35:
            return None, None
        married = sex is Sex.FEMALE and years >= 22
        return self._name(region, Sex.MALE).latin, "husband" if married else "father"

    def _conditions(self, years: int) -> tuple[str, ...]:
        return tuple(
            what for what, since, share in CONDITIONS if years >= since and self._dice.random() * 100 < share
        )

    def _allergies(self) -> tuple[NewAllergy, ...]:
        if self._dice.random() > 0.04:
            return ()
        return (NewAllergy(*self._dice.choice(ALLERGIES)),)
