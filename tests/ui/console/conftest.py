"""A small demo made once by the real command, copied for each test that wants one."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Ended:
    """What a run of `shivir` left behind."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


Run = Callable[..., Ended]


def shivir(*arguments: object, typed: str = "", environ: Mapping[str, str] | None = None) -> Ended:
    """The real command in a process of its own, with nothing of ours in its environment."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SHIVIR_")}
    done = subprocess.run(
        [sys.executable, "-m", "ui.console", *map(str, arguments)],
        cwd=ROOT, input=typed, capture_output=True, text=True, timeout=120, check=False,
        env=clean | {"PYTHONWARNINGS": "default"} | dict(environ or {}),
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def run() -> Run:
    return shivir


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    folder = tmp_path_factory.mktemp("demo")
    papers = folder / "papers"
    size = ("--patients", 24, "--visits", 16, "--registrations", 20)
    return folder, shivir("demo", "--data", folder / "data", "--papers", papers, "--json", *size)


@pytest.fixture
def demo(demo_made: tuple[Path, Ended], tmp_path: Path) -> Path:
    folder = tmp_path / "demo"
    shutil.copytree(demo_made[0] / "data", folder)
    return folder
