"""What the line costs: bringing and fetching 10,000 registrations, 100 edits, and nothing at all.

Times are taken straight to a server process; bytes are counted, headers and all, by a proxy in a second run.
"""

import json
import os
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import msgspec

from app.clock import system_clock
from models.ledger.change import Change
from models.store.store import Store
from sync.client.line import Line
from tests.speed import line_floor
from tests.speed.floor import Figure, limit, milliseconds, usual
from tests.speed.line_village import Village, edits, registrations, village, write_own
from tests.sync.proxy import Proxy, proxied

MANY, FEW, TURNS = 10_000, 100, 7
IDLE_FLOOR = 276
"""Bytes of the smallest question and answer over HTTP, counted once."""


@dataclass
class Took:
    """Seconds and bytes of each deed, ours or the floor's."""

    push_s: float = 0.0
    pull_s: float = 0.0
    searchable_s: float = 0.0
    edits_ms: list[float] = field(default_factory=list)
    idle_ms: list[float] = field(default_factory=list)
    push_bytes: int = 0
    pull_bytes: int = 0
    edits_bytes: list[int] = field(default_factory=list)
    idle_bytes: list[int] = field(default_factory=list)
    requests: int = 0
    edits_requests: int = 0


def figures(folder: Path, many: int = MANY) -> list[Figure]:
    floor = floor_of(folder / "floor", many)
    with village(folder / "line") as here:
        ours = timed(here, many)
    with village(folder / "line") as here:
        counted(here, many, ours)
    return [
        limit(f"push {many:,} registrations", ours.push_s, floor.push_s, 0.35, "s"),
        limit(f"pull {many:,} registrations", ours.pull_s, floor.pull_s, 0.30, "s"),
        limit(f"pull {many:,} registrations, found by search", ours.searchable_s, floor.pull_s, 0.30, "s"),
        limit(f"push {many:,} registrations: on the wire", ours.push_bytes / 1e6, floor.push_bytes / 1e6, 1.15, "MB"),
        limit(f"pull {many:,} registrations: on the wire", ours.pull_bytes / 1e6, floor.push_bytes / 1e6, 1.15, "MB"),
        limit(f"push {many:,} registrations: requests", ours.requests, floor.requests, 10, ""),
        limit(f"{FEW} edits", usual(ours.edits_ms), usual(floor.edits_ms), 15),
        limit(f"{FEW} edits: on the wire", median(ours.edits_bytes), median(floor.edits_bytes), 5000, "B"),
        limit(f"{FEW} edits: requests", ours.edits_requests, 1, 1, ""),
        limit("a round with nothing to do", usual(ours.idle_ms), usual(floor.idle_ms), 4),
        limit("a round with nothing to do: on the wire", median(ours.idle_bytes), median(floor.idle_bytes), 600, "B"),
    ]  # fmt: skip


def timed(here: Village, many: int) -> Took:
    took = Took()
    changes = registrations(many)
    write_own(here.one, changes)
    began = time.perf_counter()
    pushed = here.line.round_now()
    took.push_s = time.perf_counter() - began
    assert pushed.brought == many, pushed
    _fetch(here, took, here.join("two"), many)
    for turn in range(TURNS):
        write_own(here.one, edits(here.one, changes, FEW, turn))
        took.edits_ms.append(milliseconds(here.line.round_now))
        took.idle_ms.append(milliseconds(here.line.round_now))
    return took


def _fetch(here: Village, took: Took, store: Store, many: int) -> None:
    last: list[float] = []
    line = Line(store, system_clock, os.urandom, "1.0", changed=lambda _: last.append(time.perf_counter()))
    began = time.perf_counter()
    result = line.round_now()
    took.searchable_s = time.perf_counter() - began
    took.pull_s = last[-1] - began
    assert result.fetched >= many, result
    line.close()
    store.close()


def counted(here: Village, many: int, took: Took) -> None:
    """The same once more by way of a proxy that counts."""
    with proxied(int(here.address.rsplit(":", 1)[1])) as proxy:
        line = here.through(here.one.store, proxy.address)
        assert line.round_now().is_done
        changes = registrations(many)
        write_own(here.one, changes)
        took.push_bytes, took.requests = _bytes_of(proxy, line)
        for turn in range(3):
            write_own(here.one, edits(here.one, changes, FEW, turn))
            size, took.edits_requests = _bytes_of(proxy, line)
            took.edits_bytes.append(size)
            took.idle_bytes.append(_bytes_of(proxy, line)[0])
        line.close()
        store = here.join("two")
        other = here.through(store, proxy.address)
        took.pull_bytes, _ = _bytes_of(proxy, other)
        other.close()
        store.close()


def _bytes_of(proxy: Proxy, line: Line) -> tuple[int, int]:
    before = proxy.bytes_up + proxy.bytes_down
    result = line.round_now()
    assert result.is_done, result
    return proxy.bytes_up + proxy.bytes_down - before, result.requests


def floor_of(folder: Path, many: int) -> Took:
    """The same rows between two plain files."""
    took = Took()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    server = line_floor.FloorServer(folder / "server.db")
    one, two = line_floor.opened(folder / "one.db"), line_floor.opened(folder / "two.db")
    line_floor.keep(one, [_floor_row(change) for change in registrations(many)])
    began = time.perf_counter()
    took.push_bytes, took.requests = line_floor.push(one, server.address, 0)
    took.push_s = time.perf_counter() - began
    took.pull_s = milliseconds(lambda: line_floor.pull(two, server.address, 0)) / 1000
    at = many
    for turn in range(TURNS):
        line_floor.keep(one, [_floor_row(change) for change in registrations(FEW, seed=turn + 2)])
        began = time.perf_counter()
        sent, _ = line_floor.push(one, server.address, at)
        took.edits_ms.append((time.perf_counter() - began) * 1000)
        took.edits_bytes.append(sent)
        at += FEW
        began = time.perf_counter()
        line_floor.pull(two, server.address, at)
        took.idle_ms.append((time.perf_counter() - began) * 1000)
        took.idle_bytes.append(IDLE_FLOOR)
    one.close()
    two.close()
    server.close()
    return took


def _floor_row(change: Change) -> tuple[bytes, bytes]:
    return change.record, msgspec.msgpack.encode(change.fields)


if __name__ == "__main__":
    found = figures(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else MANY)
    sys.stdout.write("\n".join(json.dumps(one) for one in found) + "\n")
