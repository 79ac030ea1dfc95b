"""What the audit keeps of somebody coming in."""

from app.clock import ClockDoubt
from app.work import Deed, Work, use_case
from models.people.staff import Account


@use_case(Deed.USE_LAPTOP)
def came_in(work: Work, way: str, failures: int, clock: ClockDoubt | None) -> None:
    """By which way, after how many wrong tries, and past which warning about the clock.

    The wrong tries are told only now: until then nobody could write into the store.
    """
    if failures:
        work.tell("sign_in_failed", Account.kind, work.actor.id, str(failures))
    if clock is not None:
        work.tell("clock_taken_as_right", detail=clock)
    work.tell(way, Account.kind, work.actor.id)
