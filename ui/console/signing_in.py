"""Who runs a command: the door of a folder, and somebody's desk behind it."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.clock import system_clock
from app.door import CameIn, Door, StaysOut
from app.supervision.keeping import know_every_kind
from app.words import Said
from app.work import Desk
from models.vocabulary import Role
from ui.console.outcome import Outcome, Stopped
from ui.console.terminal import PASSWORD, Terminal

NOTHING_HERE = Stopped(
    Outcome.REFUSED,
    Said("There is no clinic in this folder."),
    Said("Begin one with `shivir init`, look at one with `shivir demo`, or name another folder with --data."),
)


@dataclass(frozen=True, slots=True)
class Inside:
    """An open door and the desk of whoever signed in. `mended` tells what of a damaged store came back."""

    door: Door
    desk: Desk
    mended: tuple[Said, ...]


@contextmanager
def door_at(options: Namespace) -> Iterator[Door]:
    """The folder, claimed until the command is done."""
    know_every_kind()
    door = Door.at(options.data, system_clock)
    try:
        yield door
    finally:
        door.close()


@contextmanager
def signed_in(terminal: Terminal, options: Namespace) -> Iterator[Inside]:
    """A desk in somebody's name."""
    if not options.data.is_dir():
        raise NOTHING_HERE
    with door_at(options) as door:
        if not door.is_founded:
            raise NOTHING_HERE
        name, password = _who(terminal, options, door)
        answer = door.come_in(name, password, options.code or "")
        if isinstance(answer, StaysOut):
            raise Stopped(Outcome.NOT_SIGNED_IN, answer.reason, answer.advice)
        assert isinstance(answer, CameIn)
        yield Inside(door, answer.desk, answer.mended)


def _who(terminal: Terminal, options: Namespace, door: Door) -> tuple[str, str]:
    """Name and password. A demo opens as its supervisor, and knows everybody's password."""
    given = options.password_stdin or PASSWORD in terminal.environ
    if door.is_demo and not given:
        wanted = options.user
        for person in door.people():
            is_meant = person.role == Role.SUPERVISOR.value if wanted is None else person.name == wanted
            if is_meant and person.password:
                return person.name, person.password
    if options.user is None:
        raise Stopped(Outcome.USAGE, Said("Say who you are with --user."))
    return options.user, terminal.secret(terminal.words("Password"), PASSWORD, options.password_stdin)
