"""How a place in the doctor's queue is said."""

from datetime import datetime

from app.consulting.my_queue import MyToken
from models.vocabulary import Priority, TokenState
from ui.kit.pill import Pill
from ui.kit.row import Cell, Row
from ui.reception.queue_rows import said_reason
from ui.speech import _, words
from ui.theme.theme import Kind

LONG_MINUTES = 30
"""A wait that is amber from here on."""


def token_row(one: MyToken, now: datetime) -> Row:
    card = one.card
    waited = max(0, int((now - card.came_at).total_seconds()) // 60)
    waits = card.state is TokenState.WAITING
    kind: Kind = "warn" if waits and waited >= LONG_MINUTES else "neutral"
    since = card.ended_at or card.started_at or card.called_at
    when = _("{n} min", n=waited) if waits else (words().time(since) if since is not None else "")
    age = words().age_short(card.born_on, card.birth_is_estimated, card.day)
    sex = card.sex.value if card.sex.value in "FMO" else ""
    facts = " · ".join(
        part for part in (f"{age} {sex}".strip(), said_reason(card.reason), card.village or "") if part
    )
    measured = Cell(_("Measured"), kind="ok") if one.measured_at is not None else Cell("")
    return Row(
        card.id, card.name, facts, lead=card.number, cells=(measured, Cell(when, kind=kind)),
        pill=class_pill(card.priority) if waits else state_pill(card.state, kind),
        facts_kind="danger" if waits and card.priority is Priority.EMERGENCY else "neutral",
        dim=not card.is_open,
    )  # fmt: skip


def state_pill(state: TokenState, kind: Kind = "neutral") -> Pill | None:
    match state:
        case TokenState.CALLED:
            return Pill(_("Called"), "accent", "bell-ringing")
        case TokenState.WITH_DOCTOR:
            return Pill(_("With you"), "accent", "stethoscope", solid=True)
        case TokenState.DONE:
            return Pill(_("Done"), "ok", "check")
        case TokenState.LEFT:
            return Pill(_("Left"), "neutral", "door-exit")
        case TokenState.CANCELLED:
            return Pill(_("Cancelled"), "neutral", "x")
    return Pill(_("Waiting"), kind, "clock")


def title_of(state: TokenState) -> str:
    match state:
        case TokenState.CALLED:
            return _("Called")
        case TokenState.WITH_DOCTOR:
            return _("With you")
        case TokenState.WAITING:
            return _("Next")
    return _("Today")


def state_words(one: MyToken) -> str:
    card = one.card
    at = card.ended_at or card.started_at or card.called_at or card.came_at
    match card.state:
        case TokenState.CALLED:
            return _("Called at {time}", time=words().time(at))
        case TokenState.WITH_DOCTOR:
            return _("Inside since {time}", time=words().time(at))
        case TokenState.DONE:
            return _("Done at {time}", time=words().time(at))
        case TokenState.LEFT:
            return _("Left at {time}", time=words().time(at))
    return _("Came at {time}", time=words().time(card.came_at))


def start_words(one: MyToken, opens: bool) -> str:
    if not opens:
        return _("Measure")
    match one.card.state:
        case TokenState.CALLED | TokenState.WAITING:
            return _("Start visit")
        case TokenState.LEFT:
            return _("Is back, start visit")
    return _("Open visit")


def class_pill(priority: Priority) -> Pill | None:
    match priority:
        case Priority.EMERGENCY:
            return Pill(_("Emergency"), "danger", "alert-triangle")
        case Priority.PREGNANT:
            return Pill(_("Pregnant"), "info", "baby-carriage")
        case Priority.ELDERLY:
            return Pill(_("Elderly"), "info", "user")
        case Priority.CHILD:
            return Pill(_("Child"), "info", "mood-smile")
    return None
