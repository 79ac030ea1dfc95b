"""What two copies must have alike: a digest of each table over ids, values and the edits that stand."""

from hashlib import sha256

from sqlalchemy import Connection

from models.base import Synced, synced_kinds
from models.ledger import crossing, rows
from models.ledger.change import encode
from models.ledger.leaving import leaving_of
from models.ledger.merge import RowState
from models.ledger.scopes import WHOLE, Scope


def digests(connection: Connection, scope: Scope = WHOLE) -> dict[str, bytes]:
    """The digest of every synced kind that has rows here. Equal where copies agree, whatever road works took.

    With a scope, of the rows that a laptop of that scope holds. Rows on their way out are not counted.
    """
    found: dict[str, bytes] = {}
    for kind, model in sorted(synced_kinds().items()):
        ids = crossing.ids_inside(connection, scope, kind)
        leaving = leaving_of(connection, kind)
        digest = digest_of_rows(connection, model, [key for key in ids if key not in leaving])
        if digest is not None:
            found[kind] = digest
    return found


def digest_of_rows(connection: Connection, model: type[Synced], ids: list[bytes]) -> bytes | None:
    """None for no rows, as a copy that does not know the kind yet has none either."""
    if not ids:
        return None
    digest = sha256(b"shivir-table-1")
    for start in range(0, len(ids), 500):
        states = rows.read(connection, model, ids[start : start + 500])
        for key in ids[start : start + 500]:
            digest.update(encode(_essence(key, states[key])))
    return digest.digest()


def _essence(key: bytes, state: RowState) -> tuple[object, ...]:
    values = {name: value for name, value in state.values.items() if value is not None}
    standing = {
        name: [(one.edit.writer, one.edit.number, one.value) for one in several]
        for name, several in state.standing.items()
    }
    return key, [make.edit for make in state.makes], values, standing


def check_code(found: dict[str, bytes]) -> str:
    """All of it as four groups that people compare: 7F3A 91C2 D04E 66B1."""
    whole = sha256(encode(found)).hexdigest()[:16].upper()
    return " ".join(whole[start : start + 4] for start in range(0, 16, 4))
