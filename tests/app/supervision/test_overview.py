from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from statistics import median_low
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.billing.bill import bill
from app.billing.draft import NewLine, add_bill_line, bill_patient
from app.billing.pay import Money, credit, issue_and_pay
from app.camps.participants import list_participants
from app.camps.registering import NewParticipant
from app.camps.tables import see_at_table, tables_of
from app.clock import clinic_day
from app.consulting.record_vitals import record_vitals
from app.consulting.visits import open_visit
from app.people.register import NewPatient
from app.reception.call import cancel_token, leave_token
from app.reception.give_token import NewToken, register_and_give_token
from app.supervision.laptops import LaptopState, list_laptops
from app.supervision.overview import Overview, overview
from app.supervision.overview_days import median_of
from app.work import Deed, Refused, Work, use_case
from models.consulting.visit import Visit
from models.vocabulary import PaymentMethod, Role, Sex
from tests.camps import Camp, a_camp, carry, second_laptop
from tests.clinics import Clinic
from tests.speed.days_bulk import DaysOf

TODAY = date(2026, 11, 21)


def token_of(clinic: Clinic, name: str) -> UUID:
    wish = NewToken(clinic.account(Role.DOCTOR))
    return clinic.desk(Role.RECEPTIONIST).run(register_and_give_token, NewPatient(name), wish).given.token.id


def seen_after(clinic: Clinic, name: str, minutes: int) -> UUID:
    token = token_of(clinic, name)
    clinic.clock.move(minutes=minutes)
    return clinic.desk(Role.DOCTOR).run(open_visit, token)


def overview_of(clinic: Clinic, days: int = 14, place: UUID | None = None) -> Overview:
    today = clinic_day(clinic.clock.now)
    return clinic.desk(Role.SUPERVISOR).run(overview, today - timedelta(days=days - 1), today, place)


def test_a_new_clinic_has_an_empty_overview(clinic: Clinic) -> None:
    shown = overview_of(clinic)
    assert shown.is_empty
    assert shown.visits.total == 0
    assert len(shown.visits.days) == 14
    assert shown.wait is not None
    assert shown.wait.minutes is None
    assert shown.last_camp is None
    assert [laptop.state for laptop in shown.laptops] == [LaptopState.ALONE]


def test_visits_are_counted_by_day_and_compared_with_the_days_before(clinic: Clinic) -> None:
    seen_after(clinic, "Sunita Devi", 5)
    clinic.clock.move(days=14)
    for name in ("Imran Shaikh", "Gopal Das", "Meena Patil"):
        seen_after(clinic, name, 5)
    shown = overview_of(clinic)
    assert (shown.visits.total, shown.visits.before) == (3, 1)
    assert [day.clinic for day in shown.visits.days] == [0] * 13 + [3]


def test_a_late_evening_belongs_to_the_clinics_day(clinic: Clinic) -> None:
    """22:40 in India is still today, though UTC has begun no new day; 00:40 is tomorrow, though UTC has not."""
    clinic.clock.move(hours=10, minutes=40)
    paid(clinic, 20000, 20000)
    clinic.clock.move(hours=2)
    paid(clinic, 5000, 5000)
    money = overview_of(clinic, 2).money
    assert money is not None
    assert money.by_day == (20000, 5000)


def test_a_withdrawn_visit_is_not_counted(clinic: Clinic) -> None:
    visit = seen_after(clinic, "Sunita Devi", 5)
    clinic.desk(Role.DOCTOR).run(withdraw_visit, visit)
    assert overview_of(clinic).visits.total == 0


@use_case(Deed.WRITE_NOTES)
def withdraw_visit(work: Work, visit_id: UUID) -> None:
    visit = work.session.get(Visit, visit_id)
    assert visit is not None
    work.withdraw(visit, "wrong patient")


def test_the_typical_wait_is_the_median_from_token_to_doctor(clinic: Clinic) -> None:
    for minutes in (10, 24, 90):
        seen_after(clinic, f"Person {'abc'[minutes % 3]}", minutes)
    token_of(clinic, "Still Waiting")
    wait = overview_of(clinic).wait
    assert wait is not None
    assert (wait.minutes, wait.before, wait.by_day) == (24, None, (24,))


def test_who_left_unseen_is_counted_and_who_was_cancelled_is_not(clinic: Clinic) -> None:
    desk = clinic.desk(Role.RECEPTIONIST)
    desk.run(leave_token, token_of(clinic, "Went Home"))
    desk.run(cancel_token, token_of(clinic, "By Mistake"))
    seen_after(clinic, "Was Seen", 3)
    token_of(clinic, "Never Called")
    unseen = overview_of(clinic).unseen
    assert unseen is not None
    assert (unseen.unseen, unseen.given) == (1, 3)
    clinic.clock.move(days=1)
    unseen = overview_of(clinic).unseen
    assert unseen is not None
    assert unseen.unseen == 2, "a token of yesterday that still waits was never seen"


def paid(clinic: Clinic, price: int, amount: int, name: str = "Ramesh Yadav") -> UUID:
    desk = clinic.desk(Role.RECEPTIONIST)
    patient = desk.run(register_and_give_token, NewPatient(name), NewToken()).patient.id
    bill = desk.run(bill_patient, patient)
    desk.run(add_bill_line, bill.id, NewLine("Consultation", price))
    desk.run(issue_and_pay, bill.id, *((Money(PaymentMethod.CASH, amount),) if amount else ()))
    return bill.id


def test_money_is_what_came_in_less_what_went_out(clinic: Clinic) -> None:
    paid(clinic, 30000, 30000)
    paid(clinic, 20000, 5000, "Imran Shaikh")
    back = paid(clinic, 10000, 10000, "Gopal Das")
    desk = clinic.desk(Role.SUPERVISOR)
    lines = desk.run(bill, back).lines
    desk.run(credit, back, (lines[0].id,), "not given", Money(PaymentMethod.CASH, 10000))
    money = overview_of(clinic).money
    assert money is not None
    assert (money.collected_paise, money.due_paise) == (35000, 15000)


def at_tables(camp: Camp, name: str, count: int, **measured: int) -> None:
    who = camp.register(NewParticipant(name, Sex.FEMALE, born_on=date(1980, 7, 1)))
    for table in camp.coordinator.run(tables_of, camp.id)[:count]:
        camp.gate.run(see_at_table, camp.id, table.id, who.id)
    if measured:
        nurse = camp.clinic.desk(Role.NURSE)
        nurse.run(record_vitals, who.id, measured, event_id=camp.id, confirmed=True)


def test_a_camp_counts_people_not_tables(clinic: Clinic) -> None:
    camp = a_camp(clinic)
    at_tables(camp, "Savitri Bai", 3, systolic_mmhg=150, diastolic_mmhg=94)
    at_tables(camp, "Kamla Devi", 1, systolic_mmhg=118, diastolic_mmhg=76)
    at_tables(camp, "Only Registered", 0)
    shown = overview_of(clinic)
    assert shown.camps is not None
    assert (shown.camps.people, shown.camps.camps, shown.camps.today) == (2, 1, 2)
    assert shown.visits.days[-1].camp == 2
    result = shown.last_camp
    assert result is not None
    assert (result.name, result.people) == ("Bhimpur health camp", 2)
    assert [service.people for service in result.services] == [2, 1, 1]
    high = next(count for count in result.conditions if str(count.said) == "High blood pressure")
    assert (high.people, high.measured) == (1, 2)


def test_a_second_measurement_at_the_camp_is_the_one_that_counts(clinic: Clinic) -> None:
    camp = a_camp(clinic)
    at_tables(camp, "Savitri Bai", 1, systolic_mmhg=150, diastolic_mmhg=94)
    nurse = clinic.desk(Role.NURSE)
    who = nurse.run(list_participants, camp.id)[0].id
    clinic.clock.move(minutes=10)
    nurse.run(
        record_vitals, who, {"systolic_mmhg": 124, "diastolic_mmhg": 78}, event_id=camp.id, confirmed=True
    )
    result = overview_of(clinic).last_camp
    assert result is not None
    assert [(str(one.said), one.people, one.measured) for one in result.conditions] == [
        ("High blood pressure", 0, 1)
    ]


def test_one_house_is_shown_without_the_camps_and_a_camp_without_the_house(clinic: Clinic) -> None:
    camp = a_camp(clinic)
    at_tables(camp, "Savitri Bai", 1)
    seen_after(clinic, "Sunita Devi", 5)
    everything = overview_of(clinic)
    house = next(place for place in everything.places if not place.is_camp)
    assert everything.visits.total == 2
    at_house, at_camp = overview_of(clinic, place=house.id), overview_of(clinic, place=camp.id)
    assert (at_house.visits.total, at_house.camps, at_house.last_camp) == (1, None, None)
    assert (at_camp.visits.total, at_camp.money, at_camp.wait) == (1, None, None)


def test_a_coordinator_sees_camps_and_nothing_of_the_house(clinic: Clinic) -> None:
    at_tables(a_camp(clinic), "Savitri Bai", 1)
    seen_after(clinic, "Sunita Devi", 5)
    shown = clinic.desk(Role.COORDINATOR).run(overview, TODAY, TODAY)
    assert shown.visits.total == 1
    assert (shown.money, shown.unseen, shown.wait, shown.laptops) == (None, None, None, ())
    assert all(place.is_camp for place in shown.places)


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.RECEPTIONIST, Role.DOCTOR, Role.CASHIER])
def test_others_are_refused(clinic: Clinic, role: Role) -> None:
    with pytest.raises(Refused):
        clinic.desk(role).run(overview, TODAY, TODAY)


def test_a_span_that_is_backwards_or_endless_is_refused(clinic: Clinic) -> None:
    desk = clinic.desk(Role.SUPERVISOR)
    for first in (TODAY + timedelta(days=1), TODAY - timedelta(days=400)):
        with pytest.raises(Refused):
            desk.run(overview, first, TODAY)


def test_another_laptop_is_known_by_the_works_that_came(clinic: Clinic, tmp_path: Path) -> None:
    other = second_laptop(clinic, tmp_path / "other.db")
    assert [card.state for card in clinic.desk(Role.SUPERVISOR).run(list_laptops)] == [
        LaptopState.ALONE,
        LaptopState.UNHEARD,
    ]
    other.clock.move(minutes=7)
    token_of(other, "Sunita Devi")
    carry(other, clinic)
    heard = clinic.desk(Role.SUPERVISOR).run(list_laptops)[1]
    assert (heard.code, heard.state, heard.heard_at) == ("B2", LaptopState.SYNCED, other.clock.now)
    clinic.clock.move(days=3)
    assert clinic.desk(Role.SUPERVISOR).run(list_laptops)[1].state is LaptopState.SILENT
    other.close()


def test_bulk_days_are_counted_as_they_were_made(clinic: Clinic) -> None:
    with clinic.store.write_engine.begin() as connection:
        days = DaysOf(connection, TODAY)
        days.fill(14, 20)
        days.hold("Bhimpur camp", "भीमपुर शिविर", TODAY, 40)
    shown = overview_of(clinic)
    assert shown.money is not None
    assert 200 < shown.visits.total < 400
    assert shown.money.due_paise > 0
    assert shown.last_camp is not None
    assert shown.last_camp.people == 40


@given(st.lists(st.integers(0, 200), min_size=1))
def test_the_median_of_counted_minutes_is_the_lower_median(minutes: list[int]) -> None:
    assert median_of([Counter(minutes)]) == median_low(minutes)
