"""A held work ends taken after all or answered: nobody else sees it without the answer, and all gets everywhere."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people.edit import edit_patient
from app.people.register import PatientCard
from app.refused import Refused
from app.supervision.answering import HELD, answer_held
from app.supervision.conflicts import conflict, conflicts
from app.words import Words
from app.work import Deed, Work, seen_of, use_case
from models.base import milliseconds
from models.billing.invoice import Invoice, LineItem
from models.ledger.capture import Ledger, Signature
from models.ledger.journal import history_of
from models.people.patient import Patient
from models.vocabulary import InvoiceKind, Role
from tests.clinics import NOON
from tests.sync.conftest import Street
from tests.sync.neighbours import Neighbour, forge, held_at, works_of
from tests.sync.test_rules import bill, count


def value(at: Neighbour, model: type[Any], key: UUID, name: str) -> Any:
    with Session(at.store.read_engine) as session:
        row = session.get(model, key)
        return None if row is None else getattr(row, name)


def wrong_edit(street: Street, key: UUID, name: str) -> None:
    """A pharmacist renames a patient, past every use case."""
    actor = street.one.desk(Role.PHARMACIST).actor
    with Session(street.one.store.write_engine) as session, session.begin():
        ledger = Ledger(
            session, Signature("edit_patient", actor.id, actor.grant_id, milliseconds(NOON)), UUID
        )
        patient = session.get_one(Patient, key)
        ledger.revise(patient, seen_of(patient), {"name": name})
        ledger.seal()


def wrong_bill(street: Street, patient: UUID) -> UUID:
    """A volunteer writes a bill."""
    actor = street.one.desk(Role.VOLUNTEER).actor
    forge(street.one, "bill", actor.grant_id, actor.id, *bill(patient, 3))
    return UUID(int=77)


@use_case(Deed.BILL)
def note(work: Work, invoice: UUID, reason: str) -> None:
    """A follower: somebody with the right goes on with the held bill."""
    work.put(work.session.get_one(Invoice, invoice), discount_reason=reason)


def held(at: Neighbour) -> list[tuple[bytes, int]]:
    return [(one.writer, one.number) for one in at.line.state().held]


def everywhere(street: Street) -> bool:
    names = works_of(street.first.store)
    return street.agree() and names == works_of(street.second.store) == works_of(street.centre.store)


@pytest.mark.parametrize("keep", [False, True])
def test_an_edit_that_was_held_is_taken_back_or_taken_as_it_is(
    street: Street, patient: PatientCard, keep: bool
) -> None:
    wrong_edit(street, patient.id, "Somebody Else")
    street.one.line.round_now()
    assert held_at(street.centre) == ["not_allowed"]
    (where,) = held(street.one)
    street.one.desk(Role.SUPERVISOR).run(answer_held, *where, keep)
    street.sync()

    assert held_at(street.centre) == []
    assert held(street.one) == []
    assert everywhere(street)
    for at in (street.one, street.two):
        assert value(at, Patient, patient.id, "name") == ("Somebody Else" if keep else "Sunita Devi")
    with street.second.store.read_engine.begin() as connection:
        names = [change.fields.get("name") for _, change in history_of(connection, patient.id)]
    assert "Somebody Else" in names, "both sides are kept"


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("piece", [1, 2, 3])
def test_a_held_bill_its_followers_and_the_answer_come_as_one_however_the_pull_is_cut(
    street: Street, patient: PatientCard, keep: bool, piece: int
) -> None:
    invoice = wrong_bill(street, patient.id)
    street.one.desk(Role.CASHIER).run(note, invoice, "asked twice")
    street.one.line.round_now()
    street.one.desk(Role.CASHIER).run(note, invoice, "asked three times")
    street.one.line.round_now()
    street.register(street.one)
    assert held_at(street.centre) == ["not_allowed"]
    assert value(street.one, Invoice, invoice, "withdrawn") is None
    (where,) = held(street.one)
    street.one.desk(Role.SUPERVISOR).run(answer_held, *where, keep)
    street.one.line.round_now()

    seen: set[tuple[int, str | None, str | None]] = set()
    rest = street.two.watch.rest

    def look_in_between(seconds: float) -> None:
        void, reason = (
            value(street.two, Invoice, invoice, name) for name in ("withdrawn", "discount_reason")
        )
        seen.add((count(street.two, LineItem.__table__), void, reason))
        rest(seconds)

    laptop = street.two.line._laptop
    laptop._many = piece
    laptop._rest = look_in_between
    street.two.line.round_now()
    look_in_between(0)
    done = (3, None if keep else "not accepted", "asked three times")
    assert seen <= {(0, None, None), done}
    assert done in seen
    street.sync()
    assert everywhere(street)
    assert value(street.two, Invoice, invoice, "what") is InvoiceKind.INVOICE


def test_the_same_works_brought_once_more_are_not_held_again(street: Street, patient: PatientCard) -> None:
    wrong_edit(street, patient.id, "Somebody Else")
    street.one.line.round_now()
    (where,) = held(street.one)
    street.one.desk(Role.SUPERVISOR).run(answer_held, *where, False)
    street.one.wire.faults = ["unheard"]
    street.one.line.round_now()
    street.sync()

    assert held_at(street.centre) == []
    assert everywhere(street)


def test_who_may_not_settle_does_not_answer_here_and_is_not_believed_there(
    street: Street, patient: PatientCard
) -> None:
    wrong_edit(street, patient.id, "Somebody Else")
    street.one.line.round_now()
    (where,) = held(street.one)
    with pytest.raises(Refused):
        street.one.desk(Role.RECEPTIONIST).run(answer_held, *where, True)
    actor = street.one.desk(Role.RECEPTIONIST).actor
    with Session(street.one.store.write_engine) as session, session.begin():
        signature = Signature("answer_held", actor.id, actor.grant_id, milliseconds(NOON))
        ledger = Ledger(session, signature, UUID)
        record = session.get_one(Patient, patient.id)
        ledger.revise(record, seen_of(record), {"name": "Somebody Else"}, settles=True)
        ledger.seal()
    street.sync()

    assert held_at(street.centre) == ["not_allowed"]
    assert value(street.two, Patient, patient.id, "name") == "Sunita Devi"


def test_an_answer_to_one_held_work_leaves_the_others_held(street: Street, patient: PatientCard) -> None:
    other = street.register(street.one, "Mangal Oraon")
    wrong_edit(street, patient.id, "Somebody Else")
    wrong_edit(street, other.id, "Nobody")
    street.one.line.round_now()
    first, _ = held(street.one)
    street.one.desk(Role.SUPERVISOR).run(answer_held, *first, False)
    street.sync()

    assert held_at(street.centre) == ["not_allowed"]
    assert value(street.two, Patient, patient.id, "name") == "Sunita Devi"
    assert value(street.two, Patient, other.id, "name") == "Mangal Oraon"


def test_a_held_work_that_goes_on_from_a_held_one_is_answered_with_it(
    street: Street, patient: PatientCard
) -> None:
    invoice = wrong_bill(street, patient.id)
    actor = street.one.desk(Role.VOLUNTEER).actor
    with Session(street.one.store.write_engine) as session, session.begin():
        ledger = Ledger(session, Signature("bill", actor.id, actor.grant_id, milliseconds(NOON)), UUID)
        record = session.get_one(Invoice, invoice)
        ledger.revise(record, seen_of(record), {"discount_reason": "a friend"})
        ledger.seal()
    street.one.line.round_now()
    assert held_at(street.centre) == ["not_allowed"] * 2
    street.one.desk(Role.SUPERVISOR).run(answer_held, *held(street.one)[0], False)
    street.sync()

    assert held_at(street.centre) == []
    assert everywhere(street)
    assert value(street.two, Invoice, invoice, "withdrawn") == "not accepted"


def test_a_held_work_stands_in_the_conflict_desk_in_people_s_words(
    street: Street, patient: PatientCard
) -> None:
    wrong_edit(street, patient.id, "Somebody Else")
    street.one.line.round_now()
    (line,) = street.one.desk(Role.SUPERVISOR).run(conflicts)
    found = street.one.desk(Role.SUPERVISOR).run(conflict, HELD, line.id)
    say = Words().slot

    assert found is not None
    assert found.why is not None
    assert say(found.why) == "The role of the person does not allow it."
    assert [say(one.said) for one in found.questions[0].versions] == [
        "Take it as it is", "Take it back: it becomes void",
    ]  # fmt: skip
    assert [(say(label), say(said)) for label, said in found.record] == [
        ("Patient", "Changed"), ("Name", "Somebody Else"),
    ]  # fmt: skip
    with Session(street.one.store.read_engine) as session:
        assert session.scalars(select(Patient.name)).one() == "Somebody Else"


def test_settled_differently_at_two_laptops_and_the_server_is_asked_once_more(
    street: Street, patient: PatientCard
) -> None:
    from app.supervision.settling import Answer, settle_conflict

    for at, name in ((street.one, "Sunita Kumari"), (street.two, "Suneeta")):
        with Session(at.store.read_engine) as session:
            seen = seen_of(session.get_one(Patient, patient.id))
        at.desk(Role.RECEPTIONIST).run(edit_patient, patient.id, seen, {"name": name})
    street.sync()
    for at, name in ((street.one, "Sunita K"), (street.two, "Suneeta D")):
        found = at.desk(Role.SUPERVISOR).run(conflict, "patient", patient.id)
        assert found is not None
        answers = {"name": Answer(typed=name)}
        at.desk(Role.SUPERVISOR).run(settle_conflict, "patient", patient.id, found.seen, answers)
        assert at.desk(Role.SUPERVISOR).run(conflicts) == ()
    street.sync()

    assert everywhere(street)
    for at in (street.one, street.two):
        found = at.desk(Role.SUPERVISOR).run(conflict, "patient", patient.id)
        assert found is not None
        assert {one.said for one in found.questions[0].versions} == {"Sunita K", "Suneeta D"}
