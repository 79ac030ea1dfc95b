"""What makes a person findable: words, sounds and numbers, derived from the row and never a change themselves.

`person_key` gives each patient and each camp registration a small whole number; two full-text tables are keyed
by it. They keep no text of their own, so they cost little and are made anew at any time. `person_find` is what
people type: words, sounds and places, with beginnings of up to five letters kept ready. `person_find_alike` holds
the blocking keys by which two records of one person meet.
Full text is SQLite's; a server on another database does without, as nobody searches there.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Select, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Local
from models.people.likeness import Person, blocking_keys
from models.people.names import search_words, sound_keys

WHAT_IS_FOUND = {
    "patient": (
        "name", "name_other", "number", "phone", "phone_other", "abha_number", "abha_address", "village",
        "sex", "born_on", "birth_is_estimated", "relative_name", "pin",
    ),
    "registration": (
        "name", "name_other", "number", "phone", "village", "sex", "born_on", "birth_is_estimated",
        "relative_name",
    ),
}  # fmt: skip


class PersonKey(Local, Base):
    """The small number under which a person's search entries lie."""

    __tablename__ = "person_key"

    nr: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[str]


_NUMBERS = select(PersonKey.id, PersonKey.nr).where(PersonKey.id.in_(bindparam("ids", expanding=True)))


def index_patients(connection: Connection, ids: Sequence[UUID]) -> None:
    """Bring the search entries of these patients up to date with their rows."""
    _index(connection, "patient", ids)


def index_registrations(connection: Connection, ids: Sequence[UUID]) -> None:
    """The same for people registered at a camp."""
    _index(connection, "registration", ids)


def entries(row: Any) -> tuple[str, str, str]:
    """(words, sounds, places) of a person, given as a mapping of the columns that are found by."""
    words = [*search_words(row["name"]), *search_words(row["name_other"] or "")]
    sounds = [*sound_keys(row["name"]), *sound_keys(row["name_other"] or "")]
    for number in (row["number"], row["phone"], row.get("phone_other"), row.get("abha_number")):
        words += number_words(number)
    address = row.get("abha_address")
    if address:
        words.append(address_word(address))
    return " ".join(words), " ".join(dict.fromkeys(sounds)), " ".join(search_words(row["village"] or ""))


def number_words(number: str | None) -> list[str]:
    """A number is found by its beginning and by its last four digits; a patient number also from any of its
    parts on, zeros in front forgotten: RMP-A1-00412 by rmpa1412, a1412 and 412.
    """
    parts = [part.lstrip("0") or "0" for part in re.findall(r"[^\W_]+", (number or "").lower())]
    if not number or not parts:
        return []
    ends = ["".join(parts[at:]) for at in range(len(parts))]
    return [*ends, re.sub(r"\W", "", number.lower())[-4:]]


def address_word(address: str) -> str:
    """An ABHA address as one word: sunita.devi@abdm is sunitadeviabdm."""
    return "".join(letter for letter in address.lower() if letter.isalnum())


def alike_words(person: Person) -> list[str]:
    """The blocking keys of a person as words that hold nothing but letters and digits."""
    return [
        "k" + hashlib.blake2s(key.encode(), digest_size=6).hexdigest()
        for key in sorted(blocking_keys(person))
    ]


def person_of(row: Any) -> Person:
    """What of a row is compared with others, given as a mapping of the columns that are found by."""
    return Person(
        row["name"], row["sex"], row["born_on"], row["birth_is_estimated"], row["phone"], row["relative_name"],
        row["village"], row.get("pin"), row.get("abha_number"),
    )  # fmt: skip


def _index(connection: Connection, kind: str, ids: Sequence[UUID]) -> None:
    if connection.dialect.name != "sqlite":
        return
    for start in range(0, len(ids), 500):
        _index_some(connection, kind, ids[start : start + 500])


def _index_some(connection: Connection, kind: str, ids: Sequence[UUID]) -> None:
    keys = _keys(connection, kind, ids)
    rows = connection.execute(_columns_of(kind), {"ids": list(ids)}).mappings().all()
    write_entries(connection, [(keys[row["id"]], row) for row in rows])
    _forget(connection, [keys[key] for key in keys.keys() - {row["id"] for row in rows}])


def _forget(connection: Connection, numbers: Sequence[int]) -> None:
    """People whose rows are not here any more are not found either."""
    for nr in numbers:
        for table, column in (("person_find", "rowid"), ("person_find_alike", "rowid"), ("person_key", "nr")):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE {column} = ?", (nr,))


@cache
def _columns_of(kind: str) -> Select[Any]:
    """Put together once: building it would take longer than running it."""
    table = Base.metadata.tables[kind]
    columns = (table.c[name] for name in WHAT_IS_FOUND[kind])
    return select(table.c.id, *columns).where(table.c.id.in_(bindparam("ids", expanding=True)))


def _keys(connection: Connection, kind: str, ids: Sequence[UUID]) -> dict[UUID, int]:
    """The small number of each, a new one for who has none."""
    connection.exec_driver_sql(
        "INSERT INTO person_key (id, kind) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind",
        [(key.bytes, kind) for key in ids],
    )
    return {row.id: row.nr for row in connection.execute(_NUMBERS, {"ids": list(ids)})}


def write_entries(connection: Connection, found: Sequence[tuple[int, RowMapping | dict[str, Any]]]) -> None:
    """Write the entries of people, each given as the small number and a mapping of the columns found by."""
    if not found:
        return
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO person_find (rowid, words, sounds, places) VALUES (?, ?, ?, ?)",
        [(number, *entries(row)) for number, row in found],
    )
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO person_find_alike (rowid, keys) VALUES (?, ?)",
        [(number, " ".join(alike_words(person_of(row)))) for number, row in found],
    )
