from collections.abc import Callable, Iterator
from itertools import product
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from app.papers.page import Paper
from app.work import Changed
from models.vocabulary import Role
from tests.app.camps.conftest import apart, camp, camp_stores
from tests.camps import Camp
from tests.ui.looks import cut_off, nameless, overfull
from ui.background import Background
from ui.errors import is_silent
from ui.page import Page
from ui.printing import PrintJobs
from ui.theme.worn import Wardrobe
from ui.tools import Tools

__all__ = ["apart", "camp", "camp_stores"]

P = TypeVar("P", bound=Page)
NORMAL, LOW, NARROW = (1278, 680), (1278, 612), (1036, 526)
"""What is left for a page at 1366x768, at 1366x700, and on a small screen at 125 %."""

LOOKS = [
    (language, look, size)
    for language, look, size in product(("en", "hi"), ("light", "dark", "contrast"), (NORMAL, LOW, NARROW))
    if look == "light" or size == LOW
]


def faults(page: Page) -> list[str]:
    """What people would see cut off or could not name, once everything has found its place."""
    return [*cut_off(page), *overfull(page), *nameless(page)]


class Room:
    """Shows pages of one camp to somebody, and lets them hear what their own saves changed."""

    def __init__(self, qtbot: QtBot, camp: Camp) -> None:
        self._qtbot, self.camp = qtbot, camp
        self.papers: list[Paper] = []
        self.broken: list[Exception] = []
        self._background: Background | None = None
        self._page: Page | None = None

    def show(self, build: Callable[[Background, Tools], P], role: Role = Role.VOLUNTEER) -> P:
        opened = self.camp.clinic.opened
        opened.changed = self._heard
        self._background = background = Background(self.camp.clinic.desk(role))
        background.changed.connect(self._tell)
        background.broke.connect(self.broken.append)
        page = build(background, Tools(PrintJobs(self._print), self.camp.clinic.clock))
        self._page = page
        self._qtbot.addWidget(page)
        page.resize(1278, 680)
        page.show()
        page.opened()
        return page

    def wait(self) -> None:
        if self._background is not None:
            self._background.wait()

    def _heard(self, changed: Changed) -> None:
        if self._background is not None:
            self._background.say_changed(changed)

    def _tell(self, changed: Changed) -> None:
        if self._page is not None:
            self._page.changed(changed.kinds, frozenset(key.bytes for key in changed.ids))

    def _print(self, paper: Paper, _printer: str) -> None:
        self.papers.append(paper)


@pytest.fixture
def room(qtbot: QtBot, camp: Camp, wardrobe: Wardrobe) -> Iterator[Room]:
    room = Room(qtbot, camp)
    yield room
    room.wait()
    assert [error for error in room.broken if not is_silent(error)] == []
