"""Saves and takes files for the store of this device: a laptop's, or the server's own."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from models.ledger.line_state import FileSaved, FileTaken, Moved
from models.store.store import Store
from sync.bundle import saving, taking
from sync.bundle.opening import opened
from sync.bundle.shape import ENDING
from sync.client.laptop import Laptop
from sync.hub.ground import hub_ground
from sync.server.ground import Ground
from sync.trouble import Trouble

Told = Callable[[float], None]


class LaptopCourier:
    """Files of a laptop. `room` is a folder of its own, for the copy that is verified."""

    def __init__(
        self, store: Store, room: Path, clock: Callable[[], datetime], random: Callable[[int], bytes],
        program: str, *, monotonic: Callable[[], float], rest: Callable[[float], None],
    ) -> None:  # fmt: skip
        self._store = store
        self._room = room
        self._clock = clock
        self._random = random
        self._program = program
        self._pace = (monotonic, rest)

    def save(self, path: Path, receivers: Sequence[UUID], told: Told) -> FileSaved:
        """Everything the receivers have not confirmed, and what this laptop carries of others. Raises `Trouble`."""
        itself = self._laptop(None).itself()
        done = saving.save(self._store, itself, path, receivers, self._clock(), self._random, told)
        return FileSaved(path, done.works, done.carried, done.size)

    def take(self, path: Path, told: Told) -> FileTaken:
        """A bundle, whose receipt is saved beside it; or a receipt. Raises `Trouble`, and then nothing changed."""
        moved: dict[str, set[UUID]] = {}

        def changed(rows: dict[str, set[UUID]]) -> None:
            for kind, ids in rows.items():
                moved.setdefault(kind, set()).update(ids)

        ground = hub_ground(self._store, self._clock, self._random, self._program, changed)
        with opened(ground, path, self._room, told) as bundle:
            if not bundle.is_receipt:
                taken = taking.take(ground, bundle, receipt_for(path), self._random, told)
                taken.moved = moved
                return told_of(taken)
            peer = None if bundle.sender.is_server else taking.know_by_hand(self._store, bundle)
            return told_of(taking.keep_receipt(self._store, bundle, self._laptop(peer), self._clock(), told))

    def _laptop(self, hub: UUID | None) -> Laptop:
        monotonic, rest = self._pace
        return Laptop(self._store, self._clock, monotonic, rest, self._random, self._program, hub)


def take_at_server(ground: Ground, path: Path, room: Path, told: Told) -> FileTaken:
    """A bundle brought to the server by hand; its receipt is saved beside it. Raises `Trouble`."""
    with opened(ground, path, room, told) as bundle:
        if bundle.is_receipt:
            raise Trouble("file_not_for_us")
        return told_of(taking.take(ground, bundle, receipt_for(path), ground.random, told))


def receipt_for(path: Path) -> Path:
    """Where the receipt for a bundle is saved."""
    return path.with_name(f"{path.name.removesuffix(ENDING)}-receipt{ENDING}")


def told_of(taken: taking.Taken) -> FileTaken:
    moved = Moved(frozenset(taken.moved), frozenset().union(*taken.moved.values()))
    return FileTaken(
        taken.receipt is None, taken.works, taken.carried, taken.confirmed, taken.given, taken.receipt, moved
    )
