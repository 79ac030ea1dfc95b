"""The server's own backups: checked before they count, and told to every laptop by the arrival they cover."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.device import Here, Setting
from models.store.backups import STAMP, keep
from models.store.health import problems
from models.store.keys import backup_key
from models.store.unwell import disk_fails
from sync.server.ground import BACKED_UP, NOBODY, Ground

EVERY = timedelta(hours=2)
ENDING = ".shivir-server"


class Backups:
    """Copies of the store in a folder, under a key derived from the store's."""

    def __init__(self, ground: Ground, folder: Path, key: bytes) -> None:
        self._ground = ground
        self._folder = folder
        self._key = backup_key(key)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def is_due(self) -> bool:
        """Whether the newest is older than two hours and something has arrived since."""
        made = self._made()
        now = self._ground.clock()
        if made and timedelta() <= now - max(made) < EVERY:
            return False
        with self._ground.reading() as connection:
            arrival = connection.scalar(select(Here.arrival))
            covered = connection.scalar(
                select(Setting.value).where(Setting.account_id == NOBODY, Setting.name == BACKED_UP)
            )
        return arrival is not None and arrival > int(covered or 0)

    def make(self) -> int:
        """Copy, read back, count; the arrival that is safe now."""
        with self._ground.reading() as connection:
            arrival = connection.scalar(select(Here.arrival)) or 0
        part = self._folder / "making.part"
        part.unlink(missing_ok=True)
        try:
            self._ground.store.copy_into(part, self._key)
            if problems(part, self._key):
                raise disk_fails()
            part.rename(self._folder / f"{self._ground.clock().astimezone(UTC).strftime(STAMP)}{ENDING}")
        finally:
            part.unlink(missing_ok=True)
        self._write(arrival)
        self._let_go_of_old()
        return arrival

    def _write(self, arrival: int) -> None:
        with self._ground.session() as session:
            _put(session, BACKED_UP, str(arrival))

    def _made(self) -> dict[datetime, Path]:
        found = {}
        for path in self._folder.glob(f"*{ENDING}"):
            try:
                made = datetime.strptime(path.name.removesuffix(ENDING), STAMP).replace(tzinfo=UTC)
            except ValueError:
                continue
            found[made] = path
        return found

    def _let_go_of_old(self) -> None:
        made = self._made()
        kept = keep(made, self._ground.clock()) | {max(made)}
        for moment, path in made.items():
            if moment not in kept:
                path.unlink(missing_ok=True)


def _put(session: Session, name: str, value: str) -> None:
    session.merge(Setting(account_id=NOBODY, name=name, value=value))
