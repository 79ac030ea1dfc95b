"""What stands in a list of people, read into values or refused with its field."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from app.camps.registering import NewParticipant
from app.people.details import read_text
from app.refused import Refused
from models.said import Said
from models.values import BadValue, read_birth, read_name, read_phone
from models.vocabulary import RegistrationSource, Sex

T = TypeVar("T")

SEXES = {
    "f": Sex.FEMALE, "female": Sex.FEMALE, "woman": Sex.FEMALE, "girl": Sex.FEMALE, "महिला": Sex.FEMALE,
    "स्त्री": Sex.FEMALE, "m": Sex.MALE, "male": Sex.MALE, "man": Sex.MALE, "boy": Sex.MALE, "पुरुष": Sex.MALE,
    "o": Sex.OTHER, "other": Sex.OTHER, "अन्य": Sex.OTHER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """Somebody as they were written down. Everything but the name may be empty."""

    name: str = field(repr=False)
    phone: str = field(default="", repr=False)
    age: str = field(default="", repr=False)
    sex: str = ""
    village: str = ""
    relative_name: str = field(default="", repr=False)
    conditions: tuple[str, ...] = field(default=(), repr=False)
    medications: str = field(default="", repr=False)
    referred_by: str = ""
    source: RegistrationSource = RegistrationSource.WALK_IN
    consent: str | None = None
    consent_by: str = field(default="", repr=False)
    patient_id: UUID | None = None


def read_participant(typed: Typed, today: date) -> NewParticipant:
    """The values of what was written. `Refused` names the first field that cannot be what it says."""
    phone = _or_none("phone", typed.phone, read_phone)
    birth = _or_none("age", typed.age, lambda text: read_birth(text, today))
    return NewParticipant(
        name=_read("name", typed.name, read_name),
        sex=_read_sex(typed.sex),
        born_on=birth.born_on if birth else None,
        birth_is_estimated=bool(birth and birth.estimated),
        phone=phone,
        village=_free_text("village", typed.village),
        relative_name=_or_none("relative_name", typed.relative_name, read_name),
        conditions=tuple(_free_text("conditions", word) or "" for word in typed.conditions),
        medications=_free_text("medications", typed.medications),
        source=typed.source,
        referred_by=_free_text("referred_by", typed.referred_by),
        consent=typed.consent,
        consent_by=_or_none("consent_by", typed.consent_by, read_name),
        patient_id=typed.patient_id,
    )


def _read(name: str, text: str, reader: Callable[[str], T]) -> T:
    try:
        return reader(text)
    except BadValue as bad:
        raise Refused(bad.said, field=name) from None


def _or_none(name: str, text: str, reader: Callable[[str], T]) -> T | None:
    return _read(name, text, reader) if text.strip() else None


def _free_text(name: str, text: str) -> str | None:
    return _read(name, text, read_text) or None


def _read_sex(text: str) -> Sex:
    word = text.strip().casefold()
    if not word:
        return Sex.UNKNOWN
    if word not in SEXES:
        raise Refused(Said("Type F, M or O."), field="sex")
    return SEXES[word]
