"""Who may open this store here: let in, given a new password. Who may do so is asked above."""

from dataclasses import dataclass, replace
from uuid import UUID

import msgspec

from models.said import Said
from models.store import rotation, second_factor
from models.store.bundle import lock_bundle
from models.store.data_folder import DataFolder, read_card, write_card
from models.store.device_secret import Changed, DeviceSecret
from models.store.keys import Random
from models.store.opening import OpenedStore
from models.store.sign_in import KeyringGone, NoSuchName, Opened, SignIn, WrongCode, sign_in
from models.store.slots import UserSlot
from models.store.store import Told, silent
from models.store.unwell import Ailment, StoreUnwell
from models.store.way_in import (
    NewUser,
    TooWeak,
    Who,
    make_slot,
    strength_for,
    too_weak,
    under_password,
    who_is,
)


@dataclass(frozen=True, slots=True)
class LetIn:
    """The person can sign in now."""


@dataclass(frozen=True, slots=True)
class Removed:
    """The person cannot sign in any more, and what they knew opens nothing."""


@dataclass(frozen=True, slots=True)
class NameTaken:
    """Somebody of this name signs in here already."""


def add_user(clinic: OpenedStore, new: NewUser) -> LetIn | TooWeak | NameTaken | KeyringGone:
    """Give somebody a slot of their own, sealed by a person who is inside."""
    with clinic.folder.turn:
        return NameTaken() if clinic.folder.find(new.name) is not None else _let_in(clinic, new)


def vouch(clinic: OpenedStore, name: str, password: str) -> LetIn | TooWeak | NoSuchName | KeyringGone:
    """Somebody inside stands for a person who forgot the password: new halves, new password, same person.

    The second factor lay under the old password and is gone: to be set up again.
    """
    folder = clinic.folder
    with folder.turn:
        slot = folder.find(name)
        if slot is None:
            return NoSuchName()
        who = who_is(folder.slots, slot, clinic.key)
        return _let_in(clinic, NewUser(who.user_id, who.name, who.role, password))


def _let_in(clinic: OpenedStore, new: NewUser) -> LetIn | TooWeak | KeyringGone:
    folder = clinic.folder
    rotation.finish(folder, clinic.key)
    secret = folder.device_secret()
    if isinstance(secret, Changed):
        return KeyringGone(secret.vanished)
    weak = too_weak(secret, new.password, new.name)
    if weak is not None:
        return weak
    folder.change_user(make_slot(folder.machine, folder.slots, secret, clinic.key, new))
    return LetIn()


def change_password(folder: DataFolder, name: str, old: str, new: str, code: str = "") -> SignIn | TooWeak:
    """Rewrap one slot, which is all that a change of password is. `Opened` when done."""
    with folder.turn:
        return _changed(folder, name, old, new, code)


def _changed(folder: DataFolder, name: str, old: str, new: str, code: str) -> SignIn | TooWeak:
    opened = sign_in(folder, name, old, code)
    secret = folder.device_secret()
    if not isinstance(opened, Opened) or isinstance(secret, Changed):
        return opened
    weak = too_weak(secret, new, name)
    if weak is not None:
        return weak
    trace = opened.bundle.trace(new, folder.machine.derive, strength_for(folder.slots, secret))
    if opened.bundle.had(trace):
        return TooWeak(Said("You had this password before. Choose a new one."))
    bundle = opened.bundle.remembering(trace)
    slot = folder.slot_of(opened.name_hash)
    fresh, wrap = under_password(folder.machine, folder.slots, slot, secret, bundle, new)
    folder.change_user(fresh)
    return replace(opened, bundle=bundle, wrap=wrap)


def set_second_factor(
    folder: DataFolder, opened: Opened, seed: bytes, code: str
) -> tuple[Opened, tuple[str, ...]] | WrongCode:
    """Take a phone into use once it has shown a right code; gives the ten codes for paper."""
    paper = second_factor.new_paper_codes(folder.machine.random)
    factor = second_factor.accept(second_factor.second_factor(seed, paper), code, folder.machine.now())
    if factor is None:
        return WrongCode(tries_left=1)
    return _with_factor(folder, opened, factor), paper


def drop_second_factor(folder: DataFolder, opened: Opened) -> Opened:
    return _with_factor(folder, opened, None)


def _with_factor(folder: DataFolder, opened: Opened, factor: second_factor.SecondFactor | None) -> Opened:
    random = folder.machine.random
    bundle = opened.bundle.with_second_factor(factor)
    with folder.turn:
        slot, secret = folder.slot_of(opened.name_hash), folder.device_secret()
        locked = lock_bundle(bundle, opened.wrap, folder.slots.store + slot.name_hash, random)
        slot = msgspec.structs.replace(slot, bundle=locked)
        card = None if isinstance(secret, Changed) else read_card(slot, secret)
        if card is not None and not isinstance(secret, Changed):
            card = msgspec.structs.replace(card, needs_code=factor is not None)
            slot = msgspec.structs.replace(slot, card=write_card(card, secret, slot.name_hash, random))
        folder.change_user(slot)
    return replace(opened, bundle=bundle)


def show_as(clinic: OpenedStore, user_id: UUID, called: str, role: str) -> None:
    """What the tile says of somebody from now on; the name they sign in with stays what it was.

    A full disk keeps the old tile: it is nobody's work.
    """
    folder = clinic.folder
    with folder.turn:
        slots, secret = folder.slots, folder.device_secret()
        found = (slot for slot in slots.users if who_is(slots, slot, clinic.key).user_id == user_id)
        slot = next(found, None)
        if slot is None or isinstance(secret, Changed):
            return
        fresh = _shown_as(slot, secret, called, role, folder.machine.random)
        try:
            if fresh is not slot:
                folder.change_user(fresh)
        except StoreUnwell as illness:
            if illness.kind is not Ailment.DISK_FULL:
                raise


def _shown_as(slot: UserSlot, secret: DeviceSecret, called: str, role: str, random: Random) -> UserSlot:
    card = read_card(slot, secret)
    if card is not None and (card.called or card.name, card.role) != (called, role):
        card = msgspec.structs.replace(card, called=called, role=role)
        slot = msgspec.structs.replace(slot, card=write_card(card, secret, slot.name_hash, random))
    if slot.demo is not None and slot.demo.role != role:
        slot = msgspec.structs.replace(slot, demo=msgspec.structs.replace(slot.demo, role=role))
    return slot


def remove_user(clinic: OpenedStore, name: str, told: Told = silent) -> Removed | NoSuchName:
    """Take somebody's way in, and the key they knew with it: everything is written anew under another.

    Backups of before stay what they were; who holds one, a password of its day and this laptop can open it.
    """
    slot = clinic.folder.find(name)
    if slot is None:
        return NoSuchName()
    clinic.rotate(told, leaving=slot.name_hash)
    return Removed()


def everybody(clinic: OpenedStore) -> tuple[Who, ...]:
    """Who may sign in here, for somebody inside: works without a keyring too."""
    with clinic.folder.turn:
        slots, key = clinic.folder.slots, clinic.key
    return tuple(who_is(slots, slot, key) for slot in slots.users)
