"""Laptops that hold a part of the clinic, with the server: what comes in, what goes, and what never comes."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.camps.registering import NewParticipant, link_patient
from app.consulting.allergies import add_allergy
from app.people.register import NewAllergy, NewPatient, register_patient
from app.supervision.move_laptop import move_laptop
from models.base import synced_kinds, table_of
from models.ledger.crossing import inside
from models.ledger.device import Device, Here, Setting
from models.ledger.digest import digests
from models.ledger.journal import JournalChange
from models.ledger.scopes import HOLDINGS, Scope, scope_for
from models.vocabulary import DeviceScope, Role
from sync.server.ground import BACKED_UP, NOBODY
from tests.camps import Camp, a_camp
from tests.clinics import Clinic
from tests.sync.conftest import Street
from tests.sync.neighbours import Neighbour, join

DESK = Scope(DeviceScope.DESK)
Let = Callable[..., Neighbour]


@pytest.fixture
def let_in(street: Street) -> Iterator[Let]:
    """Lets one more laptop into the clinic, for somebody of a role or for a camp."""
    houses: list[Clinic] = []

    def one_more(role: Role = Role.RECEPTIONIST, event: UUID | None = None) -> Neighbour:
        seed = 60 + len(houses)
        path = street.folder / f"more{seed}.db"
        house, laptop = join(street.one, street.first, street.centre, path, seed, role, event)
        house.clock = street.first.clock
        house.opened.clock = street.first.clock
        houses.append(house)
        sync(laptop)
        return laptop

    yield one_more
    for house in houses:
        house.close()


def sync(*laptops: Neighbour) -> None:
    for laptop in (*laptops, *laptops):
        result = laptop.line.round_now()
        assert result.is_done, result.trouble


def back_up(street: Street) -> None:
    """As if the server had just made a backup and checked it."""
    with street.centre.ground.session() as session:
        arrival = session.scalars(select(Here.arrival)).one()
        session.merge(Setting(account_id=NOBODY, name=BACKED_UP, value=str(arrival)))


def rows(laptop: Neighbour, kind: str) -> set[UUID]:
    table = table_of(synced_kinds()[kind])
    with laptop.store.read_engine.begin() as connection:
        return set(connection.scalars(select(table.c.id)))


def agrees(street: Street, laptop: Neighbour, scope: Scope) -> bool:
    """Whether a laptop holds exactly what the server would give its scope."""
    with laptop.store.read_engine.begin() as here, street.centre.store.read_engine.begin() as there:
        return digests(here) == digests(there, scope)


def journal_of(laptop: Neighbour) -> bytes:
    """All that a laptop's journal holds, as it lies there."""
    with laptop.store.read_engine.begin() as connection:
        return b"".join(connection.scalars(select(JournalChange.body)))


def move(street: Street, laptop: Neighbour, scope: DeviceScope, event: UUID | None = None) -> None:
    """A supervisor says what a laptop is to hold from now on."""
    with laptop.store.read_engine.begin() as connection:
        device = connection.scalars(select(Here.device_id)).one()
    assert device is not None
    street.one.desk(Role.SUPERVISOR).run(move_laptop, device, scope, event)
    sync(street.one)


def test_13_a_front_desk_is_never_sent_a_clinical_row(street: Street, let_in: Let) -> None:
    desk = let_in()
    told = NewPatient("Sunita Devi", allergies=(NewAllergy("Penicillin"),), conditions=("Diabetes",))
    patient = street.one.desk(Role.RECEPTIONIST).run(register_patient, told)
    street.one.desk(Role.DOCTOR).run(add_allergy, patient.id, "Ibuprofen")
    street.sync()
    sync(desk)

    assert rows(desk, "patient") == {patient.id}
    clinical = [kind for kind in HOLDINGS if DESK.always(kind) is False]
    assert [kind for kind in clinical if rows(desk, kind)] == []
    for word in (b"Penicillin", b"Ibuprofen", b"Diabetes"):
        assert word in journal_of(street.two)
        assert word not in journal_of(desk)
    assert agrees(street, desk, DESK)


def test_what_a_desk_was_told_goes_to_the_server_first_and_leaves_only_when_a_backup_has_it(
    street: Street, let_in: Let
) -> None:
    desk = let_in()
    told = NewPatient("Sunita Devi", allergies=(NewAllergy("Penicillin"),))
    desk.desk(Role.RECEPTIONIST).run(register_patient, told)
    desk.wire.faults = ["lost"] * 9
    desk.line.round_now()
    desk.wire.faults = []
    back_up(street)
    sync(desk)
    assert len(rows(desk, "allergy")) == 1
    back_up(street)
    sync(desk, street.two)

    assert rows(desk, "allergy") == set()
    assert len(rows(desk, "patient")) == len(rows(street.two, "allergy")) == 1
    assert agrees(street, desk, DESK)


@pytest.fixture
def camp(street: Street) -> Camp:
    camp = a_camp(street.first)
    sync(street.one)
    return camp


def test_a_camp_s_laptop_holds_its_camp_and_nothing_else(street: Street, camp: Camp, let_in: Let) -> None:
    other = a_camp(street.first, "Kanke camp")
    mine, theirs = camp.register(), other.register(NewParticipant("Mangal Oraon"))
    stranger = street.register(street.one, "Sunita Devi")
    sync(street.one)
    gate = let_in(Role.VOLUNTEER, camp.id)

    assert rows(gate, "event") == {camp.id}
    assert rows(gate, "registration") == {mine.id}
    assert rows(gate, "programme") == {camp.programme_id}
    assert rows(gate, "patient") == set()
    for word in (b"Mangal", b"Sunita"):
        assert word not in journal_of(gate)
    assert rows(gate, "account") == rows(street.one, "account")
    assert theirs.id not in rows(gate, "registration")
    assert stranger.id not in rows(gate, "patient")
    assert agrees(street, gate, Scope(DeviceScope.CAMP, camp.id.bytes))


def test_a_patient_comes_to_the_camp_with_the_registration_that_names_them_and_goes_with_it(
    street: Street, camp: Camp, let_in: Let
) -> None:
    scope = Scope(DeviceScope.CAMP, camp.id.bytes)
    patient, other = street.register(street.one, "Sunita Devi"), street.register(street.one, "Mangal Oraon")
    street.one.desk(Role.DOCTOR).run(add_allergy, patient.id, "Penicillin")
    guest = camp.register()
    sync(street.one)
    gate = let_in(Role.VOLUNTEER, camp.id)
    assert rows(gate, "patient") == set()

    camp.coordinator.run(link_patient, camp.id, guest.id, patient.id)
    sync(street.one, gate)
    assert rows(gate, "patient") == {patient.id}
    assert len(rows(gate, "allergy")) == 1
    assert agrees(street, gate, scope)

    camp.coordinator.run(link_patient, camp.id, guest.id, other.id)
    sync(street.one, gate)
    assert rows(gate, "patient") == {patient.id, other.id}, (
        "nothing goes before a backup of the server has it"
    )
    back_up(street)
    sync(gate)
    assert rows(gate, "patient") == {other.id}
    assert rows(gate, "allergy") == set()
    assert b"Penicillin" not in journal_of(gate)
    assert agrees(street, gate, scope)


def test_an_edit_of_a_row_that_left_reaches_the_server_before_the_row_goes(
    street: Street, camp: Camp, let_in: Let
) -> None:
    patient, other = street.register(street.one, "Sunita Devi"), street.register(street.one, "Mangal Oraon")
    guest = camp.register()
    camp.coordinator.run(link_patient, camp.id, guest.id, patient.id)
    sync(street.one)
    gate = let_in(Role.VOLUNTEER, camp.id)
    gate.desk(Role.DOCTOR).run(add_allergy, patient.id, "Ibuprofen")
    camp.coordinator.run(link_patient, camp.id, guest.id, other.id)
    sync(street.one)
    back_up(street)
    gate.wire.faults = ["unheard"] * 9
    gate.line.round_now()
    gate.wire.faults = []
    sync(gate)
    assert len(rows(gate, "allergy")) == 1
    back_up(street)
    sync(gate, street.two)

    assert len(rows(street.two, "allergy")) == 1
    assert rows(gate, "allergy") == set()
    assert agrees(street, gate, Scope(DeviceScope.CAMP, camp.id.bytes))


def test_cht_core_1005_no_row_stays_after_a_change_of_scope(street: Street, camp: Camp, let_in: Let) -> None:
    doctor = let_in(Role.DOCTOR)
    patient = street.register(doctor, "Sunita Devi")
    doctor.desk(Role.DOCTOR).run(add_allergy, patient.id, "Penicillin")
    sync(doctor, street.one)
    move(street, doctor, DeviceScope.DESK)
    sync(doctor)
    assert len(rows(doctor, "allergy")) == 1, "nothing goes before a backup of the server has it"
    back_up(street)
    sync(doctor)
    assert rows(doctor, "allergy") == set()
    assert agrees(street, doctor, DESK)

    move(street, doctor, DeviceScope.CAMP, camp.id)
    back_up(street)
    sync(doctor)
    back_up(street)
    sync(doctor)
    assert rows(doctor, "patient") == set()
    assert rows(doctor, "event") == {camp.id}
    assert agrees(street, doctor, Scope(DeviceScope.CAMP, camp.id.bytes))

    move(street, doctor, DeviceScope.CLINIC)
    sync(doctor)
    assert len(rows(doctor, "allergy")) == len(rows(doctor, "patient")) == 1
    street.sync()
    sync(doctor)
    assert agrees(street, doctor, Scope())


def test_a_camp_s_laptop_loses_its_camp_a_week_after_the_close(
    street: Street, camp: Camp, let_in: Let
) -> None:
    camp.register()
    sync(street.one)
    gate = let_in(Role.VOLUNTEER, camp.id)
    assert len(rows(gate, "registration")) == 1
    street.first.clock.move(days=8)
    back_up(street)
    sync(gate)
    back_up(street)
    sync(gate)

    assert rows(gate, "registration") == rows(gate, "event") == set()
    assert rows(gate, "account") == rows(street.one, "account")
    assert agrees(street, gate, Scope(DeviceScope.CAMP))


def test_3_what_entered_may_be_told_again_and_the_answer_lost(
    street: Street, camp: Camp, let_in: Let
) -> None:
    patient, guest = street.register(street.one, "Sunita Devi"), camp.register()
    sync(street.one)
    gate = let_in(Role.VOLUNTEER, camp.id)
    camp.coordinator.run(link_patient, camp.id, guest.id, patient.id)
    sync(street.one)
    gate.wire.faults = ["unheard", "unheard", lambda answer: answer[:-2]]
    gate.line.round_now()
    sync(gate)

    assert rows(gate, "patient") == {patient.id}
    assert agrees(street, gate, Scope(DeviceScope.CAMP, camp.id.bytes))


def test_11_an_idle_round_of_a_desk_costs_one_small_request_however_much_happened_elsewhere(
    street: Street, let_in: Let
) -> None:
    desk = let_in()
    patient = street.register(street.one)
    for place in range(30):
        street.one.desk(Role.DOCTOR).run(add_allergy, patient.id, f"Allergen {place}")
    sync(street.one, desk)
    street.one.desk(Role.DOCTOR).run(add_allergy, patient.id, "Ibuprofen")
    sync(street.one)
    result = desk.line.round_now()

    assert (result.requests, result.fetched) == (1, 0)
    assert result.bytes_in < 700


def test_a_row_is_inside_on_the_laptop_if_it_is_on_the_server(
    street: Street, camp: Camp, let_in: Let
) -> None:
    guest = camp.register()
    sync(street.one)
    gate = let_in(Role.VOLUNTEER, camp.id)
    scope, place = Scope(DeviceScope.CAMP, camp.id.bytes), ("registration", guest.id.bytes)
    for store in (street.centre.store, gate.store):
        with store.read_engine.begin() as connection:
            assert inside(connection, scope, [place]) == {place}


def test_the_certificate_says_what_a_laptop_was_let_in_for(street: Street, camp: Camp, let_in: Let) -> None:
    for role, event, scope in (
        (Role.RECEPTIONIST, None, DESK),
        (Role.CASHIER, None, DESK),
        (Role.DOCTOR, None, Scope()),
        (Role.SUPERVISOR, None, Scope()),
        (Role.SUPERVISOR, camp.id, Scope(DeviceScope.CAMP, camp.id.bytes)),
    ):
        laptop = let_in(role, event)
        with Session(laptop.store.read_engine) as session:
            device = session.get_one(Device, session.scalars(select(Here.device_id)).one())
            assert scope_for(device.scope, device.event_id.bytes if device.event_id else None) == scope
