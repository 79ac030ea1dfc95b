"""Damage anywhere in the store: it is told, moved aside as it was, and what comes back is what was there."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from models.store.data_folder import DataFolder
from models.store.founding import Founded, found
from models.store.machine import Machine
from models.store.opening import OpenedStore
from models.store.repair import Repair
from models.store.salvage import Salvaged
from models.store.sign_in import Opened, sign_in
from models.store.store import connect_untouching
from models.store.unwell import Ailment, StoreUnwell
from tests.fakes import MemoryKeyring
from tests.models.store.clinic import ASHA, come_in, prepare, reopened
from tests.models.store.length import seeded, times
from tests.models.store.places import in_memory

PAGE = 4096
ROWS = 160
LATE = 20
"""Rows saved after the backup."""

Contents = dict[str, dict[object, str]]


def fill(clinic: OpenedStore, numbers: range) -> None:
    with clinic.write_engine.begin() as connection:
        for number in numbers:
            body = f"body of {number} " * (5 if number % 20 else 900)
            connection.exec_driver_sql("INSERT INTO record VALUES (?, ?)", (number.to_bytes(16, "big"), body))
            connection.exec_driver_sql("INSERT INTO change VALUES (?, ?)", (number, body))
            connection.exec_driver_sql("INSERT INTO place VALUES (?, ?)", (f"place {number}", body))


def contents(clinic: OpenedStore) -> Contents:
    with clinic.read_engine.connect() as connection:
        return {
            table: {row[0]: row[1] for row in connection.execute(text(f"SELECT * FROM {table}"))}
            for table in ("record", "change", "place")
        }


@dataclass(frozen=True, slots=True)
class Original:
    """A closed store and what was in it."""

    path: Path
    machine: Machine
    contents: Contents
    at_backup: Contents

    @contextmanager
    def copy(self, with_backup: bool = True) -> Iterator[DataFolder]:
        """A copy on a laptop of its own, in which things may go wrong."""
        with in_memory() as place:
            shutil.copytree(self.path, place / "clinic")
            if not with_backup:
                shutil.rmtree(place / "clinic" / "backups")
            (place / "clinic" / "lock").write_bytes(b"open")
            keyring = MemoryKeyring()
            assert isinstance(self.machine.keyring, MemoryKeyring)
            keyring.kept = dict(self.machine.keyring.kept)
            folder = DataFolder.claim(place / "clinic", replace(self.machine, keyring=keyring))
            yield folder
            folder.release()


@pytest.fixture
def original(tmp_path: Path, machine: Machine) -> Original:
    folder = DataFolder.claim(tmp_path / "original", machine)
    made = found(folder, ASHA, prepare)
    assert isinstance(made, Founded)
    fill(made.clinic, range(ROWS))
    at_backup = contents(made.clinic)
    made.clinic.backup()
    fill(made.clinic, range(ROWS, ROWS + LATE))
    whole = contents(made.clinic)
    made.clinic.close()
    folder.release()
    return Original(folder.path, machine, whole, at_backup)


def damage(path: Path, chance: Random) -> None:
    """Change some bytes, lay zeros over pages, or cut the end off."""
    content = bytearray(path.read_bytes())
    kind = chance.randrange(4)
    if kind == 0:
        del content[chance.randrange(len(content)) :]
    for _ in range(chance.randrange(1, 6) if kind else 0):
        at = chance.randrange(len(content))
        if kind == 1:
            content[at] ^= 1 << chance.randrange(8)
        else:
            page = at // PAGE * PAGE
            content[page : page + PAGE] = bytes(PAGE) if kind == 2 else chance.randbytes(PAGE)
    path.write_bytes(content)


def wrong_with(clinic: OpenedStore, original: Original, backed: bool) -> str | None:
    """What the mended store says that is not so, if anything."""
    found_now = contents(clinic)
    told = clinic.repair
    for table, rows in found_now.items():
        if not rows.items() <= original.contents[table].items():
            return f"{table} holds rows that never were"
        missing = len(original.contents[table]) - len(rows)
        if backed and not original.at_backup[table].items() <= rows.items():
            return f"{table} misses rows that the backup has"
        account = account_of(told, table)
        if missing and (told is None or (account is not None and account < missing)):
            return f"{table} misses {missing} rows and says {account}"
    if told is not None and not clinic.restored:
        return "a mended store writes on under its old name"
    return None


def account_of(told: Repair | None, table: str) -> int | None:
    """How many rows of a table the account calls missing; None if it says that nobody can tell."""
    if told is None:
        return 0
    for line in told.tables:
        if line.table == table:
            return None if line.lost is None else line.lost - line.from_backup
    return None


Mend = Callable[[DataFolder], OpenedStore]


def wrong_after_damage(original: Original, seed: Random, mend: Mend = reopened) -> str | None:
    backed = seed.random() < 0.5
    with original.copy(backed) as folder:
        damage(folder.database, seed)
        left = folder.database.read_bytes()
        try:
            clinic = mend(folder)
        except StoreUnwell as illness:
            hopeless = illness.kind is Ailment.DAMAGED and not backed
            return None if hopeless and folder.database.read_bytes() == left else f"gave up: {illness.reason}"
        try:
            kept = [path.read_bytes() for path in folder.path.glob("damaged/*/clinic.db")]
            if clinic.repair is not None and kept != [left]:
                return "the damaged file was not kept as it was"
            return wrong_with(clinic, original, backed and clinic.repair is not None)
        finally:
            clinic.close()


def test_damaged_pages_are_told_and_what_comes_back_is_what_was_there(original: Original) -> None:
    chance = seeded("damaged pages")
    wrong = [wrong_after_damage(original, Random(chance.random())) for _ in range(times(200))]
    assert [said for said in wrong if said is not None] == []


def test_the_trial_catches_a_repair_that_hides_what_it_lost(original: Original) -> None:
    def boast(folder: DataFolder) -> OpenedStore:
        clinic = reopened(folder)
        if clinic.repair is not None:
            hushed = tuple(Salvaged(line.table, line.rows, 0) for line in clinic.repair.tables)
            clinic.repair = replace(clinic.repair, tables=hushed)
        return clinic

    chance = seeded("boasting")
    wrong = [wrong_after_damage(original, Random(chance.random()), boast) for _ in range(25)]
    assert any(said and "misses" in said for said in wrong)


def test_the_trial_catches_a_repair_that_overwrites_what_was_there(original: Original) -> None:
    def trample(folder: DataFolder) -> OpenedStore:
        clinic = reopened(folder)
        for kept in folder.path.glob("damaged/*/clinic.db"):
            kept.write_bytes(b"")
        return clinic

    chance = seeded("trampling")
    wrong = [wrong_after_damage(original, Random(chance.random()), trample) for _ in range(20)]
    assert "the damaged file was not kept as it was" in wrong


def test_one_bad_page_costs_its_rows_alone_and_the_backup_brings_them(original: Original) -> None:
    with original.copy() as folder:
        content = bytearray(folder.database.read_bytes())
        content[30 * PAGE + 7] ^= 1
        folder.database.write_bytes(content)
        clinic = reopened(folder)
        assert clinic.repair is not None
        assert contents(clinic) == original.contents
        assert clinic.repair.lost == 0
        assert [str(said) for said in clinic.repair.told()][-1] == "Nothing is missing."
        account = (clinic.repair.aside / "account.json").read_text()
        assert '"table": "record"' in account
        assert "body of" not in account
        clinic.close()


def test_without_its_first_page_a_store_comes_back_from_the_backup(original: Original) -> None:
    with original.copy() as folder:
        content = bytearray(folder.database.read_bytes())
        content[3] ^= 1
        folder.database.write_bytes(content)
        clinic = reopened(folder)
        assert clinic.repair is not None
        assert contents(clinic) == original.at_backup
        assert clinic.repair.lost is None
        clinic.close()


def test_without_its_first_page_and_without_a_backup_nothing_is_touched(original: Original) -> None:
    with original.copy(with_backup=False) as folder:
        content = bytearray(folder.database.read_bytes())
        content[3] ^= 1
        folder.database.write_bytes(content)
        with pytest.raises(StoreUnwell) as unwell:
            reopened(folder)
        assert unwell.value.kind is Ailment.DAMAGED
        assert folder.database.read_bytes() == bytes(content)


@pytest.mark.parametrize("emptied", [True, False])
@pytest.mark.parametrize("last_word", [b"open", b"closed"])
def test_a_store_that_is_gone_comes_back_from_the_backup_and_is_not_founded_anew(
    original: Original, emptied: bool, last_word: bytes
) -> None:
    for backed in (True, False):
        with original.copy(backed) as folder:
            (folder.path / "lock").write_bytes(last_word)
            folder.database.write_bytes(b"") if emptied else folder.database.unlink()
            if not backed:
                with pytest.raises(StoreUnwell):
                    reopened(folder)
                continue
            clinic = reopened(folder)
            assert contents(clinic) == original.at_backup
            assert clinic.restored
            clinic.close()


def test_damage_met_during_the_day_is_told_and_mended_at_the_next_start(original: Original) -> None:
    with original.copy() as folder:
        clinic = reopened(folder)
        with clinic.store.put_aside():
            content = bytearray(folder.database.read_bytes())
            for page in range(10, len(content) // PAGE):
                content[page * PAGE + 9] ^= 1
            folder.database.write_bytes(content)
        with clinic.read_engine.connect() as connection, pytest.raises(StoreUnwell) as unwell:
            connection.exec_driver_sql("SELECT sum(length(body)) FROM change NOT INDEXED").all()
        assert unwell.value.kind is Ailment.DAMAGED
        with clinic.read_engine.connect() as connection:  # a connection that still answers
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        clinic.close()

        clinic = reopened(folder)
        assert clinic.repair is not None
        clinic.close()


def test_a_store_in_order_is_opened_without_a_word(original: Original) -> None:
    with original.copy() as folder:
        assert isinstance(sign_in(folder, ASHA.name, ASHA.password), Opened)
        clinic = reopened(folder)
        assert clinic.repair is None
        assert contents(clinic) == original.contents
        clinic.close()
        assert come_in(folder)


def hollow(path: Path, key: bytes) -> int:
    """Damage the last page of some long text, where SQLCipher hands out zeros; its number."""
    whole = path.read_bytes()
    for page in range(len(whole) // PAGE - 1, 0, -1):
        content = bytearray(whole)
        content[page * PAGE + 9] ^= 1
        path.write_bytes(content)
        bare = connect_untouching(path, key)
        try:
            for number in range(0, ROWS, 20):
                for (body,) in bare.execute("SELECT body FROM change WHERE number = ?", (number,)):
                    if "\x00" in body:
                        return number
        except dbapi2.DatabaseError:
            continue
        finally:
            bare.close()
    raise AssertionError("no page of this store ends a long text")


def test_a_text_whose_last_page_is_damaged_is_never_shown_with_an_empty_end(original: Original) -> None:
    with original.copy() as folder:
        clinic = reopened(folder)
        with clinic.store.put_aside():
            number = hollow(folder.database, clinic.key)

        def read() -> str:
            with Session(clinic.read_engine) as session, session.begin():
                return str(session.execute(text(f"SELECT body FROM change WHERE number = {number}")).scalar())

        for _ in range(3):
            with pytest.raises(StoreUnwell) as unwell:
                read()
            assert unwell.value.kind is Ailment.DAMAGED
        clinic.close()
        clinic = reopened(folder)
        assert clinic.repair is not None
        assert contents(clinic) == original.contents
        clinic.close()


def test_damage_is_neither_copied_into_a_backup_nor_sealed_anew_by_a_rotation(original: Original) -> None:
    with original.copy() as folder:
        clinic = reopened(folder)
        with clinic.store.put_aside():
            hollow(folder.database, clinic.key)
        before = sorted(folder.backups.iterdir())
        for deed in (clinic.backup, clinic.rotate):
            with pytest.raises(StoreUnwell) as unwell:
                deed()
            assert unwell.value.kind is Ailment.DAMAGED
        assert sorted(folder.backups.iterdir()) == before
        clinic.close()
        clinic = reopened(folder)
        assert clinic.repair is not None
        assert contents(clinic) == original.contents
        clinic.close()
