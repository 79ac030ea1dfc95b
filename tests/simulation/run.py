"""Runs histories for so many device-days, and when one fails makes it short enough to read.

python -m tests.simulation.run [DAYS] [SEED]
"""

import gc
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.simulation.checks import check
from tests.simulation.stores import PowerCut
from tests.simulation.village import LAPTOPS, village
from tests.simulation.world import World

DAYS = 60
"""Device-days of one history."""

MOST_TRIES = 60
"""Histories lived through to make one short."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A history that breaks a promise: `steps` of the seed are enough for it."""

    seed: int
    steps: Sequence[int]
    error: BaseException
    lines: list[str]

    def told(self) -> str:
        steps = ", ".join(map(str, self.steps))
        head = (
            f"seed {self.seed}, {len(self.steps)} steps ({steps}):\n{type(self.error).__name__}: {self.error}"
        )
        return "\n".join([head, *self.lines])


def live(
    seed: int, steps: Sequence[int], storm: float = 1.0, laptops: int = LAPTOPS
) -> tuple[World, BaseException | None]:
    """One history to its end, and what was wrong with it."""
    world = World(seed, storm, laptops)
    try:
        world.run(steps)
        world.settle()
        check(world)
    except (Exception, PowerCut) as error:
        return world, error
    return world, None


def failure_in(seed: int, days: int = DAYS, storm: float = 1.0, laptops: int = LAPTOPS) -> Failure | None:
    """What is wrong with the first days of a seed."""
    steps = range(days)
    world, error = live(seed, steps, storm, laptops)
    return None if error is None else Failure(seed, steps, error, world.lines)


def shortened(failure: Failure, storm: float = 1.0) -> Failure:
    """The same failure with as few steps as it takes: leave out halves, quarters, single steps."""
    size, tries = max(1, len(failure.steps) // 2), 0
    while tries < MOST_TRIES:
        for start in range(0, len(failure.steps), size):
            fewer = [*failure.steps[:start], *failure.steps[start + size :]]
            tries += 1
            world, error = live(failure.seed, fewer, storm)
            if error is not None and _kind(error) == _kind(failure.error):
                failure = Failure(failure.seed, fewer, error, world.lines)
                break
        else:
            if size == 1:
                break
            size //= 2
    return failure


def _kind(error: BaseException) -> object:
    return getattr(error, "what", type(error))


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(days: int, seed: int) -> int:
    """So many device-days from this seed on; 1 and the trace if a promise was broken."""
    village()
    gc.freeze()
    started, lived, works, told = time.monotonic(), 0, 0, 0.0
    while lived < days:
        world, error = live(seed, range(DAYS))
        if error is not None:
            say(shortened(Failure(seed, range(DAYS), error, world.lines)).told())
            return 1
        lived, works, seed = lived + DAYS, works + world.works, seed + 1
        took = time.monotonic() - started
        if took - told > 5 or lived >= days:
            told = took
            say(
                f"{lived} device-days, {works} works, up to seed {seed - 1}: {lived / took:.1f} device-days/s"
            )
    return 0


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(given + [2000, 1][len(given) :])))
