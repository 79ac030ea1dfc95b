from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.camps.events import (
    NewEvent,
    coordinators,
    edit_event,
    events_today,
    list_events,
    plan_event,
    read_event,
)
from app.camps.lists import camp_kinds, stages
from app.camps.my_camp import choose_camp, my_camps
from app.camps.programmes import (
    NewProgramme,
    approve_programme,
    edit_programme,
    list_programmes,
    plan_programme,
    read_programme,
)
from app.camps.stages import advance_event, cancel_event, stage_board, tick_item
from app.camps.tables import add_table, edit_table, move_table, remove_table, see_at_table, tables_of
from app.words import Words
from app.work import Refused
from models.vocabulary import EventState, Role
from tests.camps import CLOSES, OPENS, Camp, a_camp, exchange
from tests.clinics import Clinic

HEART = NewProgramme("Healthy Heart", "screening", target_count=300, budget_paise=250_000_00)
SCHOOL = NewEvent("Sohna camp", "Govt School, Sohna", OPENS, CLOSES)


def test_a_programme_is_planned_read_edited_and_approved(clinic: Clinic) -> None:
    supervisor = clinic.desk(Role.SUPERVISOR)
    key = supervisor.run(plan_programme, HEART)
    read = supervisor.run(read_programme, key)
    assert (read.plan, read.approved_by) == (HEART, None)
    supervisor.run(edit_programme, key, read.seen, {"sponsor": "Tata Trusts", "ends_on": date(2027, 3, 31)})
    supervisor.run(approve_programme, key)

    again = supervisor.run(read_programme, key)
    assert again.plan == replace(HEART, sponsor="Tata Trusts", ends_on=date(2027, 3, 31))
    assert (again.approved_by, again.approved_at) == ("Meera Kulkarni", clinic.clock.now)
    [card] = supervisor.run(list_programmes)
    assert (card.name, str(card.type), card.is_approved, card.events) == (
        "Healthy Heart", "Screening camp", True, 0
    )  # fmt: skip
    with pytest.raises(Refused, match="approved already"):
        supervisor.run(approve_programme, key)


def test_edits_of_a_programme_made_apart_both_stay(camp: Camp, apart: Camp) -> None:
    for there, change in ((camp, {"sponsor": "Tata Trusts"}), (apart, {"partners": "ASHA of Kemri"})):
        supervisor = there.clinic.desk(Role.SUPERVISOR)
        read = supervisor.run(read_programme, camp.programme_id)
        supervisor.run(edit_programme, camp.programme_id, read.seen, change)
    exchange(camp.clinic, apart.clinic)

    for there in (camp, apart):
        plan = there.clinic.desk(Role.SUPERVISOR).run(read_programme, camp.programme_id).plan
        assert (plan.sponsor, plan.partners) == ("Tata Trusts", "ASHA of Kemri")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"type": "picnic"}, "type"),
        ({"target_count": -1}, "target_count"),
        ({"starts_on": date(2026, 12, 1), "ends_on": date(2026, 11, 1)}, "ends_on"),
    ],
)
def test_a_programme_that_cannot_be_says_which_field(
    clinic: Clinic, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        clinic.desk(Role.SUPERVISOR).run(plan_programme, replace(HEART, **change))  # type: ignore[arg-type]  # bad on purpose
    assert refused.value.field == field


def test_a_coordinator_plans_camps_but_no_programmes(camp: Camp) -> None:
    with pytest.raises(Refused):
        camp.coordinator.run(plan_programme, HEART)
    assert camp.coordinator.run(plan_event, camp.programme_id, SCHOOL)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"venue": " "}, "venue"),
        ({"ends_at": OPENS}, "ends_at"),
        ({"ends_at": OPENS + timedelta(days=40)}, "ends_at"),
        ({"capacity": 0}, "capacity"),
        ({"latitude_e6": 23_000_000}, "place"),
        ({"latitude_e6": 91_000_000, "longitude_e6": 0}, "place"),
    ],
)
def test_a_camp_that_cannot_be_says_which_field(camp: Camp, change: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        camp.coordinator.run(plan_event, camp.programme_id, replace(SCHOOL, **change))  # type: ignore[arg-type]  # bad on purpose
    assert refused.value.field == field


def test_a_new_camp_has_the_tables_of_its_kind_in_two_languages(camp: Camp) -> None:
    tables = camp.gate.run(tables_of, camp.id)
    assert [table.name for table in tables] == [
        "Vitals", "Blood sugar", "Eye test", "Dental", "Doctor", "Medicines"
    ]  # fmt: skip
    assert len(tables) == len(camp_kinds()["screening"].tables)
    assert all(table.name_other for table in tables)


def test_todays_camps_are_those_of_the_clinics_day(camp: Camp) -> None:
    day = timedelta(days=1)
    a_camp(camp.clinic, "Sohna camp", OPENS + day, CLOSES + day)
    long = a_camp(camp.clinic, "Kemri week", OPENS - 3 * day, CLOSES + 3 * day)
    off = a_camp(camp.clinic, "Cancelled")
    camp.coordinator.run(cancel_event, off.id, "rain")

    today = {event.id for event in camp.gate.run(events_today)}
    assert today == {camp.id, long.id}
    assert len(camp.gate.run(list_events)) == 4
    assert {event.id for event in camp.gate.run(list_events, camp.programme_id)} == {camp.id}


def test_a_camp_is_edited_by_what_was_changed_only(camp: Camp, apart: Camp) -> None:
    seen = camp.coordinator.run(read_event, camp.id).seen
    apart_seen = apart.coordinator.run(read_event, camp.id).seen
    leader = camp.clinic.account(Role.COORDINATOR)
    camp.coordinator.run(edit_event, camp.id, seen, {"capacity": 300})
    apart.coordinator.run(edit_event, camp.id, apart_seen, {"coordinator_id": leader})
    exchange(camp.clinic, apart.clinic)

    read = camp.coordinator.run(read_event, camp.id)
    assert (read.plan.capacity, read.coordinator) == (300, "Leela Topno")
    assert (leader, "Leela Topno") in camp.coordinator.run(coordinators)


def tick_all_needed(camp: Camp) -> None:
    for line in camp.coordinator.run(stage_board, camp.id).lines:
        if line.needed:
            camp.coordinator.run(tick_item, camp.id, line.key)


def test_a_camp_goes_through_its_stages_once_what_is_needed_is_done(camp: Camp) -> None:
    with pytest.raises(Refused) as refused:
        camp.coordinator.run(advance_event, camp.id)
    assert str(refused.value.reason) == "1 thing is needed first."
    seen = [camp.coordinator.run(stage_board, camp.id).state]
    while camp.coordinator.run(stage_board, camp.id).next is not None:
        tick_all_needed(camp)
        seen.append(camp.coordinator.run(advance_event, camp.id))

    assert seen == list(stages())
    with pytest.raises(Refused, match="last stage"):
        camp.coordinator.run(advance_event, camp.id)


def test_people_are_not_registered_for_before_somebody_approved(clinic: Clinic) -> None:
    supervisor = clinic.desk(Role.SUPERVISOR)
    programme = supervisor.run(plan_programme, HEART)
    camp = Camp(clinic, programme, supervisor.run(plan_event, programme, SCHOOL))
    tick_all_needed(camp)
    supervisor.run(advance_event, camp.id)
    tick_all_needed(camp)
    with pytest.raises(Refused, match="not approved"):
        supervisor.run(advance_event, camp.id)
    supervisor.run(approve_programme, programme)

    assert supervisor.run(advance_event, camp.id) is EventState.REGISTRATION


def test_a_tick_made_on_two_laptops_is_one_tick_and_can_be_taken_back(camp: Camp, apart: Camp) -> None:
    item = camp.coordinator.run(stage_board, camp.id).lines[0]
    for there in (camp, apart):
        there.coordinator.run(tick_item, camp.id, item.key)
    exchange(camp.clinic, apart.clinic)
    assert camp.coordinator.run(stage_board, camp.id).lines[0].done_by == "Leela Topno"
    camp.coordinator.run(tick_item, camp.id, item.key, done=False)
    exchange(camp.clinic, apart.clinic)

    assert apart.coordinator.run(stage_board, camp.id).lines[0].done_at is None
    with pytest.raises(Refused):
        camp.coordinator.run(tick_item, camp.id, "planning.nothing")


def test_a_cancelled_camp_keeps_its_reason_and_stands_still(camp: Camp) -> None:
    camp.coordinator.run(cancel_event, camp.id, "rain")
    assert camp.coordinator.run(read_event, camp.id).cancelled_because == "rain"
    for deed in (advance_event, stage_board):
        if deed is advance_event:
            with pytest.raises(Refused, match="cancelled"):
                camp.coordinator.run(advance_event, camp.id)
    assert camp.coordinator.run(stage_board, camp.id).lines == ()


def test_a_camp_that_was_held_is_not_cancelled(camp: Camp) -> None:
    for _ in range(4):
        tick_all_needed(camp)
        camp.coordinator.run(advance_event, camp.id)
    with pytest.raises(Refused, match="was held"):
        camp.coordinator.run(cancel_event, camp.id, "rain")


def test_tables_are_added_moved_renamed_and_taken_away(camp: Camp) -> None:
    run = camp.coordinator.run
    ecg = run(add_table, camp.id, "ECG", "activity", "ई सी जी", "Anju")
    run(move_table, camp.id, ecg, 1)
    table = run(tables_of, camp.id)[1]
    run(edit_table, camp.id, ecg, table.seen, {"lead": "Sita"})
    run(remove_table, camp.id, run(tables_of, camp.id)[-1].id)

    tables = run(tables_of, camp.id)
    assert [one.name for one in tables][:3] == ["Vitals", "ECG", "Blood sugar"]
    assert (tables[1].lead, len(tables)) == ("Sita", 6)


def test_a_table_people_were_at_stays(camp: Camp) -> None:
    table = camp.coordinator.run(tables_of, camp.id)[0]
    camp.gate.run(see_at_table, camp.id, table.id, camp.register().id)
    with pytest.raises(Refused, match="It stays"):
        camp.coordinator.run(remove_table, camp.id, table.id)


def test_a_camp_has_room_for_sixteen_tables(camp: Camp) -> None:
    for number in range(10):
        camp.coordinator.run(add_table, camp.id, f"Table {number}", "box")
    with pytest.raises(Refused, match="at most"):
        camp.coordinator.run(add_table, camp.id, "One more", "box")


def test_every_list_is_said_in_hindi(camp: Camp) -> None:
    hindi = Words("hi")
    said = [kind.said for kind in camp_kinds().values()]
    said += [item.said for stage in stages().values() for item in stage.items]
    assert [str(one) for one in said if hindi(one) == str(one)] == []


def test_people_work_at_todays_camp_until_they_choose_another(camp: Camp) -> None:
    day = timedelta(days=1)
    later = a_camp(camp.clinic, "Sohna camp", OPENS + day, CLOSES + day)
    a_camp(camp.clinic, "Long over", OPENS - 30 * day, CLOSES - 30 * day)
    mine = camp.gate.run(my_camps)
    assert [one.id for one in mine.camps] == [camp.id, later.id]
    assert mine.chosen is not None
    assert mine.chosen.id == camp.id
    chosen = camp.gate.run(choose_camp, later.id).chosen
    assert chosen is not None
    assert chosen.id == later.id
    assert camp.gate.run(my_camps).chosen == chosen
    others = camp.coordinator.run(my_camps).chosen
    assert others is not None
    assert others.id == camp.id
