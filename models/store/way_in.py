"""How a slot is made: the same for the founder, a new colleague, a forgotten password and the recovery code."""

from dataclasses import dataclass, field
from uuid import UUID

import msgspec

from models.said import Said
from models.store.bundle import Bundle, lock_bundle, new_bundle, wrapping_key
from models.store.data_folder import Card, write_card
from models.store.device_secret import Absent, DeviceSecret
from models.store.keys import Strength, derived, lock_up, name_hash, public_half, seal, unlock
from models.store.machine import Machine
from models.store.passwords import SHORTEST, SHORTEST_ALONE, weak_words, weakness
from models.store.slots import DemoCard, Slots, UserSlot
from models.store.unwell import damaged


@dataclass(frozen=True, slots=True)
class NewUser:
    """Somebody who shall sign in here. `role` is a word to show beside the name."""

    user_id: UUID
    name: str = field(repr=False)
    role: str
    password: str = field(repr=False)


class Who(msgspec.Struct, frozen=True):
    """A person of the slot file, as those inside may read it."""

    user_id: UUID
    name: str
    role: str

    def __repr__(self) -> str:
        return "<Who>"


@dataclass(frozen=True, slots=True)
class TooWeak:
    """The password was not taken."""

    reason: Said


def too_weak(secret: DeviceSecret, password: str, name: str) -> TooWeak | None:
    shortest = SHORTEST_ALONE if isinstance(secret, Absent) else SHORTEST
    reason = weakness(password, (name,), shortest, weak_words())
    return None if reason is None else TooWeak(reason)


def strength_for(slots: Slots, secret: DeviceSecret) -> Strength:
    if slots.demo:
        return Strength.DEMO
    return Strength.ALONE if isinstance(secret, Absent) else Strength.WITH_KEYRING


def make_slot(machine: Machine, slots: Slots, secret: DeviceSecret, key: bytes, new: NewUser) -> UserSlot:
    """A fresh way into the store with this data key."""
    bundle = new_bundle(new.user_id.bytes, machine.random)
    strength = strength_for(slots, secret)
    bundle = bundle.remembering(bundle.trace(new.password, machine.derive, strength))
    public = public_half(bundle.private)
    hashed = name_hash(new.name, slots.store)
    slot = UserSlot(
        name_hash=hashed,
        salt=b"",
        strength=strength,
        device_check=b"",
        public=public,
        bundle=b"",
        data_key=seal(public, key, slots.store, machine.random),
        who=write_who(machine, slots, Who(new.user_id, new.name, new.role), hashed, public, key),
        card=write_card(Card(new.name, new.role), secret, hashed, machine.random),
        demo=DemoCard(new.name, new.role, new.password) if slots.demo else None,
    )
    return under_password(machine, slots, slot, secret, bundle, new.password)[0]


def under_password(
    machine: Machine, slots: Slots, slot: UserSlot, secret: DeviceSecret, bundle: Bundle, password: str
) -> tuple[UserSlot, bytes]:
    """The slot with `bundle` wrapped under `password`, and the key it is wrapped with."""
    salt, strength = machine.random(16), strength_for(slots, secret)
    wrap = wrapping_key(password, salt, strength, secret.secret, machine.derive)
    fresh = msgspec.structs.replace(
        slot,
        salt=salt,
        strength=strength,
        device_check=secret.check,
        bundle=lock_bundle(bundle, wrap, slots.store + slot.name_hash, machine.random),
        demo=msgspec.structs.replace(slot.demo, password=password) if slots.demo and slot.demo else None,
        wrong=0,
        pause=None,
    )
    return fresh, wrap


def who_is(slots: Slots, slot: UserSlot, key: bytes) -> Who:
    """Reads `who`, which also proves that somebody with the key made this slot and its public half."""
    plain = unlock(derived(key, "slots"), slot.who, slots.store + slot.name_hash + slot.public)
    if plain is None:
        raise damaged()
    return msgspec.msgpack.decode(plain, type=Who)


def write_who(machine: Machine, slots: Slots, who: Who, hashed: bytes, public: bytes, key: bytes) -> bytes:
    plain = msgspec.msgpack.encode(who)
    return lock_up(derived(key, "slots"), plain, slots.store + hashed + public, machine.random)


def recovery_proof(slots: Slots, public: bytes, key: bytes) -> bytes:
    """Shows that the paper's public half was put there by somebody with the key."""
    return derived(key, "recovery-proof", slots.store + public)
