"""What the server tells whoever looks after it: one JSON object a line, of names of deeds, counts and times.

Never a record's contents, never a person's name: laptops by their codes, faults by their keys.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TextIO


class Log:
    """Writes lines. `clock` dates them."""

    def __init__(self, clock: Callable[[], datetime], to: TextIO = sys.stderr) -> None:
        self._clock = clock
        self._to = to

    def __call__(self, event: str, **facts: str | int | float | None) -> None:
        told = {"at": self._clock().isoformat(timespec="milliseconds"), "event": event, **facts}
        self._to.write(json.dumps({name: fact for name, fact in told.items() if fact is not None}) + "\n")
        self._to.flush()
