"""What registration, search and the duplicate check cost, beside the floor of the same store in the same run.

`figures(folder)` gives them for a hundred thousand and for a million patients; `python -m tests.speed.people` prints
them.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

from app.people.alike import Draft, likely_duplicates
from app.people.find import find_people
from app.people.register import NewPatient, register_patient
from app.work import Desk
from models.people.likeness import Person
from models.people.search import alike_words, entries, person_of
from models.vocabulary import Role, Sex
from tests.clinics import KEY, Clinic
from tests.speed.floor import Figure, limit, milliseconds, times_floor
from tests.speed.people_bulk import SIZES, Names, raw_connection, store_with

SAVES, WARM = 240, 40
SEARCHED = 60
"""People looked for, each letter by letter."""


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of many runs."""

    ms: Sequence[float]

    @property
    def usual(self) -> float:
        return median(self.ms)

    @property
    def p95(self) -> float:
        return quantiles(self.ms, n=20)[-1]


def figures(folder: Path, sizes: Sequence[int] = SIZES) -> list[Figure]:
    found: list[Figure] = []
    p95: dict[str, list[float]] = {}
    for size in sizes:
        copy = folder / "people-measured.db"
        clinic = Clinic.copied(store_with(folder, size), copy, KEY)
        raw = raw_connection(clinic.path)
        desk = clinic.desk(Role.RECEPTIONIST)
        people = [Names(size + 1).patient(number) for number in range(1, SEARCHED + 1)]
        saves, save_floor = _saves(desk, raw, size)
        finds, find_floor = _finds(desk, raw, people)
        checks, check_floor = _checks(desk, raw, people)
        found += [
            times_floor(f"registration save, {size:,} patients, usual", saves.usual, save_floor.usual, 4.0),
            limit(f"registration save, {size:,} patients, p95", saves.p95, save_floor.p95, 10.0),
            limit(f"search, a keystroke, {size:,} patients, p95", finds.p95, find_floor.p95, 20.0),
            limit(f"duplicate check, {size:,} patients, p95", checks.p95, check_floor.p95, 30.0),
        ]
        for name, times in (("registration save", saves), ("search", finds), ("duplicate check", checks)):
            p95.setdefault(name, []).append(times.usual)
        raw.close()
        clinic.close()
        copy.unlink()
    if len(sizes) > 1:
        found += [
            times_floor(f"{name}, {sizes[-1]:,} against {sizes[0]:,} patients, usual", at[-1], at[0], 1.5)
            for name, at in p95.items()
        ]
    return found


# Registration: ours and the floor in turns, so that both meet the same machine


def _saves(desk: Desk, raw: Any, size: int) -> tuple[Times, Times]:
    names = Names(size + 2)
    ours, floor = [], []
    for at in range(SAVES + WARM):
        patient = names.patient(at)
        new = NewPatient(**{name: value for name, value in patient.items() if name != "number"})
        ours.append(milliseconds(partial(desk.run, register_patient, new)))
        floor.append(milliseconds(partial(_write_raw, raw, _rows_of_last_save(raw))))
    return Times(ours[WARM:]), Times(floor[WARM:])


@dataclass(frozen=True, slots=True)
class RawSave:
    """The rows of one save, for the floor to write once more under keys of its own."""

    inserts: list[tuple[str, tuple[Any, ...]]]
    key: bytes
    words: tuple[str, str, str]
    alike: str


def _rows_of_last_save(raw: Any) -> RawSave:
    [(arrival, audited)] = raw.execute("SELECT arrival, audit_number FROM here").fetchall()
    key = uuid4().bytes
    patient = _row(raw, "patient", "rowid = (SELECT max(rowid) FROM patient)") | {"id": key}
    rows = {
        "patient": patient,
        "work": _row(raw, "work", f"arrival = {arrival}") | {"arrival": -arrival, "writer": b"floor---"},
        "change": _row(raw, "change", f"arrival = {arrival}") | {"arrival": -arrival, "record": key},
        "audit": _row(raw, "audit", f"number = {audited}") | {"writer": b"floor---"},
    }
    found = patient | {"sex": Sex(patient["sex"]), "born_on": date.fromisoformat(patient["born_on"])}
    inserts = [(_insert(table, row), tuple(row.values())) for table, row in rows.items()]
    return RawSave(inserts, key, entries(found), " ".join(alike_words(person_of(found))))


def _row(raw: Any, table: str, where: str) -> dict[str, Any]:
    cursor = raw.execute(f'SELECT * FROM "{table}" WHERE {where}')
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def _insert(table: str, row: dict[str, Any]) -> str:
    columns, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    return f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'


def _write_raw(raw: Any, save: RawSave) -> None:
    raw.execute("BEGIN IMMEDIATE")
    for insert, values in save.inserts:
        raw.execute(insert, values)
    raw.execute("INSERT INTO person_key (id, kind) VALUES (?, 'patient')", (save.key,))
    [(number,)] = raw.execute("SELECT last_insert_rowid()").fetchall()
    raw.execute(
        "INSERT INTO person_find (rowid, words, sounds, places) VALUES (?, ?, ?, ?)", (number, *save.words)
    )
    raw.execute("INSERT INTO person_find_alike (rowid, keys) VALUES (?, ?)", (number, save.alike))
    raw.execute("UPDATE series SET last = last WHERE name = 'patient'")
    raw.execute("UPDATE here SET number = number, audit_hash = audit_hash")
    raw.execute("COMMIT")


# Search: every keystroke of every name, and of some numbers and villages


def _finds(desk: Desk, raw: Any, people: Sequence[dict[str, Any]]) -> tuple[Times, Times]:
    desk.run(find_people, "warm")
    ours, floor = [], []
    for typed in _keystrokes(people):
        ours.append(milliseconds(partial(desk.run, find_people, typed)))
        floor.append(milliseconds(partial(_find_raw, raw, typed)))
    return Times(ours), Times(floor)


def _keystrokes(people: Sequence[dict[str, Any]]) -> Iterator[str]:
    for at, person in enumerate(people):
        text = (person["name"], person["phone"] or person["number"], f"{person['village']} {person['name']}")[
            at % 3
        ]
        for end in range(1, len(text) + 1):
            if text[end - 1] != " ":
                yield text[:end]


def _find_raw(raw: Any, typed: str) -> list[Any]:
    """The least a search can do: one full-text question for what is typed, beginnings of each word."""
    match = " AND ".join(f'"{word}" *' for word in typed.replace("-", " ").split())
    found: list[Any] = raw.execute(
        "SELECT rowid FROM person_find WHERE person_find MATCH ? LIMIT 60", (match,)
    ).fetchall()
    return found


# Duplicate check: the form as it fills


def _checks(desk: Desk, raw: Any, people: Sequence[dict[str, Any]]) -> tuple[Times, Times]:
    desk.run(likely_duplicates, Draft("warm"))
    ours, floor = [], []
    for draft in _drafts(people):
        ours.append(milliseconds(partial(desk.run, likely_duplicates, draft)))
        floor.append(milliseconds(partial(_check_raw, raw, alike_words(_compared(draft)))))
    return Times(ours), Times(floor)


def _drafts(people: Sequence[dict[str, Any]]) -> Iterator[Draft]:
    for person in people:
        first = Draft(phone=person["phone"])
        named = replace(first, name=person["name"])
        yield from (first, replace(first, name=person["name"][:5]), named)
        yield replace(
            named, sex=person["sex"], born_on=person["born_on"], birth_is_estimated=person["birth_is_estimated"],
            village=person["village"],
        )  # fmt: skip


def _compared(draft: Draft) -> Person:
    return Person(
        draft.name, draft.sex, draft.born_on, draft.birth_is_estimated, draft.phone, None, draft.village
    )


def _check_raw(raw: Any, words: Sequence[str]) -> list[Any]:
    """The least a check can do: one full-text question for any of the keys, and the rows it names."""
    if not words:
        return []
    found: list[Any] = raw.execute(
        "SELECT p.name FROM person_key k JOIN patient p ON p.id = k.id WHERE k.nr IN "
        "(SELECT rowid FROM person_find_alike WHERE person_find_alike MATCH ? LIMIT 60)",
        (" OR ".join(words),),
    ).fetchall()
    return found


if __name__ == "__main__":
    json.dump(
        figures(Path("build/speed"), [int(size) for size in sys.argv[1:]] or SIZES), sys.stdout, indent=1
    )
