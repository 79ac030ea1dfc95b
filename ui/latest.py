from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from shiboken6 import isValid

from app.work import UseCase
from ui.background import Asked, Background

P = ParamSpec("P")
T = TypeVar("T")


class Latest:
    """A question that is asked again whenever the store changes: only the answer to the last asking is heard.

    Two threads read, so an earlier answer may come after a later one and show what is no longer so.
    `then` and `failed` must be methods of a widget; a failure left out goes to the window.
    """

    def __init__(
        self,
        background: Background,
        then: Callable[[Any], Any],
        failed: Callable[[Exception], Any] | None = None,
    ) -> None:
        self._background, self._then, self._failed = background, then, failed
        self._asked: Asked | None = None

    def renew(self, use_case: UseCase[P, T], *args: P.args, **kwargs: P.kwargs) -> None:
        self.forget()
        if self._failed is None:
            self._asked = self._background.ask(self._then, use_case, *args, **kwargs)
        else:
            self._asked = self._background.ask_or(self._then, self._failed, use_case, *args, **kwargs)

    def forget(self) -> None:
        """Nobody waits for what was asked before."""
        asked, self._asked = self._asked, None
        if asked is not None and isValid(asked):
            asked.arrived.disconnect(self._then)
            asked.cancel()
