"""Derivations and sealed boxes, as SECURITY promises them: one primitive each, every use under its own name.

The library is brought at the first use: the sign-in page of a laptop without names to unlock does not wait for it.
"""

import hmac
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from hashlib import sha256

KEY = 32
NONCE = 12


class Strength(StrEnum):
    """How dear one guess of a password is. Written beside each slot, so that a later program may choose anew."""

    WITH_KEYRING = "argon2id-64"
    ALONE = "argon2id-256"
    DEMO = "argon2id-8"


COST = {Strength.WITH_KEYRING: (64 << 10, 3), Strength.ALONE: (256 << 10, 3), Strength.DEMO: (8 << 10, 1)}
"""KiB of memory and passes. A demo shows its passwords on the sign-in page: there is nothing to guess."""

Derivation = Callable[[str, bytes, Strength], bytes]
"""(password, salt, strength) → 32 bytes."""

Random = Callable[[int], bytes]


def argon2id(password: str, salt: bytes, strength: Strength) -> bytes:
    """The derivation of every real store: about 0.13 s with a keyring, 0.6 s without."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    memory, passes = COST[strength]
    derivation = Argon2id(salt=salt, length=KEY, iterations=passes, lanes=4, memory_cost=memory)
    return derivation.derive(password.encode())


def normal(text: str) -> str:
    """One spelling for what looks the same, whatever keyboard typed it."""
    return unicodedata.normalize("NFKC", text)


def derived(secret: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """A key for one purpose out of a strong secret."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY, salt or None, f"shivir/{purpose}/1".encode()).derive(secret)


def key_check(key: bytes) -> bytes:
    """Tells the right data key without asking the database: there a wrong key and damage look alike."""
    return derived(key, "check")[:16]


def backup_key(key: bytes) -> bytes:
    """What backups are written under, so that a backup's key does not open the store beside it."""
    return derived(key, "backup")


def same(one: bytes, other: bytes) -> bool:
    return hmac.compare_digest(one, other)


def lock_up(key: bytes, secret: bytes, about: bytes, random: Random) -> bytes:
    """Encrypt under a key; `about` must be named again to open it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = random(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, secret, about)


def unlock(key: bytes, locked: bytes, about: bytes) -> bytes | None:
    """What `lock_up` put away, or None if the key is another or a bit has changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(locked[:NONCE], locked[NONCE:], about)
    except (InvalidTag, ValueError):
        return None


def public_half(private: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal(public: bytes, secret: bytes, about: bytes, random: Random) -> bytes:
    """Encrypt to whoever holds the private half; needs nobody's password."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once = X25519PrivateKey.from_private_bytes(random(KEY))
    ours = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return ours + lock_up(derived(shared, "seal", ours + public), secret, about, random)


def unseal(private: bytes, sealed: bytes, about: bytes) -> bytes | None:
    """What was sealed to this private half, or None if it was not, or has changed."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    theirs, locked = sealed[:KEY], sealed[KEY:]
    mine = X25519PrivateKey.from_private_bytes(private)
    try:
        shared = mine.exchange(X25519PublicKey.from_public_bytes(theirs))
    except ValueError:
        return None
    return unlock(derived(shared, "seal", theirs + public_half(private)), locked, about)


def name_hash(name: str, salt: bytes) -> bytes:
    """How a slot file names its people: the same for `asha devi` and ` Asha  Devi`."""
    plain = " ".join(normal(name).casefold().split())
    return hmac.new(salt, plain.encode(), sha256).digest()[:16]
