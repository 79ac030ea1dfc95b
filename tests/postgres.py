"""A PostgreSQL of the tests' own: started in a temporary folder, spoken to through a socket there, gone at the end."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

UNSAFE = ("fsync", "synchronous_commit", "full_page_writes")
"""Nothing here outlives the tests."""


class Cluster:
    """Databases by name; a new one is empty, or a copy of one nobody is connected to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def address(self, database: str, schema: str = "shivir") -> str:
        return f"postgresql://postgres@/{database}?host={self._folder}&schema={schema}"

    def make(self, like: str = "template1") -> str:
        name = f"clinic{next(self._numbers)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return name

    def drop(self, name: str) -> None:
        self.run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def run(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        with psycopg.connect(
            f"postgresql://postgres@/{database}?host={self._folder}", autocommit=True
        ) as line:
            found = line.execute(statement)
            return found.fetchall() if found.description else []


def binaries() -> Path:
    """Debian's, the newest. `installer/setup.sh` installs them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    assert found, "PostgreSQL is not installed: run installer/setup.sh"
    return found[-1].parent


def _as_postgres() -> dict[str, Any]:
    """PostgreSQL refuses to be root."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}


def _end_with_us() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


@contextmanager
def cluster() -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="shivir-pg-"))
    who = _as_postgres()
    if who:
        shutil.chown(folder, "postgres", "postgres")
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    made = subprocess.run(
        [binaries() / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N",
         "--locale=C"],
        check=False, capture_output=True, cwd="/", env=environment, **who,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr.decode()
    settings = {**dict.fromkeys(UNSAFE, "off"), "listen_addresses": "", "max_connections": "300"}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [binaries() / "postgres", "-D", folder / "data", "-k", folder,
             *(word for name, value in settings.items() for word in ("-c", f"{name}={value}"))],
            stdout=log, stderr=log, cwd="/", env=environment, preexec_fn=_end_with_us,  # noqa: PLW1509  # one call, and the tests begin with one thread
            **who,
        )  # fmt: skip
    try:
        _wait_for(server, folder)
        yield Cluster(folder)
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(server: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(f"postgresql://postgres@/postgres?host={folder}").close()
            return
        except psycopg.OperationalError:
            ended = server.poll() is not None or time.monotonic() > end
            assert not ended, (folder / "log").read_text()
            time.sleep(0.02)  # it has no way to say that it is ready
