"""From a name and a password to the key of the store, or to the reason why not."""

from dataclasses import dataclass, field
from uuid import UUID

import msgspec

from models.store import rotation
from models.store.bundle import Bundle, lock_bundle, open_bundle, wrapping_key
from models.store.data_folder import DataFolder, read_card, write_card
from models.store.device_secret import Changed, DeviceSecret
from models.store.keys import key_check, same, unseal
from models.store.passwords import TRIES, pause_after, resumed, seconds_left
from models.store.second_factor import SecondFactor, accept
from models.store.slots import UserSlot
from models.store.unwell import Ailment, StoreUnwell, damaged


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody came in: who they are and what their password opened. Let go of it when they leave."""

    user_id: UUID
    name_hash: bytes
    key: bytes = field(repr=False)
    bundle: Bundle = field(repr=False)
    wrap: bytes = field(repr=False)
    failures: int = 0
    """Wrong tries in this name since the last right one, for the audit: nobody could write them down then."""


@dataclass(frozen=True, slots=True)
class WrongPassword:
    tries_left: int


@dataclass(frozen=True, slots=True)
class WrongCode:
    """The password was right, the code from the phone or the paper was not."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class NeedsCode:
    """The password was right; ask again with the code too."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many wrong tries by this person; others may sign in."""

    seconds: int


@dataclass(frozen=True, slots=True)
class NoSuchName:
    """Nobody of this name signs in here."""


@dataclass(frozen=True, slots=True)
class KeyringGone:
    """The keyring this store was made with is empty, or holds another secret. The password may well be right.

    With `only_this_person` it is in order again (after a recovery) and a supervisor can let the person in.
    """

    vanished: bool
    only_this_person: bool = False


SignIn = Opened | WrongPassword | WrongCode | NeedsCode | Wait | NoSuchName | KeyringGone


def sign_in(folder: DataFolder, name: str, password: str, code: str = "") -> SignIn:
    """Try a password, and the second factor where the person has one. Slow on purpose; counts wrong tries."""
    with folder.turn:
        return _sign_in(folder, name, password, code)


def _sign_in(folder: DataFolder, name: str, password: str, code: str) -> SignIn:
    slot = folder.find(name)
    if slot is None:
        return NoSuchName()
    secret = folder.device_secret()
    if isinstance(secret, Changed):
        return KeyringGone(secret.vanished)
    if not same(slot.device_check, secret.check):
        return KeyringGone(vanished=False, only_this_person=True)
    waiting = _waiting(folder, slot)
    if waiting:
        return Wait(waiting)
    answer = _try(folder, slot, secret, password, code)
    if isinstance(answer, Opened):
        rotation.finish(folder, answer.key)
        _welcome(folder, answer, secret)
    return answer


def _try(folder: DataFolder, slot: UserSlot, secret: DeviceSecret, password: str, code: str) -> SignIn:
    wrap = wrapping_key(password, slot.salt, slot.strength, secret.secret, folder.machine.derive)
    bundle = open_bundle(slot.bundle, wrap, folder.slots.store + slot.name_hash)
    if bundle is None:
        return _count_wrong(folder, slot, WrongPassword)
    if bundle.second_factor is not None:
        if not code.strip():
            return NeedsCode()
        used = accept(bundle.second_factor, code, folder.machine.now())
        if used is None:
            return _count_wrong(folder, slot, WrongCode)
        bundle = _use_up(folder, slot, bundle, used, wrap)
    key = _data_key(folder, slot, bundle)
    return Opened(UUID(bytes=bundle.user_id), slot.name_hash, key, bundle, wrap, slot.wrong)


def _data_key(folder: DataFolder, slot: UserSlot, bundle: Bundle) -> bytes:
    """The key that opens the store as it stands, which after a broken rotation may be the coming one."""
    slots = folder.slots
    key = unseal(bundle.private, slot.data_key, slots.store)
    if key is None or not same(key_check(key), slots.key_check):
        raise damaged()
    coming = unseal(bundle.private, slot.coming_key, slots.store) if slot.coming_key else None
    return rotation.standing_key(folder, key, coming)


def _use_up(folder: DataFolder, slot: UserSlot, bundle: Bundle, factor: SecondFactor, wrap: bytes) -> Bundle:
    """A code opens once: written down before anything opens."""
    fresh = bundle.with_second_factor(factor)
    locked = lock_bundle(fresh, wrap, folder.slots.store + slot.name_hash, folder.machine.random)
    folder.change_user(msgspec.structs.replace(slot, bundle=locked))
    return fresh


def _waiting(folder: DataFolder, slot: UserSlot) -> int:
    if slot.pause is None:
        return 0
    now, up = folder.machine.now(), folder.machine.uptime()
    pause = resumed(slot.pause, now, up)
    if pause != slot.pause:
        folder.change_user(msgspec.structs.replace(slot, pause=pause))
    return seconds_left(pause, now, up)


def _count_wrong(
    folder: DataFolder, slot: UserSlot, answer: type[WrongPassword | WrongCode]
) -> WrongPassword | WrongCode | Wait:
    wrong = slot.wrong + 1
    pause = pause_after(wrong, folder.machine.now(), folder.machine.uptime())
    folder.change_user(msgspec.structs.replace(slot, wrong=wrong, pause=pause))
    return answer(TRIES - wrong) if pause is None else Wait(pause.seconds)


def _welcome(folder: DataFolder, opened: Opened, secret: DeviceSecret) -> None:
    """Forget the wrong tries and note when the person was here, unless the disk is full: they may come in."""
    slot = folder.slots.find(opened.name_hash)
    if slot is None:
        return
    card = read_card(slot, secret)
    if card is not None:
        card = msgspec.structs.replace(card, last_seen=folder.machine.now())
        locked = write_card(card, secret, slot.name_hash, folder.machine.random)
        slot = msgspec.structs.replace(slot, card=locked)
    try:
        folder.change_user(msgspec.structs.replace(slot, wrong=0, pause=None))
    except StoreUnwell as illness:
        if illness.kind is not Ailment.DISK_FULL:
            raise
