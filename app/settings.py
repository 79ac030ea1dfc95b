"""What one person, or this laptop, prefers. Stays here, never travels."""

from uuid import UUID

from sqlalchemy import select

from app.work import Deed, Lane, Work, use_case
from models.ledger.device import Setting

LAPTOP = UUID(int=0)


@use_case(Deed.USE_LAPTOP, Lane.READ)
def my_settings(work: Work) -> dict[str, str]:
    """The person's own settings laid over the laptop's."""
    rows = work.session.scalars(
        select(Setting).where(Setting.account_id.in_((LAPTOP, work.actor.id or LAPTOP)))
    ).all()
    ordered = sorted(rows, key=lambda row: row.account_id != LAPTOP)
    return {row.name: row.value for row in ordered}


@use_case(Deed.USE_LAPTOP)
def set_mine(work: Work, name: str, value: str) -> None:
    """Remember a choice of this person at this laptop."""
    _set(work, work.actor.id or LAPTOP, name, value)


@use_case(Deed.USE_LAPTOP)
def set_for_laptop(work: Work, name: str, value: str) -> None:
    """Remember a choice for whoever works at this laptop."""
    _set(work, LAPTOP, name, value)


def _set(work: Work, owner: UUID, name: str, value: str) -> None:
    row = work.session.get(Setting, (owner, name))
    if row is None:
        work.session.add(Setting(account_id=owner, name=name, value=value))
    else:
        row.value = value
