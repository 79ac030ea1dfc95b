"""From an empty store to a clinic with its first administrator and its first laptop."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.clinic import OpenClinic
from app.supervision.found import DeviceKeys, Founded, NewClinic, NewStaff, found_clinic
from app.work import Lane
from models.ledger.here import settle
from models.vocabulary import Role


class HasKeys(Protocol):
    """What somebody's password opened; only the public halves are asked for."""

    @property
    def bundle(self) -> "Halves": ...


class Halves(Protocol):
    @property
    def public(self) -> bytes: ...

    @property
    def verifying(self) -> bytes: ...


def new_device_keys(random: Callable[[int], bytes]) -> DeviceKeys:
    """Key pairs for a laptop."""
    sign, seal = random(32), random(32)
    return DeviceKeys(
        sign,
        Ed25519PrivateKey.from_private_bytes(sign).public_key().public_bytes_raw(),
        seal,
        X25519PrivateKey.from_private_bytes(seal).public_key().public_bytes_raw(),
    )


def begin(
    clinic: OpenClinic,
    random: Callable[[int], bytes],
    new: NewClinic,
    name: str,
    account: UUID,
    opened: HasKeys,
    laptop: str,
) -> Founded:
    """Write the first rows. The clinic's key is made here and stays, encrypted, on this laptop."""
    keys, root = new_device_keys(random), Ed25519PrivateKey.from_private_bytes(random(32))
    with clinic.sessions.begin(Lane.WRITE) as session:
        settle(
            session,
            clinic.ids(),
            random,
            sign_private=keys.sign_private,
            seal_private=keys.seal_private,
            root_private=root.private_bytes_raw(),
        )
    first = NewStaff(
        name, Role.ADMIN, id=account, seal_public=opened.bundle.public, sign_public=opened.bundle.verifying
    )
    root_public = root.public_key().public_bytes_raw()
    return clinic.machine_desk("founding").run(found_clinic, new, first, root_public, keys, laptop)
