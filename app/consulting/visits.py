"""A visit's way: opened from a token or without one, completed, opened again."""

from uuid import UUID

from sqlalchemy import select

from app.reception.call import start_token
from app.work import Deed, Refused, Row, Said, Work, use_case
from models.consulting.visit import Visit
from models.identity import shared_identity
from models.people.patient import Patient
from models.reception.token import Token
from models.vocabulary import TokenState, VisitState

GONE = (TokenState.LEFT, TokenState.CANCELLED)


@use_case(Deed.WRITE_NOTES)
def open_visit(work: Work, token_id: UUID) -> UUID:
    """The visit of a token: the one that was begun, else a new one. A token for any doctor becomes the opener's.

    Two laptops that open the same token apart make the same visit.
    """
    token = work.session.get(Token, token_id)
    if token is None:
        raise Refused(Said("This token is not on this laptop."), advice=Said("Sync, then try again."))
    owner = token.doctor_id or work.actor.id
    work.need(Deed.WRITE_NOTES, Row(owner=owner))
    key = shared_identity(token.id, "visit")
    if work.session.get(Visit, key) is not None:
        return key
    if token.state in GONE:
        raise Refused(Said("This patient has left the queue."), advice=Said("Ask the desk for a new token."))
    if token.doctor_id is None:
        work.put(token, doctor_id=work.actor.id)
    if token.state in (TokenState.WAITING, TokenState.CALLED):
        start_token(work, token.id)
    work.add(
        Visit(
            id=key, patient_id=token.patient_id, token_id=token.id, doctor_id=owner, place_id=token.place_id,
            day=work.today, reason=token.reason, started_at=work.now, state=VisitState.OPEN,
        )
    )  # fmt: skip
    return key


@use_case(Deed.WRITE_NOTES)
def open_visit_without_token(work: Work, patient_id: UUID) -> UUID:
    """For somebody who comes without a token: today's open visit with this doctor, else a new one."""
    work.need(Deed.WRITE_NOTES, Row(owner=work.actor.id))
    if work.session.get(Patient, patient_id) is None:
        raise Refused(Said("This patient is not on this laptop."), advice=Said("Sync, then try again."))
    open_now = work.session.scalars(
        select(Visit)
        .where(
            Visit.patient_id == patient_id,
            Visit.doctor_id == work.actor.id,
            Visit.day == work.today,
            Visit.state == VisitState.OPEN,
            Visit.withdrawn.is_(None),
        )
        .order_by(Visit.id)
    ).first()
    if open_now is not None:
        return open_now.id
    visit = work.add(
        Visit(
            patient_id=patient_id, doctor_id=work.actor.id, place_id=work.laptop.place_id, day=work.today,
            started_at=work.now, state=VisitState.OPEN,
        )
    )  # fmt: skip
    return visit.id


@use_case(Deed.WRITE_NOTES)
def reopen_visit(work: Work, visit_id: UUID) -> None:
    """Go on with a visit that was completed today. What was signed stays signed."""
    visit = own_visit(work, visit_id, Deed.WRITE_NOTES)
    if visit.day != work.today:
        raise Refused(
            Said("This visit was on {day}.", day=visit.day), advice=Said("Begin a new visit for today.")
        )
    if visit.state is VisitState.COMPLETED:
        work.put(visit, state=VisitState.OPEN, ended_at=None)


def own_visit(work: Work, visit_id: UUID, deed: Deed) -> Visit:
    """The visit, if the person may do `deed` on it."""
    visit = work.session.get(Visit, visit_id)
    if visit is None or visit.withdrawn is not None:
        raise Refused(Said("This visit is not on this laptop."), advice=Said("Sync, then try again."))
    work.need(deed, Row(event_id=visit.event_id, owner=visit.doctor_id))
    return visit


def open_own_visit(work: Work, visit_id: UUID, deed: Deed) -> Visit:
    """The visit, if the person may do `deed` on it and it still goes on."""
    visit = own_visit(work, visit_id, deed)
    if visit.state is not VisitState.OPEN:
        raise Refused(Said("This visit is completed."), advice=Said("Open it again to change it."))
    return visit


def care_of(work: Work, patient_id: UUID) -> Row:
    """What the table of rights is asked for a patient's earlier record: it is open to a doctor who sees, or has
    seen, the patient.
    """
    mine = work.session.scalars(
        select(Visit.id).where(
            Visit.patient_id == patient_id, Visit.doctor_id == work.actor.id, Visit.withdrawn.is_(None)
        )
    ).first()
    return Row(owner=work.actor.id if mine is not None else None)
