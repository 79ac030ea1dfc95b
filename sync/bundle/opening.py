"""A bundle is opened: copied from the stick, and verified whole before anybody acts on a word of it."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from uuid import UUID

from sqlalchemy import select

from models.ledger.certificate import Certificate
from models.ledger.device import Here
from sync.batch import Malformed, unpack
from sync.bundle.envelope import key_of, read_head, read_records
from sync.bundle.shape import MOST_FILE, Answer, Ask, Content, Head, Passed, Piece, Record
from sync.carrying import Unbelievable, checked
from sync.handshake import certified
from sync.server.ground import Ground, Itself, itself
from sync.trouble import Trouble

Told = Callable[[float], None]
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file that was found whole: `records` gives it once more, from the copy."""

    head: Head
    sender: Certificate
    here: Itself
    pieces: int
    works: int
    _file: IO[bytes] = field(repr=False)
    _key: bytes = field(repr=False)

    @property
    def is_receipt(self) -> bool:
        return self.head.content == Content.RECEIPT

    def records(self) -> Iterator[Record]:
        _, about = read_head(self._file)
        return read_records(self._file, self._key, about, self.sender)


@contextmanager
def opened(ground: Ground, path: Path, room: Path, told: Told) -> Iterator[Bundle]:
    """The bundle in `path`, copied to the folder `room` while it is used. `Trouble` for anything but a whole one."""
    with ground.reading() as connection:
        here = itself(connection)
        seal_private = connection.scalars(select(Here.seal_private)).one()
    with tempfile.TemporaryFile(dir=room) as file:
        _copy(path, file, told)
        head, about = read_head(file)
        if head.clinic != here.clinic_id.bytes:
            raise Trouble("file_other_clinic")
        sender = certified(head.sender, here.root_public, None)
        if sender is None or sender.clinic != head.clinic:
            raise Trouble("file_unknown_sender")
        if head.content not in list(Content) or seal_private is None:
            raise Trouble("file_damaged")
        key = key_of(head, here.device_id, seal_private)
        pieces = works = 0
        size = max(1, file.seek(0, 2))
        read_head(file)
        for record in read_records(file, key, about, sender):
            found = _sound(record, head, sender, here)
            works += found
            pieces += isinstance(record, Piece)
            told(0.2 + 0.3 * file.tell() / size)
        yield Bundle(head, sender, here, pieces, works, file, key)


def _copy(path: Path, file: IO[bytes], told: Told) -> None:
    try:
        with path.open("rb") as stick:
            size = max(1, path.stat().st_size)
            if size > MOST_FILE:
                raise Trouble("file_too_large")
            while block := stick.read(BLOCK):
                file.write(block)
                if file.tell() > MOST_FILE:
                    raise Trouble("file_too_large")
                told(min(0.2, 0.2 * file.tell() / size))
    except OSError as error:
        raise Trouble("file_unreadable") from error


def _sound(record: Record, head: Head, sender: Certificate, here: Itself) -> int:
    """How many works a record brings; `Trouble` if it is none such a file may hold, or nobody signed it."""
    is_receipt = head.content == Content.RECEIPT
    if isinstance(record, Piece) and not is_receipt:
        try:
            return len(checked(record.body, here.root_public, head.clinic).works)
        except Unbelievable as error:
            raise Trouble("file_damaged") from error
    if isinstance(record, Ask) and not is_receipt and record.writers and len(record.receiver) == 16:
        return 0
    if isinstance(record, Answer) and is_receipt:
        _check_answer(record, sender)
        return 0 if record.reply.batch is None else len(record.reply.batch.writer)
    if isinstance(record, Passed) and is_receipt:
        return 0
    raise Trouble("file_damaged")


def _check_answer(answer: Answer, sender: Certificate) -> None:
    """An answer is of the sender's own journal, and fits the question."""
    reply = answer.reply
    if reply.cursor.peer != sender.device or len(reply.confirmed) != len(answer.writers):
        raise Trouble("file_damaged")
    if reply.batch is not None:
        try:
            works = unpack(reply.batch)
        except Malformed as error:
            raise Trouble("file_damaged") from error
        if len(works) != len(reply.batch.arrivals):
            raise Trouble("file_damaged")


def device_of(certificate: Certificate) -> UUID:
    return UUID(bytes=certificate.device)
