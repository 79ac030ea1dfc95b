"""A disk whose power goes: what it may look like afterwards, told from everything that was done to it.

Kept is what was synced; of each later write all, nothing, or any of its 512-byte sectors. Names that were made,
changed or removed are kept in order up to some point after the folder was last synced, as journaling file systems
keep them. A real disk may be worse only by lying about a sync.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from models.store.disk import RealDisk
from tests.models.store.vfs import OK, Deed, Delete, Sync, Truncate, Write

SECTOR = 512

Change = Write | Truncate


@dataclass(frozen=True, slots=True)
class Rename:
    name: str
    new: str


@dataclass(frozen=True, slots=True)
class SyncFolder:
    name: str


AnyDeed = Deed | Rename | SyncFolder


@dataclass
class Run:
    """Everything a run did to its files, in order, and how far it had come at each acknowledgement."""

    deeds: list[AnyDeed] = field(default_factory=list)
    acknowledged: list[tuple[str, int]] = field(default_factory=list)

    def watch(self, deed: Deed) -> int:
        self.deeds.append(deed)
        return OK

    def acknowledge(self, what: str) -> None:
        self.acknowledged.append((what, len(self.deeds)))

    def acknowledged_by(self, moment: int) -> list[str]:
        return [what for what, at in self.acknowledged if at <= moment]


@dataclass
class RecordedDisk(RealDisk):
    """The real disk, with what the store asks of it written down. `forgetful` leaves the flushes out of the account."""

    run: Run
    forgetful: bool = False

    def write(self, path: Path, data: bytes) -> None:
        self.run.deeds += [Truncate(path.name, 0), Write(path.name, 0, data)]
        super().write(path, data)

    def flush(self, path: Path) -> None:
        if not self.forgetful:
            self.run.deeds.append(Sync(path.name))
        super().flush(path)

    def rename(self, old: Path, new: Path) -> None:
        self.run.deeds.append(Rename(old.name, new.name))
        super().rename(old, new)

    def flush_folder(self, folder: Path) -> None:
        self.run.deeds.append(SyncFolder(folder.name))
        super().flush_folder(folder)

    def remove(self, path: Path) -> None:
        self.run.deeds.append(Delete(path.name))
        super().remove(path)


@dataclass(eq=False)
class File:
    """What certainly stands on the disk, and what was written since."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.since:
            apply(self.synced, change)
        self.since.clear()

    def after_cut(self, chance: Random, mood: float) -> bytes:
        content = bytearray(self.synced)
        for change in self.since:
            luck = chance.random()
            if luck < mood:
                apply(content, change)
            elif isinstance(change, Write) and luck < (1 + mood) / 2:
                tear(content, change, chance)
        return bytes(content)


Names = dict[str, File]


class PowerDisk:
    """One folder, as programs see it and as it may be found."""

    def __init__(self, before: dict[str, bytes] | None = None) -> None:
        self._seen: Names = {name: File(bytearray(data)) for name, data in (before or {}).items()}
        self._sure: Names = dict(self._seen)
        self._pending: list[dict[str, File | None]] = []

    def take(self, deed: AnyDeed) -> None:
        match deed:
            case Write() | Truncate():
                self._file(deed.name).since.append(deed)
            case Sync():
                file = self._file(deed.name)
                file.sync()
                if deed.name.endswith(("-wal", "-journal")) and self._sure.get(deed.name) is not file:
                    self._sync_folder()  # SQLite does, the first time it syncs a log or journal that it made
            case Delete() if deed.name in self._seen:
                self._name({deed.name: None})
            case Rename():
                self._name({deed.name: None, deed.new: self._seen[deed.name]})
            case SyncFolder():
                self._sync_folder()

    def after_cut(self, chance: Random) -> dict[str, bytes]:
        mood = chance.choice((0.0, 1.0, 0.5, chance.random()))
        names = dict(self._sure)
        for change in self._pending[: chance.randrange(len(self._pending) + 1)]:
            take_names(names, change)
        return {name: file.after_cut(chance, mood) for name, file in names.items()}

    def _file(self, name: str) -> File:
        if name not in self._seen:
            self._name({name: File()})
        return self._seen[name]

    def _name(self, change: dict[str, File | None]) -> None:
        self._pending.append(change)
        take_names(self._seen, change)

    def _sync_folder(self) -> None:
        self._sure = dict(self._seen)
        self._pending.clear()


def take_names(names: Names, change: dict[str, File | None]) -> None:
    for name, file in change.items():
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


def apply(content: bytearray, change: Change) -> None:
    match change:
        case Truncate(size=size):
            del content[size:]
            content.extend(bytes(size - len(content)))
        case Write(offset=offset, data=data):
            content.extend(bytes(max(0, offset - len(content))))
            content[offset : offset + len(data)] = data


def tear(content: bytearray, write: Write, chance: Random) -> None:
    """Some of the sectors of a write, in no order."""
    for at in range(0, len(write.data), SECTOR):
        if chance.random() < 0.5:
            apply(content, Write(write.name, write.offset + at, write.data[at : at + SECTOR]))
