"""What comes into this laptop's scope and what goes out of it.

Rows that entered are joined with what is here. Rows that left are pushed first, then purged once the server's
backup covers them. After a change of scope everything is read anew, and then what is outside leaves.
"""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from models.ledger import leaving
from models.ledger.apply import Derive, TakenIn, take_in
from models.ledger.device import Setting
from models.ledger.joining import State, join_in
from models.ledger.scopes import named
from sync.exchange import Reply

NOBODY = UUID(int=0)
NAME = "scope"
SETTLED, READING, AGAIN = "settled", "reading", "again"
"""What is outside has left; what is inside is being read; that, with what this laptop wrote itself."""


def _written(connection: Connection) -> tuple[str, str] | None:
    """The scope this laptop was told, and how far it has come with it."""
    value = connection.scalar(select(Setting.value).where(Setting.account_id == NOBODY, Setting.name == NAME))
    if value is None:
        return None
    label, _, state = value.partition(" ")
    return label, state


def _write(connection: Connection, label: str, state: str, is_new: bool) -> None:
    if is_new:
        connection.execute(insert(Setting).values(account_id=NOBODY, name=NAME, value=f"{label} {state}"))
    else:
        connection.execute(
            update(Setting)
            .where(Setting.account_id == NOBODY, Setting.name == NAME)
            .values(value=f"{label} {state}")
        )


def hear(connection: Connection, reply: Reply) -> None:
    """The server says what this laptop is to hold, as it is about to tell it everything from the beginning."""
    if reply.scope is None:
        return
    before = _written(connection)
    if reply.fault == "unknown_cursor":
        leaving.forget_all(connection)
    elif before is not None and before[0] == reply.scope:
        return
    is_other = before is not None and (before[0] != reply.scope or before[1] == AGAIN)
    _write(connection, reply.scope, AGAIN if is_other else READING, before is None)


def reads_again(connection: Connection) -> bool:
    """Whether this laptop needs its own works too: under another scope it may have purged what they made."""
    written = _written(connection)
    return written is not None and written[1] == AGAIN


def enter(connection: Connection, states: list[State], derive: Derive) -> TakenIn:
    """Join rows that entered with what is here, and let in who waited for them."""
    leaving.come_back(connection, [(state.kind, state.record) for state in states])
    return take_in(connection, [], derive, join_in(connection, states))


def is_settled(connection: Connection) -> bool:
    """Whether nothing here waits to leave."""
    written = _written(connection)
    return (written is None or written[1] == SETTLED) and not leaving.is_pending(connection)


def settle(
    connection: Connection, confirmed: Mapping[bytes, int], arrival: int, backed_up: int
) -> dict[str, set[UUID]]:
    """All there is has been read: what is outside leaves, and what may go is purged. The ids that went, by kind."""
    written = _written(connection)
    if written is not None and written[1] != SETTLED:
        scope = named(written[0])
        if scope is not None:
            leaving.leave_all_outside(connection, scope)
        _write(connection, written[0], SETTLED, is_new=False)
    return leaving.purge(connection, confirmed, arrival, backed_up)
