"""From a frame of the camera to the answer on the screen, saved; beside bare decoding and one raw transaction.

`figures(folder)` gives it for ten thousand registrations, and how much dearer that is than for a thousand.
"""

import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zlib import crc32

from sqlalchemy import select

from app.camps.answers import Answer
from app.camps.check_in import check_in
from app.camps.pass_paper import pass_sheet_paper, passes_to_print
from app.camps.registering import MOST_IN_ONE_GO, NewParticipant, register_several
from app.work import Lane
from models.camps import base45
from models.camps.event import Event, Pass
from models.camps.pass_code import PREFIX
from models.migrations import FOLDER
from models.vocabulary import Role
from tests.camps import a_camp
from tests.clinics import KEY, Clinic, found_in
from tests.speed.floor import Figure, limit, milliseconds
from tests.speed.people_bulk import Names, raw_connection

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

SMALL, LARGE = 1_000, 10_000
SCANS, WARM = 120, 20
FORGED = 1_000
PASSES = 500
REACH_MS, SHEETS_MS, DEARER = 60, 5_000, 1.5
FRAME = (1280, 720)
WRITTEN = ("admission", "work", "change", "audit")
"""The tables that one check-in adds a row to; two counters are brought up to date beside them."""


def figures(
    folder: Path, sizes: tuple[int, int] = (SMALL, LARGE), scans: int = SCANS, forged: int = FORGED,
    passes: int = PASSES,
) -> list[Figure]:  # fmt: skip
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found: list[Figure] = []
    p95: list[float] = []
    for size in sizes:
        with opened(folder, size) as clinic:
            ours, floor = _scans(clinic, folder, scans)
            p95.append(ours)
            found.append(limit(f"scan to answer, {size:,} registrations, p95", ours, floor, REACH_MS))
    found.append(limit("scan to answer, ten times the registrations", p95[1] / p95[0], 1.0, DEARER, "x"))
    with opened(folder, sizes[0]) as clinic:
        let_in = _forged_let_in(clinic, forged)
        found.append(limit(f"forged passes let in, of {forged:,}", let_in, 0, 0, "passes"))
        found.append(_sheets(clinic, passes))
    return found


def _scans(clinic: Clinic, folder: Path, scans: int) -> tuple[float, float]:
    """The 95th of a hundred, ours and the floor's, by turns."""
    from tests.speed.gate_window import GateWindow

    event_id, texts = _camp(clinic, scans + WARM)
    window = GateWindow(clinic)
    floor = Floor(clinic, folder / "gate-floor.db", event_id)
    ours_ms, floor_ms = [], []
    for at, text in enumerate(texts):
        picture = window.picture_of(text, FRAME)
        frame = window.frame_of(picture)
        floor_ms.append(milliseconds(partial(floor.answer, picture, at)))
        ours_ms.append(milliseconds(partial(window.scan, frame)))
        assert window.word == "Checked in", window.word
    window.close()
    floor.close()
    return _p95(ours_ms[WARM:]), _p95(floor_ms[WARM:])


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


class Floor:
    """The least: find the code in the picture, and write the rows of a check-in in one transaction."""

    def __init__(self, clinic: Clinic, path: Path, event_id: UUID) -> None:
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
        clinic.store.copy_into(path, KEY)
        made = Clinic(path, KEY, seed=99)
        text = _unused(made, event_id, 1)[0]
        made.desk(Role.VOLUNTEER).run(check_in, event_id, text)
        made.close()
        self._raw = raw_connection(path)
        self._rows = {table: self._last(table) for table in WRITTEN}

    def _last(self, table: str) -> tuple[str, list[Any], dict[str, int]]:
        """How to add a row like the last one to `table`."""
        order = "arrival" if table in ("work", "change") else "number" if table == "audit" else "id"
        cursor = self._raw.execute(f"SELECT * FROM {table} ORDER BY {order} DESC LIMIT 1")
        names = [column[0] for column in cursor.description]
        values = list(cursor.fetchone())
        marks = ", ".join("?" * len(names))
        places = {name: at for at, name in enumerate(names)}
        return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values, places

    def answer(self, picture: "QImage", at: int) -> None:
        from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

        found = read_barcodes(picture, formats=BarcodeFormats(BarcodeFormat.QRCode))
        assert found[0].text.startswith(PREFIX)
        number = 1_000_000 + at
        self._raw.execute("BEGIN IMMEDIATE")
        for table, (insert, values, places) in self._rows.items():
            row = list(values)
            for name in ("arrival", "number"):
                if name in places and table != "admission":
                    row[places[name]] = number
            if table == "admission":
                row[places["id"]] = number.to_bytes(16, "big")
            self._raw.execute(insert, row)
        self._raw.execute("UPDATE series SET last = last + 1 WHERE name LIKE 'camp token%'")
        self._raw.execute("UPDATE here SET number = number + 1, arrival = arrival + 1")
        self._raw.execute("COMMIT")

    def close(self) -> None:
        self._raw.close()


def _forged_let_in(clinic: Clinic, count: int) -> int:
    """Good passes with some bits turned, through the real deed: how many came in."""
    event_id, texts = _camp(clinic, 20)
    gate, chance = clinic.desk(Role.VOLUNTEER), random.Random(7)
    let_in = 0
    for at in range(count):
        data = bytearray(base45.decode(texts[at % len(texts)][len(PREFIX) :]))
        for bit in chance.sample(range(len(data) * 8), chance.randrange(1, 9)):
            data[bit // 8] ^= 1 << bit % 8
        answer = gate.run(check_in, event_id, PREFIX + base45.encode(bytes(data)))
        let_in += answer.answer in (Answer.WELCOME, Answer.ALREADY_IN)
    return let_in


def _sheets(clinic: Clinic, count: int) -> Figure:
    """The sheets of many passes by the deed, beside the same reading of them without making a paper."""
    event_id, _texts = _camp(clinic, 1)
    gate = clinic.desk(Role.VOLUNTEER)
    ids = gate.run(passes_to_print, event_id)[:count]
    gate.run(pass_sheet_paper, event_id, ids[:8])
    floor = milliseconds(lambda: gate.run(passes_to_print, event_id))
    ours = milliseconds(lambda: gate.run(pass_sheet_paper, event_id, ids))
    return limit(f"{len(ids)} passes as sheets, by the deed", ours, floor, SHEETS_MS)


def _camp(clinic: Clinic, passes: int) -> tuple[UUID, list[str]]:
    with clinic.opened.sessions.begin(Lane.READ) as session:
        event_id = session.scalars(select(Event.id)).one()
    return event_id, _unused(clinic, event_id, passes)


def _unused(clinic: Clinic, event_id: UUID, count: int) -> list[str]:
    with clinic.opened.sessions.begin(Lane.READ) as session:
        return list(session.scalars(select(Pass.text).where(Pass.event_id == event_id).limit(count)))


@contextmanager
def opened(folder: Path, size: int) -> Iterator[Clinic]:
    """A copy of the store with a camp of so many registrations; the store itself is made once."""
    clinic = Clinic.copied(_store(folder, size), folder / "gate-measured.db", KEY)
    yield clinic
    clinic.close()


def _store(folder: Path, size: int) -> Path:
    schema = crc32(b"".join(file.read_bytes() for file in sorted((FOLDER / "versions").glob("*.py"))))
    path = folder / f"gate-{size}-{schema:08x}.db"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"gate-{size}-*.db*"):
        old.unlink()
    half = path.with_suffix(".half")
    for old in folder.glob(f"{half.name}*"):
        old.unlink()
    found_in(half)
    clinic = Clinic(half, KEY, seed=5)
    camp = a_camp(clinic)
    gate, names = camp.gate, Names(3)
    for start in range(0, size, MOST_IN_ONE_GO):
        numbers = range(start, min(size, start + MOST_IN_ONE_GO))
        gate.run(register_several, camp.id, [_participant(names.patient(number)) for number in numbers])
    clinic.close()
    half.rename(path)
    return path


def _participant(person: dict[str, Any]) -> NewParticipant:
    known = {name: person[name] for name in ("sex", "born_on", "birth_is_estimated", "phone", "village")}
    return NewParticipant(person["name"], **known)


if __name__ == "__main__":
    json.dump(figures(Path("build/speed")), sys.stdout, indent=1)
