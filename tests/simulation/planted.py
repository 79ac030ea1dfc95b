"""Faults that have been made by others, planted one at a time: the simulator must find each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.ledger import capture, derived, merge, page
from models.ledger.capture import Ledger, seen_of
from models.ledger.change import Edit
from models.ledger.line import FormerWriter
from models.ledger.page import Page
from sync.client import book, laptop
from sync.client.laptop import Laptop
from sync.server import exchanging, giving, receiving
from sync.server.judging import Judge
from tests.simulation import machines

Plant = Callable[[Any], Any]
"""Makes the faulty function out of the right one."""


def _cursor_first(keep: Any) -> Any:
    def faulty(self: Any, load: Any, reply: Any, *rest: Any) -> Any:
        if reply.batch is not None:
            self._move_cursor(load.before, reply.cursor)
        return keep(self, load, reply, *rest)

    return faulty


def _outbox_emptied_first(load: Any) -> Any:
    def faulty(self: Any, size: int) -> Any:
        made = load(self, size)
        with self._store.write_engine.begin() as connection:
            book._confirm(connection, made.before, {**made.before.confirmed, **made.upto})
        return made

    return faulty


def _everything_confirmed(_confirmed: Any) -> Any:
    return lambda load, _reply: dict(load.request.writers)


def _work_split(_take: Any) -> Any:
    def faulty(self: Any, work: Any) -> bool:
        stamp = page.stamp_of(work)
        for change in self._news_in(work, stamp):
            if self._is_ready([change], stamp.edit.writer):
                self._take(change, stamp)
        return True

    return faulty


def _newest_by_the_clock(take_field: Any) -> Any:
    def faulty(row: Any, name: str, value: Any, replaces: Any, stamp: Any) -> None:
        later = {one.edit for one in row.of(name) if one.at > stamp.at}
        take_field(row, name, value, [old for old in replaces if Edit(*old) not in later], stamp)

    return faulty


def _taken_again(take: Any) -> Any:
    def faulty(row: Any, change: Any, stamp: Any, rules: Any) -> Any:
        row.known[stamp.edit.writer] = min(row.known.get(stamp.edit.writer, 0), stamp.edit.number - 1)
        return take(row, change, stamp, rules)

    return faulty


def _nothing_ahead(take_field: Any) -> Any:
    def faulty(row: Any, name: str, *rest: Any) -> None:
        take_field(row, name, *rest)
        row.ahead.pop(name, None)

    return faulty


def _seen_at_the_commit(revise: Any) -> Any:
    return lambda self, record, _seen, values: revise(self, record, seen_of(record), values)


def _echo(read_others: Any) -> Any:
    return lambda connection, after, _without, *rest: read_others(connection, after, bytes(8), *rest)


def _only_the_present_name(become: Any) -> Any:
    def faulty(session: Session, random: Any) -> None:
        become(session, random)
        session.execute(delete(FormerWriter))

    return faulty


def _revocation_forgotten(caller: Any) -> Any:
    return lambda *given: replace(caller(*given), is_revoked=False)


def _chain_begun_anew(chained: Any) -> Any:
    return lambda writer, number, _before, told: chained(writer, number, bytes(32), told)


def _author_left_out(stamp_of: Any) -> Any:
    return lambda work: stamp_of(work)._replace(author=None)


FAULTS: dict[str, list[tuple[Any, str, Plant]]] = {
    "the cursor moves before the works are applied": [(Laptop, "keep", _cursor_first)],
    "the outbox is emptied before the answer": [(Laptop, "load", _outbox_emptied_first)],
    "what was not sent counts as confirmed": [(laptop, "_confirmed", _everything_confirmed)],
    "a work is split": [(Page, "take", _work_split)],
    "the newest by the clock wins over who had it in sight": [(merge, "take_field", _newest_by_the_clock)],
    "the value shown is that of the last to arrive": [
        (merge, "choose", lambda _: lambda standing, _rule: standing[-1])
    ],
    "an edit that comes twice is taken twice": [
        (merge, "had", lambda _: lambda _row, _stamp: False), (merge, "take", _taken_again)
    ],
    "a follower of a waiting work is taken": [
        (merge, "is_ready", lambda _: lambda row, change, _writer: row is not None or change.made)
    ],
    "what is replaced before it comes is not kept in mind": [(merge, "take_field", _nothing_ahead)],
    "what was in sight is taken at the commit": [(Ledger, "revise", _seen_at_the_commit)],
    "search entries are not made anew": [(derived, "renew", lambda _: lambda *_given, **_how: None)],
    "a laptop is sent its own works": [(giving, "read_others", _echo)],
    "the name is kept after a restore": [
        (machines, "become_new_writer", lambda _: lambda _session, _random: None)
    ],
    "works under the name before a restore are forgotten": [
        (machines, "become_new_writer", _only_the_present_name)
    ],
    "a revocation is forgotten": [
        (exchanging, "caller", _revocation_forgotten), (receiving, "caller", _revocation_forgotten)
    ],
    "nobody is judged": [(Judge, "judge", lambda _: lambda _self, _work: None)],
    "a cursor is believed whatever journal it is of": [
        (giving, "place_of", lambda _: lambda _c, cursor, *_rest: 0 if cursor is None else cursor.arrival)
    ],
    "the audit chain begins anew with each work": [(capture, "chained", _chain_begun_anew)],
    "the author is left out on the way": [(page, "stamp_of", _author_left_out)],
}  # fmt: skip


@contextmanager
def planted(name: str) -> Iterator[None]:
    """The program with one fault in it."""
    right = [(owner, attribute, getattr(owner, attribute)) for owner, attribute, _ in FAULTS[name]]
    try:
        for owner, attribute, plant in FAULTS[name]:
            setattr(owner, attribute, plant(getattr(owner, attribute)))
        yield
    finally:
        for owner, attribute, function in right:
            setattr(owner, attribute, function)
