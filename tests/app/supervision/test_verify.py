from app.people.register import NewPatient, register_patient
from app.supervision.verify import Verified, verify
from models.vocabulary import Role
from tests.clinics import Clinic


def wrong(verified: Verified) -> list[str]:
    return [check.name for check in verified.checks if not check.is_right]


def test_a_sound_store_is_told_so(clinic: Clinic) -> None:
    desk = clinic.desk(Role.SUPERVISOR)
    desk.run(register_patient, NewPatient("Sunita Devi"))
    verified = desk.run(verify)

    assert wrong(verified) == []
    assert {check.name: check.seen for check in verified.checks}["works"] > 2


def test_each_kind_of_tampering_is_found(clinic: Clinic) -> None:
    desk = clinic.desk(Role.SUPERVISOR)
    card = desk.run(register_patient, NewPatient("Sunita Devi"))
    spoil = (
        ("UPDATE work SET deed = 'other' WHERE arrival = 1", {"works"}),
        ("UPDATE patient SET edit = 999", {"records"}),
        ("DELETE FROM person_key", {"search"}),
        ("UPDATE here SET number = number + 1", {"numbers"}),
        ("DROP TRIGGER audit_keeps_delete", set[str]()),
        ("DELETE FROM audit WHERE number = 2", {"audit", "told"}),
    )
    found: set[str] = set()
    for statement, names in spoil:
        with clinic.store.write_engine.begin() as connection:
            connection.exec_driver_sql(statement)
        found |= names
        assert found <= set(wrong(desk.run(verify))), statement
    assert card.number == "RMP-A1-00001"
