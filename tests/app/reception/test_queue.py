from datetime import timedelta
from uuid import UUID

from app.reception.call import call_next, finish_token, start_token
from app.reception.give_token import NewToken, give_token
from app.reception.queue import now_serving, queue
from app.work import Desk
from models.vocabulary import Role
from tests.clinics import Clinic


def test_sections_say_who_is_where_and_since_when(desk: Desk, clinic: Clinic, patients: list[UUID]) -> None:
    rao = clinic.account(Role.DOCTOR)
    for patient in patients:
        desk.run(give_token, patient, NewToken(rao, "Fever"))
        clinic.clock.move(minutes=10)
    first = desk.run(call_next, rao)
    assert first is not None
    desk.run(start_token, first.token.id)
    clinic.clock.move(minutes=12)

    seen = desk.run(queue)

    assert [(row.token.number, row.minutes, row.doctor) for row in seen.inside] == [("A-001", 12, "Dr Rao")]
    assert [(row.token.number, row.minutes) for row in seen.waiting] == [
        ("A-002", 52), ("A-003", 42), ("A-004", 32), ("A-005", 22),
    ]  # fmt: skip
    assert [row.waits_long for row in seen.waiting] == [True, True, True, False]
    assert [row.estimate for row in seen.waiting] == [6, 12, 18, 24]
    assert (seen.count, seen.next_number) == (5, "A-006")


def test_a_room_says_who_waits_and_when_it_may_end(desk: Desk, clinic: Clinic, patients: list[UUID]) -> None:
    rao = clinic.account(Role.DOCTOR)
    tokens = [desk.run(give_token, patient, NewToken(rao)).token.id for patient in patients]
    for token in tokens[:3]:
        desk.run(start_token, token)
        clinic.clock.move(minutes=9)
        desk.run(finish_token, token)

    room, other = desk.run(now_serving)

    assert (room.doctor.short, room.doctor.room, room.doctor.fee_paise) == ("Dr Rao", "1", 10000)
    assert (room.waiting, room.usual_minutes, room.serving) == (2, 9, None)
    assert room.ends_at == clinic.clock() + timedelta(minutes=18)
    assert (other.waiting, other.ends_at) == (0, None)
    done = desk.run(queue).done
    assert [row.token.number for row in done] == ["A-003", "A-002", "A-001"]


def test_one_doctor_shows_only_theirs(desk: Desk, clinic: Clinic, patients: list[UUID]) -> None:
    rao, mehta = clinic.account(Role.DOCTOR), clinic.account(Role.DOCTOR, 1)
    desk.run(give_token, patients[0], NewToken(rao))
    desk.run(give_token, patients[1], NewToken(mehta))
    desk.run(give_token, patients[2], NewToken())

    assert [row.token.number for row in desk.run(queue, None, mehta).waiting] == ["A-002"]
    assert desk.run(queue).waits_for_any == 1


def test_who_waits_for_any_doctor_goes_to_the_first_free(
    desk: Desk, clinic: Clinic, patients: list[UUID]
) -> None:
    rao = clinic.account(Role.DOCTOR)
    desk.run(give_token, patients[0], NewToken(rao))
    desk.run(give_token, patients[1], NewToken(rao))
    desk.run(give_token, patients[2], NewToken())

    assert [row.estimate for row in desk.run(queue).waiting] == [0, 6, 0]


def test_yesterday_is_another_list(desk: Desk, clinic: Clinic, patients: list[UUID]) -> None:
    desk.run(give_token, patients[0], NewToken())
    yesterday = clinic.clock().date()
    clinic.clock.move(days=1)

    assert desk.run(queue).count == 0
    assert desk.run(queue, yesterday).count == 1
