"""A look at the Qt binding before the first window.

PySide6 6.12.0 on Python 3.11 loses one reference to None on every call of a void Qt method and aborts after
some seconds of painting. From Python 3.12 on None cannot be lost. `pyproject.toml` keeps that pair out; this
finds it where somebody else put the parts together.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.speech import _

CALLS = 200


def count_lost(call: Callable[[], object], references: Callable[[object], int] = sys.getrefcount) -> int:
    """How many references to None vanish while `call` is made many times."""
    before = references(None)
    for _turn in range(CALLS):
        call()
    return before - references(None)


def binding_problem(references: Callable[[object], int] = sys.getrefcount) -> str | None:
    """A sentence if this binding would stop by itself, else None."""
    thing = QObject()
    lost = count_lost(lambda: thing.setObjectName("start"), references)
    if lost < CALLS // 2:
        return None
    return _("This copy of Qt would stop by itself after a while. Install Shivir again, or Python 3.12.")
