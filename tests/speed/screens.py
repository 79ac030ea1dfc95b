"""What a screen costs to build and paint for the first time, beside an empty widget in the same window."""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.demo.make import Size
from models.vocabulary import Role
from tests.speed.demo import DemoAtWork
from tests.speed.demo_made import SIZE, demo_folder
from tests.speed.floor import Figure, limit, milliseconds, usual

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ROUNDS = 7
REACH_MS = 100
SCREENS = (
    ("reception desk", Role.RECEPTIONIST, "desk"),
    ("consultation", Role.DOCTOR, "consult"),
    ("billing", Role.CASHIER, "billing"),
    ("camp gate", Role.VOLUNTEER, "camp"),
    ("overview", Role.SUPERVISOR, "overview"),
)


def figures(folder: Path, rounds: int = ROUNDS, size: Size = SIZE) -> list[Figure]:
    work = DemoAtWork(demo_folder(folder, size))
    found = []
    for name, role, place in SCREENS:
        work.sign_in(role)
        ours, floor = _measured(work, place, rounds)
        found.append(limit(f"{name}: build and first paint", ours, floor, REACH_MS))
    work.close()
    return found


def _measured(work: DemoAtWork, place: str, rounds: int) -> tuple[float, float]:
    """Built anew each time, by turns with an empty widget."""
    from PySide6.QtWidgets import QWidget

    ours, floor = [], []
    for _ in range(rounds + 1):
        ours.append(_shown(work, partial(work.build, place)))
        floor.append(_shown(work, QWidget))
    return usual(ours), usual(floor)


def _shown(work: DemoAtWork, build: "Callable[[], QWidget]") -> float:
    cost = milliseconds(lambda: work.show(build()))
    work.settle()
    page = work.stack.currentWidget()
    assert page is not None
    work.stack.removeWidget(page)
    page.deleteLater()
    work.settle()
    return cost


if __name__ == "__main__":
    json.dump(figures(Path("build/speed")), sys.stdout, indent=1)
