"""How a medicine is taken, as sentences for the person who takes it.

The times are said once, as a list with its own wording for each combination, and stand in whole sentences:
"Take **1 tablet in the morning and 1 at night**, with food." / "**सुबह 1 और रात 1 गोली**, खाने के साथ लें।"
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from app.papers.medicine import (
    Amount,
    Doses,
    EveryHours,
    Food,
    How,
    Medicine,
    Rhythm,
    Unit,
    WhenNeeded,
)
from app.papers.text import NBSP, plain
from app.words import Words
from models.said import Said, counted

PARTS = {
    Fraction(1, 2): "½",
    Fraction(1, 4): "¼",
    Fraction(3, 4): "¾",
    Fraction(1, 3): "⅓",
    Fraction(2, 3): "⅔",
}

NUMBER_AND_SPACE = re.compile("(?<=[0-9½¼¾⅓⅔]) ")
"""A line must not end between a number and what it counts."""

MORNING, NOON, NIGHT, BEDTIME = "morning", "noon", "night", "bedtime"


def amount(number: Amount) -> str:
    """1, ½, 1½, 2.5: never a naked point, never a trailing zero, as both have been read ten times too large."""
    exact = Fraction(number)
    whole, rest = divmod(exact, 1)
    if rest in PARTS:
        return f"{whole or ''}{PARTS[rest]}"
    return str(whole) if not rest else f"{float(exact):.3f}".rstrip("0")


def measure(number: Amount, unit: Unit, words: Words) -> str:
    """2 tablets, ½ tablet, 15 ml: number and unit stay on one line."""
    said = Said("{amount} {unit}", amount=amount(number), unit=_unit(number, unit))
    return words(said).replace(" ", NBSP)


def directions(medicine: Medicine, words: Words) -> str:
    """All sentences about one medicine; what matters most stands in `**`."""
    said = [words(sentence) for sentence in _sentences(medicine, words)]
    text = " ".join([*said, *([plain(medicine.note)] if medicine.note else [])])
    return NUMBER_AND_SPACE.sub(NBSP, text)


def _sentences(medicine: Medicine, words: Words) -> Iterator[Said]:
    taken = medicine.taken
    if isinstance(taken, WhenNeeded):
        yield from _when_needed(taken, medicine.unit, words)
    elif isinstance(taken, EveryHours):
        times = Said(
            "{amount} every {hours} hours",
            amount=measure(taken.amount, medicine.unit, words),
            hours=taken.hours,
        )
        yield _instruction(medicine, times)
    elif isinstance(taken, Doses) and _given(taken):
        yield _instruction(medicine, _times(taken, medicine.unit))
    rhythm = _rhythm(medicine.rhythm)
    if rhythm is not None:
        yield rhythm


def _when_needed(taken: WhenNeeded, unit: Unit, words: Words) -> Iterator[Said]:
    dose = measure(taken.amount, unit, words)
    if taken.reason:
        yield Said("**Only when needed** for {reason}: {amount}.", reason=plain(taken.reason), amount=dose)
    else:
        yield Said("**Only when needed**: {amount}.", amount=dose)
    if taken.hours_between is not None:
        yield counted("Leave {n} hour between.", "Leave {n} hours between.", n=taken.hours_between)
    if taken.most_in_a_day is not None:
        yield Said("Not more than {most} in a day.", most=amount(taken.most_in_a_day))


INSTRUCTIONS = {
    (How.TAKE, Food.ANY): Said("Take **{times}**."),
    (How.TAKE, Food.BEFORE): Said("Take **{times}**, before food."),
    (How.TAKE, Food.AFTER): Said("Take **{times}**, after food."),
    (How.TAKE, Food.WITH): Said("Take **{times}**, with food."),
    (How.TAKE, Food.EMPTY): Said("Take **{times}**, on an empty stomach."),
    (How.INJECT, Food.BEFORE): Said("Inject **{times}**, before food."),
    (How.INJECT, Food.ANY): Said("Inject **{times}**."),
    (How.APPLY, Food.ANY): Said("Apply **{times}**."),
    (How.PUT, Food.ANY): Said("Put **{times}**."),
    (How.INHALE, Food.ANY): Said("Inhale **{times}**."),
}


def _instruction(medicine: Medicine, times: Said) -> Said:
    how = medicine.how
    said = INSTRUCTIONS.get((how, medicine.food), INSTRUCTIONS[how, Food.ANY])
    return Said(said.text, times=times)


def _given(doses: Doses) -> dict[str, Amount]:
    pairs = ((MORNING, doses.morning), (NOON, doses.noon), (NIGHT, doses.night), (BEDTIME, doses.bedtime))
    return {time: number for time, number in pairs if number}


def _times(doses: Doses, unit: Unit) -> Said:
    """The unit is said once, where a language says it; so sentences know the numbers and the unit apart."""
    given = _given(doses)
    first = next(iter(given.values()))
    numbers = {time: amount(number) for time, number in given.items()}
    return Said(LISTS[tuple(given)].text, **numbers, unit=_unit(first, unit))


LISTS = {
    (MORNING,): Said("{morning} {unit} in the morning"),
    (NOON,): Said("{noon} {unit} at noon"),
    (NIGHT,): Said("{night} {unit} at night"),
    (BEDTIME,): Said("{bedtime} {unit} at bedtime"),
    (MORNING, NOON): Said("{morning} {unit} in the morning and {noon} at noon"),
    (MORNING, NIGHT): Said("{morning} {unit} in the morning and {night} at night"),
    (MORNING, BEDTIME): Said("{morning} {unit} in the morning and {bedtime} at bedtime"),
    (NOON, NIGHT): Said("{noon} {unit} at noon and {night} at night"),
    (NOON, BEDTIME): Said("{noon} {unit} at noon and {bedtime} at bedtime"),
    (NIGHT, BEDTIME): Said("{night} {unit} at night and {bedtime} at bedtime"),
    (MORNING, NOON, NIGHT): Said("{morning} {unit} in the morning, {noon} at noon and {night} at night"),
    (MORNING, NOON, BEDTIME): Said(
        "{morning} {unit} in the morning, {noon} at noon and {bedtime} at bedtime"
    ),
    (MORNING, NIGHT, BEDTIME): Said(
        "{morning} {unit} in the morning, {night} at night and {bedtime} at bedtime"
    ),
    (NOON, NIGHT, BEDTIME): Said("{noon} {unit} at noon, {night} at night and {bedtime} at bedtime"),
    (MORNING, NOON, NIGHT, BEDTIME): Said(
        "{morning} {unit} in the morning, {noon} at noon, {night} at night and {bedtime} at bedtime"
    ),
}


def _rhythm(rhythm: Rhythm) -> Said | None:
    match rhythm:
        case Rhythm.ALTERNATE_DAYS:
            return Said("**Every other day only.**")
        case Rhythm.WEEKLY:
            return Said("**Once a week only**, always on the same day.")
        case Rhythm.ONCE:
            return Said("**Once only.**")
    return None


UNITS = {
    Unit.TABLET: counted("tablet", "tablets", n=1),
    Unit.CAPSULE: counted("capsule", "capsules", n=1),
    Unit.ML: counted("ml", "ml", n=1),
    Unit.DROP: counted("drop", "drops", n=1),
    Unit.PUFF: counted("puff", "puffs", n=1),
    Unit.SACHET: counted("sachet", "sachets", n=1),
    Unit.SPOON: counted("spoon", "spoons", n=1),
    Unit.UNIT: counted("unit", "units", n=1),
    Unit.INJECTION: counted("injection", "injections", n=1),
    Unit.APPLICATION: counted("time", "times", n=1),
}


def _unit(number: Amount, unit: Unit) -> Said:
    said = UNITS[unit]
    return counted(said.text, said.many or said.text, n=1 if Fraction(number) <= 1 else 2)
