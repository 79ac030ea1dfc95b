from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.people.register import NewPatient, register_patient
from app.reception.call import call_token, leave_token, start_token
from app.reception.give_token import NewToken, give_token, register_and_give_token
from app.reception.order import place
from app.reception.queue import Queue, queue
from models.reception.token import Token
from models.vocabulary import Priority, Role, TokenState
from tests.clinics import NOON, Clinic
from tests.laptops import exchange, two_laptops


@pytest.fixture
def laptops(founded: Path, tmp_path: Path) -> Iterator[tuple[Clinic, Clinic]]:
    both = two_laptops(founded, tmp_path)
    yield both
    for clinic in both:
        clinic.close()


def numbers(seen: Queue) -> list[str]:
    return [row.token.number for row in seen.waiting]


def test_two_desks_are_one_queue_by_class_and_arrival(laptops: tuple[Clinic, Clinic]) -> None:
    first, second = laptops
    for minute, (clinic, name, priority) in enumerate(
        (
            (first, "Ramesh", Priority.NONE),
            (second, "Lakshmi", Priority.NONE),
            (second, "Asha", Priority.PREGNANT),
            (first, "Harpreet", Priority.NONE),
            (first, "Fatima", Priority.EMERGENCY),
        )
    ):
        for one in laptops:
            one.clock.now = NOON + timedelta(minutes=minute)
        clinic.desk(Role.RECEPTIONIST).run(
            register_and_give_token, NewPatient(name), NewToken(priority=priority)
        )
    exchange(first, second)

    both = [clinic.desk(Role.RECEPTIONIST).run(queue) for clinic in laptops]

    assert numbers(both[0]) == numbers(both[1]) == ["A-003", "B-002", "A-001", "B-001", "A-002"]
    assert [seen.next_number for seen in both] == ["A-004", "B-003"]


def test_the_one_who_went_further_is_shown_when_two_desks_touch_a_token_apart(
    laptops: tuple[Clinic, Clinic],
) -> None:
    first, second = laptops
    one, other = (clinic.desk(Role.RECEPTIONIST) for clinic in laptops)
    patient = one.run(register_patient, NewPatient("Ramesh"))
    token = one.run(give_token, patient.id, NewToken()).token.id
    exchange(first, second)

    one.run(call_token, token)
    one.run(start_token, token)
    other.run(leave_token, token)
    exchange(first, second)

    for desk in (one, other):
        assert [row.token.state for row in desk.run(queue).left] == [TokenState.LEFT]


def test_a_token_of_somebody_not_on_this_laptop_is_called_by_its_number(
    laptops: tuple[Clinic, Clinic],
) -> None:
    first, second = laptops
    desk = first.desk(Role.RECEPTIONIST)
    patient = desk.run(register_patient, NewPatient("Ramesh"))
    desk.run(give_token, patient.id, NewToken())
    exchange(first, second, without="register_patient")

    [row] = second.desk(Role.RECEPTIONIST).run(queue).waiting

    assert (row.token.number, row.token.name) == ("A-001", "")
    assert second.desk(Role.RECEPTIONIST).run(call_token, row.token.id).token.number == "A-001"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.integers(1, 40), st.sampled_from(Priority), st.integers(0, 5)),
        unique_by=lambda one: one[:2],
    )
)
def test_the_order_is_the_same_whoever_sorts_it(tokens: list[tuple[str, int, Priority, int]]) -> None:
    made = [
        Token(lane=lane, number=number, priority=priority, waits_from=NOON.replace(minute=minute))
        for lane, number, priority, minute in tokens
    ]
    turned = made[::-1]
    forwards = [(one.lane, one.number) for one in sorted(made, key=place)]
    backwards = [(one.lane, one.number) for one in sorted(turned, key=place)]

    assert forwards == backwards
    classes = [place(one)[0] for one in sorted(made, key=place)]
    assert classes == sorted(classes)
