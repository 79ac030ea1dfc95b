"""Taking back a deed of the desk: its reverse, from what stood before it, refused when somebody went on from there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from app.work import Deed, Refused, Row, Said, Seen, Work, seen_of, use_case
from models.base import Synced
from models.people.patient import Patient
from models.reception.appointment import Appointment
from models.reception.token import Token

Ours = Token | Appointment | Patient
KINDS: Mapping[str, type[Ours]] = {
    Token.kind: Token,
    Appointment.kind: Appointment,
    Patient.kind: Patient,
}


@dataclass(frozen=True, slots=True)
class Reverse:
    """What would take a deed back: the values before it, and what stood right after it.

    Without values the deed made the record, and the reverse withdraws it.
    """

    kind: str
    record: UUID
    before: Mapping[str, Any] = field(repr=False)
    after: Seen = field(repr=False)


def put(work: Work, record: Synced, **values: Any) -> Reverse:
    """Do a deed, and answer what takes it back."""
    before = {name: getattr(record, name) for name in values}
    work.put(record, **values)
    return Reverse(record.kind, record.id, before, seen_of(record))


def making(record: Synced) -> Reverse:
    """What takes the making of a record back. The record must be flushed."""
    return Reverse(record.kind, record.id, {}, seen_of(record))


@use_case(Deed.GIVE_TOKEN)
def take_back(work: Work, reverses: tuple[Reverse, ...]) -> None:
    """Put everything a deed touched back as it was, or refuse and touch nothing."""
    records = [_untouched(work, reverse) for reverse in reverses]
    for record, reverse in zip(records, reverses, strict=True):
        if reverse.before:
            work.put(record, **reverse.before)
        else:
            work.withdraw(record, "taken back")


def _untouched(work: Work, reverse: Reverse) -> Ours:
    """The record a deed was about, if nobody, here or elsewhere, went on from there."""
    record = cast("Ours | None", work.session.get(KINDS[reverse.kind], reverse.record))
    if record is None:
        raise Refused(Said("There is nothing to take back."))
    _need(work, record)
    now = seen_of(record)
    names = reverse.before or now.fields.keys()
    moved = any(now.of(name) != reverse.after.of(name) or len(now.of(name)) > 1 for name in names)
    if record.withdrawn is not None or moved:
        raise Refused(
            Said("This was changed since, so it cannot be taken back."), advice=Said("Change it by hand.")
        )
    return record


def _need(work: Work, record: Ours) -> None:
    if isinstance(record, Patient):
        work.need(Deed.REGISTER_PATIENT, Row(event_id=work.laptop.event_id))
    else:
        work.need(Deed.GIVE_TOKEN, Row(owner=record.doctor_id or work.actor.id))
