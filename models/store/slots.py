"""The slot file beside the store: who may open it, and how. Two copies, so that one good one always remains.

Nothing in it says a name: people are found by a salted hash, and their names are locked twice, once under the
device secret for the sign-in page and once under the data key for those inside. A store marked `demo` is the
exception, and says so in its head.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from models.store.disk import Disk, replace
from models.store.keys import Strength, name_hash
from models.store.unwell import StoreUnwell, newer

FORMAT = 1
"""Goes up with every field that is added: an older program would write the file anew without it."""

REAL, DEMO = b"CLINIC", b"DEMO"
"""How the names of stores begin. The name is part of all that is locked in the slots, so nobody can turn a clinic
into a demo and have its passwords written down."""

MAGIC = b"SHIVIR SLOTS"
COPIES = ("slots.a", "slots.b")


class DemoCard(msgspec.Struct, frozen=True):
    """A person of the demo clinic: made up, so in clear."""

    name: str
    role: str
    password: str


class Pause(msgspec.Struct, frozen=True):
    """Since when nobody may try, by both clocks: the calendar's can be set, the uptime's only restarts."""

    seconds: int
    since: datetime
    uptime: float


class UserSlot(msgspec.Struct, frozen=True):
    """One person's way in.

    `who` (id, name, role) is locked under the data key with `name_hash` and `public` beside it, so it also
    proves that somebody with the key made this slot. `coming` is the same pair for the next data key while
    the store is being written anew.
    """

    name_hash: bytes
    salt: bytes
    strength: Strength
    device_check: bytes
    public: bytes
    bundle: bytes
    data_key: bytes
    who: bytes
    coming_key: bytes = b""
    coming_who: bytes = b""
    card: bytes = b""
    demo: DemoCard | None = None
    wrong: int = 0
    pause: Pause | None = None


class RecoverySlot(msgspec.Struct, frozen=True):
    """The paper's way in."""

    public: bytes
    data_key: bytes
    proof: bytes
    coming_key: bytes = b""
    coming_proof: bytes = b""


class Slots(msgspec.Struct, frozen=True):
    """What one generation of the slot file says.

    `device_check` tells the right device secret; empty, the store was made on a laptop without a keyring.
    `prepared` is the program that last brought the tables up to date; `starts` how often it was opened.
    `restored` stays until the ledger has taken a new writer.
    """

    generation: int
    program: str
    store: bytes
    key_check: bytes
    recovery: RecoverySlot
    users: tuple[UserSlot, ...]
    coming_check: bytes = b""
    device_check: bytes = b""
    starts: int = 0
    prepared: str = ""
    restored: bool = False

    @property
    def demo(self) -> bool:
        return self.store.startswith(DEMO)

    def find(self, name_hash: bytes) -> UserSlot | None:
        return next((user for user in self.users if user.name_hash == name_hash), None)

    def named(self, name: str) -> UserSlot | None:
        return self.find(name_hash(name, self.store))

    def with_user(self, slot: UserSlot) -> "Slots":
        """These slots with `slot` in the place of the one it replaces, or added."""
        others = tuple(user for user in self.users if user.name_hash != slot.name_hash)
        return msgspec.structs.replace(self, users=(*others, slot))


@dataclass(frozen=True, slots=True)
class NoSlots:
    """There is no good copy: `damaged` if there was one."""

    damaged: bool


def encode(slots: Slots) -> bytes:
    """One line that a support person can read, with a digest of it and of all that follows; then JSON."""
    head = b" ".join((MAGIC, str(FORMAT).encode(), slots.program.encode()))
    body = msgspec.json.encode(slots)
    return head + b" " + _digest(head, body) + b"\n" + body


def decode(data: bytes, program: str) -> Slots | None:
    """The slots, None if they are damaged. `StoreUnwell` if a newer program wrote them."""
    line, _, body = data.partition(b"\n")
    head, _, digest = line.rpartition(b" ")
    if not head.startswith(MAGIC + b" ") or digest != _digest(head, body):
        return None
    number, _, made_by = head[len(MAGIC) + 1 :].partition(b" ")
    if int(number) > FORMAT:
        raise newer(made_by.decode(), program)
    try:
        return msgspec.json.decode(body, type=Slots)
    except msgspec.DecodeError:
        return None


def _digest(head: bytes, body: bytes) -> bytes:
    return sha256(head + b"\n" + body).hexdigest().encode()


def read(folder: Path, disk: Disk, program: str) -> Slots | NoSlots:
    """The newest good copy. `StoreUnwell` if a newer program wrote either of them."""
    good: list[Slots] = []
    damaged = False
    for name in COPIES:
        try:
            slots = decode(disk.read(folder / name), program)
        except FileNotFoundError:
            continue
        except OSError:
            slots = None
        if slots is None:
            damaged = True
        else:
            good.append(slots)
    if not good:
        return NoSlots(damaged)
    return max(good, key=lambda slots: slots.generation)


def write(folder: Path, disk: Disk, slots: Slots) -> Slots:
    """Write the next generation to one copy, and once it is safe there to the other.

    Both, because the older copy would still open with a password that was changed, and would not know a new
    data key. The first to be written is the one `read` would not choose.
    """
    fresh = msgspec.structs.replace(slots, generation=slots.generation + 1)
    data = encode(fresh)
    for name in _worse_first(folder, disk):
        replace(disk, folder / name, data)
    return fresh


def _worse_first(folder: Path, disk: Disk) -> list[str]:
    return sorted(COPIES, key=lambda name: _generation(folder / name, disk))


def _generation(path: Path, disk: Disk) -> int:
    try:
        slots = decode(disk.read(path), "")
    except (OSError, StoreUnwell):
        return -1
    return -1 if slots is None else slots.generation
