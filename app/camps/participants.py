"""The people of a camp as screens show them, and how they are found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, text

from app.camps.events import event_here, stations_of
from app.camps.lists import Condition, read_conditions
from app.camps.passes import admission_of, pass_ids_of, pass_of, registration_here
from app.people.alike import Alike, Draft, LikelyDuplicates, likely_duplicates
from app.people.person import Person
from app.people.search_text import read_search
from app.work import Deed, Lane, Seen, Work, seen_of, use_case
from models.base import Identity
from models.camps.event import Admission, Pass, PassBinding, Registration, StationVisit
from models.camps.pass_code import read_short_code
from models.people.likeness import Person as Compared
from models.people.likeness import Verdict, compare
from models.people.search import alike_words
from models.values import BadValue
from models.vocabulary import Sex

MOST_FOUND = 50
MOST_LIKE = 5
MOST_VILLAGES = 60


@dataclass(frozen=True, slots=True)
class TableStop:
    """A table of the camp on somebody's way round; `at` is when they were there."""

    id: UUID
    name: str
    name_other: str | None
    icon: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """Somebody registered, as lists show them."""

    id: UUID
    number: str
    name: str = field(repr=False)
    name_other: str | None = field(repr=False)
    sex: Sex
    born_on: date | None = field(repr=False)
    birth_is_estimated: bool
    phone: str | None = field(repr=False)
    village: str | None
    has_consent: bool
    token: str | None
    admitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class ParticipantCard:
    """Somebody registered, with all the gate shows. `stops` are the tables in their order."""

    id: UUID
    event_id: UUID
    number: str
    name: str = field(repr=False)
    name_other: str | None = field(repr=False)
    sex: Sex
    born_on: date | None = field(repr=False)
    birth_is_estimated: bool
    relative_name: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    village: str | None
    has_consent: bool
    conditions: tuple[Condition, ...] = field(repr=False)
    medications: str | None = field(repr=False)
    patient_id: UUID | None
    pass_id: UUID | None
    pass_code: str | None
    token: str | None
    admitted_at: datetime | None
    stops: tuple[TableStop, ...]
    seen: Seen = field(repr=False)

    @property
    def next_stop(self) -> TableStop | None:
        """Where to send them; None when they were everywhere."""
        return next((stop for stop in self.stops if stop.at is None), None)


@use_case(Deed.SEE_CAMP, Lane.READ)
def participant(work: Work, event_id: UUID, registration_id: UUID) -> ParticipantCard:
    """One person of a camp."""
    event_here(work, event_id, Deed.SEE_CAMP)
    work.tell("read_participant", "registration", registration_id)
    return card_of(work, registration_here(work, event_id, registration_id))


@use_case(Deed.SEE_CAMP, Lane.READ)
def list_participants(
    work: Work, event_id: UUID, admitted: bool | None = None, limit: int = 300
) -> tuple[ParticipantRow, ...]:
    """People of a camp, the latest first: all, those who are in, or those still to come."""
    event_here(work, event_id, Deed.SEE_CAMP)
    rows = _of_event(event_id).order_by(Registration.id.desc()).limit(limit)
    if admitted is not None:
        came = Registration.id.in_(people_in(event_id))
        rows = rows.where(came if admitted else ~came)
    return _rows(work, event_id, rows)


@use_case(Deed.SEE_CAMP, Lane.READ)
def find_participants(work: Work, event_id: UUID, text: str, limit: int = 20) -> tuple[ParticipantRow, ...]:
    """People of a camp by the beginning of a name, by phone, number, village or the code on their pass."""
    event_here(work, event_id, Deed.SEE_CAMP)
    limit = min(limit, MOST_FOUND)
    by_code = _by_code(work, event_id, text)
    if by_code:
        return _rows(work, event_id, _of_event(event_id).where(Registration.id.in_(by_code)))
    ids = _by_words(work, event_id, text, limit)
    rows = _rows(work, event_id, _of_event(event_id).where(Registration.id.in_(ids)))
    place = {key: at for at, key in enumerate(ids)}
    return tuple(sorted(rows, key=lambda row: place[row.id]))


@use_case(Deed.SEE_CAMP, Lane.READ)
def villages_of(work: Work, event_id: UUID) -> tuple[str, ...]:
    """Where the people of a camp come from, the commonest first: what a form offers."""
    event_here(work, event_id, Deed.SEE_CAMP)
    rows = (
        select(Registration.village)
        .where(Registration.event_id == event_id, Registration.village.is_not(None))
        .group_by(Registration.village)
        .order_by(func.count().desc(), Registration.village)
        .limit(MOST_VILLAGES)
    )
    return tuple(village for village in work.session.scalars(rows) if village)


@use_case(Deed.REGISTER_PARTICIPANT, Lane.READ)
def people_like(work: Work, event_id: UUID, draft: Draft) -> LikelyDuplicates:
    """Who somebody being registered may be: people of this camp first, then the clinic's patients.

    Those of the camp have `event_id` set. Whoever may not look at patients is not shown any.
    """
    event_here(work, event_id, Deed.REGISTER_PARTICIPANT)
    patients = likely_duplicates(work, draft)
    here = _near(work, event_id, draft)
    likenesses = [(one, compare(_compared(draft), one.compared())) for one in here]
    alike = [
        Alike(one, likeness.verdict is Verdict.SAME, likeness.score, likeness.reasons)
        for one, likeness in sorted(likenesses, key=lambda pair: -pair[1].score)
        if likeness.verdict is not Verdict.APART
    ]
    meant = {one.person.id for one in alike}
    family = [one for one in here if draft.phone and one.phone == draft.phone and one.id not in meant]
    return LikelyDuplicates(
        draft, (*alike, *patients.alike)[:MOST_LIKE], (*family, *patients.family)[:MOST_LIKE]
    )


def card_of(work: Work, registration: Registration, came: Admission | None = None) -> ParticipantCard:
    """What the gate shows of somebody. `came` is how they came in, where that was looked up already."""
    live = pass_of(work, registration.id)
    admission = came or admission_of(work, registration.event_id, registration.id)
    return ParticipantCard(
        registration.id, registration.event_id, registration.number, registration.name,
        registration.name_other, registration.sex, registration.born_on, registration.birth_is_estimated,
        registration.relative_name, registration.phone, registration.village,
        registration.consented_at is not None, read_conditions(registration.conditions),
        registration.medications, registration.patient_id, live.id if live else None,
        live.code if live else None, admission.token if admission else None,
        admission.at if admission else None, stops_of(work, registration), seen_of(registration),
    )  # fmt: skip


def stops_of(work: Work, registration: Registration) -> tuple[TableStop, ...]:
    visits = work.session.execute(
        select(StationVisit.station_id, func.min(StationVisit.at))
        .where(was_there(registration.id), StationVisit.withdrawn.is_(None))
        .group_by(StationVisit.station_id)
    )
    been = dict(visits.all())
    return tuple(
        TableStop(table.id, table.name, table.name_other, table.icon, been.get(table.id))
        for table in stations_of(work, registration.event_id)
    )


def was_there(registration_id: UUID) -> ColumnElement[bool]:
    """A visit of this person, whether it knew them or only their pass."""
    return or_(
        StationVisit.registration_id == registration_id,
        StationVisit.pass_id.in_(pass_ids_of(registration_id)),
    )


def person_of_row(row: type[Admission] | type[StationVisit]) -> ColumnElement[UUID]:
    """Whose row it is, joined to its pass: the person if known here, else the pass stands for them."""
    bound = (
        select(PassBinding.registration_id)
        .where(PassBinding.pass_id == row.pass_id, PassBinding.withdrawn.is_(None))
        .order_by(PassBinding.made_at, PassBinding.id)
        .limit(1)
        .correlate(row)
        .scalar_subquery()
    )
    return func.coalesce(row.registration_id, Pass.registration_id, bound, row.pass_id)


def people_in(event_id: UUID) -> Select[UUID]:
    """Everybody who came in, each as often as they did."""
    return (
        select(person_of_row(Admission).label("person"))
        .outerjoin(Pass, Pass.id == Admission.pass_id)
        .where(Admission.event_id == event_id, Admission.withdrawn.is_(None))
    )


def _of_event(event_id: UUID) -> Select[Registration]:
    return select(Registration).where(Registration.event_id == event_id, Registration.withdrawn.is_(None))


def _near(work: Work, event_id: UUID, draft: Draft) -> list[Person]:
    """People of the camp who share a blocking key or the phone with somebody."""
    words = " OR ".join(alike_words(_compared(draft)))
    ids = _matching(work, event_id, "person_find_alike", words, MOST_FOUND) if words else []
    near = _of_event(event_id).where(
        or_(
            Registration.id.in_(ids), and_(Registration.phone.is_not(None), Registration.phone == draft.phone)
        )
    )
    return [
        Person(
            one.id, one.number, one.name, one.name_other, one.sex, one.born_on, one.birth_is_estimated,
            one.phone, one.relative_name, one.village, event_id=event_id,
        )
        for one in work.session.scalars(near.limit(MOST_FOUND))
    ]  # fmt: skip


def _compared(draft: Draft) -> Compared:
    return Compared(
        draft.name, draft.sex, draft.born_on, draft.birth_is_estimated, draft.phone, draft.relative_name,
        draft.village,
    )  # fmt: skip


def _by_code(work: Work, event_id: UUID, typed: str) -> list[UUID]:
    """By the eight letters under the code, or the number that stands large on a pass."""
    number = typed.strip().upper()
    try:
        code = read_short_code(typed)
    except BadValue:
        code = None
    same = or_(Pass.number == number, Pass.code == code) if code else Pass.number == number
    found = select(Pass.registration_id).where(Pass.event_id == event_id, same)
    own = select(Registration.id).where(Registration.event_id == event_id, Registration.number == number)
    return [key for key in work.session.scalars(own.union(found)) if key is not None]


def _by_words(work: Work, event_id: UUID, typed: str, limit: int) -> list[UUID]:
    """By what was typed, then by what sounds like it."""
    asked = read_search(typed)
    found: dict[UUID, None] = {}
    for match in (*(asked.plans() if asked.wanted else ()), *([asked.by_ear()] if asked.sounds else ())):
        found |= dict.fromkeys(_matching(work, event_id, "person_find", match, limit))
        if len(found) >= limit:
            break
    return list(found)[:limit]


def _matching(work: Work, event_id: UUID, table: str, match: str, limit: int) -> list[UUID]:
    rows = work.session.execute(
        text(
            f"SELECT registration.id FROM {table} JOIN person_key ON person_key.nr = {table}.rowid "
            "JOIN registration ON registration.id = person_key.id "
            f"WHERE {table} MATCH :match AND person_key.kind = 'registration' "
            "AND registration.event_id = :event AND registration.withdrawn IS NULL LIMIT :most"
        ).columns(id=Identity()),
        {"match": match, "event": event_id.bytes, "most": limit},
    )
    return [row.id for row in rows]


def _rows(work: Work, event_id: UUID, registrations: Select[Registration]) -> tuple[ParticipantRow, ...]:
    people = list(work.session.scalars(registrations))
    came = admissions_of(work, event_id, [one.id for one in people])
    return tuple(_row(one, came.get(one.id)) for one in people)


def admissions_of(work: Work, event_id: UUID, ids: Sequence[UUID]) -> dict[UUID, Admission]:
    """The admission that counts of each of these people."""
    passes = select(Pass.id).where(Pass.registration_id.in_(ids))
    bound = select(PassBinding.pass_id).where(PassBinding.registration_id.in_(ids))
    person = person_of_row(Admission).label("person")
    rows = work.session.execute(
        select(Admission, person)
        .outerjoin(Pass, Pass.id == Admission.pass_id)
        .where(Admission.event_id == event_id, Admission.withdrawn.is_(None))
        .where(or_(Admission.registration_id.in_(ids), Admission.pass_id.in_(passes.union(bound))))
        .order_by(Admission.made_at.desc(), Admission.id.desc())
    )
    return {person: admission for admission, person in rows}


def _row(one: Registration, admission: Admission | None) -> ParticipantRow:
    return ParticipantRow(
        one.id, one.number, one.name, one.name_other, one.sex, one.born_on, one.birth_is_estimated,
        one.phone, one.village, one.consented_at is not None,
        admission.token if admission else None, admission.at if admission else None,
    )  # fmt: skip
