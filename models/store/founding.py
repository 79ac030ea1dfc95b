"""The first minute of a store: its key, its paper, its first person."""

from dataclasses import dataclass, field

from models.store.data_folder import DataFolder
from models.store.device_secret import forget, make_secret
from models.store.keys import KEY, key_check
from models.store.opening import OpenedStore, Prepare, open_clinic
from models.store.recovery import with_paper
from models.store.recovery_code import RecoveryCode
from models.store.sign_in import Opened, sign_in
from models.store.slots import DEMO, REAL, RecoverySlot, Slots
from models.store.way_in import NewUser, TooWeak, make_slot, too_weak


@dataclass(frozen=True, slots=True)
class Founded:
    """A store with one person in it. `code` is shown and printed now, and never again."""

    clinic: OpenedStore
    opened: Opened
    code: RecoveryCode = field(repr=False)


def found(folder: DataFolder, founder: NewUser, prepare: Prepare, demo: bool = False) -> Founded | TooWeak:
    """Make an empty store whose only person is `founder`. The slots come first: a store without is lost."""
    assert not folder.is_founded, "a clinic is here already"
    machine = folder.machine
    store = (DEMO if demo else REAL) + machine.random(16)
    secret = make_secret(machine.keyring, store, machine.random)
    weak = too_weak(secret, founder.password, founder.name)
    if weak is not None:
        forget(machine.keyring, store)
        return weak
    key, code = machine.random(KEY), RecoveryCode.new(machine.random)
    slots = Slots(
        generation=0,
        program=machine.program,
        store=store,
        key_check=key_check(key),
        recovery=RecoverySlot(b"", b"", b""),
        users=(),
        device_check=secret.check,
    )
    slots = with_paper(machine, slots, key, code)
    slots = slots.with_user(make_slot(machine, slots, secret, key, founder))
    folder.clear_the_way()
    folder.write_slots(slots)
    opened = sign_in(folder, founder.name, founder.password)
    assert isinstance(opened, Opened), "the slot was made a moment ago"
    return Founded(open_clinic(folder, opened, prepare), opened, code)
