"""Everything at once: the lanes save and read while people sign in, the key changes and backups are made."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID

from models.store.accounts import LetIn, add_user, everybody, remove_user
from models.store.backups import backups_in, is_whole
from models.store.data_folder import DataFolder
from models.store.founding import Founded
from models.store.opening import OpenedStore
from models.store.repair import newest_backup
from models.store.way_in import NewUser
from tests.models.store.clinic import ASHA, RAM, come_in, reopened, save, saved

SAVES = 150


def save_all_day(clinic: OpenedStore) -> None:
    for number in range(SAVES):
        save(clinic, number)


def read_all_day(clinic: OpenedStore) -> None:
    seen: set[int] = set()
    while len(seen) < SAVES:
        now = saved(clinic)
        assert seen <= now
        seen = now


def switch_users(folder: DataFolder) -> None:
    for turn in range(40):
        assert come_in(folder, (ASHA, RAM)[turn % 2])


def come_and_go(clinic: OpenedStore) -> None:
    for number in range(4):
        colleague = replace(RAM, user_id=UUID(int=10 + number), name=f"Colleague {number}")
        assert add_user(clinic, colleague) == LetIn()
        remove_user(clinic, colleague.name)


def back_up_often(clinic: OpenedStore) -> None:
    for _ in range(4):
        clinic.backup()


def test_nobody_is_locked_out_and_nothing_lost_by_deeds_that_meet(
    founded: Founded, folder: DataFolder
) -> None:
    clinic = founded.clinic
    assert add_user(clinic, RAM) == LetIn()
    with ThreadPoolExecutor() as pool:
        deeds = [
            pool.submit(deed, clinic) for deed in (save_all_day, read_all_day, come_and_go, back_up_often)
        ]
        deeds.append(pool.submit(switch_users, folder))
        for deed in deeds:
            deed.result(timeout=120)

    assert {who.name for who in everybody(clinic)} == {ASHA.name, RAM.name}
    clinic.close()
    for user in (ASHA, RAM):
        assert_all_is_there(folder, user)
    assert all(is_whole(backup.path, "1.0") for backup in backups_in(folder.backups))


def assert_all_is_there(folder: DataFolder, user: NewUser) -> None:
    opened = come_in(folder, user)
    clinic = reopened(folder, user)
    assert saved(clinic) == set(range(SAVES))
    with newest_backup(folder, clinic.key, opened.bundle.private) as backup:
        assert backup is not None
    clinic.close()
