"""Held works that a person answered are taken with their followers and the answer, in one transaction.

In the journal the held work stands behind all that goes on from it. So no laptop that reads it, in whatever pieces,
shows the held work without its answer: the others wait for it, and come in with it.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from models.ledger import waiting
from models.ledger.answers import ANSWER, REASONS, spoken_for
from models.ledger.apply import Derive, TakenIn, take_in, take_together
from models.ledger.change import Edit, PackedWork, SavedWork, packed
from models.ledger.journal import JournalWork
from models.ledger.line import HeldWork
from sync.server import holding
from sync.server.judging import Judge


def take_answered(connection: Connection, judge: Judge, works: Sequence[PackedWork], taken: TakenIn) -> None:
    """Take the held works that `works` answer, where they are answered whole; what moved goes into `taken`."""
    for work in works:
        if work.work.deed == ANSWER and work.edit in taken.waiting and judge.may_answer(work.work):
            _take_one(connection, work, taken)


def _take_one(connection: Connection, answer: PackedWork, taken: TakenIn) -> None:
    held = [packed(one) for one in spoken_for(answer.work, _held_of(connection, answer.edit))]
    roots = [one for one in held if _stands_alone(connection, one)]
    if len(roots) != 1:
        return
    room = [one for one in waiting.everybody(connection) if one.edit.writer == answer.edit.writer]
    needed = {answer.edit, *(one.edit for one in held)}
    together = take_together(connection, [*held, *room], needed, roots[0].edit)
    if together is None:
        return
    holding.let_go(connection, held)
    taken.waiting = [edit for edit in taken.waiting if edit not in together.taken]
    together.waiting = []
    taken.include(together)


def _held_of(connection: Connection, answer: Edit) -> list[SavedWork]:
    rows = connection.scalars(
        select(HeldWork.body).where(
            HeldWork.writer == answer.writer, HeldWork.reason.in_(REASONS), HeldWork.body.is_not(None)
        )
    )
    return [waiting.decode_work(body) for body in rows if body is not None]


def _stands_alone(connection: Connection, work: PackedWork) -> bool:
    """Whether a held work waits for nothing but the word of a person."""
    with connection.begin_nested() as point:
        taken = take_in(connection, [work], Derive.NEVER).taken
        point.rollback()
    return work.edit in taken


def not_taken_before(
    connection: Connection, works: Mapping[Edit, PackedWork], reasons: Mapping[Edit, str]
) -> dict[Edit, str]:
    """Reasons to hold, without works that were answered and taken, and came once more by another road."""
    return {edit: why for edit, why in reasons.items() if not _is_journaled(connection, works[edit])}


def _is_journaled(connection: Connection, work: PackedWork) -> bool:
    there = connection.scalar(
        select(JournalWork.digest).where(
            JournalWork.writer == work.edit.writer, JournalWork.number == work.edit.number
        )
    )
    return there == work.digest
