"""What must hold when everybody has met everybody: told from the works alone, by another way than the ledger's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.base import synced_kinds, table_of
from models.ledger.audit import first_break
from models.ledger.change import Edit, SavedWork
from models.ledger.digest import digests
from models.ledger.journal import read_works
from models.ledger.line import Alarm, KnownWriter
from models.people.search import WHAT_IS_FOUND, entries
from tests.simulation.machines import Machine
from tests.simulation.stores import MemoryStore
from tests.simulation.told import Told
from tests.simulation.wrong import Wrong

if TYPE_CHECKING:
    from tests.simulation.world import World

MAY_BE_HELD = frozenset({"not_allowed", "grant_not_begun", "grant_ended", "revoked", "no_grant"})
OF_A_SPLIT = frozenset({"forked", "not_yours", "does_not_fit"})


def check(world: World) -> None:
    """Everything, once the world has settled."""
    server = Shelves(world.server)
    check_nothing_lost(world, server)
    check_held(world, server)
    check_order(server.works)
    for machine in world.machines:
        if not (machine.is_revoked or machine.is_split):
            check_machine(world, machine, server)
    Told(world.notes.seen, server.works).check(world.server)
    check_alarms(world)
    machine = world.dice.choice([one for one in world.machines if not (one.is_revoked or one.is_split)])
    check_derived(machine)
    check_digests(world, machine, server)


class Shelves:
    """What a store has of works: journaled, waiting, held."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        raw = store.raw
        self.journal: dict[Edit, bytes] = {
            Edit(writer, number): digest
            for writer, number, digest in raw.execute("SELECT writer, number, digest FROM work")
        }
        self.waiting = set(map(Edit._make, raw.execute("SELECT writer, number FROM waiting_work")))
        self.held: dict[Edit, set[tuple[bytes, str]]] = defaultdict(set)
        for writer, number, digest, reason in raw.execute(
            "SELECT writer, number, digest, reason FROM held_work"
        ):
            self.held[Edit(writer, number)].add((digest, reason))
        with store.read_engine.begin() as connection:
            self.works = [work for _, work in read_works(connection, 0, 1_000_000)]


def check_nothing_lost(world: World, server: Shelves) -> None:
    for edit, digest in world.saved.items():
        there = server.journal.get(edit)
        is_aside = edit in server.waiting or edit in server.held
        if there != digest and not is_aside and edit.writer not in world.split:
            raise Wrong("saved and not at the server", (edit.number, there is not None))
    known = world.saved.keys() | world.perhaps | world.pristine
    strange = [edit for edit in server.journal if edit not in known and edit.writer not in world.split]
    if strange:
        raise Wrong("a work nobody did", len(strange))


def check_held(world: World, server: Shelves) -> None:
    """Only what must be held is; what waits at the server waits for something held."""
    for edit, several in server.held.items():
        for _, reason in several:
            allowed = MAY_BE_HELD | OF_A_SPLIT if edit.writer in world.split else MAY_BE_HELD
            if reason not in allowed:
                raise Wrong("held for no reason", reason)
    writers = {edit.writer for edit in server.held} | world.split
    if any(edit.writer not in writers for edit in server.waiting):
        raise Wrong("a work waits for nothing")
    overreached = world.notes.overreached & server.journal.keys()
    if overreached:
        raise Wrong("a deed the role may not do was taken", len(overreached))


def check_order(works: Iterable[SavedWork]) -> None:
    """No work is taken before the one it builds on: the writer's own last change of the record, and its making."""
    last: dict[tuple[bytes, bytes], int] = {}
    made: set[bytes] = set()
    for work in works:
        made |= {change.record for change in work.changes if change.made}
        for change in work.changes:
            if change.record not in made:
                raise Wrong("a change of a record that was never made")
            if change.after > last.get((work.writer, change.record), 0):
                raise Wrong("a follower was taken before what it follows", (work.number, change.after))
        last |= {(work.writer, change.record): work.number for change in work.changes}


def check_machine(world: World, machine: Machine, server: Shelves) -> None:
    mine = Shelves(machine.memory)
    own = machine.own_names()
    aside = {edit for edit in (*server.waiting, *server.held) if edit.writer in own}
    with machine.store.read_engine.begin() as connection:
        if first_break(connection, machine.name_and_number().writer) is not None:
            raise Wrong("the audit chain of a laptop is broken", machine.name)
    if machine.line.state().waiting:
        raise Wrong("the outbox is not empty", (machine.name, machine.line.state().waiting))
    if mine.waiting or any(digest != bytes(32) for several in mine.held.values() for digest, _ in several):
        raise Wrong("works wait or do not fit at a laptop", machine.name)
    missing = server.journal.keys() - mine.journal.keys()
    if missing:
        raise Wrong("works did not arrive", (machine.name, len(missing)))
    more = {edit for edit in mine.journal.keys() - server.journal.keys() if edit not in aside}
    if more:
        raise Wrong("works did not reach the server", (machine.name, len(more)))
    if any(mine.journal[edit] != digest for edit, digest in server.journal.items()):
        raise Wrong("two works of one name", machine.name)
    check_rows(machine, server, touched_by(mine.works, aside))
    check_chain(world, machine)


def touched_by(works: Iterable[SavedWork], some: set[Edit]) -> set[bytes]:
    return {
        change.record for work in works if Edit(work.writer, work.number) in some for change in work.changes
    }


def check_rows(machine: Machine, server: Shelves, apart: set[bytes]) -> None:
    """Every row, with the state of its merging, byte by byte; `apart` are records of works the server holds aside.

    A number given twice (field `=`) is told from rows where people look for it, not at a server.
    """
    for model in synced_kinds().values():
        ask = f'SELECT * FROM "{table_of(model).name}" ORDER BY id'
        ours, theirs = (_rows(store, ask) for store in (machine.memory, server.store))
        if ours != theirs:
            differ = (ours.keys() ^ theirs.keys()) | {
                key for key in ours.keys() & theirs.keys() if ours[key] != theirs[key]
            }
            if differ - apart:
                raise Wrong("copies disagree", (machine.name, model.kind, len(differ - apart)))
    ask = "SELECT record, kind, field FROM disagreement WHERE field <> '=' ORDER BY record, kind, field"
    here, there = (
        [row for row in store.raw.execute(ask).fetchall() if bytes(row[0]) not in apart]
        for store in (machine.memory, server.store)
    )
    if here != there:
        raise Wrong("what waits for a person differs", machine.name)


def _rows(store: MemoryStore, ask: str) -> dict[bytes, tuple[Any, ...]]:
    cursor = store.raw.execute(ask)
    place = [column[0] for column in cursor.description].index("id")
    return {bytes(row[place]): row for row in cursor.fetchall()}


def check_chain(world: World, machine: Machine) -> None:
    """The server has followed the laptop's audit chain to its end."""
    writer = machine.name_and_number().writer
    head = machine.memory.raw.execute("SELECT audit_number, audit_hash FROM here").fetchone()
    with world.ground.reading() as connection:
        row = connection.execute(
            select(KnownWriter.audit_number, KnownWriter.audit_hash).where(KnownWriter.writer == writer)
        ).one_or_none()
    known = (0, bytes(32)) if row is None else tuple(row)
    if known != head and writer not in world.suspects:
        raise Wrong("the audit chain did not arrive", (machine.name, known[0], head[0]))


def check_alarms(world: World) -> None:
    with world.ground.reading() as connection:
        writers = connection.execute(select(Alarm.writer, Alarm.what)).all()
    loud = [what for writer, what in writers if writer not in world.suspects]
    if loud:
        raise Wrong("an alarm without a cause", loud[0])


def check_derived(machine: Machine) -> None:
    """What people find by is what their rows say now."""
    raw = machine.memory.raw
    (made,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'person_find'").fetchone()
    raw.execute(made.replace("person_find", "temp.wanted", 1))
    try:
        numbers = {bytes(key): nr for key, nr in raw.execute("SELECT id, nr FROM person_key")}
        for kind, names in WHAT_IS_FOUND.items():
            for row in raw.execute(f"SELECT id, {', '.join(names)} FROM {kind}").fetchall():
                if bytes(row[0]) not in numbers:
                    raise Wrong("somebody cannot be found", machine.name)
                entry = entries(dict(zip(names, row[1:], strict=True)))
                raw.execute(
                    "INSERT INTO temp.wanted (rowid, words, sounds, places) VALUES (?, ?, ?, ?)",
                    (numbers[bytes(row[0])], *entry),
                )
        for place, name in (("main", "person_find"), ("temp", "wanted")):
            raw.execute(f"CREATE VIRTUAL TABLE temp.v_{place} USING fts5vocab({place}, {name}, instance)")
        for one, other in (("main", "temp"), ("temp", "main")):
            ask = f"SELECT doc, col, term FROM temp.v_{one} EXCEPT SELECT doc, col, term FROM temp.v_{other}"
            if raw.execute(ask).fetchone():
                raise Wrong("the search entries are out of date", machine.name)
    finally:
        for name in ("v_main", "v_temp", "wanted"):
            raw.execute(f"DROP TABLE IF EXISTS temp.{name}")


def check_digests(world: World, machine: Machine, server: Shelves) -> None:
    """The digest that two people compare by eye says the same as looking at every row does."""
    if server.held or server.waiting:
        return
    with machine.store.read_engine.begin() as ours, server.store.read_engine.begin() as theirs:
        if digests(ours) != digests(theirs):
            raise Wrong("the digests differ where the rows do not", machine.name)
