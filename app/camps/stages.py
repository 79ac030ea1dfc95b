"""How a camp goes on from planning to reporting, each stage with its checklist."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.camps.events import event_here, open_event
from app.camps.lists import ChecklistItem, stage_after, stages
from app.words import counted
from app.work import Deed, Lane, Refused, Said, Work, use_case
from models.camps.event import ChecklistTick, Event, Programme
from models.identity import shared_identity
from models.people.staff import Account
from models.vocabulary import EventState


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """An item of a checklist, and whether somebody dealt with it."""

    key: str
    said: Said
    needed: bool
    done_at: datetime | None
    done_by: str | None


@dataclass(frozen=True, slots=True)
class StageBoard:
    """Where a camp stands. `lines` are of its present stage."""

    event_id: UUID
    state: EventState | str
    steps: tuple[tuple[EventState, Said], ...]
    lines: tuple[ChecklistLine, ...]
    next: Said | None


@use_case(Deed.SEE_CAMP, Lane.READ)
def stage_board(work: Work, event_id: UUID) -> StageBoard:
    """The stages of a camp and the checklist of the one it is in."""
    event = event_here(work, event_id, Deed.SEE_CAMP)
    state = event.state
    known = isinstance(state, EventState) and state in stages()
    items = stages()[EventState(state)].items if known else ()
    ticks = _ticks(work, event_id)
    following = stage_after(EventState(state)) if known else None
    return StageBoard(
        event.id,
        state,
        tuple((stage.state, stage.said) for stage in stages().values()),
        tuple(_line(work, item, ticks.get(item.key)) for item in items),
        None if following is None else stages()[following].said,
    )


@use_case(Deed.PLAN_CAMP)
def tick_item(work: Work, event_id: UUID, item: str, done: bool = True) -> None:
    """Say that something on the checklist is done, or is not after all."""
    open_event(work, event_id, Deed.PLAN_CAMP)
    if all(item != one.key for stage in stages().values() for one in stage.items):
        raise Refused(Said("This is not on the checklist any more."))
    values = {"done_at": work.now if done else None, "done_by": work.actor.id if done else None}
    key = shared_identity(event_id, f"checklist {item}")
    tick = work.session.get(ChecklistTick, key)
    if tick is None:
        work.add(ChecklistTick(id=key, event_id=event_id, item=item, **values))
    else:
        work.put(tick, **values)


@use_case(Deed.PLAN_CAMP)
def advance_event(work: Work, event_id: UUID) -> EventState:
    """Go on to the next stage, if what is needed for that is done."""
    event = open_event(work, event_id, Deed.PLAN_CAMP)
    following = stage_after(event.state)
    if following is None:
        raise Refused(Said("This camp is in its last stage."))
    ticks = _ticks(work, event_id)
    open_items = [
        item for item in stages()[event.state].items if item.needed and not _is_done(ticks.get(item.key))
    ]
    if open_items:
        raise Refused(
            counted("{n} thing is needed first.", "{n} things are needed first.", n=len(open_items)),
            advice=open_items[0].said,
        )
    if following is EventState.REGISTRATION:
        _need_approval(work, event)
    work.put(event, state=following)
    return following


@use_case(Deed.PLAN_CAMP)
def cancel_event(work: Work, event_id: UUID, reason: str) -> None:
    """Call a camp off. Nobody is let in any more; what was recorded stays."""
    event = open_event(work, event_id, Deed.PLAN_CAMP)
    if not reason.strip():
        raise Refused(Said("Say why it is cancelled."), field="reason")
    if event.state in (EventState.FOLLOW_UP, EventState.REPORTING):
        raise Refused(Said("This camp was held. It cannot be cancelled any more."))
    work.put(event, state=EventState.CANCELLED, cancelled_because=reason.strip())


def _need_approval(work: Work, event: Event) -> None:
    programme = work.session.get(Programme, event.programme_id)
    if programme is not None and programme.approved_by is None:
        raise Refused(
            Said("The programme is not approved yet."), advice=Said("Ask a supervisor to approve it.")
        )


def _ticks(work: Work, event_id: UUID) -> dict[str, ChecklistTick]:
    rows = work.session.scalars(
        select(ChecklistTick).where(ChecklistTick.event_id == event_id, ChecklistTick.withdrawn.is_(None))
    )
    return {tick.item: tick for tick in rows}


def _is_done(tick: ChecklistTick | None) -> bool:
    return tick is not None and tick.done_at is not None


def _line(work: Work, item: ChecklistItem, tick: ChecklistTick | None) -> ChecklistLine:
    who = None
    if tick is not None and tick.done_by is not None:
        account = work.session.get(Account, tick.done_by)
        who = None if account is None else account.name
    return ChecklistLine(item.key, item.said, item.needed, tick.done_at if tick else None, who)
