"""Fifty laptops at once: every answer comes, nothing is lost, nothing doubled."""

import io
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn

from app.clock import system_clock
from sync.server.app import application
from sync.server.ground import Ground
from sync.server.log import Log
from tests.clinics import bytes_from
from tests.sync.conftest import Street
from tests.sync.crowd import Member, at_once, clinic_of, lost_or_doubled
from tests.sync.servers import BOTH

STORES = BOTH
CLIENTS = 50


@pytest.fixture
def address(street: Street) -> Iterator[str]:
    ground = Ground(street.centre.store, system_clock, bytes_from(4), bytes(32), "1.0")
    config = uvicorn.Config(
        application(ground, Log(system_clock, io.StringIO())),
        log_config=None,
        access_log=False,
        lifespan="off",
    )
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)
    listener.close()


def test_fifty_laptops_at_once_lose_no_answer(street: Street, address: str) -> None:
    with street.centre.ground.reading() as connection:
        clinic = clinic_of(connection)
    members = [Member(clinic, address, number) for number in range(CLIENTS)]
    at_once(members, rounds=2, new=1)
    for member in members:
        member.leave()
    assert lost_or_doubled(members) == []
