from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.consulting.visits import open_visit
from app.people.register import NewPatient
from app.reception.give_token import NewToken, register_and_give_token
from app.work import Desk
from models.vocabulary import Role, Sex
from tests.app.consulting.seeing import BORN, Seeing
from tests.clinics import Clinic
from tests.laptops import two_laptops


@pytest.fixture
def doctor(clinic: Clinic) -> Desk:
    return clinic.desk(Role.DOCTOR)


@pytest.fixture
def token(clinic: Clinic) -> UUID:
    """Sunita Devi, 42, waits for the first doctor."""
    new = NewPatient("Sunita Devi", Sex.FEMALE, born_on=BORN, phone="9876543210", village="Rampur")
    wish = NewToken(clinic.account(Role.DOCTOR), reason="Diabetes follow-up")
    return clinic.desk(Role.RECEPTIONIST).run(register_and_give_token, new, wish).given.token.id


@pytest.fixture
def seeing(clinic: Clinic, doctor: Desk, token: UUID) -> Seeing:
    """The doctor has her inside."""
    return Seeing(clinic, doctor, doctor.run(open_visit, token), token)


@pytest.fixture
def laptops(founded: Path, tmp_path: Path) -> Iterator[tuple[Clinic, Clinic]]:
    both = two_laptops(founded, tmp_path)
    yield both
    for clinic in both:
        clinic.close()
