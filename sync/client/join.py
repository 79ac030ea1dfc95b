"""How a laptop joins a clinic by a one-time code: look where it leads, then join, then fetch what the clinic has.

The code's owner said who signs in first here, and so stands for them: that person makes a password of their own
on this laptop, which gets a store and a data key of its own. Nobody's key travels. Others are let in by somebody
inside, as on any laptop.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy.orm import Session

from models.ledger.certificate import Certificate
from models.ledger.here import settle
from models.store.data_folder import DataFolder
from models.store.device_secret import forget, make_secret
from models.store.founding import Founded, found
from models.store.opening import OpenedStore, Prepare
from models.store.recovery_code import RecoveryCode
from models.store.sign_in import Opened
from models.store.store import Store
from models.store.way_in import NewUser, TooWeak, too_weak
from sync.client.first_server import remember
from sync.client.session import ask
from sync.client.transport import Http, Transport, checked
from sync.code import read_code, three_words
from sync.enrolment import Invited, Joined, Joining, Showing
from sync.handshake import certified
from sync.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where a code leads, for the person to look at before anything happens. `words` must be the same on both screens.

    `works` is how much there is to fetch.
    """

    address: str
    code: str = field(repr=False)
    clinic_id: UUID
    clinic: str
    owner: str = field(repr=False)
    account_id: UUID
    account: str = field(repr=False)
    role: str
    works: int
    words: tuple[str, str, str]
    root_public: bytes


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """Key pairs of this laptop, made here."""

    sign_private: bytes = field(repr=False)
    seal_private: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewLaptop:
    """The laptop is one of the clinic's; its records are still to be fetched, by a round. `code` is for paper, now."""

    store: OpenedStore
    opened: Opened
    account_id: UUID
    code: RecoveryCode = field(repr=False)


def look(address: str, code: str, reach: Callable[[str], Transport] = Http) -> Invitation:
    """Where a code leads. Uses nothing up. Raises `Trouble`."""
    typed = read_code(code)
    if typed is None:
        raise Trouble("mistyped")
    at = checked(address)
    invited = ask(reach(at), "/enrol/look", Showing(typed), Invited)
    if len(invited.clinic) != 16 or len(invited.account) != 16 or len(invited.root_public) != 32:
        raise Trouble("torn")
    return Invitation(
        at, typed, UUID(bytes=invited.clinic), invited.clinic_name, invited.owner, UUID(bytes=invited.account),
        invited.account_name, invited.role, invited.works, three_words(typed, invited.root_public),
        invited.root_public,
    )  # fmt: skip


def join(
    folder: DataFolder, invitation: Invitation, password: str, laptop: str, prepare: Prepare,
    reach: Callable[[str], Transport] = Http, random: Callable[[int], bytes] = os.urandom,
) -> NewLaptop | TooWeak:  # fmt: skip
    """Make this empty folder a laptop of the clinic, with one person in it. `Trouble` leaves nothing made."""
    user = NewUser(invitation.account_id, invitation.account, invitation.role, password)
    weak = _weakness(folder, user)
    if weak is not None:
        return weak
    keys = DeviceKeys(random(32), random(32))
    joined, device, server = redeem(invitation, keys, laptop, reach)
    made = found(folder, user, prepare)
    if not isinstance(made, Founded):
        return made
    settle_in(made.clinic.store, invitation, keys, joined, device, server, random)
    return NewLaptop(made.clinic, made.opened, invitation.account_id, made.code)


def redeem(
    invitation: Invitation, keys: DeviceKeys, laptop: str, reach: Callable[[str], Transport] = Http
) -> tuple[Joined, Certificate, Certificate]:
    """Use the code up: the server's answer with the certificates in it, both proved."""
    sign = Ed25519PrivateKey.from_private_bytes(keys.sign_private).public_key().public_bytes_raw()
    seal = X25519PrivateKey.from_private_bytes(keys.seal_private).public_key().public_bytes_raw()
    message = Joining(invitation.code, laptop, sign, seal)
    joined = _asked_twice(reach(invitation.address), message)
    device = certified(joined.certificate, invitation.root_public, None)
    server = certified(joined.server, invitation.root_public, None)
    clinic = invitation.clinic_id.bytes
    if device is None or server is None or device.sign_public != sign or not server.is_server:
        raise Trouble("untrusted")
    if joined.clinic != clinic or device.clinic != clinic or server.clinic != clinic:
        raise Trouble("untrusted")
    return joined, device, server


def settle_in(
    store: Store, invitation: Invitation, keys: DeviceKeys, joined: Joined, device: Certificate,
    server: Certificate, random: Callable[[int], bytes],
) -> None:  # fmt: skip
    """Write down who this laptop is, and its server."""
    with Session(store.write_engine) as session, session.begin():
        here = settle(
            session,
            invitation.clinic_id,
            random,
            sign_private=keys.sign_private,
            seal_private=keys.seal_private,
        )
        here.device_id, here.certificate = UUID(bytes=device.device), joined.certificate
    remember(store, UUID(bytes=server.device), invitation.address, invitation.root_public)


def _asked_twice(transport: Transport, message: Joining) -> Joined:
    """The answer may be lost after the code was used; asked again with the same key, the server says the same."""
    try:
        return ask(transport, "/enrol", message, Joined)
    except Trouble as trouble:
        if trouble.key not in ("torn", "slow"):
            raise
        return ask(transport, "/enrol", message, Joined)


def _weakness(folder: DataFolder, user: NewUser) -> TooWeak | None:
    """What `found` would say of the password, asked before the code is used up."""
    machine = folder.machine
    probe = machine.random(17)
    secret = make_secret(machine.keyring, probe, machine.random)
    forget(machine.keyring, probe)
    return too_weak(secret, user.password, user.name)
