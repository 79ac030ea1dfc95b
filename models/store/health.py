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

    What the log file (`-wal`) held beyond a damaged frame cannot be told from a save that was never finished.
    """
    try:
        connection = connect(path, key)
    except StoreUnwell as illness:
        if illness.kind is Ailment.DAMAGED:
            return ("the first page does not open",)
        raise
    try:
        return _said(connection, "cipher_integrity_check") or tuple(
            line for line in _said(connection, f"quick_check({ENOUGH})") if line != "ok"
        )
    finally:
        connection.close()


def _said(connection: Any, pragma: str) -> tuple[str, ...]:
    try:
        rows = connection.execute(f"PRAGMA {pragma}").fetchall()
    except dbapi2.Error as error:
        illness = unwell(error)
        if illness is None or illness.kind is not Ailment.DAMAGED:
            raise illness or error from error
        return (f"{pragma} could not be answered",)
    return tuple(str(row[0]) for row in rows[:ENOUGH])
