"""What a bundle is made of: a head in the clear, sealed chunks, and in them records, the last of them signed."""

from enum import StrEnum

import msgspec

from sync.exchange import Cursor, Reply

MAGIC = b"SHIVIR-BUNDLE\n"
VERSION, OLDEST = 1, 1
ENDING = ".shivir"

MOST_HEAD = 256_000
MOST_RECEIVERS = 500
MOST_RECORD = 4 << 20
MOST_FILE = 4 << 30


class Content(StrEnum):
    WORKS = "works"
    RECEIPT = "receipt"


class Receiver(msgspec.Struct, frozen=True, array_like=True):
    """A device that can open the file, and the file's key sealed to it."""

    device: bytes
    key: bytes


class Head(msgspec.Struct, frozen=True, array_like=True):
    """The beginning of the file, readable by anybody: it names nobody but machines."""

    version: int
    clinic: bytes
    bundle: bytes
    content: str
    made_at: int
    sender: bytes
    receivers: list[Receiver]


class Piece(msgspec.Struct, frozen=True, tag="piece", array_like=True):
    """Works that a laptop signed: a `Carried`, packed."""

    body: bytes


class Ask(msgspec.Struct, frozen=True, tag="ask", array_like=True):
    """What the sender wants of one receiver: its own writers with their last numbers, and how far it has read."""

    receiver: bytes
    writers: list[tuple[bytes, int]]
    cursor: Cursor | None


class Answer(msgspec.Struct, frozen=True, tag="answer", array_like=True):
    """To an ask: what is confirmed and held, and a page of works from the place `after` on."""

    writers: list[bytes]
    after: Cursor | None
    reply: Reply


class Passed(msgspec.Struct, frozen=True, tag="passed", array_like=True):
    """Pieces, by their signatures, that the receiver holds durably by its arrival `arrival`."""

    signatures: list[bytes]
    arrival: int


class Manifest(msgspec.Struct, frozen=True, tag="manifest", array_like=True):
    """The last record. `signature` is the sender's over the head and all records before, which are `many`."""

    many: int
    digest: bytes
    signature: bytes


Record = Piece | Ask | Answer | Passed | Manifest


def manifest_words(head_digest: bytes, many: int, digest: bytes) -> bytes:
    """What the sender signs."""
    return b"shivir-bundle-1" + head_digest + many.to_bytes(8, "big") + digest
