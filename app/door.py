"""The door of a data folder: who may come in, and the clinic behind it.

Nothing here imports the store's libraries before somebody comes in: the sign-in page is painted first.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.clock import Clock
from models.said import Said
from models.store.data_folder import DataFolder, Person
from models.store.machine import Machine, this_machine
from models.store.unwell import StoreUnwell

if TYPE_CHECKING:
    from app.clinic import OpenClinic
    from app.supervision.found import NewClinic
    from app.work import Changed, Desk
    from models.store.opening import OpenedStore

PROGRAM = "0.1.0"
Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class CameIn:
    """Somebody is inside: their desk, and what of a damaged store came back, if it was mended just now."""

    desk: "Desk"
    mended: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class StaysOut:
    """Why the door stays shut. `seconds` until the next try; `needs_code` asks for the second factor."""

    reason: Said
    advice: Said | None = None
    seconds: int = 0
    needs_code: bool = False
    wrong_code: bool = False


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

    @classmethod
    def at(cls, path: Path, clock: Clock, machine: Machine | None = None) -> "Door":
        """Claim the folder. `StoreUnwell` if another program has it open, or a newer one made it."""
        return cls(DataFolder.claim(path, machine or this_machine(PROGRAM, clock)), clock)

    @property
    def is_founded(self) -> bool:
        return self._folder.is_founded

    @property
    def is_demo(self) -> bool:
        return self._folder.is_founded and self._folder.slots.demo

    @property
    def is_open(self) -> bool:
        return self._store is not None

    @property
    def logs(self) -> Path:
        return self._folder.logs

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

        answer = sign_in(self._folder, name, password, code)
        if not isinstance(answer, Opened):
            return stays_out(answer)
        mended: tuple[Said, ...] = ()
        if self._store is None:
            from models.store.opening import open_clinic

            self._take(open_clinic(self._folder, answer, _prepare, told or _silent))
            assert self._store is not None
            mended = self._store.repair.told() if self._store.repair else ()
        return CameIn(self.desk_of(answer.user_id), mended)

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

    def let_in(self, account: UUID, name: str, role: str, password: str) -> Said | None:
        """Give somebody a way in on this laptop; a sentence if that is not possible."""
        from models.store.accounts import LetIn, NameTaken, add_user
        from models.store.sign_in import KeyringGone
        from models.store.way_in import NewUser, TooWeak

        assert self._store is not None
        answer = add_user(self._store, NewUser(account, name, role, password))
        if isinstance(answer, LetIn):
            return None
        if isinstance(answer, TooWeak):
            return answer.reason
        if isinstance(answer, NameTaken):
            return Said("Somebody of this name signs in here already. Add a second name.")
        assert isinstance(answer, KeyringGone)
        return KEYRING_GONE.reason

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


KEYRING_GONE = StaysOut(
    Said("The keyring of this computer does not know this store any more. Your password may well be right."),
    Said("Use the recovery code on the clinic's paper. Nothing is lost."),
)


def stays_out(answer: object) -> StaysOut:
    """The sentence for whatever kept somebody out."""
    from models.said import counted
    from models.store.sign_in import KeyringGone, NeedsCode, NoSuchName, Wait, WrongCode, WrongPassword

    if isinstance(answer, WrongPassword | WrongCode):
        wrong_code = isinstance(answer, WrongCode)
        left = counted("{n} try left.", "{n} tries left.", n=answer.tries_left)
        said = (
            Said("The code is not right. {left}", left=left)
            if wrong_code
            else Said("Password is not right. {left}", left=left)
        )
        return StaysOut(said, needs_code=wrong_code, wrong_code=wrong_code)
    if isinstance(answer, Wait):
        return StaysOut(Said("Too many wrong tries. Others can still sign in."), seconds=answer.seconds)
    if isinstance(answer, NeedsCode):
        return StaysOut(Said("Type the code from your phone."), needs_code=True)
    if isinstance(answer, NoSuchName):
        return StaysOut(Said("Nobody of this name signs in here."), Said("Check the spelling of the name."))
    assert isinstance(answer, KeyringGone)
    if answer.only_this_person:
        return StaysOut(
            Said("Your way in was made before the recovery of this laptop."),
            Said("A supervisor can let you in again."),
        )
    return KEYRING_GONE


def _prepare(engine: object) -> None:
    """Bring the tables up to this program. `StoreUnwell` if a newer one made them."""
    from sqlalchemy import Engine

    from models.migrations import is_known, prepare, version_of
    from models.store.unwell import newer

    assert isinstance(engine, Engine)
    version = version_of(engine)
    if version is not None and not is_known(version):
        raise newer(theirs=version, ours=PROGRAM)
    prepare(engine)


def _silent(_done: float) -> None:
    """Nobody watches."""


__all__ = ["Begun", "CameIn", "Door", "FirstPerson", "Person", "StaysOut", "StoreUnwell", "stays_out"]
