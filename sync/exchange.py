"""The two messages of a round: what a laptop brings and asks for, and what it is answered."""

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from models.ledger.change import encode
from models.ledger.joining import State
from sync.batch import Batch

VERSION = 1


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """How far somebody has read in a peer's journal. `mark` is the beginning of the digest of the work there."""

    peer: bytes
    epoch: bytes
    scope: int
    arrival: int
    mark: bytes


class Chain(msgspec.Struct, frozen=True, array_like=True):
    """A piece of the sender's audit chain: its entries after number `after` up to `upto`, and the hash there.

    `told` are those the receiver cannot derive from works (reads, prints, sign-ins): (number, at, deed, account,
    kind, record, detail).
    """

    after: int
    upto: int
    hash: bytes
    told: list[tuple[int, int, str, bytes | None, str | None, bytes | None, str | None]] = []


class Request(msgspec.Struct, frozen=True, omit_defaults=True):
    """`writers` are the sender's own names with their last numbers, the present one first.

    `signature` is the device's, over the digests of the works and the head of the chain. `want` is how many
    compressed bytes of others' works may come back. `cursor` also acknowledges what was applied. `again` asks for
    the sender's own works too, of which it may have purged rows; `snapshots`: it can begin with one.
    """

    version: int
    program: str
    writers: list[tuple[bytes, int]]
    want: int
    cursor: Cursor | None = None
    batch: Batch | None = None
    chain: Chain | None = None
    signature: bytes = b""
    again: bool = False
    snapshots: bool = False


class Held(msgspec.Struct, frozen=True, array_like=True):
    """A work of the sender's that is not taken yet, and the key of the reason."""

    writer: bytes
    number: int
    reason: str


class SnapshotOffer(msgspec.Struct, frozen=True):
    """A snapshot, and where the journal is to be read on from once it is taken in. `size` is in bytes."""

    name: str
    key: bytes
    size: int
    rows: int
    digest: bytes
    cursor: Cursor


class Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    """`now` is the server's clock in ms, 0 from a hub that no server told the time; `confirmed` says of each of the
    sender's writers up to which number all its works are held durably here; `held` are those among them that wait
    for somebody to deal with them. `chain` is how much of the audit chain is here, `backed_up` the arrival the last
    verified backup covers.

    `fault` is a key: `unknown_cursor` (read from the beginning again), `behind` (the sender's store is older than
    what it brought before: it must take a new writer), `revoked`.

    `entered` are rows that came into the sender's scope, as they stand, `left` those that are not in it (any more).
    `scope` names what the sender is to hold, to one who reads from the beginning.
    """

    version: int
    now: int
    cursor: Cursor
    confirmed: list[int]
    chain: int = 0
    backed_up: int = 0
    held: list[Held] = []
    batch: Batch | None = None
    more: bool = False
    fault: str | None = None
    entered: list[State] = []
    left: list[tuple[str, bytes]] = []
    scope: str | None = None
    snapshot: SnapshotOffer | None = None


class Fault(msgspec.Struct, frozen=True):
    """The answer to what is not an exchange: the key of what is wrong."""

    fault: str


class Refusal(Exception):
    """A request that cannot be answered as asked: an HTTP status and a key from `sync/trouble.py`."""

    def __init__(self, status: int, fault: str, retry_after: int | None = None) -> None:
        super().__init__(fault)
        self.status = status
        self.fault = fault
        self.retry_after = retry_after


def proof(device: bytes, digests: Sequence[bytes], writer: bytes, chain: Chain | None) -> bytes:
    """What a device signs with each batch: the digests of the works in order, and the head of its chain."""
    head = None if chain is None else (writer, chain.upto, chain.hash)
    works = sha256(b"".join(digests)).digest()
    return b"shivir-batch-1" + encode((device, len(digests), works, head))
