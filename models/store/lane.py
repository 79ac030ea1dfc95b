from threading import Lock
from typing import Any

from sqlalchemy import QueuePool
from sqlalchemy.pool import PoolProxiedConnection


class WritingLane(QueuePool):
    """The one connection that writes; whoever holds it for long can see that others wait for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._counting = Lock()
        self._waiting = 0

    @property
    def is_awaited(self) -> bool:
        return self._waiting > 0

    def connect(self) -> PoolProxiedConnection:
        with self._counting:
            self._waiting += 1
        try:
            return super().connect()
        finally:
            with self._counting:
                self._waiting -= 1
