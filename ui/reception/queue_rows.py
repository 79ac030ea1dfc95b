"""Tokens as rows of the desk's list and of the wide table."""

from datetime import date

from app.people.wording import PRIORITIES
from app.reception.queue import Queue, QueueRow
from app.reception.reasons import reason_words
from models.vocabulary import Priority, TokenState
from ui.kit.pill import Pill
from ui.kit.row import Cell, Row, Section
from ui.people.person_words import age_sex
from ui.speech import _, words
from ui.theme.theme import Kind

ALL = "waiting"
"""The counter that shows every section, with those who wait in the middle of it."""
SECTIONS = ("inside", "waiting", "done", "left")


def section_rows(seen: Queue, chosen: str, today: date) -> list[Row | Section]:
    """What the list shows when the counter `chosen` is pressed."""
    titles = {
        "inside": _("With doctor"), "waiting": _("Waiting"), "done": _("Done"), "left": _("Left"),
    }  # fmt: skip
    shown = SECTIONS[:3] if chosen == ALL else (chosen,)
    rows: list[Row | Section] = []
    for name in shown:
        tokens: tuple[QueueRow, ...] = getattr(seen, name)
        if tokens:
            rows.append(Section(titles[name], str(len(tokens))))
            rows += [list_row(one, today) for one in tokens]
    return rows


def list_row(one: QueueRow, today: date) -> Row:
    token = one.token
    first = priority_words(token.priority)
    facts = [age_sex(token, today), first, said_reason(token.reason)]
    kind: Kind = "danger" if token.priority is Priority.EMERGENCY else "warn" if first else "neutral"
    return Row(
        token.id, name_of(one), " · ".join(part for part in facts if part), lead=token.number,
        cells=(Cell(one.doctor), Cell(time_words(one), kind="warn" if one.waits_long else "neutral")),
        pill=state_pill(one), facts_kind=kind, dim=token.state in (TokenState.DONE, TokenState.LEFT),
        spoken=spoken(one), data=one,
    )  # fmt: skip


def name_of(one: QueueRow) -> str:
    return one.token.name or _("Not on this laptop yet")


def said_reason(reason: str | None) -> str:
    said = reason_words(reason)
    return _(said) if not isinstance(said, str) else said


def priority_words(priority: Priority) -> str:
    """Nothing for most; why somebody goes first."""
    if priority is Priority.EMERGENCY:
        return _("priority")
    return _(PRIORITIES[priority]).lower() if priority in PRIORITIES else ""


def time_words(one: QueueRow) -> str:
    """How long they have waited or are inside; when they were done."""
    if one.token.ended_at is not None and not one.token.is_open:
        return words().time(one.token.ended_at)
    return _("{n} min", n=one.minutes)


def state_pill(one: QueueRow) -> Pill:
    match one.token.state:
        case TokenState.WAITING:
            return Pill(_("Waiting"), "warn" if one.waits_long else "neutral", "clock")
        case TokenState.CALLED:
            return Pill(_("Called"), "info", "bell-ringing")
        case TokenState.WITH_DOCTOR:
            return Pill(_("With doctor"), "accent", "stethoscope")
        case TokenState.DONE:
            return Pill(_("Done"), "ok", "check")
        case TokenState.LEFT:
            return Pill(_("Left"), "neutral", "door-exit")
    return Pill(_("Cancelled"), "neutral", "ban")


def spoken(one: QueueRow) -> str:
    """What a screen reader says of a token."""
    token = one.token
    parts = [
        _("Token {number}", number=token.number), token.name, state_pill(one).words, time_words(one),
        priority_words(token.priority), one.doctor,
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)
