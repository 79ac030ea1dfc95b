from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.clock import clinic_day

if TYPE_CHECKING:
    from ui.printing import PrintJobs


@dataclass(frozen=True, slots=True)
class Tools:
    """What a page is handed beside the background: the printer's jobs and the laptop's clock (UTC)."""

    prints: "PrintJobs"
    now: Callable[[], datetime]

    def today(self) -> date:
        """The clinic's day."""
        return clinic_day(self.now())
