"""What makes a person findable: words, sounds and numbers, derived from the row and never a change themselves.

`person_key` gives each patient and each camp registration a small whole number; the full-text table
`person_find` is keyed by it and keeps no text of its own, so it costs little and is made anew at any time.
Full text is SQLite's; a server on another database does without, as nobody searches there.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, LargeBinary, bindparam, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identity, Local
from models.people.names import search_words, sound_keys

WHAT_IS_FOUND = {
    "patient": ("name", "name_other", "number", "phone", "phone_other", "abha_number", "village"),
    "registration": ("name", "name_other", "number", "phone", "village"),
}


class PersonKey(Local, Base):
    """The small number under which a person's search entries lie."""

    __tablename__ = "person_key"

    nr: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[str]


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
    return " ".join(words), " ".join(dict.fromkeys(sounds)), " ".join(search_words(row["village"] or ""))


def number_words(number: str | None) -> list[str]:
    """A number is found by its beginning, by its last four digits, and a patient number by its counter alone."""
    if not number:
        return []
    parts = [part.lower() for part in number.replace("-", " ").split()]
    whole = "".join(parts)
    return [whole, whole[-4:], *(part.lstrip("0") or "0" for part in parts if len(parts) > 1)]


def _index(connection: Connection, kind: str, ids: Sequence[UUID]) -> None:
    if connection.dialect.name != "sqlite":
        return
    for start in range(0, len(ids), 500):
        _index_some(connection, kind, ids[start : start + 500])


def _index_some(connection: Connection, kind: str, ids: Sequence[UUID]) -> None:
    keys = _keys(connection, kind, ids)
    columns = ", ".join(WHAT_IS_FOUND[kind])
    rows = connection.execute(
        text(f"SELECT id, {columns} FROM {kind} WHERE id IN :ids").bindparams(
            bindparam("ids", [key.bytes for key in ids], type_=LargeBinary(16), expanding=True)
        )
    ).mappings()
    found = [(keys[UUID(bytes=row["id"])], *entries(row)) for row in rows]
    _replace(connection, found)


def _keys(connection: Connection, kind: str, ids: Iterable[UUID]) -> dict[UUID, int]:
    ask = text("SELECT nr FROM person_key WHERE id = :id").bindparams(bindparam("id", type_=Identity()))
    make = text("INSERT INTO person_key (id, kind) VALUES (:id, :kind) RETURNING nr").bindparams(
        bindparam("id", type_=Identity())
    )
    keys = {}
    for key in ids:
        number = connection.execute(ask, {"id": key}).scalar()
        keys[key] = (
            connection.execute(make, {"id": key, "kind": kind}).scalar_one() if number is None else number
        )
    return keys


def _replace(connection: Connection, found: Sequence[tuple[int, str, str, str]]) -> None:
    if found:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO person_find (rowid, words, sounds, places) VALUES (?, ?, ?, ?)",
            list(found),
        )
