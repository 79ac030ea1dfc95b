"""Sentences on their way to people: the words are English, the language is chosen where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass


class Paise(int):
    """Money inside a sentence, so that the edge writes ₹ and commas and not a bare number."""


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Said:
    """A sentence with named gaps, not yet in anybody's language.

    Gaps may hold text, numbers, dates, `Paise` or another `Said`; all are put into words at the edge.
    `many` is the wording for any number but one, chosen by the gap `n`; see `counted`.
    """

    text: str
    slots: Mapping[str, object]
    many: str | None

    def __init__(self, text: str, /, **slots: object) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "many", None)
        object.__setattr__(self, "slots", slots)

    def __str__(self) -> str:
        """English with bare dates and numbers: for tests and command lines, not for windows or papers."""
        text = self.many if self.many is not None and self.slots.get("n") != 1 else self.text
        return text.format(**{name: str(value) for name, value in self.slots.items()})

    def __repr__(self) -> str:
        return f"Said({self.text!r})"  # gaps may hold a patient's name: never in a log

    def __hash__(self) -> int:
        return hash((self.text, self.many, *sorted(self.slots)))


def counted(one: str, many: str, /, n: int, **slots: object) -> Said:
    """A sentence whose wording depends on `n`: `counted("{n} token waits", "{n} tokens wait", n=4)`."""
    said = Said(one, n=n, **slots)
    object.__setattr__(said, "many", many)
    return said
