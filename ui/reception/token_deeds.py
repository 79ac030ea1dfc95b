"""What can be done with a token, whichever list it is chosen in: keys, menu and buttons are made from this."""

from dataclasses import dataclass

from app.reception.token_card import TokenCard
from app.words import Said
from models.vocabulary import TokenState


@dataclass(frozen=True, slots=True)
class TokenDeed:
    """One verb. `key` works while the list has the focus; the first deed of a state is what Enter does."""

    name: str
    words: Said
    icon: str
    key: str


CALL = TokenDeed("call", Said("Call"), "bell-ringing", "Return")
CALL_AGAIN = TokenDeed("call", Said("Call again"), "bell-ringing", "C")
START = TokenDeed("start", Said("They came in"), "door-enter", "Return")
FINISH = TokenDeed("finish", Said("Done"), "check", "Return")
RETURN = TokenDeed("return", Said("They are back"), "arrow-back-up", "Return")
OPEN = TokenDeed("open", Said("Patient"), "user", "O")
OPEN_DONE = TokenDeed("open", Said("Patient"), "user", "Return")
MOVE = TokenDeed("move", Said("Move"), "switch-horizontal", "M")
HOLD = TokenDeed("skip", Said("Hold"), "player-pause", "H")
NOBODY = TokenDeed("skip", Said("Nobody came"), "user-x", "H")
LEAVE = TokenDeed("leave", Said("Left"), "door-exit", "L")
PRINT = TokenDeed("print", Said("Print slip"), "printer", "P")
PRIORITY = TokenDeed("priority", Said("Priority"), "urgent", "R")
CANCEL = TokenDeed("cancel", Said("Cancel token"), "ban", "Delete")

DEEDS: dict[TokenState, tuple[TokenDeed, ...]] = {
    TokenState.WAITING: (CALL, MOVE, HOLD, PRINT, LEAVE, PRIORITY, OPEN, CANCEL),
    TokenState.CALLED: (START, NOBODY, CALL_AGAIN, MOVE, LEAVE, PRINT, OPEN),
    TokenState.WITH_DOCTOR: (FINISH, MOVE, OPEN),
    TokenState.DONE: (OPEN_DONE,),
    TokenState.LEFT: (RETURN, OPEN),
    TokenState.CANCELLED: (OPEN_DONE,),
}
KEYS = {
    "M": Said("Move to another doctor"),
    "H": Said("Hold, or nobody came"),
    "L": Said("Left"),
    "P": Said("Print slip"),
    "C": Said("Call again"),
    "R": Said("Priority"),
    "O": Said("Open patient"),
    "Delete": Said("Cancel token"),
}
"""The letters some token listens to; which one, says its state."""


def deeds_of(token: TokenCard) -> tuple[TokenDeed, ...]:
    return DEEDS.get(token.state, ())


def deed_for(token: TokenCard, key: str) -> TokenDeed | None:
    """What `key` does with this token."""
    return next((deed for deed in deeds_of(token) if deed.key == key), None)
