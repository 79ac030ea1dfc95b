"""Passes: signed by this laptop, printed blank before the camp, bound to a person, revoked, replaced."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, or_, select

from app.camps.events import admission_hours, event_here, open_event, stations_of
from app.camps.proving import OF_ONE_NAME, Doubted, Proved, printed_number, prove
from app.numbers import next_registration
from app.work import Deed, Refused, Said, Work, use_case
from models.camps.event import Admission, Event, Pass, PassBinding, Registration
from models.camps.pass_code import PRINTED_BLANK, PassBody, short_code, sign_pass, tail_of
from models.ledger.device import Device, Here
from models.ledger.here import restores

MOST_BLANKS = 400
"""In one go: what one work may carry."""


@dataclass(frozen=True, slots=True)
class PassCard:
    """A pass as it is printed: `text` is the QR code, `code` is typed when it cannot be scanned."""

    id: UUID
    number: str
    code: str
    text: str


@use_case(Deed.ISSUE_PASS)
def issue_pass(work: Work, event_id: UUID, registration_id: UUID) -> PassCard:
    """The pass of a registered person: the one they have, or a new one signed by this laptop."""
    event = open_event(work, event_id, Deed.ISSUE_PASS)
    registration = registration_here(work, event_id, registration_id)
    known = pass_of(work, registration.id) or Signer(work, event).issue(registration)
    return card_of(known)


@use_case(Deed.ISSUE_PASS)
def print_blank_passes(work: Work, event_id: UUID, count: int) -> tuple[PassCard, ...]:
    """Make passes for people nobody knows yet. `pass_sheet_paper` puts them on paper."""
    event = open_event(work, event_id, Deed.ISSUE_PASS)
    if not 1 <= count <= MOST_BLANKS:
        raise Refused(Said("Print between 1 and {most} at a time.", most=MOST_BLANKS), field="count")
    signer = Signer(work, event)
    return tuple(card_of(signer.blank()) for _ in range(count))


@use_case(Deed.REGISTER_PARTICIPANT)
def bind_pass(work: Work, event_id: UUID, registration_id: UUID, text: str) -> PassCard:
    """Give a blank pass to a person; `text` is what was scanned."""
    open_event(work, event_id, Deed.REGISTER_PARTICIPANT)
    registration = registration_here(work, event_id, registration_id)
    proved = free_blank(work, event_id, text)
    bind(work, event_id, proved.body.pass_id, registration.id)
    code = short_code(proved.body.pass_id)
    return PassCard(proved.body.pass_id, proved.number, code, text.strip())


@use_case(Deed.REVOKE_PASS)
def revoke_pass(work: Work, event_id: UUID, pass_id: UUID, reason: str) -> None:
    """Nobody comes in with this pass any more."""
    event_here(work, event_id, Deed.REVOKE_PASS)
    if not reason.strip():
        raise Refused(Said("Say why this pass is revoked."), field="reason")
    work.withdraw(_live_pass(work, event_id, pass_id), reason.strip())


@use_case(Deed.ISSUE_PASS)
def replace_pass(work: Work, event_id: UUID, registration_id: UUID, reason: str = "lost") -> PassCard:
    """A new pass for somebody who lost theirs; the old one is let in no more."""
    event = open_event(work, event_id, Deed.ISSUE_PASS)
    registration = registration_here(work, event_id, registration_id)
    old = passes_of(work, registration.id)
    new = Signer(work, event).issue(registration, issue=_next_issue(old))
    for one in old:
        if one.withdrawn is None:
            work.put(one, withdrawn=reason, replaced_by_id=new.id)
    return card_of(new)


class Signer:
    """Signs the passes of one camp with this laptop's key. `Refused` if it has none or may not."""

    def __init__(self, work: Work, event: Event) -> None:
        here = work.session.get(Here, 1)
        device = work.session.get(Device, work.laptop.device_id) if work.laptop.device_id else None
        if here is None or here.sign_private is None or device is None or device.withdrawn is not None:
            raise Refused(
                Said("This laptop may not issue passes."), advice=Said("Enrol it again, or use another.")
            )
        self._work, self._event, self._device = work, event, device
        self._restored = restores(work.session)
        self._private = here.sign_private
        self._hours = admission_hours(event)
        self._services = sum(1 << table.service for table in stations_of(work, event.id)) & 0xFFFF

    def issue(self, registration: Registration, issue: int = 0) -> Pass:
        """The pass of a registration, under its number; one registered elsewhere gets a number of this laptop's."""
        issuer, _, count = registration.number.rpartition("-")
        is_ours = issuer == self._work.laptop.code and count.isdecimal()
        number = self._of_this_name(int(count)) if is_ours else self._next()
        return self._sign(number, registration.id, issue, flags=0)

    def blank(self) -> Pass:
        return self._sign(self._next(), None, 0, PRINTED_BLANK)

    def _next(self) -> int:
        return self._of_this_name(next_registration(self._work.session, self._work.laptop))

    def _of_this_name(self, count: int) -> int:
        return self._restored * OF_ONE_NAME + count

    def _sign(self, number: int, registration_id: UUID | None, issue: int, flags: int) -> Pass:
        pass_id = self._work.ids()
        not_before, not_after = self._hours
        body = PassBody(
            self._device.key_id, tail_of(self._event.id), pass_id, number, not_before, not_after,
            self._services, issue, flags,
        )  # fmt: skip
        return self._work.add(
            Pass(
                id=pass_id, event_id=self._event.id, registration_id=registration_id,
                number=printed_number(self._device.code, number), code=short_code(pass_id),
                text=sign_pass(body, self._private), issue=issue,
            )
        )  # fmt: skip


def _next_issue(old: list[Pass]) -> int:
    """Counts replacements; a pass has one byte for it."""
    return min(255, max((one.issue for one in old), default=-1) + 1)


def _live_pass(work: Work, event_id: UUID, pass_id: UUID) -> Pass:
    one = work.session.get(Pass, pass_id)
    if one is None or one.event_id != event_id:
        raise Refused(Said("This pass is not known on this laptop."))
    if one.withdrawn is not None:
        raise Refused(Said("This pass was revoked already."))
    return one


def free_blank(work: Work, event_id: UUID, text: str) -> Proved:
    """A blank pass of this camp that nobody has yet. `Refused` for any other."""
    proved = prove(work, text)
    if isinstance(proved, Doubted):
        raise Refused(Said("This is not a pass that can be given out."), field="pass")
    body = proved.body
    if not body.is_for(event_id):
        raise Refused(Said("This pass is for another camp."), field="pass")
    if not body.flags & PRINTED_BLANK or person_of(work, body.pass_id) is not None:
        raise Refused(Said("This pass is somebody's already."), field="pass")
    known = work.session.get(Pass, body.pass_id)
    if known is not None and known.withdrawn is not None:
        raise Refused(Said("This pass was revoked."), field="pass")
    return proved


def bind(work: Work, event_id: UUID, pass_id: UUID, registration_id: UUID) -> None:
    work.add(PassBinding(event_id=event_id, pass_id=pass_id, registration_id=registration_id))


def registration_here(work: Work, event_id: UUID, registration_id: UUID) -> Registration:
    registration = work.session.get(Registration, registration_id)
    if registration is None or registration.withdrawn is not None or registration.event_id != event_id:
        raise Refused(Said("This person is not registered for this camp."))
    return registration


def person_of(work: Work, pass_id: UUID) -> UUID | None:
    """Whose pass it is, as far as this laptop knows. Of several who were given one blank, the first."""
    known = work.session.get(Pass, pass_id)
    if known is not None and known.registration_id is not None:
        return known.registration_id
    return work.session.scalar(
        select(PassBinding.registration_id)
        .where(PassBinding.pass_id == pass_id, PassBinding.withdrawn.is_(None))
        .order_by(PassBinding.made_at, PassBinding.id)
        .limit(1)
    )


def pass_ids_of(registration_id: UUID) -> CompoundSelect[UUID]:
    """Every pass this person was ever given, known here or not."""
    bound = select(PassBinding.pass_id).where(
        PassBinding.registration_id == registration_id, PassBinding.withdrawn.is_(None)
    )
    return select(Pass.id).where(Pass.registration_id == registration_id).union(bound)


def passes_of(work: Work, registration_id: UUID) -> list[Pass]:
    """The passes of a person that this laptop knows, the newest first."""
    rows = select(Pass).where(Pass.id.in_(pass_ids_of(registration_id)))
    return list(work.session.scalars(rows.order_by(Pass.issue.desc(), Pass.id.desc())))


def pass_of(work: Work, registration_id: UUID) -> Pass | None:
    """The pass that lets this person in."""
    return next((one for one in passes_of(work, registration_id) if one.withdrawn is None), None)


def admission_of(
    work: Work, event_id: UUID, registration_id: UUID | None, pass_id: UUID | None = None
) -> Admission | None:
    """How this person, or whoever holds this pass, came in; of several times the earliest counts."""
    same: list[ColumnElement[bool]] = [] if pass_id is None else [Admission.pass_id == pass_id]
    if registration_id is not None:
        same += [
            Admission.registration_id == registration_id,
            Admission.pass_id.in_(pass_ids_of(registration_id)),
        ]
    return work.session.scalar(
        select(Admission)
        .where(Admission.event_id == event_id, Admission.withdrawn.is_(None), or_(*same))
        .order_by(Admission.made_at, Admission.id)
        .limit(1)
    )


def card_of(one: Pass) -> PassCard:
    return PassCard(one.id, one.number, one.code, one.text)
