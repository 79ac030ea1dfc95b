"""Who last wrote a field, as far as this laptop knows: for "changed by Asha, 10:05" beside it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from models.base import Synced, moment, shared_fields
from models.ledger import rows
from models.ledger.merge import RowState, choose
from models.people.staff import Account

STATE = ("origin", "edit", "made_at", "made_surely", "made_by", "edits", "extra")


@dataclass(frozen=True, slots=True)
class LastEdit:
    """The edit whose value is shown. `others` counts the ones made apart that wait for a person."""

    by: str
    at: datetime
    others: int = 0


def state_of(record: Synced) -> RowState:
    """The record as merging sees it."""
    model = type(record)
    return rows.state_of(model, {name: getattr(record, name) for name in (*STATE, *shared_fields(model))})


def last_edits(session: Session, record: Synced, fields: tuple[str, ...]) -> dict[str, LastEdit]:
    """Who wrote each of `fields` last; a field nobody touched since the record was made is left out."""
    state, rules = state_of(record), shared_fields(type(record))
    found = {}
    for name in fields:
        if name in state.standing:
            standing = state.standing[name]
            shown = choose(standing, rules[name])
            values = {str(one.value) for one in standing}
            found[name] = LastEdit(name_of(session, shown.author), moment(shown.at), len(values) - 1)
    return found


def name_of(session: Session, author: bytes | UUID | None) -> str:
    """The name of an account; nothing for the machine or somebody this laptop does not know."""
    if author is None:
        return ""
    key = UUID(bytes=author) if isinstance(author, bytes) else author
    account = session.get(Account, key)
    return "" if account is None else account.name
