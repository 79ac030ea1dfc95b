"""Half of what opens a slot lies in the operating system's keyring: a stolen disk alone opens nothing."""

from dataclasses import dataclass, field
from typing import Protocol

from models.store.keys import KEY, Random, derived, same

SERVICE = "Shivir"


class Keyring(Protocol):
    """Where this machine keeps its secrets. A machine that keeps none answers None and False."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, value: str) -> bool:
        """Whether it was kept."""

    def drop(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Present:
    """The secret this store was made with."""

    secret: bytes = field(repr=False)

    @property
    def check(self) -> bytes:
        return secret_check(self.secret)


@dataclass(frozen=True, slots=True)
class Absent:
    """This store was made without a keyring; passwords are longer and dearer to guess instead."""

    secret: bytes = field(default=b"", repr=False)
    check: bytes = b""


@dataclass(frozen=True, slots=True)
class Changed:
    """The store was made with a keyring, and what it holds now is nothing, or something else.

    Never to be told as a wrong password: nobody's password opens the store until the keyring is back, and
    the recovery code still does.
    """

    vanished: bool


DeviceSecret = Present | Absent


class SystemKeyring:
    """The keyring of the operating system, by the `keyring` library, imported at the first question."""

    def get(self, name: str) -> str | None:
        import keyring
        from keyring.errors import KeyringError

        try:
            return keyring.get_password(SERVICE, name)
        except (KeyringError, RuntimeError):
            return None

    def put(self, name: str, value: str) -> bool:
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, name, value)
            return keyring.get_password(SERVICE, name) == value
        except (KeyringError, RuntimeError):
            return False

    def drop(self, name: str) -> None:
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.delete_password(SERVICE, name)
        except (KeyringError, RuntimeError):
            return


def secret_check(secret: bytes) -> bytes:
    return derived(secret, "device-check")[:16]


def make_secret(keyring: Keyring, store: bytes, random: Random) -> DeviceSecret:
    """A new secret for a store, or Absent if this machine keeps none."""
    secret = random(KEY)
    return Present(secret) if keyring.put(_secret_name(store), secret.hex()) else Absent()


def look_up(keyring: Keyring, store: bytes, check: bytes) -> DeviceSecret | Changed:
    """The secret of a store whose slots carry `check`."""
    if not check:
        return Absent()
    kept = keyring.get(_secret_name(store))
    if kept is None:
        return Changed(vanished=True)
    try:
        secret = bytes.fromhex(kept)
    except ValueError:
        return Changed(vanished=False)
    return Present(secret) if secret and same(secret_check(secret), check) else Changed(vanished=False)


def starts_of(keyring: Keyring, store: bytes) -> int:
    """How often this store was opened for writing, as the keyring counted; 0 if it does not know."""
    kept = keyring.get(_starts_name(store))
    return int(kept) if kept is not None and kept.isdigit() else 0


def count_starts(keyring: Keyring, store: bytes, starts: int) -> None:
    keyring.put(_starts_name(store), str(starts))


def forget(keyring: Keyring, store: bytes) -> None:
    """Leave nothing of a store in the keyring."""
    keyring.drop(_secret_name(store))
    keyring.drop(_starts_name(store))


def _secret_name(store: bytes) -> str:
    return f"{store.hex()}/secret"


def _starts_name(store: bytes) -> str:
    return f"{store.hex()}/starts"
