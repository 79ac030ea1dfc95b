from uuid import UUID

import pytest
from sqlalchemy import select

from app.consulting.complete import complete_visit
from app.consulting.consultation import consultation, past_visit
from app.consulting.my_queue import my_queue, where_i_am
from app.consulting.visits import open_visit, open_visit_without_token, reopen_visit
from app.people.register import NewPatient, register_patient
from app.reception.call import leave_token
from app.reception.give_token import NewToken, give_token
from app.work import Desk, Lane, Refused
from models.ledger.audit import AuditEntry
from models.reception.token import Token
from models.vocabulary import Role, TokenState
from tests.app.consulting.seeing import Seeing
from tests.clinics import Clinic


def state_of(seeing: Seeing) -> TokenState:
    with seeing.clinic.opened.sessions.begin(Lane.READ) as session:
        token = session.get(Token, seeing.token)
        assert token is not None
        return token.state


def another(clinic: Clinic, name: str, doctor: int = 0) -> None:
    desk = clinic.desk(Role.RECEPTIONIST)
    patient = desk.run(register_patient, NewPatient(name)).id
    desk.run(give_token, patient, NewToken(clinic.account(Role.DOCTOR, doctor)))


def test_opening_a_token_brings_the_patient_in(seeing: Seeing) -> None:
    shown = seeing.shown()

    assert (shown.banner.name, shown.token, shown.is_open) == ("Sunita Devi", "A-001", True)
    assert state_of(seeing) is TokenState.WITH_DOCTOR
    assert seeing.doctor.run(where_i_am) == seeing.visit


def test_opening_it_again_is_the_same_visit(seeing: Seeing) -> None:
    assert seeing.doctor.run(open_visit, seeing.token) == seeing.visit


def test_a_receptionist_reads_no_notes(seeing: Seeing) -> None:
    with pytest.raises(Refused):
        seeing.clinic.desk(Role.RECEPTIONIST).run(consultation, seeing.visit)


def test_another_doctor_does_not_see_this_patient(seeing: Seeing) -> None:
    other = seeing.clinic.desk(Role.DOCTOR, 1)
    for use_case, key in (
        (consultation, seeing.visit),
        (open_visit, seeing.token),
        (past_visit, seeing.visit),
    ):
        with pytest.raises(Refused):
            other.run(use_case, key)


def test_reading_a_visit_is_in_the_audit_once_in_a_quarter_of_an_hour(seeing: Seeing) -> None:
    for minutes in (0, 5, 20):
        seeing.clinic.clock.move(minutes=minutes)
        seeing.shown()
    with seeing.clinic.opened.sessions.begin(Lane.READ) as session:
        told = session.scalars(select(AuditEntry).where(AuditEntry.deed == "read_notes")).all()

    assert [entry.record for entry in told] == [seeing.visit.bytes] * 2


def test_a_token_for_any_doctor_becomes_that_of_whoever_opens_it(clinic: Clinic) -> None:
    desk = clinic.desk(Role.RECEPTIONIST)
    patient = desk.run(register_patient, NewPatient("Imran Shaikh")).id
    token = desk.run(give_token, patient, NewToken()).token.id
    clinic.desk(Role.DOCTOR).run(open_visit, token)

    with pytest.raises(Refused):
        clinic.desk(Role.DOCTOR, 1).run(open_visit, token)


def test_somebody_who_left_the_queue_is_not_opened(clinic: Clinic, token: UUID, doctor: Desk) -> None:
    clinic.desk(Role.RECEPTIONIST).run(leave_token, token)

    with pytest.raises(Refused, match="left"):
        doctor.run(open_visit, token)


def test_without_a_token_todays_open_visit_goes_on(clinic: Clinic, doctor: Desk) -> None:
    patient = clinic.desk(Role.RECEPTIONIST).run(register_patient, NewPatient("Imran Shaikh")).id
    first = doctor.run(open_visit_without_token, patient)

    assert doctor.run(open_visit_without_token, patient) == first
    doctor.run(complete_visit, first)
    assert doctor.run(open_visit_without_token, patient) != first


def test_completing_calls_the_next_in_the_same_deed(seeing: Seeing) -> None:
    another(seeing.clinic, "Imran Shaikh")
    done = seeing.doctor.run(complete_visit, seeing.visit)

    assert state_of(seeing) is TokenState.DONE
    assert done.following is not None
    assert (done.following.name, done.following.state) == ("Imran Shaikh", TokenState.CALLED)
    assert not seeing.shown().is_open
    assert seeing.doctor.run(where_i_am) is None


def test_nobody_waits_and_nobody_is_called(seeing: Seeing) -> None:
    assert seeing.doctor.run(complete_visit, seeing.visit).following is None


def test_a_completed_visit_is_opened_again_on_its_day_only(seeing: Seeing) -> None:
    seeing.doctor.run(complete_visit, seeing.visit)
    seeing.doctor.run(reopen_visit, seeing.visit)
    assert seeing.shown().is_open

    seeing.doctor.run(complete_visit, seeing.visit)
    seeing.clinic.clock.move(days=1)
    with pytest.raises(Refused, match="This visit was on"):
        seeing.doctor.run(reopen_visit, seeing.visit)


def test_my_queue_is_mine_and_that_of_any_doctor(seeing: Seeing) -> None:
    another(seeing.clinic, "Imran Shaikh")
    another(seeing.clinic, "Not mine", doctor=1)
    desk = seeing.clinic.desk(Role.RECEPTIONIST)
    anybody = desk.run(register_patient, NewPatient("Fatima Bi")).id
    desk.run(give_token, anybody, NewToken())
    mine = seeing.doctor.run(my_queue)

    assert [one.card.name for one in mine.now] == ["Sunita Devi"]
    assert [one.visit_id for one in mine.now] == [seeing.visit]
    assert [(one.card.name, one.is_for_anybody) for one in mine.waiting] == [
        ("Imran Shaikh", False),
        ("Fatima Bi", True),
    ]
    assert len(seeing.clinic.desk(Role.NURSE).run(my_queue).waiting) == 3


def test_an_earlier_visit_is_open_to_a_doctor_who_sees_the_patient_now(seeing: Seeing) -> None:
    patient = seeing.patient
    seeing.doctor.run(complete_visit, seeing.visit)
    other = seeing.clinic.desk(Role.DOCTOR, 1)
    other.run(open_visit_without_token, patient)

    assert other.run(past_visit, seeing.visit).doctor == "Dr S. Rao"
