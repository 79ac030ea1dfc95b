"""One medicine as a prescription says it, before it is put into words."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

Amount = int | Fraction | Decimal


class Food(StrEnum):
    ANY = "any"
    BEFORE = "before"
    AFTER = "after"
    WITH = "with"
    EMPTY = "empty"


class Unit(StrEnum):
    """What one dose is counted in."""

    TABLET = "tablet"
    CAPSULE = "capsule"
    ML = "ml"
    DROP = "drop"
    PUFF = "puff"
    SACHET = "sachet"
    SPOON = "spoon"
    UNIT = "unit"
    INJECTION = "injection"
    APPLICATION = "application"


class How(StrEnum):
    TAKE = "take"
    APPLY = "apply"
    PUT = "put"
    INHALE = "inhale"
    INJECT = "inject"


class Rhythm(StrEnum):
    DAILY = "daily"
    ALTERNATE_DAYS = "alternate_days"
    WEEKLY = "weekly"
    ONCE = "once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doses:
    """How much at which time of the day; 0 is none then."""

    morning: Amount = 0
    noon: Amount = 0
    night: Amount = 0
    bedtime: Amount = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryHours:
    amount: Amount
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenNeeded:
    """Says the largest dose a day in words, as there is no time to go by."""

    amount: Amount
    reason: str = ""
    hours_between: int | None = None
    most_in_a_day: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """`name` is the generic name and is printed in capitals; `note` is the doctor's own sentence, printed as typed.

    With no `taken` the note alone says how. `quantity_words` is made from the number unless given: "one bottle".
    """

    name: str
    strength: str = ""
    form: str = ""
    brand: str = ""
    unit: Unit = Unit.TABLET
    how: How = How.TAKE
    food: Food = Food.ANY
    taken: Doses | EveryHours | WhenNeeded | None = None
    rhythm: Rhythm = Rhythm.DAILY
    days: int | None = None
    quantity: Amount | None = None
    quantity_unit: str = ""
    quantity_words: str = ""
    note: str = ""
    schedule: str = ""
