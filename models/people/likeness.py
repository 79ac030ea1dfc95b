"""Whether two records may be one person: evidence for and against, added up and told. Never a merge by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from models.code_list import code_list
from models.people.names import folded, given_of, jaro_winkler, name_words, sound_key, words_alike
from models.said import Said
from models.vocabulary import Sex


@dataclass(frozen=True, slots=True)
class Person:
    """What of a record is compared; anything not known is None."""

    name: str = field(repr=False)
    sex: Sex = Sex.UNKNOWN
    born_on: date | None = field(default=None, repr=False)
    birth_is_estimated: bool = False
    phone: str | None = field(default=None, repr=False)
    relative_name: str | None = field(default=None, repr=False)
    village: str | None = field(default=None, repr=False)
    pin: str | None = field(default=None, repr=False)
    abha_number: str | None = field(default=None, repr=False)


class Verdict(StrEnum):
    SAME = "same"
    REVIEW = "review"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact that speaks for (`weight` above zero) or against."""

    said: Said
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float
    verdict: Verdict
    reasons: tuple[Reason, ...]


class Heard:
    """A person with names taken apart, once for many comparisons."""

    __slots__ = ("given", "person", "relative", "relative_given", "village", "words")

    def __init__(self, person: Person) -> None:
        self.person = person
        self.words = name_words(person.name)
        self.given = given_of(self.words)
        self.relative = name_words(person.relative_name or "")
        self.relative_given = given_of(self.relative)
        self.village = "".join(map(folded, name_words(person.village or "")))


Weights = dict[str, float]
Opinion = Callable[[Heard, Heard, Weights], Reason | None]


def compare(one: Person, other: Person) -> Likeness:
    """How likely two records are one person, with each reason, the weightiest first."""
    return _compared(Heard(one), Heard(other))


def compare_all(one: Person, others: Iterable[Person]) -> list[Likeness]:
    """`compare` with each of the candidates that the blocking keys found."""
    heard = Heard(one)
    return [_compared(heard, Heard(other)) for other in others]


def _compared(one: Heard, other: Heard) -> Likeness:
    weights = code_list("likeness")
    opinions = (opinion(one, other, weights[part]) for part, opinion in OPINIONS)
    reasons = sorted(filter(None, opinions), key=lambda reason: -abs(reason.weight))
    score = sum(reason.weight for reason in reasons)
    return Likeness(score, _verdict(score, reasons, weights), tuple(reasons))


def _verdict(score: float, reasons: list[Reason], weights: dict[str, Any]) -> Verdict:
    """A phone is a family's: without another weighty fact it makes no pair, however the small ones add up."""
    strong = [reason for reason in reasons if reason.weight >= 3 and reason.said != SAME_PHONE]
    if score < weights["review_from"] or not strong:
        return Verdict.APART
    return Verdict.SAME if score >= weights["same_from"] else Verdict.REVIEW


def blocking_keys(person: Person) -> frozenset[str]:
    """Texts that records of one person usually share: only records that share one need comparing."""
    heard = Heard(person)
    given, father, village = map(sound_key, (heard.given, heard.relative_given, heard.village))
    keys = set()
    if person.abha_number:
        keys.add(f"a{person.abha_number}")
    if person.phone:
        keys.add(f"p{person.phone}")
    if given and person.born_on:
        # Bands of five years laid twice, so that near years share one of the two.
        year = person.born_on.year
        keys |= {f"y{given} {year // 5}", f"z{given} {(year + 2) // 5}"}
    if given and village:
        keys.add(f"v{given} {village}")
    if father and village:
        keys.add(f"f{father} {village}")
    if person.born_on and not person.birth_is_estimated:
        keys.add(f"d{person.born_on}")
    return frozenset(keys)


SAME_PHONE = Said("Same phone, as in a family")


def _abha(one: Heard, other: Heard, weights: Weights) -> Reason | None:
    if not one.person.abha_number or not other.person.abha_number:
        return None
    if one.person.abha_number == other.person.abha_number:
        return Reason(Said("Same ABHA number"), weights["agree"])
    return Reason(Said("Different ABHA numbers"), weights["disagree"])


def _birth(one: Heard, other: Heard, weights: Weights) -> Reason | None:
    if (
        one.person.born_on is None
        or other.person.born_on is None
        or one.person.birth_is_estimated
        or other.person.birth_is_estimated
    ):
        return None
    a, b = one.person.born_on, other.person.born_on
    if a == b:
        return Reason(Said("Same date of birth"), weights["agree"])
    if (a.year, a.month) == (b.year, b.month):
        return Reason(Said("Born in the same month"), weights["same_month"])
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return Reason(Said("Day and month of birth swapped"), weights["day_and_month_swapped"])
    return Reason(Said("Different dates of birth"), weights["disagree"])


def _age(one: Heard, other: Heard, weights: Weights) -> Reason | None:
    """Counts only where no full dates can be compared."""
    if one.person.born_on is None or other.person.born_on is None:
        return None
    if not one.person.birth_is_estimated and not other.person.birth_is_estimated:
        return None
    apart = abs(one.person.born_on.year - other.person.born_on.year)
    if apart <= 1:
        return Reason(Said("About the same age"), weights["within_1"])
    if apart <= 5:
        return Reason(Said("Ages {n} years apart", n=apart), weights["within_5"])
    return Reason(Said("Ages {n} years apart", n=apart), weights["disagree"])


def _phone(one: Heard, other: Heard, weights: Weights) -> Reason | None:
    if not one.person.phone or not other.person.phone:
        return None
    if one.person.phone == other.person.phone:
        return Reason(SAME_PHONE, weights["agree"])
    return Reason(Said("Different phones"), weights["disagree"])


def _name(one: Heard, other: Heard, weights: Weights) -> Reason | None:
    if not one.given or not other.given:
        return None
    mine, theirs = folded(one.given), folded(other.given)
    if mine == theirs:
        return Reason(Said("Same given name"), weights["agree"])
    swapped = one.given in other.words and other.given in one.words
    if swapped or jaro_winkler(mine, theirs) >= weights["close_from"]:
        return Reason(Said("Given names nearly the same"), weights["close"])
    same_sex = one.person.sex == other.person.sex and one.person.sex is not Sex.UNKNOWN
    if same_sex and sound_key(one.given) == sound_key(other.given):  # else Mohan would be Mohini
        return Reason(Said("Given names sound alike"), weights["sounds_alike"])
    return Reason(Said("Different given names"), weights["disagree"])


def _relative(one: Heard, other: Heard, weights: Weights) -> Reason | None:
    if not one.relative or not other.relative:
        return None
    if words_alike(one.relative, other.relative) >= weights["agree_from"]:
        return Reason(Said("Same father or husband"), weights["agree"])
    if sound_key(one.relative_given) == sound_key(other.relative_given):
        return Reason(Said("Father or husband sounds alike"), weights["sounds_alike"])
    return Reason(Said("Different father or husband"), weights["disagree"])


def _sex(one: Heard, other: Heard, weights: Weights) -> Reason | None:
    if Sex.UNKNOWN in (one.person.sex, other.person.sex):
        return None
    if one.person.sex == other.person.sex:
        return Reason(Said("Same sex"), weights["agree"])
    return Reason(Said("Different sex"), weights["disagree"])


def _village(one: Heard, other: Heard, weights: Weights) -> Reason | None:
    if not one.village or not other.village:
        return None
    if one.village == other.village:
        return Reason(Said("Same village"), weights["agree"])
    if jaro_winkler(one.village, other.village) >= weights["close_from"]:
        return Reason(Said("Villages nearly the same"), weights["close"])
    return Reason(Said("Different villages"), weights["disagree"])


def _pin(one: Heard, other: Heard, weights: Weights) -> Reason | None:
    if not one.person.pin or not other.person.pin:
        return None
    if one.person.pin == other.person.pin:
        return Reason(Said("Same PIN code"), weights["agree"])
    return Reason(Said("Different PIN codes"), weights["disagree"])


OPINIONS: tuple[tuple[str, Opinion], ...] = (
    ("abha", _abha),
    ("birth", _birth),
    ("age", _age),
    ("phone", _phone),
    ("name", _name),
    ("relative", _relative),
    ("sex", _sex),
    ("village", _village),
    ("pin", _pin),
)
