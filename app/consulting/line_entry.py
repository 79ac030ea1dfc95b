"""A medicine typed in one go: "metf 500 1-0-1 pc 30d" is what to look for, the dose, and how long."""

import re
from dataclasses import dataclass

from app.consulting.dose import SLOTS, TIGHT, UNITS, Dose, read_days, read_dose
from app.papers.medicine import Food
from models.said import Said
from models.values import BadValue

DAYS = re.compile(
    r"(?:^|\s)(?:(?:x|for|×)\s*)?(\d{1,3}\s?(?:d|days?|दिन|w|wks?|weeks?|m|mo|mths?|months?))(?=\s|$)",
    re.IGNORECASE,
)
BARE_DAYS = re.compile(r"(?:^|\s)(?:x|for|×)\s*(\d{1,3})(?=\s|$)", re.IGNORECASE)
NUMBER_ALONE = re.compile(r"(?:^|\s)(?:(?:x|for|×)\s*)?(\d{1,3})(?=\s|$)", re.IGNORECASE)
QUANTITY = re.compile(r"(?:^|\s)(?:#|qty\.?\s?|nos?\.?\s)(\d{1,4})(?=\s|$)", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
APART = re.compile(r"(?<=[\d½¼¾])\s*[-–—]\s*(?=[\d½¼¾.])")
GLUED = re.compile(rf"\d+(?:\.\d+)?(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """`words` are what to look for among the medicines; the rest only if it was typed and is plain."""

    words: str
    dose: Dose | None = None
    days: int | None = None
    quantity: int | None = None


def read_entry(text: str) -> Entry:
    """Split what was typed. Whatever is not plainly dose, days or quantity belongs to the medicine's name."""
    words = APART.sub("-", text).split()
    for at in range(1, len(words)):
        if _may_begin(words, at):
            entry = _read_tail(" ".join(words[:at]), " ".join(words[at:]))
            if entry is not None:
                return entry
    return Entry(" ".join(words))


def read_when(text: str) -> tuple[Food, int | None]:
    """ "pc 30d" as food and days; a bare number is days."""
    days, rest = _cut(DAYS, text)
    if days is None:
        days, rest = _cut(NUMBER_ALONE, text)
    try:
        food = read_dose(f"OD {rest}").food if rest.strip() else Food.ANY
    except BadValue:
        food = Food.ANY
    if rest.strip() and food is Food.ANY:
        raise BadValue(Said("Type food and days like {one} or {two}.", one="pc 30d", two="ac 5d"))
    return food, None if days is None else read_days(days)


def _may_begin(words: list[str], at: int) -> bool:
    """Whether the dose may begin here. A bare number is a strength ("amlo 5 od"), unless a unit follows it."""
    word = words[at].upper()
    if GLUED.fullmatch(word) or SLOTS.fullmatch(word):
        return True
    if TIGHT.fullmatch(word):
        return any(NUMBER.search(before) for before in words[1:at])
    if NUMBER.fullmatch(word):
        following = words[at + 1].upper() if at + 1 < len(words) else ""
        return following in UNITS or _counts_days(word, following)
    return True


def _counts_days(word: str, following: str) -> bool:
    return DAYS.fullmatch(f"{word} {following}") is not None


def _read_tail(words: str, tail: str) -> Entry | None:
    quantity, tail = _cut(QUANTITY, tail)
    days, tail = _cut(DAYS, tail)
    if days is None:
        days, tail = _cut(BARE_DAYS, tail)
    try:
        dose = read_dose(tail) if tail.strip() else None
        length = None if days is None else read_days(days)
    except BadValue:
        return None
    if dose is None and length is None and quantity is None:
        return None
    return Entry(words, dose, length, None if quantity is None else int(quantity))


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str | None, str]:
    found = pattern.search(text)
    if found is None:
        return None, text
    return found[1], f"{text[: found.start()]} {text[found.end() :]}"
