"""How the program ends, as scripts read it."""

from enum import IntEnum

from app.words import Said


class Outcome(IntEnum):
    """Exit codes; `shivir --help` lists them."""

    DONE = 0
    FOUND_WRONG = 1
    USAGE = 2
    REFUSED = 3
    STORE_UNWELL = 4
    NOT_SIGNED_IN = 5
    SERVER_NOT_REACHED = 6


MEANING = {
    Outcome.DONE: Said("done"),
    Outcome.FOUND_WRONG: Said("something wrong was found"),
    Outcome.USAGE: Said("the command was not understood"),
    Outcome.REFUSED: Said("refused, with a reason"),
    Outcome.STORE_UNWELL: Said(
        "the store cannot be opened: in use, damaged, disk full, or made by a newer version"
    ),
    Outcome.NOT_SIGNED_IN: Said("nobody signed in"),
    Outcome.SERVER_NOT_REACHED: Said("the server was not reached"),
}


class Stopped(Exception):  # reads as what happened: the command stopped, with an outcome
    """A command that cannot go on, and what to tell."""

    def __init__(self, outcome: Outcome, reason: Said, advice: Said | None = None) -> None:
        super().__init__(str(outcome))
        self.outcome, self.reason, self.advice = outcome, reason, advice
