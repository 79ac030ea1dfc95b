"""What lies where in a data folder, and the one process that may use it.

clinic.db      everything, encrypted            slots.a slots.b   who may open it, twice
lock           one program at a time            reserve           room to finish when the disk is full
backups/       encrypted copies                 damaged/          what was moved aside, never overwritten
logs/          no patient data
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

import msgspec

from models.store import slots as slot_file
from models.store.device_secret import Changed, DeviceSecret, look_up
from models.store.disk import beside
from models.store.instance_lock import InstanceLock
from models.store.keys import Random, derived, lock_up, unlock
from models.store.machine import Machine
from models.store.slots import NoSlots, Slots, UserSlot
from models.store.unwell import Ailment, StoreUnwell, damaged, in_use, unwell

PLENTY = 4
"""The reserve is laid only where this many times its size is free."""


class Card(msgspec.Struct, frozen=True):
    """What the sign-in page may show of a person before anybody signed in.

    Attributes:
        name: what they type to sign in, as it was when their way in was made.
        called: the name they have now; empty while it is the same.
    """

    name: str
    role: str
    needs_code: bool = False
    last_seen: datetime | None = None
    called: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A tile of the sign-in page. `password` only in a demo."""

    name: str = field(repr=False)
    role: str
    needs_code: bool
    last_seen: datetime | None
    password: str | None = field(default=None, repr=False)
    called: str = field(default="", repr=False)
    """The name to show, which may be newer than the one they sign in with."""


class DataFolder:
    """A folder this process has claimed.

    Whoever reads the slots to write them anew, or goes by a key they seal, holds `turn` meanwhile. Who also
    needs the lanes of the store takes those first.
    """

    def __init__(self, path: Path, machine: Machine, lock: InstanceLock, slots: Slots | None) -> None:
        self.path = path
        self.machine = machine
        self.lock = lock
        self._slots = slots
        self.turn = RLock()

    @classmethod
    def claim(cls, path: Path, machine: Machine) -> "DataFolder":
        """`StoreUnwell` if another program has it open, or a newer one made it, or its slots are lost."""
        try:
            for part in (path, path / "backups", path / "logs"):
                part.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = InstanceLock(path / "lock")
            if not lock.take():
                raise in_use()
        except OSError as error:
            raise unwell(error) or error from error
        try:
            return cls(path, machine, lock, _slots(path, machine))
        except BaseException:
            lock.let_go()
            raise

    def release(self) -> None:
        self.lock.let_go()

    @property
    def database(self) -> Path:
        return self.path / "clinic.db"

    @property
    def coming_database(self) -> Path:
        """The store being written anew."""
        return self.path / "clinic.new.db"

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def is_founded(self) -> bool:
        return self._slots is not None

    @property
    def slots(self) -> Slots:
        assert self._slots is not None, "no clinic is founded here"
        return self._slots

    def change_slots(self, change: Callable[[Slots], Slots]) -> Slots:
        """Write the slots anew. `StoreUnwell` leaves them as they were."""
        with self.turn:
            return self.write_slots(change(self.slots))

    def write_slots(self, fresh: Slots) -> Slots:
        """Write these slots; on a full disk with the room of the reserve."""
        with self.turn:
            named = msgspec.structs.replace(fresh, program=self.machine.program)
            try:
                self._slots = self._written(named)
            except StoreUnwell as illness:
                if illness.kind is not Ailment.DISK_FULL or not (self.path / "reserve").exists():
                    raise
                self.release_reserve()
                self._slots = self._written(named)
            return self._slots

    def _written(self, slots: Slots) -> Slots:
        try:
            return slot_file.write(self.path, self.machine.disk, slots)
        except OSError as error:
            raise unwell(error) or error from error

    def change_user(self, slot: UserSlot) -> Slots:
        return self.change_slots(lambda slots: slots.with_user(slot))

    def slot_of(self, hashed: bytes) -> UserSlot:
        """The slot of somebody who is inside."""
        slot = self.slots.find(hashed)
        assert slot is not None, "who is inside has a slot"
        return slot

    def clear_the_way(self) -> None:
        """Move aside a database that no slots belong to. Nothing is ever deleted for being in the way."""
        if self.database.exists():
            self.move_aside(self.database)

    def move_aside(self, *paths: Path) -> Path:
        """Put files, with what lies beside them, into a folder of their own under `damaged/`."""
        stamp = self.machine.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        aside = self.path / "damaged" / stamp
        disk = self.machine.disk
        try:
            aside.mkdir(mode=0o700, parents=True, exist_ok=True)
            for path in paths:
                for there in beside(path):
                    if there.exists():
                        disk.rename(there, free_name(aside / there.name))
            disk.flush_folder(aside)
            disk.flush_folder(self.path)
        except OSError as error:
            raise unwell(error) or error from error
        return aside

    def adopt_coming(self) -> bool:
        """Put a finished new store in its place if the old one is gone; whether there was one to put."""
        if self.database.exists() or not self.coming_database.exists():
            return False
        self.move_aside(self.database)  # the old log: SQLite would read it into the new file
        try:
            self.machine.disk.rename(self.coming_database, self.database)
            self.machine.disk.flush_folder(self.path)
        except OSError as error:
            raise unwell(error) or error from error
        return True

    def remove_database(self, path: Path) -> None:
        """Remove a database file that never counted, with what may lie beside it."""
        for there in beside(path):
            self.machine.disk.remove(there)

    def find(self, name: str) -> UserSlot | None:
        return self.slots.named(name)

    def device_secret(self, slots: Slots | None = None) -> DeviceSecret | Changed:
        """What this machine's keyring holds for these slots, or for those of the folder."""
        asked = slots or self.slots
        return look_up(self.machine.keyring, asked.store, asked.device_check)

    def people(self) -> tuple[Person, ...]:
        """Who may sign in here: last seen first, then by name. Empty where no keyring keeps the names."""
        secret = self.device_secret()
        found = []
        for slot in self.slots.users:
            card = None if isinstance(secret, Changed) else read_card(slot, secret)
            if slot.demo is not None:
                seen = card.last_seen if card else None
                code = card.needs_code if card else False
                demo = slot.demo
                called = (card.called if card else "") or demo.name
                found.append(Person(demo.name, demo.role, code, seen, demo.password, called))
            elif card is not None:
                called = card.called or card.name
                found.append(Person(card.name, card.role, card.needs_code, card.last_seen, None, called))
        found.sort(key=lambda one: (one.last_seen is None, _negative(one.last_seen), one.called.casefold()))
        return tuple(found)

    def lay_reserve(self) -> None:
        """Keep room to finish a deed on a full disk. Does nothing where there is little room already."""
        machine, path = self.machine, self.path / "reserve"
        try:
            if not path.exists() and machine.disk.free(self.path) > PLENTY * machine.reserve:
                machine.disk.reserve(path, machine.reserve)
        except OSError:
            machine.disk.remove(path)

    def release_reserve(self) -> None:
        self.machine.disk.remove(self.path / "reserve")

    def room(self, low: int = 2 << 30) -> int | None:
        """Bytes left if fewer than `low`, else None."""
        free = self.machine.disk.free(self.path)
        return free if free < low else None


def write_card(card: Card, secret: DeviceSecret, name_hash: bytes, random: Random) -> bytes:
    """The card locked under the device secret; nothing without one."""
    if not secret.secret:
        return b""
    return lock_up(derived(secret.secret, "names"), msgspec.msgpack.encode(card), name_hash, random)


def read_card(slot: UserSlot, secret: DeviceSecret) -> Card | None:
    if not secret.secret or not slot.card:
        return None
    plain = unlock(derived(secret.secret, "names"), slot.card, slot.name_hash)
    return None if plain is None else msgspec.msgpack.decode(plain, type=Card)


def free_name(path: Path) -> Path:
    """`path`, or a name like it that nothing has."""
    tried = path
    number = 2
    while tried.exists():
        tried = path.with_name(f"{path.name}.{number}")
        number += 1
    return tried


def _negative(moment: datetime | None) -> float:
    return 0.0 if moment is None else -moment.timestamp()


def _slots(path: Path, machine: Machine) -> Slots | None:
    """The slots of the folder, from the newest backup if both copies are gone."""
    found = slot_file.read(path, machine.disk, machine.program)
    if not isinstance(found, NoSlots):
        return found
    if not found.damaged and not (path / "clinic.db").exists():
        return None
    from models.store.backups import slots_of_newest

    kept = slots_of_newest(path / "backups", machine)
    if kept is None:
        raise damaged()
    for name in slot_file.COPIES:
        if (path / name).exists():
            machine.disk.rename(path / name, free_name(path / f"{name}.damaged"))
    return slot_file.write(path, machine.disk, kept)
