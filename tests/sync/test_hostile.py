"""What a damaged or hostile message does: a typed refusal, and not a row more or less.

`SHIVIR_HOSTILE=20000` is the long form.
"""

import os
import random
import resource
from dataclasses import dataclass, field

import pytest

from models.ledger.digest import digests
from sync import frame
from sync.exchange import Refusal
from sync.server import doors
from sync.server.ground import Ground
from tests.simulation.world import World
from tests.sync.hostile import spoil

MANY = int(os.environ.get("SHIVIR_HOSTILE", "4000"))
ANSWERS = 100
MOST_MEMORY = 300 << 20


@dataclass
class Heard:
    """Messages as they went over a road, by path, with what was shown for them and what was answered."""

    asked: list[tuple[str, bytes, str]] = field(default_factory=list)
    answered: list[bytes] = field(default_factory=list)


def history() -> tuple[World, Heard]:
    """Some days of a clinic, and all that was said in them."""
    world, heard = World(3, laptops=3), Heard()
    for machine in world.machines:
        ask = machine.road._heard

        def listen(path: str, body: bytes, bearer: str, ask: object = ask) -> bytes:
            answer: bytes = ask(path, body, bearer)  # type: ignore[operator]  # the road's own way
            heard.asked.append((path, body, bearer))
            heard.answered.append(answer)
            return answer

        machine.road._heard = listen  # type: ignore[method-assign]  # an edge: somebody listens on the wire
    world.run(range(5))
    world.settle()
    return world, heard


def ask(ground: Ground, path: str, body: bytes, bearer: str) -> str:
    try:
        doors.answer(ground, path, lambda kind: frame.unpack(kind, body), bearer)
    except Refusal as refusal:
        return refusal.fault
    except frame.Unreadable:
        return "unreadable"
    return "answered"


def test_damaged_questions_are_refused_by_kind_and_leave_no_trace() -> None:
    world, heard = history()
    dice = random.Random(1)
    everything = [body for _, body, _ in heard.asked]
    with world.ground.reading() as connection:
        before = digests(connection)
        works = world.server.raw.execute("SELECT count(*), max(arrival) FROM work").fetchone()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told: dict[str, int] = {}
    for _ in range(MANY):
        path, body, bearer = dice.choice(heard.asked)
        fault = ask(world.ground, path, spoil(body, dice, everything), bearer)
        told[fault] = told.get(fault, 0) + 1
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) << 10

    with world.ground.reading() as connection:
        assert digests(connection) == before
    assert world.server.raw.execute("SELECT count(*), max(arrival) FROM work").fetchone() == works
    assert told["unreadable"] > MANY / 3
    assert grown < MOST_MEMORY


def test_a_message_under_another_laptop_s_session_is_refused() -> None:
    """Its signature is another device's."""
    world, heard = history()
    signed = [(body, bearer) for path, body, bearer in heard.asked if path == "/exchange" and len(body) > 400]
    sessions = {bearer for _, bearer in signed}
    for body, bearer in signed:
        for other in sessions - {bearer}:
            if other[:20] != bearer[:20]:
                assert ask(world.ground, "/exchange", body, other) in ("unreadable", "unknown_laptop")


@pytest.mark.parametrize("seed", range(2))
def test_damaged_answers_end_a_round_in_words_and_leave_the_laptop_whole(seed: int) -> None:
    world, heard = history()
    dice, machine = random.Random(seed), world.machines[0]
    machine.road.meanwhile = lambda: None
    right = machine.road._heard
    rows = machine.memory.raw.execute("SELECT count(*) FROM work").fetchone()

    def spoilt(path: str, body: bytes, bearer: str) -> bytes:
        return spoil(right(path, body, bearer), dice, heard.answered)

    machine.road._heard = spoilt  # type: ignore[method-assign]  # an edge: what comes over the wire
    for _ in range(ANSWERS // 2):
        machine.line.round_now()
    machine.road._heard = right  # type: ignore[method-assign]  # and back

    assert machine.line.round_now().is_done
    assert machine.memory.raw.execute("SELECT count(*) FROM work").fetchone() == rows
    world.settle()
