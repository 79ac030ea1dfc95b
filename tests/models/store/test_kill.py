"""`kill -9` before any step of a day: the next start finds what was acknowledged, whole, and goes on."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.store.data_folder import DataFolder
from models.store.founding import Founded, found
from models.store.machine import Machine
from tests.models.store.clinic import ASHA, prepare, save
from tests.models.store.killed_desk import FileKeyring, wrong_at_next_start
from tests.models.store.length import seeded, times
from tests.models.store.places import in_memory
from tests.models.store.vfs import only_where_watched

NEVER = 1 << 30


class Desk:
    """The process that is killed again and again."""

    def __init__(self, template: Path) -> None:
        self._template = template
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.models.store.killed_desk"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )

    def day(self, place: Path, step: int, manner: str = "careful") -> dict[str, list[str]]:
        """Lives the day in a copy at `place`, killed before `step`."""
        shutil.copytree(self._template, place, dirs_exist_ok=True)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(place, step, manner, file=self._process.stdin, flush=True)
        answer = dict(json.loads(self._process.stdout.readline()))
        assert not answer["failed"], answer
        return answer

    def go_home(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture
def desk(tmp_path: Path, machine: Machine) -> Iterator[Desk]:
    keyring = FileKeyring(tmp_path / "keyring.json")
    folder = DataFolder.claim(tmp_path / "clinic", replace(machine, keyring=keyring))
    made = found(folder, ASHA, prepare)
    assert isinstance(made, Founded)
    save(made.clinic, 0)
    made.clinic.close()
    folder.release()
    desk = Desk(tmp_path)
    yield desk
    desk.go_home()


def wrong_after_kill(desk: Desk, step: int, manner: str = "careful") -> str | None:
    with in_memory() as place:
        acknowledged = desk.day(place, step, manner)["acknowledged"]
        return wrong_at_next_start(place, acknowledged)


@only_where_watched
def test_killed_before_any_step_everything_acknowledged_is_there(desk: Desk) -> None:
    with in_memory() as place:
        steps = desk.day(place, NEVER)["steps"]
    first_of_its_name = {name: number for number, name in reversed(list(enumerate(steps)))}
    chance = seeded("kill")
    points = [*first_of_its_name.values(), *(chance.randrange(len(steps)) for _ in range(times(60)))]
    points = points[: times(60)]
    wrong = {steps[point]: told for point in points if (told := wrong_after_kill(desk, point)) is not None}
    assert wrong == {}


@only_where_watched
def test_the_trial_catches_a_save_acknowledged_before_it_was_made(desk: Desk) -> None:
    told = (wrong_after_kill(desk, step, "hasty") for step in range(12, 40))
    assert any(said is not None and said.startswith("acknowledged") for said in told)
