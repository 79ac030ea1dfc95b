"""Which rows are in which camps, and the journal of rows that came into a camp's scope or went out of it.

Derived from rows like search entries, on every device alike, so that any of them may become a hub.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Index, LargeBinary, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Local, synced_kinds, table_of
from models.ledger.device import Here
from models.ledger.scopes import HOLDINGS, Scope, hanging_from, names
from models.ledger.storage import IN_ONE_QUESTION, fetch
from models.vocabulary import DeviceScope

Ids = Mapping[str, Collection[bytes]]
"""Ids of rows by kind."""


class CampRow(Local, Base):
    """A row that is in a camp; `named` is whom it brings in with it."""

    __tablename__ = "camp_row"
    __table_args__ = (
        Index("ix_camp_row_record", "record"),
        Index("ix_camp_row_named", "named"),
        {"sqlite_with_rowid": False},
    )

    event: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    named: Mapped[bytes | None] = mapped_column(LargeBinary(16))


class Crossing(Local, Base):
    """A row that came into a scope, or went out of it, at its own place in the journal."""

    __tablename__ = "crossing"
    __table_args__ = ({"sqlite_with_rowid": False},)

    arrival: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    scope: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    is_in: Mapped[bool]


class Move(NamedTuple):
    """A row on its way into a scope or out of it."""

    scope: str
    kind: str
    record: bytes
    is_in: bool


@dataclass(slots=True)
class _Standing:
    """In which camps a row is, and whom it names there."""

    camps: set[bytes] = field(default_factory=set)
    named: bytes | None = None


def renew(connection: Connection, touched: Ids, made: Ids) -> list[Move]:
    """Bring the camps of these rows, and of what hangs from them, up to date; who crossed.

    A row of `made` is known to nobody yet: its making brings it into its scope, nothing else need.
    """
    crossed: dict[tuple[str, str, bytes], bool] = {}
    due: dict[str, set[bytes]] = {kind: set(ids) for kind, ids in touched.items() if _is_concerned(kind)}
    while due:
        kind, ids = due.popitem()
        for start in range(0, len(some := sorted(ids)), IN_ONE_QUESTION):
            for event, record, is_in in _settle(connection, kind, some[start : start + IN_ONE_QUESTION], due):
                place = (_label(event), kind, record)
                if crossed.pop(place, is_in) is is_in:
                    crossed[place] = is_in
    return [
        Move(label, kind, record, is_in)
        for (label, kind, record), is_in in crossed.items()
        if not (is_in and record in made.get(kind, ()))
    ]


def _is_concerned(kind: str) -> bool:
    return kind in HOLDINGS and HOLDINGS[kind].may_be_in_camps and kind in synced_kinds()


def _label(event: bytes) -> str:
    return Scope(DeviceScope.CAMP, event).label


def _settle(
    connection: Connection, kind: str, ids: Sequence[bytes], due: dict[str, set[bytes]]
) -> Iterator[tuple[bytes, bytes, bool]]:
    """Write down in which camps these rows are now: (event, row, in or out) of those that moved.

    What must be asked again because of it becomes due.
    """
    before, now = _written(connection, kind, ids), _asked(connection, kind, ids)
    moved: set[bytes] = set()
    named: set[bytes | None] = set()
    for record in ids:
        was, is_ = before.get(record, _Standing()), now.get(record, _Standing())
        if (was.camps, was.named) == (is_.camps, is_.named):
            continue
        named |= {was.named, is_.named}
        for event in was.camps - is_.camps:
            yield event, record, False
        for event in is_.camps - was.camps:
            yield event, record, True
        if was.camps != is_.camps:
            moved.add(record)
    _write(connection, kind, before, now)
    _make_due(connection, kind, moved, named - {None}, due)  # type: ignore[arg-type]  # None is taken out


def _written(connection: Connection, kind: str, ids: Sequence[bytes]) -> dict[bytes, _Standing]:
    found: defaultdict[bytes, _Standing] = defaultdict(_Standing)
    for event, record, named in connection.execute(
        select(CampRow.event, CampRow.record, CampRow.named).where(
            CampRow.kind == kind, CampRow.record.in_(ids)
        )
    ):
        found[record].camps.add(event)
        found[record].named = named
    return found


def _asked(connection: Connection, kind: str, ids: Sequence[bytes]) -> dict[bytes, _Standing]:
    """In which camps the rows are by the table of holdings."""
    holding, naming = HOLDINGS[kind], names(kind)
    own = [] if holding.event is None or holding.event == "id" else [holding.event]
    fields = [*own, *(name for name, _ in holding.through), *([naming[0]] if naming else [])]
    columns = tuple(dict.fromkeys(("id", "withdrawn", *fields)))
    rows = [
        dict(zip(columns, row, strict=True))
        for row in fetch(connection, table_of(synced_kinds()[kind]), columns, ids)
    ]
    found = {bytes(row["id"]): _Standing() for row in rows}
    parents = _camps_of(connection, [(row[name], parent) for name, parent in holding.through for row in rows])
    for row in rows:
        standing = found[bytes(row["id"])]
        event = None if holding.event is None else row[holding.event]
        if event is not None:
            standing.camps.add(bytes(event))
        for name, parent in holding.through:
            if row[name] is not None:
                standing.camps |= parents.get((bytes(row[name]), parent), set())
        if naming is not None and row[naming[0]] is not None and row["withdrawn"] is None and standing.camps:
            standing.named = bytes(row[naming[0]])
    if holding.named_by:
        for record, event in _naming(connection, [kind for kind, _ in holding.named_by], list(found)):
            found[record].camps.add(event)
    return found


def _camps_of(
    connection: Connection, places: Iterable[tuple[bytes | None, str]]
) -> dict[tuple[bytes, str], set[bytes]]:
    found: defaultdict[tuple[bytes, str], set[bytes]] = defaultdict(set)
    wanted = sorted({bytes(record) for record, _ in places if record is not None})
    for start in range(0, len(wanted), IN_ONE_QUESTION):
        rows = connection.execute(
            select(CampRow.record, CampRow.kind, CampRow.event).where(
                CampRow.record.in_(wanted[start : start + IN_ONE_QUESTION])
            )
        )
        for record, kind, event in rows:
            found[record, kind].add(event)
    return found


def _naming(
    connection: Connection, kinds: Sequence[str], ids: Sequence[bytes]
) -> Iterator[tuple[bytes, bytes]]:
    for named, event in connection.execute(
        select(CampRow.named, CampRow.event).where(CampRow.named.in_(ids), CampRow.kind.in_(kinds))
    ):
        if named is not None:
            yield named, event


def _write(
    connection: Connection, kind: str, before: Mapping[bytes, _Standing], now: Mapping[bytes, _Standing]
) -> None:
    new: list[dict[str, object]] = []
    for record, standing in now.items():
        was = before.get(record, _Standing())
        if was.named != standing.named and was.camps:
            connection.execute(
                update(CampRow)
                .where(CampRow.kind == kind, CampRow.record == record)
                .values(named=standing.named)
            )
        new += [
            {"event": event, "kind": kind, "record": record, "named": standing.named}
            for event in standing.camps - was.camps
        ]
    for record, standing in before.items():
        gone = standing.camps - now.get(record, _Standing()).camps
        if gone:
            connection.execute(
                delete(CampRow).where(CampRow.kind == kind, CampRow.record == record, CampRow.event.in_(gone))
            )
    if new:
        connection.execute(insert(CampRow), new)


def _make_due(
    connection: Connection, kind: str, moved: set[bytes], named: set[bytes], due: dict[str, set[bytes]]
) -> None:
    naming = names(kind)
    if naming is not None and named:
        due.setdefault(naming[1], set()).update(named)
    for child, name in hanging_from(kind) if moved else ():
        table = table_of(synced_kinds()[child])
        ids = connection.scalars(
            select(table.c.id).where(table.c[name].in_([UUID(bytes=record) for record in moved]))
        )
        children = {key.bytes for key in ids}
        if children:
            due.setdefault(child, set()).update(children)


def write_down(connection: Connection, moves: Collection[Move]) -> None:
    """Journal these crossings under an arrival number of their own: the last thing a transaction does."""
    if not moves:
        return
    arrival = connection.execute(
        update(Here).values(arrival=Here.arrival + 1).returning(Here.arrival)
    ).scalar_one()
    connection.execute(insert(Crossing), [{"arrival": arrival, **move._asdict()} for move in moves])


def crossed(connection: Connection, scope: Scope, after: int, upto: int) -> list[tuple[str, bytes]]:
    """The rows that crossed a scope's border at these arrivals, whichever way."""
    rows = connection.execute(
        select(Crossing.kind, Crossing.record)
        .where(Crossing.scope == scope.label, Crossing.arrival > after, Crossing.arrival <= upto)
        .order_by(Crossing.arrival, Crossing.kind, Crossing.record)
    )
    return list(dict.fromkeys((kind, record) for kind, record in rows))


def inside(
    connection: Connection, scope: Scope, places: Iterable[tuple[str, bytes]]
) -> set[tuple[str, bytes]]:
    """Those of the rows (kind, id) that are in a scope now."""
    found: set[tuple[str, bytes]] = set()
    unsure: defaultdict[str, set[bytes]] = defaultdict(set)
    for kind, record in places:
        answer = scope.always(kind)
        if answer:
            found.add((kind, record))
        elif answer is None:
            unsure[kind].add(record)
    for kind, ids in unsure.items():
        wanted = sorted(ids)
        for start in range(0, len(wanted), IN_ONE_QUESTION):
            here = connection.scalars(
                select(CampRow.record).where(
                    CampRow.event == scope.event,
                    CampRow.kind == kind,
                    CampRow.record.in_(wanted[start : start + IN_ONE_QUESTION]),
                )
            )
            found |= {(kind, record) for record in here}
    return found


def ids_inside(connection: Connection, scope: Scope, kind: str) -> list[bytes]:
    """The ids of all rows of a kind that are in a scope, in order."""
    answer = scope.always(kind)
    if answer is None:
        found = connection.scalars(
            select(CampRow.record)
            .where(CampRow.event == scope.event, CampRow.kind == kind)
            .order_by(CampRow.record)
        )
        return [bytes(record) for record in found]
    if not answer:
        return []
    table = table_of(synced_kinds()[kind])
    return [key.bytes for key in connection.scalars(select(table.c.id).order_by(table.c.id))]
