"""Settling what was written differently at two places: one ordinary change that everybody gets, and its reverse."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.numbers import patient_number, registration_number
from app.supervision.another_value import read_another
from app.supervision.conflict_questions import (
    GOES_WITH,
    fields_asked,
    pick_of,
    record_of,
    sharers,
    state_of,
)
from app.supervision.conflicts import need_settle
from app.words import Said
from app.work import Deed, Refused, Seen, Work, seen_of, use_case
from models.base import Synced
from models.ledger.change import Edit
from models.ledger.clashes import NUMBERED
from models.ledger.device import SAME_NUMBER
from models.ledger.journal import history_of
from models.ledger.merge import RowState, Standing
from models.ledger.wire import from_wire

GIVEN_ANEW = {"patient": patient_number, "registration": registration_number}
"""Kinds whose number is only a name for people: another one may be given."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody decided for a field: one of the versions, or another value as typed."""

    pick: str | None = None
    typed: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Reopening:
    """What makes a settled record wait again. `rounds` are the versions of its fields, one of each in each round.

    Edits of one laptop in one work replace each other, so each round is a work of its own.
    """

    kind: str
    id: UUID
    rounds: tuple[Mapping[str, Any], ...] = field(repr=False)
    seen: Seen = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settled:
    """Done. `is_open` if something of it still waits, as another edit came in meanwhile."""

    is_open: bool
    back: tuple[Reopening, ...]


@use_case(Deed.SEE_CONFLICTS)
def settle_conflict(work: Work, kind: str, key: UUID, seen: Seen, answers: Mapping[str, Answer]) -> Settled:
    """Decide every field in `answers`, for somebody who read the record as `seen`.

    All edits that stood then are replaced; what came in after that stays apart and is asked again.
    """
    record = need_settle(work, kind, key)
    if SAME_NUMBER in answers:
        return _keep_number(work, record, answers[SAME_NUMBER])
    asked = set(fields_asked(work, kind, key))
    if not set(answers) <= asked:
        raise Refused(Said("Somebody has settled this already."), advice=Said("Look at how it stands now."))
    state = state_of(work, record)
    before = _rounds(record, state, answers, seen)
    values: dict[str, Any] = {}
    for name, answer in answers.items():
        values |= _value(work, record, state, name, answer)
    work.settle(record, seen, **values)
    work.session.flush()
    left = asked - set(answers) - {goes for goes, with_ in GOES_WITH.items() if with_ in answers}
    after = seen_of(record)
    is_open = bool(left) or any(len(after.of(name)) > 1 for name in answers)
    return Settled(is_open, (Reopening(kind, key, before, after),))


@use_case(Deed.SEE_CONFLICTS)
def reopen_conflict(work: Work, back: Reopening, place: int) -> None:
    """Take a settling back: the `place`-th version of each field stands again, beside those of the rounds before."""
    record = need_settle(work, back.kind, back.id)
    now = seen_of(record)
    if place == 0 and any(now.of(name) != back.seen.of(name) for name in back.rounds[-1]):
        raise Refused(
            Said("This was changed since, so it cannot be taken back."), advice=Said("Change it by hand.")
        )
    work.settle(record, back.seen, **back.rounds[place])


def _rounds(
    record: Synced, state: RowState, answers: Mapping[str, Answer], seen: Seen
) -> tuple[Mapping[str, Any], ...]:
    """The versions that were in sight, the shown one last so that it is shown again."""
    columns: dict[str, list[Any]] = {}
    along = {goes for goes, with_ in GOES_WITH.items() if with_ in answers and goes in state.standing}
    for name in {*answers, *along}:
        stands = [one for one in state.of(name) if one.edit in seen.of(name)]
        shown = state.values.get(name)
        if name == "withdrawn":
            stands = [one for one in stands if one.value == shown]
        distinct = {repr(one.value): one.value for one in sorted(stands, key=lambda one: one.age)}
        ordered = sorted(distinct.values(), key=lambda value: value == shown)
        columns[name] = [from_wire(type(record), {name: value})[name] for value in ordered]
    most = max((len(column) for column in columns.values()), default=0)
    return tuple(
        {name: column[place - most] for name, column in columns.items() if place >= most - len(column)}
        for place in range(most)
    )


def _value(work: Work, record: Synced, state: RowState, name: str, answer: Answer) -> dict[str, Any]:
    """The fields one answer writes: what goes with a field follows it."""
    if answer.pick is None:
        return read_another(record, name, answer.typed or "", work.today)
    if name == "withdrawn":
        return {name: _void_or_not(state, answer.pick)}
    chosen = _chosen(state, name, answer.pick)
    values = {name: chosen.value}
    for goes in (goes for goes, with_ in GOES_WITH.items() if with_ == name):
        if goes in state.standing:
            beside = [one.value for one in state.of(goes) if one.edit == chosen.edit]
            values[goes] = beside[0] if beside else _before(work, record, state, goes)
    return from_wire(type(record), values)


def _before(work: Work, record: Synced, state: RowState, name: str) -> Any:
    """What a field held before the edits that stand: whoever wrote a field beside it saw that."""
    standing = {one.edit for one in state.of(name)}
    older = [
        (head.corrected, change.fields[name])
        for head, change in history_of(work.session.connection(), record.id)
        if name in change.fields and Edit(head.writer, head.number) not in standing
    ]
    return max(older, key=lambda one: one[0])[1] if older else state.values.get(name)


def _chosen(state: RowState, name: str, pick: str) -> Standing:
    found = [one for one in state.of(name) if pick_of(one.edit) == pick]
    if not found:
        raise Refused(Said("Somebody has settled this already."), advice=Said("Look at how it stands now."))
    return found[0]


def _void_or_not(state: RowState, pick: str) -> str | None:
    """Whoever picks the voiding keeps it void; any other edit stands for a record in use."""
    void = [one for one in state.of("withdrawn") if pick_of(one.edit) == pick and one.value is not None]
    return str(void[0].value) if void else None


def _keep_number(work: Work, record: Synced, answer: Answer) -> Settled:
    """One of the records keeps the number; the others get the next ones of this laptop."""
    anew, name = GIVEN_ANEW.get(record.kind), NUMBERED[record.kind]
    others = [key for key in sharers(work, record) if key.hex != answer.pick]
    if anew is None or not others or answer.pick is None:
        raise Refused(Said("Somebody has settled this already."), advice=Said("Look at how it stands now."))
    back = []
    for key in others:
        other = record_of(work, record.kind, key)
        if other is not None:
            before = {name: getattr(other, name)}
            work.put(other, **{name: anew(work.session, work.laptop)})
            work.session.flush()
            back.append(Reopening(record.kind, key, (before,), seen_of(other)))
    return Settled(False, tuple(back))
