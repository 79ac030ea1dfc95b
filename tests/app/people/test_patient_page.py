from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from app.people.patient_page import MeetingState, patient_page
from app.people.register import NewAllergy, NewIdentifier, NewPatient, register_patient
from app.reception.appointments import NewAppointment, book_appointment
from app.reception.call import call_next, finish_token
from app.reception.give_token import NewToken, give_token
from app.work import Lane, Refused
from models.ledger.audit import AuditEntry
from models.vocabulary import AllergiesAsked, Role, Sex
from tests.clinics import Clinic

SUNITA = NewPatient(
    "Sunita Devi", Sex.FEMALE, phone="9876543210", village="Rampur",
    allergies=(NewAllergy("Penicillin", "rash"),), conditions=("Diabetes",),
    identifiers=(NewIdentifier("ration_card", "0912 3345"),),
)  # fmt: skip


@pytest.fixture
def sunita(clinic: Clinic) -> UUID:
    return clinic.desk(Role.RECEPTIONIST).run(register_patient, SUNITA).id


def test_a_receptionist_sees_nothing_clinical(clinic: Clinic, sunita: UUID) -> None:
    page = clinic.desk(Role.RECEPTIONIST).run(patient_page, sunita)

    assert page.health is None
    assert (page.card.name, page.details["village"], page.may_edit) == ("Sunita Devi", "Rampur", True)
    assert [(one.type, one.last) for one in page.documents] == [("ration_card", "3345")]
    assert page.bills == ()


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.NURSE, Role.PHARMACIST])
def test_who_cares_for_them_sees_allergies_and_conditions(clinic: Clinic, sunita: UUID, role: Role) -> None:
    health = clinic.desk(role).run(patient_page, sunita).health

    assert health is not None
    assert (health.allergies, health.conditions) == (("Penicillin · rash",), ("Diabetes",))


def test_not_asked_is_not_the_same_as_none(clinic: Clinic) -> None:
    desk = clinic.desk(Role.RECEPTIONIST)
    never = desk.run(register_patient, NewPatient("Ramesh")).id
    none = desk.run(register_patient, NewPatient("Suresh", allergies_asked=AllergiesAsked.NONE)).id
    doctor = clinic.desk(Role.DOCTOR)

    shown = [doctor.run(patient_page, one).health for one in (never, none)]

    assert [health.allergies if health else "?" for health in shown] == [None, ()]


def test_bookings_and_tokens_are_one_history_newest_first(clinic: Clinic, sunita: UUID) -> None:
    desk, rao = clinic.desk(Role.RECEPTIONIST), clinic.account(Role.DOCTOR)
    token = desk.run(give_token, sunita, NewToken(rao, "Sugar")).token
    desk.run(book_appointment, sunita, NewAppointment(rao, clinic.clock() + timedelta(days=7), "Review"))

    page = desk.run(patient_page, sunita)
    assert page.token is not None
    assert (page.token.number, page.token_doctor) == ("A-001", "Dr Rao")
    assert [(one.state, one.reason, one.doctor, one.token) for one in page.meetings] == [
        (MeetingState.BOOKED, "Review", "Dr Rao", ""),
        (MeetingState.WAITING, "Sugar", "Dr Rao", "A-001"),
    ]
    desk.run(call_next, rao)
    desk.run(finish_token, token.id)
    clinic.clock.move(days=8)
    page = desk.run(patient_page, sunita)
    assert [one.state for one in page.meetings] == [MeetingState.MISSED, MeetingState.CAME]
    assert page.token is None


def test_family_are_the_others_with_the_same_phone(clinic: Clinic, sunita: UUID) -> None:
    desk = clinic.desk(Role.RECEPTIONIST)
    desk.run(register_patient, NewPatient("Ramdev Prasad", phone="9876543210"))
    assert [one.name for one in desk.run(patient_page, sunita).family] == ["Ramdev Prasad"]


def test_every_look_is_told(clinic: Clinic, sunita: UUID) -> None:
    for role in (Role.RECEPTIONIST, Role.DOCTOR):
        desk = clinic.desk(role)
        desk.run(patient_page, sunita)
        desk.run(patient_page, sunita)
    with clinic.opened.sessions.begin(Lane.READ) as session:
        told = session.execute(
            select(AuditEntry.deed, AuditEntry.account)
            .where(AuditEntry.record == sunita.bytes)
            .order_by(AuditEntry.number)
        ).all()
    receptionist, doctor = clinic.account(Role.RECEPTIONIST).bytes, clinic.account(Role.DOCTOR).bytes
    assert [tuple(row) for row in told] == [
        ("open_patient", receptionist), ("open_patient", doctor), ("read_health", doctor),
    ]  # fmt: skip


def test_a_camp_volunteer_opens_no_patient(clinic: Clinic, sunita: UUID) -> None:
    with pytest.raises(Refused):
        clinic.desk(Role.VOLUNTEER).run(patient_page, sunita)
