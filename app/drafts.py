"""What somebody typed and has not saved yet. It survives a lock, a crash and a power cut, and stays theirs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import delete, select

from app.work import Deed, Lane, Work, use_case
from models.ledger.device import Draft

KEPT_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as its form gave it: plain values by field."""

    form: str
    body: dict[str, Any]
    at: datetime


@use_case(Deed.USE_LAPTOP)
def keep_draft(work: Work, form: str, body: dict[str, Any]) -> None:
    """Keep what the form holds now; an empty one is forgotten."""
    key = (work.actor.id, form)
    row = work.session.get(Draft, key)
    if not body:
        if row is not None:
            work.session.delete(row)
        return
    packed = msgspec.msgpack.encode(body)
    if row is None:
        work.session.add(Draft(account_id=work.actor.id, form=form, body=packed, at=work.now))
    else:
        row.body, row.at = packed, work.now


@use_case(Deed.USE_LAPTOP, Lane.READ)
def my_drafts(work: Work) -> tuple[KeptDraft, ...]:
    """The person's drafts that are not too old, newest first."""
    rows = work.session.scalars(
        select(Draft)
        .where(Draft.account_id == work.actor.id, Draft.at > work.now - KEPT_FOR)
        .order_by(Draft.at.desc())
    )
    return tuple(KeptDraft(row.form, msgspec.msgpack.decode(row.body), row.at) for row in rows)


@use_case(Deed.USE_LAPTOP)
def forget_old_drafts(work: Work) -> None:
    """Clear away what nobody came back for."""
    work.session.execute(delete(Draft).where(Draft.at <= work.now - KEPT_FOR))
