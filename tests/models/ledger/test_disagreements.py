"""What waits for a person is known at once, wherever a change was made or arrived, and no longer than it waits."""

from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.device import SAME_NUMBER, Disagreement
from models.people.patient import Patient
from tests.models.ledger.copies import Copy, sample_of


def a_patient(number: str = "RMP-A1-00001") -> Patient:
    return Patient(**(sample_of(Patient) | {"number": number, "name": "Sunita"}))


def asked(at: Copy) -> set[tuple[str, UUID, str]]:
    with Session(at.engine) as session:
        rows = session.execute(select(Disagreement.kind, Disagreement.record, Disagreement.field))
        return {(row.kind, row.record, row.field) for row in rows}


def meet(*copies: Copy) -> None:
    for _ in range(2):
        for giver in copies:
            for taker in copies:
                if giver is not taker:
                    taker.take(giver.works())


def two_that_know(number: str = "RMP-A1-00001") -> tuple[Copy, Copy, UUID]:
    one, two = Copy("one"), Copy("two")
    key = one.make(a_patient(number))
    meet(one, two)
    return one, two, key


def settle(at: Copy, key: UUID, **values: Any) -> None:
    seen = at.look(Patient, key)
    with at.work("settle") as (session, ledger):
        ledger.revise(session.get_one(Patient, key), seen, values, settles=True)


def test_the_value_that_is_shown_already_can_be_chosen() -> None:
    one, two, key = two_that_know()
    one.edit(Patient, key, name="Sunita Kumari")
    two.edit(Patient, key, name="Suneeta")
    meet(one, two)
    assert asked(one) == asked(two) == {("patient", key, "name")}
    shown = one.read(Patient, key).name
    settle(one, key, name=shown)
    meet(one, two)

    assert asked(one) == asked(two) == set()
    assert one.read(Patient, key).name == two.read(Patient, key).name == shown
    assert one.rows() == two.rows()


def test_settled_differently_at_two_places_is_asked_once_more() -> None:
    one, two, key = two_that_know()
    one.edit(Patient, key, name="Sunita Kumari")
    two.edit(Patient, key, name="Suneeta")
    meet(one, two)
    settle(one, key, name="Sunita Kumari")
    settle(two, key, name="Suneeta")
    assert asked(one) == asked(two) == set()
    meet(one, two)

    assert asked(one) == asked(two) == {("patient", key, "name")}
    assert one.rows() == two.rows()
    settle(two, key, name="Sunita K")
    meet(one, two)
    assert asked(one) == asked(two) == set()
    assert one.read(Patient, key).name == "Sunita K"


def test_an_edit_that_came_after_somebody_looked_is_not_settled_with_the_others() -> None:
    one, two, key = two_that_know()
    three = Copy("three")
    meet(one, three)
    for at, name in ((one, "A"), (two, "B")):
        at.edit(Patient, key, name=name)
    meet(one, two)
    seen = one.look(Patient, key)
    three.edit(Patient, key, name="C")
    meet(one, three)
    with one.work("settle") as (session, ledger):
        ledger.revise(session.get_one(Patient, key), seen, {"name": "A"}, settles=True)
    meet(one, two, three)

    assert {name for _, _, name in asked(two)} == {"name"}
    assert one.rows() == two.rows() == three.rows()


def test_a_void_record_that_somebody_went_on_with_is_flagged_until_a_person_says() -> None:
    one, two, key = two_that_know()
    one.edit(Patient, key, withdrawn="made twice")
    two.now = one.now
    two.edit(Patient, key, village="Kanke")
    meet(one, two)

    assert asked(one) == asked(two) == {("patient", key, "withdrawn")}
    assert one.read(Patient, key).withdrawn == "made twice"
    one.now = two.now
    settle(one, key, withdrawn="made twice")
    meet(one, two)
    assert asked(one) == asked(two) == set()
    assert one.rows() == two.rows()


def test_brought_back_apart_from_another_voiding_is_flagged() -> None:
    one, two, key = two_that_know()
    one.edit(Patient, key, withdrawn="made twice")
    meet(one, two)
    one.edit(Patient, key, withdrawn=None)
    two.edit(Patient, key, withdrawn="died")
    meet(one, two)

    assert asked(one) == asked(two) == {("patient", key, "withdrawn")}
    assert one.read(Patient, key).withdrawn == two.read(Patient, key).withdrawn == "died"


def test_a_number_given_twice_is_noted_where_the_two_meet_and_forgotten_when_one_is_changed() -> None:
    one, two = Copy("one"), Copy("two")
    mine, other = one.make(a_patient("RMP-D7-00412")), two.make(a_patient("RMP-D7-00412"))
    assert asked(one) == asked(two) == set()
    meet(one, two)

    both = {("patient", mine, SAME_NUMBER), ("patient", other, SAME_NUMBER)}
    assert asked(one) == asked(two) == both
    one.edit(Patient, other, number="RMP-A1-00099")
    meet(one, two)
    assert asked(one) == asked(two) == set()


def test_a_deed_that_changes_nothing_leaves_no_trace_that_others_would_wait_for() -> None:
    one, two, key = two_that_know()
    one.edit(Patient, key, name="Sunita Kumari")
    one.edit(Patient, key, name="Sunita Kumari")
    one.edit(Patient, key, name="Sunita Devi")
    meet(one, two)

    assert two.read(Patient, key).name == "Sunita Devi"
    assert one.rows() == two.rows()


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from((0, 1)),
            st.sampled_from(("name", "village", "withdrawn", "settle", "meet")),
            st.sampled_from(("a", "b", None)),
        ),
        max_size=8,
    )
)
def test_two_copies_that_met_ask_the_same_whatever_was_done(steps: list[tuple[int, str, str | None]]) -> None:
    one, two, key = two_that_know()
    for who, what, value in steps:
        at = (one, two)[who]
        if what == "meet":
            meet(one, two)
        elif what == "settle":
            settle(at, key, name=value or "c")
        else:
            at.edit(Patient, key, None, **{what: value if what == "withdrawn" else value or "c"})
    meet(one, two)

    assert one.rows() == two.rows()
    assert asked(one) == asked(two)
    for _, _, field in asked(one):
        settle(one, key, **{field: "last"})
        one.now, two.now = (max(one.now, two.now),) * 2
    meet(one, two)
    assert {field for _, _, field in asked(two)} <= {"withdrawn"}
