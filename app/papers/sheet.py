"""One side of paper while it is laid out: things with a place, in mm from the top left. Nothing is drawn yet.

Because each thing knows its box, what runs off the paper or into something else is found by the layout itself,
and a roll can be as long as what is on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from app.papers.marks import Mark
from app.papers.page import Fault
from app.papers.qr import QUIET_ZONE, Code
from app.papers.text import Block, Line, Style

TOLERANCE = 0.1
"""Boxes are those of usual letters; hairs may touch."""

HAIR = 0.1
"""Half the thickness a line is taken to have: nothing may cross it."""


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right - TOLERANCE
            and other.left < self.right - TOLERANCE
            and self.top < other.bottom - TOLERANCE
            and other.top < self.bottom - TOLERANCE
        )

    def is_within(self, other: "Box") -> bool:
        return (
            self.left >= other.left - TOLERANCE
            and self.top >= other.top - TOLERANCE
            and self.right <= other.right + TOLERANCE
            and self.bottom <= other.bottom + TOLERANCE
        )


class Pen(Protocol):
    """Draws on the finished page, still in mm from the top left."""

    def words(self, x: float, baseline: float, line: Line, style: Style) -> None: ...
    def rule(
        self, x: float, y: float, right: float, bottom: float, thickness: float, *, dashed: bool
    ) -> None: ...
    def frame(self, frame: "Frame") -> None: ...
    def code(self, x: float, y: float, size: float, code: Code) -> None: ...
    def mark(self, x: float, y: float, size: float, mark: Mark, *, white: bool) -> None: ...


class Thing(Protocol):
    def draw(self, pen: Pen) -> None: ...
    def boxes(self) -> Iterator[Box]:
        """Where nothing else may be."""


@dataclass(frozen=True, slots=True)
class Written:
    x: float
    baseline: float
    line: Line
    style: Style

    def draw(self, pen: Pen) -> None:
        pen.words(self.x, self.baseline, self.line, self.style)

    def boxes(self) -> Iterator[Box]:
        line = self.line
        yield Box(self.x, self.baseline - line.rise, self.x + line.width, self.baseline + line.fall)


@dataclass(frozen=True, slots=True)
class Rule:
    x: float
    y: float
    right: float
    bottom: float
    thickness: float
    dashed: bool

    def draw(self, pen: Pen) -> None:
        pen.rule(self.x, self.y, self.right, self.bottom, self.thickness, dashed=self.dashed)

    def boxes(self) -> Iterator[Box]:
        yield Box(self.x, self.y, self.right, self.bottom).grown(HAIR)


@dataclass(frozen=True, slots=True)
class Frame:
    """A box with round corners, filled or outlined; things may stand in it, but not across its edges."""

    x: float
    y: float
    width: float
    height: float
    radius: float
    thickness: float
    is_filled: bool
    is_dashed: bool

    def draw(self, pen: Pen) -> None:
        pen.frame(self)

    def boxes(self) -> Iterator[Box]:
        right, bottom = self.x + self.width, self.y + self.height
        yield Box(self.x, self.y, self.x, bottom).grown(HAIR)
        yield Box(right, self.y, right, bottom).grown(HAIR)
        yield Box(self.x, self.y, right, self.y).grown(HAIR)
        yield Box(self.x, bottom, right, bottom).grown(HAIR)


@dataclass(frozen=True, slots=True)
class Coded:
    x: float
    y: float
    size: float
    code: Code

    def draw(self, pen: Pen) -> None:
        pen.code(self.x, self.y, self.size, self.code)

    def boxes(self) -> Iterator[Box]:
        quiet = self.size / self.code.side * QUIET_ZONE
        yield Box(self.x - quiet, self.y - quiet, self.x + self.size + quiet, self.y + self.size + quiet)


@dataclass(frozen=True, slots=True)
class Marked:
    x: float
    y: float
    size: float
    mark: Mark
    white: bool

    def draw(self, pen: Pen) -> None:
        pen.mark(self.x, self.y, self.size, self.mark, white=self.white)

    def boxes(self) -> Iterator[Box]:
        yield Box(self.x, self.y, self.x + self.size, self.y + self.size)


@dataclass
class Sheet:
    """What will be on one side. `margin` is what printers cannot reach; `height` grows on rolls."""

    width: float
    height: float
    margin: float
    side_margin: float | None = None
    things: list[Thing] = field(default_factory=list)

    def write(self, x: float, baseline: float, line: Line, style: Style, align: str = "left") -> float:
        """One line at `baseline`; `x` is its left edge, its middle or its right edge. The width it took."""
        left = {"left": x, "center": x - line.width / 2, "right": x - line.width}[align]
        if line.pieces:
            self.things.append(Written(left, baseline, line, style))
        return line.width

    def block(self, x: float, top: float, block: Block, align: str = "left") -> float:
        """Lines from `top` down; where the next thing may begin."""
        for index, line in enumerate(block.lines):
            self.write(x, top + block.first_baseline + index * block.leading, line, block.style, align)
        return top + block.height

    def rule(
        self, x: float, y: float, right: float, thickness: float = 0.35, *, dashed: bool = False
    ) -> None:
        self.things.append(Rule(x, y, right, y, thickness, dashed))

    def upright(self, x: float, y: float, bottom: float, thickness: float = 0.35) -> None:
        self.things.append(Rule(x, y, x, bottom, thickness, dashed=False))

    def frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        thickness: float = 1.2,
        radius: float = 1.2,
        *,
        filled: bool = False,
        dashed: bool = False,
    ) -> None:
        self.things.append(Frame(x, y, width, height, radius, thickness, filled, dashed))

    def code(self, x: float, y: float, size: float, code: Code) -> None:
        self.things.append(Coded(x, y, size, code))

    def mark(self, x: float, y: float, size: float, mark: Mark, *, white: bool = False) -> None:
        self.things.append(Marked(x, y, size, mark, white))

    def faults(self, page: int) -> Iterator[Fault]:
        """What is outside the part printers reach, and what lies over something else. Lines may cross lines."""
        side = self.margin if self.side_margin is None else self.side_margin
        reach = Box(side, self.margin, self.width - side, self.height - self.margin)
        placed = [(thing, box) for thing in self.things for box in thing.boxes()]
        for thing, box in placed:
            room = Box(0, 0, self.width, self.height) if isinstance(thing, Coded) else reach
            if not box.is_within(room):
                yield Fault(page, f"{type(thing).__name__} outside", round(box.left, 1), round(box.top, 1))
        placed.sort(key=lambda pair: pair[1].top)
        for index, (thing, box) in enumerate(placed):
            for other, other_box in placed[index + 1 :]:
                if other_box.top > box.bottom:
                    break
                if box.meets(other_box) and not _may_meet(thing, other):
                    what = f"{type(thing).__name__} over {type(other).__name__}"
                    yield Fault(page, what, round(other_box.left, 1), round(other_box.top, 1))


def _may_meet(thing: Thing, other: Thing) -> bool:
    return thing is other or (isinstance(thing, Rule | Frame) and isinstance(other, Rule | Frame))
