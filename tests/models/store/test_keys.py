import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.store.keys import (
    KEY,
    Strength,
    argon2id,
    backup_key,
    key_check,
    lock_up,
    name_hash,
    public_half,
    seal,
    unlock,
    unseal,
)

secrets = st.binary(max_size=200)


@given(secrets, st.binary(max_size=40), st.data())
def test_what_is_locked_opens_with_its_key_and_not_with_a_bit_changed(
    secret: bytes, about: bytes, data: st.DataObject
) -> None:
    key = os.urandom(KEY)
    locked = lock_up(key, secret, about, os.urandom)
    assert unlock(key, locked, about) == secret
    assert unlock(key, locked, about + b"x") is None
    assert unlock(os.urandom(KEY), locked, about) is None

    place = data.draw(st.integers(0, len(locked) * 8 - 1))
    changed = bytearray(locked)
    changed[place // 8] ^= 1 << place % 8
    assert unlock(key, bytes(changed), about) is None


@given(secrets, st.data())
def test_what_is_sealed_opens_for_the_private_half_alone(secret: bytes, data: st.DataObject) -> None:
    private, other = os.urandom(KEY), os.urandom(KEY)
    sealed = seal(public_half(private), secret, b"store", os.urandom)
    assert unseal(private, sealed, b"store") == secret
    assert unseal(other, sealed, b"store") is None
    assert unseal(private, sealed, b"another store") is None
    cut = data.draw(st.integers(0, len(sealed) - 1))
    assert unseal(private, sealed[:cut], b"store") is None


def test_each_purpose_has_a_key_of_its_own() -> None:
    key = os.urandom(KEY)
    assert len({key, backup_key(key), key_check(key), backup_key(backup_key(key))}) == 4


@pytest.mark.parametrize("strength", [Strength.WITH_KEYRING, Strength.DEMO])
def test_the_real_derivation_takes_password_salt_and_strength_into_account(strength: Strength) -> None:
    made = argon2id("tall green tiger", bytes(16), strength)
    assert len(made) == KEY
    assert made != argon2id("tall green tigeR", bytes(16), strength)
    assert made != argon2id("tall green tiger", bytes(15) + b"1", strength)


def test_a_name_is_found_however_it_is_typed_and_only_with_its_salt() -> None:
    salt = os.urandom(16)
    assert name_hash("Asha Devi", salt) == name_hash("  asha   DEVI ", salt)
    assert name_hash("आशा देवी", salt) != name_hash("आशा देव", salt)
    assert name_hash("Asha Devi", salt) != name_hash("Asha Devi", os.urandom(16))
