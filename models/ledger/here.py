"""Who this laptop is as a writer."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from models.ledger.device import Here
from models.ledger.line import FormerWriter

Random = Callable[[int], bytes]

SPARES = "XYZWVUTSRQPNMLKJHGFEDCBA"
"""What follows a laptop's code after its first restore, its second, … A code given to a laptop ends in a digit."""


def settle(
    session: Session,
    clinic_id: UUID,
    random: Random,
    *,
    sign_private: bytes,
    seal_private: bytes,
    root_private: bytes | None = None,
) -> Here:
    """Write down who this laptop is. The ledger needs it before the first work."""
    here = Here(
        clinic_id=clinic_id,
        writer=random(8),
        epoch=random(8),
        sign_private=sign_private,
        seal_private=seal_private,
        root_private=root_private,
        number=0,
        arrival=0,
        audit_number=0,
        audit_hash=bytes(32),
    )
    session.add(here)
    session.flush()
    return here


def become_new_writer(session: Session, random: Random) -> None:
    """After a restore: works are counted under a new name, so that no number is ever used twice.

    The journal gets a new epoch, as its arrivals may differ from what others have read of it. What was
    written under the old name stays ours to bring to the server.
    """
    session.execute(
        insert(FormerWriter).from_select(
            ["writer", "number"], select(Here.writer, Here.number).where(Here.number > 0)
        )
    )
    session.execute(
        update(Here).values(writer=random(8), epoch=random(8), number=0, audit_number=0, audit_hash=bytes(32))
    )


def restores(session: Session) -> int:
    """How often this laptop began anew under another name."""
    return session.scalars(select(func.count()).select_from(FormerWriter)).one()


def spare_name(name: str, restored: int) -> str:
    """What stands for a laptop's code or lane in the numbers it gives out: another after each restore.

    The copy brought back does not know which numbers were given out after it was made.
    """
    return name if not restored else name + SPARES[min(restored, len(SPARES)) - 1]
