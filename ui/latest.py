from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Slot
from shiboken6 import isValid

from app.work import UseCase
from ui.background import Asked, Background

P = ParamSpec("P")
T = TypeVar("T")


class Latest(QObject):
    """A question that is asked again whenever the store changes: only the answer to the last asking is heard.

    Two threads read, so an earlier answer may come after a later one and show what is no longer so.
    `then` and `failed` must be methods of a widget; a failure left out goes to the window. An answer nobody
    waits for any more is dropped when it comes: disconnecting it while its thread sends it could lock both up.
    """

    def __init__(
        self,
        background: Background,
        then: Callable[[Any], Any],
        failed: Callable[[Exception], Any] | None = None,
    ) -> None:
        super().__init__(getattr(then, "__self__", None))
        self._background, self._then = background, then
        self._failed: Callable[[Exception], Any] = failed or background.broke.emit
        self._asked: Asked | None = None

    def renew(self, use_case: UseCase[P, T], *args: P.args, **kwargs: P.kwargs) -> None:
        self.forget()
        self._asked = self._background.ask_or(self._arrived, self._broke, use_case, *args, **kwargs)

    def forget(self) -> None:
        """Nobody waits for what was asked before."""
        asked, self._asked = self._asked, None
        if asked is not None and isValid(asked):
            asked.cancel()

    @Slot(object)
    def _arrived(self, answer: Any) -> None:
        if self._is_awaited():
            self._then(answer)

    @Slot(object)
    def _broke(self, error: Exception) -> None:
        if self._is_awaited():
            self._failed(error)

    def _is_awaited(self) -> bool:
        if self.sender() is not self._asked:
            return False
        self._asked = None
        return True
