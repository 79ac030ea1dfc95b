"""What is asked of a record: each field that waits, with the values that were written and by whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from app.supervision.another_value import choices_for, typing_of
from app.supervision.conflict_words import FIELDS, Sayable, field_words, read_wire, title_of, value_words
from app.supervision.whose_work import Laptops
from app.words import Said
from app.work import Work
from models.base import Synced, moment, synced_kinds
from models.ledger import rows
from models.ledger.change import Edit
from models.ledger.clashes import NUMBERED, sharing_with
from models.ledger.device import SAME_NUMBER, Disagreement
from models.ledger.merge import RowState, Standing

CLOCK_OFF = timedelta(minutes=5)
"""A clock that was wrong by less is not worth a word."""

GOES_WITH: Mapping[str, str] = {"birth_is_estimated": "born_on"}
"""Fields that say nothing by themselves: they are settled with the other."""


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values: what it says, who wrote it, when by corrected time, at which laptop.

    `doubt` is said where that laptop's clock was not to be trusted. `pick` names it when somebody chooses it.
    """

    pick: str
    said: Sayable = field(repr=False)
    who: str
    at: datetime
    laptop: str | None
    is_here: bool
    is_shown: bool
    doubt: Said | None = None
    others: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A field with its versions. `typing` tells how another value is given: text, choice, or not at all."""

    field: str
    label: Said
    versions: tuple[Version, ...]
    typing: str | None = None
    choices: tuple[tuple[str, Sayable], ...] = ()


def fields_asked(work: Work, kind: str, key: UUID) -> list[str]:
    """The fields of a record that wait for somebody."""
    return list(
        work.session.scalars(
            select(Disagreement.field)
            .where(Disagreement.kind == kind, Disagreement.record == key)
            .order_by(Disagreement.field)
        )
    )


def record_of(work: Work, kind: str, key: UUID) -> Synced | None:
    model = synced_kinds().get(kind)
    return None if model is None else work.session.get(model, key)


def state_of(work: Work, record: Synced) -> RowState:
    """How the merging of a record stands."""
    return rows.read(work.session.connection(), type(record), [record.id.bytes])[record.id.bytes]


def sharers(work: Work, record: Synced) -> list[UUID]:
    """Who bears the number of `record`, itself among them, oldest first."""
    number = getattr(record, NUMBERED[record.kind])
    return sharing_with(work.session.connection(), record.kind, number)


def questions_of(work: Work, record: Synced, names: Sequence[str], laptops: Laptops) -> Iterator[Question]:
    state = state_of(work, record)
    for name in sorted(names, key=list(FIELDS).index if set(names) <= set(FIELDS) else None):
        if GOES_WITH.get(name) in names:
            continue
        if name == "withdrawn":
            yield Question(name, field_words(name), tuple(_void_versions(state, laptops)))
        else:
            choices = tuple(
                (value, value_words(work.session, name, said)) for value, said in choices_for(name)
            )
            versions = tuple(_versions(work, record, name, state, laptops))
            yield Question(name, field_words(name), versions, typing_of(record, name), choices)


def _versions(work: Work, record: Synced, name: str, state: RowState, laptops: Laptops) -> Iterator[Version]:
    """The different values, the oldest first; who wrote the same is counted with the newest."""
    alike: dict[str, list[Standing]] = {}
    for one in sorted(state.of(name), key=lambda one: one.age):
        alike.setdefault(repr(one.value), []).append(one)
    for several in alike.values():
        last = several[-1]
        value = read_wire(type(record), name, last.value)
        yield _version(last, value_words(work.session, name, value), laptops,
            last.value == state.values.get(name), len(several) - 1,
        )  # fmt: skip


def _void_versions(state: RowState, laptops: Laptops) -> Iterator[Version]:
    """Void, and in use: as whoever went on with it last left it."""
    stands = state.of("withdrawn")
    void = max((one for one in stands if one.value is not None), key=lambda one: one.age)
    later = [one for one in stands if one.value is None] or [
        one for name, several in state.standing.items() if name != "withdrawn" for one in several
    ]
    yield _version(void, Said("Void: {reason}", reason=str(void.value)), laptops, True, 0)
    last = max(later, key=lambda one: one.age)
    yield _version(last, Said("In use, and changed after that"), laptops, False, 0)


def _version(one: Standing, said: Sayable, laptops: Laptops, is_shown: bool, others: int) -> Version:
    made = laptops.of(one.edit.writer)
    return Version(
        pick_of(one.edit), said, laptops.person(one.author), moment(one.at), made.name, made.is_here, is_shown,
        _doubt(laptops, one), others,
    )  # fmt: skip


def _doubt(laptops: Laptops, one: Standing) -> Said | None:
    if not one.is_sure:
        return Said("The clock there was never checked.")
    off = laptops.clock_off(one.edit)
    if off is None or abs(off) < CLOCK_OFF:
        return None
    return Said("The clock there was wrong. This is the corrected time.")


def pick_of(edit: Edit) -> str:
    return f"{edit.writer.hex()}.{edit.number}"


def same_number(work: Work, record: Synced, laptops: Laptops) -> Iterator[Question]:
    """Each record that bears the number is a version of who keeps it."""
    versions = []
    for key in sharers(work, record):
        other = record_of(work, record.kind, key)
        if other is not None:
            made = laptops.of(other.origin)
            author = None if other.made_by is None else other.made_by.bytes
            versions.append(
                Version(
                    key.hex, title_of(work.session, other), laptops.person(author), other.made_at, made.name,
                    made.is_here, False,
                )
            )  # fmt: skip
    number = str(getattr(record, NUMBERED[record.kind]))
    yield Question(SAME_NUMBER, Said("Who keeps {number}", number=number), tuple(versions))
