"""Numbers that two records bear: no laptop can forbid it while it is alone, so it is noted when they meet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from models.base import synced_kinds, table_of
from models.ledger.device import SAME_NUMBER, Disagreement

NUMBERED: Mapping[str, str] = {
    "device": "code", "invoice": "number", "patient": "number", "registration": "number",
}  # fmt: skip
"""Kinds with the field people say aloud. All but the few devices have an index on it."""

IN_ONE_QUESTION = 500


def note(connection: Connection, kind: str, ids: Sequence[UUID]) -> None:
    """Keep the list of records that share their number true for these, and for whoever shares it with them."""
    if kind not in NUMBERED:
        return
    for start in range(0, len(ids), IN_ONE_QUESTION):
        some = ids[start : start + IN_ONE_QUESTION]
        before = set(connection.scalars(select(Disagreement.record).where(*_noted(kind))))
        doubted = before.union(some) if before.intersection(some) else set(some)
        now = set(_sharing(connection, kind, doubted))
        gone, fresh = (before & doubted) - now, now - before
        if gone:
            connection.execute(delete(Disagreement).where(*_noted(kind), Disagreement.record.in_(gone)))
        if fresh:
            rows = [{"kind": kind, "record": key, "field": SAME_NUMBER} for key in sorted(fresh)]
            connection.execute(insert(Disagreement), rows)


def _noted(kind: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Disagreement.kind == kind, Disagreement.field == SAME_NUMBER


def _sharing(connection: Connection, kind: str, ids: Collection[UUID]) -> Iterator[UUID]:
    """Records that bear a number of `ids`, where there are several of them."""
    table = table_of(synced_kinds()[kind])
    number = table.c[NUMBERED[kind]]
    ours = select(number).where(table.c.id.in_(ids), number.is_not(None), table.c.withdrawn.is_(None))
    twice = (
        select(number)
        .where(number.in_(ours), table.c.withdrawn.is_(None))
        .group_by(number)
        .having(func.count() > 1)
    )
    yield from connection.scalars(select(table.c.id).where(number.in_(twice), table.c.withdrawn.is_(None)))


def sharing_with(connection: Connection, kind: str, number: str) -> list[UUID]:
    """Who bears this number, oldest first."""
    table = table_of(synced_kinds()[kind])
    found = connection.scalars(
        select(table.c.id)
        .where(table.c[NUMBERED[kind]] == number, table.c.withdrawn.is_(None))
        .order_by(table.c.id)
    )
    return list(found)
