"""Rows as the database keeps them, straight from the values of the wire.

What a bulk write costs is what binding costs: the driver takes text, numbers and bytearrays at once, and asks
a chain of adapters about every None, bytes and bool, which is eight times dearer. So nothing empty is named in
a statement, and rows with the same fields filled go together.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Boolean, Connection, Dialect, LargeBinary, Table

from models.base import Choice, Day, Identity, Moment, Synced, shared_fields, synced_kinds, table_of

Turn = Callable[[Any], Any]

FIRST_MOMENT, LAST_MOMENT = -62_135_596_800_000, 253_402_300_799_999
LAST_DAY = date.max.toordinal()
IN_ONE_QUESTION = 500


def is_text(value: Any) -> bool:
    return type(value) is str and "\0" not in value


def is_whole(value: Any) -> bool:
    return type(value) is int and -(2**63) <= value < 2**63


def is_plain(value: Any) -> bool:
    """Whether a value of a field we do not know is one we can keep and pass on."""
    if type(value) in (bool, float, bytes):
        return True
    return is_text(value) or is_whole(value)


@dataclass(frozen=True, slots=True)
class Check:
    """What the values of a column are, asked of many at once: their type, and a bound or a length."""

    kind: type
    least: int = 0
    most: int = 0
    length: int = 0

    def fits(self, values: Collection[Any]) -> bool:
        if set(map(type, values)) != {self.kind}:
            return False
        if self.kind is str:
            return "\0" not in "".join(values)
        if self.kind is int:
            return self.least <= min(values) and max(values) <= self.most  # type: ignore[no-any-return]  # all are int
        return not self.length or set(map(len, values)) == {self.length}


def _check_for(kind: Any) -> Check:
    if isinstance(kind, Identity):
        return Check(bytes, length=16)
    if isinstance(kind, Moment):
        return Check(int, FIRST_MOMENT, LAST_MOMENT)
    if isinstance(kind, Day):
        return Check(int, 1, LAST_DAY)
    if isinstance(kind, Choice):
        return Check(str)
    return Check(kind.python_type, -(2**63), 2**63 - 1)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


class Shelf:
    """How the rows of one kind are checked, laid down and fetched.

    `turns` are for the fields that are not bound as they travel, `returns` lead back.
    """

    def __init__(self, model: type[Synced]) -> None:
        self.table: Table = table_of(model)
        rules, columns = shared_fields(model), self.table.columns
        self.names = frozenset(rules)
        self.required = frozenset(name for name in rules if not columns[name].nullable)
        self.checks = {name: _check_for(columns[name].type) for name in rules}
        self.turns: dict[str, Turn] = {}
        self.returns: dict[str, Turn] = {}
        for name in rules:
            kind = columns[name].type
            if isinstance(kind, Day):
                self.turns[name], self.returns[name] = _iso, _ordinal
            elif isinstance(kind, Identity | LargeBinary):
                self.turns[name], self.returns[name] = bytearray, bytes
            elif isinstance(kind, Boolean):
                self.turns[name], self.returns[name] = int, bool

    def are_sound(self, names: tuple[str, ...], made: bool, rows: Sequence[Collection[Any]]) -> bool:
        """Whether values from the wire, each row in the order of `names`, are of their columns' types.

        None stands only where something may be missing; a row that is made has all it must have.
        """
        if made and not self.required <= set(names):
            return False
        for name, column in zip(names, zip(*rows, strict=True), strict=True):
            values: Collection[Any] = column
            if None in column:
                if name in self.required:
                    return False
                values = [value for value in column if value is not None]
            check = self.checks.get(name)
            if values and not (check.fits(values) if check else all(map(is_plain, values))):
                return False
        return True


def shelf_of(model: type[Synced]) -> Shelf:
    return _shelf(model.kind)


@cache
def _shelf(kind: str) -> Shelf:
    return Shelf(synced_kinds()[kind])


def lay_down(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows of bound values, given in the order of `names`."""
    if rows:
        connection.exec_driver_sql(_insert(table, names, connection.dialect), list(rows))


def lay_over(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Update rows by their `id`, which stands last in each."""
    if rows:
        connection.exec_driver_sql(_update(table, names, connection.dialect), list(rows))


def fetch(
    connection: Connection, table: Table, names: tuple[str, ...], ids: Sequence[bytes]
) -> Iterator[Sequence[Any]]:
    """The rows of these ids as they lie there, in the order of `names`."""
    for start in range(0, len(ids), IN_ONE_QUESTION):
        some = list(map(bytearray, ids[start : start + IN_ONE_QUESTION]))
        statement = _select(table, names, len(some), connection.dialect)
        given = tuple(some) if _is_qmark(connection.dialect) else (some,)
        yield from connection.exec_driver_sql(statement, given).fetchall()


@lru_cache(maxsize=512)
def _select(table: Table, names: tuple[str, ...], many: int, dialect: Dialect) -> str:
    quote = dialect.identifier_preparer.quote
    columns = ", ".join(map(quote, names))
    among = f"IN ({', '.join('?' * many)})" if _is_qmark(dialect) else "= ANY(%s)"
    return f"SELECT {columns} FROM {quote(table.name)} WHERE {quote('id')} {among}"


@lru_cache(maxsize=512)
def _insert(table: Table, names: tuple[str, ...], dialect: Dialect) -> str:
    quote = dialect.identifier_preparer.quote
    columns = ", ".join(map(quote, names))
    gaps = ", ".join(_gap(dialect, table, name) for name in names)
    return f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({gaps})"


@lru_cache(maxsize=512)
def _update(table: Table, names: tuple[str, ...], dialect: Dialect) -> str:
    quote = dialect.identifier_preparer.quote
    columns = ", ".join(f"{quote(name)} = {_gap(dialect, table, name)}" for name in names)
    return f"UPDATE {quote(table.name)} SET {columns} WHERE {quote('id')} = {_gap(dialect, table, 'id')}"


def _gap(dialect: Dialect, table: Table, name: str) -> str:
    """Where a value goes. PostgreSQL takes no number for a truth unless it is told to."""
    if _is_qmark(dialect):
        return "?"
    return "%s::int::bool" if isinstance(table.columns[name].type, Boolean) else "%s"


def _is_qmark(dialect: Dialect) -> bool:
    """SQLite, that is; the other is PostgreSQL, which takes a list of ids as one value."""
    return dialect.paramstyle == "qmark"
