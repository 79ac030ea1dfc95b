"""The smallest clinic that can be lost: two tables that must agree, an index, a search table."""

import shutil
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine

from models.store.data_folder import DataFolder
from models.store.machine import Machine
from models.store.opening import OpenedStore, open_clinic
from models.store.sign_in import Opened, sign_in
from models.store.way_in import NewUser

ASHA = NewUser(UUID(int=1), "Asha Devi", "admin", "violet ladder under rain")
RAM = NewUser(UUID(int=2), "Ram Prasad", "nurse", "seven quiet mango boats")

TABLES = (
    "CREATE TABLE IF NOT EXISTS record (id BLOB PRIMARY KEY, body TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS change (number INTEGER PRIMARY KEY, body TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS place (code TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS change_body ON change (body)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS record_find USING fts5(words, content='', contentless_delete=1)",
)


def prepare(engine: Engine) -> None:
    with engine.begin() as connection:
        for statement in TABLES:
            connection.exec_driver_sql(statement)


def save(clinic: OpenedStore, number: int, body: str = "") -> None:
    """One use case: a record and its change in one commit."""
    told = body or f"body of {number} " * 12
    with clinic.write_engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO record VALUES (?, ?)", (number.to_bytes(16, "big"), told))
        connection.exec_driver_sql("INSERT INTO change VALUES (?, ?)", (number, told))


def saved(clinic: OpenedStore) -> set[int]:
    """The numbers saved; a record without its change, or the other way round, fails."""
    with clinic.read_engine.connect() as connection:
        records = {
            int.from_bytes(row, "big")
            for row in connection.exec_driver_sql("SELECT id FROM record").scalars()
        }
        changes = set(connection.exec_driver_sql("SELECT number FROM change").scalars())
    assert records == changes
    return records


def copied(machine: Machine, source: Path, target: Path) -> DataFolder:
    """What a machine would find that was switched on with the files of `source` as they are now."""
    shutil.copytree(source, target)
    return DataFolder.claim(target, machine)


def come_in(folder: DataFolder, user: NewUser = ASHA) -> Opened:
    answer = sign_in(folder, user.name, user.password)
    assert isinstance(answer, Opened), answer
    return answer


def reopened(folder: DataFolder, user: NewUser = ASHA) -> OpenedStore:
    return open_clinic(folder, come_in(folder, user), prepare)


def with_password(user: NewUser, password: str) -> NewUser:
    return replace(user, password=password)
