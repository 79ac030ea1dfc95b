"""The `shivir` command as a process of its own, and a server that is stopped at the end."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SHIVIR = (sys.executable, "-m", "ui.console")


def shivir(*arguments: object, password: str = "", code: int | None = 0) -> dict[str, Any]:
    """One command as a person types it; its answer, if it ended with `code`, None being any."""
    environ = dict(os.environ) | ({"SHIVIR_PASSWORD": password} if password else {})
    done = subprocess.run(
        [*SHIVIR, *map(str, arguments), "--json"],
        cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert code in (None, done.returncode), done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@contextmanager
def server(folder: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """`shivir serve`, and where it said that it answers."""
    command = [
        *SHIVIR,
        "serve",
        "--data",
        folder / "srv",
        "--key-file",
        folder / "key",
        "--port",
        port,
        "--json",
    ]
    with (
        (folder / "server.log").open("a") as log,
        subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        try:
            yield process, json.loads(process.stdout.readline())
        finally:
            process.terminate()
