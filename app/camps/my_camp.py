"""Which camp somebody works at: today's, unless they chose another at this laptop."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from app.camps.events import EventCard, event_card, event_here
from app.clock import hours_of
from app.settings import set_mine
from app.work import Deed, Lane, Row, Work, use_case
from models.camps.event import Event
from models.ledger.device import Setting
from models.vocabulary import EventState

SETTING = "camp"
STILL_OPEN = timedelta(days=7)
"""After its end a camp can be worked on so long: results come late."""


@dataclass(frozen=True, slots=True)
class MyCamps:
    """The camps one may work at: today's first, then those to come, then those just over; and the one in use."""

    camps: tuple[EventCard, ...]
    chosen: EventCard | None


@use_case(Deed.SEE_CAMP, Lane.READ)
def my_camps(work: Work) -> MyCamps:
    start, end = hours_of(work.today)
    rows = work.session.scalars(
        select(Event)
        .where(Event.ends_at >= start - STILL_OPEN, Event.withdrawn.is_(None))
        .where(Event.state != EventState.CANCELLED)
        .order_by(Event.starts_at, Event.id)
    )
    camps = [event_card(one) for one in rows if work.may(Deed.SEE_CAMP, Row(event_id=one.id))]
    own = work.laptop.event_id
    camps.sort(key=lambda one: (one.id != own, one.starts_at >= end, one.ends_at < start))
    kept = work.session.get(Setting, (work.actor.id, SETTING)) if work.actor.id else None
    chosen = next((one for one in camps if kept is not None and str(one.id) == kept.value), None)
    return MyCamps(tuple(camps), chosen or (camps[0] if camps else None))


@use_case(Deed.SEE_CAMP)
def choose_camp(work: Work, event_id: UUID) -> MyCamps:
    """Work at this camp from now on."""
    event_here(work, event_id, Deed.SEE_CAMP)
    set_mine(work, SETTING, str(event_id))
    return my_camps(work)
