"""Real processes that can be spoken to, killed, and started again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]


class Process:
    """One of the scripts beside this file, at work."""

    def __init__(self, script: str, *given: object, log: Path) -> None:
        self._log: IO[bytes] = log.open("ab")
        self._at_work = subprocess.Popen(  # the script is ours
            [sys.executable, str(ROOT / "tests" / "journeys" / script), *map(str, given)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, cwd=ROOT, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"},
        )  # fmt: skip

    def hear(self) -> Any:
        """The next line it says."""
        assert self._at_work.stdout is not None
        line = self._at_work.stdout.readline()
        if not line:
            raise AssertionError(f"it ended with {self._at_work.wait()}: {self._tail()}")
        return json.loads(line)

    def tell(self, *words: Any) -> None:
        assert self._at_work.stdin is not None
        self._at_work.stdin.write(json.dumps(words) + "\n")
        self._at_work.stdin.flush()

    def do(self, *words: Any) -> Any:
        """Tell it to do something and wait for its answer."""
        self.tell(*words)
        return self.hear()

    def kill(self) -> None:
        """As a power cut does."""
        self._end(signal.SIGKILL)

    @property
    def number(self) -> int:
        return self._at_work.pid

    def tell_to_stop(self) -> None:
        self._at_work.send_signal(signal.SIGTERM)

    def stop(self) -> int:
        """As whoever looks after it does; how it ended."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        if self._at_work.poll() is None:
            self._at_work.send_signal(how)
        code = self._at_work.wait(30)
        for stream in (self._at_work.stdin, self._at_work.stdout, self._log):
            if stream is not None and not stream.closed:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue
        return code

    def _tail(self) -> str:
        self._log.flush()
        return Path(self._log.name).read_text()[-3000:]


@contextmanager
def processes() -> Iterator[list[Process]]:
    """Whatever is put on the list is gone at the end."""
    running: list[Process] = []
    try:
        yield running
    finally:
        for one in running:
            one.kill()
