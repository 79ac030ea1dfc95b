"""The server's tables on PostgreSQL, made from the models, and the way of all rows from one store into another.

Search tables and what only a desk has stay away. Text and whole numbers have no bounds there, as in the
file: a value that fits one store fits the other. No index lies on text: what a laptop may send is longer than an
index entry may be, and only desks look people up by it. What a newer program adds is added to tables that are
there; nothing is ever taken away.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    select,
    text,
)
from sqlalchemy.schema import CreateColumn, CreateIndex
from sqlalchemy.types import TypeDecorator, TypeEngine

from models.base import Base, Local, Synced

AT_ONCE = 1000
FOR_DESKS = frozenset({"draft", "series", "underived"})

_KEPT_AUDIT = """
CREATE OR REPLACE FUNCTION audit_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit chain is only added to'; END $$;
CREATE OR REPLACE TRIGGER audit_keeps BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_keeps()
"""


def tables() -> Iterator[Table]:
    """What a server keeps: every synced kind and the books of the ledger, roots before what hangs from them."""
    import models.everything  # noqa: F401  # for its tables

    model_of = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    for table in Base.metadata.sorted_tables:
        model = model_of[table]
        of_ledger = issubclass(model, Local) and model.__module__.startswith("models.ledger.")
        if issubclass(model, Synced) or (of_ledger and table.name not in FOR_DESKS):
            yield table


def as_on_postgres() -> MetaData:
    """The same tables with the columns PostgreSQL needs."""
    unbounded = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in tables():
        copy = table.to_metadata(unbounded)
        for column in copy.columns:
            column.type = _unbounded(column.type)
        for index in [index for index in copy.indexes if any(map(_is_text, index.columns))]:
            copy.indexes.discard(index)
    return unbounded


def _unbounded(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    plain = kind.impl if isinstance(kind, TypeDecorator) else kind
    if isinstance(plain, String):
        return Text()
    return BigInteger() if isinstance(plain, Integer) else kind


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, Text)


def prepare(connection: Connection) -> None:
    """Make what is missing in the schema the connection looks at."""
    wanted = as_on_postgres()
    there = inspect(connection)
    known = set(there.get_table_names())
    wanted.create_all(connection, checkfirst=True)
    for table in wanted.sorted_tables:
        if table.name in known:
            _add_columns(connection, table, {column["name"] for column in there.get_columns(table.name)})
            _add_indexes(connection, table, {index["name"] for index in there.get_indexes(table.name)})
    connection.execute(text(_KEPT_AUDIT))


def _add_columns(connection: Connection, table: Table, known: set[str]) -> None:
    quote = connection.dialect.identifier_preparer.quote
    for column in table.columns:
        if column.name not in known:
            words = CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {quote(table.name)} ADD COLUMN {words}")


def _add_indexes(connection: Connection, table: Table, known: set[str | None]) -> None:
    for index in table.indexes:
        if index.name not in known:
            connection.execute(CreateIndex(index))


def copy_rows(source: Connection, target: Connection) -> None:
    """All rows of one store into another that is empty, as both read them."""
    for table in tables():
        rows = source.execution_options(stream_results=True).execute(select(table))
        for some in rows.mappings().partitions(AT_ONCE):
            target.execute(table.insert(), [dict(row) for row in some])
    if target.dialect.name == "postgresql":
        _count_on(target)


def _count_on(connection: Connection) -> None:
    """Numbers that the database gives out go on after those that were copied."""
    for table in tables():
        column = table.autoincrement_column
        if column is not None and table.name != "here":
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "
                    f"(SELECT coalesce(max({column.name}), 0) + 1 FROM {table.name}), false)"
                )
            )
