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
    demo: bool = False

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
    body = msgspec.json.encode(slots)
    head = b"%s %d %s %s\n" % (MAGIC, FORMAT, slots.program.encode(), sha256(body).hexdigest().encode())
    return head + body


def decode(data: bytes, program: str) -> Slots | None:
    """The slots, None if they are damaged. `StoreUnwell` if a newer program wrote them."""
    head, _, body = data.partition(b"\n")
    words = head.split(b" ")
    if len(words) != 5 or b" ".join(words[:2]) != MAGIC or words[4] != sha256(body).hexdigest().encode():
        return None
    if int(words[2]) > FORMAT:
        raise newer(words[3].decode(), program)
    try:
        return msgspec.json.decode(body, type=Slots)
    except msgspec.DecodeError:
        return None


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
