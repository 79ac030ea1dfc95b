"""What must hold when copies of a clinic come to agree: each rule by its number in the design."""

import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.people.edit import edit_patient
from app.people.register import PatientCard
from app.supervision.line import revoke_device
from app.work import Lane, Seen, seen_of
from models.base import milliseconds
from models.billing.invoice import Invoice, LineItem, Payment
from models.ledger.apply import take_in
from models.ledger.capture import Ledger, Signature
from models.ledger.change import Change, Edit, SavedWork
from models.ledger.device import Disagreement, Here
from models.ledger.here import become_new_writer
from models.ledger.journal import JournalWork, history_of
from models.people.patient import Patient
from models.vocabulary import InvoiceKind, ItemKind, LineChip, PaymentMethod, Role
from sync.trouble import TROUBLES
from tests.clinics import KEY, NOON, bytes_from
from tests.sync.conftest import Street
from tests.sync.neighbours import Neighbour, forge, held_at, works_of
from tests.sync.servers import BOTH

STORES = BOTH


def look(at: Neighbour, key: UUID) -> Seen:
    with Session(at.store.read_engine) as session:
        return seen_of(session.get_one(Patient, key))


def edit(at: Neighbour, key: UUID, seen: Seen | None = None, **values: Any) -> None:
    at.desk(Role.RECEPTIONIST).run(edit_patient, key, seen or look(at, key), values)


def shown(at: Neighbour, key: UUID) -> dict[str, Any]:
    with at.store.read_engine.begin() as connection:
        row = connection.execute(select(Patient.__table__).where(Patient.__table__.c.id == key)).one()
        return dict(row._mapping)


def count(at: Neighbour, what: Any) -> int:
    with at.store.read_engine.begin() as connection:
        return connection.execute(select(func.count()).select_from(what)).scalar_one()


@pytest.mark.parametrize("seed", range(6))
def test_1_copies_agree_whatever_is_cut_repeated_and_written_in_between(street: Street, seed: int) -> None:
    dice = random.Random(seed)
    known: list[UUID] = [street.register(street.one).id]
    street.sync()
    for step in range(40):
        laptop = dice.choice((street.one, street.two))
        here = [key for key in known if count_of(laptop, key)]
        if dice.random() < 0.3 or not here:
            known.append(street.register(laptop, f"Patient {step}").id)
        elif dice.random() < 0.6:
            field = dice.choice(("name", "village", "phone_other", "relative_name"))
            value = f"9{step:09}" if field == "phone_other" else f"Asha {step}"
            edit(laptop, dice.choice(here), None, **{field: value})
        else:
            laptop.wire.faults = [dice.choice(("lost", "unheard", "busy")) for _ in range(dice.randrange(4))]
            laptop.line.round_now()
            laptop.wire.faults = []
    street.sync()
    street.sync()

    assert street.agree()
    assert works_of(street.first.store) == works_of(street.second.store) == works_of(street.centre.store)


def count_of(at: Neighbour, key: UUID) -> int:
    return count(at, select(Patient.id).where(Patient.id == key).subquery())


def test_2_a_round_says_done_only_when_the_server_answered_that_it_holds_everything(street: Street) -> None:
    street.register(street.one)
    street.one.wire.faults = ["unheard"] * 5
    result = street.one.line.round_now()

    assert not result.is_done
    assert result.waiting == street.one.line.state().waiting == 1
    assert street.one.line.round_now().is_done
    assert street.one.line.state().waiting == 0


def test_3_an_answer_that_was_lost_doubles_nothing(street: Street) -> None:
    street.register(street.one)
    street.one.wire.faults = ["unheard", "unheard"]
    street.one.line.round_now()
    street.sync()

    assert count(street.one, Patient.__table__) == count(street.two, Patient.__table__) == 1
    assert street.agree()


def test_4_edits_of_different_fields_made_apart_both_stay(street: Street, patient: PatientCard) -> None:
    edit(street.one, patient.id, village="Kanke")
    edit(street.two, patient.id, relative_name="Birsa Tudu")
    street.sync()

    for laptop in (street.one, street.two):
        assert shown(laptop, patient.id)["village"] == "Kanke"
        assert shown(laptop, patient.id)["relative_name"] == "Birsa Tudu"
    assert street.agree()


def test_5_edits_of_one_field_made_apart_are_both_kept_for_a_person(
    street: Street, patient: PatientCard
) -> None:
    edit(street.one, patient.id, name="Sunita Kumari")
    edit(street.two, patient.id, name="Suneeta Devi")
    street.sync()

    assert street.agree()
    for laptop in (street.one, street.two):
        with laptop.store.read_engine.begin() as connection:
            asked = connection.execute(select(Disagreement.record, Disagreement.field)).all()
            names = [change.fields.get("name") for _, change in history_of(connection, patient.id)]
        assert [tuple(row) for row in asked] == [(patient.id, "name")]
        assert set(names) == {"Sunita Devi", "Sunita Kumari", "Suneeta Devi"}


def test_6_read_pull_save_keeps_both_edits(street: Street, patient: PatientCard) -> None:
    read = look(street.one, patient.id)
    edit(street.two, patient.id, name="Suneeta Devi")
    street.two.line.round_now()
    street.one.line.round_now()
    edit(street.one, patient.id, read, name="Sunita Kumari")
    street.sync()

    assert street.agree()
    stands = look(street.two, patient.id).of("name")
    assert len(stands) == 2


def put(at: Neighbour, key: UUID, moment: datetime, **values: Any) -> None:
    """A deed without a form, at a moment of this laptop's clock."""
    actor = at.desk(Role.RECEPTIONIST).actor
    with Session(at.store.write_engine) as session, session.begin():
        signature = Signature("edit", actor.id, actor.grant_id, milliseconds(moment))
        ledger = Ledger(session, signature, lambda: UUID(int=1))
        ledger.put(session.get_one(Patient, key), values)
        ledger.seal()


@pytest.mark.parametrize("year", [1970, 2038])
def test_7_an_edit_made_with_the_other_in_sight_wins_in_1970_as_in_2038(
    street: Street, patient: PatientCard, year: int
) -> None:
    edit(street.two, patient.id, village="Rampur")
    street.sync()
    with street.first.store.write_engine.begin() as connection:
        connection.execute(update(Here).values(clock_offset_ms=None))
    put(street.one, patient.id, datetime(year, 1, 2, tzinfo=UTC), village="Kanke")
    street.sync()
    assert shown(street.two, patient.id)["village"] == "Kanke"
    edit(street.two, patient.id, village="Bundu")
    street.sync()

    assert shown(street.one, patient.id)["village"] == "Bundu"
    assert street.agree()


def test_7_a_clock_that_is_wrong_by_decades_is_corrected_by_the_server_s(street: Street) -> None:
    wrong = datetime(1994, 3, 1, tzinfo=UTC)
    right = street.first.clock.now
    laptop = Neighbour(street.second.store, lambda: wrong, street.centre, 5, street.second.desk)
    assert laptop.line.round_now().is_done
    with street.second.store.read_engine.begin() as connection:
        offset = connection.scalars(select(Here.clock_offset_ms)).one()

    assert offset == round((right - wrong).total_seconds() * 1000)


def bill(patient: UUID, many: int) -> list[Any]:
    invoice = Invoice(
        id=UUID(int=77), what=InvoiceKind.INVOICE, patient_id=patient, state="draft", discount_paise=0,
        round_off_paise=0, total_paise=100 * many,
    )  # fmt: skip
    lines = [
        LineItem(
            id=UUID(int=100 + place), invoice_id=invoice.id, position=place, item=ItemKind.SERVICE, text="OPD",
            quantity=1, rate_paise=100, discount_paise=0, tax_bp=0,
        )
        for place in range(many)
    ]  # fmt: skip
    return [invoice, *lines]


def test_8_no_moment_shows_an_invoice_without_its_lines(street: Street, patient: PatientCard) -> None:
    actor = street.one.desk(Role.CASHIER).actor
    forge(street.one, "bill", actor.grant_id, actor.id, *bill(patient.id, 40))
    for _ in range(30):
        street.register(street.one)
    street.one.line.round_now()
    seen: set[tuple[int, int]] = set()
    rest = street.two.watch.rest

    def look_in_between(seconds: float) -> None:
        seen.add((count(street.two, Invoice.__table__), count(street.two, LineItem.__table__)))
        rest(seconds)

    street.two.watch.rest = look_in_between  # type: ignore[method-assign]  # an edge: what happens in a pause
    street.two.line._laptop._rest = look_in_between
    street.two.line.round_now()

    assert {(0, 0), (1, 40)} >= seen
    assert street.agree()


def test_9_one_bad_record_blocks_nothing_else(street: Street) -> None:
    actor = street.one.desk(Role.RECEPTIONIST).actor
    street.register(street.one, "Before")
    blank = Patient(number="X", name=" ", sex="F", birth_is_estimated=False, language="hi", large_print=False,
                    allergies_asked="not_asked")  # fmt: skip
    with pytest.raises(Exception, match="CHECK"):
        forge(street.one, "register_patient", actor.grant_id, actor.id, blank)
    bad_payment = Payment(patient_id=UUID(int=5), method=PaymentMethod.CASH, amount_paise=5,
                          taken_at=street.first.clock.now, number="R1")  # fmt: skip
    nurse = street.one.desk(Role.NURSE).actor
    forge(street.one, "take_payment", nurse.grant_id, nurse.id, bad_payment)
    street.register(street.one, "After")
    result = street.one.line.round_now()

    assert result.is_done
    assert result.held == 1
    assert held_at(street.centre) == ["not_allowed"]
    held = street.one.line.state().held
    assert [str(one.reason) for one in held] == ["The role of the person does not allow it."]
    assert street.one.line.state().chip is LineChip.PROBLEM
    street.two.line.round_now()
    assert count(street.two, Patient.__table__) == 2
    assert count(street.two, Payment.__table__) == 0


FAULTS: list[str | Callable[[bytes], bytes]] = [
    *sorted(TROUBLES.keys() - {"never", "revoked"}),
    lambda _: b"<html><body>Please sign in to the Wi-Fi</body></html>",
    lambda answer: answer[:-3],
    lambda answer: answer[: len(answer) // 2],
    lambda _: b"",
    lambda answer: bytes([answer[0] ^ 1]) + answer[1:],
]


FAULT_NAMES = [one if isinstance(one, str) else f"spoilt-{place}" for place, one in enumerate(FAULTS)]


@pytest.mark.parametrize("fault", FAULTS, ids=FAULT_NAMES)
def test_9_trouble_on_the_line_is_never_a_verdict(
    street: Street, fault: str | Callable[[bytes], bytes]
) -> None:
    street.register(street.one)
    street.one.wire.faults = [fault] * 9
    result = street.one.line.round_now()

    assert not result.is_done
    assert result.trouble is not None
    assert (result.waiting, result.held) == (1, 0)
    street.one.wire.faults = []
    street.sync()
    assert street.agree()


def test_10_what_a_newer_program_wrote_is_kept_and_passed_on(street: Street, patient: PatientCard) -> None:
    add_change(street.one, patient.id, {"favourite_colour": "blue"})
    street.one.line.round_now()
    street.two.line.round_now()

    assert street.agree()
    with street.second.store.read_engine.begin() as connection:
        extra = connection.scalars(select(Patient.extra).where(Patient.id == patient.id)).one()
    assert b"blue" in (extra or b"")


def add_change(at: Neighbour, key: UUID, fields: dict[str, Any]) -> None:
    """A work of this laptop as another version of the program, or another clock, would have written it."""
    actor, seen = at.desk(Role.RECEPTIONIST).actor, look(at, key)
    assert actor.id is not None
    assert actor.grant_id is not None
    with at.store.write_engine.begin() as connection:
        here = connection.execute(select(Here.writer, Here.number, Here.clock_offset_ms)).one()
        after = max((edit.number for edit in seen.makes if edit.writer == here.writer), default=0)
        replaces = {name: [(edit.writer, edit.number) for edit in seen.of(name)] for name in fields}
        change = Change("patient", key.bytes, False, after, fields, replaces)
        work = SavedWork(here.writer, here.number + 1, "paint", actor.id.bytes, actor.grant_id.bytes,
                         milliseconds(NOON), here.clock_offset_ms, [change])  # fmt: skip
        assert take_in(connection, [work]).taken == [Edit(work.writer, work.number)]
        connection.execute(update(Here).values(number=here.number + 1))


def test_11_a_round_costs_what_changed_and_nobody_is_sent_their_own_works(street: Street) -> None:
    street.sync()
    for place in range(40):
        street.register(street.one, f"Patient {place}")
    pushed = street.one.line.round_now()
    idle = street.one.line.round_now()

    assert pushed.requests == idle.requests == 1
    assert pushed.bytes_in < 200
    assert idle.bytes_out + idle.bytes_in < 350


@pytest.mark.parametrize("where", range(3))
def test_12_a_pull_that_is_cut_goes_on_where_it_was(
    street: Street, where: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.client.laptop.TOGETHER", 0)
    for place in range(60):
        street.register(street.one, f"Patient {place}")
    street.one.line.round_now()
    paused = iter(range(100))

    def die(_seconds: float) -> None:
        if next(paused) == where:
            raise KeyboardInterrupt

    street.two.line._laptop._many = 8
    street.two.line._laptop._rest = die
    with pytest.raises(KeyboardInterrupt):
        street.two.line.round_now()
    before = count(street.two, Patient.__table__)
    street.two.line._laptop._rest = street.two.watch.rest
    result = street.two.line.round_now()

    assert 0 < before < 60
    assert result.fetched == 60 - before
    assert street.agree()


def test_13_a_deed_the_role_may_not_do_is_held_whatever_it_calls_itself(
    street: Street, patient: PatientCard
) -> None:
    volunteer = street.one.desk(Role.VOLUNTEER).actor
    forge(street.one, "register_patient", volunteer.grant_id, volunteer.id, *bill(patient.id, 1))
    street.sync()

    assert held_at(street.centre) == ["not_allowed"]
    assert count(street.two, Invoice.__table__) == 0


def test_13_a_grant_nobody_gave_counts_for_nothing(street: Street) -> None:
    doctor, clerk = street.one.desk(Role.DOCTOR).actor, street.one.desk(Role.RECEPTIONIST).actor
    forge(street.one, "register_patient", clerk.grant_id, doctor.id, a_patient())
    forge(street.one, "register_patient", UUID(int=9), clerk.id, a_patient())
    forge(street.two, "found_clinic", None, None, a_patient())
    street.one.line.round_now()
    street.two.line.round_now()

    assert sorted(held_at(street.centre)) == ["no_grant", "not_allowed", "not_allowed"]


def a_patient() -> Patient:
    return Patient(number="X", name="Mangal", sex="M", birth_is_estimated=False, language="hi", large_print=False,
                   allergies_asked="not_asked")  # fmt: skip


def test_13_a_revoked_laptop_is_given_nothing_and_what_it_brings_is_held(street: Street) -> None:
    with street.second.store.read_engine.begin() as connection:
        device = connection.scalars(select(Here.device_id)).one()
    assert device is not None
    street.one.desk(Role.SUPERVISOR).run(revoke_device, device, "lost on the bus")
    street.register(street.one)
    street.one.line.round_now()
    street.register(street.two)
    result = street.two.line.round_now()

    assert not result.is_done
    assert str(result.trouble) == "This laptop was taken out of the clinic."
    assert held_at(street.centre) == ["revoked"]
    assert count(street.two, Patient.__table__) == 1
    assert street.two.line.state().waiting == 0


def test_14_a_record_s_author_stays_whoever_carried_it(street: Street) -> None:
    asha = street.two.desk(Role.RECEPTIONIST).actor.id
    card = street.register(street.two)
    street.second.desk(Role.SUPERVISOR)
    street.sync()

    assert shown(street.one, card.id)["made_by"] == asha
    with street.first.store.read_engine.begin() as connection:
        author = connection.scalars(
            select(JournalWork.author).order_by(JournalWork.arrival.desc()).limit(1)
        ).one()
    assert author == (asha.bytes if asha else None)


def test_15_a_restored_laptop_is_a_new_writer_and_gets_its_own_works_back(street: Street) -> None:
    before = street.folder / "backup.db"
    street.first.store.copy_into(before, KEY)
    for place in range(5):
        street.register(street.one, f"Patient {place}")
    street.sync()
    street.first.close()
    shutil.copyfile(before, street.folder / "one.db")
    restored = street.again(60)
    with restored.first.opened.sessions.begin(Lane.WRITE) as session:
        become_new_writer(session, bytes_from(99))
    restored.register(restored.one, "After")
    restored.sync()

    assert count(restored.one, Patient.__table__) == 6
    assert restored.agree()
    restored.close()


def test_15_a_store_that_was_put_back_unnoticed_is_told_by_the_server(street: Street) -> None:
    before = street.folder / "backup.db"
    street.first.store.copy_into(before, KEY)
    for place in range(5):
        street.register(street.one, f"Patient {place}")
    street.sync()
    street.first.close()
    shutil.copyfile(before, street.folder / "one.db")
    restored = street.again(60)
    with restored.first.store.read_engine.begin() as connection:
        writer = connection.scalars(select(Here.writer)).one()
    result = restored.one.line.round_now()

    assert result.is_done
    assert result.fetched == 5
    with restored.first.store.read_engine.begin() as connection:
        assert connection.scalars(select(Here.writer)).one() != writer
    assert count(restored.one, Patient.__table__) == 5
    restored.register(restored.one, "After")
    restored.sync()
    assert restored.agree()
    restored.close()


def test_15_what_was_written_in_a_store_put_back_unnoticed_is_held_and_not_lost(street: Street) -> None:
    before = street.folder / "backup.db"
    street.first.store.copy_into(before, KEY)
    for place in range(3):
        street.register(street.one, f"Patient {place}")
    street.sync()
    street.first.close()
    shutil.copyfile(before, street.folder / "one.db")
    restored = street.again(60)
    restored.register(restored.one, "Written after the restore")
    result = restored.one.line.round_now()

    assert held_at(restored.centre) == ["forked"]
    assert result.held == 2  # ours at the server, and the server's other one here
    restored.close()


def test_15_a_server_put_back_to_yesterday_is_filled_up_again(street: Street) -> None:
    before = street.folder / "backup.db"
    street.centre.store.copy_into(before, KEY)
    street.register(street.one)
    street.register(street.two)
    street.sync()
    street.centre.close()
    street.server.put_back(before)
    street.first.close()
    street.second.close()
    again = street.again(60)
    again.sync()
    again.sync()

    assert again.agree()
    assert works_of(again.centre.store) == works_of(again.first.store)
    again.close()
