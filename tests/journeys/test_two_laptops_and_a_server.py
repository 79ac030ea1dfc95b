"""Two laptops and a server as real processes, killed in the middle of everything, end as one clinic."""

import os
import random
import shutil
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from models.ledger.digest import digests
from models.store.store import open_store
from sync.server.ground import Keeping
from sync.server.key_file import read_or_make
from sync.server.postgres import Schema
from tests.journeys.processes import Process, processes
from tests.postgres import Cluster
from tests.sync.neighbours import works_of
from tests.sync.servers import BOTH

PATIENCE, WORKERS = 30, 2


@dataclass
class Village:
    """A server on a port of its own, and laptops by name. What is killed is started again on the same store."""

    folder: Path
    port: int
    running: list[Process]
    database: str = ""
    at: dict[str, Process] = field(default_factory=dict)
    address: str = ""

    def serve(self) -> Any:
        server = self._start(
            "server", "server_process.py", self.folder / "server", self.folder / "key", self.port,
            self.database, WORKERS if self.database else 1,
        )  # fmt: skip
        told = server.hear()
        self.address = told["address"]
        return told["code"]

    def laptop(self, name: str) -> Process:
        laptop = self._start(name, "laptop_process.py", self.folder / f"{name}.db")
        assert laptop.hear()
        return laptop

    def again(self, name: str) -> Process:
        self.at[name].kill()
        if name == "server":
            self.serve()
        else:
            self.laptop(name)
        return self.at[name]

    def _start(self, name: str, script: str, *given: object) -> Process:
        process = Process(script, *given, log=self.folder / f"{name}.log")
        self.running.append(process)
        self.at[name] = process
        return process

    def settle(self) -> None:
        """Rounds until both laptops have all there is."""
        end = time.monotonic() + PATIENCE
        for name in ("one", "two", "one"):
            answer = self.at[name].do("round")
            while not answer["done"]:
                assert time.monotonic() < end, answer
                answer = self.at[name].do("round")

    def server_standing(self) -> dict[str, Any]:
        """What the server's store holds, once it was stopped in order."""
        assert self.at["server"].stop() == 0
        key = read_or_make(self.folder / "key", lambda _: b"", is_new=False)
        store: Keeping = (
            Schema(self.database, key, os.urandom)
            if self.database
            else open_store(self.folder / "server" / "server.db", key)
        )
        with store.read_engine.begin() as connection:
            found = {kind: digest.hex() for kind, digest in digests(connection).items()}
        works = sorted(f"{writer.hex()}:{number}" for writer, number in works_of(store))
        store.close()
        return {"digests": found, "works": works}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the server keeps the clinic; nothing for a file."""
    if getattr(request, "param", "file") == "file":
        yield ""
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    name = cluster.make()
    yield cluster.address(name)
    cluster.drop(name)


on_both = pytest.mark.parametrize("database", BOTH, indirect=True)


@pytest.fixture
def village(founded: Path, tmp_path: Path, database: str) -> Iterator[Village]:
    shutil.copyfile(founded, tmp_path / "one.db")
    with processes() as running:
        village = Village(tmp_path, free_port(), running, database)
        code = village.serve()
        one = village.laptop("one")
        assert one.do("bring", village.address, code)["done"]
        two = village.laptop("two")
        assert two.do("join", village.address, one.do("code")) == "Rampur Clinic"
        village.settle()
        yield village


@on_both
def test_two_laptops_end_as_one_clinic(village: Village) -> None:
    village.at["one"].do("register", 30, "Sunita")
    key = village.at["two"].do("register", 30, "Mangal")[0]
    village.settle()
    village.at["one"].do("edit", key, {"village": "Kanke"})
    village.at["two"].do("edit", key, {"relative_name": "Birsa Tudu"})
    village.settle()
    village.settle()

    standings = [village.at[name].do("standing") for name in ("one", "two")]
    server = village.server_standing()
    assert standings[0]["digests"] == standings[1]["digests"] == server["digests"]
    assert standings[0]["works"] == standings[1]["works"] == server["works"]
    assert len(set(server["works"])) == len(server["works"])


@on_both
def test_nothing_is_lost_or_doubled_whoever_is_killed_in_the_middle(village: Village) -> None:
    dice = random.Random(2)
    acknowledged: set[str] = set()
    for turn in range(8):
        name = dice.choice(("one", "two"))
        laptop = village.at[name]
        laptop.do("register", dice.randrange(1, 60), f"Patient {turn}")
        saved = set(laptop.do("patients"))
        laptop.tell("round")
        time.sleep(dice.random() * 0.15)  # the moment of the cut is the point of it
        victim = dice.choice(("server", name, "nobody", "server"))
        if victim == "server":
            village.again("server")
        if victim == name:
            village.again(name)
        elif laptop.hear()["done"]:
            acknowledged |= saved
        assert saved <= set(village.at[name].do("patients"))
    village.settle()
    village.settle()

    standings = [village.at[name].do("standing") for name in ("one", "two")]
    everybody = set(village.at["two"].do("patients"))
    server = village.server_standing()
    assert acknowledged <= everybody
    assert standings[0]["digests"] == standings[1]["digests"] == server["digests"]
    assert standings[0]["works"] == standings[1]["works"] == server["works"]
    assert len(set(server["works"])) == len(server["works"])


def test_no_name_is_found_in_the_server_s_files_or_its_log(village: Village) -> None:
    village.at["one"].do("register", 3, "Chandrakanta")
    village.settle()
    village.server_standing()

    held = [
        path.name
        for path in village.folder.rglob("*")
        if path.is_file() and b"Chandrakanta" in path.read_bytes()
    ]
    assert held == []
