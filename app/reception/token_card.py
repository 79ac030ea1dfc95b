"""A place in the queue as desks, rooms and slips show it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from app.reception.token_words import token_words
from app.work import Deed, Refused, Row, Said, Work
from models.people.patient import Patient
from models.reception.token import Token
from models.vocabulary import Priority, Sex, TokenState

OPEN = (TokenState.WAITING, TokenState.CALLED, TokenState.WITH_DOCTOR)


@dataclass(frozen=True, slots=True)
class TokenCard:
    """A token with who holds it. `came_at` is when it was given; `reason` is what they said at the desk."""

    id: UUID
    number: str
    day: date
    state: TokenState
    priority: Priority
    reason: str | None = field(repr=False)
    doctor_id: UUID | None
    came_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    skips: int
    patient_id: UUID
    patient_number: str
    name: str = field(repr=False)
    sex: Sex
    born_on: date | None = field(repr=False)
    birth_is_estimated: bool
    village: str | None = field(repr=False)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def token_card(token: Token, patient: Patient | None) -> TokenCard:
    """`patient` is None for somebody this laptop does not know yet: the number is called all the same."""
    return TokenCard(
        token.id, token_words(token.lane, token.number), token.day, token.state, token.priority, token.reason,
        token.doctor_id, token.made_at, token.called_at, token.started_at, token.ended_at, token.skips,
        token.patient_id,
        patient.number if patient else "", patient.name if patient else "", patient.sex if patient else Sex.UNKNOWN,
        patient.born_on if patient else None, bool(patient and patient.birth_is_estimated),
        patient.village if patient else None,
    )  # fmt: skip


def card_of(work: Work, token: Token) -> TokenCard:
    """The card of a token that was just touched."""
    work.session.flush()
    return token_card(token, work.session.get(Patient, token.patient_id))


def token_here(work: Work, token_id: UUID, deed: Deed) -> Token:
    """The token, if it is on this laptop and the person may do `deed` on it."""
    token = work.session.get(Token, token_id)
    if token is None or token.withdrawn is not None:
        raise Refused(Said("This token is not on this laptop."), advice=Said("Sync, then try again."))
    work.need(deed, row_of(work, token.doctor_id))
    return token


def row_of(work: Work, doctor_id: UUID | None) -> Row:
    """What the table of rights is asked for a token: one for any doctor belongs to whichever doctor asks."""
    return Row(owner=doctor_id or work.actor.id)
