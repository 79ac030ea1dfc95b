"""Two laptops and a server: a pass signed on one is good on the other that never heard of it; then all agree."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.camps.check_in import check_in
from app.camps.events import events_today
from app.camps.passes import issue_pass
from app.camps.registering import NewParticipant, register_participant
from app.clock import system_clock
from app.door import CameIn, Door
from models.vocabulary import Sex
from ui.camps.gate_page import GatePage
from ui.play.camp_day import VOLUNTEER
from ui.play.player import NotSeen, Played, Player, say

ROOT = Path(__file__).resolve().parents[2]
STRANGER = NewParticipant("Phoolmati Lodhi", Sex.FEMALE, phone="9876500871", village="Bhimpur")
PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Served:
    """Where the server answers, and the code by which it gets its clinic."""

    address: str
    code: str


def play_apart(app: QApplication, data: Path, out: Path, passwords: dict[str, str], played: Played) -> None:
    """The second laptop joins through a real server, works alone, and comes back."""
    say("Two laptops and a server")
    other = data.parent / "gate-2"
    password = passwords[VOLUNTEER]
    with _server(data.parent / "server") as served:
        _shivir("sync", "--data", data, "--server", served.address, "--server-code", served.code)
        _tell(played, "the clinic is brought to its server")
        given = _shivir("device", "code", "--data", data, "--for", VOLUNTEER)
        joined = _shivir(
            "device",
            "join",
            served.address,
            given["code"],
            "--data",
            other,
            "--laptop",
            "Gate 2",
            password=password,
        )
        _tell(played, f"a second laptop joins by code and fetches {joined['received']} works")
        text = _register_apart(data, passwords)
        _tell(played, "somebody registers on the first laptop; the second does not hear of it")
        _at_the_other_gate(app, other, out, passwords, played, text)
        _agree(data, other, password, played)


def _register_apart(data: Path, passwords: dict[str, str]) -> str:
    door = Door.at(data, system_clock)
    try:
        inside = door.come_in(VOLUNTEER, passwords[VOLUNTEER])
        if not isinstance(inside, CameIn):
            raise NotSeen("the volunteer at the first laptop")
        camp = inside.desk.run(events_today)[0].id
        card = inside.desk.run(register_participant, camp, STRANGER)
        return inside.desk.run(issue_pass, camp, card.id).text
    finally:
        door.close()


def _at_the_other_gate(
    app: QApplication, data: Path, out: Path, passwords: dict[str, str], played: Played, text: str
) -> None:
    player = Player(app, data, out, passwords, played)
    try:
        player.sign_in(VOLUNTEER)
        page = player.page_of(GatePage)
        assert isinstance(page, GatePage)
        player.until("the camp of today", lambda: page.camp)
        player.settle()
        player.scan(text)
        player.until("an answer", lambda: page.last.last is not None)
        player.settle()
        player.picture("second-laptop-welcome")
        camp = page.camp
        assert camp is not None
        again = player.desk.run(check_in, camp.id, text)
        if again.admission_id is None:
            raise NotSeen("an admission at the second laptop")
        player.tell("the second laptop lets her in by the signature alone")
    finally:
        player.close()


def _agree(data: Path, other: Path, password: str, played: Played) -> None:
    """Both bring and fetch, then compare."""
    signed = ("--user", VOLUNTEER)
    for _ in range(2):
        _shivir("sync", "--data", data)
        _shivir("sync", "--data", other, *signed, password=password)
    one = _shivir("verify", "--data", data)
    two = _shivir("verify", "--data", other, *signed, password=password)
    if one["digest"] != two["digest"]:
        raise NotSeen("equal digests on both laptops")
    _tell(played, "both laptops synced through the server and hold the same records")


@contextmanager
def _server(folder: Path) -> Iterator[Served]:
    """A real `shivir serve`, told to stop at the end."""
    folder.mkdir()
    command = [
        *SHIVIR,
        "serve",
        "--data",
        folder / "data",
        "--key-file",
        folder / "key",
        "--port",
        0,
        "--json",
    ]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(  # noqa: S603  # ourselves
            [str(part) for part in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
        ) as server,
    ):
        try:
            assert server.stdout is not None
            told = json.loads(server.stdout.readline())
            yield Served(told["address"], told["code"])
        finally:
            server.terminate()


SHIVIR = (sys.executable, "-m", "ui.console")


def _shivir(*arguments: object, password: str | None = None) -> dict[str, Any]:
    """One command as a person would type it; its answer."""
    environ = dict(os.environ) | ({} if password is None else {"SHIVIR_PASSWORD": password})
    done = subprocess.run(  # noqa: S603  # ourselves
        [*SHIVIR, *map(str, arguments), "--json"],
        cwd=ROOT, env=environ, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise NotSeen(f"shivir {arguments[0]} to end well: {done.stderr.strip()} {done.stdout.strip()}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _tell(played: Played, step: str) -> None:
    played.steps.append(step)
    say(f"  {step}")
