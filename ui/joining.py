"""A laptop joins a clinic by code: the line does it, the door goes on with what it made."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.door import PROGRAM, CameIn, Door, StaysOut
from ui.setup.join_way import Awaited, Joining

if TYPE_CHECKING:
    from sync.client.join import Invitation


class JoinsByLine:
    """What `ui.setup.join_way.JoinsByCode` asks for, over the network."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._invitation: Invitation | None = None

    def look(self, joining: Joining) -> Awaited | StaysOut:
        from sync.client.join import look
        from sync.trouble import Trouble

        try:
            found = look(joining.address, joining.code)
        except Trouble as trouble:
            return _stays_out(trouble.key)
        self._invitation = found
        return Awaited(found.clinic, found.account, found.words)

    def join(self, joining: Joining, told: Callable[[float], None]) -> CameIn | StaysOut:
        from app.staying_out import stays_out
        from sync.client.join import join
        from sync.client.line import Line
        from sync.trouble import Trouble

        invitation, door = self._invitation, self._door
        assert invitation is not None, "looked first"

        try:
            door.adopt(
                lambda folder, prepare: _made(
                    join(folder, invitation, joining.password, joining.laptop, prepare)
                )
            )
        except Trouble as trouble:
            return _stays_out(trouble.key)
        except _TooWeak as weak:
            return stays_out(weak.answer)
        told(0.3)
        assert door.clinic is not None
        line = Line(door.clinic.store, door.clinic.clock, door.random, PROGRAM)
        result = line.round_now()
        line.close()
        told(1.0)
        if not result.is_done and result.trouble is not None:
            return StaysOut(result.trouble, result.advice)
        return CameIn(door.desk_of(invitation.account_id))


def _made(answer: object) -> Any:
    """The store of a laptop that joined: what it is, the door and the line know between them."""
    from sync.client.join import NewLaptop

    if isinstance(answer, NewLaptop):
        return answer.store
    raise _TooWeak(answer)


class _TooWeak(Exception):
    """The password is too weak; nothing was made."""

    def __init__(self, answer: object) -> None:
        super().__init__("too weak")
        self.answer = answer


def _stays_out(key: str) -> StaysOut:
    from sync.trouble import words_of

    reason, advice = words_of(key)
    return StaysOut(reason, advice, about="code")
