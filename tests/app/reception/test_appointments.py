from datetime import timedelta
from uuid import UUID

import pytest

from app.reception.appointments import (
    NewAppointment,
    appointments,
    arrive,
    book_appointment,
    cancel_appointment,
)
from app.reception.queue import queue
from app.taking_back import take_back
from app.work import Desk, Refused
from models.vocabulary import AppointmentState, Role
from tests.clinics import Clinic


@pytest.fixture
def booked(desk: Desk, clinic: Clinic, patients: list[UUID]) -> UUID:
    new = NewAppointment(clinic.account(Role.DOCTOR), clinic.clock() + timedelta(minutes=30), "Review")
    return desk.run(book_appointment, patients[0], new).appointment_id


def test_a_booking_is_in_the_list_of_its_day(desk: Desk, booked: UUID) -> None:
    [card] = desk.run(appointments)
    assert (card.id, card.name, card.doctor, card.service) == (booked, "Ramesh Yadav", "Dr Rao", "Review")
    assert (card.state, card.is_late) == (AppointmentState.BOOKED, False)


def test_who_has_not_come_ten_minutes_later_is_late(desk: Desk, clinic: Clinic, booked: UUID) -> None:
    clinic.clock.move(minutes=41)
    assert desk.run(appointments)[0].is_late


def test_arriving_gives_a_token_for_what_was_booked(desk: Desk, clinic: Clinic, booked: UUID) -> None:
    given = desk.run(arrive, booked).given

    assert (given.token.number, given.token.reason) == ("A-001", "Review")
    assert given.token.doctor_id == clinic.account(Role.DOCTOR)
    assert [(card.state, card.token) for card in desk.run(appointments)] == [
        (AppointmentState.ARRIVED, "A-001")
    ]
    with pytest.raises(Refused, match="Already here"):
        desk.run(arrive, booked)


def test_arriving_is_taken_back_with_its_token(desk: Desk, booked: UUID) -> None:
    arrived = desk.run(arrive, booked)
    desk.run(take_back, arrived.done)

    assert desk.run(queue).count == 0
    assert desk.run(appointments)[0].state is AppointmentState.BOOKED


def test_a_clash_is_told_and_booked_all_the_same(
    desk: Desk, clinic: Clinic, patients: list[UUID], booked: UUID
) -> None:
    at = clinic.clock() + timedelta(minutes=40)
    other = desk.run(book_appointment, patients[1], NewAppointment(clinic.account(Role.DOCTOR), at, "ANC"))

    assert other.clash == clinic.clock() + timedelta(minutes=30)
    assert len(desk.run(appointments)) == 2


def test_a_cancelled_one_is_out_of_the_list_until_it_is_taken_back(desk: Desk, booked: UUID) -> None:
    back = desk.run(cancel_appointment, booked, "Went to town")
    assert desk.run(appointments) == ()
    with pytest.raises(Refused):
        desk.run(arrive, booked)

    desk.run(take_back, back)

    assert len(desk.run(appointments)) == 1


@pytest.mark.parametrize(("days", "service"), [(-1, "Review"), (500, "Review"), (1, "  ")])
def test_a_booking_that_cannot_be_is_refused(
    desk: Desk, clinic: Clinic, patients: list[UUID], days: int, service: str
) -> None:
    at = clinic.clock() + timedelta(days=days)
    with pytest.raises(Refused):
        desk.run(book_appointment, patients[0], NewAppointment(None, at, service))
