"""What every synced kind must do when its rows enter a laptop's scope and leave it: a new kind is covered at once."""

from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from models.base import Synced, synced_kinds
from models.ledger import leaving
from models.ledger.apply import take_in
from models.ledger.change import SavedWork, part_of
from models.ledger.crossing import CampRow
from models.ledger.joining import State, join_in, states_of
from models.ledger.journal import JournalChange, WaitingWork
from tests.models.ledger.copies import Copy
from tests.models.ledger.test_every_kind import changeable, every_kind, made_on


def states(copy: Copy, *places: tuple[str, UUID]) -> list[State]:
    with copy.engine.begin() as connection:
        return states_of(connection, [(kind, key.bytes) for kind, key in places])


def enter(copy: Copy, given: list[State]) -> None:
    with copy.engine.begin() as connection:
        leaving.come_back(connection, [(state.kind, state.record) for state in given])
        take_in(connection, [], joined=join_in(connection, given))


def leave(copy: Copy, kind: str, *keys: UUID) -> None:
    with copy.engine.begin() as connection:
        leaving.leave(connection, [(kind, key.bytes) for key in keys])


def purge(copy: Copy, confirmed: int, arrival: int = 50, backed_up: int = 50) -> None:
    with copy.engine.begin() as connection:
        leaving.purge(connection, {copy.writer: confirmed}, arrival, backed_up)


def everything_of(copy: Copy) -> list[State]:
    """Every row of a copy as it stands."""
    return states(copy, *((kind, key) for kind, model in synced_kinds().items() for key in ids(copy, model)))


def ids(copy: Copy, model: type[Synced]) -> set[UUID]:
    with copy.engine.begin() as connection:
        return set(connection.scalars(select(model.__table__.c.id)))  # type: ignore[attr-defined]  # it is mapped


def two_who_know(model: type[Synced]) -> tuple[Copy, Copy, UUID, list[tuple[str, Any]]]:
    here, there = Copy("A"), Copy("B")
    key = made_on(here, model)
    there.take(here.works())
    return here, there, key, sorted(changeable(model).items())


@every_kind
def test_a_row_that_enters_is_what_it_is_elsewhere(model: type[Synced]) -> None:
    here, there, key, new = two_who_know(model)
    here.edit(model, key, **dict(new[:1]))
    there.edit(model, key, **dict(new[-1:]))
    here.take(there.own_works())
    fresh = Copy("C")
    enter(fresh, everything_of(here))
    enter(fresh, everything_of(here))

    assert fresh.rows() == here.rows()


@every_kind
def test_works_and_states_meet_in_any_order(model: type[Synced]) -> None:
    here, there, key, new = two_who_know(model)
    roots = here.works()[:-1]
    here.edit(model, key, **dict(new[:1]))
    there.edit(model, key, **dict(new[-1:]))
    half, work = states(here, (model.kind, key)), there.own_works()
    here.take(work)
    whole = states(here, (model.kind, key))
    for order in permutations((half, work, whole)):
        late = Copy("C")
        late.take(roots)
        for step in order:
            if step is work:
                late.take(work)
            else:
                enter(late, step)  # type: ignore[arg-type]  # the others are states
        assert late.rows() == here.rows()


@every_kind
def test_a_row_goes_only_when_the_server_has_all_of_it_and_a_backup_too(model: type[Synced]) -> None:
    _, there, key, new = two_who_know(model)
    there.edit(model, key, **dict(new[:1]))
    leave(there, model.kind, key)
    purge(there, confirmed=0)
    assert key in ids(there, model)
    purge(there, confirmed=1, arrival=60)
    assert key in ids(there, model)
    purge(there, confirmed=1, backed_up=60)

    assert key not in ids(there, model)
    own = there.own_works()
    with there.engine.begin() as connection:
        bodies = connection.scalars(select(JournalChange.body).where(JournalChange.record == key.bytes)).all()
        assert len(bodies) == len(own)
        assert connection.scalars(select(CampRow.record).where(CampRow.record == key.bytes)).all() == []


@every_kind
def test_a_row_that_comes_back_is_whole(model: type[Synced]) -> None:
    here, there, key, new = two_who_know(model)
    there.edit(model, key, **dict(new[:1]))
    here.take(there.own_works())
    leave(there, model.kind, key)
    purge(there, confirmed=1)
    here.edit(model, key, **dict(new[-1:]))
    enter(there, states(here, (model.kind, key)))
    there.edit(model, key, withdrawn="made twice")
    here.take(there.own_works())

    assert here.rows() == there.rows()


@every_kind
def test_a_late_work_about_a_row_that_left_does_not_bring_it_back(model: type[Synced]) -> None:
    here, there, key, new = two_who_know(model)
    leave(there, model.kind, key)
    purge(there, confirmed=0)
    here.edit(model, key, **dict(new[:1]))
    with there.engine.begin() as connection:
        late = [part_of(work, bytes(32), range(len(work.changes))) for work in here.works()]
        inside = leaving.less_left(connection, late)
        take_in(connection, inside)
        assert connection.scalars(select(WaitingWork.number)).all() == []

    assert key not in ids(there, model)


def test_what_waits_for_a_row_that_left_waits_no_longer_and_the_rest_of_its_work_goes_on() -> None:
    model = synced_kinds()["patient"]
    here, there = Copy("A"), Copy("B")
    outside, inside = made_on(here, model), made_on(here, model)
    both = two_edits(here, outside, inside)
    there.take(here.works()[1:2])
    there.take([both])
    with there.engine.begin() as connection:
        assert len(connection.scalars(select(WaitingWork.number)).all()) == 1
    leave(there, "patient", outside)
    with there.engine.begin() as connection:
        take_in(connection, [], joined=[("patient", inside.bytes)])
        assert connection.scalars(select(WaitingWork.number)).all() == []

    assert there.read(model, inside).village == "Kanke"
    enter(there, states(here, ("patient", outside)))
    assert there.read(model, outside).village == "Kanke"


def two_edits(copy: Copy, *keys: UUID) -> SavedWork:
    """One work of several records."""
    with copy.work() as (session, ledger):
        for key in keys:
            record = session.get(synced_kinds()["patient"], key)
            assert record is not None
            ledger.put(record, {"village": "Kanke"})
    return copy.own_works()[-1]


def test_parts_of_one_work_come_by_different_roads_and_are_one_work_in_the_end() -> None:
    here, there = Copy("A"), Copy("B")
    model = synced_kinds()["patient"]
    first, second = made_on(here, model), made_on(here, model)
    works = here.works()
    there.take(works)
    both = two_edits(here, first, second)
    with here.engine.begin() as connection:
        rows = connection.scalars(select(JournalChange.body).order_by(JournalChange.arrival)).all()
    digest = bytes(32)
    with there.engine.begin() as connection:
        for place in (1, 0, 1):
            some = SavedWork(**{**fields_of(both), "changes": both.changes[place : place + 1]})
            take_in(connection, [part_of(some, digest, [place])])
        assert connection.scalars(select(JournalChange.body).order_by(JournalChange.arrival)).all() == rows

    assert there.read(model, first).village == there.read(model, second).village == "Kanke"


def fields_of(work: SavedWork) -> dict[str, Any]:
    return {name: getattr(work, name) for name in work.__struct_fields__}


@pytest.mark.parametrize("spoil", ["origin", "record", "author", "edits", "values", "kind", "at"])
def test_a_state_that_nobody_could_keep_is_left_out_alone(spoil: str) -> None:
    here, there = Copy("A"), Copy("B")
    model = synced_kinds()["patient"]
    good, bad = made_on(here, model), made_on(here, model)
    [one, other] = states(here, ("patient", good), ("patient", bad))
    wrong: dict[str, Any] = {
        "origin": b"x", "record": b"", "author": b"short", "edits": b"\xc1", "values": {"name": 7}, "kind": "pet",
        "at": 2**62,
    }  # fmt: skip
    spoilt = State(
        **{**{name: getattr(other, name) for name in other.__struct_fields__}, spoil: wrong[spoil]}
    )
    enter(there, [spoilt, one])

    assert ids(there, model) == {UUID(bytes=one.record)}
