"""What a hub stands on: the desktop's open store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select

from models.ledger.device import Here
from models.ledger.line import FormerWriter, KnownWriter
from models.store.store import Store
from sync.server.ground import Ground
from sync.trouble import Trouble


def hub_ground(
    store: Store, clock: Callable[[], datetime], random: Callable[[int], bytes], program: str,
    changed: Callable[[dict[str, set[UUID]]], None] = lambda _: None,
) -> Ground:  # fmt: skip
    """The ground, on the time a server told this laptop last. `Trouble` if it is in no clinic."""
    with store.read_engine.begin() as connection:
        here = connection.execute(select(Here.device_id, Here.clock_offset_ms)).one_or_none()
    if here is None or here.device_id is None:
        raise Trouble("never")
    ground = Ground(store, clock, random, random(32), program, is_hub=True, is_sure=False, changed=changed)
    _know_own_names(store)
    if here.clock_offset_ms is None:
        return ground
    ahead = timedelta(milliseconds=here.clock_offset_ms)
    return replace(ground, clock=lambda: _moved(clock(), ahead), is_sure=True)


def _moved(now: datetime, ahead: timedelta) -> datetime:
    try:
        return now + ahead
    except OverflowError:
        return now


def _know_own_names(store: Store) -> None:
    """Nobody else may write under a name of this laptop."""
    with store.write_engine.begin() as connection:
        device = connection.scalars(select(Here.device_id)).one()
        own = [*connection.scalars(select(Here.writer)), *connection.scalars(select(FormerWriter.writer))]
        known = set(connection.scalars(select(KnownWriter.writer).where(KnownWriter.writer.in_(own))))
        for writer in own:
            if writer not in known:
                connection.execute(insert(KnownWriter).values(writer=writer, device_id=device))
