"""What the server counts, in the text that Prometheus reads: paths, keys of faults, numbers. Never a name.

What one process counts lives in its memory; several workers count together in files, so that each of them can tell
for all. What stands in the store is asked of the store.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select

from models.ledger.device import Here, Setting
from models.ledger.journal import WaitingWork
from models.ledger.line import Alarm, HeardLaptop, HeldWork
from sync.server.ground import BACKED_UP, NOBODY, Ground

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.metrics_core import Metric

TOGETHER = "PROMETHEUS_MULTIPROC_DIR"
"""Where the library looks for the files of several workers."""

SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0)


def count_together(folder: Path) -> None:
    """Before the first worker starts: those that fork from here count in one place."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    os.environ[TOGETHER] = str(folder)


class Metrics:
    """Counts what is answered, and shows it with what stands in the store."""

    def __init__(self, ground: Ground) -> None:
        from prometheus_client import CollectorRegistry, Counter, Histogram

        self._ground = ground
        self._own = CollectorRegistry()
        self._answers = Counter(
            "shivir_answers", "Questions answered", ("path", "status"), registry=self._own
        )
        self._rounds = Counter(
            "shivir_rounds", "Exchanges, by how they ended", ("outcome",), registry=self._own
        )
        self._bytes = Counter("shivir_bytes", "Bytes on the line", ("way",), registry=self._own)
        self._seconds = Histogram(
            "shivir_seconds", "Time to an answer", ("path",), buckets=SECONDS, registry=self._own
        )

    def answered(self, path: str, status: int, seconds: float, came: int, went: int) -> None:
        self._answers.labels(path, str(status)).inc()
        self._seconds.labels(path).observe(seconds)
        self._bytes.labels("in").inc(came)
        self._bytes.labels("out").inc(went)

    def round_ended(self, outcome: str) -> None:
        self._rounds.labels(outcome).inc()

    def text(self) -> bytes:
        """`StoreUnwell` if the store does not answer."""
        from prometheus_client import generate_latest

        whole = self._together() if TOGETHER in os.environ else self._own
        standing = _Standing(list(_standing(self._ground)))
        return generate_latest(whole) + generate_latest(_registry_of(standing))

    def _together(self) -> "CollectorRegistry":
        from prometheus_client import CollectorRegistry
        from prometheus_client.multiprocess import MultiProcessCollector

        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library's own gap
        return registry


class _Standing:
    """Figures that were read just now."""

    def __init__(self, found: "list[Metric]") -> None:
        self._found = found

    def collect(self) -> "Iterator[Metric]":
        yield from self._found


def _registry_of(standing: _Standing) -> "CollectorRegistry":
    from prometheus_client import CollectorRegistry

    registry = CollectorRegistry()
    registry.register(standing)
    return registry


def _standing(ground: Ground) -> "Iterator[Metric]":
    """How much the store holds, and how much of it waits for somebody."""
    from prometheus_client.core import GaugeMetricFamily

    with ground.reading() as connection:
        backed_up = select(Setting.value).where(Setting.account_id == NOBODY, Setting.name == BACKED_UP)
        for name, told, asked in (
            ("works", "Works in the journal", select(Here.arrival)),
            ("works_backed_up", "Works that the last verified backup covers", backed_up),
            ("works_waiting", "Works that came before one they build on", _many(WaitingWork)),
            ("alarms", "What a supervisor must look at", _many(Alarm)),
            ("laptops", "Laptops that were ever here", _many(HeardLaptop)),
        ):
            yield GaugeMetricFamily(f"shivir_{name}", told, value=float(connection.scalar(asked) or 0))
        held = GaugeMetricFamily("shivir_works_held", "Works kept aside, by reason", labels=("reason",))
        for reason, many in connection.execute(
            select(HeldWork.reason, func.count()).group_by(HeldWork.reason)
        ):
            held.add_metric((reason,), many)
        yield held


def _many(table: type[WaitingWork | Alarm | HeardLaptop]) -> Select[int]:
    return select(func.count()).select_from(table)
