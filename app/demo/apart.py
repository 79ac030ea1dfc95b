"""A second laptop of the demo clinic that was away this morning: what was written there and here contradicts itself."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from app.demo.cast import Stage
from app.demo.morning import Morning
from app.people.edit import edit_patient
from app.supervision.found import DeviceKeys, certify
from app.supervision.founding import new_device_keys
from app.work import Deed, Lane, Seen, Work, seen_of, use_case
from models.base import Synced, milliseconds
from models.ledger.apply import take_in
from models.ledger.change import Change, SavedWork
from models.ledger.device import Here
from models.ledger.line import SignedBatch
from models.ledger.wire import to_wire
from models.ledger.writer import Writer
from models.people.patient import Patient
from models.reception.appointment import Appointment
from models.vocabulary import AppointmentState, Role

LAPTOP, CODE, LANE = "Nurse's room", "B2", "B"
CAME_BACK = timedelta(minutes=6)
"""Before now the other laptop was in reach again."""

HERE: Mapping[str, Mapping[str, Any]] = {
    "Harpreet Singh": {"blood_group": "B+"},
    "Meena Patil": {"name": "Meena Patel", "abha_number": "91468237754821"},
}
THERE: Mapping[str, Mapping[str, Any]] = {
    "Harpreet Singh": {"blood_group": "O+", "phone": "9412207755"},
    "Meena Patil": {"name": "Meena Ramesh Patil", "abha_number": "91468237754812"},
}
WENT_BOTH_WAYS = "Kavita Joshi"
"""Rang up to cancel at one laptop, was seen at the other."""


Sign = Callable[[bytes, bytes, bytes, bytes, Sequence[SavedWork]], tuple[bytes, bytes, bytes]]
"""Certificate, device, signing key, writer and works to what is passed on: its body, what is in it, the signature."""


def make_conflicts(stage: Stage, morning: Morning, sign: Sign) -> None:
    """Edits of the same fields at two laptops, and works of the other one that have just come in.

    They lie here signed, to be passed on: a server that the demo is brought to believes them.
    """
    other = _Elsewhere(stage, LAPTOP, sign)
    keys = {name: morning.person(name).id for name in {*HERE, *THERE}}
    booking = morning.booking(WENT_BOTH_WAYS)
    for name, values in THERE.items():
        other.edit("edit_patient", Patient, keys[name], values)
    other.edit("cancel_appointment", Appointment, booking, {"state": AppointmentState.CANCELLED})
    stage.clock.now = stage.now - 3 * CAME_BACK
    desk = stage.desk(Role.RECEPTIONIST)
    for name, values in HERE.items():
        desk.run(edit_patient, keys[name], _seen(stage, Patient, keys[name]), values)
    desk.run(see_off, booking)
    stage.clock.now = stage.now - CAME_BACK
    other.come_back()


@use_case(Deed.GIVE_TOKEN)
def see_off(work: Work, appointment: UUID) -> None:
    """An appointment that is over."""
    work.put(work.session.get_one(Appointment, appointment), state=AppointmentState.DONE)


@use_case(Deed.FOUND_CLINIC)
def add_laptop(work: Work, name: str, keys: DeviceKeys) -> tuple[UUID, bytes]:
    """One more laptop in the clinic's list: its id and its certificate."""
    here = work.session.get(Here, 1)
    assert here is not None
    device = certify(work, here, keys, name, code=CODE, lane=LANE, place_id=work.laptop.place_id)
    return device.id, device.certificate


class _Elsewhere:
    """The other laptop: its works are made as its own program would have made them, in a nurse's name."""

    def __init__(self, stage: Stage, name: str, sign: Sign) -> None:
        self._stage, self._sign = stage, sign
        self._keys = new_device_keys(stage.dice.randbytes)
        self._writer = stage.dice.randbytes(8)
        self._at = stage.now - 12 * CAME_BACK
        founding = stage.clinic.machine_desk("founding")
        self._device, self._certificate = founding.run(add_laptop, name, self._keys)
        fields = to_wire(Writer, {"device_id": self._device})
        whose = Change(Writer.kind, stage.dice.randbytes(16), True, 0, fields)
        self._works: list[SavedWork] = []
        self._write("sign_in", whose)

    def edit(self, deed: str, model: type[Synced], key: UUID, values: Mapping[str, Any]) -> None:
        seen = _seen(self._stage, model, key)
        replaces = {name: [(edit.writer, edit.number) for edit in seen.of(name)] for name in values}
        self._write(deed, Change(model.kind, key.bytes, False, 0, to_wire(model, dict(values)), replaces))

    def _write(self, deed: str, change: Change) -> None:
        actor = self._stage.desk(Role.NURSE).actor
        assert actor.id is not None
        assert actor.grant_id is not None
        self._at += timedelta(minutes=2)
        self._works.append(
            SavedWork(
                self._writer, len(self._works) + 1, deed, actor.id.bytes, actor.grant_id.bytes,
                milliseconds(self._at), 0, [change],
            )
        )  # fmt: skip

    def come_back(self) -> None:
        with self._stage.clinic.sessions.begin(Lane.WRITE) as session:
            taken = take_in(session.connection(), self._works)
            assert len(taken.taken) == len(self._works)
            body, works, signature = self._sign(
                self._certificate, self._device.bytes, self._keys.sign_private, self._writer, self._works
            )
            session.add(
                SignedBatch(
                    device_id=self._device,
                    at=self._stage.clock.now,
                    works=works,
                    signature=signature,
                    body=body,
                )
            )


def _seen(stage: Stage, model: type[Synced], key: UUID) -> Seen:
    with stage.clinic.sessions.begin(Lane.READ) as session:
        return seen_of(session.get_one(model, key))
