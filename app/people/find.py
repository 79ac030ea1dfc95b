"""Finding people while somebody types: any spelling, either script, phone, number, ABHA, village or token."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from app.people.person import Person, people_under, with_what_is_near
from app.people.rank import rank
from app.people.search_text import SearchText, read_search
from app.work import Deed, Lane, Work, use_case
from models.people.patient import Patient
from models.people.search import PersonKey
from models.reception.token import Token

ENOUGH = 20
"""From this many on nobody asks the next wider question, nor looks by ear."""
MOST_LOOKED_AT = 60
"""Taken as they come and ranked here: ranking a million in the full-text table takes a hundred times as long."""

LATELY, MOST_VILLAGES = 400, 40

MATCH = "SELECT rowid FROM person_find WHERE person_find MATCH ? LIMIT ?"


@dataclass(frozen=True, slots=True)
class People:
    """The answer to `text`, the likeliest first; `of` is about how many people this laptop knows."""

    text: str
    people: tuple[Person, ...]
    of: int


@use_case(Deed.SEARCH_PATIENT, Lane.READ)
def find_people(work: Work, text: str, limit: int = 20) -> People:
    """Whom somebody may mean by `text`. Never an error: what cannot be understood finds nobody."""
    asked = read_search(text)
    keys = dict.fromkeys([*_by_token(work, asked), *_by_words(work, asked)])
    if len(keys) < ENOUGH and asked.sounds:
        keys |= dict.fromkeys(_matching(work, asked.by_ear()))
    found = rank(people_under(work, keys), asked)
    if text.strip():
        work.tell("search_people")
    of = work.session.scalar(select(func.max(PersonKey.nr))) or 0
    return People(text, with_what_is_near(work, found[:limit]), of)


@use_case(Deed.SEARCH_PATIENT, Lane.READ)
def one_person(work: Work, patient_id: UUID) -> Person | None:
    """A patient as a search shows them; None if this laptop does not know them."""
    keys = work.session.scalars(select(PersonKey.nr).where(PersonKey.id == patient_id))
    return next(iter(with_what_is_near(work, people_under(work, keys))), None)


@use_case(Deed.SEARCH_PATIENT, Lane.READ)
def lately_from(work: Work) -> tuple[str, ...]:
    """The villages people registered lately come from, the commonest first: what a form offers."""
    lately = select(Patient.village).order_by(Patient.id.desc()).limit(LATELY)
    counted = Counter(village for village in work.session.scalars(lately) if village)
    return tuple(village for village, _ in counted.most_common(MOST_VILLAGES))


def _by_words(work: Work, asked: SearchText) -> dict[int, None]:
    found: dict[int, None] = {}
    if asked.wanted:
        for match in asked.plans():
            found |= dict.fromkeys(_matching(work, match))
            if len(found) >= ENOUGH:
                break
    return found


def _by_token(work: Work, asked: SearchText) -> list[int]:
    """Who holds that token today."""
    if asked.token is None:
        return []
    lane, number = asked.token
    return list(
        work.session.scalars(
            select(PersonKey.nr)
            .join(Token, Token.patient_id == PersonKey.id)
            .where(Token.day == work.today, Token.lane == lane, Token.number == number)
        )
    )


def _matching(work: Work, match: str) -> list[int]:
    return list(work.session.connection().exec_driver_sql(MATCH, (match, MOST_LOOKED_AT)).scalars())
