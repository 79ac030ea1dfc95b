"""What lists and tables show: plain frozen values, painted by their delegates."""

from dataclasses import dataclass
from typing import Literal

from ui.kit.pill import Pill
from ui.theme.theme import Kind


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in a column, with facts under them; `kind` colours the words, never alone.

    Attributes:
        box: a dashed edge around the words, in the colour of `kind`: this value is the problem.
        icon: in front of the words, or alone when there are none; then `spoken` says what it does.
    """

    words: str = ""
    facts: str = ""
    kind: Kind = "neutral"
    strong: bool = False
    dim: bool = False
    icon: str | None = None
    box: bool = False
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list.

    Attributes:
        key: what the screen knows it by; selection follows it when the list is shown again.
        lead: in the first column: a token or a time.
        beside: grey, after the title.
        facts, more: the second and third line.
        cells: the columns between title and pill, as `RowLook.columns` says.
        pill, note, cap: at the right end; `cap` is a key.
        initials, icon: in front, if the look has room for it.
        ground: a soft fill for a row that must be seen: warn or danger.
        match: letters of the title to bring out, as typed in a search.
        spoken: what a screen reader says; made from the rest when empty.
        data: anything the screen wants to find again.
    """

    key: object
    title: str
    facts: str = ""
    more: str = ""
    lead: str = ""
    beside: str = ""
    cells: tuple[Cell, ...] = ()
    pill: Pill | None = None
    note: str = ""
    initials: str = ""
    icon: str | None = None
    facts_kind: Kind = "neutral"
    more_kind: Kind = "neutral"
    note_kind: Kind = "neutral"
    ground: Kind | None = None
    dim: bool = False
    match: str = ""
    spoken: str = ""
    data: object = None
    cap: str = ""

    def said(self) -> str:
        if self.spoken:
            return self.spoken
        words = [self.lead, self.title, self.beside, self.facts, self.more, self.note]
        words += [cell.words for cell in self.cells]
        words += [self.pill.words] if self.pill else []
        return ", ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading between rows: its word and how many follow."""

    title: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column between title and pill: its width, and the side its words keep to."""

    width: int
    right: bool = False


@dataclass(frozen=True, slots=True)
class RowLook:
    """How the rows of one list are laid out.

    Attributes:
        height: 0 takes the row height of the density.
        lead: width of the first column; 0 for none. `lead_style` is token, meta or strong.
        tail: room kept at the right for the pill or note when there are columns.
        divider: a thin line between rows.
        pill_low: the pill stands on the line of the facts, so that long titles have the whole width.
        inset: space at the left and right of every row.
        bar: the chosen row has a bar at its left; off for lists inside rounded popovers.
    """

    height: int = 0
    lead: int = 0
    lead_style: Literal["token", "meta", "strong"] = "token"
    columns: tuple[Column, ...] = ()
    tail: int = 0
    divider: bool = False
    pill_low: bool = False
    inset: int = 16
    bar: bool = True
    face: int = 0
