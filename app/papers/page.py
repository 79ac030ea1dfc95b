"""What a use case hands back when people want something on paper: a finished PDF, not a print job."""

from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto

from models.said import Said


class PaperKind(StrEnum):
    TOKEN = auto()
    PRESCRIPTION = auto()
    RECEIPT = auto()
    INVOICE = auto()
    PASS = auto()
    PASS_SHEET = auto()
    REPORT = auto()


class Stock(StrEnum):
    """What it is printed on. Rolls are black or white, 203 dots to the inch, and as long as they need to be."""

    ROLL = "roll"
    SHEET = "sheet"
    CARD = "card"


class Roll(Enum):
    """A thermal roll: its width and the part of it the head can reach, in mm."""

    MM80 = (80, 72)
    MM58 = (58, 48)

    @property
    def width(self) -> float:
        return float(self.value[0])

    @property
    def printable(self) -> float:
        return float(self.value[1])


@dataclass(frozen=True, slots=True)
class Fault:
    """Something the layout could not do well. It says where, never what was written there."""

    page: int
    what: str
    left_mm: float
    top_mm: float


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper. `name` is a file name without ending and, like `title`, names a number, never a person."""

    kind: PaperKind
    title: Said
    name: str
    pdf: bytes = field(repr=False)
    width_mm: float
    height_mm: float
    pages: int
    stock: Stock
    copies: int = 1
    faults: tuple[Fault, ...] = ()
