"""The doctors who sit here, as the desk needs them."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.work import Work
from models.people.staff import Account, RoleGrant
from models.vocabulary import Role


@dataclass(frozen=True, slots=True)
class DoctorCard:
    """A doctor. `short` is how the desk says it: Dr Rao, unless two would be called so."""

    id: UUID
    name: str = field(repr=False)
    short: str = field(repr=False)
    room: str | None
    fee_paise: int | None


def doctors_now(work: Work) -> tuple[DoctorCard, ...]:
    """Everybody who is a doctor now, in the order of their rooms."""
    rows = work.session.execute(
        select(Account.id, Account.name, Account.room, Account.fee_paise)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(
            RoleGrant.role == Role.DOCTOR,
            RoleGrant.withdrawn.is_(None),
            RoleGrant.valid_from <= work.now,
            or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to > work.now),
            Account.withdrawn.is_(None),
        )
        .distinct()
    ).all()
    shorts = [short_doctor(row.name) for row in rows]
    cards = [
        DoctorCard(row.id, row.name, short if shorts.count(short) == 1 else row.name, row.room, row.fee_paise)
        for row, short in zip(rows, shorts, strict=True)
    ]
    return tuple(sorted(cards, key=lambda card: (card.room is None, _by_number(card.room or ""), card.name)))


def name_of_staff(session: Session, account_id: UUID | None) -> str:
    """The name of somebody who works or worked here; nothing if this laptop does not know them."""
    if account_id is None:
        return ""
    return session.scalar(select(Account.name).where(Account.id == account_id)) or ""


def short_doctor(name: str) -> str:
    """Dr S. Rao is Dr Rao."""
    words = name.split()
    if len(words) > 2 and words[0].rstrip(".").casefold() == "dr":
        return f"{words[0].rstrip('.')} {words[-1]}"
    return name


def _by_number(room: str) -> tuple[int, str]:
    return (int(room), "") if room.isdecimal() else (10_000, room)
