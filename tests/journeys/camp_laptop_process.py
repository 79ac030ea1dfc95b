"""A laptop at a camp as a process of its own: `camp_laptop_process.py STORE`. A desk, a gate, and perhaps the hub."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from app.camps.answers import CheckIn
from app.clock import system_clock
from sync.client import hubs
from sync.client.line import Line
from sync.client.pinned import Pinned
from sync.hub.serving import Hub
from tests.camps import Camp, a_camp
from tests.journeys.laptop_process import Laptop, run


class CampLaptop(Laptop):
    """Beside its desk: a gate, a hub of its own, and the hub it works with."""

    hub: Hub | None = None

    def camp(self, many: int) -> Any:
        """Plan a camp that is open now, with so many people who have passes."""
        clinic, _ = self.here()
        now = system_clock()
        camp = a_camp(clinic, opens=now - timedelta(hours=1), closes=now + timedelta(hours=5))
        return [str(camp.id), [camp.pass_of(camp.register()).text for _ in range(many)]]

    def scan(self, event: str, text: str) -> Any:
        clinic, _ = self.here()
        answer: CheckIn = Camp(clinic, UUID(int=0), UUID(event)).scan(text)
        return answer.answer.value

    def serve(self, port: int) -> Any:
        clinic, _ = self.here()
        self.hub = Hub(clinic.store, self.path.parent, system_clock, os.urandom, "1.0")
        return self.hub.start("127.0.0.1", port).code

    def work_with(self, code: str) -> Any:
        clinic, line = self.here()
        seen = hubs.look_at(clinic.store, line._laptop.itself(), code)
        hubs.join(clinic.store, seen)
        return seen.name

    def hub_round(self) -> Any:
        clinic, _ = self.here()
        seen = hubs.joined(clinic.store)
        assert seen is not None
        line = Line(
            clinic.store, system_clock, os.urandom, "1.0", hub=seen.device_id,
            reach=lambda address: Pinned(address, seen.pin),
        )  # fmt: skip
        result = line.round_now()
        line.close()
        return {"done": result.is_done, "trouble": str(result.trouble)}

    def carries(self) -> Any:
        assert self.hub is not None
        return self.hub.carries()


if __name__ == "__main__":
    run(CampLaptop(Path(sys.argv[1])))
