"""One good copy always remains, and a write that came back is the one that is read."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import msgspec
import pytest

from models.store.data_folder import DataFolder
from models.store.disk import Disk, RealDisk
from models.store.founding import Founded
from models.store.slots import COPIES, NoSlots, RecoverySlot, Slots, decode, encode, read, write
from models.store.unwell import Ailment, StoreUnwell
from tests.models.store.clinic import ASHA, come_in
from tests.models.store.frail_disk import Cut, PowerDisk
from tests.models.store.length import seeded, times

FOLDER = Path("/clinic")
STEPS = 8
"""write, flush, rename, flush folder, for either copy."""


def some_slots(starts: int = 0) -> Slots:
    paper = RecoverySlot(os.urandom(32), os.urandom(92), os.urandom(32))
    return Slots(0, "1.0", b"CLINIC" + os.urandom(16), os.urandom(16), paper, (), starts=starts)


def after_cuts(lazy: frozenset[str], chance: Random, rounds: int) -> Iterator[tuple[int, int | None]]:
    """Cuts the power at every step of a second write: (the step, how many starts are read afterwards)."""
    for _ in range(rounds):
        for step in range(1, STEPS + 2):
            disk = PowerDisk(lazy=lazy)
            first = write(FOLDER, disk, some_slots(starts=1))
            disk.cut_at = disk.steps + step
            with suppress(Cut):
                write(FOLDER, disk, msgspec.structs.replace(first, starts=2))
            found = read(FOLDER, disk.after_cut(chance), "1.0")
            yield step, None if isinstance(found, NoSlots) else found.starts


def test_cut_at_any_step_the_old_slots_or_the_new_are_read_and_after_the_last_the_new() -> None:
    for step, starts in after_cuts(frozenset(), seeded("slots"), times(60)):
        assert starts in (1, 2)
        if step >= STEPS // 2:  # the first copy is safe, and newer than the other
            assert starts == 2


@pytest.mark.parametrize("lazy", ["flush", "flush_folder"])
def test_the_trial_catches_a_step_left_out(lazy: str) -> None:
    wrong = [
        step
        for step, starts in after_cuts(frozenset({lazy}), seeded(lazy), 30)
        if starts not in (1, 2) or (step > STEPS and starts != 2)
    ]
    assert wrong


def test_the_first_write_of_all_is_read_or_was_never_told_as_done() -> None:
    for step in range(1, STEPS + 1):
        disk = PowerDisk(cut_at=step)
        with pytest.raises(Cut):
            write(FOLDER, disk, some_slots(starts=1))
        found = read(FOLDER, disk.after_cut(seeded(f"first {step}")), "1.0")
        assert isinstance(found, NoSlots) or found.starts == 1


def test_any_damage_to_one_copy_is_seen_and_the_other_read(tmp_path: Path) -> None:
    chance, disk = seeded("damaged copies"), RealDisk()
    whole = write(tmp_path, disk, some_slots(starts=7))
    content = {name: (tmp_path / name).read_bytes() for name in COPIES}
    for _ in range(times(200)):
        name = chance.choice(COPIES)
        (tmp_path / name).write_bytes(damaged(content[name], chance))
        assert read(tmp_path, disk, "1.0") == whole
        (tmp_path / name).write_bytes(content[name])


def test_damage_to_both_copies_is_told_and_never_read(tmp_path: Path) -> None:
    chance, disk = seeded("both damaged"), RealDisk()
    write(tmp_path, disk, some_slots())
    content = {name: (tmp_path / name).read_bytes() for name in COPIES}
    for _ in range(times(100)):
        for name in COPIES:
            (tmp_path / name).write_bytes(damaged(content[name], chance))
        assert read(tmp_path, disk, "1.0") == NoSlots(damaged=True)


def damaged(content: bytes, chance: Random) -> bytes:
    """The bytes with some changed, or their end missing, or nothing left."""
    kind = chance.randrange(5)
    if kind == 0:
        return content[: chance.randrange(len(content))]
    if kind == 1:
        return bytes(len(content))
    at = chance.randrange(len(content) if kind < 4 else 90)  # the line at its head more often than its share
    changed = bytearray(content)
    changed[at] ^= 1 << chance.randrange(8)
    return bytes(changed)


def test_no_slots_at_all_is_another_thing_than_damage(tmp_path: Path) -> None:
    assert read(tmp_path, RealDisk(), "1.0") == NoSlots(damaged=False)


def test_slots_of_a_newer_program_are_refused_by_both_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.store.slots.FORMAT", 2)
    theirs = encode(msgspec.structs.replace(some_slots(), program="3.2"))
    monkeypatch.undo()
    with pytest.raises(StoreUnwell) as unwell:
        decode(theirs, "1.0")
    assert unwell.value.kind is Ailment.NEWER
    assert str(unwell.value.reason) == "This store was made by Shivir 3.2. This is Shivir 1.0."


def test_with_both_copies_lost_the_newest_backup_lends_its_slots(
    founded: Founded, folder: DataFolder
) -> None:
    founded.clinic.backup()
    founded.clinic.close()
    folder.release()
    for name in COPIES:
        (folder.path / name).write_bytes(b"rubbish")

    again = DataFolder.claim(folder.path, folder.machine)
    assert come_in(again).user_id == ASHA.user_id
    assert sorted(path.name for path in folder.path.glob("*.damaged")) == [
        "slots.a.damaged",
        "slots.b.damaged",
    ]
    again.release()


def test_with_both_copies_and_no_backup_the_store_says_damaged(founded: Founded, folder: DataFolder) -> None:
    founded.clinic.close()
    folder.release()
    for name in COPIES:
        (folder.path / name).write_bytes(b"rubbish")
    with pytest.raises(StoreUnwell) as unwell:
        DataFolder.claim(folder.path, folder.machine)
    assert unwell.value.kind is Ailment.DAMAGED


def test_a_disk_in_memory_is_a_disk() -> None:
    disk: Disk = PowerDisk()
    write(FOLDER, disk, some_slots())
    assert isinstance(read(FOLDER, disk, "1.0"), Slots)
