"""What a laptop is given: of the journal what is in its scope, row by row, and what crossed its scope's border.

A change is given if its row is inside now. So a reader who is behind gets the works of a row that entered
meanwhile, then its state once more, which changes nothing; and of a row that left only that it left.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

import msgspec
from sqlalchemy import Connection, bindparam, select

from models.camps.event import Event
from models.ledger import crossing, rows
from models.ledger.change import PackedWork
from models.ledger.device import Device
from models.ledger.joining import states_of
from models.ledger.journal import JournalWork, Kept, read_others
from models.ledger.page import Place, kinds
from models.ledger.scopes import WHOLE, Scope, scope_for
from models.vocabulary import DeviceScope
from sync.batch import Part, pack
from sync.exchange import Cursor, Reply, Request
from sync.server.ground import Itself
from sync.server.sessions import Caller

LEAST_PAGE, LARGEST_PAGE = 16_000, 2_000_000
RATIO = 3
"""How much smaller a page becomes on its way, at least."""

TOGETHER = 200
MOST_LOOKED_AT = 20_000
"""Works read for one answer, of which a laptop with a narrow scope may get none."""

AFTER_THE_CAMP = timedelta(days=7)
MARK = 8


def scope_of(connection: Connection, device: Caller, now: datetime) -> Scope:
    """What a laptop holds: by its row, and until that is here by its certificate.

    A week after its camp it holds nothing of it any more.
    """
    scope = _by_row(connection, device.device_id)
    if scope is None:
        scope = scope_for(device.certificate.scope, device.certificate.event)
    if scope.event is None:
        return scope
    ended = connection.scalar(select(Event.ends_at).where(Event.id == UUID(bytes=scope.event)))
    return Scope(DeviceScope.CAMP) if ended is not None and now > ended + AFTER_THE_CAMP else scope


def _by_row(connection: Connection, device_id: UUID) -> Scope | None:
    row = connection.execute(
        select(Device.scope, Device.event_id, Device.is_server).where(Device.id == device_id)
    ).one_or_none()
    if row is None:
        return None
    return WHOLE if row.is_server else scope_for(row.scope, row.event_id and row.event_id.bytes)


def place_of(connection: Connection, cursor: Cursor | None, server: Itself, scope: Scope) -> int | None:
    """The arrival a cursor stands at; None if it is not of this journal, or was read for another scope."""
    if cursor is None:
        return 0
    if (cursor.peer, cursor.epoch, cursor.scope) != (server.device_id.bytes, server.epoch, scope.version):
        return None
    if cursor.arrival == 0:
        return 0
    if cursor.arrival > server.arrival:
        return None
    mark = mark_at(connection, cursor.arrival)
    return cursor.arrival if mark is not None and mark == cursor.mark else None


_LAST_DIGEST = (
    select(JournalWork.digest)
    .where(JournalWork.arrival <= bindparam("arrival"))
    .order_by(JournalWork.arrival.desc())
    .limit(1)
)


def mark_at(connection: Connection, arrival: int) -> bytes | None:
    """The beginning of the digest of the last work up to there: not every place in the journal is a work's."""
    if not 0 < arrival < 2**63:
        return None
    digest: bytes | None = connection.scalar(_LAST_DIGEST, {"arrival": arrival})
    return None if digest is None else digest[:MARK]


class Page:
    """What one answer gives to a laptop that has read up to `arrival`."""

    def __init__(
        self, connection: Connection, server: Itself, scope: Scope, arrival: int, request: Request
    ) -> None:
        self._connection = connection
        self._server = server
        self._scope = scope
        self._after = self._end = arrival
        self._request = request
        # A hub of a camp has itself been given parts of works, and cannot tell them from whole ones.
        self._in_parts = _by_row(connection, server.device_id) not in (None, WHOLE)
        self._kept: list[tuple[Kept, list[int] | None]] = []
        self._more = False

    def on(self, reply: Reply, brought: Sequence[PackedWork]) -> Reply:
        """The reply with it. What was just brought and is outside leaves, too."""
        self._gather()
        works, arrivals, parts = [], [], []
        for place, (kept, positions) in enumerate(self._kept):
            work = kept.work
            if positions is not None:
                chosen = [kept.work.changes[kept.positions.index(position)] for position in positions]
                work = msgspec.structs.replace(work, changes=chosen)
                parts.append(Part(place, kept.digest, positions))
            works.append(work)
            arrivals.append(kept.arrival)
        entered, left = self._crossings(brought)
        return msgspec.structs.replace(
            reply,
            cursor=self._cursor(),
            batch=pack(works, arrivals, parts) if works else None,
            more=self._more,
            entered=states_of(self._connection, entered),
            left=left,
            scope=self._scope.label if self._request.cursor is None else None,
        )

    def _cursor(self) -> Cursor:
        there = self._request.cursor
        if there is not None and there.arrival == self._end:
            return there
        mark = mark_at(self._connection, self._end) or b""
        return Cursor(self._server.device_id.bytes, self._server.epoch, self._scope.version, self._end, mark)

    def _gather(self) -> None:
        """The works after the reader's place that others wrote, as many as are wanted."""
        budget = RATIO * min(max(self._request.want, LEAST_PAGE), LARGEST_PAGE)
        without = b"" if self._request.again else self._request.writers[0][0]
        size = looked_at = 0
        for some in _together(read_others(self._connection, self._after, without)):
            inside = self._inside(some)
            for kept in some:
                if size >= budget or looked_at >= MOST_LOOKED_AT:
                    self._more = True
                    return
                looked_at += 1
                self._end = kept.arrival
                size += self._add(kept, inside)
        self._end = self._server.arrival

    def _inside(self, some: Sequence[Kept]) -> set[Place]:
        if self._scope.is_whole:
            return set()
        places = {(change.kind, change.record) for kept in some for change in kept.work.changes}
        return crossing.inside(self._connection, self._scope, places)

    def _add(self, kept: Kept, inside: set[Place]) -> int:
        """Give what is inside of a work; how much that is."""
        changes = kept.work.changes
        chosen = [
            position
            for position, change in zip(kept.positions, changes, strict=True)
            if self._scope.is_whole or (change.kind, change.record) in inside
        ]
        if not chosen:
            return 0
        is_part = self._in_parts or len(chosen) < len(changes)
        self._kept.append((kept, chosen if is_part else None))
        return kept.size * len(chosen) // len(changes)

    def _crossings(self, brought: Sequence[PackedWork]) -> tuple[list[Place], list[Place]]:
        """The rows that came in, and those that are outside, of all that may have crossed."""
        if self._scope.is_whole:
            return [], []
        crossed = crossing.crossed(self._connection, self._scope, self._after, self._end)
        written = dict.fromkeys(
            (change.kind, change.record) for work in brought for change in work.work.changes
        )
        inside = crossing.inside(self._connection, self._scope, {*crossed, *written})
        outside = [place for place in written if place not in inside and self._is_here(place)]
        return (
            [place for place in crossed if place in inside],
            [*(place for place in crossed if place not in inside), *outside],
        )

    def _is_here(self, place: Place) -> bool:
        """Whether the row was taken: of one that is held or waits nobody can say yet where it belongs."""
        kind, record = place
        return kind in kinds() and bool(rows.present(self._connection, kinds()[kind].model, [record]))


def _together(several: Iterator[Kept]) -> Iterator[list[Kept]]:
    while some := list(islice(several, TOGETHER)):
        yield some
