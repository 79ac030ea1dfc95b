"""Records of every kind as they come to be in a camp: alone, by what they hang from, by who names them."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from models.base import Synced, shared_fields, synced_kinds, table_of
from models.ledger.crossing import CampRow, Crossing
from models.ledger.scopes import HOLDINGS, Scope
from models.vocabulary import DeviceScope
from tests.models.ledger.copies import Copy, sample_of

CAMP, OTHER = UUID(int=5), UUID(int=9)
IN_CAMP = Scope(DeviceScope.CAMP, CAMP.bytes)
DESK = Scope(DeviceScope.DESK)


def a_row(kind: str, **values: Any) -> Synced:
    """A record of a kind, in no camp unless `values` put it there."""
    model = synced_kinds()[kind]
    loose = {"event_id": None} if "event_id" in shared_fields(model) and _may_be_loose(model) else {}
    return model(**{**sample_of(model), **loose, **values})


def _may_be_loose(model: type[Synced]) -> bool:
    return bool(table_of(model).c["event_id"].nullable)


def into_camp(copy: Copy, kind: str, camp: UUID = CAMP) -> UUID:
    """Make a record of a kind in a camp, with all it takes to be there."""
    holding = HOLDINGS[kind]
    if holding.event == "id":
        return copy.make(a_row(kind, id=camp))
    if holding.event is not None:
        return copy.make(a_row(kind, event_id=camp))
    if holding.named_by:
        key = copy.make(a_row(kind))
        bring(copy, kind, key, camp)
        return key
    name, parent = holding.through[0]
    return copy.make(a_row(kind, **{name: into_camp(copy, parent, camp)}))


def bring(copy: Copy, kind: str, key: UUID, camp: UUID = CAMP) -> UUID:
    """Make the record of the camp that names this one; its id."""
    naming, name = HOLDINGS[kind].named_by[0]
    own = {"id": camp} if HOLDINGS[naming].event == "id" else {"event_id": camp}
    return copy.make(a_row(naming, **own, **{name: key}))


def camps_of(copy: Copy, key: UUID) -> set[UUID]:
    with copy.engine.begin() as connection:
        found = connection.scalars(select(CampRow.event).where(CampRow.record == key.bytes))
        return {UUID(bytes=bytes(event)) for event in found}


def crossings_of(copy: Copy, key: UUID) -> list[bool]:
    """In or out, in the order of the journal."""
    with copy.engine.begin() as connection:
        return list(
            connection.scalars(
                select(Crossing.is_in).where(Crossing.record == key.bytes).order_by(Crossing.arrival)
            )
        )
