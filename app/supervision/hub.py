"""A camp without a server: one laptop serves it, the others work with that one. The camp's line is handed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from app.work import Deed, Desk, Lane, Refused, Work, use_case
from models.ledger.line_state import HubFound, HubJoined, HubServing, LineTrouble, RoundResult


class CampLine(Protocol):
    """This laptop at a camp. Raises `LineTrouble`; `round_now` gives None where there is no hub."""

    @property
    def is_serving(self) -> bool: ...

    def start(self) -> HubServing: ...

    def stop(self) -> None: ...

    def serving(self) -> HubServing | None: ...

    def find(self) -> tuple[HubFound, ...]: ...

    def join(self, typed: str) -> str: ...

    def leave(self) -> None: ...

    def joined(self) -> HubJoined | None: ...

    def round_now(self) -> RoundResult | None: ...


def serve_camp(desk: Desk, camp: CampLine) -> HubServing:
    """Be the hub from now on, also while the screen is locked."""
    desk.run(tell_serving)
    with _in_words():
        return camp.start()


def stop_serving(desk: Desk, camp: CampLine) -> None:
    """Be the hub no more. What others brought stays here and is passed on."""
    desk.run(tell_stopped)
    camp.stop()


def work_with_hub(desk: Desk, camp: CampLine, typed: str) -> tuple[str, RoundResult | None]:
    """Work with the hub whose code was scanned or address typed: its name, and how the first round went."""
    desk.run(tell_joining)
    with _in_words():
        name = camp.join(typed)
    return name, camp.round_now()


def leave_hub(desk: Desk, camp: CampLine) -> None:
    """Work with no hub any more."""
    desk.run(tell_leaving)
    camp.leave()


@use_case(Deed.USE_LAPTOP, Lane.READ)
def may_serve(work: Work) -> bool:
    """Whether this person may make the laptop a hub."""
    return work.may(Deed.PLAN_CAMP)


@use_case(Deed.PLAN_CAMP)
def tell_serving(work: Work) -> None:
    work.tell("hub_on")


@use_case(Deed.SYNC)
def tell_stopped(work: Work) -> None:
    work.tell("hub_off")


@use_case(Deed.SYNC)
def tell_joining(work: Work) -> None:
    work.tell("hub_join")


@use_case(Deed.SYNC)
def tell_leaving(work: Work) -> None:
    work.tell("hub_leave")


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except LineTrouble as trouble:
        raise Refused(trouble.reason, advice=trouble.advice) from trouble
