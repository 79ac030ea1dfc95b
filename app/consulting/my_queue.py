"""Whom a doctor has today: inside, called, waiting, seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from app.clock import hours_of
from app.reception.order import place
from app.reception.token_card import TokenCard, token_card
from app.work import Deed, Lane, Row, Work, use_case
from models.consulting.visit import Visit, Vitals
from models.identity import shared_identity
from models.people.patient import Patient
from models.reception.token import Token
from models.vocabulary import TokenState, VisitState

NOW = (TokenState.WITH_DOCTOR, TokenState.CALLED)


@dataclass(frozen=True, slots=True)
class MyToken:
    """A token of mine. `visit_id` once it was opened; `measured_at` if a nurse has the vitals already."""

    card: TokenCard = field(repr=False)
    visit_id: UUID | None
    measured_at: datetime | None
    is_for_anybody: bool


@dataclass(frozen=True, slots=True)
class MyQueue:
    """Today's tokens: those called or inside, those waiting in the order they will be called, those done or gone."""

    now: tuple[MyToken, ...]
    waiting: tuple[MyToken, ...]
    done: tuple[MyToken, ...]
    left: tuple[MyToken, ...]


@use_case(Deed.SEE_QUEUE, Lane.READ)
def my_queue(work: Work) -> MyQueue:
    """The queue of the person who asks: a doctor's own and those for any doctor; the whole of it for a nurse."""
    tokens = _tokens(work)
    people = _people(work, [token.patient_id for token in tokens])
    visits = _visits(work, tokens)
    measured = _measured(work, [token.patient_id for token in tokens])
    mine = [
        MyToken(
            token_card(token, people.get(token.patient_id)), visits.get(token.id),
            measured.get(token.patient_id), token.doctor_id is None,
        )
        for token in tokens
    ]  # fmt: skip
    by_state = {state: [one for one in mine if one.card.state is state] for state in TokenState}
    ended = [*by_state[TokenState.DONE]]
    ended.sort(key=lambda one: one.card.ended_at or one.card.came_at, reverse=True)
    return MyQueue(
        tuple(one for state in NOW for one in by_state[state]),
        tuple(by_state[TokenState.WAITING]),
        tuple(ended),
        (*by_state[TokenState.LEFT], *by_state[TokenState.CANCELLED]),
    )


@use_case(Deed.READ_NOTES, Lane.READ)
def where_i_am(work: Work) -> UUID | None:
    """The visit the doctor is in the middle of: today's newest open one, None between two patients."""
    return work.session.scalars(
        select(Visit.id)
        .where(
            Visit.doctor_id == work.actor.id,
            Visit.day == work.today,
            Visit.state == VisitState.OPEN,
            Visit.withdrawn.is_(None),
        )
        .order_by(Visit.started_at.desc())
        .limit(1)
    ).first()


def _tokens(work: Work) -> list[Token]:
    query = select(Token).where(Token.day == work.today, Token.withdrawn.is_(None))
    if not work.may(Deed.SEE_QUEUE, Row()):
        query = query.where(or_(Token.doctor_id == work.actor.id, Token.doctor_id.is_(None)))
    if work.laptop.place_id is not None:
        query = query.where(or_(Token.place_id == work.laptop.place_id, Token.place_id.is_(None)))
    return sorted(work.session.scalars(query), key=place)


def _people(work: Work, ids: Sequence[UUID]) -> dict[UUID, Patient]:
    return {one.id: one for one in work.session.scalars(select(Patient).where(Patient.id.in_(ids)))}


def _visits(work: Work, tokens: Sequence[Token]) -> dict[UUID, UUID]:
    """The visit of each token that has one."""
    keys = {shared_identity(token.id, "visit"): token.id for token in tokens}
    found = work.session.scalars(select(Visit.id).where(Visit.id.in_(keys), Visit.withdrawn.is_(None)))
    return {keys[key]: key for key in found}


def _measured(work: Work, people: Sequence[UUID]) -> dict[UUID, datetime]:
    since, _ = hours_of(work.today)
    rows = work.session.execute(
        select(Vitals.person_id, Vitals.taken_at)
        .where(Vitals.person_id.in_(people), Vitals.taken_at >= since, Vitals.withdrawn.is_(None))
        .order_by(Vitals.taken_at)
    )
    return {row.person_id: row.taken_at for row in rows}
