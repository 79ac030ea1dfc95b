"""What a laptop tells people about its line: how it stands, and what a round did."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from models.said import Said
from models.vocabulary import LineChip


class LineTrouble(Exception):
    """Something on the line did not work: what happened, and what is safe or to be done. Nothing is lost by it."""

    @property
    def reason(self) -> Said:
        raise NotImplementedError

    @property
    def advice(self) -> Said:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class CodeGiven:
    """A one-time code to read aloud, how long it works, and the words that the other screen must show too."""

    code: str
    minutes: int
    words: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ServerSeen:
    """A server, with the keys its certificate is made for. `is_ours` if it is in this clinic already."""

    sign_public: bytes
    seal_public: bytes
    is_ours: bool


@dataclass(frozen=True, slots=True)
class HeldBack:
    """One deed that the server has not taken, why, and what to do about it."""

    writer: bytes
    number: int
    deed: str
    at: datetime | None
    reason: Said
    advice: Said


@dataclass(frozen=True, slots=True)
class Waiting:
    """Deeds of one kind that no server has confirmed, and since when."""

    deed: str
    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class LineState:
    """How the line stands.

    `waiting` counts own works that no server confirmed to hold durably, `since` is the time of the oldest. `done`
    is when a round last came to its end, `heard` when the server last answered at all. `safe` is said first.
    """

    chip: LineChip
    safe: Said
    waiting: int = 0
    since: datetime | None = None
    done: datetime | None = None
    heard: datetime | None = None
    trouble: Said | None = None
    advice: Said | None = None
    held: tuple[HeldBack, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows that a round changed here: wire names of kinds, and ids."""

    kinds: frozenset[str] = frozenset()
    ids: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What a round did. `is_done` only if the server confirmed all there was to bring and had nothing more to give.

    `held` counts own works the server keeps aside, `waiting` those it has not confirmed, `handed` the batches of
    other laptops that were passed on.
    """

    is_done: bool
    brought: int = 0
    fetched: int = 0
    waiting: int = 0
    held: int = 0
    trouble: Said | None = None
    advice: Said | None = None
    moved: Moved = field(default_factory=Moved)
    requests: int = 0
    bytes_out: int = 0
    bytes_in: int = 0
    handed: int = 0


@dataclass(frozen=True, slots=True)
class FileSaved:
    """A file to carry by hand: own works in it, batches of other laptops, and its size in bytes."""

    path: Path
    works: int
    carried: int
    size: int


@dataclass(frozen=True, slots=True)
class FileTaken:
    """What a carried file did. A receipt confirmed own works and gave others'; else `receipt` is to go back.

    `works` were brought by the file, in `batches`; `given` go back with the receipt.
    """

    was_receipt: bool
    works: int
    batches: int
    confirmed: int
    given: int
    receipt: Path | None
    moved: Moved = field(default_factory=Moved)


@dataclass(frozen=True, slots=True)
class Visitor:
    """A laptop that was at this hub, and when last."""

    device_id: UUID
    name: str
    heard_at: datetime


@dataclass(frozen=True, slots=True)
class HubServing:
    """This laptop is the hub: the text of its QR, where it answers, who was here, and how many batches of others
    wait here for the server.
    """

    code: str
    addresses: tuple[str, ...]
    visitors: tuple[Visitor, ...]
    carried: int


@dataclass(frozen=True, slots=True)
class HubFound:
    """Somebody on the network who says that they are a hub of this clinic; `code` is what their QR says."""

    name: str
    address: str
    code: str


@dataclass(frozen=True, slots=True)
class HubJoined:
    """The hub this laptop works with. `line` is how that stands: the hub's word alone makes nothing safe to leave."""

    name: str
    address: str
    line: LineState
