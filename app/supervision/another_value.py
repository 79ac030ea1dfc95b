"""A third value, typed or chosen by whoever settles, where neither of the two is right."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Integer, String

from app.people.details import READERS, read_born, read_detail, read_text
from app.people.wording import BLOOD_GROUPS, SEXES
from app.words import Said
from app.work import Refused
from models.base import Choice, Day, Synced, table_of
from models.values import BadValue, read_day, read_money

FIXED_FORMS = frozenset(
    {"number", "code", "lane", "hsn", "type", "form", "route", "unit", "sold", "state_code"}
)
"""Words from lists of their own, and numbers that are given out: one of the versions is chosen."""


def typing_of(record: Synced, name: str) -> str | None:
    """How another value of a field is given: as text, as a choice, or not at all."""
    if any(True for _ in choices_for(name)):
        return "choice"
    if name in FIXED_FORMS or name not in table_of(type(record)).columns:
        return None
    kind = table_of(type(record)).columns[name].type
    if isinstance(kind, Choice | Boolean):
        return None
    return "text" if isinstance(kind, String | Integer | Day) else None


def choices_for(name: str) -> Iterator[tuple[str, object]]:
    """The values a list offers, with what each says."""
    if name == "blood_group":
        yield from ((group, group) for group in BLOOD_GROUPS)
    elif name == "sex":
        yield from ((sex.value, sex) for sex in SEXES)


def read_another(record: Synced, name: str, text: str, today: date) -> dict[str, Any]:
    """What was typed, as fields to write. `Refused` says what is wrong with it."""
    try:
        return _read(record, name, text, today)
    except BadValue as wrong:
        raise Refused(wrong.said, field=name) from wrong


def _read(record: Synced, name: str, text: str, today: date) -> dict[str, Any]:
    if typing_of(record, name) is None:
        raise Refused(Said("Choose one of these."), field=name)
    if name == "born_on":
        born = read_born(text, today)
        return {
            "born_on": born.born_on if born else None,
            "birth_is_estimated": bool(born and born.estimated),
        }
    if name == "sex":
        return {name: next(sex for sex in SEXES if sex.value == text)}
    column = table_of(type(record)).columns[name]
    value: Any = read_detail(name, text) if name in READERS else _plain(name, column.type, text, today)
    if value is None and not column.nullable:
        raise Refused(Said("This cannot be empty."), field=name)
    return {name: value}


def _plain(name: str, kind: Any, text: str, today: date) -> object:
    typed = text.strip()
    if not typed:
        return None
    if isinstance(kind, Day):
        return read_day(typed, today)
    if name.endswith("_paise"):
        return read_money(typed)
    if isinstance(kind, Integer):
        if not typed.isdecimal():
            raise BadValue(Said("Type a whole number."))
        return int(typed)
    return read_text(typed)
