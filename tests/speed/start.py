"""What a start costs: the program to its sign-in page beside a bare window of the same binding, by turns."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from app.demo.make import Size
from tests.speed.demo_made import SIZE, demo_folder
from tests.speed.floor import Figure, limit, times_floor, usual

ROUNDS = 9
RESIDENT_MB = 160
PACKAGES = ("app", "models", "sync", "ui")


def figures(folder: Path, rounds: int = ROUNDS, size: Size = SIZE) -> list[Figure]:
    demo = str(demo_folder(folder, size).absolute())
    subprocess.run([sys.executable, "-m", "compileall", "-q", *PACKAGES], check=True)  # as set-up leaves it
    bare, ours = [], []
    for _ in range(rounds + 1):
        bare.append(shown("bare"))
        ours.append(shown("sign-in", demo))
    least = median(one["resident_mb"] for one in bare)
    return [
        times_floor(
            "start to sign-in window painted",
            usual([one["ms"] for one in ours]),
            usual([one["ms"] for one in bare]),
            2.0,
        ),
        limit(
            "memory at the sign-in window",
            median(one["resident_mb"] for one in ours),
            least,
            RESIDENT_MB,
            "MB",
        ),
        *(
            limit(f"memory with a day's work open, {who}", of_a_day(demo, who), least, RESIDENT_MB, "MB")
            for who in ("receptionist", "doctor", "supervisor", "volunteer")
        ),
    ]


def of_a_day(demo: str, who: str) -> float:
    return shown("day", demo, who)["resident_mb"]


def shown(*what: str) -> dict[str, float]:
    """One process, from before it is started to its first paint; in ms by a clock all processes share."""
    environment = {"QT_QPA_PLATFORM": "offscreen"} | dict(os.environ)
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tests.speed.window_shown", *what],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=300,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{what[0]}: {done.stderr[-2000:]}")
    said = json.loads(done.stdout.splitlines()[-1])
    return {"ms": (said["at"] - began) * 1000, "resident_mb": said["resident_mb"]}


if __name__ == "__main__":
    json.dump(figures(Path("build/speed")), sys.stdout, indent=1)
