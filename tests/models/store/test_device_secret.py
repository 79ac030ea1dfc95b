import os

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import PasswordDeleteError

from models.store.device_secret import (
    Absent,
    Changed,
    Present,
    SystemKeyring,
    count_starts,
    forget,
    look_up,
    make_secret,
    starts_of,
)
from tests.fakes import MemoryKeyring

STORE = b"CLINIC0123456789"


class OwnBackend(KeyringBackend):
    """A backend of the keyring library that keeps everything in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library's own
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


def test_a_secret_made_is_found_again() -> None:
    kept = MemoryKeyring()
    made = make_secret(kept, STORE, os.urandom)
    assert isinstance(made, Present)
    assert look_up(kept, STORE, made.check) == made
    assert made.secret.hex() not in repr(made)


def test_a_store_made_without_a_keyring_misses_none() -> None:
    made = make_secret(MemoryKeyring(refuses=True), STORE, os.urandom)
    assert made == Absent()
    assert look_up(MemoryKeyring(), STORE, made.check) == Absent()


def test_a_keyring_that_was_emptied_is_told_from_one_that_holds_another_secret() -> None:
    kept = MemoryKeyring()
    made = make_secret(kept, STORE, os.urandom)
    make_secret(kept, STORE, os.urandom)
    assert look_up(kept, STORE, made.check) == Changed(vanished=False)
    forget(kept, STORE)
    assert look_up(kept, STORE, made.check) == Changed(vanished=True)


@pytest.mark.parametrize("rubbish", ["", "not hexadecimal", "00" * 32])
def test_rubbish_in_the_keyring_is_another_secret(rubbish: str) -> None:
    kept = MemoryKeyring()
    made = make_secret(kept, STORE, os.urandom)
    kept.kept = dict.fromkeys(kept.kept, rubbish)
    assert look_up(kept, STORE, made.check) == Changed(vanished=False)


def test_starts_are_counted_apart_from_the_secret() -> None:
    kept = MemoryKeyring()
    assert starts_of(kept, STORE) == 0
    count_starts(kept, STORE, 7)
    assert starts_of(kept, STORE) == 7


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_a_system_without_a_keyring_keeps_nothing_and_breaks_nothing(backend: type[KeyringBackend]) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(backend())
    try:
        assert make_secret(SystemKeyring(), STORE, os.urandom) == Absent()
        assert look_up(SystemKeyring(), STORE, b"something") == Changed(vanished=True)
        forget(SystemKeyring(), STORE)
    finally:
        keyring.set_keyring(before)


def test_the_keyring_of_the_system_keeps_what_it_is_given() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(OwnBackend())
    try:
        made = make_secret(SystemKeyring(), STORE, os.urandom)
        assert isinstance(made, Present)
        assert look_up(SystemKeyring(), STORE, made.check) == made
        forget(SystemKeyring(), STORE)
        assert look_up(SystemKeyring(), STORE, made.check) == Changed(vanished=True)
    finally:
        keyring.set_keyring(before)
