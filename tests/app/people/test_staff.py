import pytest

from app.people.staff import StaffMember, add_staff, change_role, edit_staff, end_role, may_let_in, see_staff
from app.work import Desk, Refused
from models.vocabulary import Role
from tests.clinics import Clinic


def named(desk: Desk, name: str) -> StaffMember:
    return next(one for one in desk.run(see_staff).members if one.name == name)


def test_somebody_new_has_their_role_at_once(clinic: Clinic) -> None:
    admin = clinic.desk(Role.ADMIN)
    new = admin.run(add_staff, Role.NURSE, {"name": "Lata Toppo", "phone": "98765 43210"})

    assert (new.role, new.phone) == (Role.NURSE, "9876543210")
    assert clinic.opened.desk_for(new.id).actor.grant.role is Role.NURSE


def test_a_role_is_changed_and_the_old_one_counts_no_more(clinic: Clinic) -> None:
    admin, nurse = clinic.desk(Role.ADMIN), clinic.account(Role.NURSE)
    clinic.clock.move(minutes=1)
    assert admin.run(change_role, nurse, Role.PHARMACIST).role is Role.PHARMACIST
    assert clinic.opened.desk_for(nurse).actor.grant.role is Role.PHARMACIST


def test_whose_role_ended_has_no_desk(clinic: Clinic) -> None:
    admin, nurse = clinic.desk(Role.ADMIN), clinic.account(Role.NURSE)
    assert admin.run(end_role, nurse).role is None
    with pytest.raises(Refused):
        clinic.opened.desk_for(nurse)
    assert admin.run(see_staff).members[-1].id == nurse


def test_a_doctor_signs_only_under_a_licence(clinic: Clinic) -> None:
    admin = clinic.desk(Role.ADMIN)
    new = admin.run(add_staff, Role.DOCTOR, {"name": "Dr L. Khan"})
    assert not new.may_sign
    known = admin.run(edit_staff, new.id, new.seen, {"licence": "MCI 1234", "fee": "150", "room": "3"})
    assert known.may_sign
    assert (known.licence, known.fee_paise, known.room) == ("MCI 1234", 15000, "3")


def test_a_supervisor_does_not_make_administrators(clinic: Clinic) -> None:
    supervisor = clinic.desk(Role.SUPERVISOR)
    with pytest.raises(Refused):
        supervisor.run(add_staff, Role.ADMIN, {"name": "Somebody Else"})
    with pytest.raises(Refused):
        supervisor.run(change_role, clinic.account(Role.ADMIN), Role.NURSE)
    assert not named(supervisor, "Asha Verma").may_change


def test_the_last_administrator_stays(clinic: Clinic) -> None:
    admin = clinic.desk(Role.ADMIN)
    with pytest.raises(Refused) as refused:
        admin.run(change_role, clinic.account(Role.ADMIN), Role.NURSE)
    assert str(refused.value.reason).startswith("The clinic needs an administrator.")


def test_nobody_without_a_role_is_let_in(clinic: Clinic) -> None:
    admin, nurse = clinic.desk(Role.ADMIN), clinic.account(Role.NURSE)
    assert admin.run(may_let_in, nurse).name == "Anju Lakra"
    admin.run(end_role, nurse)
    with pytest.raises(Refused):
        admin.run(may_let_in, nurse)


def test_a_bad_phone_number_is_told_beside_its_field(clinic: Clinic) -> None:
    with pytest.raises(Refused) as refused:
        clinic.desk(Role.ADMIN).run(add_staff, Role.NURSE, {"name": "Lata Toppo", "phone": "123"})
    assert refused.value.field == "phone"
