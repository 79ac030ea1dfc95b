"""Runs what is not a use case off the window's thread: signing in, opening the store, a backup."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

T = TypeVar("T")


class _Task(QObject):
    arrived = Signal(object)
    failed = Signal(object)


class Aside(QObject):
    """One thread for the errands of the program itself.

    Signals:
        broke: an errand raised; carries the exception.
    """

    broke = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)

    def run(self, then: Callable[[T], Any], errand: Callable[[], T]) -> None:
        """Give what `errand` returns to `then`, a method of a QObject, on the window's thread."""
        task = _Task(self)
        task.arrived.connect(then)
        task.failed.connect(self.broke)
        task.arrived.connect(task.deleteLater)
        task.failed.connect(task.deleteLater)

        def work() -> None:
            try:
                answer = errand()
            except Exception as error:  # the window must hear of it, whatever it is
                task.failed.emit(error)
            else:
                task.arrived.emit(answer)

        self._pool.start(work)

    def wait(self) -> None:
        self._pool.waitForDone()
