"""How long the trials run: short in every run of the suite, longer by `SHIVIR_TIMES=1000`, from `SHIVIR_SEED`."""

import os
from random import Random


def times(short: int) -> int:
    return short * int(os.environ.get("SHIVIR_TIMES", "1"))


def seeded(name: str) -> Random:
    """Chance that is the same for the same seed and trial."""
    return Random(f"{os.environ.get('SHIVIR_SEED', '1')} {name}")
