"""Who a person being registered may already be: asked while the form is filled, never deciding anything."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from app.people.person import Person, people_under, with_what_is_near
from app.work import Deed, Lane, Work, use_case
from models.people.likeness import Likeness, Reason, Verdict, compare_all
from models.people.likeness import Person as Compared
from models.people.names import name_words
from models.people.search import alike_words
from models.vocabulary import Sex

MOST_OF_A_KEY = 60
"""A name and an age that dozens share tell nobody from anybody."""
MOST_SHOWN = 5
UNFINISHED = 3
"""Letters of a name from which on it may stand for a longer one that is still being typed."""

MATCH = "SELECT rowid FROM person_find_alike WHERE person_find_alike MATCH ? LIMIT ?"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds so far, already read; `besides` is the patient whose own record it is."""

    name: str = field(default="", repr=False)
    sex: Sex = Sex.UNKNOWN
    born_on: date | None = field(default=None, repr=False)
    birth_is_estimated: bool = False
    phone: str | None = field(default=None, repr=False)
    relative_name: str | None = field(default=None, repr=False)
    village: str | None = field(default=None, repr=False)
    pin: str | None = field(default=None, repr=False)
    abha_number: str | None = field(default=None, repr=False)
    besides: UUID | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody in the records who may be the same person, with the facts for and against, weightiest first."""

    person: Person
    is_sure: bool
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LikelyDuplicates:
    """The answer to `draft`. `family` are others with the same phone: no duplicates, but one of them may be meant."""

    draft: Draft
    alike: tuple[Alike, ...]
    family: tuple[Person, ...]


@use_case(Deed.SEARCH_PATIENT, Lane.READ)
def likely_duplicates(work: Work, draft: Draft) -> LikelyDuplicates:
    """Patients who share what people rarely share by chance. A family's phone alone is never enough."""
    found = [one for one in _candidates(work, draft) if one.id != draft.besides]
    likenesses = [_likeness(draft, person) for person in found]
    alike = sorted(
        (
            Alike(person, likeness.verdict is Verdict.SAME, likeness.score, likeness.reasons)
            for person, likeness in zip(found, likenesses, strict=True)
            if likeness.verdict is not Verdict.APART
        ),
        key=lambda one: (-one.score, -one.person.key),
    )[:MOST_SHOWN]
    meant = {one.person.id for one in alike}
    family = [one for one in found if draft.phone and one.phone == draft.phone and one.id not in meant]
    near = {
        one.id: one for one in with_what_is_near(work, [one.person for one in alike] + family[:MOST_SHOWN])
    }
    return LikelyDuplicates(
        draft,
        tuple(replace(one, person=near[one.person.id]) for one in alike),
        tuple(near[one.id] for one in family[:MOST_SHOWN]),
    )


def _candidates(work: Work, draft: Draft) -> list[Person]:
    """Patients who share a blocking key; a key shared by too many is left out, unless it is the phone or ABHA."""
    rare = Compared(name="", phone=draft.phone, abha_number=draft.abha_number)
    sure = set(alike_words(rare))
    keys: dict[int, None] = {}
    connection = work.session.connection()
    for word in sorted({*alike_words(_compared(draft, draft.name)), *sure}):
        under = list(connection.exec_driver_sql(MATCH, (word, MOST_OF_A_KEY)).scalars())
        if word in sure or len(under) < MOST_OF_A_KEY:
            keys |= dict.fromkeys(under)
    return people_under(work, keys, only_patients=True)


def _likeness(draft: Draft, person: Person) -> Likeness:
    [likeness] = compare_all(_compared(draft, _finished(draft.name, person)), [person.compared()])
    return likeness


def _compared(draft: Draft, name: str) -> Compared:
    return Compared(
        name, draft.sex, draft.born_on, draft.birth_is_estimated, draft.phone, draft.relative_name,
        draft.village, draft.pin, draft.abha_number,
    )  # fmt: skip


def _finished(typed: str, person: Person) -> str:
    """The name as typed, its last word finished as this person's goes on: "Sun" may become Sunita."""
    words = name_words(typed)
    if not words or len(words[-1]) < UNFINISHED:
        return typed
    ends = [word for word in _all_words(person) if word.startswith(words[-1])]
    return " ".join((*words[:-1], ends[0])) if ends else typed


def _all_words(person: Person) -> Iterable[str]:
    yield from name_words(person.name)
    yield from name_words(person.name_other or "")
