"""Dose notation as Indian prescriptions write it (1-0-1, ½-0-1, BD, Q8H, SOS), and how much it comes to."""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from app.papers.medicine import Doses, EveryHours, Food, Rhythm, Unit, WhenNeeded
from models.said import Said
from models.values import BadValue

MOST_AT_ONCE = 100
LONGEST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Dose:
    """How a medicine is taken, as a prescription prints it. `food` and `unit` only if the notation said so."""

    taken: Doses | EveryHours | WhenNeeded
    rhythm: Rhythm = Rhythm.DAILY
    food: Food = Food.ANY
    unit: Unit | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in the boxes morning, noon, night and, where used, bedtime; none without fixed times."""
        if not isinstance(self.taken, Doses):
            return ()
        times = _times(self.taken)
        return tuple(written(time) for time in (times if times[3] else times[:3]))

    @property
    def text(self) -> str:
        """The notation in its one plain form; `read_dose` reads it as this dose again."""
        unit = "" if self.unit is None else self.unit.value
        parts = [self._pattern(), unit, RHYTHM_WORDS.get(self.rhythm, ""), FOOD_WORDS.get(self.food, "")]
        return " ".join(part for part in parts if part)

    def _pattern(self) -> str:
        taken = self.taken
        if isinstance(taken, Doses):
            return "-".join(self.cells)
        amount = "" if taken.amount == 1 else f"{written(Fraction(taken.amount))} "
        if isinstance(taken, EveryHours):
            return f"{amount}Q{taken.hours}H"
        hours = f" Q{taken.hours_between}H" if taken.hours_between else ""
        most = f" max {written(Fraction(taken.most_in_a_day))}" if taken.most_in_a_day else ""
        return f"{amount}SOS{hours}{most}"


RHYTHM_WORDS = {Rhythm.ALTERNATE_DAYS: "EOD", Rhythm.WEEKLY: "WEEKLY", Rhythm.ONCE: "STAT"}
FOOD_WORDS = {Food.BEFORE: "AC", Food.AFTER: "PC", Food.WITH: "CC", Food.EMPTY: "ES"}
CODES = {
    "OD": "1-0-0", "BD": "1-0-1", "BID": "1-0-1", "TDS": "1-1-1", "TID": "1-1-1",
    "QID": "1-1-1-1", "QDS": "1-1-1-1", "HS": "0-0-0-1",
}  # fmt: skip
SAID_LONGER = (
    (r"BEFORE (FOOD|MEALS?)", "AC"), (r"AFTER (FOOD|MEALS?)", "PC"), (r"WITH (FOOD|MEALS?)", "CC"),
    (r"(ON )?(AN )?EMPTY STOMACH", "ES"), (r"ALT(ERNATE)?\.? DAYS?", "EOD"), ("ONCE A WEEK", "WEEKLY"),
    (r"AT (NIGHT|BEDTIME)", "HS"), ("PRN|WHEN NEEDED", "SOS"), (r"/ ?DAY|\bA DAY|\bMAX\b", " "),
)  # fmt: skip
UNITS = {
    "TAB": Unit.TABLET, "TABS": Unit.TABLET, "CAP": Unit.CAPSULE, "CAPS": Unit.CAPSULE, "INJ": Unit.INJECTION,
    **{unit.value.upper(): unit for unit in Unit}, **{f"{unit.value.upper()}S": unit for unit in Unit},
}  # fmt: skip
GLYPHS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
FRACTIONS = {Fraction(parts): glyph for glyph, parts in GLYPHS.items()}

AMOUNT = r"(?:\d{0,3}[½¼¾⅓⅔]|[1-3]/[2-4]|\d{1,3}(?:\.\d{1,2})?|\.\d{1,2})"
NUMBER = re.compile(AMOUNT)
SLOTS = re.compile(rf"{AMOUNT}(?:-{AMOUNT}){{2,3}}")
TIGHT = re.compile("[0-3]{3,4}")
HOURS = re.compile(r"Q?(2|3|4|6|8|12|24)(?:H|HRLY)")


def read_dose(text: str) -> Dose:
    """`BadValue` with a sentence for anything that is not plainly one dose: a dose is never guessed."""
    parts: dict[str, Any] = {}
    for word in _split(text):
        kind, value = _understood(word, parts)
        if kind in parts:
            raise _no_dose()
        parts[kind] = value
    taken = _taken(parts)
    rhythm = parts.get("rhythm", Rhythm.DAILY)
    if rhythm is not Rhythm.DAILY and not isinstance(taken, Doses):
        raise _no_dose()
    return Dose(taken, rhythm, parts.get("food", Food.ANY), parts.get("unit"))


def _no_dose() -> BadValue:
    return BadValue(Said("Type a dose like {one}, {two} or {three}.", one="1-0-1", two="BD", three="SOS"))


def _split(text: str) -> list[str]:
    typed = " ".join(text.upper().split())
    for pattern, word in SAID_LONGER:
        typed = re.sub(pattern, word, typed)
    typed = re.sub(r"\s*[-+–—−]\s*", "-", typed).replace("⁄", "/")
    typed = re.sub(r"(?<=[\d½¼¾⅓⅔])(?=ML|TAB|CAP|DROP|PUFF|UNIT)", " ", typed)
    words = typed.split()
    if 3 <= len(words) <= 4 and all(NUMBER.fullmatch(word) for word in words):
        return ["-".join(words)]
    beside = [WORDS.get(word, ("", None))[0] for word in words[1:]]
    if words and TIGHT.fullmatch(words[0]) and set(beside) <= {"food", "rhythm"}:
        words[0] = "-".join(words[0])
    return words


def _understood(word: str, before: dict[str, Any]) -> tuple[str, Any]:
    if word in WORDS:
        return WORDS[word]
    hours = HOURS.fullmatch(word)
    if hours:
        return "hours", int(hours[1])
    if SLOTS.fullmatch(word):
        return "slots", _slots(word)
    if NUMBER.fullmatch(word):
        return "most" if "needed" in before else "amount", _amount(word)
    raise _no_dose()


def _taken(parts: dict[str, Any]) -> Doses | EveryHours | WhenNeeded:
    patterns = parts.keys() & {"needed", "slots", "code"}
    amount = parts.get("amount", Fraction(1))
    if len(patterns) > 1 or ("slots" in parts and "amount" in parts) or amount == 0:
        raise _no_dose()
    if "needed" in parts:
        return WhenNeeded(amount=amount, hours_between=parts.get("hours"), most_in_a_day=parts.get("most"))
    if "hours" in parts and not patterns:
        return EveryHours(amount=amount, hours=parts["hours"])
    if "hours" in parts or not (patterns or "rhythm" in parts):
        raise _no_dose()
    slots = parts.get("slots") or [slot * amount for slot in parts.get("code", WORDS["OD"][1])]
    if not any(slots):
        raise _no_dose()
    return Doses(morning=slots[0], noon=slots[1], night=slots[2], bedtime=slots[3])


def _slots(text: str) -> list[Fraction]:
    slots = [_amount(part) for part in text.split("-")]
    return [*slots, *[Fraction(0)] * (4 - len(slots))]


def _amount(text: str) -> Fraction:
    whole, glyph = (text[:-1], GLYPHS[text[-1]]) if text[-1] in GLYPHS else (text, "0")
    amount = Fraction(whole or "0") + Fraction(glyph)
    if amount > MOST_AT_ONCE:
        raise BadValue(Said("More than {most} at once cannot be right.", most=MOST_AT_ONCE))
    return amount


WORDS: dict[str, tuple[str, Any]] = {
    **{word: ("food", food) for food, word in FOOD_WORDS.items()},
    **{word: ("rhythm", rhythm) for rhythm, word in RHYTHM_WORDS.items()},
    **{word: ("unit", unit) for word, unit in UNITS.items()},
    **{word: ("code", _slots(times)) for word, times in CODES.items()},
    "SOS": ("needed", True),
}


def _times(doses: Doses) -> tuple[Fraction, ...]:
    return tuple(Fraction(time) for time in (doses.morning, doses.noon, doses.night, doses.bedtime))


def written(amount: Fraction) -> str:
    """1, ½, 1½, 2.5: never a naked point, never a trailing zero, as both have been read ten times too large."""
    whole, rest = divmod(amount, 1)
    if rest in FRACTIONS:
        return f"{whole or ''}{FRACTIONS[rest]}"
    return str(whole) if not rest else f"{float(amount):.2f}".rstrip("0")


DAYS = re.compile(
    r"(?P<count>\d{1,4}) ?(?P<unit>|D|DAYS?|दिन|W|WKS?|WEEKS?|हफ्ते|हफ़्ते|M|MO|MONTHS?|MTHS?|महीने|महीना|माह)"
)
DAYS_IN = {"W": 7, "ह": 7, "M": 30, "म": 30}


def read_days(text: str) -> int:
    """5, 5d, 1w, 2 weeks, 1m: a month is 30 days."""
    typed = DAYS.fullmatch(" ".join(text.upper().split()))
    if not typed:
        raise BadValue(Said("Type days like {days}, {weeks} or {months}.", days="5", weeks="1w", months="1m"))
    days = int(typed["count"]) * DAYS_IN.get(typed["unit"][:1], 1)
    if not 1 <= days <= LONGEST_DAYS:
        raise BadValue(Said("Days go from 1 to {most}.", most=LONGEST_DAYS))
    return days


def needed(dose: Dose, days: int | None) -> Fraction | None:
    """How much is taken in all, in the unit of the dose; None if the notation cannot tell."""
    if dose.rhythm is Rhythm.ONCE:
        days = 1
    if days is None:
        return None
    match dose.taken:
        case WhenNeeded(most_in_a_day=most):
            return None if most is None else Fraction(most) * days
        case EveryHours(amount=amount, hours=hours):
            return Fraction(amount) * 24 / hours * days
        case Doses():
            every = {Rhythm.ALTERNATE_DAYS: 2, Rhythm.WEEKLY: 7}.get(dose.rhythm, 1)
            return sum(_times(dose.taken), Fraction(0)) * ceil(days / every)


def quantity(dose: Dose, days: int | None, holds: int = 1, step: int = 1) -> int | None:
    """How many to hand out, rounded up: tablets, or bottles that hold so many ml, drops or puffs (`holds`).

    `step` is the smallest number the pharmacy gives, such as a strip of 10. None if somebody must say.
    """
    amount = needed(dose, days)
    return None if amount is None else ceil(ceil(amount / holds) / step) * step
