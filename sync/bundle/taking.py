"""What a bundle brings is taken in, and its receipt saved; what a receipt tells is written down."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert, select, update

from models.base import milliseconds
from models.ledger.device import Here
from models.ledger.line import HeardLaptop, Peer, SignedBatch
from models.store.store import Store
from sync.bundle.envelope import Writer, head_for
from sync.bundle.opening import Bundle, device_of
from sync.bundle.saving import whole_or_not_at_all
from sync.bundle.shape import Answer, Ask, Content, Passed, Piece
from sync.carrying import checked
from sync.client.by_hand import keep_answer
from sync.client.laptop import Laptop
from sync.exchange import VERSION, Request
from sync.server import carried, exchanging, sessions
from sync.server.ground import Ground

Told = Callable[[float], None]
PAGE = 300_000
MOST_PAGES = 10_000


@dataclass(slots=True)
class Taken:
    """What came of a file. `receipt` is where the answer to it was saved, `given` how many works go back with it."""

    works: int = 0
    carried: int = 0
    given: int = 0
    confirmed: int = 0
    receipt: Path | None = None
    moved: dict[str, set[UUID]] = field(default_factory=dict)


def take(ground: Ground, bundle: Bundle, receipt: Path, random: Callable[[int], bytes], told: Told) -> Taken:
    """Take in every batch as of the laptop that signed it, and save the receipt for whoever saved the file."""
    taken = Taken()
    signatures: list[bytes] = []
    ask: Ask | None = None
    own = bundle.here.device_id.bytes
    for record in bundle.records():
        if isinstance(record, Piece):
            signed = checked(record.body, bundle.here.root_public, bundle.head.clinic)
            if signed.laptop.device != own:
                carried.take_piece(ground, signed, record.body)
            signatures.append(signed.signature)
            taken.works += len(signed.works)
            taken.carried += 1
            told(0.5 + 0.3 * taken.carried / max(1, bundle.pieces))
        elif isinstance(record, Ask) and record.receiver == own:
            ask = record
    taken.given = _save_receipt(ground, bundle, receipt, random, signatures, ask)
    taken.receipt = receipt
    told(1.0)
    return taken


def _save_receipt(
    ground: Ground, bundle: Bundle, path: Path, random: Callable[[int], bytes], signatures: list[bytes],
    ask: Ask | None,
) -> int:  # fmt: skip
    here, sender = bundle.here, device_of(bundle.sender)
    with ground.reading() as connection:
        arrival = connection.scalars(select(Here.arrival)).one()
    head, key = head_for(
        here.clinic_id, Content.RECEIPT, milliseconds(ground.clock()), here.certificate,
        [(sender, bundle.sender.seal_public)], random,
    )  # fmt: skip
    given = 0
    with whole_or_not_at_all(path) as file:
        writer = Writer(file, head, key)
        for start in range(0, len(signatures), 1000):
            writer.put(Passed(signatures[start : start + 1000], arrival))
        if ask is not None:
            given = _answer(ground, bundle, ask, writer)
        writer.close(here.sign_private)
    return given


def _answer(ground: Ground, bundle: Bundle, ask: Ask, writer: Writer) -> int:
    """Put the answers to an ask into the receipt, page after page; how many works they hold."""
    device, cursor, given = device_of(bundle.sender), ask.cursor, 0
    with ground.writing() as connection:
        known = connection.scalar(select(HeardLaptop.founded).where(HeardLaptop.device_id == device))
        if known is None:
            sessions.remember(connection, bundle.head.sender, bundle.sender)
    for _ in range(MOST_PAGES):
        request = Request(VERSION, ground.program, ask.writers, PAGE, cursor)
        reply = exchanging.answer(ground, device, request)
        if reply.fault == "unknown_cursor" and cursor is not None:
            cursor = None
            continue
        writer.put(Answer([name for name, _ in ask.writers], cursor, reply))
        given += 0 if reply.batch is None else len(reply.batch.writer)
        if not reply.more or reply.fault is not None:
            return given
        cursor = reply.cursor
    return given


def keep_receipt(store: Store, bundle: Bundle, laptop: Laptop, at: datetime, told: Told) -> Taken:
    """Write down what the receiver holds now, and take in the works it gave back. `laptop` is its peer."""
    taken = Taken()
    for nr, record in enumerate(bundle.records()):
        if isinstance(record, Passed) and bundle.sender.is_server:
            taken.carried += _pass(store, record)
        elif isinstance(record, Answer):
            outcome = keep_answer(laptop, record.writers, record.after, record.reply, at)
            taken.confirmed += outcome.brought
            taken.works += outcome.fetched
            for kind, ids in outcome.moved.items():
                taken.moved.setdefault(kind, set()).update(ids)
        told(0.5 + 0.5 * nr / (nr + 10))
    laptop.catch_up()
    told(1.0)
    return taken


def know_by_hand(store: Store, bundle: Bundle) -> UUID:
    """The laptop that gave the receipt, as a peer that is met by file only."""
    sender = device_of(bundle.sender)
    with store.write_engine.begin() as connection:
        if connection.scalar(select(Peer.id).where(Peer.id == sender)) is None:
            connection.execute(
                insert(Peer).values(
                    id=sender, address="", root_public=bundle.here.root_public, is_hub=True, joined=False
                )
            )
    return sender


def _pass(store: Store, passed: Passed) -> int:
    """What was carried for others is at the server."""
    many = 0
    with store.write_engine.begin() as connection:
        for start in range(0, len(passed.signatures), 500):
            done = connection.execute(
                update(SignedBatch)
                .where(
                    SignedBatch.signature.in_(passed.signatures[start : start + 500]),
                    SignedBatch.body.is_not(None),
                )
                .values(delivered=passed.arrival)
            )
            many += done.rowcount
    return many
