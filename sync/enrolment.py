"""The messages by which a machine comes into a clinic, and the code names it is given."""

from collections.abc import Iterator
from itertools import count

import msgspec

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


class Hello(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who a server is. Without `clinic` it waits for one; its keys are what a certificate is made for."""

    program: str
    sign_public: bytes
    seal_public: bytes
    clinic: bytes | None = None


class Bringing(msgspec.Struct, frozen=True):
    """A clinic is brought to its first server: the server's certificate, and the clinic's key sealed to it."""

    code: str
    clinic: bytes
    root_public: bytes
    root_sealed: bytes
    certificate: bytes
    founder: bytes


class Wanted(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody, by their grant, wants a code for a laptop on which `account` shall sign in first."""

    grant: bytes
    account: bytes
    place: bytes | None = None
    event: bytes | None = None


class Given(msgspec.Struct, frozen=True):
    """A one-time code and how many seconds it works."""

    code: str
    seconds: int


class Showing(msgspec.Struct, frozen=True):
    """A code, to see where it leads. Uses nothing up."""

    code: str


class Invited(msgspec.Struct, frozen=True):
    """Where a code leads: the clinic, who gave it, who shall sign in, and how many works there are to fetch."""

    clinic: bytes
    clinic_name: str
    root_public: bytes
    owner: str
    account: bytes
    account_name: str
    role: str
    works: int

    def __repr__(self) -> str:
        return "<Invited>"


class Joining(msgspec.Struct, frozen=True):
    """A laptop joins, with its own name and keys."""

    code: str
    name: str
    sign_public: bytes
    seal_public: bytes


class Joined(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a laptop needs to be one of the clinic's."""

    clinic: bytes
    device: bytes
    certificate: bytes
    server: bytes


def names() -> Iterator[tuple[str, str]]:
    """Codes with their lanes, in the order in which they are given out: A1 with A, … Z1, A2 with A2, …

    They end in a digit: what a laptop takes after a restore (`spare_name`) is never another's.
    """
    for number in count():
        turn, place = divmod(number, len(LETTERS))
        letter = LETTERS[place]
        yield f"{letter}{turn + 1}", letter if turn == 0 else f"{letter}{turn + 1}"
