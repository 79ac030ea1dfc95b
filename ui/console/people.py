"""`shivir user`: who may sign in on this laptop."""

from argparse import Namespace

from ui.console.outcome import Outcome
from ui.console.signing_in import signed_in
from ui.console.terminal import Terminal


def list_users(terminal: Terminal, options: Namespace) -> Outcome:
    """Everybody with a way in here."""
    with signed_in(terminal, options) as inside:
        people = [(who.name, who.role) for who in inside.door.ways.everybody()]
    terminal.show_table(sorted(people))
    terminal.answer(done=True, people=[{"name": name, "role": role} for name, role in sorted(people)])
    return Outcome.DONE
