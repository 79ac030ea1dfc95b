from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.store.backups import backups_in, is_whole, keep
from models.store.data_folder import DataFolder
from models.store.founding import Founded
from models.store.machine import Machine
from tests.fakes import Wrist
from tests.models.store.clinic import reopened, save, saved

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_backup_is_one_file_read_back_whole(founded: Founded, folder: DataFolder) -> None:
    save(founded.clinic, 1)
    told: list[float] = []
    backup = founded.clinic.backup(told.append)
    assert [path.name for path in folder.backups.iterdir()] == ["20261121T061200Z.shivir-backup"]
    assert is_whole(backup.path, "1.0")
    assert backup.size == backup.path.stat().st_size
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_the_desk_saves_on_while_a_backup_is_made(founded: Founded) -> None:
    for number in range(300):
        save(founded.clinic, number, "x" * 4000)
    during: list[int] = []

    def told(done: float) -> None:
        if done < 0.7:
            save(founded.clinic, 1000 + len(during))
            during.append(1)

    maker = Thread(target=founded.clinic.backup, args=(told,))
    maker.start()
    maker.join()
    assert len(during) > 1
    assert len(saved(founded.clinic)) == 300 + len(during)


def test_what_a_broken_backup_left_does_not_stand_in_the_way(founded: Founded, folder: DataFolder) -> None:
    (folder.backups / "making.db").write_bytes(b"half a page")
    (folder.backups / "making.part").write_bytes(b"half a file")
    founded.clinic.backup()
    assert len(list(folder.backups.iterdir())) == 1


def test_a_new_program_makes_a_backup_before_it_touches_the_tables(
    founded: Founded, folder: DataFolder, machine: Machine
) -> None:
    from dataclasses import replace

    founded.clinic.close()
    reopened(folder).close()
    assert backups_in(folder.backups) == ()
    folder.release()
    newer = DataFolder.claim(folder.path, replace(machine, program="1.1"))
    reopened(newer).close()
    assert len(backups_in(newer.backups)) == 1
    reopened(newer).close()
    assert len(backups_in(newer.backups)) == 1
    newer.release()


def test_old_ones_are_let_go_and_the_newest_never(founded: Founded, folder: DataFolder, watch: Wrist) -> None:
    for _ in range(20):
        watch.pass_by(2 * 3600)
        founded.clinic.backup()
    made = [backup.made_at for backup in backups_in(folder.backups)]
    assert made[0] == watch.now()
    assert len(made) == 13  # twelve spans of two hours, and the last of yesterday's yesterday


def test_a_clock_set_back_does_not_cost_the_backup_just_made(
    founded: Founded, folder: DataFolder, watch: Wrist
) -> None:
    watch.set_calendar(800 * 86400)
    ahead = [founded.clinic.backup().path]
    watch.pass_by(3 * 3600)
    ahead.append(founded.clinic.backup().path)
    watch.set_calendar(-800 * 86400)
    back = founded.clinic.backup().path
    assert back.exists()
    assert [path.exists() for path in ahead] == [True, False]


def test_a_year_of_two_hourly_backups_keeps_twelve_spans_seven_days_and_four_weeks() -> None:
    made = [NOW - timedelta(hours=2 * step) for step in range(365 * 12)]
    kept = sorted(keep(made, NOW), reverse=True)
    assert kept[:12] == made[:12]
    assert {moment.date() for moment in kept} >= {(NOW - timedelta(days=day)).date() for day in range(7)}
    assert len({moment.isocalendar()[:2] for moment in kept}) == 4
    assert len(kept) <= 12 + 7 + 4


moments = st.timedeltas(timedelta(days=-330), timedelta(days=400)).map(lambda away: NOW + away)


@given(st.sets(moments, min_size=1))
def test_something_is_always_kept_and_keeping_twice_keeps_the_same(made: set[datetime]) -> None:
    kept = keep(made, NOW)
    assert kept <= made
    assert kept
    assert len(kept) <= 24
    assert keep(kept, NOW) == kept
    past = [moment for moment in made if moment <= NOW]
    assert not past or max(past) in kept


@pytest.mark.parametrize("name", ["notes.txt", "yesterday.shivir-backup", "20261301T000000Z.shivir-backup"])
def test_other_files_among_the_backups_are_left_alone(
    founded: Founded, folder: DataFolder, name: str
) -> None:
    (folder.backups / name).write_text("mine")
    founded.clinic.backup()
    assert (folder.backups / name).read_text() == "mine"
    assert len(backups_in(Path(folder.backups))) == 1
