"""Three laptops at a camp and no server: one is the hub, it dies, another goes on; later the server has everything."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.processes import Process, processes
from tests.journeys.test_two_laptops_and_a_server import PATIENCE, Village, free_port

NAMES = ("one", "two", "three")


class CampVillage(Village):
    """The laptops of the village, taken to a camp."""

    def laptop(self, name: str) -> Process:
        laptop = self._start(name, "camp_laptop_process.py", self.folder / f"{name}.db")
        assert laptop.hear()
        return laptop

    def settle(self) -> None:
        end = time.monotonic() + PATIENCE
        for name in (*NAMES, *NAMES):
            if name in self.at:
                answer = self.at[name].do("round")
                while not answer["done"]:
                    assert time.monotonic() < end, answer
                    answer = self.at[name].do("round")

    def meet(self, *names: str) -> None:
        """A round with the hub each, and one more of the first, who was there before the others."""
        for name in (*names, *names):
            answer = self.at[name].do("hub_round")
            assert answer["done"], answer


@pytest.fixture
def village(founded: Path, tmp_path: Path) -> Iterator[CampVillage]:
    shutil.copyfile(founded, tmp_path / "one.db")
    with processes() as running:
        village = CampVillage(tmp_path, free_port(), running)
        code = village.serve()
        one = village.laptop("one")
        assert one.do("bring", village.address, code)["done"]
        for name in ("two", "three"):
            village.laptop(name).do("join", village.address, one.do("code"))
        yield village


def test_the_hub_dies_another_goes_on_and_the_server_gets_everything_once(village: CampVillage) -> None:
    event, passes = village.at["one"].do("camp", 6)
    village.settle()
    village.at["server"].kill()

    first = village.at["one"].do("serve", free_port())
    for name in ("two", "three"):
        village.at[name].do("work_with", first)
    answers = [village.at["two"].do("scan", event, text) for text in passes[:2]]
    answers += [village.at["three"].do("scan", event, text) for text in passes[2:4]]
    village.meet("two", "three")
    assert answers == ["welcome"] * 4
    assert village.at["three"].do("scan", event, passes[0]) == "already_in", (
        "the other gate's guest is known here"
    )
    assert village.at["one"].do("scan", event, passes[3]) == "already_in", "and at the hub's own desk"
    assert village.at["one"].do("carries") > 0

    village.at["one"].kill()
    assert not village.at["two"].do("hub_round")["done"]
    second = village.at["two"].do("serve", free_port())
    assert village.at["three"].do("scan", event, passes[4]) == "welcome"
    village.at["three"].do("work_with", second)
    village.meet("three")
    assert village.at["two"].do("scan", event, passes[4]) == "already_in"
    assert village.at["two"].do("scan", event, passes[5]) == "welcome"
    village.laptop("one").do("work_with", second)
    village.meet("one", "three")

    village.serve()
    village.settle()
    standings: list[dict[str, Any]] = [village.at[name].do("standing") for name in NAMES]
    server = village.server_standing()
    for standing in standings:
        assert standing["digests"] == server["digests"]
        assert standing["works"] == server["works"]
    assert len(set(server["works"])) == len(server["works"])


def test_what_a_dead_laptop_gave_its_hub_reaches_the_server_without_it(village: CampVillage) -> None:
    village.settle()
    village.at["server"].kill()
    code = village.at["one"].do("serve", free_port())
    village.at["three"].do("work_with", code)
    village.at["three"].do("register", 5, "Sunita")
    saved = set(village.at["three"].do("patients"))
    village.meet("three")
    written = set(village.at["three"].do("standing")["works"])
    village.at.pop("three").kill()

    village.serve()
    village.settle()
    assert saved <= set(village.at["two"].do("patients"))
    assert written <= set(village.server_standing()["works"])
