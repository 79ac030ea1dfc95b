"""A few histories in which much goes wrong; `make simulate DAYS=… SEED=…` lives through any number of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.planted import FAULTS, planted
from tests.simulation.run import failure_in, live

ROOT = Path(__file__).parents[2]
SEED = int(os.environ.get("SHIVIR_SEED", "0"))
HISTORIES = int(os.environ.get("SHIVIR_TIMES", "4"))
STORM, DAYS = 3.0, 16

MOST_SEEDS = 40
FOUND_BY = {
    "the cursor moves before the works are applied": 1,
    "the outbox is emptied before the answer": 2,
    "the name is kept after a restore": 2,
    "works under the name before a restore are forgotten": 7,
    "a revocation is forgotten": 9,
}
"""The seed tried first for a fault: the one that found it when the fault was planted."""


@pytest.mark.parametrize("seed", range(SEED, SEED + HISTORIES))
def test_copies_agree_and_nothing_is_lost_whatever_goes_wrong(seed: int) -> None:
    failure = failure_in(seed, DAYS, STORM)
    assert failure is None, failure.told()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    with planted(fault):
        seeds = [FOUND_BY.get(fault, 0), *range(MOST_SEEDS)]
        assert any(failure_in(seed, DAYS, STORM, laptops=4) for seed in seeds)


TRACE = """
from tests.simulation.run import live
world, error = live(5, range(6), 3.0, 4)
print(world.trace.hexdigest(), error)
"""


def test_a_seed_lived_through_twice_leaves_the_same_trace_in_any_process() -> None:
    world, error = live(5, range(6), STORM, 4)
    again, _ = live(5, range(6), STORM, 4)
    elsewhere = subprocess.run(
        [sys.executable, "-c", TRACE], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "77"}, capture_output=True,
        text=True, check=True,
    )  # fmt: skip

    assert error is None
    assert world.trace.hexdigest() == again.trace.hexdigest()
    assert elsewhere.stdout.split() == [world.trace.hexdigest(), "None"]
