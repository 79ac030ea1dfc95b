"""How a person is written in lists: few words, nothing that another in the queue should read."""

from datetime import date
from typing import Protocol

from app.people.wording import masked_phone
from models.vocabulary import Sex
from ui.speech import _, words

LETTERS = {Sex.FEMALE: "F", Sex.MALE: "M", Sex.OTHER: "O"}


class HasAge(Protocol):
    @property
    def sex(self) -> Sex: ...
    @property
    def born_on(self) -> date | None: ...
    @property
    def birth_is_estimated(self) -> bool: ...


def age_sex(person: HasAge, today: date) -> str:
    """42 F; an age somebody only guessed is written like any other here, as the page says it in full."""
    age = words().age_short(person.born_on, False, today)
    return " ".join(part for part in (age, LETTERS.get(person.sex, "")) if part)


def place_phone(village: str | None, phone: str | None) -> str:
    """Rampur · 98••• ••210"""
    known = masked_phone(phone) if phone else _("no phone")
    return " · ".join(part for part in (village, known) if part)
