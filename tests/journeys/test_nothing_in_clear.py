"""What is typed into the program is nowhere in the bytes that a disk keeps: not while it runs, not after a kill."""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from app.clock import system_clock
from app.door import CameIn, Door
from app.people.find import find_people
from tests.journeys.commands import server, shivir
from tests.journeys.processes import Process, processes
from tests.journeys.typist_process import HALF, HINDI, NAME, TYPED, VILLAGE

SMALL = ("--patients", 40, "--visits", 20, "--registrations", 10)
LEAST = 7
"""Letters of a word that is looked for by itself: shorter ones may lie there by chance."""

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "unicode_escape")


def spellings(typed: Iterable[str]) -> dict[bytes, str]:
    """All bytes that would show a string, or a long word of it, in small letters; and what they show."""
    found: dict[bytes, str] = {}
    for text in typed:
        spaced = {f"{text[:5]} {text[5:]}"} if text.isdigit() else set()
        for part in {text, *text.split(), *spaced}:
            for form in ("NFC", "NFD") if len(part) >= LEAST else ():
                said = unicodedata.normalize(form, part.lower())
                found |= {said.encode(encoding).lower(): text for encoding in ENCODINGS}
    return found


def in_clear(typed: Iterable[str], *roots: Path) -> set[tuple[str, str]]:
    """(file, string) for every string that stands in a file, in letters of any size, or in a name of one."""
    known = spellings(typed)
    found = set()
    for path in (path for root in roots for path in root.rglob("*")):
        kept = path.read_bytes() if path.is_file() else b""
        if kept.count(0) == len(kept):
            kept = b""  # the reserve
        for written in (os.fsencode(path.name).lower(), kept.lower()):
            found |= {(path.name, text) for shown, text in known.items() if shown in written}
    return found


def held_open(process: int) -> Iterator[Path]:
    """Files without a name any more that a process still writes to."""
    for handle in Path(f"/proc/{process}/fd").iterdir():
        try:
            is_nameless = str(handle.readlink()).endswith(" (deleted)") and handle.is_file()
        except OSError:
            continue
        if is_nameless:
            yield handle


class Laptop:
    """A machine of its own: its home, its folder for what is temporary, its logs, and the clinic's data."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.disk, self.papers = folder / "disk", folder / "papers"
        self.data, self.home, self.temporary = (self.disk / name for name in ("data", "home", "tmp"))
        for place in (self.home, self.temporary, self.papers):
            place.mkdir(parents=True)
        monkeypatch.setenv("HOME", str(self.home))
        monkeypatch.setenv("TMPDIR", str(self.temporary))
        for name in (
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "XDG_RUNTIME_DIR",
        ):
            monkeypatch.setenv(name, str(self.home))
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

    @property
    def log(self) -> Path:
        return self.disk / "program.log"

    def shown(self) -> set[tuple[str, str]]:
        return in_clear(TYPED, self.disk)


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    return Laptop(tmp_path, monkeypatch)


def test_the_search_finds_what_was_written_in_clear_on_purpose(tmp_path: Path) -> None:
    known = spellings(TYPED)
    for number, shown in enumerate(known):
        written = shown.upper() if number % 2 else shown
        (tmp_path / f"{number}.bin").write_bytes(b"\xff" * 4097 + written + b"\xfe" * 33)
    assert len({name for name, _text in in_clear(TYPED, tmp_path)}) == len(known) > len(TYPED) * 3
    assert {text for _name, text in in_clear(TYPED, tmp_path)} == set(TYPED)
    (tmp_path / "hindi.txt").write_text(HINDI, "utf-8")
    assert ("hindi.txt", HINDI) in in_clear(TYPED, tmp_path)
    (tmp_path / f"{NAME}.txt").touch()
    assert (f"{NAME}.txt", NAME) in in_clear(TYPED, tmp_path)


def test_nothing_that_was_typed_lies_on_the_disk_in_clear(laptop: Laptop) -> None:
    staff = {who["name"]: who["password"] for who in shivir("demo", "--data", laptop.data, *SMALL)["staff"]}
    with processes() as running:
        typist = Process("typist_process.py", laptop.data, laptop.papers, log=laptop.log)
        running.append(typist)
        typist.tell(staff)
        assert typist.hear() == "locked"
        assert laptop.shown() == set()
        assert list(held_open(typist.number)) == []
        typist.tell("go on")
        assert typist.hear() == "done"
        assert laptop.shown() == set()
        assert list(held_open(typist.number)) == []
        typist.kill()
    assert laptop.shown() == set()
    assert list(laptop.papers.glob("*.pdf"))
    what_was_typed_is_on_record(laptop.data, staff)
    shivir("backup", "--data", laptop.data)
    assert list((laptop.data / "backups").iterdir())
    with server(laptop.disk) as (_process, told):
        brought = shivir(
            "sync",
            "--data",
            laptop.data,
            "--server",
            told["address"],
            "--server-code",
            told["code"],
            code=None,
        )
        assert brought["sent"] > 0
        assert laptop.shown() == set()
    assert laptop.shown() == set()


def what_was_typed_is_on_record(data: Path, staff: dict[str, str]) -> None:
    """And is lost to nobody: the program was killed, and opens with everything."""
    door = Door.at(data, system_clock)
    try:
        inside = door.come_in("Priya Nair", staff["Priya Nair"])
        assert isinstance(inside, CameIn)
        for name in (NAME, HINDI):
            (found,) = inside.desk.run(find_people, name).people
            assert found.name == name
            assert found.village == VILLAGE
        assert not inside.desk.run(find_people, HALF).people
    finally:
        door.close()
