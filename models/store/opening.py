"""From somebody who signed in to a store at work, and back."""

from collections.abc import Callable

import msgspec
from sqlalchemy import Engine

from models.store import rotation
from models.store.backups import Backup, back_up
from models.store.data_folder import DataFolder
from models.store.device_secret import count_starts, starts_of
from models.store.health import problems
from models.store.repair import Repair, repair
from models.store.sign_in import Opened
from models.store.store import Store, Told, open_store, silent
from models.store.unwell import Ailment, StoreUnwell

Prepare = Callable[[Engine], None]
"""Brings the tables of a store up to this program, or raises `unwell.newer`. The store knows no table."""


class OpenedStore:
    """A store at work, on behalf of whoever signed in.

    `restored`: the file may be older than what others have seen of it; the ledger takes a new writer and then
    says `took_new_writer`. `repair`: what came back of a damaged store and what did not, to be shown.
    """

    def __init__(self, folder: DataFolder, key: bytes) -> None:
        self.folder = folder
        self.key = key
        self.restored = False
        self.repair: Repair | None = None
        self._ill = False
        self.store: Store = open_store(folder.database, key, self._fell_ill)

    def __repr__(self) -> str:
        return "<OpenedStore>"

    @property
    def write_engine(self) -> Engine:
        return self.store.write_engine

    @property
    def read_engine(self) -> Engine:
        return self.store.read_engine

    def took_new_writer(self) -> None:
        """The ledger writes under a new name from here on: the store counts as itself again."""
        self._count(max(self.store.starts(), _starts_known(self.folder)) + 1)
        self.restored = False

    def backup(self, told: Told = silent) -> Backup:
        """Copy everything into the data folder's backups while the desk works on."""
        folder = self.folder
        with self.store.as_it_stands():
            with folder.turn:
                key, slots = self.key, folder.slots
            return back_up(self.store, key, slots, folder.backups, folder.machine, told)

    def rotate(self, told: Told = silent, leaving: bytes = b"") -> None:
        """Give the store a new data key; the lanes wait meanwhile."""
        rotation.rotate(self.folder, self.store, self.key, told, self._take_key, leaving)

    def _take_key(self, key: bytes) -> None:
        self.key = key

    def close(self) -> None:
        """Leave the file whole, and the key in nobody's hands. The folder stays ours."""
        if not self.key:
            return
        self.store.close()
        self.key = b""
        if not self._ill:
            self.folder.lock.say_closed()

    def settle(self, prepare: Prepare, repaired: Repair | None) -> None:
        """All that comes between the first page and the first use case."""
        folder = self.folder
        if folder.slots.coming_check:
            self.rotate()
        if folder.slots.prepared not in ("", folder.machine.program):
            self.backup()
        prepare(self.write_engine)
        folder.lay_reserve()
        self.repair = repaired
        starts, known = self.store.starts(), _starts_known(folder)
        self.restored = folder.slots.restored or starts < known
        if not self.restored:
            self._count(starts + 1)

    def _count(self, starts: int) -> None:
        """First the file, then the slots, then the keyring: a crash in between leaves the file ahead."""
        folder = self.folder
        self.store.count_start(starts)
        folder.change_slots(
            lambda slots: msgspec.structs.replace(
                slots, starts=starts, restored=False, prepared=folder.machine.program
            )
        )
        count_starts(folder.machine.keyring, folder.slots.store, starts)

    def _fell_ill(self, illness: StoreUnwell) -> None:
        if illness.kind is Ailment.DISK_FULL:
            self.folder.release_reserve()
        if illness.kind is Ailment.DAMAGED:
            self._ill = True


def open_clinic(folder: DataFolder, opened: Opened, prepare: Prepare, told: Told = silent) -> OpenedStore:
    """Open the store for somebody who signed in, mended if it was damaged.

    After an unclean stop every page is checked first, which takes about 1 s for 100 MB. `told` hears of a repair.
    """
    adopted = folder.adopt_coming()
    repaired = _mend(folder, opened, told) if _looks_ill(folder, opened.key, adopted) else None
    folder.lock.say_open()
    try:
        return _settled(folder, opened.key, prepare, repaired)
    except StoreUnwell as illness:
        if illness.kind is not Ailment.DAMAGED or repaired is not None:
            raise
    return _settled(folder, opened.key, prepare, _mend(folder, opened, told))


def _settled(folder: DataFolder, key: bytes, prepare: Prepare, repaired: Repair | None) -> OpenedStore:
    clinic = OpenedStore(folder, key)
    try:
        clinic.settle(prepare, repaired)
    except BaseException:
        clinic.store.close()
        raise
    return clinic


def _looks_ill(folder: DataFolder, key: bytes, adopted: bool) -> bool:
    if not folder.database.exists() or not folder.database.stat().st_size:
        return _starts_known(folder) > 0  # else nothing was ever in it
    in_order = folder.lock.closed_in_order() and not adopted
    return not in_order and bool(problems(folder.database, key))


def _mend(folder: DataFolder, opened: Opened, told: Told) -> Repair:
    return repair(folder, opened.key, opened.bundle.private, told)


def _starts_known(folder: DataFolder) -> int:
    slots = folder.slots
    return max(slots.starts, starts_of(folder.machine.keyring, slots.store) if slots.device_check else 0)
