"""Several workers over one PostgreSQL: they count together, replace who is lost, and cut nobody off when they stop."""

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from models.store.unwell import StoreUnwell
from sync import frame
from sync.server.main import serve
from tests.journeys.processes import Process, processes
from tests.postgres import Cluster

PATIENCE = 30
JSON = {"content-type": frame.JSON}


@dataclass
class House:
    server: Process
    address: str
    log: Path

    def told(self, event: str) -> list[dict[str, object]]:
        lines = [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == event]


@pytest.fixture
def house(postgres: Cluster, tmp_path: Path) -> Iterator[House]:
    database = postgres.make()
    with processes() as running:
        server = Process(
            "server_process.py", tmp_path / "data", tmp_path / "key", 0, postgres.address(database), 2,
            log=tmp_path / "log",
        )  # fmt: skip
        running.append(server)
        yield House(server, server.hear()["address"], tmp_path / "log")
    postgres.drop(database)


def workers_of(house: House) -> set[int]:
    children = Path(f"/proc/{house.server.number}/task/{house.server.number}/children").read_text()
    return {int(child) for child in children.split()}


def test_both_count_together(house: House) -> None:
    for _ in range(24):
        answer = requests.post(f"{house.address}/sync/v1/hello", data=b"{}", headers=JSON, timeout=PATIENCE)
        assert answer.status_code in (200, 429)
    lines = requests.get(f"{house.address}/metrics", timeout=PATIENCE).text.splitlines()
    counted = [float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith("shivir_answers_total{")]
    assert sum(counted) == 24


def test_one_that_is_lost_is_replaced(house: House) -> None:
    before = workers_of(house)
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    end = time.monotonic() + PATIENCE
    while len(workers_of(house) - before) < 1:
        assert time.monotonic() < end
        assert requests.get(f"{house.address}/health", timeout=PATIENCE).json()["ok"]
    assert house.told("workers_lost")


def test_a_round_that_began_is_answered_before_the_end(house: House) -> None:
    host, port = house.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
        line.sendall(
            b"POST /sync/v1/hello HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
            b"Connection: close\r\n\r\n{"
        )
        assert requests.get(f"{house.address}/health", timeout=PATIENCE).ok  # so it was heard
        house.server.tell_to_stop()
        end = time.monotonic() + PATIENCE
        while not refuses(host, int(port)):
            assert time.monotonic() < end
        line.sendall(b"}")
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200")
    assert house.server.stop() == 0
    assert house.told("stopped")


def refuses(host: str, port: int) -> bool:
    """Whether nobody takes new callers any more."""
    try:
        with socket.create_connection((host, port), timeout=1) as line:
            line.settimeout(0.2)
            line.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            return not line.recv(16)
    except OSError:
        return True


def test_workers_end_with_a_parent_that_was_killed(house: House) -> None:
    workers = workers_of(house)
    house.server.kill()
    end = time.monotonic() + PATIENCE
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < end


def test_a_file_has_one_worker(tmp_path: Path) -> None:
    with pytest.raises(StoreUnwell) as caught:
        serve(tmp_path / "data", tmp_path / "key", program="1.0", workers=2, tell=lambda _: None)
    assert "PostgreSQL" in caught.value.reason.text
