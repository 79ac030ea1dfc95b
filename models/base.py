"""What every table shares. A model is `Synced` (it travels) or `Local` (it stays on this laptop); never neither."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Connection, Dialect, Integer, LargeBinary, MetaData, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from models.fields import WITHDRAWN, Rule, shared

E = TypeVar("E", bound=StrEnum)


class Identity(TypeDecorator[UUID]):
    """A UUIDv7 as its 16 bytes."""

    impl = LargeBinary(16)
    cache_ok = True

    @property
    def python_type(self) -> type[UUID]:
        return UUID

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(bytes=bytes(value))


class Moment(TypeDecorator[datetime]):
    """An instant in UTC, kept as milliseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else milliseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else moment(value)


class Day(TypeDecorator[date]):
    """A calendar day as ISO text, readable in the store and sorted by itself."""

    impl = String(10)
    cache_ok = True

    @property
    def python_type(self) -> type[date]:
        return date

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Choice(TypeDecorator[E], Generic[E]):
    """A word of the vocabulary. One that a newer version added is read as plain text and passed on unharmed."""

    impl = String(24)
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: E | str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        try:
            return self.words(value)
        except ValueError:
            return value


def milliseconds(at: datetime) -> int:
    """Whole milliseconds since 1970, UTC."""
    return round(at.timestamp() * 1000)


def moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Identity(),
        datetime: Moment(),
        date: Day(),
        bool: Boolean(),
        int: Integer(),
        str: String(),
        bytes: LargeBinary(),
    }

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


@dataclass(frozen=True, slots=True)
class Derived:
    """What is computed from rows of a kind and never travels; `fill` brings it up to date for the given ids."""

    fill: Callable[[Connection, Sequence[UUID]], None]


class Local:
    """A row of this laptop alone: drafts, window settings, caches, the journal itself."""


class Synced:
    """A row that travels.

    `origin` and `edit` name the change that made it; `made_at` and `made_by` are that work's corrected
    time and author, put here by capture and by apply alike, so they cost nothing on the wire. `edits`
    is the state of its merging, absent until somebody changes it. `extra` keeps fields that only a
    newer version knows. `withdrawn` is the void mark: rows are never deleted.
    """

    kind: ClassVar[str]
    derive: ClassVar[Derived | None] = None

    id: Mapped[UUID] = mapped_column(primary_key=True)
    origin: Mapped[bytes] = mapped_column(LargeBinary(8))
    edit: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    made_surely: Mapped[bool]
    made_by: Mapped[UUID | None]
    edits: Mapped[bytes | None]
    extra: Mapped[bytes | None]
    withdrawn: Mapped[str | None] = shared(WITHDRAWN, default=None)


OWN_COLUMNS = frozenset({"id", "origin", "edit", "made_at", "made_surely", "made_by", "edits", "extra"})


def table_of(model: type[Synced]) -> Table:
    """The table of a mapped model."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # every Synced model is mapped
    return table


def shared_fields(model: type[Synced]) -> dict[str, Rule]:
    """The fields of `model` that travel, each with its rule. `TypeError` names a column that declares none."""
    return _shared_fields(table_of(model))


@cache
def _shared_fields(table: Table) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for column in table.columns:
        if column.name in OWN_COLUMNS:
            continue
        rule = column.info.get("rule")
        if not isinstance(rule, Rule):
            raise TypeError(f"{table.name}.{column.name} does not say how it merges")
        rules[column.name] = rule
    return rules


@cache
def synced_kinds() -> dict[str, type[Synced]]:
    """Every synced model by its wire name, those of screens nobody opened yet too."""
    import models.everything  # noqa: F401  # it imports this module, so only here

    return {
        mapper.class_.kind: mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Synced)
    }
