"""The early warning score for adults who may be getting worse. A missing measurement is missing, never zero."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from models.code_list import code_list

PARTS = ("breaths_per_min", "spo2_percent", "systolic_mmhg", "pulse_per_min", "temperature_milli_c")


class Risk(StrEnum):
    LOW = "low"
    LOW_MEDIUM = "low_medium"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class News2:
    """`score` and `risk` only when nothing is `missing`; `points` of each part either way."""

    score: int | None
    risk: Risk | None
    points: Mapping[str, int]
    missing: tuple[str, ...]


def news2(
    values: Mapping[str, int | bool | None],
    age_years: int | None,
    *,
    pregnant: bool = False,
    alert: bool | None = None,
    on_oxygen: bool = False,
    keeps_carbon_dioxide: bool = False,
) -> News2 | None:
    """None where the score does not apply: under 16, pregnant, or of unknown age."""
    table = code_list("news2")
    if age_years is None or age_years < table["from_years"] or pregnant:
        return None
    points = {part: _points(_scale(part, on_oxygen, keeps_carbon_dioxide), _number(part, value))
              for part in PARTS if (value := values.get(part)) is not None}  # fmt: skip
    points["on_oxygen"] = table["points"]["on_oxygen"] if on_oxygen else 0
    if alert is not None:
        points["alert"] = 0 if alert else table["points"]["not_alert"]
    missing = tuple(part for part in (*PARTS, "alert") if part not in points)
    if missing:
        return News2(None, None, points, missing)
    score = sum(points.values())
    return News2(score, _risk(score, max(points.values())), points, ())


def _scale(part: str, on_oxygen: bool, keeps_carbon_dioxide: bool) -> list[list[float]]:
    table = code_list("news2")
    if part == "spo2_percent" and keeps_carbon_dioxide:
        rows: list[list[float]] = table["spo2_scale_2"]["on_oxygen" if on_oxygen else "on_air"]
    else:
        rows = table["points"][part]
    return rows


def _number(part: str, value: int) -> Decimal:
    if part != "temperature_milli_c":
        return Decimal(value)
    return (Decimal(value) / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _points(rows: list[list[float]], number: Decimal) -> int:
    return next(int(points) for up_to, points in rows if number <= Decimal(str(up_to)))


def _risk(score: int, worst: int) -> Risk:
    limits = code_list("news2")["risk"]
    if score >= limits["high_from"]:
        return Risk.HIGH
    if score >= limits["medium_from"]:
        return Risk.MEDIUM
    return Risk.LOW_MEDIUM if worst == 3 else Risk.LOW
