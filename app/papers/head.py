"""Who a paper is from and whom it is about, as papers name them: plain values, already decided."""

from dataclasses import dataclass
from datetime import date, datetime

from app.clock import clinic_day
from app.papers.text import NBSP
from app.words import Words
from models.said import Said
from models.vocabulary import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """What stands on the head of its papers. `state` as tax papers want it: "09 Uttar Pradesh"."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    registration: str = ""
    gstin: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctor:
    """The number the council gave is needed on every prescription and receipt."""

    name: str
    degrees: str = ""
    council: str = ""
    council_short: str = ""
    registration: str = ""

    @property
    def number(self) -> str:
        """UPMC 48213"""
        return f"{self.council_short} {self.registration}".strip()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Person:
    """A patient. The name stays as typed: no paper turns it into another script."""

    name: str
    number: str = ""
    born_on: date | None = None
    birth_is_estimated: bool = False
    sex: Sex = Sex.UNKNOWN
    village: str = ""
    weight: str = ""


SEXES = {Sex.FEMALE: Said("Female"), Sex.MALE: Said("Male"), Sex.OTHER: Said("Other")}


def short_person(person: Person, words: Words, at: datetime) -> str:
    """Sunita Devi, 42 F"""
    facts = [words.age_short(person.born_on, person.birth_is_estimated, clinic_day(at))]
    facts.append(person.sex.value if person.sex in SEXES else "")
    return ", ".join(part for part in (person.name, NBSP.join(fact for fact in facts if fact)) if part)


def person_facts(person: Person, words: Words, at: datetime) -> str:
    """42 years · Female · 61 kg · Village Kemri"""
    facts = (
        words.age(person.born_on, person.birth_is_estimated, clinic_day(at)),
        words(SEXES[person.sex]) if person.sex in SEXES else "",
        person.weight,
        words(Said("Village {village}", village=person.village)) if person.village else "",
    )
    return " · ".join(fact for fact in facts if fact)


def day_and_time(words: Words, moment: datetime) -> str:
    """Sat 21 Nov 2026 · 09:12"""
    return f"{words.day(clinic_day(moment))} · {words.time(moment)}"
