"""The door of a data folder: who may come in, and the clinic behind it.

Nothing here imports the store's libraries before somebody comes in: the sign-in page is painted first.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.clock import Clock, ClockDoubt, clock_doubt
from app.staying_out import StaysOut, stays_out
from models.said import Said
from models.store.data_folder import DataFolder, Person
from models.store.machine import Machine, this_machine
from models.store.unwell import StoreUnwell

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from app.clinic import OpenClinic
    from app.supervision.found import NewClinic
    from app.ways_in import WaysIn
    from app.work import Changed, Desk
    from models.store.keys import Random
    from models.store.opening import OpenedStore
    from models.store.sign_in import Opened

PROGRAM = "0.1.0"
Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class CameIn:
    """Somebody is inside: their desk, and what of a damaged store came back, if it was mended just now."""

    desk: "Desk"
    mended: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A clinic was founded. `recovery` is shown and printed now and never again: parts of five letters."""

    desk: "Desk"
    recovery: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """Who founds the clinic: its administrator."""

    name: str = field(repr=False)
    password: str = field(repr=False)


class Door:
    """A claimed data folder. One process holds it; `close` lets go.

    `changed` hears of every commit made at any desk behind this door.
    """

    def __init__(
        self, folder: DataFolder, clock: Clock, changed: "Callable[[Changed], None] | None" = None
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._store: OpenedStore | None = None
        self.changed = changed
        self.clinic: OpenClinic | None = None
        self._has_keyring: bool | None = None

    @classmethod
    def at(cls, path: Path, clock: Clock, machine: Machine | None = None) -> "Door":
        """Claim the folder. `StoreUnwell` if another program has it open, or a newer one made it."""
        return cls(DataFolder.claim(path, machine or this_machine(PROGRAM, clock)), clock)

    @property
    def is_founded(self) -> bool:
        return self._folder.is_founded

    @property
    def random(self) -> "Random":
        """The machine's source of random bytes."""
        return self._folder.machine.random

    @property
    def machine(self) -> Machine:
        """What the folder lies on, for another folder beside it."""
        return self._folder.machine

    @property
    def is_demo(self) -> bool:
        return self._folder.is_founded and self._folder.slots.demo

    @property
    def is_open(self) -> bool:
        return self._store is not None

    @property
    def path(self) -> Path:
        return self._folder.path

    @property
    def logs(self) -> Path:
        return self._folder.logs

    @property
    def last_here(self) -> datetime | None:
        """When somebody last came in, as far as the tiles tell: a clock before that is wrong."""
        return max((seen for person in self.people() if (seen := person.last_seen)), default=None)

    def people(self) -> tuple[Person, ...]:
        """Who may sign in, for the tiles; empty where no keyring keeps the names and they are typed."""
        return self._folder.people() if self._folder.is_founded else ()

    def room(self) -> int | None:
        """Bytes left on the disk if there are few."""
        return self._folder.room()

    def come_in(
        self, name: str, password: str, code: str = "", told: Told | None = None
    ) -> CameIn | StaysOut:
        """Try a password; open the store behind it if it is not open yet. Slow on purpose."""
        from models.store.sign_in import Opened, sign_in

        clock = clock_doubt(self._clock(), self.last_here)
        answer = sign_in(self._folder, name, password, code)
        if not isinstance(answer, Opened):
            return stays_out(answer)
        return self._entered(answer, told, "sign_in", clock)

    def desk_of(self, account: UUID) -> "Desk":
        """A desk in the name of somebody who came in before. `Refused` if no role of theirs is valid now."""
        assert self.clinic is not None, "nobody came in yet"
        return self.clinic.desk_for(account)

    def found(
        self, new: "NewClinic", first: FirstPerson, laptop: str, demo: bool = False
    ) -> Begun | StaysOut:
        """Begin a clinic in this empty folder."""
        from app.supervision.founding import begin
        from models.identity import identities
        from models.store.founding import Founded, found
        from models.store.way_in import NewUser

        ids = identities(self._clock, self._folder.machine.random)
        account = ids()
        made = found(self._folder, NewUser(account, first.name, "admin", first.password), _prepare, demo)
        if not isinstance(made, Founded):
            return StaysOut(made.reason)
        self._take(made.clinic)
        assert self.clinic is not None
        begin(self.clinic, self._folder.machine.random, new, first.name, account, made.opened, laptop)
        return Begun(self.desk_of(account), tuple(made.code.parts))

    @property
    def ways(self) -> "WaysIn":
        """Who may open this store here; for somebody inside."""
        from app.ways_in import WaysIn

        assert self._store is not None, "nobody came in yet"
        return WaysIn(self._folder, self._store)

    def let_in(self, account: UUID, name: str, role: str, password: str) -> Said | None:
        """Give somebody a way in on this laptop; a sentence if that is not possible."""
        return self.ways.add(account, name, role, password)

    def recover(self, typed: str, name: str, password: str, told: Told | None = None) -> CameIn | StaysOut:
        """Let the holder of the clinic's paper in as `name`, under a new password."""
        from models.store.recovery import recover
        from models.store.sign_in import Opened

        answer = recover(self._folder, typed, name, password)
        return self._entered(answer, told, "recovery") if isinstance(answer, Opened) else stays_out(answer)

    def restore(
        self, backup: Path, typed: str, name: str, password: str, told: Told | None = None
    ) -> CameIn | StaysOut:
        """Bring a backup file in with the clinic's paper; what stood here is moved aside."""
        from models.store.restoring import restore
        from models.store.sign_in import Opened

        assert self._store is None, "the store is at work"
        answer = restore(self._folder, backup, typed, name, password, told or _silent)
        return self._entered(answer, told, "restore") if isinstance(answer, Opened) else stays_out(answer)

    def backup_made_at(self, backup: Path) -> datetime | None:
        """When a backup file was made; None if it is none. `StoreUnwell` if a newer program made it."""
        from models.store.restoring import made_by

        made = made_by(backup, PROGRAM)
        return None if made is None else made[1]

    def weakness(self, password: str, *names: str) -> Said | None:
        """Why a password would not be taken, for the hint under the field while it is typed."""
        from models.store.passwords import SHORTEST, SHORTEST_ALONE, weak_words, weakness

        return weakness(password, names, SHORTEST if self._keeps_secrets() else SHORTEST_ALONE, weak_words())

    def backup(self, told: Told | None = None) -> None:
        """Copy everything into the folder's backups while the desk works on."""
        assert self._store is not None
        self._store.backup(told or _silent)

    def shut(self) -> None:
        """Close the store and forget its key; the folder stays ours."""
        if self._store is not None:
            self._store.close()
        self._store = self.clinic = None

    def close(self) -> None:
        self.shut()
        self._folder.release()

    def _entered(
        self, opened: "Opened", told: Told | None, way: str, clock: ClockDoubt | None = None
    ) -> CameIn:
        """Open the store, if it is not open yet, for somebody whose password or paper was right."""
        from app.supervision.entering import came_in

        mended: tuple[Said, ...] = ()
        if self._store is None:
            from models.store.opening import open_clinic

            self._take(open_clinic(self._folder, opened, _prepare, told or _silent))
            assert self._store is not None
            mended = self._store.repair.told() if self._store.repair else ()
        desk = self.desk_of(opened.user_id)
        self.ways.show_as(opened.user_id, desk.actor.name, desk.actor.grant.role)
        with suppress(StoreUnwell):  # an ill store says so at the next deed; to look at it one must be inside
            desk.run(came_in, way, opened.failures, clock)
        return CameIn(desk, mended)

    def _keeps_secrets(self) -> bool:
        """Whether this machine has a keyring for the store, or would have one."""
        from models.store.device_secret import Absent, forget, make_secret

        if self._has_keyring is None:
            if self._folder.is_founded:
                self._has_keyring = not isinstance(self._folder.device_secret(), Absent)
            else:
                trial, keyring = b"trial", self._folder.machine.keyring
                made = make_secret(keyring, trial, self._folder.machine.random)
                forget(keyring, trial)
                self._has_keyring = not isinstance(made, Absent)
        return self._has_keyring

    def adopt(self, join: "Callable[[DataFolder, Callable[[Engine], None]], OpenedStore]") -> None:
        """Go on with the store that `join` makes in this empty folder: a clinic founded elsewhere."""
        self._take(join(self._folder, _prepare))

    def _take(self, store: "OpenedStore") -> None:
        from app.clinic import OpenClinic
        from models.identity import identities

        self._store = store
        ids = identities(self._clock, self._folder.machine.random)
        self.clinic = OpenClinic(store.store, self._clock, ids, self._tell)
        if store.restored:
            self._begin_anew(store)

    def _begin_anew(self, store: "OpenedStore") -> None:
        from app.work import Lane
        from models.ledger.here import become_new_writer

        assert self.clinic is not None
        with self.clinic.sessions.begin(Lane.WRITE) as session:
            become_new_writer(session, self._folder.machine.random)
        store.took_new_writer()

    def _tell(self, changed: "Changed") -> None:
        if self.changed is not None:
            self.changed(changed)


def _prepare(engine: "Engine") -> None:
    """Bring the tables up to this program. `StoreUnwell` if a newer one made them."""
    from models.migrations import is_known, prepare, version_of
    from models.store.unwell import newer

    version = version_of(engine)
    if version is not None and not is_known(version):
        raise newer(theirs=version, ours=PROGRAM)
    prepare(engine)


def _silent(_done: float) -> None:
    """Nobody watches."""


__all__ = ["Begun", "CameIn", "Door", "FirstPerson", "Person", "StaysOut", "StoreUnwell", "stays_out"]
