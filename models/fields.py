"""How a field behaves when two people changed it apart: declared on its column."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import MappedColumn, mapped_column


@dataclass(frozen=True, slots=True)
class Rule:
    """What is shown when several edits stand.

    `order` (for `furthest`) gives each value its rank; two different values of the same highest rank,
    or a pair in `clash`, wait for a person. `asks` says whether two different values wait for a person.
    """

    name: str
    asks: bool = False
    order: Mapping[str, int] | None = None
    clash: frozenset[frozenset[str]] = frozenset()

    def __hash__(self) -> int:
        return hash(self.name)


ASK = Rule("ask", asks=True)
NEWEST = Rule("newest")
WITHDRAWN = Rule("withdrawn")
FIXED = Rule("fixed", asks=True)
"""Never changed once made; were two laptops to change it all the same, a person is asked."""


def furthest(*steps: StrEnum, clash: tuple[StrEnum, StrEnum] | None = None) -> Rule:
    """The furthest of `steps` is shown. `clash` names two ends that contradict each other."""
    pairs = frozenset() if clash is None else frozenset({frozenset(str(end) for end in clash)})
    return Rule("furthest", order={str(step): rank for rank, step in enumerate(steps)}, clash=pairs)


def shared(rule: Rule, *args: Any, **options: Any) -> MappedColumn[Any]:
    """A column that travels and merges by `rule`."""
    return mapped_column(*args, info={"rule": rule}, **options)
