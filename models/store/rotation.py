"""A new data key: the store is copied under it and changes places with the old one.

Sealed to the public halves of all who stay, so it asks nobody for a password. The slots carry both keys until
the copy stands in its place; whichever key opens `clinic.db` after a crash is the one that counts, and a
rotation that did not get so far is begun again at the next opening.
"""

from collections.abc import Callable

import msgspec

from models.store.data_folder import DataFolder
from models.store.health import problems
from models.store.keys import KEY, key_check, same, seal
from models.store.slots import RecoverySlot, Slots, UserSlot
from models.store.store import Store, Told, connect
from models.store.unwell import Ailment, StoreUnwell, damaged, disk_fails, unwell
from models.store.way_in import recovery_proof, who_is, write_who


def announce(folder: DataFolder, key: bytes, coming: bytes, leaving: bytes) -> None:
    """Write a coming key beside the standing one, for everybody but `leaving`, who is gone from here on."""
    slots = folder.slots
    users = tuple(
        _announced(folder, slots, user, key, coming) for user in slots.users if user.name_hash != leaving
    )
    paper = slots.recovery
    if not same(paper.proof, recovery_proof(slots, paper.public, key)):
        raise damaged()
    recovery = msgspec.structs.replace(
        paper,
        coming_key=seal(paper.public, coming, slots.store, folder.machine.random),
        coming_proof=recovery_proof(slots, paper.public, coming),
    )
    folder.write_slots(
        msgspec.structs.replace(slots, users=users, recovery=recovery, coming_check=key_check(coming))
    )


def _announced(folder: DataFolder, slots: Slots, user: UserSlot, key: bytes, coming: bytes) -> UserSlot:
    who, random = who_is(slots, user, key), folder.machine.random
    return msgspec.structs.replace(
        user,
        coming_key=seal(user.public, coming, slots.store, random),
        coming_who=write_who(folder.machine, slots, who, user.name_hash, user.public, coming),
    )


def rotate(
    folder: DataFolder, store: Store, key: bytes, told: Told, taken: Callable[[bytes], None], leaving: bytes
) -> None:
    """Give the open store a new data key; `leaving` loses their slot. The lanes wait, nobody is signed out.

    `taken` hears of the new key the moment the store stands under it.
    """
    coming = folder.machine.random(KEY)
    disk, fresh = folder.machine.disk, folder.coming_database
    try:
        with store.put_aside() as stands_under, folder.turn:
            announce(folder, key, coming, leaving)
            folder.remove_database(fresh)
            store.copy_into(fresh, coming, told)
            if problems(fresh, coming):
                raise disk_fails()
            disk.flush(fresh)
            disk.rename(fresh, folder.database)
            stands_under(coming)
            taken(coming)
            disk.flush_folder(folder.path)  # before the slots forget the old key
            _promote(folder)
    except OSError as error:
        raise unwell(error) or error from error


def standing_key(folder: DataFolder, key: bytes, coming: bytes | None) -> bytes:
    """Which of the two opens the store after a rotation broke off. Both were checked by the slots."""
    if coming is None or not folder.slots.coming_check:
        return key
    return coming if _opens(folder, coming) else key


def finish(folder: DataFolder, key: bytes) -> None:
    """Tidy up after a rotation that broke off, now that somebody knows which key stands."""
    slots = folder.slots
    if slots.coming_check and same(key_check(key), slots.coming_check):
        _promote(folder)


def _opens(folder: DataFolder, key: bytes) -> bool:
    try:
        connection = connect(folder.database, key)
    except StoreUnwell as illness:
        if illness.kind is Ailment.DAMAGED:
            return False
        raise
    connection.close()
    return True


def _promote(folder: DataFolder) -> None:
    """The coming key is the key."""
    slots = folder.slots
    users = tuple(
        msgspec.structs.replace(
            user, data_key=user.coming_key, who=user.coming_who, coming_key=b"", coming_who=b""
        )
        for user in slots.users
        if user.coming_key
    )
    recovery = RecoverySlot(slots.recovery.public, slots.recovery.coming_key, slots.recovery.coming_proof)
    folder.write_slots(
        msgspec.structs.replace(
            slots, users=users, recovery=recovery, key_check=slots.coming_check, coming_check=b""
        )
    )
