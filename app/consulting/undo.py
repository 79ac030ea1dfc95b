"""Taking back a deed: its reverse, made from what stood before it, refused when somebody went on from there."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from app.consulting.edits import name_of, state_of
from app.work import Deed, Refused, Said, Work, use_case
from models.base import Synced, synced_kinds
from models.consulting.prescription import MedicineLine, Prescription
from models.ledger.change import Change, Edit, decode_change
from models.ledger.device import Here
from models.ledger.journal import JournalChange, JournalWork, history_of
from models.ledger.wire import from_wire
from models.vocabulary import PrescriptionState

CAN_BE_TAKEN_BACK = frozenset(
    {
        "save_notes", "set_review", "record_vitals", "add_diagnosis", "withdraw_diagnosis", "set_long_term",
        "add_allergy", "no_known_allergies", "withdraw_allergy", "add_line", "change_line", "remove_line",
        "move_line", "repeat_last", "keep_warning", "complete_visit", "set_advice",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was undone, by the name of its use case."""

    deed: str


@dataclass(frozen=True, slots=True)
class Done:
    """A deed that can be taken back by its number; `id` is of the record it made or changed."""

    number: int
    id: UUID | None = None


def done(work: Work, record: UUID | None = None) -> Done:
    """The present deed, under the number it will carry in this laptop's journal."""
    last: int = work.session.scalars(select(Here.number)).one()
    return Done(last + 1, record)


@use_case(Deed.WRITE_NOTES)
def take_back(work: Work, number: int) -> TakenBack:
    """Undo the deed `number` of this laptop: what it made is withdrawn, what it changed is as before."""
    connection = work.session.connection()
    head = _head(work, connection, number)
    changes = _changes(connection, head.arrival)
    edit = Edit(head.writer, number)
    rows = [_untouched(work, change, edit) for change in changes]
    for row, change in zip(rows, changes, strict=True):
        if isinstance(row, Prescription) and change.made:
            continue  # an empty draft is nothing to anybody, and lines written since may lie in it
        if change.made:
            work.withdraw(row, "taken back")
        else:
            work.put(row, **_before(connection, row, change, edit))
    return TakenBack(head.deed)


def _head(work: Work, connection: Connection, number: int) -> Any:
    writer = work.session.scalars(select(Here.writer)).one()
    head = connection.execute(
        select(JournalWork.arrival, JournalWork.writer, JournalWork.deed, JournalWork.author).where(
            JournalWork.writer == writer, JournalWork.number == number
        )
    ).one_or_none()
    mine = head is not None and work.actor.id is not None and head.author == work.actor.id.bytes
    if head is None or not mine or head.deed not in CAN_BE_TAKEN_BACK:
        raise Refused(Said("There is nothing to take back."))
    return head


def _changes(connection: Connection, arrival: int) -> list[Change]:
    bodies = connection.scalars(
        select(JournalChange.body).where(JournalChange.arrival == arrival).order_by(JournalChange.position)
    )
    return [decode_change(body) for body in bodies]


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


def _before(connection: Connection, row: Synced, change: Change, edit: Edit) -> dict[str, Any]:
    """The value each changed field had, read from the edits this change replaced."""
    known = {Edit(work.writer, work.number): old.fields for work, old in history_of(connection, row.id)}
    values: dict[str, Any] = {}
    for name in change.fields:
        replaced = [Edit(*old) for old in change.replaces.get(name, ()) if Edit(*old) != edit]
        if len(replaced) != 1 or replaced[0] not in known:
            raise Refused(
                Said("What stood there before is not on this laptop."), advice=Said("Change it by hand.")
            )
        values[name] = known[replaced[0]].get(name)
    return from_wire(type(row), values)
