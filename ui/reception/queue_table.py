"""The wide list: everything about a token on one line."""

from datetime import date

from app.reception.queue import QueueRow
from models.vocabulary import Priority, TokenState
from ui.kit.pill import Pill
from ui.kit.row import Cell
from ui.kit.table import Table, TableColumn, TableRow
from ui.people.person_words import age_sex
from ui.reception.queue_rows import name_of, said_reason, spoken, state_pill, time_words
from ui.speech import _, words

ROW = 32


def columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(_("Token"), 78),
        TableColumn(_("Name")),
        TableColumn(_("Age"), 68),
        TableColumn(_("Village"), 92),
        TableColumn(_("Reason"), 128),
        TableColumn(_("Doctor"), 84),
        TableColumn(_("Came"), 58),
        TableColumn(_("Waits"), 72, right=True),
        TableColumn(_("Status"), 124, right=True),
    )


def queue_table() -> Table:
    return Table(_("Queue"), columns(), row_height=ROW)


def table_row(one: QueueRow, today: date) -> TableRow:
    token = one.token
    urgent = token.priority is Priority.EMERGENCY
    waits = Cell(time_words(one), kind="warn" if one.waits_long else "neutral", strong=one.waits_long)
    return TableRow(
        token.id,
        (
            Cell(token.number, strong=True),
            Cell(name_of(one), strong=True),
            Cell(age_sex(token, today), dim=True),
            Cell(token.village or "", dim=True),
            Cell(said_reason(token.reason), kind="danger" if urgent else "neutral", strong=urgent),
            Cell(one.doctor.removeprefix("Dr "), dim=True),
            Cell(words().time(token.came_at), dim=True),
            waits,
            _pill(one),
        ),
        spoken=spoken(one),
    )


def _pill(one: QueueRow) -> Pill:
    """For those who wait, why they go first rather than that they wait."""
    if one.token.state is TokenState.WAITING and one.token.priority is Priority.EMERGENCY:
        return Pill(_("Priority"), "danger", "urgent")
    if one.token.state is TokenState.WAITING and one.token.priority is not Priority.NONE:
        return Pill(_("First"), "warn", "arrow-up")
    if one.token.state is TokenState.WAITING:
        return Pill(_("Waiting"), "neutral", "clock")
    return state_pill(one)


def matches(one: QueueRow, text: str) -> bool:
    """Whether every word of the filter begins a word of the name, the village, the reason or the token."""
    token = one.token
    held = f"{token.name} {token.village or ''} {said_reason(token.reason)} {token.number} {token.number[2:]}"
    starts = held.casefold().split()
    return all(any(start.startswith(part) for start in starts) for part in text.casefold().split())
