"""A stick does what the line does: to the server and back, between laptops, twice, late, and by another's hand."""

from pathlib import Path

from sqlalchemy import func, select

from app.supervision.line import revoke_device
from models.ledger.journal import JournalWork
from models.ledger.line import SignedBatch
from models.vocabulary import Role
from tests.sync.bundle.couriers import courier_of, device_of, server_of, silent, take_to_server
from tests.sync.conftest import Street
from tests.sync.neighbours import held_at, works_of


def test_a_stick_to_the_server_and_its_receipt_make_both_agree(street: Street, tmp_path: Path) -> None:
    street.register(street.two)
    street.register(street.one, "Mangal Oraon")
    assert street.one.line.round_now().is_done
    courier = courier_of(street.two, tmp_path)
    stick = tmp_path / "to server.shivir"

    saved = courier.save(stick, [server_of(street)], silent)
    assert saved.works == street.two.line.state().waiting > 0
    taken = take_to_server(street, stick)
    assert taken.works == saved.works
    assert taken.receipt is not None
    assert street.two.line.state().waiting == saved.works, "only the receipt empties the outbox"

    back = courier.take(taken.receipt, silent)
    assert back.was_receipt
    assert back.confirmed == saved.works
    assert back.works == taken.given > 0
    assert street.two.line.state().waiting == 0
    assert street.one.line.round_now().is_done
    assert street.agree()


def test_the_next_stick_starts_at_the_last_receipt(street: Street, tmp_path: Path) -> None:
    courier = courier_of(street.two, tmp_path)
    street.register(street.two)
    first, second, third = (tmp_path / f"{name}.shivir" for name in ("first", "second", "third"))
    courier.save(first, [server_of(street)], silent)
    taken = take_to_server(street, first)
    street.register(street.two, "Phulmani Devi")
    assert courier.save(second, [server_of(street)], silent).works == 2
    assert taken.receipt is not None
    courier.take(taken.receipt, silent)
    assert courier.save(third, [server_of(street)], silent).works == 1


def test_nothing_is_doubled_by_stick_line_and_another_s_hand(street: Street, tmp_path: Path) -> None:
    street.register(street.two)
    stick = tmp_path / "everybody.shivir"
    courier_of(street.two, tmp_path).save(stick, [server_of(street), device_of(street.one)], silent)
    take_to_server(street, stick)
    courier_of(street.one, tmp_path).take(stick, silent)
    street.sync()
    take_to_server(street, stick)
    courier_of(street.one, tmp_path).take(stick, silent)
    street.sync()

    with street.centre.store.read_engine.begin() as connection:
        many = connection.scalars(
            select(func.count()).select_from(JournalWork).group_by(JournalWork.writer, JournalWork.number)
        ).all()
    assert set(many) == {1}
    assert works_of(street.one.store) == works_of(street.two.store) == works_of(street.centre.store)
    assert street.agree()


def test_two_laptops_without_a_line_agree_by_stick_alone(street: Street, tmp_path: Path) -> None:
    street.register(street.one)
    street.register(street.two, "Mangal Oraon")
    there, back = tmp_path / "there.shivir", tmp_path / "back.shivir"
    courier_of(street.one, tmp_path).save(there, [device_of(street.two)], silent)
    taken = courier_of(street.two, tmp_path).take(there, silent)
    assert taken.moved.ids
    assert taken.receipt is not None
    kept = courier_of(street.one, tmp_path).take(taken.receipt, silent)
    assert kept.works > 0
    assert works_of(street.one.store) == works_of(street.two.store)
    assert street.one.line.state().waiting > 0, "the server's word alone makes it safe to leave"
    again = courier_of(street.one, tmp_path).save(back, [device_of(street.two)], silent)
    assert again.works == 0


def test_a_laptop_that_took_a_stick_hands_it_on_to_the_server(street: Street, tmp_path: Path) -> None:
    street.register(street.two)
    stick = tmp_path / "to one.shivir"
    courier_of(street.two, tmp_path).save(stick, [device_of(street.one)], silent)
    courier_of(street.one, tmp_path).take(stick, silent)
    result = street.one.line.round_now()
    assert result.is_done
    assert result.handed == 1
    assert works_of(street.two.store) <= works_of(street.centre.store)
    assert street.two.line.round_now().is_done
    assert street.two.line.state().waiting == 0
    street.sync()
    assert street.agree()


def test_what_was_carried_for_others_is_told_safe_by_the_server_s_receipt(
    street: Street, tmp_path: Path
) -> None:
    street.register(street.two)
    first, second = tmp_path / "to one.shivir", tmp_path / "to server.shivir"
    courier_of(street.two, tmp_path).save(first, [device_of(street.one)], silent)
    one = courier_of(street.one, tmp_path)
    one.take(first, silent)
    assert one.save(second, [server_of(street)], silent).carried == 1
    taken = take_to_server(street, second)
    assert taken.receipt is not None
    assert one.take(taken.receipt, silent).batches == 1
    with street.one.store.read_engine.begin() as connection:
        assert connection.scalar(select(SignedBatch.delivered)) is not None
    assert street.one.line.round_now().handed == 0


def test_a_stick_of_a_laptop_that_was_taken_out_is_held_for_a_supervisor(
    street: Street, tmp_path: Path
) -> None:
    street.register(street.two)
    stick = tmp_path / "late.shivir"
    courier_of(street.two, tmp_path).save(stick, [server_of(street)], silent)
    street.one.desk(Role.SUPERVISOR).run(revoke_device, device_of(street.two), "stolen")
    assert street.one.line.round_now().is_done
    taken = take_to_server(street, stick)
    assert set(held_at(street.centre)) == {"revoked"}
    assert taken.given == 0, "it is given nothing"


def test_an_old_receipt_takes_nothing_back(street: Street, tmp_path: Path) -> None:
    courier = courier_of(street.two, tmp_path)
    street.register(street.two)
    stick = tmp_path / "early.shivir"
    courier.save(stick, [server_of(street)], silent)
    taken = take_to_server(street, stick)
    street.register(street.two, "Phulmani Devi")
    street.sync()
    assert street.two.line.state().waiting == 0
    cursor = street.two.line._laptop.page().cursor()
    assert taken.receipt is not None
    courier.take(taken.receipt, silent)
    assert street.two.line.state().waiting == 0
    assert street.two.line._laptop.page().cursor() == cursor
    street.sync()
    assert street.agree()
