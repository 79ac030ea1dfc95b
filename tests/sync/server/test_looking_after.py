"""What whoever looks after a server sees of it: health, counts, a log. Never a name."""

import io
import json
import random
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from litestar.testing import TestClient

from models.vocabulary import Role
from sync import frame
from sync.code import ALPHABET, CHECK, HANDLE, SECRET, read_code
from sync.server.app import application
from sync.server.doors import DOORS, Nothing
from sync.server.log import Log
from tests.sync.conftest import Street
from tests.sync.servers import BOTH

STORES = BOTH
JSON = {"content-type": frame.JSON}


@pytest.fixture
def log() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def client(street: Street, log: io.StringIO) -> Iterator[TestClient[Any]]:
    with TestClient(application(street.centre.ground, Log(street.first.clock, log))) as client:
        yield client


def test_health_says_that_a_clinic_lives_there(client: TestClient[Any]) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "clinic": True, "program": "1.0"}


def test_counts_tell_of_rounds_works_seconds_and_bytes_and_of_nobody(
    street: Street, client: TestClient[Any], log: io.StringIO
) -> None:
    street.register(street.one, "Chandrakanta")
    street.sync()
    client.post("/sync/v1/hello", content=b"{}", headers=JSON)
    client.post("/sync/v1/exchange", content=b"{}", headers=JSON | {"authorization": "Bearer none"})
    text = client.get("/metrics").text

    lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert lines['shivir_answers_total{path="/hello",status="200"}'] == "1.0"
    assert lines['shivir_rounds_total{outcome="unknown_laptop"}'] == "1.0"
    assert float(lines["shivir_works"]) > 1
    assert float(lines["shivir_laptops"]) == 2
    assert float(lines['shivir_bytes_total{way="out"}']) > 100
    assert "shivir_works_held" in text
    for told in (text, log.getvalue()):
        assert "Chandrakanta" not in told
        assert "Rampur" not in told


def test_every_answer_is_a_line_of_json_in_the_log(client: TestClient[Any], log: io.StringIO) -> None:
    client.post("/sync/v1/enrol/look", content=b'{"code": "not one"}', headers=JSON)
    told = json.loads(log.getvalue().splitlines()[-1])
    assert (
        told.items()
        >= {"event": "answered", "path": "/enrol/look", "status": 400, "fault": "mistyped"}.items()
    )


def test_one_machine_that_asks_without_end_is_told_to_wait(client: TestClient[Any]) -> None:
    answers = [client.post("/sync/v1/hello", content=b"{}", headers=JSON) for _ in range(40)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_a_camp_of_fifty_laptops_behind_one_address_may_knock_at_once(client: TestClient[Any]) -> None:
    body = b'{"certificate": "hex:00"}'
    answers = [client.post("/sync/v1/session/knock", content=body, headers=JSON) for _ in range(100)]
    assert {answer.status_code for answer in answers} == {403}


def test_every_door_is_described_with_what_it_gives(client: TestClient[Any]) -> None:
    described = client.get("/openapi.json").json()
    for path, door in DOORS.items():
        asked = described["paths"]["/sync/v1" + path]["post"]
        assert asked["requestBody"]["content"][frame.JSON]["schema"]["$ref"].endswith(
            "/" + door.kind.__name__
        )
        assert ("security" in asked) == (door.inner is not None)
    given = described["paths"]["/sync/v1/hello"]["post"]["responses"]["200"]["content"][frame.JSON]["schema"]
    assert given["$ref"].endswith("/Hello")
    assert Nothing.__name__ in described["components"]["schemas"]


def guess(handle: str) -> str:
    """A code that is well formed and begins like the right one."""
    letters = handle + "".join(random.choices(ALPHABET, k=SECRET - HANDLE))
    checks = ("".join(two) for two in product(ALPHABET, repeat=CHECK))
    return next(letters + check for check in checks if read_code(letters + check))


def test_wrong_codes_are_counted_in_the_store_not_in_a_worker(street: Street) -> None:
    """Two workers over one store: five tries are five, whoever is asked."""
    desk = street.first.desk(Role.SUPERVISOR)
    assert desk.actor.grant_id is not None
    given = street.one.line.give_code(desk.actor.grant_id, street.first.account(Role.RECEPTIONIST))
    wrong = guess(given.code[:HANDLE])
    apps = [application(street.centre.ground, Log(street.first.clock, io.StringIO())) for _ in "ab"]
    with TestClient(apps[0]) as one, TestClient(apps[1]) as two:
        tries = [one, two] * 3
        for worker, code in zip([*tries, one], [*[wrong] * 6, given.code], strict=True):
            content = json.dumps({"code": code})
            answer = worker.post("/sync/v1/enrol/look", content=content, headers=JSON)
    assert answer.json()["fault"] == "wrong_code"
