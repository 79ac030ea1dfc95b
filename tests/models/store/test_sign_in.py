import os
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from models.store.accounts import (
    LetIn,
    NameTaken,
    add_user,
    change_password,
    drop_second_factor,
    everybody,
    set_second_factor,
    vouch,
)
from models.store.data_folder import DataFolder
from models.store.device_secret import forget, make_secret
from models.store.founding import Founded, found
from models.store.keys import Strength
from models.store.machine import Machine
from models.store.second_factor import code_at, new_seed
from models.store.sign_in import (
    KeyringGone,
    NeedsCode,
    NoSuchName,
    Opened,
    Wait,
    WrongCode,
    WrongPassword,
    sign_in,
)
from models.store.unwell import Ailment, StoreUnwell
from models.store.way_in import TooWeak
from tests.disk import assert_not_on_disk
from tests.fakes import MemoryKeyring, Wrist
from tests.models.store.clinic import ASHA, RAM, come_in, copied, prepare, reopened, save, saved


def test_the_right_password_opens_the_store_it_was_founded_with(founded: Founded, folder: DataFolder) -> None:
    save(founded.clinic, 1)
    founded.clinic.close()
    answer = come_in(folder)
    assert answer.user_id == ASHA.user_id
    clinic = reopened(folder)
    assert saved(clinic) == {1}
    clinic.close()


def test_the_name_is_taken_however_it_is_typed(founded: Founded, folder: DataFolder) -> None:
    assert isinstance(sign_in(folder, " asha   DEVI", ASHA.password), Opened)
    assert sign_in(folder, "Asha", ASHA.password) == NoSuchName()


def test_a_password_typed_by_another_keyboard_is_the_same(founded: Founded, folder: DataFolder) -> None:
    composed = "आम का पेड़ नदी किनारे"
    assert add_user(founded.clinic, replace(RAM, password=composed)) == LetIn()
    import unicodedata

    assert isinstance(sign_in(folder, RAM.name, unicodedata.normalize("NFD", composed)), Opened)


def test_wrong_passwords_count_down_and_then_one_waits_alone(
    founded: Founded, folder: DataFolder, watch: Wrist
) -> None:
    add_user(founded.clinic, RAM)
    answers = [sign_in(folder, ASHA.name, "wrong wrong wrong") for _ in range(5)]
    assert answers == [*(WrongPassword(left) for left in (4, 3, 2, 1)), Wait(30)]
    assert sign_in(folder, ASHA.name, ASHA.password) == Wait(30)
    assert isinstance(sign_in(folder, RAM.name, RAM.password), Opened)

    watch.pass_by(31)
    assert sign_in(folder, ASHA.name, "wrong again") == Wait(60)
    watch.pass_by(61)
    assert isinstance(sign_in(folder, ASHA.name, ASHA.password), Opened)
    assert sign_in(folder, ASHA.name, "wrong wrong wrong") == WrongPassword(4)


def test_closing_the_program_does_not_end_the_wait(
    founded: Founded, folder: DataFolder, machine: Machine, watch: Wrist
) -> None:
    for _ in range(7):
        watch.pass_by(200)
        sign_in(folder, ASHA.name, "wrong wrong wrong")
    founded.clinic.close()
    folder.release()

    again = DataFolder.claim(folder.path, machine)
    assert sign_in(again, ASHA.name, ASHA.password) == Wait(120)
    watch.up = 5.0  # the machine is started again, its calendar a year behind
    watch.set_calendar(-365 * 86400)
    assert sign_in(again, ASHA.name, ASHA.password) == Wait(120)
    watch.pass_by(121)
    assert isinstance(sign_in(again, ASHA.name, ASHA.password), Opened)
    again.release()


def test_a_keyring_that_vanished_is_never_called_a_wrong_password(
    founded: Founded, folder: DataFolder, keyring: MemoryKeyring
) -> None:
    kept = dict(keyring.kept)
    forget(keyring, folder.slots.store)
    assert sign_in(folder, ASHA.name, ASHA.password) == KeyringGone(vanished=True)
    make_secret(keyring, folder.slots.store, os.urandom)
    assert sign_in(folder, ASHA.name, "wrong") == KeyringGone(vanished=False)
    keyring.kept = kept
    assert isinstance(sign_in(folder, ASHA.name, ASHA.password), Opened)


def test_the_sign_in_page_shows_who_was_here_last_and_nothing_without_the_keyring(
    founded: Founded, folder: DataFolder, watch: Wrist, keyring: MemoryKeyring
) -> None:
    add_user(founded.clinic, RAM)
    watch.pass_by(60)
    come_in(folder, RAM)
    assert [(person.name, person.role, person.last_seen) for person in folder.people()] == [
        (RAM.name, "nurse", watch.now()),
        (ASHA.name, "admin", watch.now().replace(minute=12)),
    ]
    assert all(person.password is None for person in folder.people())
    keyring.kept.clear()
    assert folder.people() == ()


def test_without_a_keyring_names_are_typed_passwords_longer_and_guesses_dearer(
    tmp_path: Path, machine: Machine
) -> None:
    folder = DataFolder.claim(tmp_path / "bare", replace(machine, keyring=MemoryKeyring(refuses=True)))
    thirteen = replace(ASHA, password="plum boat net")
    weak = found(folder, thirteen, prepare)
    assert isinstance(weak, TooWeak)
    assert str(weak.reason) == "A password needs 14 letters or more. 1 is missing."

    made = found(folder, ASHA, prepare)
    assert isinstance(made, Founded)
    assert folder.people() == ()
    assert [slot.strength for slot in folder.slots.users] == [Strength.ALONE]
    assert isinstance(sign_in(folder, ASHA.name, ASHA.password), Opened)
    assert [who.name for who in everybody(made.clinic)] == [ASHA.name]
    made.clinic.close()
    folder.release()


def test_a_demo_shows_its_people_with_their_passwords_and_cannot_be_made_of_a_clinic(
    tmp_path: Path, machine: Machine, founded: Founded, folder: DataFolder
) -> None:
    demo = DataFolder.claim(tmp_path / "demo", replace(machine, keyring=MemoryKeyring(refuses=True)))
    made = found(demo, ASHA, prepare, demo=True)
    assert isinstance(made, Founded)
    assert [(person.name, person.password) for person in demo.people()] == [(ASHA.name, ASHA.password)]
    assert demo.slots.users[0].strength is Strength.DEMO
    made.clinic.close()
    demo.release()

    forged = msgspec.structs.replace(folder.slots, store=demo.slots.store)
    folder.write_slots(forged)
    assert not isinstance(sign_in(folder, ASHA.name, ASHA.password), Opened)


def test_a_demo_password_that_was_changed_is_shown_as_it_is_now(tmp_path: Path, machine: Machine) -> None:
    demo = DataFolder.claim(tmp_path / "demo", machine)
    made = found(demo, ASHA, prepare, demo=True)
    assert isinstance(made, Founded)
    change_password(demo, ASHA.name, ASHA.password, RAM.password)
    assert [person.password for person in demo.people()] == [RAM.password]
    made.clinic.close()
    demo.release()


def test_a_phone_is_asked_for_its_code_and_a_wrong_one_counts(
    founded: Founded, folder: DataFolder, watch: Wrist
) -> None:
    seed = new_seed(os.urandom)
    assert isinstance(set_second_factor(folder, founded.opened, seed, "123456"), WrongCode)
    answer = set_second_factor(folder, founded.opened, seed, code_at(seed, watch.now()))
    assert isinstance(answer, tuple)
    opened, paper = answer
    assert [person.needs_code for person in folder.people()] == [True]

    assert sign_in(folder, ASHA.name, ASHA.password) == NeedsCode()
    assert sign_in(folder, ASHA.name, "wrong", "123456") == WrongPassword(4)
    used = code_at(seed, watch.now())
    assert sign_in(folder, ASHA.name, ASHA.password, used) == WrongCode(3)
    watch.pass_by(30)
    assert isinstance(sign_in(folder, ASHA.name, ASHA.password, code_at(seed, watch.now())), Opened)
    assert isinstance(sign_in(folder, ASHA.name, ASHA.password, paper[3]), Opened)
    assert isinstance(sign_in(folder, ASHA.name, ASHA.password, paper[3]), WrongCode)

    drop_second_factor(folder, opened)
    assert isinstance(sign_in(folder, ASHA.name, ASHA.password), Opened)


def test_a_change_of_password_opens_with_the_new_one_alone_in_both_copies(
    founded: Founded, folder: DataFolder, machine: Machine, tmp_path: Path
) -> None:
    new = "paper kite over hills"
    changed = change_password(folder, ASHA.name, ASHA.password, new)
    assert isinstance(changed, Opened)
    assert changed.key == founded.clinic.key
    for lost in ("slots.a", "slots.b"):
        left = copied(machine, folder.path, tmp_path / lost)
        (left.path / lost).unlink()
        assert sign_in(left, ASHA.name, ASHA.password) == WrongPassword(4)
        assert isinstance(sign_in(left, ASHA.name, new), Opened)
        left.release()


def test_the_last_passwords_are_not_taken_again(founded: Founded, folder: DataFolder) -> None:
    second, third = "paper kite over hills", "green kettle seven doors"
    assert isinstance(change_password(folder, ASHA.name, ASHA.password, second), Opened)
    assert isinstance(change_password(folder, ASHA.name, second, ASHA.password), TooWeak)
    assert isinstance(change_password(folder, ASHA.name, second, third), Opened)
    assert isinstance(change_password(folder, ASHA.name, third, second), TooWeak)
    assert isinstance(change_password(folder, ASHA.name, third, "short"), TooWeak)
    assert change_password(folder, ASHA.name, "wrong", "yellow river stone wall") == WrongPassword(4)


def test_somebody_inside_lets_others_in_and_vouches_for_the_forgetful(
    founded: Founded, folder: DataFolder
) -> None:
    assert add_user(founded.clinic, RAM) == LetIn()
    assert add_user(founded.clinic, replace(RAM, name="RAM prasad")) == NameTaken()
    assert isinstance(add_user(founded.clinic, replace(RAM, name="Sita", password="short")), TooWeak)

    assert vouch(founded.clinic, RAM.name, "new basket of limes") == LetIn()
    assert sign_in(folder, RAM.name, RAM.password) == WrongPassword(4)
    again = sign_in(folder, RAM.name, "new basket of limes")
    assert isinstance(again, Opened)
    assert again.user_id == RAM.user_id
    assert vouch(founded.clinic, "Nobody", "new basket of limes") == NoSuchName()
    assert {(who.user_id, who.name, who.role) for who in everybody(founded.clinic)} == {
        (user.user_id, user.name, user.role) for user in (ASHA, RAM)
    }


def test_each_person_signs_with_a_key_of_their_own(founded: Founded, folder: DataFolder) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    add_user(founded.clinic, RAM)
    ram = come_in(folder, RAM)
    Ed25519PublicKey.from_public_bytes(ram.bundle.verifying).verify(ram.bundle.sign(b"Rx"), b"Rx")
    assert ram.bundle.verifying != founded.opened.bundle.verifying
    assert len(ram.bundle.public) == 32


def test_a_slot_put_there_by_somebody_without_the_key_is_not_believed(
    founded: Founded, folder: DataFolder
) -> None:
    add_user(founded.clinic, RAM)
    slot = folder.find(RAM.name)
    assert slot is not None
    folder.change_user(msgspec.structs.replace(slot, public=os.urandom(32)))
    with pytest.raises(StoreUnwell) as unwell:
        founded.clinic.rotate()
    assert unwell.value.kind is Ailment.DAMAGED


def test_names_passwords_and_codes_stand_nowhere_in_the_folder(founded: Founded, folder: DataFolder) -> None:
    save(founded.clinic, 1, "Meera Kulkarni of Bhimpur")
    add_user(founded.clinic, RAM)
    come_in(folder, RAM)
    sign_in(folder, RAM.name, "a wrong password")
    founded.clinic.backup()
    typed = [ASHA.name, RAM.name, ASHA.password, RAM.password, "Meera Kulkarni", "Bhimpur", "nurse"]
    typed += [str(founded.code), *founded.code.parts, founded.clinic.key.hex()]
    assert_not_on_disk(folder.path, typed)
    founded.clinic.close()
    assert_not_on_disk(folder.path, typed)


def test_the_search_of_the_bytes_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text("looked at MEERA kulkarni")
    with pytest.raises(AssertionError, match="stands in"):
        assert_not_on_disk(tmp_path, ["Meera Kulkarni"])


def test_nothing_secret_shows_when_an_answer_is_printed(founded: Founded) -> None:
    shown = repr((founded, founded.opened, founded.opened.bundle, founded.clinic, ASHA, founded.code))
    for secret in (ASHA.password, founded.clinic.key.hex(), repr(founded.clinic.key), ASHA.name):
        assert secret not in shown
