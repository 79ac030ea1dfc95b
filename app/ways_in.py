"""Who may open this store on this laptop, and with what. Slow on purpose where a password is tried."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from app.staying_out import KEYRING_GONE, StaysOut, stays_out
from models.said import Said
from models.store import second_factor
from models.store.accounts import (
    LetIn,
    NameTaken,
    add_user,
    change_password,
    drop_second_factor,
    everybody,
    remove_user,
    set_second_factor,
    show_as,
    vouch,
)
from models.store.data_folder import DataFolder
from models.store.opening import OpenedStore
from models.store.recovery import new_paper
from models.store.sign_in import KeyringGone, Opened, WrongCode, sign_in
from models.store.way_in import NewUser, TooWeak, Who

NO_WAY_IN = Said("This person does not sign in on this laptop.")


@dataclass(frozen=True, slots=True)
class NewPhone:
    """What a phone scans, or somebody types into it, before its first code is asked for."""

    link: str = field(repr=False)
    seed: bytes = field(repr=False)

    @property
    def letters(self) -> str:
        """The seed for a phone that cannot scan, in groups of four."""
        plain = self.link.split("secret=")[1].split("&")[0]
        return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


class WaysIn:
    """The slots of an opened store. Who may change them is asked by whoever calls."""

    def __init__(self, folder: DataFolder, store: OpenedStore) -> None:
        self._folder = folder
        self._store = store

    def everybody(self) -> tuple[Who, ...]:
        return everybody(self._store)

    def of(self, account: UUID) -> Who | None:
        """The way in somebody has here; its name is the one they type."""
        return next((who for who in self.everybody() if who.user_id == account), None)

    def has_phone(self, account: UUID) -> bool:
        """Whether the tiles say that a second factor is asked for."""
        who = self.of(account)
        return who is not None and any(
            person.name == who.name and person.needs_code for person in self._folder.people()
        )

    def is_free(self, name: str) -> bool:
        return self._folder.find(name) is None

    def add(self, account: UUID, name: str, role: str, password: str) -> Said | None:
        """Give somebody a way in; a sentence if that is not possible."""
        return _sentence(add_user(self._store, NewUser(account, name, role, password)))

    def vouch(self, account: UUID, password: str) -> Said | None:
        """Stand for somebody who forgot the password: same person, new password, phone to be set up again."""
        who = self.of(account)
        return NO_WAY_IN if who is None else _sentence(vouch(self._store, who.name, password))

    def show_as(self, account: UUID, called: str, role: str) -> None:
        """What the sign-in page says of somebody from now on."""
        show_as(self._store, account, called, role)

    def remove(self, account: UUID, told: Callable[[float], None]) -> None:
        """Take somebody's way in. Everything is written anew under another key, so that theirs opens nothing."""
        who = self.of(account)
        if who is not None:
            remove_user(self._store, who.name, told)

    def change_password(self, account: UUID, old: str, new: str, code: str = "") -> StaysOut | None:
        answer = change_password(self._folder, self._name(account), old, new, code)
        return None if isinstance(answer, Opened) else stays_out(answer)

    def new_phone(self, account: UUID, clinic: str) -> NewPhone:
        seed = second_factor.new_seed(self._folder.machine.random)
        return NewPhone(second_factor.otpauth(seed, self._name(account), clinic), seed)

    def take_phone(
        self, account: UUID, password: str, phone: NewPhone, code: str
    ) -> tuple[str, ...] | StaysOut:
        """Ask for the phone's codes from now on; gives the ten codes for paper."""
        opened = sign_in(self._folder, self._name(account), password)
        if not isinstance(opened, Opened):
            return stays_out(opened)
        answer = set_second_factor(self._folder, opened, phone.seed, code)
        if isinstance(answer, WrongCode):
            return StaysOut(
                Said("The code is not right. The clocks of phone and laptop may differ."), about="code"
            )
        return answer[1]

    def drop_phone(self, account: UUID, password: str, code: str) -> StaysOut | None:
        """Ask for the password alone from now on."""
        opened = sign_in(self._folder, self._name(account), password, code)
        if not isinstance(opened, Opened):
            return stays_out(opened)
        drop_second_factor(self._folder, opened)
        return None

    def new_paper(self) -> tuple[str, ...]:
        """A new recovery code in the place of the old."""
        return tuple(new_paper(self._folder, self._store.key).parts)

    def _name(self, account: UUID) -> str:
        who = self.of(account)
        assert who is not None, "whoever sits here came in"
        return who.name


def _sentence(answer: object) -> Said | None:
    match answer:
        case LetIn():
            return None
        case TooWeak(reason=reason):
            return reason
        case NameTaken():
            return Said("Somebody of this name signs in here already. Add a second name.")
        case KeyringGone():
            return KEYRING_GONE.reason
    return stays_out(answer).reason
