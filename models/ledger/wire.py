"""Values as they travel: what a column holds in Python, as msgpack knows it, and back."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from models.base import Choice, Day, Identity, Moment, Synced, milliseconds, moment, table_of


def _as_is(value: Any) -> Any:
    return value


def _day_to_wire(value: date) -> int:
    return value.toordinal()


def _identity_to_wire(value: UUID) -> bytes:
    return value.bytes


def _identity_from_wire(value: bytes) -> UUID:
    return UUID(bytes=value)


def _moment_to_wire(value: datetime) -> int:
    return milliseconds(value)


Turn = Callable[[Any], Any]


def turns(model: type[Synced]) -> dict[str, tuple[Turn, Turn]]:
    """For each travelling field of `model`: (to the wire, from the wire). Neither is called with None."""
    return _turns(table_of(model))


@cache
def _turns(table: Table) -> dict[str, tuple[Turn, Turn]]:
    found: dict[str, tuple[Turn, Turn]] = {}
    for column in table.columns:
        name, kind = column.name, column.type
        if isinstance(kind, Identity):
            found[name] = (_identity_to_wire, _identity_from_wire)
        elif isinstance(kind, Moment):
            found[name] = (_moment_to_wire, moment)
        elif isinstance(kind, Day):
            found[name] = (_day_to_wire, date.fromordinal)
        elif isinstance(kind, Choice):
            found[name] = (str, _as_is)
        else:
            found[name] = (_as_is, _as_is)
    return found


def to_wire(model: type[Synced], values: dict[str, Any]) -> dict[str, Any]:
    """Field values as they travel. Fields this version does not know pass through as they came."""
    known = turns(model)
    return {
        name: value if value is None or name not in known else known[name][0](value)
        for name, value in values.items()
    }


def from_wire(model: type[Synced], values: dict[str, Any]) -> dict[str, Any]:
    """The reverse of `to_wire`. `ValueError`, `TypeError` or `OverflowError` if a value is not of its column's type."""
    known = turns(model)
    return {
        name: value if value is None or name not in known else known[name][1](value)
        for name, value in values.items()
    }
