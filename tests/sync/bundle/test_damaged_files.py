"""Whatever happens to a file on its way, it is refused whole, in words, and changes nothing."""

import os
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import zstandard
from sqlalchemy import select

from models.ledger.device import Device
from models.ledger.digest import digests
from models.ledger.line import SignedBatch
from models.store.store import Store
from sync import frame
from sync.batch import pack
from sync.bundle.courier import LaptopCourier
from sync.bundle.envelope import Writer, head_for, read_head
from sync.bundle.opening import opened
from sync.bundle.shape import MAGIC, Ask, Content, Piece, Record
from sync.carrying import Carried
from sync.hub.ground import hub_ground
from sync.trouble import TROUBLES, Trouble
from tests.clinics import bytes_from
from tests.sync.bundle.couriers import courier_of, device_of, server_of, silent
from tests.sync.conftest import Street
from tests.sync.neighbours import works_of

DAMAGED = int(os.environ.get("SHIVIR_DAMAGED", "200"))
SEED = int(os.environ.get("SHIVIR_SEED", "1"))


@pytest.fixture
def stick(street: Street, tmp_path: Path) -> Path:
    """A file of two's for one."""
    for name in ("Sunita Devi", "Mangal Oraon", "Phulmani Devi"):
        street.register(street.two, name)
    path = tmp_path / "stick.shivir"
    courier_of(street.two, tmp_path).save(path, [device_of(street.one)], silent)
    return path


def standing(store: Store) -> tuple[object, ...]:
    with store.read_engine.begin() as connection:
        batches = connection.scalars(select(SignedBatch.signature)).all()
        return digests(connection), frozenset(batches), frozenset(works_of(store))


def refusal_of(courier: LaptopCourier, path: Path) -> str:
    with pytest.raises(Trouble) as caught:
        courier.take(path, silent)
    return caught.value.key


HARMS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    lambda dice, data: data[: dice.randrange(len(data))],
    lambda dice, data: (
        data[: (place := dice.randrange(len(data)))]
        + bytes([data[place] ^ 1 << dice.randrange(8)])
        + data[place + 1 :]
    ),
    lambda dice, data: data + dice.randbytes(dice.randrange(1, 100)),
    lambda dice, data: data[: (place := dice.randrange(len(data)))] + data[place + dice.randrange(1, 50) :],
    lambda dice, data: data[: (place := dice.randrange(len(data)))] + dice.randbytes(8) + data[place:],
    lambda dice, data: data[: (place := dice.randrange(len(data)))] + bytes(len(data) - place),
    lambda dice, _data: dice.randbytes(dice.randrange(0, 3000)),
    lambda dice, data: data[: len(MAGIC)] + dice.randbytes(dice.randrange(0, 3000)),
)


def test_a_torn_or_tampered_file_is_refused_and_changes_nothing(
    street: Street, stick: Path, tmp_path: Path
) -> None:
    dice = random.Random(SEED)
    whole = stick.read_bytes()
    courier = courier_of(street.one, tmp_path)
    ground = hub_ground(street.one.store, street.first.clock, bytes_from(3), "1.0")
    before = standing(street.one.store)
    harmed = tmp_path / "harmed.shivir"
    for turn in range(DAMAGED):
        data = HARMS[turn % len(HARMS)](dice, whole)
        if data == whole:
            continue
        harmed.write_bytes(data)
        with pytest.raises(Trouble) as caught, opened(ground, harmed, tmp_path, silent):
            pass
        assert caught.value.key.startswith("file_")
        assert caught.value.key in TROUBLES
        if turn < len(HARMS):
            assert refusal_of(courier, harmed).startswith("file_")
    assert standing(street.one.store) == before
    assert not list(tmp_path.glob("*receipt*"))
    assert courier.take(stick, silent).works == 3


def test_it_is_opened_by_nobody_but_its_receivers(street: Street, tmp_path: Path) -> None:
    street.register(street.two)
    path = tmp_path / "for the server.shivir"
    courier_of(street.two, tmp_path).save(path, [server_of(street)], silent)
    assert b"Sunita" not in path.read_bytes()
    assert refusal_of(courier_of(street.one, tmp_path), path) == "file_not_for_us"


def test_nobody_to_open_it_is_said_before_anything_is_saved(street: Street, tmp_path: Path) -> None:
    path = tmp_path / "nobody.shivir"
    with pytest.raises(Trouble) as caught:
        courier_of(street.two, tmp_path).save(path, [device_of(street.two)], silent)
    assert caught.value.key == "no_receiver"
    assert not path.exists()


def rewritten(path: Path, **changed: object) -> None:
    """The head says something else; the rest stays."""
    data = path.read_bytes()
    with path.open("rb") as file:
        head, _ = read_head(file)
        rest = file.read()
    fresh = msgspec.msgpack.encode(msgspec.structs.replace(head, **changed))
    path.write_bytes(data[: len(MAGIC)] + len(fresh).to_bytes(4, "big") + fresh + rest)


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"version": 2}, "file_too_new"),
        ({"version": 0}, "file_too_old"),
        ({"clinic": bytes(16)}, "file_other_clinic"),
        ({"sender": b"\x92\xc4\x00\xc4\x00"}, "file_unknown_sender"),
        ({"content": "other"}, "file_damaged"),
        ({"content": "receipt"}, "file_damaged"),
        ({"made_at": 1}, "file_damaged"),
        ({"receivers": []}, "file_not_for_us"),
    ],
)
def test_a_head_that_says_something_else_has_its_sentence(
    street: Street, stick: Path, tmp_path: Path, changed: dict[str, object], key: str
) -> None:
    rewritten(stick, **changed)
    before = standing(street.one.store)
    assert refusal_of(courier_of(street.one, tmp_path), stick) == key
    assert standing(street.one.store) == before


def test_a_newer_file_says_so_even_if_its_head_has_another_shape(
    street: Street, stick: Path, tmp_path: Path
) -> None:
    head = msgspec.msgpack.encode([9, {"all": "new"}])
    stick.write_bytes(MAGIC + len(head).to_bytes(4, "big") + head + b"something")
    assert refusal_of(courier_of(street.one, tmp_path), stick) == "file_too_new"


def forged(street: Street, path: Path, *records: Record) -> None:
    """A file by a laptop of the clinic whose program is dishonest: sealed and signed as it should be."""
    itself = street.two.line._laptop.itself()
    seal_public = public_seal_of(street)
    head, key = head_for(
        itself.clinic_id, Content.WORKS, 0, itself.certificate, [(device_of(street.one), seal_public)],
        bytes_from(9),
    )  # fmt: skip
    with path.open("wb") as file:
        writer = Writer(file, head, key)
        for record in records:
            writer.put(record)
        writer.close(itself.sign_private)


def public_seal_of(street: Street) -> bytes:
    with street.two.store.read_engine.begin() as connection:
        return connection.scalars(select(Device.seal_public).where(Device.id == device_of(street.one))).one()


def bomb() -> bytes:
    return zstandard.ZstdCompressor(level=19).compress(bytes(400_000_000))


def lying_bomb() -> bytes:
    """Says nothing of its size."""
    packer = zstandard.ZstdCompressor(level=19, write_content_size=False)
    return packer.compress(bytes(100_000_000))


def nested() -> bytes:
    return zstandard.ZstdCompressor().compress(b"\x91" * 2_000_000)


@pytest.mark.parametrize("body", [bomb, lying_bomb, nested, lambda: b"", lambda: bytes(3_000_000)])
def test_a_bomb_in_a_well_sealed_file_is_refused_in_bounded_memory(
    street: Street, tmp_path: Path, body: Callable[[], bytes]
) -> None:
    path = tmp_path / "bomb.shivir"
    forged(street, path, Piece(body()))
    courier = courier_of(street.one, tmp_path)
    tracemalloc.start()
    key = refusal_of(courier, path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert key == "file_damaged"
    assert peak < 64 << 20


def test_one_batch_that_nobody_signed_refuses_all_of_the_file(street: Street, tmp_path: Path) -> None:
    street.register(street.two)
    itself = street.two.line._laptop.itself()
    request = street.two.line._laptop.load(1_000_000).request
    sound = Carried(
        itself.certificate, request.writers[0][0], request.signature, request.batch, request.chain
    )
    false = msgspec.structs.replace(sound, batch=pack([]))
    path = tmp_path / "half.shivir"
    forged(street, path, Piece(frame.pack(sound)), Piece(frame.pack(false)))
    before = standing(street.one.store)
    assert refusal_of(courier_of(street.one, tmp_path), path) == "file_damaged"
    assert standing(street.one.store) == before


def test_an_ask_without_names_is_no_ask(street: Street, tmp_path: Path) -> None:
    path = tmp_path / "ask.shivir"
    forged(street, path, Ask(device_of(street.one).bytes, [], None))
    assert refusal_of(courier_of(street.one, tmp_path), path) == "file_damaged"


def test_a_stick_that_is_pulled_out_leaves_no_file_under_the_name(
    street: Street, stick: Path, tmp_path: Path
) -> None:
    def pulled(_done: float) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "pulled.shivir"
    with pytest.raises(KeyboardInterrupt):
        courier_of(street.two, tmp_path).save(path, [device_of(street.one)], pulled)
    assert [one.name for one in tmp_path.glob("*pulled*")] == []
    before = standing(street.one.store)
    with pytest.raises(KeyboardInterrupt):
        courier_of(street.one, tmp_path).take(stick, pulled)
    assert standing(street.one.store) == before
