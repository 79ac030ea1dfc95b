"""Which passwords are taken, and how long to wait after wrong ones."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from math import ceil
from pathlib import Path

from models.said import Said, counted
from models.store.keys import normal
from models.store.slots import Pause

SHORTEST = 12
SHORTEST_ALONE = 14
OWN_LETTERS = 4
"""How many letters must be left when everything easy to guess is taken out."""

TRIES = 5
FIRST_PAUSE = 30
LONGEST_PAUSE = 15 * 60

WEAK_WORDS = Path(__file__).parents[2] / "resources" / "codes" / "weak_passwords.txt"
_LOOKALIKES = str.maketrans("@4310$57!", "aaeiosst" + "i")


@cache
def weak_words() -> tuple[str, ...]:
    """Words everybody thinks of, longest first."""
    lines = WEAK_WORDS.read_text(encoding="utf-8").splitlines()
    words = {normal(line).casefold().strip() for line in lines if line.strip() and not line.startswith("#")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def weakness(password: str, names: Iterable[str], shortest: int, words: tuple[str, ...]) -> Said | None:
    """Why this password cannot be taken, or None. `names` are the person's and the clinic's."""
    plain = normal(password)
    if len(plain) < shortest:
        return counted(
            "A password needs {shortest} letters or more. {n} is missing.",
            "A password needs {shortest} letters or more. {n} are missing.",
            n=shortest - len(plain),
            shortest=shortest,
        )
    own = {part for name in names for part in normal(name).casefold().split() if len(part) > 2}
    easy = sorted({*words, *own}, key=len, reverse=True)
    if min(_left(plain.casefold(), easy), _left(plain.casefold().translate(_LOOKALIKES), easy)) < OWN_LETTERS:
        return Said(
            "This password is easy to guess. Use three or four words that have nothing to do with work."
        )
    return None


def _left(text: str, easy: Iterable[str]) -> int:
    """How many different letters remain outside the easy words."""
    for word in easy:
        text = text.replace(word, " ")
    return len({letter for letter in text if letter.isalpha()})


def pause_after(wrong: int, now: datetime, uptime: float) -> Pause | None:
    """The pause the `wrong`-th wrong password in a row brings: 30 s at the fifth, then doubling to 15 min."""
    if wrong < TRIES:
        return None
    return Pause(min(FIRST_PAUSE * 2 ** min(wrong - TRIES, 10), LONGEST_PAUSE), now, uptime)


def seconds_left(pause: Pause | None, now: datetime, uptime: float) -> int:
    """How long still to wait, by the machine's uptime, which nobody can set; after a restart by the calendar.

    A calendar set back costs the whole pause again and not more, if the pause is then `resumed`.
    """
    if pause is None:
        return 0
    by_calendar = max((now - pause.since) / timedelta(seconds=1), 0.0)
    passed = uptime - pause.uptime if uptime >= pause.uptime else by_calendar
    return max(0, ceil(pause.seconds - passed))


def resumed(pause: Pause, now: datetime, uptime: float) -> Pause:
    """The same pause after the machine was started again, counting by its uptime once more."""
    if uptime >= pause.uptime:
        return pause
    return Pause(seconds_left(pause, now, uptime), now, uptime)
