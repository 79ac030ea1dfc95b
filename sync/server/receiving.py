"""What a laptop signed is taken in: judged, taken or held, and its proof kept, whoever carried it here."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import Connection, insert, select

from models.ledger.apply import Derive, TakenIn, take_in
from models.ledger.change import Edit, PackedWork, packed
from models.ledger.line import SignedBatch
from sync.carrying import Signed, runs_of
from sync.server import answering, chains, holding
from sync.server.ground import Ground, itself
from sync.server.holding import Known
from sync.server.judging import Judge
from sync.server.sessions import Caller, caller

SLICE = 40
"""Works that a hub takes in one commit: its own desk writes to the same store, and goes first."""


def receive(
    ground: Ground, signed: Signed, device: Caller, body: Callable[[], bytes],
    also: Callable[[Connection], None] | None = None,
) -> None:  # fmt: skip
    """Take `signed` in as of the laptop that signed it; `also` goes into the commit that ends it.

    Without `also` it was carried, and may be older than what is here: a short chain is no alarm then.

    `body` gives the piece as it is passed on; only a hub keeps it. Cut off in the middle, it is all done again.
    """
    if ground.is_hub:
        for start in range(0, len(signed.works), SLICE):
            with ground.writing() as connection:
                ours = _ours(_meet(connection, signed, device), device)
                touched = _take(connection, ground, signed.works[start : start + SLICE], device, ours)
            ground.changed(touched)
    with ground.writing() as connection:
        writers = _meet(connection, signed, device)
        if not ground.is_hub:
            _take(connection, ground, signed.works, device, _ours(writers, device))
        _settle(connection, ground, signed, writers, device, body, is_live=also is not None)
        if also is not None:
            also(connection)


def _meet(connection: Connection, signed: Signed, device: Caller) -> list[Known]:
    return [holding.meet(connection, writer, device.device_id) for writer in signed.writers]


def _ours(writers: list[Known], device: Caller) -> set[bytes]:
    """The names among them that no other laptop brought first."""
    return {writer.writer for writer in writers if writer.device_id == device.device_id}


def _settle(
    connection: Connection, ground: Ground, signed: Signed, writers: list[Known], device: Caller,
    body: Callable[[], bytes], is_live: bool,
) -> None:  # fmt: skip
    """Count what is here, follow the chain, keep the proof."""
    now, ours = ground.clock(), _ours(writers, device)
    for writer in writers:
        if writer.writer in ours:
            arrived = [work.edit.number for work in signed.works if work.edit.writer == writer.writer]
            holding.advance(connection, writer, arrived)
    if is_live or signed.chain is None or signed.chain.upto >= writers[0].audit_number:
        _follow(connection, signed, writers[0], ours, now)
    if signed.works or (ground.is_hub and signed.chain is not None):
        _keep_proof(connection, signed, device.device_id, now, body if ground.is_hub else None)


def _follow(connection: Connection, signed: Signed, present: Known, ours: set[bytes], now: datetime) -> None:
    if signed.chain is None or present.writer not in ours:
        return
    works = {work.edit.number: work for work in signed.works if work.edit.writer == present.writer}
    chains.follow(connection, present, signed.chain, works, now)


def _take(
    connection: Connection, ground: Ground, works: list[PackedWork], device: Caller, ours: set[bytes]
) -> dict[str, set[UUID]]:
    """The rows that moved, by kind."""
    if not works:
        return {}
    now, server = ground.clock(), itself(connection)
    judge = Judge(connection, device, server.root_public, now)
    held = holding.already_held(connection, works)
    good: list[PackedWork] = []
    reasons: dict[Edit, str] = {}
    for work in works:
        if work.edit in held:
            continue
        reason = "not_yours" if work.edit.writer not in ours else judge.judge(work.work)
        if reason is None:
            good.append(work)
        else:
            reasons[work.edit] = reason
    taken = take_in(connection, good, Derive.NOW if ground.is_hub else Derive.NEVER)
    answering.take_answered(connection, judge, good, taken)
    by_edit = {work.edit: work for work in works}
    reasons = answering.not_taken_before(connection, by_edit, reasons)
    _hold(connection, by_edit, {**reasons, **taken.refused}, taken, device.device_id, now)
    if "role_grant" in taken.touched:
        reconsider(connection, server.root_public, now)
    return taken.moved()


def _hold(
    connection: Connection, works: Mapping[Edit, PackedWork], reasons: Mapping[Edit, str], taken: TakenIn,
    device_id: UUID, at: datetime,
) -> None:  # fmt: skip
    misfits = {work.edit: work for work in map(packed, taken.misfits)}
    holding.hold(connection, {**misfits, **works}, reasons, device_id, at)


def reconsider(connection: Connection, root_public: bytes, now: datetime) -> None:
    """Look again at held works whose reason may have gone: the role arrived, the program is newer."""
    judges: dict[UUID, Judge] = {}
    good: list[PackedWork] = []
    for work, device_id in holding.passing(connection):
        if device_id not in judges:
            device = caller(connection, device_id, root_public)
            judges[device_id] = Judge(connection, device, root_public, now)
        if judges[device_id].judge(work.work) is None:
            good.append(work)
    taken = take_in(connection, good, Derive.NEVER)
    accepted = {*taken.taken, *taken.had, *taken.waiting}
    holding.let_go(connection, [work for work in good if work.edit in accepted])


def _keep_proof(
    connection: Connection, signed: Signed, device_id: UUID, now: datetime, body: Callable[[], bytes] | None
) -> None:
    """The signature, with what is needed to check it again: runs of works by name, and the head of the chain."""
    there = connection.scalar(select(SignedBatch.nr).where(SignedBatch.signature == signed.signature))
    if there is not None:
        return
    chain = signed.chain
    head = None if chain is None else (signed.writers[0], chain.upto, chain.hash)
    connection.execute(
        insert(SignedBatch).values(
            device_id=device_id, at=now, works=msgspec.msgpack.encode((runs_of(signed.works), head)),
            signature=signed.signature, body=None if body is None else body(),
        )
    )  # fmt: skip
