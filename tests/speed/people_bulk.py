"""A clinic with a hundred thousand or a million patients, written once into a folder and kept there.

Everything a save would have left is there: records, journal, audit, search entries. `python -m tests.speed.people_bulk`
writes both sizes under `build/speed` and says how long it took.
"""

import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy import Connection, insert, select, update

from models.base import moment, table_of
from models.identity import uuid7
from models.ledger.audit import AuditEntry, Told, chained
from models.ledger.change import Change, SavedWork, packed
from models.ledger.device import Here, Series
from models.ledger.journal import write_down
from models.ledger.wire import to_wire
from models.migrations import FOLDER
from models.people.names import key_version
from models.people.patient import Patient
from models.people.search import write_entries
from models.store.store import Store, connect, open_store
from models.vocabulary import Sex
from tests.clinics import KEY, NOON, found_in

SIZES = (100_000, 1_000_000)
IN_ONE_WORK = 500
IN_ONE_COMMIT = 10_000
FULL_TEXT = ("person_find", "person_find_alike")
HASH_SIZE = "INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {size})"
IN_MEMORY, USUAL = 64 << 20, 1 << 20
"""How much full text gathers before it writes a segment: more of it, fewer merges."""
BEGAN_MS = int(NOON.timestamp() * 1000) - 400 * 86_400_000

WOMEN = """
Sunita Lakshmi Asha Fatima Meena Kavita Anita Geeta Rekha Pooja Shanti Phulmani Nirmala Rashida Manju Sushila Radha
Sita Savitri Parvati Durga Kamla Vimla Usha Urmila Sarita Babita Mamta Suman Neha Priya Ritu Jyoti Kiran Seema Reena
Mina Tara Yamuna Saraswati Saroj Shobha Sudha Pushpa Champa Chameli Ayesha Zubeda
"""
MEN = """
Ramesh Imran Harpreet Gopal Salim Suresh Joseph Bishnu Abdul Jaswant Sukhram Deepak Kailash Rajesh Mukesh Santosh Vijay
Sanjay Anil Sunil Rakesh Dinesh Mahesh Ganesh Ravi Mohan Shyam Krishna Mohammed Vikas Arjun Birsa Sukra Budhram Jagdish
Kishori Lalit Manoj Naresh Omprakash Pappu Raju Shankar Tulsi Umesh Yusuf
"""
SURNAMES = """
Devi Kumar Singh Yadav Sharma Verma Gupta Prasad Kumari Bai Khatun Begum Shaikh Khan Ansari Ekka Toppo Minz Lakra Kujur
Munda Oraon Mahto Sahu Patel Das Nair Pillai Rao Reddy Joshi Mishra Tiwari Pandey Chaudhary Mehta
"""
SYLLABLES = "ba bi bu da di du ga ha ja ji ka ki ko la li ma mi mo na ni pa ra ri ro sa si su ta ti va vi ya"


class Names:
    """Names as unevenly spread as real ones: a few borne by thousands, thousands borne by a few."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        rare = [self._made() for _ in range(3_000)]
        self._given = {
            sex: [*names.split(), *rare[:1_500]] for sex, names in ((Sex.FEMALE, WOMEN), (Sex.MALE, MEN))
        }
        self._surnames = [*SURNAMES.split(), *rare[1_500:]]
        self._villages = [self._made() for _ in range(3_000)]

    def _made(self) -> str:
        return "".join(
            self.chance.choices(SYLLABLES.split(), k=self.chance.choice((2, 3, 3, 4)))
        ).capitalize()

    def _picked(self, names: Sequence[str]) -> str:
        """Earlier ones far oftener."""
        return names[int(len(names) * self.chance.random() ** 3)]

    def patient(self, number: int) -> dict[str, Any]:
        chance = self.chance
        sex = chance.choice((Sex.FEMALE, Sex.MALE))
        born_on, estimated = date(chance.randrange(1940, 2026), 7, 1), True
        if chance.random() < 0.3:
            born_on, estimated = (
                born_on.replace(month=chance.randrange(1, 13), day=chance.randrange(1, 29)),
                False,
            )
        phone = 6_000_000_000 + chance.randrange(4_000_000_000) // 997 * 997
        return {
            "number": f"RMP-A1-{number:05d}",
            "name": f"{self._picked(self._given[sex])} {self._picked(self._surnames)}",
            "sex": sex,
            "born_on": born_on,
            "birth_is_estimated": estimated,
            "phone": str(phone) if chance.random() < 0.8 else None,
            "relative_name": f"{self._picked(self._given[Sex.MALE])} {self._picked(self._surnames)}",
            "village": self._picked(self._villages),
        }


def store_with(folder: Path, count: int, told: Any = sys.stderr) -> Path:
    """The store with so many patients, written now if it was not yet, or under another schema."""
    path = folder / f"people-{count}-{_schema():08x}.db"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"people-{count}-*.db*"):
        old.unlink()
    half = path.with_suffix(".half")
    for old in folder.glob(f"{half.name}*"):
        old.unlink()
    began = time.perf_counter()
    found_in(half)
    _fill(half, count)
    half.rename(path)
    size = path.stat().st_size / 1e6
    print(f"{count:,} patients: {time.perf_counter() - began:.0f} s, {size:.0f} MB", file=told)
    return path


def _schema() -> int:
    """Names the schema and the search keys of today: a store written under others would not be ours."""
    files = sorted((FOLDER / "versions").glob("*.py"))
    return crc32(b"".join(file.read_bytes() for file in files), key_version())


def _fill(path: Path, count: int) -> None:
    """The writing lane without a journal and with room in memory: a power cut here costs only time."""
    store = open_store(path, KEY)
    names = Names(count)
    _set(store, "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -400000")
    _set(store, *(HASH_SIZE.format(table=table, size=IN_MEMORY) for table in FULL_TEXT))
    for first in range(1, count + 1, IN_ONE_COMMIT):
        numbers = range(first, min(first + IN_ONE_COMMIT, count + 1))
        with store.write_engine.begin() as connection:
            _write(connection, [(number, names.patient(number)) for number in numbers])
    with store.write_engine.begin() as connection:
        connection.execute(insert(Series), [{"name": "patient A1", "last": count}])
    _set(
        store,
        *(HASH_SIZE.format(table=table, size=USUAL) for table in FULL_TEXT),
        "PRAGMA journal_mode = WAL",
    )
    store.close()


def _set(store: Store, *statements: str) -> None:
    """On the one connection that writes, outside any transaction."""
    with store.write_engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        for statement in statements:
            raw.execute(statement).fetchall()


def _write(connection: Connection, patients: Sequence[tuple[int, dict[str, Any]]]) -> None:
    here = connection.execute(select(*Here.__table__.columns)).one()
    account = connection.exec_driver_sql("SELECT id FROM account LIMIT 1").scalar_one()
    works = list(_works(here, account, patients))
    rows = [
        {
            "id": UUID(bytes=change.record), "origin": work.writer, "edit": work.number,
            "made_at": moment(work.at), "made_surely": False, "made_by": UUID(bytes=account),
            **_whole(patient),
        }
        for work, some in works
        for change, (_, patient) in zip(work.changes, some, strict=True)
    ]  # fmt: skip
    connection.execute(insert(table_of(Patient)), rows)
    numbers = [number for number, _ in patients]
    connection.exec_driver_sql(
        "INSERT INTO person_key (nr, id, kind) VALUES (?, ?, 'patient')",
        [(number, row["id"].bytes) for number, row in zip(numbers, rows, strict=True)],
    )
    write_entries(connection, list(zip(numbers, rows, strict=True)))
    written = [packed(work) for work, _ in works]
    write_down(connection, here.arrival + 1, written)
    told = [
        Told(one.work.at, one.work.deed, account, work=one.work.number, digest=one.digest) for one in written
    ]
    entries = list(chained(here.writer, here.audit_number, here.audit_hash, told))
    connection.execute(insert(AuditEntry), entries)
    connection.execute(
        update(Here).values(
            number=here.number + len(works), arrival=here.arrival + len(works),
            audit_number=entries[-1]["number"], audit_hash=entries[-1]["hash"],
        )
    )  # fmt: skip


def _whole(patient: dict[str, Any]) -> dict[str, Any]:
    """The patient with a value for every column, as a row needs it."""
    blank: dict[str, Any] = dict.fromkeys(
        ("name_other", "relative_is", "phone_other", "address", "district", "state", "pin", "blood_group",
         "abha_number", "abha_address", "emergency_name", "emergency_phone", "edits", "extra", "withdrawn")
    )  # fmt: skip
    return blank | {"language": "hi", "large_print": False, "allergies_asked": "not_asked"} | patient


def _works(
    here: Any, account: bytes, patients: Sequence[tuple[int, dict[str, Any]]]
) -> Iterator[tuple[SavedWork, Sequence[tuple[int, dict[str, Any]]]]]:
    for at, start in enumerate(range(0, len(patients), IN_ONE_WORK), 1):
        some = patients[start : start + IN_ONE_WORK]
        when = BEGAN_MS + some[0][0] * 30
        changes = [_change(number, patient) for number, patient in some]
        yield (
            SavedWork(here.writer, here.number + at, "import", account, None, when, None, changes, "bulk"),
            some,
        )


def _change(number: int, patient: dict[str, Any]) -> Change:
    key = uuid7(moment(BEGAN_MS + number * 30), number.to_bytes(10, "big"))
    fields = {name: value for name, value in to_wire(Patient, _whole(patient)).items() if value is not None}
    return Change(Patient.kind, key.bytes, True, 0, fields)


def raw_connection(path: Path) -> Any:
    """A bare connection to a store of these, as durable as the program's own."""
    return connect(path, KEY)


if __name__ == "__main__":
    for size in SIZES:
        store_with(Path("build/speed"), size)
