"""The sealed file itself: records written one after another, and read back only if every bit is as it was.

Chunks are sealed one by one under the file's own key, each with its place and whether it is the last, so that
none can be left out, put elsewhere or added. Both ways the memory it takes is that of one record.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import IO
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from models.ledger.certificate import Certificate
from models.store.keys import seal, unseal
from sync.bundle.shape import (
    MAGIC,
    MOST_HEAD,
    MOST_RECEIVERS,
    MOST_RECORD,
    OLDEST,
    VERSION,
    Content,
    Head,
    Manifest,
    Receiver,
    Record,
    manifest_words,
)
from sync.handshake import is_signed, signed
from sync.trouble import Trouble

CHUNK = 1 << 16
TAG = 16
_SIZE = 4


class Writer:
    """Writes a bundle. Not whole until `close`."""

    def __init__(self, file: IO[bytes], head: bytes, key: bytes) -> None:
        self._file = file
        self._aead = AESGCM(key)
        self._about = sha256(MAGIC + head).digest()
        self._place = 0
        self._rest = bytearray()
        self._many = 0
        self._digest = sha256()
        file.write(MAGIC + len(head).to_bytes(_SIZE, "big") + head)

    def put(self, record: Record) -> None:
        packed = msgspec.msgpack.encode(record)
        framed = len(packed).to_bytes(_SIZE, "big") + packed
        if len(packed) > MOST_RECORD:
            raise ValueError("a record is too large")
        self._digest.update(framed)
        self._many += 1
        self._write(framed)

    def close(self, sign_private: bytes) -> None:
        """Sign all of it."""
        digest = self._digest.digest()
        signature = signed(sign_private, manifest_words(self._about, self._many, digest))
        packed = msgspec.msgpack.encode(Manifest(self._many, digest, signature))
        self._write(len(packed).to_bytes(_SIZE, "big") + packed)
        self._seal(bytes(self._rest), is_last=True)
        self._file.flush()

    def _write(self, plain: bytes) -> None:
        self._rest += plain
        while len(self._rest) > CHUNK:
            self._seal(bytes(self._rest[:CHUNK]), is_last=False)
            del self._rest[:CHUNK]

    def _seal(self, plain: bytes, is_last: bool) -> None:
        self._file.write(self._aead.encrypt(_nonce(self._place, is_last), plain, self._about))
        self._place += 1


def head_for(
    clinic: UUID, content: Content, made_at: int, certificate: bytes, receivers: Sequence[tuple[UUID, bytes]],
    random: Callable[[int], bytes],
) -> tuple[bytes, bytes]:  # fmt: skip
    """The head of a new bundle, and its key. `receivers` are devices with the keys they are sealed to by."""
    key, bundle = random(32), random(16)
    sealed = [Receiver(one.bytes, seal(public, key, bundle, random)) for one, public in receivers]
    return msgspec.msgpack.encode(
        Head(VERSION, clinic.bytes, bundle, content, made_at, certificate, sealed)
    ), key


def read_head(file: IO[bytes]) -> tuple[Head, bytes]:
    """The head, and the digest that all of the file is bound to. Leaves the file at its first chunk."""
    file.seek(0)
    if file.read(len(MAGIC)) != MAGIC:
        raise Trouble("file_other")
    size = int.from_bytes(file.read(_SIZE), "big")
    if not 0 < size <= MOST_HEAD:
        raise Trouble("file_damaged")
    packed = file.read(size)
    try:
        version = msgspec.msgpack.decode(packed, type=list[object])[:1]
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Trouble("file_damaged") from error
    if version and isinstance(version[0], int) and version[0] != VERSION:
        raise Trouble("file_too_new" if version[0] > VERSION else "file_too_old")
    try:
        head = msgspec.msgpack.decode(packed, type=Head)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Trouble("file_damaged") from error
    if len(head.receivers) > MOST_RECEIVERS or not head.version >= OLDEST:
        raise Trouble("file_damaged")
    return head, sha256(MAGIC + packed).digest()


def key_of(head: Head, device: UUID, seal_private: bytes) -> bytes:
    """The file's key, for a device it was sealed to."""
    for receiver in head.receivers:
        if receiver.device == device.bytes:
            key = unseal(seal_private, receiver.key, head.bundle)
            if key is None or len(key) != 32:
                raise Trouble("file_damaged")
            return key
    raise Trouble("file_not_for_us")


def read_records(file: IO[bytes], key: bytes, about: bytes, sender: Certificate) -> Iterator[Record]:
    """The records from where the file stands, without the manifest, which is checked when all were given."""
    plain = _Plain(file, AESGCM(key), about)
    digest, many = sha256(), 0
    while True:
        size = plain.take(_SIZE)
        length = int.from_bytes(size, "big")
        if not 0 < length <= MOST_RECORD:
            raise Trouble("file_damaged")
        packed = plain.take(length)
        try:
            record = _RECORDS.decode(packed)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise Trouble("file_damaged") from error
        if isinstance(record, Manifest):
            break
        digest.update(size + packed)
        many += 1
        yield record
    words = manifest_words(about, record.many, record.digest)
    is_whole = plain.is_at_end and (record.many, record.digest) == (many, digest.digest())
    if not is_whole or not is_signed(sender.sign_public, record.signature, words):
        raise Trouble("file_damaged")


class _Plain:
    """The opened chunks as one stream."""

    def __init__(self, file: IO[bytes], aead: AESGCM, about: bytes) -> None:
        self._file, self._aead, self._about = file, aead, about
        self._place = 0
        self._rest = bytearray()
        self._next = file.read(CHUNK + TAG)

    @property
    def is_at_end(self) -> bool:
        return not self._rest and not self._next

    def take(self, many: int) -> bytes:
        while len(self._rest) < many:
            if not self._next:
                raise Trouble("file_damaged")
            sealed, self._next = self._next, self._file.read(CHUNK + TAG)
            try:
                self._rest += self._aead.decrypt(_nonce(self._place, not self._next), sealed, self._about)
            except (InvalidTag, ValueError) as error:
                raise Trouble("file_damaged") from error
            self._place += 1
        taken = bytes(self._rest[:many])
        del self._rest[:many]
        return taken


def _nonce(place: int, is_last: bool) -> bytes:
    return place.to_bytes(11, "big") + bytes([is_last])


_RECORDS: msgspec.msgpack.Decoder[Record] = msgspec.msgpack.Decoder(Record)
