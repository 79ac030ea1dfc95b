"""This laptop's own works as signed pieces that others can carry."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from models.store.store import Store
from sync import frame
from sync.batch import pack
from sync.carrying import Carried
from sync.client import book
from sync.client.chain import next_piece
from sync.client.laptop import Itself, unconfirmed
from sync.exchange import proof
from sync.handshake import signed

SIZE = 400_000
"""Bytes of works in one piece, before they are packed."""


class Own(NamedTuple):
    """One piece, with the number of works in it."""

    body: bytes
    signature: bytes
    works: int


def own_pieces(store: Store, itself: Itself, page: book.Page, confirmed: dict[bytes, int]) -> Iterator[Own]:
    """Everything after what is `confirmed` of each own name, and the audit chain from where the server has it.

    `page` is what the book says of the server. What is written meanwhile is for the next time.
    """
    page = replace(page, confirmed=confirmed)
    writer, (head, _) = page.own[0][0], page.head
    while True:
        with store.read_engine.begin() as connection:
            works, digests, upto, is_all = unconfirmed(connection, page, SIZE)
            last = None if is_all else upto.get(writer, 0)
            chain = next_piece(connection, writer, page.head, page.audit_number, last)
        if chain is not None and not page.audit_number <= chain.upto <= head:
            chain = None
        if not works and chain is None:
            return
        signature = signed(itself.sign_private, proof(itself.device_id.bytes, digests, writer, chain))
        body = frame.pack(
            Carried(itself.certificate, writer, signature, pack(works) if works else None, chain)
        )
        yield Own(body, signature, len(works))
        if is_all and (chain is None or chain.upto == head):
            return
        page = replace(
            page,
            confirmed={**page.confirmed, **upto},
            audit_number=page.audit_number if chain is None else chain.upto,
        )
