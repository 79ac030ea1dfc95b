"""The queue of a day as the desk, the rooms and the board see it: one list, whoever's laptop gave the tokens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from uuid import UUID

from sqlalchemy import or_, select

from app.reception.doctors import DoctorCard, doctors_now
from app.reception.give_token import next_number
from app.reception.order import place
from app.reception.token_card import TokenCard, row_of, token_card
from app.work import Deed, Lane, Work, use_case
from models.people.patient import Patient
from models.reception.token import Token
from models.vocabulary import Priority, TokenState

USUAL_MINUTES = 6
"""Before a doctor has seen enough people today to tell."""
TELLING = 3
"""So many seen today tell how long one takes."""
LONG_WAIT = 30
"""Minutes from which on a wait is shown as long."""
INSIDE = (TokenState.CALLED, TokenState.WITH_DOCTOR)
GONE = (TokenState.LEFT, TokenState.CANCELLED)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One token in a section. `minutes` waited so far, or since they were called or went in; `estimate` is how
    long it may still take until they are called, None for those who no longer wait.
    """

    token: TokenCard
    doctor: str
    minutes: int
    estimate: int | None = None

    @property
    def waits_long(self) -> bool:
        return self.token.state is TokenState.WAITING and self.minutes > LONG_WAIT


@dataclass(frozen=True, slots=True)
class Room:
    """A doctor's room now: who was called or is inside (the latest), who waits, and when that may end."""

    doctor: DoctorCard
    serving: TokenCard | None
    waiting: int
    usual_minutes: int
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue of `day` for one doctor or all. Waiting is in the order of calling, done and left newest first.

    `waits_for_any` counts those who wait for whichever doctor is free first.
    """

    day: date
    doctor_id: UUID | None
    inside: tuple[QueueRow, ...]
    waiting: tuple[QueueRow, ...]
    done: tuple[QueueRow, ...]
    left: tuple[QueueRow, ...]
    rooms: tuple[Room, ...]
    waits_for_any: int
    next_number: str
    at: datetime

    @property
    def count(self) -> int:
        return len(self.inside) + len(self.waiting) + len(self.done) + len(self.left)

    @property
    def priorities(self) -> int:
        return sum(row.token.priority is not Priority.NONE for row in self.waiting)


@use_case(Deed.SEE_QUEUE, Lane.READ)
def queue(work: Work, day: date | None = None, doctor_id: UUID | None = None) -> Queue:
    """Today's queue, or another day's."""
    seen_day = day or work.today
    doctors = doctors_now(work)
    everybody = tokens_of(work, seen_day)
    rooms = _rooms(work, doctors, everybody)
    shown = [pair for pair in everybody if doctor_id in (None, pair[0].doctor_id)]
    shorts = {doctor.id: doctor.short for doctor in doctors}
    waiting = sorted(
        (pair for pair in shown if pair[0].state is TokenState.WAITING), key=lambda pair: place(pair[0])
    )
    estimates = _estimates([token for token, _ in waiting], rooms)
    newest = sorted(shown, key=lambda pair: pair[0].ended_at or pair[0].made_at, reverse=True)

    def rows(pairs: Iterable[tuple[Token, Patient | None]]) -> tuple[QueueRow, ...]:
        return tuple(_row(work.now, token, patient, shorts, estimates) for token, patient in pairs)

    inside = sorted((pair for pair in shown if pair[0].state in INSIDE), key=_went_in)
    return Queue(
        seen_day, doctor_id,
        rows(inside), rows(waiting),
        rows(pair for pair in newest if pair[0].state is TokenState.DONE),
        rows(pair for pair in newest if pair[0].state in GONE),
        rooms, sum(token.doctor_id is None and token.state is TokenState.WAITING for token, _ in everybody),
        next_number(work), work.now,
    )  # fmt: skip


@use_case(Deed.SEE_QUEUE, Lane.READ)
def now_serving(work: Work) -> tuple[Room, ...]:
    """The rooms alone: for the board and the strip above the appointments."""
    return _rooms(work, doctors_now(work), tokens_of(work, work.today))


def tokens_of(work: Work, day: date) -> list[tuple[Token, Patient | None]]:
    """A day's tokens at this place that the person may see, each with its patient where this laptop knows them."""
    query = (
        select(Token, Patient)
        .outerjoin(Patient, Patient.id == Token.patient_id)
        .where(Token.day == day, Token.withdrawn.is_(None))
    )
    if work.laptop.place_id is not None:
        query = query.where(or_(Token.place_id == work.laptop.place_id, Token.place_id.is_(None)))
    return [
        (token, patient)
        for token, patient in work.session.execute(query)
        if work.may(Deed.SEE_QUEUE, row_of(work, token.doctor_id))
    ]


def usual_minutes(tokens: Iterable[Token]) -> int:
    """How long one takes, from those seen today; a few forgotten ones do not spoil a median."""
    took = [
        (token.ended_at - token.started_at).total_seconds() / 60
        for token in tokens
        if token.state is TokenState.DONE and token.started_at and token.ended_at
    ]
    return max(1, round(median(took))) if len(took) >= TELLING else USUAL_MINUTES


def minutes_between(then: datetime, now: datetime) -> int:
    return max(0, int((now - then).total_seconds()) // 60)


def _rooms(
    work: Work, doctors: Sequence[DoctorCard], everybody: Sequence[tuple[Token, Patient | None]]
) -> tuple[Room, ...]:
    return tuple(_room(work, doctor, everybody) for doctor in doctors)


def _room(work: Work, doctor: DoctorCard, everybody: Sequence[tuple[Token, Patient | None]]) -> Room:
    own = [pair for pair in everybody if pair[0].doctor_id == doctor.id]
    usual = usual_minutes(token for token, _ in own)
    waiting = sum(token.state is TokenState.WAITING for token, _ in own)
    inside = max((pair for pair in own if pair[0].state in INSIDE), key=_went_in, default=None)
    ends_at = None
    if waiting or inside:
        ends_at = datetime.fromtimestamp(
            work.now.timestamp() + 60 * usual * (waiting + (inside is not None)), work.now.tzinfo
        )
    return Room(doctor, token_card(*inside) if inside else None, waiting, usual, ends_at)


def _went_in(pair: tuple[Token, Patient | None]) -> datetime:
    token = pair[0]
    return token.started_at or token.called_at or token.made_at


def _estimates(waiting: Sequence[Token], rooms: Sequence[Room]) -> dict[UUID, int]:
    """Minutes until each may be called, counting those before them at the same doctor. Who waits for any doctor
    goes to the one who is free first, and holds up the others there.
    """
    usual = {room.doctor.id: room.usual_minutes for room in rooms}
    busy = {room.doctor.id: room.usual_minutes if room.serving else 0 for room in rooms}
    found: dict[UUID, int] = {}
    for token in waiting:
        own = token.doctor_id if token.doctor_id in busy else None
        doctor = own or min(busy, key=lambda key: busy[key], default=None)
        if doctor is not None:
            found[token.id] = busy[doctor]
            busy[doctor] += usual[doctor]
    return found


def _row(
    now: datetime, token: Token, patient: Patient | None, shorts: dict[UUID, str], estimates: dict[UUID, int]
) -> QueueRow:
    since = token.made_at
    if token.state in INSIDE:
        since = _went_in((token, patient))
    doctor = shorts.get(token.doctor_id, "") if token.doctor_id else ""
    return QueueRow(token_card(token, patient), doctor, minutes_between(since, now), estimates.get(token.id))
