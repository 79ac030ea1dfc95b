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
from models.store.opening import OpenedStore, open_clinic
from models.store.sign_in import Opened, sign_in
from tests.models.store.clinic import ASHA, RAM, prepare, save, saved
from tests.models.store.killed_desk import OTHER, FileKeyring, machine_at
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


def come_back(folder: DataFolder, acknowledged: list[str]) -> OpenedStore | str:
    """Opens the store with the password that must hold."""
    tried = [OTHER] if "changed password" in acknowledged else [ASHA.password, OTHER]
    answers = [sign_in(folder, ASHA.name, password) for password in tried]
    opened = next((answer for answer in answers if isinstance(answer, Opened)), None)
    return f"nobody gets in: {answers}" if opened is None else open_clinic(folder, opened, prepare)


def wrong_after_kill(desk: Desk, step: int, manner: str = "careful") -> str | None:
    with in_memory() as place:
        acknowledged = desk.day(place, step, manner)["acknowledged"]
        folder = DataFolder.claim(place / "clinic", machine_at(place, lambda _step: None))
        clinic = come_back(folder, acknowledged)
        if isinstance(clinic, str):
            return clinic
        must_have = {0, *(int(word.split()[1]) for word in acknowledged if word.startswith("saved"))}
        kept = saved(clinic)
        save(clinic, 100)
        told = _wrong(clinic, kept, must_have)
        if "removed" in acknowledged and folder.find(RAM.name) is not None:
            told = "who was removed is back"
        clinic.close()
        folder.release()
        return told


def _wrong(clinic: OpenedStore, kept: set[int], must_have: set[int]) -> str | None:
    if not must_have <= kept <= must_have | {max(must_have) + 1}:
        return f"acknowledged {must_have}, kept {kept}"
    if clinic.repair is not None:
        return f"needed repair: {clinic.repair}"
    if clinic.restored:
        return "counts as restored"
    return "the key is still being changed" if clinic.folder.slots.coming_check else None


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
