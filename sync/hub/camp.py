"""The camp as this laptop sees it: it serves one, or works with one that serves, or neither."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from models.ledger.device import Device, Here
from models.ledger.line_state import HubFound, HubJoined, HubServing, Moved, RoundResult
from models.store.store import Store
from sync.client import hubs
from sync.client.laptop import itself_of
from sync.client.line import Line
from sync.client.pinned import Pinned
from sync.hub.finding import Announcement, announce, find
from sync.hub.serving import PORT, Hub
from sync.trouble import Trouble


class Camp:
    """One for an open store. `changed` hears what others' works moved here, on whichever thread took them."""

    def __init__(
        self, store: Store, folder: Path, clock: Callable[[], datetime], random: Callable[[int], bytes],
        program: str, changed: Callable[[Moved], None] = lambda _: None,
        at: tuple[str, int] = ("0.0.0.0", PORT),  # noqa: S104  # the camp's Wi-Fi is the point
    ) -> None:  # fmt: skip
        self._at = at
        self._store = store
        self._clock = clock
        self._random = random
        self._program = program
        self._changed = changed
        self._hub = Hub(store, folder, clock, random, program, lambda rows: changed(_moved(rows)))
        self._announced: Announcement | None = None
        self._line: Line | None = None
        self._line_to: hubs.HubSeen | None = None
        self._turn = threading.Lock()

    @property
    def is_serving(self) -> bool:
        return self._hub.serving is not None

    def start(self) -> HubServing:
        """Serve this camp, and be heard on its network. Raises `Trouble`."""
        serving = self._hub.start(*self._at)
        if self._announced is None:
            clinic, name = self._named()
            self._announced = announce(serving, clinic, name)
        shown = self.serving()
        assert shown is not None, "it was started above"
        return shown

    def stop(self) -> None:
        """Serve nobody any more."""
        if self._announced is not None:
            self._announced.end()
            self._announced = None
        self._hub.stop()

    def serving(self) -> HubServing | None:
        """How the hub stands, if this laptop is one."""
        now = self._hub.serving
        if now is None:
            return None
        return HubServing(now.code, now.addresses, self._hub.visitors(), self._hub.carries())

    def find(self) -> tuple[HubFound, ...]:
        """Hubs of the clinic that are heard on the network; listens for a few seconds."""
        clinic, _ = self._named()
        with self._store.read_engine.begin() as connection:
            own = connection.scalars(select(Here.device_id)).one()
        found = find(clinic, own or UUID(int=0))
        return tuple(HubFound(one.name, one.address, one.code) for one in found)

    def join(self, typed: str) -> str:
        """Work with the hub whose code was scanned or whose address was typed; its name. Raises `Trouble`."""
        seen = hubs.look_at(self._store, itself_of(self._store), typed)
        hubs.join(self._store, seen)
        return seen.name

    def leave(self) -> None:
        """Work with no hub any more."""
        hubs.leave(self._store)

    def joined(self) -> HubJoined | None:
        """The hub this laptop works with, from what is written down."""
        seen = hubs.joined(self._store)
        if seen is None:
            return None
        return HubJoined(seen.name, seen.address, self._line_for(seen).state())

    def round_now(self) -> RoundResult | None:
        """One round with the hub; None if there is none."""
        seen = hubs.joined(self._store)
        return None if seen is None else self._line_for(seen).round_now()

    def close(self) -> None:
        self.stop()
        with self._turn:
            if self._line is not None:
                self._line.close()
            self._line = self._line_to = None

    def _line_for(self, seen: hubs.HubSeen) -> Line:
        with self._turn:
            if self._line is None or self._line_to != seen:
                if self._line is not None:
                    self._line.close()
                pin = seen.pin
                self._line, self._line_to = (
                    Line(
                        self._store, self._clock, self._random, self._program, hub=seen.device_id,
                        changed=self._changed, reach=lambda address: Pinned(address, pin),
                    ),
                    seen,
                )  # fmt: skip
            return self._line

    def _named(self) -> tuple[UUID, str]:
        """The clinic, and what this laptop is called."""
        with self._store.read_engine.begin() as connection:
            row = connection.execute(
                select(Here.clinic_id, Device.name).outerjoin(Device, Device.id == Here.device_id)
            ).one_or_none()
        if row is None:
            raise Trouble("never")
        return row.clinic_id, row.name or ""


def _moved(rows: dict[str, set[UUID]]) -> Moved:
    return Moved(frozenset(rows), frozenset().union(*rows.values()))
