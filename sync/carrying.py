"""Signed works of a laptop that others pass on unchanged: a hub, or a file carried by hand.

Whoever carries vouches for nothing. The server checks the clinic's word for the laptop that signed, and the
laptop's for its works, and judges them as if that laptop had brought them.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from models.ledger.certificate import Certificate
from models.ledger.change import PackedWork, SavedWork, packed
from sync.batch import Batch, Malformed, pack, unpack
from sync.exchange import Chain, proof
from sync.frame import Unreadable
from sync.frame import pack as write
from sync.frame import unpack as read
from sync.handshake import certified, is_signed, signed

Run = tuple[bytes, int, int]
"""Works of a writer, from the first to the last."""

MOST_OFFERED = 2000


class Carried(msgspec.Struct, frozen=True, array_like=True):
    """What a laptop signed: works, and a piece of the audit chain of `writer`, its present name."""

    certificate: bytes
    writer: bytes
    signature: bytes
    batch: Batch | None = None
    chain: Chain | None = None


class Offered(msgspec.Struct, frozen=True, array_like=True):
    """One piece by its contents: whose works, and up to where in the audit chain of which writer."""

    runs: list[Run]
    head: tuple[bytes, int] | None = None


class Offer(msgspec.Struct, frozen=True):
    """What a carrier has that it did not bring yet."""

    pieces: list[Offered]


class Lacking(msgspec.Struct, frozen=True):
    """Which of the offered pieces (by place) are not here in full. The others are, by arrival `arrival`."""

    places: list[int]
    arrival: int


class Delivery(msgspec.Struct, frozen=True):
    """Pieces as they came: each a `Carried`, packed."""

    pieces: list[bytes]


class Kept(msgspec.Struct, frozen=True):
    """All of it is held durably here by arrival `arrival`, but for pieces (by place) that nobody could believe.

    `confirmed` says of each writer in them up to which number all its works are here.
    """

    confirmed: list[tuple[bytes, int]]
    refused: list[tuple[int, str]]
    arrival: int


class Unbelievable(Exception):
    """A piece that no laptop of this clinic signed, or that was changed since; `key` says which."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Signed(NamedTuple):
    """A piece that was checked: who signed it, and what."""

    laptop: Certificate
    certificate: bytes
    writers: list[bytes]
    works: list[PackedWork]
    chain: Chain | None
    signature: bytes


def checked(body: bytes, root_public: bytes, clinic: bytes) -> Signed:
    """What a piece holds. `Unbelievable` unless a laptop of the clinic signed exactly this."""
    try:
        carried = read(Carried, body)
        works = [] if carried.batch is None else [packed(work) for work in unpack(carried.batch)]
    except (Unreadable, Malformed) as error:
        raise Unbelievable("unreadable") from error
    laptop = certified(carried.certificate, root_public, None)
    if laptop is None or laptop.clinic != clinic:
        raise Unbelievable("unknown_laptop")
    if not are_named(works) or len(carried.writer) != 8:
        raise Unbelievable("unreadable")
    words = proof(laptop.device, [work.digest for work in works], carried.writer, carried.chain)
    if not is_signed(laptop.sign_public, carried.signature, words):
        raise Unbelievable("not_signed")
    writers = [carried.writer, *sorted({work.edit.writer for work in works} - {carried.writer})]
    return Signed(laptop, carried.certificate, writers, works, carried.chain, carried.signature)


def signed_piece(
    certificate: bytes, device: bytes, sign_private: bytes, writer: bytes, works: Sequence[SavedWork]
) -> tuple[bytes, bytes, bytes]:
    """Works as their laptop signs them to be passed on: the piece, packed; its runs and head; the signature."""
    whole = [packed(work) for work in works]
    signature = signed(sign_private, proof(device, [work.digest for work in whole], writer, None))
    piece = Carried(certificate, writer, signature, pack(works))
    return write(piece), msgspec.msgpack.encode((runs_of(whole), None)), signature


def are_named(works: Sequence[PackedWork]) -> bool:
    """Whether each work has a name that can be kept."""
    return all(len(work.edit.writer) == 8 and 0 < work.edit.number < 2**63 for work in works)


def runs_of(works: Sequence[PackedWork]) -> list[Run]:
    """The works by name, in their order, as stretches of numbers that follow each other."""
    runs: list[Run] = []
    for work in works:
        writer, number = work.edit
        if runs and runs[-1][0] == writer and runs[-1][2] == number - 1:
            runs[-1] = (writer, runs[-1][1], number)
        else:
            runs.append((writer, number, number))
    return runs
