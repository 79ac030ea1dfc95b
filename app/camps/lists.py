"""What camps are made of, read from `resources/codes/camps.toml`: kinds, tables, checklists, conditions, consent."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from models.code_list import code_list
from models.said import Said
from models.vocabulary import EventState


@dataclass(frozen=True, slots=True)
class CampKind:
    """A kind of camp, with the keys of the tables it usually has."""

    key: str
    said: Said
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableKind:
    """A service that can be had at a camp."""

    key: str
    said: Said
    icon: str


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """Something to be done in a stage; a `needed` one holds the camp back until it is ticked."""

    key: str
    said: Said
    needed: bool


@dataclass(frozen=True, slots=True)
class Stage:
    state: EventState
    said: Said
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """What somebody says they have. `key` is empty for one in words of their own."""

    key: str
    said: Said | str


def _list() -> dict[str, Any]:
    return code_list("camps")


@cache
def camp_kinds() -> dict[str, CampKind]:
    return {
        kind["key"]: CampKind(kind["key"], Said(kind["said"]), tuple(kind["tables"]))
        for kind in _list()["kinds"]
    }


@cache
def table_kinds() -> dict[str, TableKind]:
    return {
        key: TableKind(key, Said(table["said"]), table["icon"]) for key, table in _list()["tables"].items()
    }


@cache
def stages() -> dict[EventState, Stage]:
    """The stages in their order; a cancelled camp is in none of them."""
    return {EventState(stage["key"]): _stage(stage) for stage in _list()["stages"]}


def _stage(stage: dict[str, Any]) -> Stage:
    items = tuple(
        ChecklistItem(f"{stage['key']}.{item['key']}", Said(item["said"]), item.get("needed", False))
        for item in stage["items"]
    )
    return Stage(EventState(stage["key"]), Said(stage["said"]), items)


def stage_after(state: EventState) -> EventState | None:
    """The stage that follows; None for the last one and for a cancelled camp."""
    order = list(stages())
    if state not in order or state is order[-1]:
        return None
    return order[order.index(state) + 1]


def known_conditions() -> tuple[Condition, ...]:
    """Those that are offered; people may have others."""
    return tuple(_conditions().values())


@cache
def _conditions() -> dict[str, Condition]:
    return {one["key"]: Condition(one["key"], Said(one["said"])) for one in _list()["conditions"]}


def read_conditions(kept: str | None) -> tuple[Condition, ...]:
    """What a registration keeps as one line, as it is shown."""
    words = (word.strip() for word in (kept or "").split(","))
    return tuple(_conditions().get(word) or Condition("", word) for word in words if word)


def keep_conditions(words: tuple[str, ...]) -> str | None:
    """The line that is kept: keys of known conditions, and words of people's own without their commas."""
    clean = (" ".join(word.replace(",", " ").split()) for word in words)
    return ", ".join(dict.fromkeys(word for word in clean if word)) or None


def consent_wording() -> Said:
    """What people at a camp agree to. The words they were shown are kept with their consent."""
    return Said(_list()["consent"]["said"])


def consent_purpose() -> str:
    purpose: str = _list()["consent"]["purpose"]
    return purpose


def margins() -> tuple[timedelta, timedelta]:
    """How long before opening and after closing a pass is let in."""
    before, after = _list()["admitted_before_minutes"], _list()["admitted_after_minutes"]
    return timedelta(minutes=before), timedelta(minutes=after)
