"""A desk in a process of its own that kills itself, hard, just before a given step of its day.

Started once; for each line `FOLDER STEP MANNER` on its input it forks a child that lives the day in FOLDER and is
killed before step number STEP (never, if there is none). Answers one line of JSON: the steps taken, by name, and
what the child had acknowledged by then. What a keyring of the system would keep lies beside the folder.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.store.accounts import LetIn, add_user, change_password, remove_user
from models.store.data_folder import DataFolder
from models.store.disk import Disk, RealDisk
from models.store.machine import Machine
from models.store.opening import OpenedStore, open_clinic
from models.store.sign_in import Opened, sign_in
from tests.fakes import cheap_derivation
from tests.models.store.clinic import ASHA, RAM, prepare, reopened, save, saved, with_password
from tests.models.store.frail_disk import ToldDisk
from tests.models.store.vfs import OK, Deed, WatchedVfs

if TYPE_CHECKING:
    from models.store.device_secret import Keyring

OTHER = "paper kite over hills"


class FileKeyring:
    """A keyring in a file, which outlives the process as a real one does."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, name: str) -> str | None:
        found = self._kept().get(name)
        return None if found is None else str(found)

    def put(self, name: str, value: str) -> bool:
        self._write({**self._kept(), name: value})
        return True

    def drop(self, name: str) -> None:
        self._write({kept: value for kept, value in self._kept().items() if kept != name})

    def _kept(self) -> dict[str, str]:
        return dict(json.loads(self._path.read_text())) if self._path.exists() else {}

    def _write(self, kept: dict[str, str]) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(kept))
        fresh.replace(self._path)


def machine_at(place: Path, disk: Disk) -> Machine:
    keyring: Keyring = FileKeyring(place / "keyring.json")
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    return Machine(
        "1.0", cheap_derivation, keyring, os.urandom, lambda: noon, lambda: 1000.0, disk, reserve=1 << 16
    )


def live(place: Path, disk: Disk, acknowledge: Callable[[str], None], hasty: bool = False) -> None:
    """A day with everything in it that writes: saves, a backup, a password, a colleague come and gone."""
    folder = DataFolder.claim(place / "clinic", machine_at(place, disk))
    clinic = reopened(folder)

    def put(number: int) -> None:
        if hasty:
            acknowledge(f"saved {number}")
        save(clinic, number, "x" * (50 if number % 2 else 6000))
        if not hasty:
            acknowledge(f"saved {number}")

    for number in (1, 2):
        put(number)
    clinic.backup()
    assert isinstance(change_password(folder, ASHA.name, ASHA.password, OTHER), Opened)
    acknowledge("changed password")
    assert add_user(clinic, RAM) == LetIn()
    put(3)
    remove_user(clinic, RAM.name)
    acknowledge("removed")
    put(4)
    clinic.close()
    clinic = reopened(folder, with_password(ASHA, OTHER))
    put(5)
    clinic.close()
    folder.release()


def wrong_at_next_start(place: Path, acknowledged: list[str]) -> str | None:
    """What is wrong with what the day in `place` left behind when it was cut off, if anything."""
    folder = DataFolder.claim(place / "clinic", machine_at(place, RealDisk()))
    clinic = _come_back(folder, acknowledged)
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


def _come_back(folder: DataFolder, acknowledged: list[str]) -> OpenedStore | str:
    """Opens the store with the password that must hold."""
    tried = [OTHER] if "changed password" in acknowledged else [ASHA.password, OTHER]
    answers = [sign_in(folder, ASHA.name, password) for password in tried]
    opened = next((answer for answer in answers if isinstance(answer, Opened)), None)
    return f"nobody gets in: {answers}" if opened is None else open_clinic(folder, opened, prepare)


def _wrong(clinic: OpenedStore, kept: set[int], must_have: set[int]) -> str | None:
    if not must_have <= kept <= must_have | {max(must_have) + 1}:
        return f"acknowledged {must_have}, kept {kept}"
    if clinic.repair is not None:
        return f"needed repair: {clinic.repair}"
    if clinic.restored:
        return "counts as restored"
    return "the key is still being changed" if clinic.folder.slots.coming_check else None


def child(place: Path, step: int, hasty: bool, out: int) -> None:
    """Lives the day and says each step and each acknowledgement, until it is killed."""
    done = 0

    def say(word: str) -> None:
        os.write(out, f"{word}\n".encode())

    def tell(name: str) -> None:
        nonlocal done
        if done == step:
            os.kill(os.getpid(), signal.SIGKILL)
        done += 1
        say(f"step {name}")

    def watch(deed: Deed) -> int:
        tell(f"{type(deed).__name__.lower()} {deed.name}")
        return OK

    with WatchedVfs(watch):
        live(place, ToldDisk(tell), lambda word: say(f"ack {word}"), hasty)


def trial(place: Path, step: int, hasty: bool) -> dict[str, object]:
    ears, mouth = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ears)
        status = 1
        try:
            child(place, step, hasty, mouth)
            status = 0
        finally:
            os._exit(status)
    os.close(mouth)
    with os.fdopen(ears) as heard:
        lines = heard.read().splitlines()
    _, status = os.waitpid(pid, 0)
    return {
        "steps": [line.removeprefix("step ") for line in lines if line.startswith("step ")],
        "acknowledged": [line.removeprefix("ack ") for line in lines if line.startswith("ack ")],
        "killed": os.WIFSIGNALED(status),
        "failed": os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0,
    }


if __name__ == "__main__":
    for line in sys.stdin:
        folder, step, manner = line.split()
        sys.stdout.write(json.dumps(trial(Path(folder), int(step), manner == "hasty")) + "\n")
        sys.stdout.flush()
