"""A laptop that has nothing yet begins with the clinic as it stands, not with everything that ever happened."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.consulting.allergies import add_allergy
from app.people.edit import edit_patient
from models.ledger.journal import JournalWork
from models.ledger.scopes import Scope
from models.vocabulary import DeviceScope, Role
from sync.server import snapshots
from sync.snapshot import Spoilt, pieces_in, seal, unseal
from tests.clinics import Clinic
from tests.sync.conftest import Street
from tests.sync.neighbours import Neighbour, join
from tests.sync.test_rules import count, edit, look
from tests.sync.test_scopes import agrees, back_up, journal_of, move, rows, sync

DESK = Scope(DeviceScope.DESK)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is with large clinics."""
    monkeypatch.setattr(snapshots, "WORTHWHILE", 30)
    monkeypatch.setattr(snapshots, "ROWS", 8)
    monkeypatch.setattr(snapshots, "MOST_AT_ONCE", 4000)


@pytest.fixture
def busy(street: Street) -> Street:
    """A street where much has happened."""
    for place in range(30):
        patient = street.register(street.one, f"Sunita Devi {place}")
        edit(street.one, patient.id, village="Kanke")
        edit(street.one, patient.id, village="Bundu")
    street.one.desk(Role.DOCTOR).run(add_allergy, patient.id, "Penicillin")
    street.sync()
    return street


@pytest.fixture
def new(busy: Street) -> Iterator[tuple[Clinic, Neighbour]]:
    house, laptop = join(busy.one, busy.first, busy.centre, busy.folder / "new.db", 70)
    yield house, laptop
    house.close()


def files(street: Street) -> list[Path]:
    return [path for path in (street.folder / "snapshots").iterdir() if path.is_file()]


def test_a_new_laptop_begins_with_a_snapshot_and_goes_on_with_works(
    busy: Street, new: tuple[Clinic, Neighbour]
) -> None:
    _, laptop = new
    result = laptop.line.round_now()
    assert result.is_done
    assert count(laptop, JournalWork.__table__) < 5
    assert len(rows(laptop, "patient")) == 30
    assert agrees(busy, laptop, Scope())

    [patient, *_] = rows(laptop, "patient")
    laptop.desk(Role.RECEPTIONIST).run(edit_patient, patient, look(laptop, patient), {"village": "Rampur"})
    edit(busy.one, patient, relative_name="Birsa Tudu")
    sync(laptop, busy.one, laptop)
    assert agrees(busy, laptop, Scope())


@pytest.mark.parametrize("where", [1, 3, 6])
def test_12_a_snapshot_that_is_cut_goes_on_where_it_was(
    busy: Street, new: tuple[Clinic, Neighbour], where: int
) -> None:
    _, laptop = new
    pieces = iter(range(1000))

    def die(_seconds: float) -> None:
        if next(pieces) == where:
            raise KeyboardInterrupt

    laptop.line._laptop._rest = die
    with pytest.raises(KeyboardInterrupt):
        laptop.line.round_now()
    laptop.line._laptop._rest = laptop.watch.rest
    first = sum(len(rows(laptop, kind)) for kind in ("account", "clinic", "patient", "device", "role_grant"))
    result = laptop.line.round_now()

    assert result.is_done
    assert first > 0
    assert agrees(busy, laptop, Scope())
    assert len(files(busy)) == 1


def test_the_line_may_break_at_every_piece(busy: Street, new: tuple[Clinic, Neighbour]) -> None:
    _, laptop = new
    tries = 0
    while not agrees(busy, laptop, Scope()):
        laptop.wire.faults = ["unheard"] if tries % 2 else [lambda answer: answer[:-1]]
        laptop.line.round_now()
        tries += 1
        assert tries < 20
    assert len(files(busy)) == 1


def test_a_front_desk_s_snapshot_has_nothing_clinical_and_no_file_tells_a_name(busy: Street) -> None:
    house, desk = join(busy.one, busy.first, busy.centre, busy.folder / "desk.db", 71, Role.RECEPTIONIST)
    sync(desk)

    assert rows(desk, "allergy") == set()
    assert b"Penicillin" not in journal_of(desk)
    assert agrees(busy, desk, DESK)
    for path in files(busy):
        assert b"Sunita" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
    house.close()


def test_a_laptop_that_was_moved_fetches_by_state_what_it_lacks(
    busy: Street, new: tuple[Clinic, Neighbour]
) -> None:
    _, laptop = new
    sync(laptop)
    patient = busy.register(laptop, "Mangal Oraon")
    laptop.desk(Role.DOCTOR).run(add_allergy, patient.id, "Ibuprofen")
    sync(laptop, busy.one)
    move(busy, laptop, DeviceScope.DESK)
    sync(laptop)
    back_up(busy)
    sync(laptop)
    assert rows(laptop, "allergy") == set()
    assert agrees(busy, laptop, DESK)

    move(busy, laptop, DeviceScope.CLINIC)
    sync(laptop, busy.one)
    assert len(rows(laptop, "allergy")) == 2
    assert agrees(busy, laptop, Scope())


def test_a_piece_that_was_touched_or_moved_is_not_believed() -> None:
    key = bytes(range(32))
    piece = seal(key, 0, [])
    assert unseal(key, 0, piece) == []
    for wrong in (piece[:-1], piece[:9] + bytes([piece[9] ^ 1]) + piece[10:], piece + b"x", piece[:4]):
        with pytest.raises(Spoilt):
            unseal(key, 0, wrong)
    with pytest.raises(Spoilt):
        unseal(key, 7, piece)
    with pytest.raises(Spoilt):
        list(pieces_in(b"\xff\xff\xff\xff" + bytes(100)))
