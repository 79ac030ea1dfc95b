"""Answering for works that the server keeps aside: a person takes them as they are, or takes them back.

Both are works of this laptop that go on from the held ones; the server then takes all of them at once, so that
nobody else ever sees what was held without the answer.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.supervision.conflict_questions import Question, Version, record_of, state_of
from app.supervision.conflict_words import (
    FIELDS,
    Sayable,
    field_words,
    kind_words,
    read_wire,
    title_of,
    value_words,
)
from app.supervision.whose_work import Laptops
from app.words import Said
from app.work import Deed, Refused, Row, Work, seen_of, use_case
from models.base import Synced, moment, synced_kinds
from models.ledger.answers import REASONS, VOUCHED, records_of
from models.ledger.change import Change, Edit, SavedWork
from models.ledger.journal import history_of, read_own
from models.ledger.line import HeldWork
from models.ledger.wire import from_wire

HELD = "held"
"""Stands for the kind of a record where a held work is in the list."""

KEEP, BACK = "keep", "back"
NOT_ACCEPTED = "not accepted"


def key_of(edit: Edit) -> UUID:
    """A held work as the lists of the desk know it."""
    return UUID(bytes=edit.writer + edit.number.to_bytes(8, "big"))


def edit_of(key: UUID) -> Edit:
    return Edit(key.bytes[:8], int.from_bytes(key.bytes[8:], "big"))


def held_here(work: Work) -> Iterator[tuple[SavedWork, str, datetime]]:
    """Works of this laptop that somebody with the right may answer for, why they are held, and since when."""
    rows = work.session.execute(
        select(HeldWork.writer, HeldWork.number, HeldWork.reason, HeldWork.at)
        .where(HeldWork.body.is_(None), HeldWork.reason.in_(REASONS))
        .order_by(HeldWork.at, HeldWork.number)
    )
    for row in rows:
        own = _own_work(work, Edit(row.writer, row.number))
        if own is not None and not any(change.kind in VOUCHED for change in own.changes):
            yield own, row.reason, row.at


def _own_work(work: Work, edit: Edit) -> SavedWork | None:
    found = next(read_own(work.session.connection(), edit.writer, edit.number - 1), None)
    return found.work if found is not None and found.work.number == edit.number else None


def may_answer(work: Work, held: SavedWork) -> bool:
    """Whether whoever looks may settle every record the work touches."""
    return all(
        work.may(Deed.SETTLE_CONFLICT, Row(event_id=getattr(record, "event_id", None)))
        for record in _records(work, held)
    )


def title_of_held(work: Work, held: SavedWork) -> Sayable:
    record = next(_records(work, held), None)
    return kind_words(held.changes[0].kind) if record is None else title_of(work.session, record)


def question_of_held(held: SavedWork, laptops: Laptops) -> Question:
    """Take it as it is, or take it back."""
    made, who = laptops.of(held.writer), laptops.person(held.author)
    at = moment(held.corrected)
    return Question(
        HELD,
        Said("Held by the server"),
        (
            Version(KEEP, Said("Take it as it is"), who, at, made.name, made.is_here, False),
            Version(BACK, Said("Take it back: it becomes void"), who, at, made.name, made.is_here, False),
        ),
    )


def written_in(work: Work, held: SavedWork) -> tuple[tuple[Said, Sayable], ...]:
    """What the held work wrote, record by record."""
    found: list[tuple[Said, Sayable]] = []
    for change in held.changes:
        found.append((kind_words(change.kind), Said("New") if change.made else Said("Changed")))
        model = synced_kinds().get(change.kind)
        for name in FIELDS if model is not None else ():
            if change.fields.get(name) not in (None, "", False):
                value = read_wire(model, name, change.fields[name])  # type: ignore[arg-type]  # asked above
                found.append((field_words(name), value_words(work.session, name, value)))
    return tuple(found)


@use_case(Deed.SETTLE_CONFLICT)
def answer_held(work: Work, writer: bytes, number: int, keep: bool) -> None:
    """Speak for a held work and for those held that go on from it: take them as they are, or take them back.

    Its new records become void and its changes go back to what stood before, unless somebody went on from them.
    """
    several = _with_followers(work, Edit(writer, number))
    if not several:
        raise Refused(Said("Somebody has settled this already."), advice=Said("Look at how it stands now."))
    if not all(may_answer(work, held) for held in several):
        raise Refused(Said("This is outside what your role may do."), advice=Said("Ask a supervisor."))
    edits = {Edit(held.writer, held.number) for held in several}
    for change in _first_changes(several):
        record = record_of(work, change.kind, UUID(bytes=change.record))
        if record is not None:
            values = {} if keep else _before(work, record, change.made, edits)
            work.settle(record, seen_of(record), **(values or _as_it_is(record, change)))


def _with_followers(work: Work, edit: Edit) -> list[SavedWork]:
    """The held work and the held ones that touch its records, or records of those, after it."""
    held = sorted((one for one, _, _ in held_here(work)), key=lambda one: one.number)
    found = [one for one in held if Edit(one.writer, one.number) == edit]
    touched = {place for one in found for place in records_of(one)}
    for one in held:
        if one.writer == edit.writer and one.number > edit.number and records_of(one) & touched:
            found.append(one)
            touched |= records_of(one)
    return found


def _first_changes(several: Sequence[SavedWork]) -> Iterator[Change]:
    told: set[bytes] = set()
    for held in several:
        for change in held.changes:
            if change.record not in told:
                told.add(change.record)
                yield change


def _before(work: Work, record: Synced, was_made: bool, edits: set[Edit]) -> dict[str, Any]:
    if was_made:
        return {"withdrawn": NOT_ACCEPTED} if record.withdrawn is None else {}
    values: dict[str, Any] = {}
    for name, standing in state_of(work, record).standing.items():
        if any(one.edit in edits for one in standing):
            values[name] = _value_before(work, record, name, edits)
    return from_wire(type(record), values)


def _value_before(work: Work, record: Synced, name: str, edits: set[Edit]) -> Any:
    value = None
    for head, change in history_of(work.session.connection(), record.id):
        if name in change.fields and Edit(head.writer, head.number) not in edits:
            value = change.fields[name]
    return value


def _as_it_is(record: Synced, change: Change) -> dict[str, Any]:
    """One field of it once more, as it stands: the word of whoever answers."""
    name = next(iter(change.fields))
    return {name: getattr(record, name)}


def _records(work: Work, held: SavedWork) -> Iterator[Synced]:
    for change in held.changes:
        record = record_of(work, change.kind, UUID(bytes=change.record))
        if record is not None:
            yield record
