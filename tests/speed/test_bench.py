"""The benchmark still runs: its shortest form, of which only the shape is held. What it measures is never asserted."""

import json
import sys
from pathlib import Path

import pytest

from tests.speed import bench, crowd, gate, line, overview, papers, screens, start
from tests.speed.floor import Figure, in_turns, limit, times_floor, usual

KEYS = {"name", "unit", "ours", "floor", "ratio", "reach", "reached"}


def sound(found: list[Figure]) -> bool:
    return bool(found) and all(one.keys() == KEYS and one["ours"] > 0 and one["floor"] > 0 for one in found)


def test_papers_are_measured(tmp_path: Path) -> None:
    assert sound(papers.figures(tmp_path, rounds=1, many=8))


def test_an_overview_is_measured(tmp_path: Path) -> None:
    assert sound(overview.figures(tmp_path, days=3, a_day=5, rounds=1))


def test_the_gate_is_measured(tmp_path: Path) -> None:
    found = gate.figures(tmp_path, sizes=(30, 60), scans=21, forged=10, passes=8)
    assert sound([one for one in found if not one["name"].startswith("forged")])
    assert [one["ours"] for one in found if one["name"].startswith("forged")] == [0]


def test_the_line_is_measured(tmp_path: Path) -> None:
    assert sound(line.figures(tmp_path, many=150))


def test_a_crowd_is_measured(tmp_path: Path) -> None:
    assert sound(crowd.figures(tmp_path, clients=3, rounds=2))


def test_a_bare_window_says_when_it_was_painted() -> None:
    assert start.shown("bare")["ms"] > 0


def test_each_group_runs_by_itself_and_one_that_fails_loses_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bench.json"
    measured: dict[str, list[Figure] | None] = {"papers": [limit("one", 1, 2, 3)], "start": None}
    monkeypatch.setattr(bench, "measured", lambda group, _folder: measured[group])
    assert bench.main([str(out), "start", "nowhere", "papers"]) == 1
    assert [one["name"] for one in json.loads(out.read_text())] == ["one"]
    assert "start: could not be measured" in capsys.readouterr().err


def test_a_group_in_its_own_process_hands_its_figures_back(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    assert bench.main(["--group", "tiny", str(out), str(tmp_path)]) == 0
    assert sound(json.loads(out.read_text()))


@pytest.fixture(autouse=True)
def tiny_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """A group of figures that is quick."""
    from types import ModuleType

    group = ModuleType("tests.speed.tiny")
    group.figures = lambda _folder: [times_floor("tiny", 3, 2, 2)]  # type: ignore[attr-defined]  # made here
    monkeypatch.setitem(sys.modules, "tests.speed.tiny", group)


def test_a_figure_says_whether_it_is_reached() -> None:
    assert limit("a", 5, 1, 5)["reached"]
    assert not limit("a", 5.1, 1, 5)["reached"]
    assert times_floor("a", 4, 2, 2) == {
        "name": "a", "unit": "ms", "ours": 4, "floor": 2, "ratio": 2.0, "reach": "<= 2 x", "reached": True,
    }  # fmt: skip


def test_the_first_round_only_warms_up() -> None:
    rounds: list[str] = []
    in_turns(lambda: rounds.append("ours"), lambda: rounds.append("floor"), 2)
    assert rounds == ["ours", "floor"] * 3
    assert usual([100.0, 1.0, 3.0]) == 2.0


def test_the_table_marks_what_is_not_reached() -> None:
    lines = bench.table([limit("quick", 1, 1, 5), limit("slow", 9, 1, 5)]).splitlines()
    assert [line[:2] for line in lines] == ["  ", "  ", "! "]


def test_every_screen_that_is_measured_is_one_the_window_has() -> None:
    from ui.places import RAILS

    assert all(place in RAILS[role] for _name, role, place in screens.SCREENS)
