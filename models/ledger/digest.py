"""What two copies must have alike: a digest of each table over ids, values and the edits that stand."""

from hashlib import sha256

from sqlalchemy import Connection, select

from models.base import Synced, synced_kinds, table_of
from models.ledger import rows
from models.ledger.change import encode
from models.ledger.merge import RowState


def digests(connection: Connection) -> dict[str, bytes]:
    """The digest of every synced kind that has rows here. Equal where copies agree, whatever road works took."""
    found = {kind: digest_of_kind(connection, model) for kind, model in sorted(synced_kinds().items())}
    return {kind: digest for kind, digest in found.items() if digest is not None}


def digest_of_kind(connection: Connection, model: type[Synced]) -> bytes | None:
    """None for a table without rows, as a copy that does not know the kind yet has none either."""
    table = table_of(model)
    ids = [key.bytes for key in connection.scalars(select(table.c.id).order_by(table.c.id))]
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
