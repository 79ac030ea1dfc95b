"""What a receptionist hears while registering is the receptionist's to write, and the server takes it."""

import pytest

from app.people.register import NewAllergy, NewPatient, register_patient
from models.vocabulary import Role
from tests.sync.conftest import Street
from tests.sync.neighbours import held_at


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.NURSE, Role.DOCTOR, Role.SUPERVISOR])
def test_allergies_and_conditions_told_at_registration_are_taken(street: Street, role: Role) -> None:
    told = NewPatient("Sunita Devi", allergies=(NewAllergy("Penicillin"),), conditions=("Type 2 diabetes",))
    street.one.desk(role).run(register_patient, told)
    street.sync()

    assert held_at(street.centre) == []
    assert street.agree()
