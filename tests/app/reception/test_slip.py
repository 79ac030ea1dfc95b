from uuid import UUID

import pytest
from sqlalchemy import select

from app.papers.page import PaperKind, Roll
from app.people.register import NewPatient, register_patient
from app.reception.give_token import NewToken, give_token
from app.reception.slip import print_slip
from app.work import Desk, Lane, Refused
from models.ledger.audit import AuditEntry
from models.vocabulary import Priority, Role
from tests.clinics import Clinic


@pytest.mark.parametrize("language", ["hi", "en", "ta"])
@pytest.mark.parametrize("roll", Roll)
def test_a_slip_is_whole_in_every_language_and_width(
    desk: Desk, clinic: Clinic, language: str, roll: Roll
) -> None:
    new = NewPatient("Venkatanarasimharajuvaripeta Subramaniam", language=language)
    patient = desk.run(register_patient, new).id
    wish = NewToken(clinic.account(Role.DOCTOR), "Fever", Priority.PREGNANT)
    token = desk.run(give_token, patient, wish).token.id

    paper = desk.run(print_slip, token, roll=roll)

    assert (paper.kind, paper.name, paper.pages, paper.faults) == (PaperKind.TOKEN, "token-A-001", 1, ())
    assert paper.width_mm == roll.width


def test_a_print_is_told(desk: Desk, clinic: Clinic, patients: list[UUID]) -> None:
    token = desk.run(give_token, patients[0], NewToken()).token.id
    desk.run(print_slip, token, duplicate=True)
    with clinic.opened.sessions.begin(Lane.READ) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.deed == "print_slip")).one()
    assert (entry.kind, entry.record) == ("token", token.bytes)


def test_a_token_that_is_not_here_has_no_slip(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.run(print_slip, UUID(int=3))
