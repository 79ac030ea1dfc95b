from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.billing.bill import BillState, bill
from app.billing.bills_today import bills_of_day
from app.billing.draft import (
    LineChange,
    NewLine,
    add_bill_line,
    approve_discount,
    bill_patient,
    change_bill_line,
    find_prices,
    remove_bill_line,
    set_bill_discount,
    set_price,
    share_bill,
)
from app.billing.paper import invoice_paper, receipt_paper
from app.billing.pay import (
    Money,
    cancel_bill,
    credit,
    issue_and_pay,
    issue_bill,
    prove_upi,
    take_payment,
    upi_code,
)
from app.people.register import NewPatient, register_patient
from app.work import Desk, Refused
from models.vocabulary import ItemKind, PaymentMethod, Role
from tests.clinics import Clinic

SUGAR = NewLine("Blood sugar, random", 6000, item=ItemKind.LAB)
FEE = NewLine("Consultation · Dr Rao", 20000)


@pytest.fixture
def counter(clinic: Clinic) -> Desk:
    return clinic.desk(Role.RECEPTIONIST)


@pytest.fixture
def draft(counter: Desk) -> UUID:
    patient = counter.run(register_patient, NewPatient("Sunita Devi")).id
    invoice = counter.run(bill_patient, patient).id
    counter.run(add_bill_line, invoice, FEE)
    counter.run(add_bill_line, invoice, SUGAR)
    return invoice


def test_a_bill_gets_its_number_when_it_is_issued_and_paid(counter: Desk, draft: UUID) -> None:
    paid = counter.run(issue_and_pay, draft, Money(PaymentMethod.CASH, 26000))

    assert (paid.number, paid.state, paid.due_paise) == ("2627-A1-000001", BillState.PAID, 0)
    assert paid.payments[0].number == "R2627-A1-00001"


def test_numbers_have_no_gap_though_drafts_were_thrown_away(counter: Desk, draft: UUID) -> None:
    patient = counter.run(bill, draft).patient.id
    other = counter.run(bill_patient, patient).id
    counter.run(cancel_bill, other, "wrong person")
    first = counter.run(issue_bill, draft)
    third = counter.run(bill_patient, patient).id
    counter.run(add_bill_line, third, FEE)

    assert [first.number, counter.run(issue_bill, third).number] == ["2627-A1-000001", "2627-A1-000002"]


def test_part_now_and_part_later(counter: Desk, draft: UUID) -> None:
    part = counter.run(issue_and_pay, draft, Money(PaymentMethod.CASH, 10000))
    assert (part.state, part.due_paise) == (BillState.PARTIAL, 16000)
    with pytest.raises(Refused, match="left to pay"):
        counter.run(take_payment, draft, Money(PaymentMethod.CASH, 16001))
    assert counter.run(take_payment, draft, Money(PaymentMethod.CARD, 16000)).state is BillState.PAID


def test_upi_is_not_proved_until_its_reference_is_typed(counter: Desk, draft: UUID) -> None:
    view = counter.run(issue_and_pay, draft, Money(PaymentMethod.UPI, 26000))
    [payment] = view.payments
    assert not payment.is_proved
    with pytest.raises(Refused, match="12 digits"):
        counter.run(prove_upi, payment.id, payment.seen, "12ab")
    assert counter.run(prove_upi, payment.id, payment.seen, "4321 0987 6543").payments[0].is_proved


def test_the_upi_code_asks_for_what_is_due(counter: Desk, draft: UUID) -> None:
    counter.run(issue_bill, draft)

    code = counter.run(upi_code, draft, 26000)
    assert code is not None
    assert code.address == "rampur@upi"
    assert code.text.startswith("upi://pay?pa=rampur@upi")
    assert "am=260.00" in code.text


def test_an_issued_bill_is_never_changed(counter: Desk, draft: UUID) -> None:
    view = counter.run(issue_bill, draft)
    line = view.lines[0]
    with pytest.raises(Refused, match="cannot be changed"):
        counter.run(add_bill_line, draft, FEE)
    with pytest.raises(Refused, match="cannot be changed"):
        counter.run(change_bill_line, line.id, line.seen, LineChange(quantity=2))
    with pytest.raises(Refused, match="cannot be changed"):
        counter.run(remove_bill_line, line.id)
    with pytest.raises(Refused, match="cannot be changed"):
        counter.run(set_bill_discount, draft, view.seen, 100, "poor")


def test_a_large_reduction_waits_for_a_supervisor(clinic: Clinic, counter: Desk, draft: UUID) -> None:
    view = counter.run(bill, draft)
    counter.run(set_bill_discount, draft, view.seen, 5000, "senior")
    with pytest.raises(Refused, match="over the limit"):
        counter.run(issue_bill, draft)
    with pytest.raises(Refused):
        counter.run(approve_discount, draft)
    clinic.desk(Role.SUPERVISOR).run(approve_discount, draft)
    assert counter.run(issue_bill, draft).sums.total == 21000


def test_a_credit_note_gives_back_what_the_lines_came_to(clinic: Clinic, counter: Desk, draft: UUID) -> None:
    view = counter.run(issue_and_pay, draft, Money(PaymentMethod.CASH, 26000))
    supervisor = clinic.desk(Role.SUPERVISOR)
    sugar = view.lines[1].id
    with pytest.raises(Refused, match="At most"):
        supervisor.run(credit, draft, (sugar,), "not done", Money(PaymentMethod.CASH, 7000))
    after = supervisor.run(credit, draft, (sugar,), "not done", Money(PaymentMethod.CASH, 6000))

    assert (after.credited_paise, after.paid_paise, after.due_paise) == (6000, 20000, 0)
    with pytest.raises(Refused, match="given back before"):
        supervisor.run(credit, draft, (sugar,), "again", None)


def test_shares_never_exceed_the_bill(counter: Desk, draft: UUID) -> None:
    assert counter.run(share_bill, draft, "Seva Trust", 16000).patient_part_paise == 10000
    assert counter.run(share_bill, draft, "Seva Trust", 6000).patient_part_paise == 20000
    with pytest.raises(Refused, match="more than the bill"):
        counter.run(share_bill, draft, "Employer", 20001)


def test_the_same_item_again_adds_to_its_quantity(clinic: Clinic, counter: Desk, draft: UUID) -> None:
    clinic.desk(Role.SUPERVISOR).run(set_price, "HbA1c", ItemKind.LAB, 45000)
    [hba1c] = counter.run(find_prices, "hba")
    line = NewLine(hba1c.name, hba1c.price_paise, item=hba1c.item, price_item_id=hba1c.id)
    counter.run(add_bill_line, draft, line)

    assert counter.run(add_bill_line, draft, line).lines[-1].quantity == 2


def test_receipt_and_invoice_are_made_and_the_second_is_a_duplicate(counter: Desk, draft: UUID) -> None:
    counter.run(issue_and_pay, draft, Money(PaymentMethod.CASH, 26000))

    first, again = counter.run(receipt_paper, draft), counter.run(receipt_paper, draft)
    assert first.faults == again.faults == ()
    assert first.height_mm < again.height_mm
    assert counter.run(invoice_paper, draft).faults == ()


def test_the_days_list_shows_bills_with_what_is_due(counter: Desk, draft: UUID) -> None:
    counter.run(issue_and_pay, draft, Money(PaymentMethod.CASH, 10000))

    [row] = counter.run(bills_of_day).bills
    assert (row.state, row.total_paise, row.due_paise) == (BillState.PARTIAL, 26000, 16000)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rates=st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 50)), min_size=1, max_size=5),
    parts=st.lists(st.integers(1, 10**7), max_size=4),
)
def test_paid_and_due_always_add_up_to_the_total(
    clinic: Clinic, rates: list[tuple[int, int]], parts: list[int]
) -> None:
    counter = clinic.desk(Role.RECEPTIONIST)
    patient = counter.run(register_patient, NewPatient("Sunita Devi")).id
    invoice = counter.run(bill_patient, patient).id
    for rate, quantity in rates:
        counter.run(add_bill_line, invoice, NewLine("Something", rate, quantity))
    view = counter.run(issue_bill, invoice)
    for part in parts:
        if part <= view.due_paise:
            view = counter.run(take_payment, invoice, Money(PaymentMethod.CASH, part))

    assert view.paid_paise + view.due_paise == view.sums.total
    assert view.sums.total % 100 == 0
