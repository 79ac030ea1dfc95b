from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.camps.answers import Answer
from app.camps.board import came_twice, camp_board, last_check_ins
from app.camps.check_in import add_walk_in, check_in, check_in_people, family_not_in, undo_check_in
from app.camps.events import edit_event, read_event
from app.camps.participants import participant
from app.camps.passes import bind_pass, print_blank_passes, replace_pass, revoke_pass
from app.camps.proving import Trouble
from app.camps.registering import NewParticipant
from app.camps.stages import cancel_event
from app.camps.tables import scan_at_table, see_at_table, tables_of
from app.work import Lane, Refused
from models.camps.event import Admission
from models.camps.pass_code import PassBody, sign_pass, tail_of
from models.ledger.audit import AuditEntry
from models.ledger.device import Device
from models.vocabulary import AdmissionWay, Role, Sex
from tests.camps import (
    CLOSES,
    OPENS,
    SAVITRI,
    Camp,
    a_camp,
    break_certificate,
    carry,
    exchange,
    revoke_laptop,
    rows,
    second_laptop,
    teach_clock,
)

MOHAN = NewParticipant("Mohan Bai", Sex.MALE, phone="9876543210")


def test_a_good_pass_is_welcome_and_says_where_to_go(camp: Camp) -> None:
    savitri = camp.register()
    answer = camp.scan(camp.pass_of(savitri).text)

    assert answer.answer is Answer.WELCOME
    assert str(answer.reason) == "Token A-001 · 12:00"
    assert str(answer.advice) == "Send to: Vitals"
    assert answer.participant is not None
    assert (answer.participant.id, answer.number) == (savitri.id, "A1-00001")
    assert (answer.where, answer.by) == ("Desk 1", "Arjun Minz")


def test_a_second_scan_is_told_since_when_and_changes_nothing(camp: Camp) -> None:
    text = camp.pass_of(camp.register()).text
    camp.scan(text)
    camp.clinic.clock.move(minutes=54)
    answer = camp.scan(text)

    assert answer.answer is Answer.ALREADY_IN
    assert str(answer.reason) == "At 12:00 by Arjun Minz · token A-001"
    assert str(answer.advice) == "Now at: Vitals. Do not give a new token."
    assert rows(camp.clinic, "admission") == 1


def test_a_pass_of_another_camp_names_that_camp(camp: Camp) -> None:
    day = timedelta(days=7)
    other = a_camp(camp.clinic, "Sohna camp", camp.clinic.clock.now + day, camp.clinic.clock.now + 2 * day)
    text = other.pass_of(other.register()).text
    answer = camp.scan(text)

    assert answer.answer is Answer.OTHER_CAMP
    assert str(answer.reason) == "It is for Sohna camp, 2026-11-28"
    assert answer.participant is not None
    assert answer.participant.name == "Savitri Bai"
    assert rows(camp.clinic, "admission") == 0


def test_a_pass_of_a_camp_that_is_not_here_is_of_another_camp(camp: Camp, apart: Camp) -> None:
    later = a_camp(camp.clinic, "Sohna camp")
    answer = apart.scan(later.pass_of(later.register()).text)

    assert answer.answer is Answer.OTHER_CAMP
    assert str(answer.reason) == "It is for a camp that is not on this laptop."
    assert answer.camp is None


def test_a_replaced_pass_asks_for_the_new_one(camp: Camp) -> None:
    savitri = camp.register()
    old = camp.pass_of(savitri)
    new = camp.gate.run(replace_pass, camp.id, savitri.id)

    assert camp.scan(old.text).answer is Answer.REPLACED
    assert str(camp.scan(old.text).reason) == "A new pass was given out instead."
    assert camp.scan(new.text).answer is Answer.WELCOME
    assert camp.scan(new.text).answer is Answer.ALREADY_IN


def test_a_revoked_pass_says_why(camp: Camp) -> None:
    card = camp.pass_of(camp.register())
    camp.coordinator.run(revoke_pass, camp.id, card.id, "stolen")
    answer = camp.scan(card.text)

    assert (answer.answer, str(answer.reason)) == (Answer.REPLACED, "It was revoked: stolen.")


def test_a_volunteer_may_not_revoke(camp: Camp) -> None:
    card = camp.pass_of(camp.register())
    with pytest.raises(Refused):
        camp.gate.run(revoke_pass, camp.id, card.id, "stolen")


@pytest.mark.parametrize(
    ("days", "words"), [(-2, "The pass was good until"), (+2, "The pass is good from")], ids=["over", "early"]
)
def test_outside_its_hours_a_pass_is_not_now(camp: Camp, days: int, words: str) -> None:
    by = timedelta(days=days)
    other = a_camp(camp.clinic, "Sohna camp", OPENS + by, CLOSES + by)
    text = other.pass_of(other.register()).text
    teach_clock(camp.clinic)
    answer = other.scan(text)

    assert answer.answer is Answer.NOT_NOW
    assert str(answer.reason).startswith(words)
    assert (answer.is_amber, answer.may_admit) == (False, False)
    assert other.scan(text, anyway=True).answer is Answer.NOT_NOW


def test_a_clock_nobody_ever_checked_makes_not_now_amber(camp: Camp) -> None:
    text = camp.pass_of(camp.register()).text
    camp.clinic.clock.move(hours=20)
    answer = camp.scan(text)

    assert (answer.answer, answer.is_amber) == (Answer.NOT_NOW, True)
    assert str(answer.advice).startswith("Is the clock of this laptop right?")
    assert camp.scan(text, anyway=True).answer is Answer.WELCOME
    with camp.clinic.opened.sessions.begin(Lane.READ) as session:
        told = session.scalars(select(AuditEntry.detail).where(AuditEntry.deed == "let_in_anyway")).all()
    assert told == ["clock"]


def test_a_clock_that_went_back_makes_not_now_amber(camp: Camp) -> None:
    month = timedelta(days=30)
    camp.clinic.clock.now += month
    later = a_camp(camp.clinic, "Sohna camp", OPENS + month, CLOSES + month)
    text = later.pass_of(later.register()).text
    teach_clock(camp.clinic)
    camp.clinic.clock.move(hours=-20)

    assert later.scan(text).is_amber


def test_the_time_a_server_taught_decides_not_the_laptops_clock(camp: Camp) -> None:
    text = camp.pass_of(camp.register()).text
    camp.clinic.clock.move(days=400)
    teach_clock(camp.clinic, offset=-timedelta(days=400))

    assert camp.scan(text).answer is Answer.WELCOME


def test_a_moved_camp_asks_whether_to_let_in(camp: Camp) -> None:
    text = camp.pass_of(camp.register()).text
    teach_clock(camp.clinic)
    plan = camp.coordinator.run(read_event, camp.id)
    day = timedelta(days=1)
    camp.coordinator.run(
        edit_event,
        camp.id,
        plan.seen,
        {"starts_at": plan.plan.starts_at + day, "ends_at": plan.plan.ends_at + day},
    )
    camp.clinic.clock.move(days=1)
    answer = camp.scan(text)

    assert (answer.answer, answer.may_admit) == (Answer.NOT_NOW, True)
    assert camp.scan(text, anyway=True).answer is Answer.WELCOME


def test_nobody_comes_into_a_cancelled_camp(camp: Camp) -> None:
    text = camp.pass_of(camp.register()).text
    camp.coordinator.run(cancel_event, camp.id, "rain")
    answer = camp.scan(text, anyway=True)

    assert (answer.answer, str(answer.reason)) == (Answer.NOT_NOW, "This camp was cancelled.")


def test_an_issuer_this_laptop_never_heard_of_cannot_be_checked(camp: Camp, apart: Camp) -> None:
    stranger = PassBody(
        b"none",
        tail_of(camp.id),
        camp.id,
        1,
        camp.clinic.clock.now,
        camp.clinic.clock.now + timedelta(hours=1),
    )
    answer = camp.scan(sign_pass(stranger, bytes(32)))
    assert (answer.answer, answer.trouble) == (Answer.CANNOT_CHECK, Trouble.UNKNOWN_ISSUER)


def test_a_revoked_laptops_passes_cannot_be_checked_but_a_known_person_is_named(
    camp: Camp, apart: Camp
) -> None:
    savitri = apart.register()
    text = apart.pass_of(savitri).text
    carry(apart.clinic, camp.clinic)
    camp.clinic.opened.machine_desk("supervision").run(revoke_laptop, "B2")
    answer = camp.scan(text)

    assert (answer.answer, answer.trouble) == (Answer.CANNOT_CHECK, Trouble.REVOKED_ISSUER)
    assert answer.participant is not None
    assert answer.participant.id == savitri.id


def test_a_laptop_whose_certificate_is_not_the_clinics_cannot_issue(camp: Camp, apart: Camp) -> None:
    text = apart.pass_of(apart.register()).text
    break_certificate(camp.clinic, "B2")

    assert camp.scan(text).trouble is Trouble.UNKNOWN_ISSUER


def test_a_newer_kind_of_pass_cannot_be_checked(camp: Camp) -> None:
    text = camp.pass_of(camp.register()).text
    answer = camp.scan("SHV2:" + text[5:])
    assert (answer.answer, answer.trouble) == (Answer.CANNOT_CHECK, Trouble.NEWER_VERSION)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", Trouble.NOT_A_PASS),
        ("   \r\n", Trouble.NOT_A_PASS),
        ("https://example.org", Trouble.NOT_A_PASS),
        ('{"hidn":"91-1111-1111-1111","name":"Sunita Devi"}', Trouble.ABHA_CARD),
        ("{" * 5000, Trouble.NOT_A_PASS),
        ("[" * 9000, Trouble.NOT_A_PASS),
        ("upi://pay?pa=rampur@upi&am=270", Trouble.PAYMENT_CODE),
        ("SHV1:ABC", Trouble.CUT_OFF),
        ("SHV1:" + ":" * 165, Trouble.FORGED),
        ("ABCDEFG0", Trouble.WRONG_CODE),
        ("ABCDEFG2", Trouble.WRONG_CODE),
    ],
)
def test_what_is_not_a_pass_says_what_it_is(camp: Camp, text: str, trouble: Trouble) -> None:
    answer = camp.scan(text)
    assert (answer.answer, answer.trouble) == (Answer.NOT_GENUINE, trouble)
    assert rows(camp.clinic, "admission") == 0


def test_a_pass_signed_with_another_key_under_our_key_id_is_forged(camp: Camp) -> None:
    savitri = camp.register()
    card = camp.pass_of(savitri)
    with camp.clinic.opened.sessions.begin(Lane.READ) as session:
        key = session.scalars(select(Device.key_id).where(Device.code == "A1")).one()
    now = camp.clinic.clock.now
    body = PassBody(key, tail_of(camp.id), card.id, 1, now - timedelta(hours=1), now + timedelta(hours=1))
    answer = camp.scan(sign_pass(body, bytes(32)))

    assert (answer.answer, answer.trouble, answer.participant) == (Answer.NOT_GENUINE, Trouble.FORGED, None)


def test_a_laptop_that_never_saw_the_registration_admits_by_the_signature_alone(
    camp: Camp, apart: Camp
) -> None:
    text = camp.pass_of(camp.register()).text
    answer = apart.scan(text)

    assert (answer.answer, answer.participant, answer.number) == (Answer.WELCOME, None, "A1-00001")
    assert answer.token == "B-001"
    assert apart.scan(text).answer is Answer.ALREADY_IN


def test_the_name_comes_once_the_registration_does(camp: Camp, apart: Camp) -> None:
    savitri = camp.register()
    text = camp.pass_of(savitri).text
    apart.scan(text)
    carry(camp.clinic, apart.clinic)
    answer = apart.scan(text)

    assert answer.answer is Answer.ALREADY_IN
    assert answer.participant is not None
    assert answer.participant.token == "B-001"
    assert apart.gate.run(camp_board, camp.id).checked_in == 1


def test_two_laptops_that_admit_apart_keep_both_and_the_earliest_counts(camp: Camp, apart: Camp) -> None:
    savitri = camp.register()
    text = camp.pass_of(savitri).text
    apart.clinic.clock.move(minutes=4)
    assert camp.scan(text).answer is Answer.WELCOME
    assert apart.scan(text).answer is Answer.WELCOME
    exchange(camp.clinic, apart.clinic)

    for there in (camp, apart):
        assert rows(there.clinic, "admission") == 2
        [twice] = there.coordinator.run(came_twice, camp.id)
        assert (twice.registration_id, twice.counts.token) == (savitri.id, "A-001")
        assert [other.token for other in twice.others] == ["B-001"]
        assert [other.where for other in twice.others] == ["Gate B2"]
        assert there.gate.run(camp_board, camp.id).checked_in == 1
        answer = there.scan(text)
        assert (answer.answer, answer.token) == (Answer.ALREADY_IN, "A-001")


def test_already_in_at_another_laptop_says_where(camp: Camp, apart: Camp) -> None:
    text = camp.pass_of(camp.register()).text
    apart.scan(text)
    exchange(camp.clinic, apart.clinic)

    assert str(camp.scan(text).reason) == "At 12:00, Gate B2 · token B-001"


@pytest.mark.parametrize("typed", ["{code}", "{low} ", "{parted}", "A1-1", "a1-00001"])
def test_what_is_typed_off_the_card_works_for_passes_this_laptop_knows(camp: Camp, typed: str) -> None:
    code = camp.pass_of(camp.register()).code
    text = typed.format(code=code, low=code.lower(), parted=f"{code[:4]}-{code[4:]}")
    assert camp.scan(text).answer is Answer.WELCOME
    with camp.clinic.opened.sessions.begin(Lane.READ) as session:
        assert session.scalars(select(Admission.way)).one() is AdmissionWay.TYPED


@pytest.mark.parametrize("typed", ["{code}", "A1-00001"])
def test_a_code_of_a_pass_this_laptop_does_not_know_cannot_be_checked(
    camp: Camp, apart: Camp, typed: str
) -> None:
    code = camp.pass_of(camp.register()).code
    answer = apart.scan(typed.format(code=code))
    assert (answer.answer, answer.trouble) == (Answer.CANNOT_CHECK, Trouble.UNKNOWN_CODE)


def test_an_undone_check_in_can_be_done_again_with_a_new_token(camp: Camp) -> None:
    text = camp.pass_of(camp.register()).text
    first = camp.scan(text)
    assert first.admission_id is not None
    camp.gate.run(undo_check_in, camp.id, first.admission_id)

    assert camp.gate.run(camp_board, camp.id).checked_in == 0
    assert camp.scan(text).token == "A-002"
    with pytest.raises(Refused):
        camp.gate.run(undo_check_in, camp.id, first.admission_id)


def test_a_check_in_that_was_built_on_stays(camp: Camp) -> None:
    savitri = camp.register()
    first = camp.scan(camp.pass_of(savitri).text)
    assert first.admission_id is not None
    table = camp.gate.run(tables_of, camp.id)[0]
    camp.gate.run(see_at_table, camp.id, table.id, savitri.id)

    with pytest.raises(Refused, match="at a table since"):
        camp.gate.run(undo_check_in, camp.id, first.admission_id)


def test_somebody_elses_check_in_is_undone_by_the_coordinator_only(camp: Camp) -> None:
    first = camp.scan(camp.pass_of(camp.register()).text)
    assert first.admission_id is not None
    with pytest.raises(Refused):
        camp.clinic.desk(Role.NURSE).run(undo_check_in, camp.id, first.admission_id)
    camp.coordinator.run(undo_check_in, camp.id, first.admission_id)


def test_a_family_is_let_in_in_one_go(camp: Camp) -> None:
    savitri, mohan = camp.register(), camp.register(MOHAN)
    camp.register(replace(MOHAN, name="Ravi", phone="9999999999"))
    welcome = camp.scan(camp.pass_of(savitri).text)
    assert welcome.family == 1
    family = camp.gate.run(family_not_in, camp.id, savitri.id)
    assert [one.id for one in family] == [mohan.id]
    answers = camp.gate.run(check_in_people, camp.id, [savitri.id, mohan.id])

    assert [one.answer for one in answers] == [Answer.ALREADY_IN, Answer.WELCOME]
    assert camp.gate.run(family_not_in, camp.id, savitri.id) == ()


def test_a_walk_in_is_registered_and_in_by_one_deed(camp: Camp) -> None:
    answer = camp.gate.run(add_walk_in, camp.id, SAVITRI)

    assert (answer.answer, answer.token) == (Answer.WELCOME, "A-001")
    assert answer.participant is not None
    assert answer.participant.pass_code is not None
    assert camp.clinic.changed[-1].kinds == {"registration", "pass", "admission"}


def test_a_blank_pass_is_let_in_and_gets_its_person_afterwards(camp: Camp) -> None:
    [blank] = camp.gate.run(print_blank_passes, camp.id, 1)
    first = camp.scan(blank.text)
    assert (first.answer, first.needs_person) == (Answer.WELCOME, True)
    named = camp.gate.run(add_walk_in, camp.id, SAVITRI, blank.text)

    assert (named.answer, named.token) == (Answer.ALREADY_IN, first.token)
    assert named.participant is not None
    assert named.participant.number == blank.number
    assert rows(camp.clinic, "admission") == 1


def test_a_blank_pass_printed_elsewhere_is_bound_by_a_laptop_that_never_saw_it(
    camp: Camp, apart: Camp
) -> None:
    [blank] = camp.gate.run(print_blank_passes, camp.id, 1)
    savitri = apart.register()
    apart.gate.run(bind_pass, camp.id, savitri.id, blank.text)
    answer = apart.scan(blank.text)
    assert answer.participant is not None
    assert answer.participant.id == savitri.id
    exchange(camp.clinic, apart.clinic)

    again = camp.scan(blank.text)
    assert again.participant is not None
    assert (again.answer, again.participant.id) == (Answer.ALREADY_IN, savitri.id)
    assert rows(camp.clinic, "disagreement") == 0


def test_somebody_elses_pass_is_not_given_out_again(camp: Camp) -> None:
    savitri, mohan = camp.register(), camp.register(MOHAN)
    [blank] = camp.gate.run(print_blank_passes, camp.id, 1)
    camp.gate.run(bind_pass, camp.id, savitri.id, blank.text)
    with pytest.raises(Refused, match="somebody's already"):
        camp.gate.run(bind_pass, camp.id, mohan.id, blank.text)
    with pytest.raises(Refused, match="somebody's already"):
        camp.gate.run(bind_pass, camp.id, mohan.id, camp.pass_of(savitri).text)
    with pytest.raises(Refused, match="not a pass"):
        camp.gate.run(bind_pass, camp.id, mohan.id, "hello")


def test_a_person_with_two_passes_comes_in_once(camp: Camp) -> None:
    savitri = camp.register()
    [blank] = camp.gate.run(print_blank_passes, camp.id, 1)
    camp.gate.run(bind_pass, camp.id, savitri.id, blank.text)
    camp.scan(camp.pass_of(savitri).text)

    assert camp.scan(blank.text).answer is Answer.ALREADY_IN


def test_a_camp_laptop_may_only_issue_for_its_camp(camp: Camp, tmp_path: Path) -> None:
    other = a_camp(camp.clinic, "Sohna camp")
    laptop = second_laptop(camp.clinic, tmp_path / "third.db", "C3", certified_for=other.id, seed=9)
    there = camp.at(laptop)
    text = there.pass_of(there.register()).text
    answer = camp.scan(text)
    laptop.close()

    assert (answer.answer, answer.trouble) == (Answer.CANNOT_CHECK, Trouble.ISSUER_NOT_ALLOWED)


def test_a_role_without_the_right_is_refused(camp: Camp) -> None:
    with pytest.raises(Refused):
        camp.clinic.desk(Role.PHARMACIST).run(check_in, camp.id, "x")


def test_the_card_tells_the_way_round(camp: Camp) -> None:
    savitri = camp.register()
    tables = camp.gate.run(tables_of, camp.id)
    card = camp.gate.run(see_at_table, camp.id, tables[0].id, savitri.id)

    assert card.next_stop is not None
    assert card.next_stop.name == tables[1].name
    assert camp.gate.run(participant, camp.id, savitri.id).stops[0].at == camp.clinic.clock.now


def test_the_last_to_come_are_listed_wherever_they_came_in(camp: Camp, apart: Camp) -> None:
    savitri, mohan = camp.register(), camp.register(MOHAN)
    camp.scan(camp.pass_of(savitri).text)
    apart.clinic.clock.move(minutes=1)
    apart.scan(camp.pass_of(mohan).text)
    assert [one.name for one in apart.gate.run(last_check_ins, camp.id)] == [None]
    exchange(camp.clinic, apart.clinic)

    last = camp.gate.run(last_check_ins, camp.id)
    assert [(one.token, one.name) for one in last] == [("B-001", "Mohan Bai"), ("A-001", "Savitri Bai")]


def test_a_table_notes_a_pass_whose_person_it_never_heard_of(camp: Camp, apart: Camp) -> None:
    savitri = camp.register()
    text = camp.pass_of(savitri).text
    table = apart.gate.run(tables_of, camp.id)[0]
    noted = apart.gate.run(scan_at_table, camp.id, table.id, text)
    apart.gate.run(scan_at_table, camp.id, table.id, text)
    assert (noted.refusal, noted.card, noted.number) == (None, None, "A1-00001")
    camp.scan(text)
    exchange(camp.clinic, apart.clinic)

    for there in (camp, apart):
        assert rows(there.clinic, "station_visit") == 1
        assert there.gate.run(participant, camp.id, savitri.id).stops[0].at is not None
        board = there.gate.run(camp_board, camp.id)
        assert (board.screened, board.tables[0].screened, board.tables[1].waiting) == (1, 1, 1)


def test_a_table_takes_no_forged_pass(camp: Camp) -> None:
    table = camp.gate.run(tables_of, camp.id)[0]
    noted = camp.gate.run(scan_at_table, camp.id, table.id, "upi://pay")
    assert noted.refusal is not None
    assert noted.refusal.answer is Answer.NOT_GENUINE
    assert rows(camp.clinic, "station_visit") == 0
