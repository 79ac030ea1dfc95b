from uuid import UUID

import pytest

from app.people.register import NewPatient, register_patient
from app.work import Desk
from models.vocabulary import Role, Sex
from tests.clinics import Clinic


@pytest.fixture
def desk(clinic: Clinic) -> Desk:
    return clinic.desk(Role.RECEPTIONIST)


@pytest.fixture
def patients(desk: Desk) -> list[UUID]:
    names = ("Ramesh Yadav", "Lakshmi Narayanan", "Asha Kumari", "Harpreet Singh", "Fatima Bi")
    return [desk.run(register_patient, NewPatient(name, Sex.FEMALE)).id for name in names]
