"""What a registration form holds, read as early as possible and checked again before it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.people.wording import BLOOD_GROUPS, IDENTIFIER_TYPES, LANGUAGES, RELATIONS
from app.refused import Refused
from models.said import Said
from models.values import (
    BadValue,
    Birth,
    looks_like_aadhaar,
    read_abha,
    read_birth,
    read_name,
    read_phone,
    read_pin,
)
from models.vocabulary import AllergiesAsked, Sex

LONGEST_TEXT = 300
LAST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class NewAllergy:
    substance: str = field(repr=False)
    reaction: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class NewIdentifier:
    """A document that was shown: a key of `IDENTIFIER_TYPES` and the last four digits or letters of its number."""

    type: str
    last: str = field(repr=False)
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class NewPatient:
    """What the form holds, already read: names as typed, `phone` ten digits, `born_on` possibly estimated.

    `relative_is` is a key of `RELATIONS`. With `allergies` given, they count as asked and known.
    """

    name: str = field(repr=False)
    sex: Sex = Sex.UNKNOWN
    born_on: date | None = field(default=None, repr=False)
    birth_is_estimated: bool = False
    phone: str | None = field(default=None, repr=False)
    village: str | None = field(default=None, repr=False)
    name_other: str | None = field(default=None, repr=False)
    relative_name: str | None = field(default=None, repr=False)
    relative_is: str | None = None
    phone_other: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    district: str | None = None
    state: str | None = None
    pin: str | None = field(default=None, repr=False)
    emergency_name: str | None = field(default=None, repr=False)
    emergency_phone: str | None = field(default=None, repr=False)
    blood_group: str | None = field(default=None, repr=False)
    abha_number: str | None = field(default=None, repr=False)
    abha_address: str | None = field(default=None, repr=False)
    language: str = "hi"
    large_print: bool = False
    allergies_asked: AllergiesAsked = AllergiesAsked.NOT_ASKED
    allergies: tuple[NewAllergy, ...] = ()
    conditions: tuple[str, ...] = field(default=(), repr=False)
    identifiers: tuple[NewIdentifier, ...] = ()


Reader = Callable[[str], Any]


def read_text(text: str) -> str:
    """Free text of one line. Long numbers that only Aadhaar should be are not taken."""
    words = " ".join(text.split())
    if len(words) > LONGEST_TEXT:
        raise BadValue(Said("This is too long. Use {most} letters or fewer.", most=LONGEST_TEXT))
    if looks_like_aadhaar(words):
        raise BadValue(Said("This looks like an Aadhaar number. It may not be kept. Take it out."))
    return words


def _read_person(text: str) -> str:
    return read_name(read_text(text) if len(text) <= LONGEST_TEXT else text)


def _read_last(text: str) -> str:
    """The last four letters of a document's number, however much of it was typed."""
    letters = "".join(letter for letter in read_text(text) if letter.isalnum())
    if len(letters) < LAST_DIGITS:
        raise BadValue(Said("Type the last 4 digits."))
    return letters[-LAST_DIGITS:].upper()


def _read_abha_number(text: str) -> str:
    return read_abha(text).number


def _read_abha_address(text: str) -> str:
    address = "".join(text.split()).lower()
    name, at, home = address.partition("@")
    if not (name and at and home.isalnum() and len(address) <= 60):
        raise BadValue(Said("An ABHA address looks like {example}.", example="sunita.devi@abdm"))
    return address


def _one_of(allowed: Mapping[str, object] | tuple[str, ...]) -> Reader:
    def read(text: str) -> str:
        if text not in allowed:
            raise BadValue(Said("Choose one from the list."))
        return text

    return read


READERS: Mapping[str, Reader] = {
    "name": _read_person,
    "name_other": _read_person,
    "relative_name": _read_person,
    "relative_is": _one_of(RELATIONS),
    "phone": read_phone,
    "phone_other": read_phone,
    "village": read_text,
    "address": read_text,
    "district": read_text,
    "state": read_text,
    "pin": read_pin,
    "emergency_name": _read_person,
    "emergency_phone": read_phone,
    "blood_group": _one_of(BLOOD_GROUPS),
    "abha_number": _read_abha_number,
    "abha_address": _read_abha_address,
    "language": _one_of(LANGUAGES),
    "substance": read_text,
    "reaction": read_text,
    "condition": read_text,
    "last": _read_last,
    "type": _one_of(IDENTIFIER_TYPES),
}
"""How each written detail of a person is read; `born` is read by `read_born`, as it needs to know the day."""


def read_detail(name: str, text: str) -> Any:
    """What was typed for a detail, as it is kept; None for nothing. `Refused` names the field."""
    if not text.strip():
        return None
    try:
        return READERS[name](text)
    except BadValue as bad:
        raise Refused(bad.said, field=name) from None


def needed(name: str, text: str) -> str:
    """The same where there must be something."""
    value = read_detail(name, text)
    if value is None:
        raise Refused(Said("This is needed."), field=name)
    return str(value)


def read_born(text: str, today: date) -> Birth | None:
    """A date of birth or an age, as typed."""
    if not text.strip():
        return None
    try:
        return read_birth(text, today)
    except BadValue as bad:
        raise Refused(bad.said, field="born") from None


def is_doubtful_abha(text: str) -> bool:
    """Whether an ABHA number that may be kept still does not look like one: a slipped digit, most likely."""
    try:
        return not read_abha(text).is_plausible
    except BadValue:
        return False


def check_born(born_on: date | None, today: date) -> None:
    """Refuses a date of birth that nobody can have, wherever it came from."""
    if born_on is not None:
        read_born(born_on.isoformat(), today)


def cleaned(new: NewPatient, today: date) -> dict[str, Any]:
    """The columns of a patient from the form, each read once more: the first bad one is refused by name."""
    if not new.name.strip():
        raise Refused(Said("Type the name."), field="name")
    check_born(new.born_on, today)
    values: dict[str, Any] = {
        name: read_detail(name, getattr(new, name) or "") for name in READERS if hasattr(new, name)
    }
    values["language"] = values["language"] or "hi"
    asked = AllergiesAsked.KNOWN if new.allergies else new.allergies_asked
    return values | {
        "sex": new.sex, "born_on": new.born_on, "birth_is_estimated": new.birth_is_estimated,
        "large_print": new.large_print, "allergies_asked": asked,
    }  # fmt: skip
