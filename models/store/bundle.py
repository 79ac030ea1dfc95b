"""What a person's password guards: private halves, second factor, traces of the passwords before."""

import msgspec

from models.store.keys import (
    KEY,
    Derivation,
    Random,
    Strength,
    derived,
    lock_up,
    normal,
    public_half,
    same,
    unlock,
)
from models.store.second_factor import SecondFactor

REMEMBERED = 4


class Bundle(msgspec.Struct, frozen=True):
    """Locked under the password and the device secret; never synced, never shown."""

    user_id: bytes
    private: bytes
    signing: bytes
    history_salt: bytes
    history: tuple[bytes, ...] = ()
    second_factor: SecondFactor | None = None

    def __repr__(self) -> str:
        return "<Bundle>"

    def sign(self, message: bytes) -> bytes:
        """This person's Ed25519 signature."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.signing).sign(message)

    @property
    def public(self) -> bytes:
        """What others seal things for this person to."""
        return public_half(self.private)

    @property
    def verifying(self) -> bytes:
        """The public half of `sign`."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw()

    def trace(self, password: str, derive: Derivation, strength: Strength) -> bytes:
        """What is remembered of a password, so that it can be told again; as dear to make as a sign-in."""
        made = derive(normal(password), self.history_salt, strength)
        return derived(made, "password-history", self.history_salt)

    def had(self, trace: bytes) -> bool:
        """Whether this is one of the person's last passwords."""
        return any(same(trace, old) for old in self.history)

    def remembering(self, trace: bytes) -> "Bundle":
        return msgspec.structs.replace(self, history=(*self.history, trace)[-REMEMBERED:])

    def with_second_factor(self, factor: SecondFactor | None) -> "Bundle":
        return msgspec.structs.replace(self, second_factor=factor)


def new_bundle(user_id: bytes, random: Random) -> Bundle:
    return Bundle(user_id, private=random(KEY), signing=random(KEY), history_salt=random(16))


def wrapping_key(
    password: str, salt: bytes, strength: Strength, device_secret: bytes, derive: Derivation
) -> bytes:
    """What a bundle is locked under: the password made dear to guess, and the secret of this machine."""
    return derived(derive(normal(password), salt, strength) + device_secret, "bundle", salt)


def lock_bundle(bundle: Bundle, wrap: bytes, about: bytes, random: Random) -> bytes:
    return lock_up(wrap, msgspec.msgpack.encode(bundle), about, random)


def open_bundle(locked: bytes, wrap: bytes, about: bytes) -> Bundle | None:
    """The bundle, or None: the password was another."""
    plain = unlock(wrap, locked, about)
    return None if plain is None else msgspec.msgpack.decode(plain, type=Bundle)
