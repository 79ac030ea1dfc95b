"""Whether a store is whole: every page's seal first, then what the pages say to one another."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from models.store.store import connect
from models.store.unwell import Ailment, StoreUnwell, unwell

ENOUGH = 20
"""So many problems are named; one would do."""


def problems(path: Path, key: bytes) -> tuple[str, ...]:
    """What is wrong with the file at `path`, for the log; nothing if it is whole. The key was checked before.

    The log is brought in first, as SQLite would at the next save: a cut while it was being brought in leaves torn
    pages that the log still holds whole, and `cipher_integrity_check` looks at the file alone. What the log held
    beyond a damaged frame cannot be told from a save that was never finished.
    """
    try:
        connection = connect(path, key)
    except StoreUnwell as illness:
        if illness.kind is Ailment.DAMAGED:
            return ("the first page does not open",)
        raise
    try:
        for check in ("wal_checkpoint(TRUNCATE)", "cipher_integrity_check", f"quick_check({ENOUGH})"):
            told = _said(connection, check)
            if told:
                return told
        return ()
    finally:
        connection.close()


def _said(connection: Any, check: str) -> tuple[str, ...]:
    try:
        rows = connection.execute(f"PRAGMA {check}").fetchall()
    except dbapi2.Error as error:
        illness = unwell(error)
        if illness is None or illness.kind is not Ailment.DAMAGED:
            raise illness or error from error
        return (f"{check} could not be answered",)
    return tuple(row[0] for row in rows[:ENOUGH] if isinstance(row[0], str) and row[0] != "ok")
