"""Warnings about a prescription: allergies, pairs, doubles, pregnancy, age. It forbids nothing; a reason is asked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations
from typing import Any

from app.consulting.medicines import ingredients
from models.code_list import code_list
from models.people.names import latin, sound_key
from models.said import Said


class Severity(StrEnum):
    """`AVOID` asks for a reason before the prescription is signed; `CAUTION` is only shown."""

    AVOID = "avoid"
    CAUTION = "caution"


class About(StrEnum):
    ALLERGY = "allergy"
    PAIR = "pair"
    DOUBLE = "double"
    PREGNANCY = "pregnancy"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - what a doctor calls it
    """What may go wrong, in one plain line, with which medicines, and what to do instead."""

    about: About
    severity: Severity
    medicines: tuple[str, ...]
    said: Said
    advice: Said


def warnings_about(
    medicines: Sequence[str],
    allergies: Sequence[str] = (),
    *,
    already_taken: Sequence[str] = (),
    age_years: int | None = None,
    pregnant: bool = False,
) -> tuple[Warning, ...]:
    """All warnings about prescribing `medicines` (generic names), the gravest first, allergies before all.

    `already_taken` are from earlier prescriptions that still run: they count in pairs with the new ones.
    """
    found: list[Warning] = []
    for name in medicines:
        found += _allergic(name, allergies)
        found += _not_for(name, age_years, pregnant)
    for one, other in combinations((*medicines, *already_taken), 2):
        if one in medicines or other in medicines:
            found += _together(one, other)
    order = list(About)
    unlike = dict.fromkeys(found)
    return tuple(sorted(unlike, key=lambda one: (one.severity is not Severity.AVOID, order.index(one.about))))


def common_allergies() -> tuple[Said, ...]:
    """The allergies to offer for picking; any other text may be typed."""
    return tuple(Said(group["said"]) for group in code_list("interactions")["allergy"])


def _allergic(name: str, allergies: Iterable[str]) -> Iterator[Warning]:
    substances = _substances(name)
    for allergy in allergies:
        severity = _allergy_severity(substances, allergy)
        if severity is not None:
            text = (
                Said("Allergy: {allergy}.", allergy=allergy)
                if severity is Severity.AVOID
                else Said("Related to an allergy: {allergy}.", allergy=allergy)
            )
            yield Warning(About.ALLERGY, severity, (name,), text, Said("Choose another."))


def _allergy_severity(substances: frozenset[str], allergy: str) -> Severity | None:
    heard = _heard(allergy)
    if any(_heard(substance) & heard for substance in substances):
        return Severity.AVOID
    related = None
    for group in _allergy_groups():
        if group.words & heard and substances & group.avoid:
            return Severity.AVOID
        if group.words & heard and substances & group.caution:
            related = Severity.CAUTION
    return related


@dataclass(frozen=True, slots=True)
class _AllergyGroup:
    words: frozenset[str]
    avoid: frozenset[str]
    caution: frozenset[str]


@cache
def _allergy_groups() -> tuple[_AllergyGroup, ...]:
    return tuple(
        _AllergyGroup(
            words=frozenset().union(*map(_heard, (*group["words"], *_members(group["classes"])))),
            avoid=_members([*group["classes"], *group.get("avoid", ())]),
            caution=_members(group.get("caution", ())),
        )
        for group in code_list("interactions")["allergy"]
    )


def _not_for(name: str, age_years: int | None, pregnant: bool) -> Iterator[Warning]:
    substances = _substances(name)
    for rule in code_list("interactions")["not_for"]:
        too_young = age_years is not None and age_years < rule.get("under_years", 0)
        for_pregnancy = pregnant and rule.get("pregnant", False)
        if (too_young or for_pregnancy) and substances & _members(rule["a"]):
            yield _warning(About.AGE if too_young else About.PREGNANCY, rule, (name,))


def _together(one: str, other: str) -> Iterator[Warning]:
    ours, theirs = _substances(one), _substances(other)
    for a, b, rule in _pairs():
        if (ours & a and theirs & b) or (ours & b and theirs & a):
            yield _warning(About.PAIR, rule, (one, other))
    same = ours & theirs
    doubled = [members for members in map(_class, code_list("interactions")["duplicates"]["classes"])
               if ours & members and theirs & members]  # fmt: skip
    if same:
        text = Said("{substance} is in both.", substance=sorted(same)[0])
        yield Warning(About.DOUBLE, Severity.AVOID, (one, other), text, Said("Keep one."))
    elif doubled:
        text = Said("Two medicines of one kind.")
        yield Warning(About.DOUBLE, Severity.CAUTION, (one, other), text, Said("Keep one."))


@cache
def _pairs() -> tuple[tuple[frozenset[str], frozenset[str], dict[str, Any]], ...]:
    rules = code_list("interactions")["pair"]
    return tuple((_members(rule["a"]), _members(rule["b"]), rule) for rule in rules)


def _warning(about: About, rule: dict[str, Any], medicines: tuple[str, ...]) -> Warning:
    return Warning(about, Severity(rule["severity"]), medicines, Said(rule["said"]), Said(rule["advice"]))


def _substances(name: str) -> frozenset[str]:
    """The substances in a medicine, each by its one name, with and without its salt."""
    parts = ingredients(name)
    salts = code_list("interactions")["salts"]
    bare = (" ".join(words[:-1]) for words in map(str.split, parts) if words[1:] and words[-1] in salts)
    return frozenset(_other_names().get(part, part) for part in (*parts, *bare))


@cache
def _other_names() -> dict[str, str]:
    return {other: name for name, others in code_list("interactions")["same"].items() for other in others}


def _members(names: str | Sequence[str]) -> frozenset[str]:
    """Every substance meant by classes or substances."""
    each = [names] if isinstance(names, str) else names
    return frozenset().union(*map(_class, each))


@cache
def _class(name: str) -> frozenset[str]:
    return frozenset(code_list("interactions")["classes"].get(name, [name]))


@cache
def _heard(text: str) -> frozenset[str]:
    """Its words as they sound, so that "Pencillin" and पेनिसिलिन are both penicillin. Short words say nothing."""
    return frozenset(sound_key(word) for word in re.findall(r"[^\W\d_]+", latin(text)) if len(word) >= 5)
