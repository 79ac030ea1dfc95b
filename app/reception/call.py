"""Calling people in, and what may become of a call: they come, nobody comes, they leave, another doctor sees them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from app.reception.order import place
from app.reception.token_card import OPEN, TokenCard, card_of, row_of, token_here
from app.taking_back import Done, done
from app.work import Deed, Refused, Said, Work, use_case
from models.reception.token import Token
from models.vocabulary import Priority, TokenState


@dataclass(frozen=True, slots=True)
class Moved:
    """A token after a deed on it."""

    token: TokenCard
    done: Done


@use_case(Deed.CALL_TOKEN)
def call_next(work: Work, doctor_id: UUID | None = None) -> Moved | None:
    """Call whoever is next: for one doctor (those for any doctor too), or of all. None when nobody waits.

    By class (emergency; pregnant, elderly, small children; the others), then by arrival.
    """
    query = select(Token).where(
        Token.day == work.today, Token.state == TokenState.WAITING, Token.withdrawn.is_(None)
    )
    if doctor_id is not None:
        query = query.where(or_(Token.doctor_id == doctor_id, Token.doctor_id.is_(None)))
    if work.laptop.place_id is not None:
        query = query.where(or_(Token.place_id == work.laptop.place_id, Token.place_id.is_(None)))
    waiting = [
        token
        for token in work.session.scalars(query)
        if work.may(Deed.CALL_TOKEN, row_of(work, token.doctor_id))
    ]
    if not waiting:
        return None
    token = min(waiting, key=place)
    return _move(work, token, **_called(work, token, doctor_id))


@use_case(Deed.CALL_TOKEN)
def call_token(work: Work, token_id: UUID, doctor_id: UUID | None = None) -> Moved:
    """Call this one, out of turn, once more, or back after it had left."""
    token = token_here(work, token_id, Deed.CALL_TOKEN)
    if token.state in (TokenState.DONE, TokenState.CANCELLED):
        raise _is_over(token)
    if token.state is TokenState.WITH_DOCTOR:
        raise Refused(Said("This patient is with the doctor now."))
    return _move(work, token, **_called(work, token, doctor_id))


@use_case(Deed.CALL_TOKEN)
def skip_token(work: Work, token_id: UUID) -> Moved:
    """Nobody came when called, or somebody has to wait: others of the same class who are here go first."""
    token = token_here(work, token_id, Deed.CALL_TOKEN)
    if token.state not in (TokenState.CALLED, TokenState.WAITING):
        raise _is_over(token)
    return _move(
        work, token, state=TokenState.WAITING, waits_from=work.now, skips=token.skips + 1, called_at=None
    )


@use_case(Deed.CALL_TOKEN)
def return_token(work: Work, token_id: UUID) -> Moved:
    """Somebody who had left is here again, and has their old place back."""
    token = token_here(work, token_id, Deed.CALL_TOKEN)
    if token.state is not TokenState.LEFT:
        raise Refused(Said("This patient had not left."))
    return _move(work, token, state=TokenState.WAITING, called_at=None, ended_at=None)


@use_case(Deed.CALL_TOKEN)
def start_token(work: Work, token_id: UUID) -> Moved:
    """They are in the room."""
    token = token_here(work, token_id, Deed.CALL_TOKEN)
    if token.state not in (TokenState.CALLED, TokenState.WAITING):
        raise _is_over(token)
    return _move(work, token, state=TokenState.WITH_DOCTOR, started_at=work.now)


@use_case(Deed.CALL_TOKEN)
def finish_token(work: Work, token_id: UUID) -> Moved:
    """The doctor is done with them."""
    token = token_here(work, token_id, Deed.CALL_TOKEN)
    if token.state not in OPEN:
        raise _is_over(token)
    return _move(
        work, token, state=TokenState.DONE, ended_at=work.now, started_at=token.started_at or work.now
    )


@use_case(Deed.CALL_TOKEN)
def leave_token(work: Work, token_id: UUID) -> Moved:
    """They went away without being seen."""
    return _end(work, token_id, TokenState.LEFT)


@use_case(Deed.GIVE_TOKEN)
def cancel_token(work: Work, token_id: UUID) -> Moved:
    """It was given by mistake."""
    return _end(work, token_id, TokenState.CANCELLED)


@use_case(Deed.GIVE_TOKEN)
def move_token(work: Work, token_id: UUID, doctor_id: UUID | None) -> Moved:
    """Let another doctor see them; one already called or inside waits again, at the place they had."""
    token = token_here(work, token_id, Deed.GIVE_TOKEN)
    work.need(Deed.GIVE_TOKEN, row_of(work, doctor_id))
    if token.state not in OPEN:
        raise _is_over(token)
    if token.doctor_id == doctor_id:
        raise Refused(Said("This patient already waits for this doctor."))
    values: dict[str, Any] = {"doctor_id": doctor_id}
    if token.state is not TokenState.WAITING:
        values |= {"state": TokenState.WAITING, "called_at": None, "started_at": None}
    return _move(work, token, **values)


@use_case(Deed.GIVE_TOKEN)
def set_priority(work: Work, token_id: UUID, priority: Priority) -> Moved:
    """Let somebody go before others, or no longer."""
    token = token_here(work, token_id, Deed.GIVE_TOKEN)
    if token.state not in OPEN:
        raise _is_over(token)
    return _move(work, token, priority=priority)


def _called(work: Work, token: Token, doctor_id: UUID | None) -> dict[str, Any]:
    values: dict[str, Any] = {"state": TokenState.CALLED, "called_at": work.now}
    if token.doctor_id is None and doctor_id is not None:
        values["doctor_id"] = doctor_id
    if token.ended_at is not None:
        values["ended_at"] = None
    return values


def _end(work: Work, token_id: UUID, state: TokenState) -> Moved:
    token = token_here(work, token_id, Deed.CALL_TOKEN)
    if token.state not in (TokenState.WAITING, TokenState.CALLED):
        raise _is_over(token)
    return _move(work, token, state=state, ended_at=work.now)


def _move(work: Work, token: Token, **values: Any) -> Moved:
    work.put(token, **values)
    return Moved(card_of(work, token), done(work))


def _is_over(token: Token) -> Refused:
    match token.state:
        case TokenState.WITH_DOCTOR:
            return Refused(Said("This patient is with the doctor now."))
        case TokenState.LEFT:
            return Refused(Said("This patient has left."), advice=Said("Call them again if they are back."))
        case TokenState.CANCELLED:
            return Refused(Said("This token was cancelled."), advice=Said("Give a new one."))
    return Refused(Said("This patient was already seen."), advice=Said("Give a new token."))
