"""What a laptop signed counts as its own whoever carries it, by whatever road and however often."""

from collections.abc import Callable

import msgspec
import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.supervision.line import revoke_device
from models.ledger.device import Here
from models.ledger.journal import JournalWork
from models.ledger.line import Confirmed, KnownWriter, Peer, SignedBatch
from models.vocabulary import Role
from sync import frame
from sync.batch import pack, unpack
from sync.carrying import Carried, Delivery, Kept, Offer, Offered, Unbelievable, checked
from sync.client.carrier import hand_on
from sync.server import carried
from tests.clinics import bytes_from
from tests.sync.conftest import Street
from tests.sync.neighbours import Neighbour, held_at, works_of


def piece_of(laptop: Neighbour) -> bytes:
    """What this laptop would bring now, as somebody else carries it."""
    itself = laptop.line._laptop.itself()
    request = laptop.line._laptop.load(1_000_000).request
    return frame.pack(
        Carried(itself.certificate, request.writers[0][0], request.signature, request.batch, request.chain)
    )


def deliver(street: Street, carrier: Neighbour, *pieces: bytes) -> Kept:
    device = carrier.line._laptop.itself().device_id
    return carried.take(street.centre.ground, device, Delivery(list(pieces)))


def writer_of(laptop: Neighbour) -> tuple[bytes, int]:
    with laptop.store.read_engine.begin() as connection:
        row = connection.execute(select(Here.writer, Here.number)).one()
    return row.writer, row.number


def test_works_carried_by_another_laptop_are_taken_as_their_author_s_and_confirmed(street: Street) -> None:
    street.register(street.two)
    writer, number = writer_of(street.two)
    kept = deliver(street, street.one, piece_of(street.two))

    assert kept.refused == []
    assert (writer, number) in kept.confirmed
    with street.centre.store.read_engine.begin() as connection:
        known = connection.execute(select(KnownWriter).where(KnownWriter.writer == writer)).one()
        device = connection.scalar(select(SignedBatch.device_id).order_by(SignedBatch.nr.desc()))
    assert known.device_id == device == street.two.line._laptop.itself().device_id
    street.sync()
    assert street.agree()


def test_nothing_is_doubled_when_a_batch_comes_by_hand_and_by_the_line(street: Street) -> None:
    street.register(street.two)
    piece = piece_of(street.two)
    for _ in range(2):
        deliver(street, street.one, piece)
    street.sync()
    deliver(street, street.one, piece)
    with street.centre.store.read_engine.begin() as connection:
        works = connection.execute(
            select(func.count()).select_from(JournalWork).group_by(JournalWork.writer, JournalWork.number)
        ).all()
    assert {many for (many,) in works} == {1}
    assert street.agree()
    assert held_at(street.centre) == []


def test_an_offer_is_asked_for_once(street: Street) -> None:
    street.register(street.two)
    piece = piece_of(street.two)
    writer, number = writer_of(street.two)
    device = street.one.line._laptop.itself().device_id
    offer = Offer([Offered([(writer, number, number)])])
    assert carried.look_over(street.centre.ground, device, offer).places == [0]
    deliver(street, street.one, piece)
    assert carried.look_over(street.centre.ground, device, offer).places == []


def test_what_a_laptop_wrote_that_was_taken_out_is_held_by_whatever_road(street: Street) -> None:
    street.register(street.two)
    piece = piece_of(street.two)
    out = street.two.line._laptop.itself().device_id
    street.one.desk(Role.SUPERVISOR).run(revoke_device, out, "stolen")
    assert street.one.line.round_now().is_done

    kept = deliver(street, street.one, piece)
    assert kept.refused == []
    assert held_at(street.centre) == ["revoked"]
    street.two.line.round_now()
    assert held_at(street.centre) == ["revoked"]


def change_work(carried_: Carried) -> Carried:
    assert carried_.batch is not None
    works = unpack(carried_.batch)
    return msgspec.structs.replace(
        carried_, batch=pack([msgspec.structs.replace(works[0], deed="other"), *works[1:]])
    )


def drop_work(carried_: Carried) -> Carried:
    return msgspec.structs.replace(carried_, batch=pack([]))


def other_signature(carried_: Carried) -> Carried:
    return msgspec.structs.replace(carried_, signature=bytes(64))


def no_certificate(carried_: Carried) -> Carried:
    return msgspec.structs.replace(carried_, certificate=b"\x92\xc4\x00\xc4\x00")


def other_writer(carried_: Carried) -> Carried:
    return msgspec.structs.replace(carried_, writer=b"somebody")


@pytest.mark.parametrize("harm", [change_work, drop_work, other_signature, no_certificate, other_writer])
def test_what_a_carrier_changed_is_believed_by_nobody_and_blocks_nothing(
    street: Street, harm: Callable[[Carried], Carried]
) -> None:
    street.register(street.two)
    sound = piece_of(street.two)
    harmed = frame.pack(harm(frame.unpack(Carried, sound)))
    before = works_of(street.centre.store)
    kept = deliver(street, street.one, harmed)
    assert [place for place, _ in kept.refused] == [0]
    assert works_of(street.centre.store) == before

    kept = deliver(street, street.one, harmed, sound)
    assert [place for place, _ in kept.refused] == [0]
    assert len(works_of(street.centre.store)) > len(before)


def test_a_damaged_piece_is_refused_wherever_the_damage_is(street: Street) -> None:
    street.register(street.two)
    sound = piece_of(street.two)
    with street.centre.store.read_engine.begin() as connection:
        clinic = connection.scalars(select(Here.clinic_id)).one().bytes
    dice = bytes_from(7)
    for _ in range(300):
        place, bit = int.from_bytes(dice(2), "big") % len(sound), dice(1)[0] % 8
        torn = sound[:place] if dice(1)[0] < 60 else None
        harmed = bytearray(sound)
        harmed[place] ^= 1 << bit
        with pytest.raises(Unbelievable):
            checked(bytes(harmed) if torn is None else torn, root_of(street), clinic)


def root_of(street: Street) -> bytes:
    with street.two.store.read_engine.begin() as connection:
        return connection.scalars(select(Peer.root_public)).one()


def put_by(laptop: Neighbour, *pieces: bytes, origin: Neighbour) -> None:
    """As a hub keeps them: whole, to be handed on."""
    with Session(laptop.store.write_engine) as session, session.begin():
        for body in pieces:
            piece = frame.unpack(Carried, body)
            assert piece.batch is not None
            works = [(work.writer, work.number, work.number) for work in unpack(piece.batch)]
            session.add(
                SignedBatch(
                    device_id=origin.line._laptop.itself().device_id, at=laptop.line._clock(),
                    works=msgspec.msgpack.encode((works, None)), signature=piece.signature, body=body,
                    delivered=None, trouble=None,
                )
            )  # fmt: skip


def test_a_round_hands_on_what_waits_and_says_how_much(street: Street) -> None:
    street.register(street.two)
    put_by(street.one, piece_of(street.two), origin=street.two)
    result = street.one.line.round_now()
    assert result.is_done
    assert result.handed == 1
    again = street.one.line.round_now()
    assert again.is_done
    assert again.handed == 0
    street.sync()
    assert street.agree()


@pytest.mark.parametrize("fault", ["lost", "unheard", "slow"])
def test_handing_on_that_breaks_off_goes_on_in_the_next_round(street: Street, fault: str) -> None:
    street.register(street.two)
    put_by(street.one, piece_of(street.two), origin=street.two)
    assert street.one.line.round_now().handed == 1
    with street.one.store.write_engine.begin() as connection:
        connection.execute(update(SignedBatch).values(delivered=None))
    street.one.wire.faults = [lambda answer: answer, fault]
    assert not street.one.line.round_now().is_done
    assert street.one.line.round_now().is_done
    with street.one.store.read_engine.begin() as connection:
        assert connection.scalar(select(SignedBatch.delivered)) is not None


def test_a_piece_nobody_believes_stays_with_its_reason_and_the_rest_goes_on(street: Street) -> None:
    street.register(street.two)
    sound = piece_of(street.two)
    put_by(street.one, frame.pack(other_signature(frame.unpack(Carried, sound))), sound, origin=street.two)
    result = street.one.line.round_now()
    assert result.is_done
    assert result.handed == 1
    with street.one.store.read_engine.begin() as connection:
        troubles = connection.scalars(select(SignedBatch.trouble).order_by(SignedBatch.nr)).all()
    assert troubles == ["not_signed", None]


def test_what_was_handed_on_stays_until_a_backup_of_the_server_covers_it(street: Street) -> None:
    street.register(street.two)
    put_by(street.one, piece_of(street.two), origin=street.two)
    street.one.line.round_now()
    street.one.line.round_now()
    with street.one.store.read_engine.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(SignedBatch)) == 1
    with street.one.store.write_engine.begin() as connection:
        connection.execute(update(Peer).values(backed_up=10_000))
    assert hand_on(street.one.store, street.one.wire, "") == 0
    with street.one.store.read_engine.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(SignedBatch)) == 0


def test_the_author_finds_confirmed_what_another_carried(street: Street) -> None:
    street.register(street.two)
    deliver(street, street.one, piece_of(street.two))
    assert street.two.line.round_now().is_done
    writer, number = writer_of(street.two)
    with street.two.store.read_engine.begin() as connection:
        assert connection.scalar(select(Confirmed.upto).where(Confirmed.writer == writer)) == number
