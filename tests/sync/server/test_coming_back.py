"""A server that lost its disk begins again with its newest backup, on whichever store."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from models.ledger.device import Here
from models.ledger.digest import digests
from models.store.unwell import StoreUnwell
from sync.server.ground import Ground
from sync.server.main import open_ground
from tests.clinics import KEY, Clock
from tests.postgres import Cluster
from tests.sync.servers import BOTH

STORES = BOTH


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.touch(mode=0o600)
    path.write_text(KEY.hex())
    return path


@pytest.fixture
def backup(built: Path, key_file: Path, tmp_path: Path) -> Path:
    """Made by the server of the street."""
    data = tmp_path / "before"
    data.mkdir()
    shutil.copyfile(built / "server.db", data / "server.db")
    ground, backups = open_ground(data, key_file, "1.0", Clock(), os.urandom)
    backups.make()
    ground.store.close()
    return next((data / "backups").iterdir())


def standing(ground: Ground) -> tuple[dict[str, bytes], bytes, bytes]:
    with ground.reading() as connection:
        here = connection.execute(select(Here.epoch, Here.writer)).one()
        return digests(connection), here.epoch, here.writer


def test_it_holds_what_the_backup_held_and_writes_under_a_new_name(
    kept_on: str, backup: Path, built: Path, key_file: Path, tmp_path: Path, postgres: Cluster
) -> None:
    before = backup.read_bytes()
    database = postgres.address(postgres.make()) if kept_on == "postgres" else None
    (tmp_path / "after").mkdir()
    shutil.copyfile(built / "server.db", tmp_path / "old.db")
    opened = open_ground(tmp_path / "after", key_file, "1.0", Clock(), os.urandom, database, backup)[0]
    with closing(opened.store):
        found = standing(opened)
    (tmp_path / "again").mkdir()
    shutil.copyfile(tmp_path / "old.db", tmp_path / "again" / "server.db")
    old = open_ground(tmp_path / "again", key_file, "1.0", Clock(), os.urandom)[0]
    with closing(old.store):
        digested, epoch, writer = standing(old)
    assert found[0] == digested
    assert found[1] != epoch
    assert found[2] != writer
    assert backup.read_bytes() == before
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    with pytest.raises(StoreUnwell) as caught:
        open_ground(tmp_path / "after", key_file, "1.0", Clock(), os.urandom, database, backup)
    assert "already" in caught.value.reason.text
