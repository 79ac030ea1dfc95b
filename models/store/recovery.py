"""The way in that needs no password: the code on paper."""

from dataclasses import dataclass

import msgspec

from models.store import rotation
from models.store.data_folder import DataFolder
from models.store.device_secret import Changed, DeviceSecret, make_secret
from models.store.keys import key_check, public_half, same, seal, unseal
from models.store.machine import Machine
from models.store.recovery_code import Mistyped, RecoveryCode, read_code
from models.store.sign_in import NoSuchName, Opened, sign_in
from models.store.slots import RecoverySlot, Slots
from models.store.way_in import NewUser, TooWeak, make_slot, recovery_proof, too_weak, who_is


@dataclass(frozen=True, slots=True)
class OtherCode:
    """The code is written right, but opens another store, or a newer one took its place."""


Recovery = Opened | Mistyped | OtherCode | NoSuchName | TooWeak


def recover(folder: DataFolder, typed: str, name: str, password: str) -> Recovery:
    """Let the holder of the paper in as `name`, under a new password.

    Where the keyring was lost a new secret is made, and the store counts as restored: it may have been carried
    here. Everybody else then needs somebody inside to vouch for them.
    """
    code = read_code(typed)
    if isinstance(code, Mistyped):
        return code
    with folder.turn:
        return _recovered(folder, code, name, password)


def _recovered(folder: DataFolder, code: RecoveryCode, name: str, password: str) -> Recovery:
    key = _key_of(folder, code)
    if key is None:
        return OtherCode()
    if folder.find(name) is None:
        return NoSuchName()
    rotation.finish(folder, key)
    return let_in_again(folder, folder.slots, key, name, password)


def let_in_again(folder: DataFolder, slots: Slots, key: bytes, name: str, password: str) -> Opened | TooWeak:
    """Put `name` under a new password with the data key in hand, and under a new device secret if need be."""
    slots, secret = _with_secret(folder, slots)
    weak = too_weak(secret, password, name)
    if weak is not None:
        return weak
    slot = slots.named(name)
    assert slot is not None, "the name was looked up"
    who = who_is(slots, slot, key)
    mine = make_slot(folder.machine, slots, secret, key, NewUser(who.user_id, who.name, who.role, password))
    folder.write_slots(slots.with_user(mine))
    opened = sign_in(folder, name, password)
    assert isinstance(opened, Opened), "the slot was made a moment ago"
    return opened


def new_paper(folder: DataFolder, key: bytes) -> RecoveryCode:
    """A new code in the place of the old. Who saw the old one and this disk needs a rotation of the key too."""
    code = RecoveryCode.new(folder.machine.random)
    folder.change_slots(lambda slots: with_paper(folder.machine, slots, key, code))
    return code


def with_paper(machine: Machine, slots: Slots, key: bytes, code: RecoveryCode) -> Slots:
    public = public_half(code.private_half(slots.store))
    sealed = seal(public, key, slots.store, machine.random)
    paper = RecoverySlot(public, sealed, recovery_proof(slots, public, key))
    return msgspec.structs.replace(slots, recovery=paper)


def open_paper(slots: Slots, code: RecoveryCode) -> tuple[bytes, bytes | None] | None:
    """The data key this code opens, and the coming one if there is one; None if it is another store's code."""
    private = code.private_half(slots.store)
    key = unseal(private, slots.recovery.data_key, slots.store)
    if key is None or not same(key_check(key), slots.key_check):
        return None
    coming = slots.recovery.coming_key
    return key, unseal(private, coming, slots.store) if coming else None


def _key_of(folder: DataFolder, code: RecoveryCode) -> bytes | None:
    keys = open_paper(folder.slots, code)
    return None if keys is None else rotation.standing_key(folder, *keys)


def _with_secret(folder: DataFolder, slots: Slots) -> tuple[Slots, DeviceSecret]:
    """The slots with a device secret that this machine has."""
    secret = folder.device_secret(slots)
    if not isinstance(secret, Changed):
        return slots, secret
    fresh = make_secret(folder.machine.keyring, slots.store, folder.machine.random)
    return msgspec.structs.replace(slots, device_check=fresh.check, restored=True), fresh
