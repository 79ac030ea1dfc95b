from uuid import UUID

import pytest

from app.people.patient_page import patient_page
from app.people.register import NewPatient
from app.reception.call import (
    Moved,
    call_next,
    call_token,
    cancel_token,
    finish_token,
    leave_token,
    move_token,
    return_token,
    set_priority,
    skip_token,
    start_token,
)
from app.reception.give_token import NewToken, give_token, register_and_give_token
from app.reception.queue import queue
from app.taking_back import take_back
from app.work import Desk, Refused
from models.vocabulary import Priority, Role, TokenState
from tests.clinics import Clinic


def give(desk: Desk, patients: list[UUID], *priorities: Priority) -> list[UUID]:
    """A token for each of the first patients, with these priorities."""
    return [
        desk.run(give_token, patient, NewToken(priority=priority)).token.id
        for patient, priority in zip(patients, priorities, strict=False)
    ]


def called(desk: Desk, doctor: UUID | None = None) -> str | None:
    moved: Moved | None = desk.run(call_next, doctor)
    return None if moved is None else moved.token.number


def test_a_new_patient_and_their_token_are_one_deed(desk: Desk, clinic: Clinic) -> None:
    doctor = clinic.account(Role.DOCTOR)
    before = len(clinic.changed)

    done = desk.run(register_and_give_token, NewPatient("Sunita Devi"), NewToken(doctor, "Sugar"))

    assert (done.given.token.number, done.given.token.reason) == ("A-001", "Sugar")
    assert done.given.token.patient_id == done.patient.id
    assert [changed.kinds for changed in clinic.changed[before:]] == [{"patient", "token"}]


def test_a_refused_token_registers_nobody(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.run(register_and_give_token, NewPatient("Sunita Devi"), NewToken(reason="x" * 500))
    assert refused.value.field == "reason"
    assert desk.run(register_and_give_token, NewPatient("Asha"), NewToken()).patient.number == "RMP-A1-00001"


def test_numbers_begin_anew_every_day(desk: Desk, clinic: Clinic, patients: list[UUID]) -> None:
    assert desk.run(give_token, patients[0], NewToken()).token.number == "A-001"
    assert desk.run(give_token, patients[1], NewToken()).token.number == "A-002"
    clinic.clock.move(days=1)
    assert desk.run(give_token, patients[1], NewToken()).token.number == "A-001"


def test_who_already_waits_for_this_doctor_keeps_the_token(desk: Desk, patients: list[UUID]) -> None:
    first = desk.run(give_token, patients[0], NewToken())
    second = desk.run(give_token, patients[0], NewToken())

    assert (second.was_waiting, second.token.id) == (True, first.token.id)


def test_next_is_by_class_and_then_by_arrival(desk: Desk, clinic: Clinic, patients: list[UUID]) -> None:
    order = (Priority.NONE, Priority.ELDERLY, Priority.NONE, Priority.EMERGENCY, Priority.PREGNANT)
    for patient, priority in zip(patients, order, strict=True):
        desk.run(give_token, patient, NewToken(priority=priority))
        clinic.clock.move(minutes=1)

    assert [called(desk) for _ in range(6)] == ["A-004", "A-002", "A-005", "A-001", "A-003", None]


def test_a_doctor_gets_their_own_and_those_for_anybody(
    desk: Desk, clinic: Clinic, patients: list[UUID]
) -> None:
    rao, mehta = clinic.account(Role.DOCTOR), clinic.account(Role.DOCTOR, 1)
    for patient, doctor in zip(patients, (mehta, rao, None, mehta), strict=False):
        desk.run(give_token, patient, NewToken(doctor))
        clinic.clock.move(minutes=1)

    assert [called(desk, rao) for _ in range(3)] == ["A-002", "A-003", None]
    assert queue_numbers(desk, "inside") == ["A-002", "A-003"]
    assert {row.token.doctor_id for row in desk.run(queue).inside} == {rao}


def queue_numbers(desk: Desk, section: str) -> list[str]:
    return [row.token.number for row in getattr(desk.run(queue), section)]


def test_nobody_came_so_the_others_go_first(desk: Desk, clinic: Clinic, patients: list[UUID]) -> None:
    give(desk, patients, Priority.NONE, Priority.NONE, Priority.ELDERLY)
    clinic.clock.move(minutes=5)
    assert called(desk) == "A-003"
    elderly = desk.run(queue).inside[0].token.id

    skipped = desk.run(skip_token, elderly)

    assert (skipped.token.state, skipped.token.skips) == (TokenState.WAITING, 1)
    clinic.clock.move(minutes=5)
    desk.run(give_token, patients[3], NewToken(priority=Priority.PREGNANT))
    assert queue_numbers(desk, "waiting") == ["A-003", "A-004", "A-001", "A-002"]
    clinic.clock.move(minutes=1)
    desk.run(skip_token, elderly)
    assert queue_numbers(desk, "waiting") == ["A-004", "A-003", "A-001", "A-002"]


def test_a_token_goes_its_whole_way(desk: Desk, clinic: Clinic, patients: list[UUID]) -> None:
    [token] = give(desk, patients, Priority.NONE)
    assert desk.run(call_token, token).token.state is TokenState.CALLED
    clinic.clock.move(minutes=2)
    assert desk.run(call_token, token).token.called_at == clinic.clock()
    assert desk.run(start_token, token).token.state is TokenState.WITH_DOCTOR
    clinic.clock.move(minutes=7)
    done = desk.run(finish_token, token).token
    assert (done.state, done.ended_at) == (TokenState.DONE, clinic.clock())
    for deed in (call_token, skip_token, start_token, finish_token, leave_token, cancel_token):
        with pytest.raises(Refused):
            desk.run(deed, token)


def test_who_left_may_come_back_to_their_old_place(desk: Desk, clinic: Clinic, patients: list[UUID]) -> None:
    first, _ = give(desk, patients, Priority.NONE, Priority.NONE)
    desk.run(leave_token, first)
    assert queue_numbers(desk, "left") == ["A-001"]

    desk.run(return_token, first)

    assert queue_numbers(desk, "waiting") == ["A-001", "A-002"]


def test_another_doctor_sees_somebody_already_called(
    desk: Desk, clinic: Clinic, patients: list[UUID]
) -> None:
    rao, mehta = clinic.account(Role.DOCTOR), clinic.account(Role.DOCTOR, 1)
    token = desk.run(give_token, patients[0], NewToken(rao)).token.id
    desk.run(call_next, rao)

    moved = desk.run(move_token, token, mehta).token

    assert (moved.state, moved.doctor_id) == (TokenState.WAITING, mehta)
    with pytest.raises(Refused):
        desk.run(move_token, token, mehta)


@pytest.mark.parametrize(
    "deed", [call_token, skip_token, start_token, finish_token, leave_token, cancel_token]
)
def test_every_deed_is_taken_back_whole(desk: Desk, patients: list[UUID], deed: object) -> None:
    [token] = give(desk, patients, Priority.NONE)
    before = desk.run(queue)

    moved: Moved = desk.run(deed, token)  # type: ignore[arg-type]  # each takes the token alone
    desk.run(take_back, moved.done)

    after = desk.run(queue)
    assert (after.waiting, after.inside, after.left) == (before.waiting, before.inside, before.left)


def test_a_token_given_by_mistake_is_taken_back(desk: Desk, patients: list[UUID]) -> None:
    given = desk.run(give_token, patients[0], NewToken())
    desk.run(take_back, given.done)
    assert desk.run(queue).count == 0


def test_what_somebody_went_on_from_is_not_taken_back(desk: Desk, patients: list[UUID]) -> None:
    given = desk.run(give_token, patients[0], NewToken())
    moved = desk.run(call_token, given.token.id)
    desk.run(start_token, given.token.id)

    for back in (moved.done, given.done):
        with pytest.raises(Refused) as refused:
            desk.run(take_back, back)
        assert str(refused.value.reason) == "You changed this since."
    assert queue_numbers(desk, "inside") == ["A-001"]


def test_priority_can_be_given_later(desk: Desk, patients: list[UUID]) -> None:
    _, second = give(desk, patients, Priority.NONE, Priority.NONE)
    desk.run(set_priority, second, Priority.EMERGENCY)
    assert queue_numbers(desk, "waiting") == ["A-002", "A-001"]


def test_a_doctor_calls_only_their_own(desk: Desk, clinic: Clinic, patients: list[UUID]) -> None:
    rao, mehta = clinic.desk(Role.DOCTOR), clinic.account(Role.DOCTOR, 1)
    token = desk.run(give_token, patients[0], NewToken(mehta)).token.id

    assert called(rao) is None
    assert rao.run(queue).count == 0
    with pytest.raises(Refused):
        rao.run(call_token, token)


def test_roles_without_the_right_give_no_tokens(clinic: Clinic, patients: list[UUID]) -> None:
    for role in (Role.LAB, Role.PHARMACIST):
        with pytest.raises(Refused):
            clinic.desk(role).run(give_token, patients[0], NewToken())


def test_a_token_given_with_the_registration_is_taken_back_and_the_patient_stays(
    desk: Desk, clinic: Clinic
) -> None:
    served = desk.run(register_and_give_token, NewPatient("Kamla Bai"), NewToken())
    desk.run(take_back, served.given.done)

    assert desk.run(queue).count == 0
    assert desk.run(patient_page, served.patient.id).card.name == "Kamla Bai"


def test_a_deed_that_changed_nothing_never_takes_back_the_next(desk: Desk, patients: list[UUID]) -> None:
    [token] = give(desk, patients, Priority.NONE)
    nothing = desk.run(set_priority, token, Priority.NONE)
    desk.run(call_token, token)

    with pytest.raises(Refused, match="nothing to take back"):
        desk.run(take_back, nothing.done)
    assert queue_numbers(desk, "inside") == ["A-001"]
