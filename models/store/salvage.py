"""What can still be read of a damaged store, table by table, into a new one.

SQLCipher answers nothing any more on a connection that met a bad page, so each bad page costs a new connection.
A table is read from both ends towards the damage; what lies between is halved until it is read or given up.
Rows under a bad inner page are out of reach of SQL, and are for the backup and the server to bring back. Tables
that only serve the search (virtual ones) come back empty: the ledger computes them anew after a repair.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from models.store.store import Told, connect, connect_untouching, met_bad_page, silent
from models.store.unwell import Ailment, StoreUnwell, damaged, unwell

PROBES = 200
"""Fresh connections spent on the damage of one table."""

BATCH = 100

NARROW = 16
"""Fewer keys than this between two bad places lie on one page as a rule, and are given up together."""

LOWEST, HIGHEST = -(1 << 63), (1 << 63) - 1

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """One table: rows read, rows out of reach (None: nobody can say how many), rows a backup brought."""

    table: str
    rows: int
    lost: int | None
    from_backup: int = 0


@dataclass(frozen=True, slots=True)
class Schema:
    """How to make the tables again, and what to make once they are full."""

    tables: dict[str, str]
    later: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Table:
    """`numbered`: rows are found by number, which is quick to halve; else only by `key`, in its order."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    numbered: bool

    @property
    def insert(self) -> str:
        names = [quoted(column) for column in self.columns]
        names = ["_rowid_", *names] if self.numbered else names
        marks = ", ".join("?" * len(names))
        return f"INSERT OR IGNORE INTO {quoted(self.name)} ({', '.join(names)}) VALUES ({marks})"

    def scans(self, source: "Source", low: int, high: int) -> tuple["Scan", "Scan"]:
        """The rows of a span upwards and downwards."""
        names = ", ".join(quoted(column) for column in self.columns)
        if self.numbered:
            rows = (
                f"SELECT _rowid_, {names} FROM {quoted(self.name)} NOT INDEXED WHERE _rowid_ BETWEEN ? AND ?"
            )
            return (
                Scan(source, f"{rows} ORDER BY _rowid_", (low, high)),
                Scan(source, f"{rows} ORDER BY _rowid_ DESC", (low, high)),
            )
        rows = f"SELECT {names} FROM {quoted(self.name)} NOT INDEXED"
        downwards = ", ".join(f"{quoted(column)} DESC" for column in self.key)
        return Scan(source, rows), Scan(source, f"{rows} ORDER BY {downwards}")


class Source:
    """The damaged file, opened anew after each bad page."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._connection: Any = None
        self.opened = 0

    def batches(self, statement: str, values: tuple[object, ...], many: int) -> Iterator[list[Row]]:
        """Rows, some at a time, each time proven to come from pages whose seal holds. Else `StoreUnwell`."""
        if self._connection is None:
            self.opened += 1
            self._connection = connect_untouching(self._path, self._key)
        try:
            cursor = self._connection.execute(statement, values)
            while rows := cursor.fetchmany(many):
                if met_bad_page(self._connection):
                    raise damaged()
                yield rows
        except (dbapi2.Error, StoreUnwell) as error:
            self.close()
            _only_damage(error)
            raise damaged() from error

    def all(self, statement: str) -> list[Row] | None:
        """All the rows, or None if one of them does not open."""
        try:
            return [row for rows in self.batches(statement, (), BATCH) for row in rows]
        except StoreUnwell:
            return None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def salvage(path: Path, key: bytes, target: Path, told: Told = silent) -> tuple[Salvaged, ...] | None:
    """Copy all that opens into `target` under the same key; None if not even the list of tables opens.

    About 15,000 rows a second where keys come in no order, more where they do.
    """
    source = Source(path, key)
    try:
        schema = _schema(source)
        if schema is None:
            return None
        with _written(target, key) as fresh:
            for made_by in schema.tables.values():
                fresh.execute(made_by).close()
            report = []
            for name in schema.tables:
                report.append(_copy(source, fresh, name))
                told(len(report) / len(schema.tables))
            for made_by in schema.later:
                fresh.execute(made_by).close()
            fresh.execute(f"PRAGMA user_version = {schema.version:d}").close()
        return tuple(report)
    except dbapi2.Error as error:
        raise unwell(error) or error from error
    finally:
        source.close()


def fill(target: Path, key: bytes, backup: Path, its_key: bytes, tables: tuple[str, ...]) -> dict[str, int]:
    """Bring the rows missing in `target` from a backup; how many came, by table."""
    came: dict[str, int] = {}
    try:
        with _written(target, key) as fresh:
            fresh.execute("COMMIT").close()
            fresh.execute(f"ATTACH DATABASE ? AS old KEY \"x'{its_key.hex()}'\"", (str(backup),)).close()
            fresh.execute("BEGIN").close()
            for name in tables:
                columns = _shared_columns(fresh, name)
                before = fresh.total_changes
                if columns:
                    fresh.execute(
                        f"INSERT OR IGNORE INTO main.{quoted(name)} ({columns})"
                        f" SELECT {columns} FROM old.{quoted(name)}"
                    ).close()
                came[name] = fresh.total_changes - before
    except dbapi2.Error as error:
        raise unwell(error) or error from error
    return came


@contextmanager
def _written(target: Path, key: bytes) -> Iterator[Any]:
    """A transaction in a file that does not count yet: without a log, flushed once as a whole by the caller."""
    fresh = connect(target, key)
    try:
        for pragma in ("foreign_keys = OFF", "journal_mode = DELETE", "synchronous = OFF"):
            fresh.execute(f"PRAGMA {pragma}").fetchall()
        fresh.execute("BEGIN").close()
        yield fresh
        fresh.execute("COMMIT").close()
    finally:
        fresh.close()


def _schema(source: Source) -> Schema | None:
    rows = source.all("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    version = source.all("PRAGMA user_version")
    if rows is None or version is None:
        return None
    virtual = {name: sql for kind, name, sql in rows if kind == "table" and _is_virtual(sql)}
    shadows = tuple(f"{name}_" for name in virtual)
    tables = {
        name: sql
        for kind, name, sql in rows
        if kind == "table" and name not in virtual and not name.startswith(("sqlite_", *shadows))
    }
    if not tables:
        return None  # an empty file opens well enough
    others = tuple(sql for kind, _, sql in rows if kind != "table")
    return Schema(tables, (*virtual.values(), *others), int(version[0][0]))


def _is_virtual(made_by: str) -> bool:
    return made_by.upper().startswith("CREATE VIRTUAL")


class Scan:
    """Rows on their way, the last key that came, and whether damage ended them."""

    def __init__(self, source: Source, statement: str, values: tuple[object, ...] = ()) -> None:
        self._source = source
        self._statement = statement
        self._values = values
        self._came = 0
        self.last: int | None = None
        self.broke = False

    def __iter__(self) -> Iterator[Row]:
        """Many rows at a time up to the bad page, then one by one up to the very row."""
        for many in (BATCH, 1):
            self.broke = False
            statement = f"{self._statement} LIMIT -1 OFFSET {self._came:d}"
            try:
                for rows in self._source.batches(statement, self._values, many):
                    yield from rows
                    self._came += len(rows)
                    self.last = rows[-1][0]
            except StoreUnwell:
                self.broke = True
            if not self.broke:
                return


def _copy(source: Source, fresh: Any, name: str) -> Salvaged:
    table = _table(fresh, name)
    before = fresh.total_changes
    lost = _by_number(source, fresh, table) if table.numbered else _by_key(source, fresh, table)
    rows = fresh.total_changes - before
    if lost != 0:  # an index, where there is one, still counts what it points at
        counted = source.all(f"SELECT count(*) FROM {quoted(name)}")
        lost = lost if counted is None else max(0, counted[0][0] - rows)
    return Salvaged(name, rows, lost)


def _by_number(source: Source, fresh: Any, table: Table) -> int | None:
    """Copy a table with row numbers; the width of what could not be read, None without bounds."""
    spans = [(LOWEST, HIGHEST)]
    enough = source.opened + PROBES
    lost = 0
    while spans:
        low, high = spans.pop()
        if source.opened < enough:
            up, down = table.scans(source, low, high)
            fresh.executemany(table.insert, up)
            if not up.broke:
                continue
            low = low if up.last is None else up.last + 1
            fresh.executemany(table.insert, down)
            high = high if down.last is None else down.last - 1
        if low == LOWEST and high >= 0:
            low = 0  # nobody numbers rows below
        if high == HIGHEST or low == LOWEST:
            return None
        if high - low < NARROW or source.opened >= enough:
            lost += max(0, high - low + 1)
        else:
            middle = (low + high) // 2
            spans += [(low, middle), (middle + 1, high)]
    return lost


def _by_key(source: Source, fresh: Any, table: Table) -> int | None:
    """Copy a table without row numbers from both its ends."""
    up, down = table.scans(source, LOWEST, HIGHEST)
    fresh.executemany(table.insert, up)
    if not up.broke:
        return 0
    fresh.executemany(table.insert, down)
    return None


def _table(fresh: Any, name: str) -> Table:
    columns = _columns(fresh, "main", name)
    key = [row[1] for row in sorted(columns, key=lambda row: row[5]) if row[5]]
    numbered = not fresh.execute(f"SELECT wr FROM pragma_table_list({text(name)})").fetchone()[0]
    return Table(name, tuple(row[1] for row in columns), tuple(key), numbered)


def _columns(connection: Any, schema: str, name: str) -> list[Row]:
    """(place, name, type, …, place in the primary key, hidden) of the columns that hold something themselves."""
    rows = connection.execute(f"PRAGMA {schema}.table_xinfo({text(name)})").fetchall()
    return [row for row in rows if row[6] == 0]


def _shared_columns(connection: Any, name: str) -> str:
    """The columns a table has in both files; its row number too where nothing else tells rows apart."""
    theirs = {row[1] for row in _columns(connection, "old", name)}
    mine = _columns(connection, "main", name)
    shared = [quoted(row[1]) for row in mine if row[1] in theirs]
    told_apart = any(row[5] for row in mine) or any(
        row[2] for row in connection.execute(f"PRAGMA main.index_list({text(name)})")
    )
    return ", ".join(shared if told_apart or not shared else ["_rowid_", *shared])


def quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def text(name: str) -> str:
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def _only_damage(error: Exception) -> None:
    """Let pass what damage explains, and nothing else."""
    illness = unwell(error)
    if illness is None or illness.kind not in (Ailment.DAMAGED, Ailment.DISK_FAILS):
        raise illness or error from error
