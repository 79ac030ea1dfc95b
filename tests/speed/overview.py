"""What an overview costs over a clinic's long life; the floor is one plain count of the same days."""

import json
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from app.supervision.overview import overview
from models.vocabulary import Role
from tests.clinics import KEY, NOON, Clinic, found_in
from tests.speed.days_bulk import DaysOf
from tests.speed.floor import Figure, in_turns, limit
from tests.speed.people_bulk import raw_connection

TODAY = NOON.date()
DAYS, A_DAY, CAMPS = 360, 330, 12
REACH_MS = 1_000
"""It is asked in the background; a second is how long people wait without asking themselves whether it hangs."""


def figures(folder: Path, days: int = DAYS, a_day: int = A_DAY, rounds: int = 7) -> list[Figure]:
    clinic = Clinic(_store(folder, days, a_day), KEY)
    desk, raw = clinic.desk(Role.SUPERVISOR), raw_connection(clinic.path)
    first = TODAY - timedelta(days=13)
    ours, floor = in_turns(
        partial(desk.run, overview, first, TODAY), partial(_count, raw, first.isoformat()), rounds
    )
    visits = raw.execute("SELECT count(*) FROM visit").fetchone()[0]
    raw.close()
    clinic.close()
    return [limit(f"overview of 14 days, {visits:,} visits", ours, floor, REACH_MS)]


def _count(raw: Any, first: str) -> Any:
    return raw.execute("SELECT day, count(*) FROM visit WHERE day >= ? GROUP BY day", (first,)).fetchall()


def _store(folder: Path, days: int, a_day: int) -> Path:
    path = folder / f"days-{days}-{a_day}.db"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    for old in folder.glob(f"{half.name}*"):
        old.unlink()
    found_in(half)
    clinic = Clinic(half, KEY)
    with clinic.store.write_engine.begin() as connection:
        bulk = DaysOf(connection, TODAY)
        bulk.fill(days, a_day)
        for at in range(CAMPS):
            bulk.hold(f"Camp {at + 1}", "", TODAY - timedelta(days=7 * at), 300)
    clinic.close()
    half.rename(path)
    return path


if __name__ == "__main__":
    json.dump(figures(Path("build/speed")), sys.stdout, indent=1)
