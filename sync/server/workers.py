"""Several processes that answer on one socket, and their parent: it replaces who is lost, and ends when all have."""

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from sync.server.log import Log

GLANCE = 0.2
BREATH = 1.0
"""Seconds before a lost worker is replaced, so that one that cannot start does not eat the machine."""


class Workers:
    """`work` answers until SIGTERM; it runs in each of `many` forks of a parent without threads."""

    def __init__(self, many: int, work: Callable[[], None], log: Log) -> None:
        self._many = many
        self._work = work
        self._log = log
        self._at_work: set[int] = set()
        self._stop = threading.Event()
        self._alive = os.pipe()

    def run(self, look: Callable[[bool], float]) -> None:
        """Until told to stop. `look` is called between glances, when it asked for it; first with True."""
        before = {number: signal.signal(number, self._end) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            self._fill_up()
            again = time.monotonic() + look(True)
            while not self._stop.wait(GLANCE):
                self._replace_lost()
                if time.monotonic() >= again:
                    again = time.monotonic() + look(False)
            while self._at_work:
                self._at_work.discard(os.wait()[0])
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            for end in self._alive:
                os.close(end)

    def _end(self, _number: int, _frame: object) -> None:
        self._stop.set()
        for worker in tuple(self._at_work):
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGTERM)

    def _fill_up(self) -> None:
        while len(self._at_work) < self._many and not self._stop.is_set():
            worker = os.fork()
            if worker == 0:
                self._be_worker()
            self._at_work.add(worker)
        if self._stop.is_set():
            self._end(signal.SIGTERM, None)

    def _replace_lost(self) -> None:
        lost = {worker for worker in self._at_work if os.waitpid(worker, os.WNOHANG)[0]}
        if not lost:
            return
        self._at_work -= lost
        self._log("workers_lost", count=len(lost))
        if not self._stop.wait(BREATH):
            self._fill_up()

    def _be_worker(self) -> None:
        """Never returns: what the parent would do after its work is not the child's to do."""
        code = 1
        try:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            os.close(self._alive[1])
            threading.Thread(target=self._end_with_parent, daemon=True).start()
            self._work()
            code = 0
        except BaseException as error:
            self._log("worker_broke", error=type(error).__name__)
        finally:
            os._exit(code)

    def _end_with_parent(self) -> None:
        """The pipe ends when the parent does, however it ended."""
        os.read(self._alive[0], 1)
        os.kill(os.getpid(), signal.SIGTERM)
