from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from app.people.register import NewPatient
from app.reception.give_token import NewToken, register_and_give_token
from models.vocabulary import Role, Sex
from tests.app.consulting.seeing import BORN
from tests.clinics import Clinic
from tests.ui.consulting.room import Room
from ui.theme.worn import Wardrobe


@pytest.fixture
def token(clinic: Clinic) -> UUID:
    """Sunita Devi, 42, waits for the first doctor."""
    new = NewPatient("Sunita Devi", Sex.FEMALE, born_on=BORN, phone="9876543210", village="Rampur")
    wish = NewToken(clinic.account(Role.DOCTOR), reason="Diabetes follow-up")
    return clinic.desk(Role.RECEPTIONIST).run(register_and_give_token, new, wish).given.token.id


@pytest.fixture
def a_room(qtbot: QtBot, clinic: Clinic, wardrobe: Wardrobe) -> Iterator[Callable[[Role], Room]]:
    rooms: list[Room] = []

    def make(role: Role) -> Room:
        rooms.append(Room(qtbot, clinic, wardrobe, lambda: clinic.desk(role)))
        return rooms[-1]

    yield make
    for room in rooms:
        room.close()


@pytest.fixture
def room(a_room: Callable[[Role], Room], token: UUID) -> Room:
    """The doctor's room, with the patient inside."""
    room = a_room(Role.DOCTOR)
    room.go("consult", token_id=token)
    room.wait(lambda: room.consultation._shown is not None)
    return room
