"""Writes down what this laptop does: record, change and audit entry in the use case's own commit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, event, insert, inspect, select, update
from sqlalchemy.orm import ORMExecuteState, Session

from models.base import Synced, moment, shared_fields
from models.fields import FIXED
from models.ledger import crossing, derived, merge, rows
from models.ledger.audit import AuditEntry, Told, chained
from models.ledger.change import MAX_BYTES, MAX_CHANGES, Change, Edit, PackedWork, SavedWork, packed
from models.ledger.device import Here
from models.ledger.journal import write_down
from models.ledger.merge import RowState, Stamp
from models.ledger.wire import from_wire, to_wire
from models.ledger.writer import Writer


class Unannounced(AssertionError):
    """Our bug: a synced record was changed behind the ledger's back."""


class WorkTooLarge(AssertionError):
    """Our bug: one use case did more than one work may carry; long deeds are many works under one label."""


class Seen(msgspec.Struct, frozen=True):
    """What stood in a record when a person read it. Travels out with every editable answer and back with the edit."""

    record: UUID
    makes: tuple[Edit, ...]
    fields: dict[str, tuple[Edit, ...]]

    def of(self, name: str) -> tuple[Edit, ...]:
        return self.fields.get(name, self.makes)


def seen_of(record: Synced) -> Seen:
    """What stands in `record` now, as this transaction reads it."""
    return _seen(record.id, _state_of(record))


def _seen(key: UUID, state: RowState) -> Seen:
    return Seen(
        key,
        tuple(make.edit for make in state.makes),
        {name: tuple(one.edit for one in several) for name, several in state.standing.items()},
    )


def _state_of(record: Synced) -> RowState:
    names = ("origin", "edit", "made_at", "made_surely", "made_by", "edits", "extra")
    model = type(record)
    return rows.state_of(model, {name: getattr(record, name) for name in (*names, *shared_fields(model))})


@dataclass(slots=True)
class _Revision:
    """What this work has done so far to a record that was there before."""

    record: Synced
    state: RowState
    after: int
    fields: dict[str, Any] = field(default_factory=dict)
    replaces: dict[str, list[tuple[bytes, int]]] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signature:
    """In whose name a work is done: the use case, the person, the grant used, the device's clock (ms)."""

    deed: str
    author: UUID | None
    grant: UUID | None
    at: int
    label: str | None = None


class Ledger:
    """The page of one transaction. Made when it begins; `seal` is its last act before the commit."""

    def __init__(self, session: Session, signature: Signature, new_id: Callable[[], UUID]) -> None:
        self._session = session
        self._signature = signature
        self._new_id = new_id
        self._made: dict[Synced, None] = {}
        self._revised: dict[Synced, _Revision] = {}
        self._told: list[Told] = []
        here = session.execute(
            select(
                Here.writer,
                Here.number,
                Here.arrival,
                Here.clock_offset_ms,
                Here.audit_number,
                Here.audit_hash,
            )
        ).one()
        self._here = here
        self._stamp = Stamp(
            Edit(here.writer, here.number + 1),
            signature.at + (here.clock_offset_ms or 0),
            here.clock_offset_ms is not None,
            None if signature.author is None else signature.author.bytes,
        )
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "do_orm_execute", _refuse_bulk)

    def add(self, record: Synced) -> None:
        """Make a record. Its id is given here unless it has one that its parent dictates."""
        if record.id is None:
            record.id = self._new_id()
        self._made[record] = None
        self._session.add(record)

    def revise(self, record: Synced, seen: Seen, values: dict[str, Any], *, settles: bool = False) -> None:
        """Write `values` into `record` for somebody who read it as `seen`. What came in between is kept apart.

        A value that stands already is no edit, unless somebody `settles` by it what others disagreed on.
        """
        if record in self._made:
            for name, value in values.items():
                setattr(record, name, value)
            return
        revision = self._revision(record)
        for name, value in to_wire(type(record), values).items():
            self._revise_field(revision, name, value, seen, settles)
        for name, value in values.items():
            shown = revision.state.values[name]
            setattr(
                record,
                name,
                value
                if to_wire(type(record), {name: value})[name] == shown
                else self._back(record, name, shown),
            )
        if revision.fields:
            record.edits = merge.pack(revision.state)

    def put(self, record: Synced, values: dict[str, Any]) -> None:
        """Write `values` for a deed without a form: it has seen what its own transaction read."""
        seen = (
            Seen(record.id, (), {})
            if record in self._made
            else _seen(record.id, self._revision(record).state)
        )
        self.revise(record, seen, values)

    def tell(
        self, deed: str, kind: str | None = None, record: UUID | None = None, detail: str | None = None
    ) -> None:
        """Add an audit entry beside the one every write gets."""
        author = self._stamp.author
        key = None if record is None else record.bytes
        self._told.append(Told(self._signature.at, deed, author, kind, key, detail=detail))

    def seal(self) -> SavedWork | None:
        """Flush, and write the work, its changes and the audit entries. None if nothing was changed."""
        self._session.flush()
        if self._here.number == 0 and (self._made or self._revised):
            self._say_whose_name()
        changes = [*self._makings(), *self._revisions()]
        if not changes:
            if self._told:
                self._write(None)
            return None
        sealed = self._work(changes)
        signature, work = self._signature, sealed.work
        self._told.append(
            Told(signature.at, signature.deed, work.author, work=work.number, digest=sealed.digest)
        )
        self._write(sealed)
        return work

    def _say_whose_name(self) -> None:
        """In the first work of a writer: which laptop it is."""
        device = self._session.scalars(select(Here.device_id)).one()
        if device is not None:
            self.add(Writer(device_id=device))
            self._session.flush()

    def number(self) -> int:
        """The number this work will carry; 0 as long as it has changed nothing."""
        changes = bool(self._made) or any(one.fields for one in self._revised.values())
        return self._stamp.edit.number if changes else 0

    def before(self) -> dict[bytes, dict[str, Any]]:
        """What stood, by record, in each field this work has changed."""
        return {record.id.bytes: one.before for record, one in self._revised.items() if one.fields}

    def touched(self) -> dict[str, set[UUID]]:
        """The ids this work made or changed, by kind."""
        found: dict[str, set[UUID]] = {}
        for record in (*self._made, *self._revised):
            found.setdefault(record.kind, set()).add(record.id)
        return found

    def _revision(self, record: Synced) -> _Revision:
        if record not in self._revised:
            state = _state_of(record)
            after = state.known.get(self._here.writer, 0)
            state.known[self._here.writer] = self._stamp.edit.number
            self._revised[record] = _Revision(record, state, after)
        return self._revised[record]

    def _revise_field(self, revision: _Revision, name: str, value: Any, seen: Seen, settles: bool) -> None:
        state, rules = revision.state, shared_fields(type(revision.record))
        standing = state.of(name)
        if name in revision.fields:
            state.standing[name] = [
                one._replace(value=value) if one.edit == self._stamp.edit else one for one in standing
            ]
        else:
            saw = seen.of(name)
            is_so = state.values.get(name) == value and {one.edit for one in standing} == set(saw)
            if is_so and not settles:
                return
            revision.replaces[name] = [(edit.writer, edit.number) for edit in saw]
            revision.before[name] = state.values.get(name)
            merge.take_field(state, name, value, saw, self._stamp)
        revision.fields[name] = value
        state.values[name] = merge.choose(state.of(name), rules.get(name, FIXED)).value

    def _back(self, record: Synced, name: str, shown: Any) -> Any:
        return from_wire(type(record), {name: shown})[name]

    def _before_flush(self, session: Session, _context: object, _instances: object) -> None:
        for record in session.new:
            if isinstance(record, Synced):
                self._sign(record)
        for record in session.dirty:
            if isinstance(record, Synced) and record not in self._made:
                self._check_announced(record)
        if any(isinstance(record, Synced) for record in session.deleted):
            raise Unannounced("a synced record is withdrawn, never deleted")

    def _sign(self, record: Synced) -> None:
        if record not in self._made:
            raise Unannounced(f"{type(record).__name__} was added to the session, not to the work")
        record.origin, record.edit = self._stamp.edit
        record.made_at, record.made_surely = moment(self._stamp.at), self._stamp.is_sure
        record.made_by = self._signature.author

    def _check_announced(self, record: Synced) -> None:
        announced = self._revised[record].fields if record in self._revised else {}
        attributes = inspect(record).attrs
        for name in shared_fields(type(record)):
            if name not in announced and attributes[name].history.has_changes():
                raise Unannounced(f"{type(record).__name__}.{name} was assigned, not revised")

    def _makings(self) -> Iterable[Change]:
        for record in self._made:
            model = type(record)
            fields = to_wire(model, {name: getattr(record, name) for name in shared_fields(model)})
            given = {name: value for name, value in fields.items() if value is not None}
            yield Change(model.kind, record.id.bytes, True, 0, given)

    def _revisions(self) -> Iterable[Change]:
        for record, revision in self._revised.items():
            if revision.fields:
                yield Change(
                    record.kind, record.id.bytes, False, revision.after, revision.fields, revision.replaces
                )

    def _work(self, changes: list[Change]) -> PackedWork:
        signature, edit = self._signature, self._stamp.edit
        grant = None if signature.grant is None else signature.grant.bytes
        work = packed(
            SavedWork(
                edit.writer, edit.number, signature.deed, self._stamp.author, grant,
                signature.at, self._here.clock_offset_ms, changes, signature.label,
            )
        )  # fmt: skip
        if len(changes) > MAX_CHANGES or work.size > MAX_BYTES:
            raise WorkTooLarge(f"{signature.deed}: {len(changes)} changes")
        return work

    def _write(self, work: PackedWork | None) -> None:
        connection, here = self._session.connection(), self._here
        self._derive()
        entries = list(chained(here.writer, here.audit_number, here.audit_hash, self._told))
        connection.execute(insert(AuditEntry), entries)
        counters = {"audit_number": entries[-1]["number"], "audit_hash": entries[-1]["hash"]}
        if work is not None:
            write_down(connection, here.arrival + 1, [work])
            counters |= {"number": work.work.number, "arrival": here.arrival + 1}
        connection.execute(update(Here).values(counters))
        crossing.write_down(connection, self._crossings(connection))

    def _crossings(self, connection: Connection) -> list[crossing.Move]:
        made: dict[str, list[bytes]] = {}
        touched: dict[str, list[bytes]] = {}
        for record in self._made:
            made.setdefault(record.kind, []).append(record.id.bytes)
        for record in (*self._made, *self._revised):
            touched.setdefault(record.kind, []).append(record.id.bytes)
        return crossing.renew(connection, touched, made)

    def _derive(self) -> None:
        connection = self._session.connection()
        for model in {type(record) for record in (*self._made, *self._revised)}:
            revised = {r.id: v.state for r, v in self._revised.items() if type(r) is model and v.fields}
            states = {key.bytes: state for key, state in revised.items()}
            rows.note_disagreements(connection, model, states)
            made = [record.id for record in self._made if type(record) is model]
            derived.renew(connection, model.kind, [*made, *revised])


def _refuse_bulk(state: ORMExecuteState) -> None:
    mapper = state.bind_mapper
    if mapper is None or not (state.is_update or state.is_delete):
        return
    if issubclass(mapper.class_, Synced):
        raise Unannounced(f"{mapper.class_.__name__} is changed record by record")
