import pytest
from sqlalchemy import select, text

from app.people.register import NewPatient, register_patient
from app.work import Lane, Refused
from models.ledger.audit import AuditEntry, first_break
from models.ledger.device import Here
from models.ledger.journal import JournalWork, digest_of, read_works
from models.vocabulary import Role, Sex
from tests.clinics import Clinic

SUNITA = NewPatient("Sunita Devi", Sex.FEMALE, phone="9876543210", village="Rampur")


def test_a_patient_gets_the_next_number_of_this_laptop(clinic: Clinic) -> None:
    desk = clinic.desk(Role.RECEPTIONIST)

    assert desk.run(register_patient, SUNITA).number == "RMP-A1-00001"
    assert desk.run(register_patient, SUNITA).number == "RMP-A1-00002"


def test_record_change_audit_and_search_entry_are_one_commit(clinic: Clinic) -> None:
    card = clinic.desk(Role.RECEPTIONIST).run(register_patient, SUNITA)

    with clinic.opened.sessions.begin(Lane.READ) as session:
        here = session.execute(select(Here.arrival, Here.number, Here.writer)).one()
        [(_, work)] = read_works(session.connection(), here.arrival - 1, 1)
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        found = session.execute(text("SELECT rowid FROM person_find WHERE person_find MATCH 'sunita'")).all()
        assert entry is not None
        assert (work.deed, work.number, work.author) == (
            "register_patient",
            here.number,
            clinic.account(Role.RECEPTIONIST).bytes,
        )
        assert [(change.kind, change.record) for change in work.changes] == [("patient", card.id.bytes)]
        assert (entry.work, entry.digest) == (work.number, digest_of(work))
        assert first_break(session.connection(), here.writer) is None
        assert len(found) == 1


def test_a_refused_use_case_leaves_no_trace(clinic: Clinic) -> None:
    desk = clinic.desk(Role.RECEPTIONIST)
    with clinic.opened.sessions.begin(Lane.READ) as session:
        before = session.scalar(select(JournalWork.arrival).order_by(JournalWork.arrival.desc()))
    with pytest.raises(Refused):
        desk.run(register_patient, NewPatient("  "))
    with clinic.opened.sessions.begin(Lane.READ) as session:
        assert session.scalar(select(JournalWork.arrival).order_by(JournalWork.arrival.desc())) == before
    assert desk.run(register_patient, SUNITA).number == "RMP-A1-00001"


def test_a_role_without_the_right_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Refused):
        clinic.desk(Role.LAB).run(register_patient, SUNITA)


def test_the_window_hears_what_changed(clinic: Clinic) -> None:
    card = clinic.desk(Role.RECEPTIONIST).run(register_patient, SUNITA)

    assert card.id in clinic.changed[-1].ids
    assert clinic.changed[-1].kinds == {"patient"}
