"""A file is brought to the machine of the server itself, while it does not serve."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from models.ledger.line_state import FileTaken
from models.store.instance_lock import InstanceLock
from models.store.unwell import in_use
from sync.bundle.courier import take_at_server
from sync.server.main import open_ground


def take_in_folder(
    data: Path, key_file: Path, path: Path, program: str, told: Callable[[float], None],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    random: Callable[[int], bytes] = os.urandom,
) -> FileTaken:  # fmt: skip
    """Take a file into the store in `data`. `StoreUnwell` while the server is at work, `Trouble` for the file."""
    lock = InstanceLock(data / "lock")
    if not lock.take():
        raise in_use()
    try:
        ground, _ = open_ground(data, key_file, program, clock, random)
        try:
            return take_at_server(ground, path, data, told)
        finally:
            ground.store.close()
    finally:
        lock.let_go()
