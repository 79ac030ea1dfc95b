"""The words that travel: a change of one record, and the work it belongs to. Values are wire primitives."""

from hashlib import sha256
from typing import Any, NamedTuple

import msgspec


class Edit(NamedTuple):
    """The name of one change of one field: the work `number` of `writer`."""

    writer: bytes
    number: int


class Change(msgspec.Struct, frozen=True, array_like=True):
    """What one work did to one record.

    `after` is the writer's previous change of this record, 0 if none. `replaces` gives, for each field,
    the edits that stood when the person read it; a field left out of it replaces nothing.
    """

    kind: str
    record: bytes
    made: bool
    after: int
    fields: dict[str, Any]
    replaces: dict[str, list[tuple[bytes, int]]] = {}


class SavedWork(msgspec.Struct, frozen=True, array_like=True):
    """The changes of one use case: taken whole or not at all.

    `at` is the device's clock in milliseconds; `offset` what the server had taught it, None if nothing yet.
    Both are written at the commit and never touched.
    """

    writer: bytes
    number: int
    deed: str
    author: bytes | None
    grant: bytes | None
    at: int
    offset: int | None
    changes: list[Change]
    label: str | None = None

    @property
    def corrected(self) -> int:
        return self.at + (self.offset or 0)

    @property
    def is_sure(self) -> bool:
        return self.offset is not None


MAX_CHANGES = 500
MAX_BYTES = 256_000

encode = msgspec.msgpack.Encoder(order="deterministic").encode
decode_change = msgspec.msgpack.Decoder(Change).decode


class PackedWork(NamedTuple):
    """A work with its changes written out once, and the digest that names its contents."""

    work: SavedWork
    edit: Edit
    bodies: list[bytes]
    digest: bytes

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies)) + 100


def packed(work: SavedWork) -> PackedWork:
    bodies = [encode(change) for change in work.changes]
    return PackedWork(work, Edit(work.writer, work.number), bodies, _digest(work, bodies))


def digest_of(work: SavedWork) -> bytes:
    """SHA-256 over the whole work: what the audit chain, a batch's signature and the cursor refer to."""
    return packed(work).digest


def _digest(work: SavedWork, bodies: list[bytes]) -> bytes:
    head = (
        work.writer, work.number, work.deed, work.author, work.grant, work.at, work.offset, work.label,
        len(bodies),
    )  # fmt: skip
    return sha256(b"shivir-work-1" + encode(head) + b"".join(bodies)).digest()
