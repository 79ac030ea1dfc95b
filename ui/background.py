"""Runs use cases off the window's thread: one lane that writes, in order, and two that read."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from app.work import Changed, Desk, Errand, Lane, UseCase, lane_of

P = ParamSpec("P")
T = TypeVar("T")
READERS = 2


class Asked(QObject):
    """A question on its way. It reports on the window's thread, and forgets whoever went away meanwhile."""

    arrived = Signal(object)
    failed = Signal(object)
    progressed = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.errand = Errand(self.progressed.emit)

    def cancel(self) -> None:
        """Nobody waits for the answer any more: a reading is ended, a writing leaves no trace."""
        self.errand.stop()


class Background(QObject):
    """Asks the desk in the background.

    Signals:
        broke: a use case raised and whoever asked did not take the failure; carries the exception.
        changed: a commit moved something; carries a Changed.
    """

    broke = Signal(object)
    changed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._lanes = {Lane.WRITE: QThreadPool(self), Lane.READ: QThreadPool(self)}
        self._lanes[Lane.WRITE].setMaxThreadCount(1)
        self._lanes[Lane.READ].setMaxThreadCount(READERS)
        for lane in self._lanes.values():
            lane.setExpiryTimeout(-1)
        self._is_closed = False

    def ask(
        self,
        then: Callable[[T], Any],
        use_case: UseCase[P, T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Asked:
        """Run `use_case`, then give its answer to `then` on the window's thread.

        `then` must be a method of a widget: Qt forgets it when the widget goes away. A failure goes to
        `broke`; see `ask_or`.
        """
        asked = Asked(self)
        asked.arrived.connect(then)
        self._start(asked, use_case, args, kwargs)
        return asked

    def ask_or(
        self,
        then: Callable[[T], Any],
        failed: Callable[[Exception], Any],
        use_case: UseCase[P, T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Asked:
        """The same for somebody who shows a failure in their own place, as a form does beside its field."""
        asked = Asked(self)
        asked.arrived.connect(then)
        asked.failed.connect(failed)
        self._start(asked, use_case, args, kwargs, takes_failure=True)
        return asked

    def wait(self) -> None:
        """Until everything asked so far is done: before the store closes."""
        for lane in self._lanes.values():
            lane.waitForDone()

    def close(self) -> None:
        """Take no more questions and wait for those on their way: nobody is left to hear the answers."""
        self._is_closed = True
        self.wait()

    @property
    def is_quiet(self) -> bool:
        """Nothing that was asked is still running."""
        return all(lane.activeThreadCount() == 0 for lane in self._lanes.values())

    def say_changed(self, changed: Changed) -> None:
        """From any thread: a commit moved something."""
        self.changed.emit(changed)

    def _start(
        self,
        asked: Asked,
        use_case: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        takes_failure: bool = False,
    ) -> None:
        if not takes_failure:
            asked.failed.connect(self.broke)
        asked.arrived.connect(asked.deleteLater)
        asked.failed.connect(asked.deleteLater)
        desk = self.desk

        def run() -> None:
            try:
                answer = desk.run_errand(asked.errand, use_case, *args, **kwargs)
            except Exception as error:  # whatever it is, the window must hear of it
                asked.failed.emit(error)
            else:
                asked.arrived.emit(answer)

        if not self._is_closed:
            self._lanes[lane_of(use_case)].start(run)
