"""A camp's hub: takes and gives as the server does, and passes on; its word is kept apart from the server's."""

import pytest
from sqlalchemy import func, select, update

from app.supervision.line import revoke_device
from models.ledger.device import Here
from models.ledger.digest import digests
from models.ledger.journal import JournalWork
from models.ledger.line import Confirmed, HeldWork, Peer, SignedBatch
from models.store.store import Store
from models.vocabulary import Role
from sync import frame
from sync.exchange import Refusal
from sync.server import doors
from tests.sync.conftest import Street
from tests.sync.hub.camp import device_of, ground_of, line_to
from tests.sync.neighbours import held_at, works_of


def alike(*stores: Store) -> bool:
    found = []
    for store in stores:
        with store.read_engine.begin() as connection:
            found.append(digests(connection))
    return all(one == found[0] for one in found)


def test_two_laptops_agree_over_a_hub_with_no_server(street: Street) -> None:
    street.register(street.two)
    street.register(street.one, "Mangal Oraon")
    line, _ = line_to(street.two, street.one, ground_of(street.one))
    result = line.round_now()
    assert result.is_done, result.trouble
    assert result.brought > 0
    assert result.fetched > 0
    assert alike(street.one.store, street.two.store)


def test_only_the_server_s_word_makes_it_safe_to_leave(street: Street) -> None:
    street.register(street.two)
    waiting = street.two.line.state().waiting
    line, _ = line_to(street.two, street.one, ground_of(street.one))
    assert line.round_now().is_done
    assert line.state().waiting == 0
    assert street.two.line.state().waiting == waiting > 0
    assert line.state().safe.text != street.two.line.state().safe.text


def test_the_hub_passes_on_what_it_took_and_the_server_confirms_it_to_the_author(street: Street) -> None:
    street.register(street.two)
    line, _ = line_to(street.two, street.one, ground_of(street.one))
    assert line.round_now().is_done
    result = street.one.line.round_now()
    assert result.is_done
    assert result.handed == 1
    assert works_of(street.two.store) <= works_of(street.centre.store)
    with street.centre.store.read_engine.begin() as connection:
        device = connection.scalar(select(SignedBatch.device_id).order_by(SignedBatch.nr.desc()))
    assert device == device_of(street.two), "the author stays whoever carried it"
    assert street.two.line.round_now().is_done
    assert street.two.line.state().waiting == 0
    street.sync()
    assert street.agree()


def test_the_hub_s_own_works_come_to_the_laptops_and_by_itself_to_the_server(street: Street) -> None:
    street.register(street.one)
    line, _ = line_to(street.two, street.one, ground_of(street.one))
    assert line.round_now().is_done
    street.sync()
    assert street.agree()
    assert held_at(street.centre) == []


def test_nothing_is_doubled_when_works_come_by_hub_and_by_server(street: Street) -> None:
    street.register(street.two)
    line, _ = line_to(street.two, street.one, ground_of(street.one))
    for _ in range(2):
        assert line.round_now().is_done
        street.sync()
    with street.centre.store.read_engine.begin() as connection:
        many = connection.scalars(
            select(func.count()).select_from(JournalWork).group_by(JournalWork.writer, JournalWork.number)
        ).all()
    assert set(many) == {1}
    assert street.agree()


def test_a_second_round_with_the_hub_brings_and_fetches_nothing(street: Street) -> None:
    street.register(street.two)
    street.register(street.one)
    line, wire = line_to(street.two, street.one, ground_of(street.one))
    assert line.round_now().is_done
    wire.asked.clear()
    again = line.round_now()
    assert (again.brought, again.fetched) == (0, 0)
    assert wire.asked == ["/exchange"]


def test_each_peer_has_a_cursor_of_its_own(street: Street) -> None:
    street.register(street.two)
    line, _ = line_to(street.two, street.one, ground_of(street.one))
    assert line.round_now().is_done
    with street.two.store.read_engine.begin() as connection:
        rows = {row.id: row.arrival for row in connection.execute(select(Peer.id, Peer.arrival))}
        peers = set(connection.scalars(select(Confirmed.peer_id)))
    assert len(rows) == 2
    assert peers == set(rows)


def test_another_laptop_goes_on_when_the_hub_dies_and_nothing_is_lost_or_doubled(street: Street) -> None:
    street.register(street.two)
    line, _ = line_to(street.two, street.one, ground_of(street.one))
    assert line.round_now().is_done
    street.register(street.two, "Phulmani Devi")
    street.register(street.one, "Mangal Oraon")

    back, _ = line_to(street.one, street.two, ground_of(street.two))
    assert back.round_now().is_done
    assert line.round_now().is_done
    assert alike(street.one.store, street.two.store)
    street.sync()
    assert street.agree()
    assert works_of(street.one.store) == works_of(street.centre.store)


def test_what_the_hub_may_not_take_it_keeps_aside_and_passes_on_for_the_server_to_hold(
    street: Street,
) -> None:
    street.one.desk(Role.SUPERVISOR).run(revoke_device, device_of(street.two), "stolen")
    street.register(street.two)
    held_here = street.one.line.state().held
    line, _ = line_to(street.two, street.one, ground_of(street.one))
    result = line.round_now()
    assert not result.is_done
    with street.one.store.read_engine.begin() as connection:
        assert set(connection.scalars(select(HeldWork.reason))) == {"revoked"}
    assert street.one.line.state().held == held_here, "it is the server's to hold"
    street.one.line.round_now()
    assert set(held_at(street.centre)) == {"revoked"}


def test_what_the_hub_took_shows_at_its_own_desk(street: Street) -> None:
    heard: list[dict[str, object]] = []
    card = street.register(street.two)
    line, _ = line_to(street.two, street.one, ground_of(street.one, lambda rows: heard.append(dict(rows))))
    assert line.round_now().is_done
    assert any(card.id in rows.get("patient", ()) for rows in heard)  # type: ignore[operator]  # sets of ids


def test_a_hub_judges_nobody_by_its_clock(street: Street) -> None:
    street.register(street.two)
    with street.one.store.write_engine.begin() as connection:
        connection.execute(update(Here).values(clock_offset_ms=None))
    street.first.clock.move(days=365 * 30)
    ground = ground_of(street.one)
    street.first.clock.move(days=-365 * 30)
    assert not ground.is_sure
    line, _ = line_to(street.two, street.one, ground)
    with street.two.store.read_engine.begin() as connection:
        before = connection.scalar(select(Here.clock_offset_ms))
    assert line.round_now().is_done
    with street.two.store.read_engine.begin() as connection:
        assert connection.scalar(select(Here.clock_offset_ms)) == before, (
            "a hub without a server's time tells none"
        )


def test_a_hub_hands_on_the_time_a_server_told_it(street: Street) -> None:
    with street.one.store.write_engine.begin() as connection:
        connection.execute(update(Here).values(clock_offset_ms=3_600_000))
    line, _ = line_to(street.two, street.one, ground_of(street.one))
    assert line.round_now().is_done
    with street.two.store.read_engine.begin() as connection:
        offset = connection.scalar(select(Here.clock_offset_ms))
    assert offset is not None
    assert abs(offset - 3_600_000) < 2000


def test_nobody_joins_the_clinic_at_a_hub(street: Street) -> None:
    ground = ground_of(street.one)
    for path in ("/hello", "/enrol", "/enrol/look", "/enrol/server", "/enrol/code"):
        with pytest.raises(Refusal) as caught:
            doors.answer(ground, path, lambda kind: frame.unpack(kind, b""), "")
        assert caught.value.fault == "only_hub"


def test_a_restored_server_gets_once_more_what_the_hub_had_passed_on(street: Street) -> None:
    street.register(street.two)
    line, _ = line_to(street.two, street.one, ground_of(street.one))
    assert line.round_now().is_done
    assert street.one.line.round_now().handed == 1
    with street.one.store.write_engine.begin() as connection:
        connection.execute(update(Peer).where(Peer.is_hub.is_(False)).values(epoch=b"another-"))
    assert street.one.line.round_now().handed == 0, "it is offered, and the server has it"
    with street.one.store.read_engine.begin() as connection:
        assert connection.scalar(select(SignedBatch.delivered)) is not None


def test_a_laptop_claims_no_name_of_the_hub_s_own(street: Street) -> None:
    ground = ground_of(street.one)
    with street.one.store.read_engine.begin() as connection:
        own = connection.scalars(select(Here.writer)).one()
    with street.two.store.write_engine.begin() as connection:
        connection.execute(update(Here).values(writer=own, number=1000))
    street.register(street.two)
    line, _ = line_to(street.two, street.one, ground)
    line.round_now()
    with street.one.store.read_engine.begin() as connection:
        assert set(connection.scalars(select(HeldWork.reason))) == {"not_yours"}
