"""What waits for a person because it was written differently at two places: the list, and one of them whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from uuid import UUID

from sqlalchemy import select

from app.supervision.answering import (
    HELD,
    held_here,
    key_of,
    may_answer,
    question_of_held,
    title_of_held,
    written_in,
)
from app.supervision.conflict_questions import (
    GOES_WITH,
    Question,
    fields_asked,
    questions_of,
    record_of,
    same_number,
    sharers,
    state_of,
)
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
from app.work import Deed, Lane, Refused, Row, Seen, Work, seen_of, use_case
from models.base import Synced, moment, shared_fields
from models.consulting.prescription import Prescription
from models.consulting.visit import Visit
from models.ledger.answers import REASONS
from models.ledger.change import Edit, SavedWork
from models.ledger.device import SAME_NUMBER, Disagreement
from models.ledger.journal import history_of
from models.people.staff import Account

MOST = 200
NOTES = frozenset(
    {"visit", "prescription", "medicine_line", "diagnosis", "kept_warning", "vitals", "allergy"}
)
"""Kinds that only those read and settle who may write or read clinical notes."""


class Weight(IntEnum):
    """What matters first."""

    CARE = 0
    PERSON = 1
    QUEUE = 2
    MONEY = 3
    CAMP = 4
    CLINIC = 5


WEIGHTS: Mapping[str, Weight] = {
    **dict.fromkeys(NOTES, Weight.CARE),
    **dict.fromkeys(("patient", "identifier", "consent"), Weight.PERSON),
    **dict.fromkeys(("token", "appointment"), Weight.QUEUE),
    **dict.fromkeys(("invoice", "line_item", "payment", "payer_share", "price_item"), Weight.MONEY),
    **dict.fromkeys(("event", "programme", "registration", "station", "pass", "admission"), Weight.CAMP),
}
CLINICAL_FIELDS = frozenset({"blood_group", "conditions", "medications", "allergies_asked"})


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """One record of the list. `waits_for` names who settles it, where whoever looks may not."""

    kind: str
    id: UUID
    title: Sayable = field(repr=False)
    said: Said
    fields: int
    at: datetime
    weight: Weight
    may_settle: bool
    waits_for: str | None = None

    @property
    def key(self) -> tuple[str, UUID]:
        return (self.kind, self.id)


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the history."""

    at: datetime
    who: str
    laptop: str | None
    label: Said
    said: Sayable = field(repr=False)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One record whole: what is asked, how it stands now, what happened before. `seen` goes back with the answer.

    `advice` is said where it cannot be settled here, `why` where it is no disagreement of two people.
    """

    line: ConflictLine
    questions: tuple[Question, ...]
    record: tuple[tuple[Said, Sayable], ...] = field(repr=False)
    history: tuple[Past, ...] = field(repr=False)
    seen: Seen = field(repr=False)
    advice: Said | None = None
    why: Said | None = None


@use_case(Deed.SEE_CONFLICTS, Lane.READ)
def conflicts(work: Work) -> tuple[ConflictLine, ...]:
    """The records that wait, what matters most first, and in each the newest first."""
    asked: dict[tuple[str, UUID], list[str]] = {}
    for row in work.session.execute(select(Disagreement.kind, Disagreement.record, Disagreement.field)):
        asked.setdefault((row.kind, row.record), []).append(row.field)
    lines = [line for (kind, key), names in asked.items() if (line := _line(work, kind, key, names))]
    lines += _held_lines(work)
    lines.sort(key=lambda line: (not line.may_settle, line.weight, -line.at.timestamp(), line.id))
    return tuple(_one_of_each_number(work, lines))[:MOST]


@use_case(Deed.SEE_CONFLICTS, Lane.READ)
def waiting_conflicts(work: Work) -> int:
    """How many records wait for this very person: the number on the rail."""
    return sum(line.may_settle for line in conflicts(work))


@use_case(Deed.SEE_CONFLICTS, Lane.READ)
def conflict(work: Work, kind: str, key: UUID) -> Conflict | None:
    """One record that waits; None if it does not wait any more. That somebody looked is told."""
    if kind == HELD:
        return _held(work, key)
    names = fields_asked(work, kind, key)
    line = _line(work, kind, key, names) if names else None
    record = record_of(work, kind, key)
    if line is None or record is None:
        return None
    if not line.may_settle:
        return Conflict(line, (), (), (), seen_of(record))
    work.tell("open_conflict", kind, key)
    laptops = Laptops(work.session)
    clash = SAME_NUMBER in names
    questions = tuple(
        same_number(work, record, laptops) if clash else questions_of(work, record, names, laptops)
    )
    advice = _advice_of_clash(kind) if clash else None
    return Conflict(
        line, questions, _whole(work, record), _history(work, record, laptops), seen_of(record), advice
    )


def may_settle(work: Work, record: Synced) -> bool:
    """Clinical words are for who may write them, or may read them and settles; the rest by the table of rights."""
    row = row_of(work, record)
    if record.kind not in NOTES:
        return work.may(Deed.SETTLE_CONFLICT, row)
    writes = Deed.WRITE_ALLERGY if record.kind == "allergy" else Deed.WRITE_NOTES
    return work.may(writes, row) or (work.may(Deed.SETTLE_CONFLICT, row) and work.may(Deed.READ_NOTES, row))


def need_settle(work: Work, kind: str, key: UUID) -> Synced:
    """The record, for somebody who may settle it."""
    record = record_of(work, kind, key)
    if record is None:
        raise Refused(Said("This record is not on this laptop."), advice=Said("Sync, then try again."))
    if not may_settle(work, record):
        raise Refused(Said("This is outside what your role may do."), advice=Said("Ask a supervisor."))
    return record


def row_of(work: Work, record: Synced) -> Row:
    event = record.id if record.kind == "event" else getattr(record, "event_id", None)
    return Row(event_id=event, owner=_owner(work, record))


def _owner(work: Work, record: Synced) -> UUID | None:
    visit, sheet = getattr(record, "visit_id", None), getattr(record, "prescription_id", None)
    parent = (visit and work.session.get(Visit, visit)) or (sheet and work.session.get(Prescription, sheet))
    if isinstance(parent, Visit | Prescription):
        return parent.doctor_id
    owner: UUID | None = getattr(record, "doctor_id", None)
    return owner


def _line(work: Work, kind: str, key: UUID, names: Sequence[str]) -> ConflictLine | None:
    record = record_of(work, kind, key)
    if record is None:
        return None
    may = may_settle(work, record)
    if not may and not work.may(Deed.SETTLE_CONFLICT):
        return None
    asked = [name for name in names if GOES_WITH.get(name) not in names]
    weight = Weight.CARE if CLINICAL_FIELDS & set(names) else WEIGHTS.get(kind, Weight.CLINIC)
    return ConflictLine(
        kind, key, title_of(work.session, record), kind_words(kind), len(asked), _latest(work, record, names),
        weight, may, None if may else _who_may(work, record),
    )  # fmt: skip


def _who_may(work: Work, record: Synced) -> str | None:
    owner = _owner(work, record)
    account = None if owner is None else work.session.get(Account, owner)
    return None if account is None else account.name


def _latest(work: Work, record: Synced, names: Sequence[str]) -> datetime:
    standing = state_of(work, record).standing
    times = [one.at for name in names for one in standing.get(name, ())]
    return moment(max(times)) if times else record.made_at


def _one_of_each_number(work: Work, lines: Sequence[ConflictLine]) -> Iterator[ConflictLine]:
    """Of the records that share a number one stands in the list for all."""
    told: set[UUID] = set()
    for line in lines:
        if line.id in told or line.kind == HELD:
            if line.kind == HELD:
                yield line
            continue
        record = record_of(work, line.kind, line.id)
        if record is not None and SAME_NUMBER in fields_asked(work, line.kind, line.id):
            told.update(sharers(work, record))
        yield line


def _advice_of_clash(kind: str) -> Said | None:
    """What to do where a number cannot be given anew."""
    return {
        "invoice": Said("Two bills bear one number. Cancel one of them and bill it again."),
        "device": Said("Two laptops bear one code. Take one of them out and let it join again."),
    }.get(kind)


def _whole(work: Work, record: Synced) -> tuple[tuple[Said, Sayable], ...]:
    """The record as it stands, in the order people read it; what is empty and what only programs read is left out."""
    mine = shared_fields(type(record))
    return tuple(
        (said, value_words(work.session, name, value))
        for name, said in FIELDS.items()
        if name in mine and (value := getattr(record, name)) not in (None, "", False)
    )


def _history(work: Work, record: Synced, laptops: Laptops) -> tuple[Past, ...]:
    """Every value anybody ever wrote, the newest first."""
    found = []
    for head, change in history_of(work.session.connection(), record.id):
        made = laptops.of(head.writer)
        values = {name: read_wire(type(record), name, value) for name, value in change.fields.items()}
        for name in (name for name in FIELDS if name in values):
            if change.made and values[name] in (None, "", False):
                continue
            found.append(
                Past(
                    moment(head.corrected), laptops.person(head.author), made.name, field_words(name),
                    value_words(work.session, name, values[name]),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _held_lines(work: Work) -> list[ConflictLine]:
    """Works of this laptop that the server keeps aside until somebody speaks for them."""
    if not work.may(Deed.SETTLE_CONFLICT):
        return []
    return [_held_line(work, held, at) for held, _, at in held_here(work) if may_answer(work, held)]


def _held_line(work: Work, held: SavedWork, at: datetime) -> ConflictLine:
    weight = min((WEIGHTS.get(change.kind, Weight.CLINIC) for change in held.changes), default=Weight.CLINIC)
    key = key_of(Edit(held.writer, held.number))
    return ConflictLine(HELD, key, title_of_held(work, held), Said("Held by the server"), 1, at, weight, True)


def _held(work: Work, key: UUID) -> Conflict | None:
    for held, reason, at in held_here(work):
        if key_of(Edit(held.writer, held.number)) == key and may_answer(work, held):
            question = question_of_held(held, Laptops(work.session))
            line, seen = _held_line(work, held, at), Seen(key, (), {})
            return Conflict(line, (question,), written_in(work, held), (), seen, why=REASONS[reason])
    return None
