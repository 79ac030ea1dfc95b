from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.supervision.overview import DayCount

BY_DAY = 31
BY_WEEK = 98


class Step(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Group:
    """What one bar stands for: the visits from `first` on, for a day, a week or the rest of a month."""

    first: date
    clinic: int
    camp: int

    @property
    def total(self) -> int:
        return self.clinic + self.camp


def step_of(days: Sequence[DayCount]) -> Step:
    """So that there are never more bars than can be told apart."""
    if len(days) <= BY_DAY:
        return Step.DAY
    return Step.WEEK if len(days) <= BY_WEEK else Step.MONTH


def grouped(days: Sequence[DayCount]) -> tuple[Group, ...]:
    """Weeks begin on the first day that is shown, months on the first of each."""
    step = step_of(days)
    groups: dict[date, list[int]] = {}
    for at, one in enumerate(days):
        first = {Step.DAY: at, Step.WEEK: at - at % 7, Step.MONTH: max(0, at - one.day.day + 1)}[step]
        counts = groups.setdefault(days[first].day, [0, 0])
        counts[0] += one.clinic
        counts[1] += one.camp
    return tuple(Group(first, clinic, camp) for first, (clinic, camp) in groups.items())
