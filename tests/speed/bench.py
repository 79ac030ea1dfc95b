"""`python -m tests.speed.bench build/bench.json`: every figure there is, each group in a process of its own.

What is written is a list of {name, unit, ours, floor, ratio, reach, reached}; the floor is measured in the same run.
A group that fails is named and makes the exit code 1; the others are measured all the same.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tests.speed.floor import Figure

GROUPS = ("start", "screens", "papers", "people", "overview", "gate", "line", "crowd")
PATIENCE_S = 3600


def main(arguments: Sequence[str]) -> int:
    match arguments:
        case ["--group", group, out, folder]:
            found = import_module(f"tests.speed.{group}").figures(Path(folder))
            Path(out).write_text(json.dumps(found), "utf-8")
            return 0
        case [out, *groups]:
            return bench(Path(out), groups or GROUPS, Path(out).parent / "speed")
    say(__doc__ or "")
    return 2


def bench(out: Path, groups: Sequence[str], folder: Path) -> int:
    """Measure the groups that exist, write the file, print the table; 1 if a group could not be measured."""
    found: list[Figure] = []
    failed = []
    for group in groups:
        if find_spec(f"tests.speed.{group}") is None:
            say(f"{group}: not there")
            continue
        say(f"{group} …")
        began = time.perf_counter()
        figures = measured(group, folder)
        if figures is None:
            failed.append(group)
            continue
        found += figures
        say(f"{group}: {time.perf_counter() - began:.0f} s")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(table(found) + "\n")
    for group in failed:
        say(f"{group}: could not be measured")
    return 1 if failed else 0


def measured(group: str, folder: Path) -> list[Figure] | None:
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "figures.json"
        command = [sys.executable, "-m", "tests.speed.bench", "--group", group, str(out), str(folder)]
        try:
            done = subprocess.run(command, check=False, timeout=PATIENCE_S, stdout=sys.stderr)
        except subprocess.TimeoutExpired:
            return None
        if done.returncode != 0 or not out.exists():
            return None
        figures: list[Figure] = json.loads(out.read_text("utf-8"))
        return figures


def say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def table(figures: Sequence[Figure]) -> str:
    """One line a figure, the ones not reached marked."""
    widest = max((len(one["name"]) for one in figures), default=4)
    head = f"{'':2}{'figure':{widest}}  {'ours':>10} {'floor':>10} {'ratio':>7}  {'unit':4} reach"
    rows = [
        f"{'  ' if one['reached'] else '! '}{one['name']:{widest}}  {one['ours']:>10.2f} {one['floor']:>10.2f}"
        f" {one['ratio']:>7.2f}  {one['unit']:4} {one['reach']}"
        for one in figures
    ]
    return "\n".join([head, *rows])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
