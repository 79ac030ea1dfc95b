"""Taking back a deed: its reverse, from what stood before it, refused when somebody went on from there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.consulting.edits import name_of, state_of
from app.work import Deed, Refused, Said, Work, use_case
from models.base import Synced, synced_kinds
from models.consulting.prescription import MedicineLine, Prescription
from models.ledger.change import Change, Edit, decode_change
from models.ledger.device import Here
from models.ledger.journal import JournalChange, JournalWork
from models.ledger.wire import from_wire
from models.ledger.writer import Writer
from models.vocabulary import PrescriptionState

CAN_BE_TAKEN_BACK: Mapping[Deed, frozenset[str]] = {
    Deed.WRITE_NOTES: frozenset(
        {
            "save_notes", "set_review", "record_vitals", "add_diagnosis", "withdraw_diagnosis", "set_long_term",
            "add_allergy", "no_known_allergies", "withdraw_allergy", "add_line", "change_line", "remove_line",
            "move_line", "repeat_last", "keep_warning", "complete_visit", "set_advice",
        }
    ),
    Deed.GIVE_TOKEN: frozenset(
        {
            "give_token", "register_and_give_token", "call_next", "call_token", "skip_token", "return_token",
            "start_token", "finish_token", "leave_token", "cancel_token", "move_token", "set_priority",
            "book_appointment", "arrive", "cancel_appointment",
        }
    ),
    Deed.REGISTER_PATIENT: frozenset({"edit_patient"}),
}  # fmt: skip
"""The use cases that have a reverse, by the right it takes."""

ONLY = {"register_and_give_token": frozenset({"token"})}
"""Of these only records of some kinds are taken back: the token goes, the patient stays registered."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was undone, by the name of its use case."""

    deed: str


@dataclass(frozen=True, slots=True)
class Done:
    """A deed that can be taken back, by its number in this laptop's journal; 0 if it changed nothing.

    `id` is of the record it made or changed, `before` what stood in each field it changed.
    """

    number: int
    id: UUID | None = None
    before: Mapping[bytes, Mapping[str, Any]] = field(default_factory=dict, repr=False)


def done(work: Work, record: UUID | None = None) -> Done:
    """The present deed, to be asked when all of it is done."""
    assert work.ledger is not None, "a reading use case does nothing"
    return Done(work.ledger.number(), record, work.ledger.before())


@use_case(Deed.USE_LAPTOP)
def take_back(work: Work, one: Done) -> TakenBack:
    """Undo a deed of one's own, done here: what it made is withdrawn, what it changed is as before."""
    head = _head(work, one.number)
    edit = Edit(head.writer, one.number)
    changes = [change for change in _changes(work, head.arrival) if _is_undone(head.deed, change)]
    rows = [_untouched(work, change, edit) for change in changes]
    for row, change in zip(rows, changes, strict=True):
        if isinstance(row, Prescription) and change.made:
            continue  # an empty draft is nothing to anybody, and lines written since may lie in it
        if change.made:
            work.withdraw(row, "taken back")
        else:
            work.put(row, **_before(one, row, change))
    return TakenBack(head.deed)


def _head(work: Work, number: int) -> Any:
    """The deed, if it is one's own and one may still do such deeds."""
    head = work.session.execute(
        select(JournalWork.arrival, JournalWork.writer, JournalWork.deed, JournalWork.author)
        .join(Here, Here.writer == JournalWork.writer)
        .where(JournalWork.number == number)
    ).one_or_none()
    mine = head is not None and work.actor.id is not None and head.author == work.actor.id.bytes
    if head is None or not mine or not _has_right(work, head.deed):
        raise Refused(Said("There is nothing to take back."))
    return head


def _has_right(work: Work, deed: str) -> bool:
    return any(work.may(right) for right, deeds in CAN_BE_TAKEN_BACK.items() if deed in deeds)


def _changes(work: Work, arrival: int) -> list[Change]:
    bodies = work.session.scalars(
        select(JournalChange.body).where(JournalChange.arrival == arrival).order_by(JournalChange.position)
    )
    return [decode_change(body) for body in bodies]


def _is_undone(deed: str, change: Change) -> bool:
    return change.kind != Writer.kind and (deed not in ONLY or change.kind in ONLY[deed])


def _untouched(work: Work, change: Change, edit: Edit) -> Synced:
    """The record a change was about, if nobody went on from there."""
    row = work.session.get(synced_kinds()[change.kind], UUID(bytes=change.record))
    if row is None:
        raise Refused(Said("There is nothing to take back."))
    _refuse_signed(work, row)
    state = state_of(row)
    fields = state.standing.keys() if change.made else change.fields.keys()
    for name in fields:
        later = [one for one in state.of(name) if one.edit != edit]
        if later:
            raise Refused(_changed_since(work, later[-1].author), advice=Said("Change it by hand."))
    return row


def _changed_since(work: Work, author: bytes | None) -> Said:
    if work.actor.id is not None and author == work.actor.id.bytes:
        return Said("You changed this since.")
    name = name_of(work.session, author)
    return Said("{name} changed this since.", name=name) if name else Said("This was changed since.")


def _refuse_signed(work: Work, row: Synced) -> None:
    prescription = row if isinstance(row, Prescription) else None
    if isinstance(row, MedicineLine):
        prescription = work.session.get(Prescription, row.prescription_id)
    if prescription is not None and prescription.state is not PrescriptionState.DRAFT:
        raise Refused(
            Said("The prescription is signed. It does not change any more."),
            advice=Said("Make a correction."),
        )


def _before(one: Done, row: Synced, change: Change) -> dict[str, Any]:
    stood = one.before.get(change.record, {})
    if not stood.keys() >= change.fields.keys():
        raise Refused(Said("There is nothing to take back."))
    return from_wire(type(row), {name: stood[name] for name in change.fields})
