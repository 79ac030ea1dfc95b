"""Deeds that touch the line: sync now, let a laptop join, take one out, bring the clinic to its first server.

The line itself is handed in. None of these waits for the network inside a writing transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from app.supervision.found import DeviceKeys, certify
from app.work import Deed, Desk, Lane, Refused, Said, Work, use_case
from models.ledger.device import Device, Here
from models.ledger.line_state import CodeGiven, LineState, LineTrouble, RoundResult, ServerSeen
from models.people.staff import Account

SERVER_CODE, SERVER_LANE = "SRV", "-"
"""A server gives out no numbers; these stand where a laptop has its own."""


class ClinicLine(Protocol):
    """The line of this laptop. Raises `LineTrouble`, except `round_now`, whose answer holds it."""

    def round_now(self) -> RoundResult: ...

    def state(self) -> LineState: ...

    def give_code(
        self, grant_id: UUID, account_id: UUID, place_id: UUID | None = None, event_id: UUID | None = None
    ) -> CodeGiven: ...

    def look_at_server(self, address: str) -> ServerSeen: ...

    def bring_clinic(self, address: str, code: str, device_id: UUID, certificate: bytes) -> None: ...


@use_case(Deed.SYNC, Lane.READ)
def sync_now(_work: Work, line: ClinicLine) -> RoundResult:
    """One whole round. It says done only when the server has confirmed everything."""
    return line.round_now()


@use_case(Deed.USE_LAPTOP, Lane.READ)
def line_state(_work: Work, line: ClinicLine) -> LineState:
    """What waits, since when, and what is in the way."""
    return line.state()


@use_case(Deed.ENROL_DEVICE, Lane.READ)
def make_code(
    work: Work, line: ClinicLine, account_id: UUID, place_id: UUID | None = None, event_id: UUID | None = None
) -> CodeGiven:
    """A one-time code for one more laptop. Whoever asks stands for `account_id`, who signs in first there."""
    person = work.session.get(Account, account_id)
    if person is None or person.withdrawn is not None:
        raise Refused(Said("This person does not work here any more."), advice=Said("Choose somebody else."))
    if work.actor.grant_id is None:
        raise Refused(Said("A code is given by a person."), advice=Said("Sign in first."))
    with _in_words():
        return line.give_code(work.actor.grant_id, account_id, place_id, event_id)


@use_case(Deed.REVOKE_DEVICE)
def revoke_device(work: Work, device_id: UUID, reason: str) -> None:
    """Take a laptop out of the clinic. What it brings from now on is held for a supervisor; it is given nothing."""
    device = work.session.get(Device, device_id)
    if device is None:
        raise Refused(Said("This laptop is not known here."), advice=Said("Sync, then try again."))
    if device.id == work.laptop.device_id:
        raise Refused(Said("This is the laptop you sit at."), advice=Said("Take it out from another laptop."))
    if not reason.strip():
        raise Refused(Said("Say why."), field="reason")
    if device.withdrawn is None:
        work.withdraw(device, reason.strip())


def bring_to_server(desk: Desk, line: ClinicLine, address: str, code: str, name: str) -> RoundResult:
    """Bring the clinic to its first server, and everything there is with it. `code` is on the server's screen.

    Asked again after it broke off in the middle, it goes on.
    """
    with _in_words():
        seen = line.look_at_server(address)
    device_id, certificate = desk.run(certify_server, seen, name)
    with _in_words():
        line.bring_clinic(address, code, device_id, certificate)
    return desk.run(sync_now, line)


@use_case(Deed.ENROL_DEVICE)
def certify_server(work: Work, seen: ServerSeen, name: str) -> tuple[UUID, bytes]:
    """The row and certificate of a server, made once for its keys."""
    here = work.session.get(Here, 1)
    if here is None or here.root_private is None:
        raise Refused(
            Said("Only the laptop the clinic was founded on can bring it to a server."),
            advice=Said("Do it there."),
        )
    there = work.session.scalar(select(Device).where(Device.sign_public == seen.sign_public))
    if there is None:
        keys = DeviceKeys(b"", seen.sign_public, b"", seen.seal_public)
        there = certify(work, here, keys, name, code=SERVER_CODE, lane=SERVER_LANE, is_server=True)
    return there.id, there.certificate


@contextmanager
def _in_words() -> Iterator[None]:
    """Trouble on the line, as a No for people."""
    try:
        yield
    except LineTrouble as trouble:
        raise Refused(trouble.reason, advice=trouble.advice) from trouble
