"""What a carrier brings of other laptops: offered by name first, so that nothing crosses the line twice."""

from uuid import UUID

from sqlalchemy import Connection, func, select

from models.ledger.device import Here
from models.ledger.journal import JournalWork, WaitingWork
from models.ledger.line import HeardLaptop, HeldWork, KnownWriter
from sync.batch import MOST_WORKS
from sync.carrying import (
    MOST_OFFERED,
    Delivery,
    Kept,
    Lacking,
    Offer,
    Offered,
    Run,
    Signed,
    Unbelievable,
    checked,
)
from sync.exchange import Refusal
from sync.server import receiving, sessions
from sync.server.ground import Ground, itself


def look_over(ground: Ground, device_id: UUID, offer: Offer) -> Lacking:
    """Which of what a carrier offers is to be brought. A laptop that was taken out may bring too: it is held."""
    if len(offer.pieces) > MOST_OFFERED:
        raise Refusal(400, "unreadable")
    with ground.reading() as connection:
        server = itself(connection)
        sessions.caller(connection, device_id, server.root_public)
        places = [place for place, piece in enumerate(offer.pieces) if not _is_here(connection, piece)]
    return Lacking(places, server.arrival)


def _is_here(connection: Connection, piece: Offered) -> bool:
    if not all(_has_run(connection, run) for run in piece.runs):
        return False
    if piece.head is None:
        return True
    writer, upto = piece.head
    known = connection.scalar(select(KnownWriter.audit_number).where(KnownWriter.writer == writer))
    return known is not None and known >= upto


def _has_run(connection: Connection, run: Run) -> bool:
    """Whether all works of a run are held durably here: taken, waiting or kept aside."""
    writer, first, last = run
    upto = connection.scalar(select(KnownWriter.upto).where(KnownWriter.writer == writer)) or 0
    if last <= upto:
        return True
    if last - first >= MOST_WORKS:
        return False
    here: set[int] = set()
    for table in (JournalWork, WaitingWork, HeldWork):
        here.update(
            connection.scalars(
                select(table.number).where(table.writer == writer, table.number.between(first, last))
            )
        )
    return len(here) == last - first + 1


def take(ground: Ground, device_id: UUID, brought: Delivery) -> Kept:
    """Take pieces in, each as of the laptop that signed it; what nobody signed is named and blocks nothing."""
    with ground.reading() as connection:
        server = itself(connection)
        sessions.caller(connection, device_id, server.root_public)
    confirmed: dict[bytes, int] = {}
    refused: list[tuple[int, str]] = []
    for place, body in enumerate(brought.pieces):
        try:
            signed = checked(body, server.root_public, server.clinic_id.bytes)
        except Unbelievable as error:
            refused.append((place, error.key))
        else:
            confirmed |= take_piece(ground, signed, body)
    with ground.reading() as connection:
        arrival = connection.scalar(select(func.max(Here.arrival))) or 0
    return Kept(list(confirmed.items()), refused, arrival)


def take_piece(ground: Ground, signed: Signed, body: bytes) -> dict[bytes, int]:
    """One checked piece. Of each writer in it, up to which number all its works are here now."""
    device_id = UUID(bytes=signed.laptop.device)
    with ground.writing() as connection:
        if connection.scalar(select(HeardLaptop.founded).where(HeardLaptop.device_id == device_id)) is None:
            sessions.remember(connection, signed.certificate, signed.laptop)
        device = sessions.caller(connection, device_id, itself(connection).root_public)
    receiving.receive(ground, signed, device, lambda: body)
    with ground.reading() as connection:
        rows = connection.execute(
            select(KnownWriter.writer, KnownWriter.upto).where(
                KnownWriter.writer.in_(signed.writers), KnownWriter.device_id == device_id
            )
        )
        return {row.writer: row.upto for row in rows}
