"""The words that travel: a change of one record, and the work it belongs to. Values are wire primitives."""

from collections.abc import Collection, Sequence
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
    """A work with its changes written out once, and the digest that names its contents.

    Of a work that reaches beyond a laptop's scope only a part comes here: `positions` says which changes. The
    digest is that of the whole.
    """

    work: SavedWork
    edit: Edit
    bodies: list[bytes]
    digest: bytes
    positions: tuple[int, ...] | None = None

    @property
    def places(self) -> Sequence[int]:
        """Where each of the changes stands in the whole work."""
        return range(len(self.bodies)) if self.positions is None else self.positions

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies)) + 100


def packed(work: SavedWork) -> PackedWork:
    bodies = [encode(change) for change in work.changes]
    return PackedWork(work, Edit(work.writer, work.number), bodies, _digest(work, bodies))


def part_of(work: SavedWork, digest: bytes, positions: Sequence[int]) -> PackedWork:
    """Changes of a work, at these places of the whole that `digest` names."""
    bodies = [encode(change) for change in work.changes]
    return PackedWork(work, Edit(work.writer, work.number), bodies, digest, tuple(positions))


def without(work: PackedWork, dropped: Collection[tuple[str, bytes]]) -> PackedWork:
    """The work less its changes of these rows (kind, id); the same if it has none of them."""
    kept = [
        (place, change)
        for place, change in zip(work.places, work.work.changes, strict=True)
        if (change.kind, change.record) not in dropped
    ]
    if len(kept) == len(work.work.changes):
        return work
    less = msgspec.structs.replace(work.work, changes=[change for _, change in kept])
    return part_of(less, work.digest, [place for place, _ in kept])


def digest_of(work: SavedWork) -> bytes:
    """SHA-256 over the whole work: what the audit chain, a batch's signature and the cursor refer to."""
    return packed(work).digest


def _digest(work: SavedWork, bodies: list[bytes]) -> bytes:
    head = (
        work.writer, work.number, work.deed, work.author, work.grant, work.at, work.offset, work.label,
        len(bodies),
    )  # fmt: skip
    return sha256(b"shivir-work-1" + encode(head) + b"".join(bodies)).digest()
