"""What becomes of a No: a sentence for people, or a report of our own mistake with nothing of a patient in it."""

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from app.refused import Refused
from app.words import Said
from ui.kit.toast import Notice
from ui.speech import _

REPORTS_KEPT = 50


def is_silent(error: Exception) -> bool:
    """Whether nobody needs to hear of it: a question was called off."""
    from app.work import Interrupted  # brings the tables, which the sign-in page does not wait for

    return isinstance(error, Interrupted)


def notice_of(error: Exception) -> Notice:
    """The sentence for the window. Our own mistakes say that nothing saved is lost, and no more."""
    if isinstance(error, Refused):
        return Notice(_(error.reason), "warn", detail=_(error.advice) if error.advice else "")
    reason, advice = getattr(error, "reason", None), getattr(error, "advice", None)
    if isinstance(reason, Said) and isinstance(advice, Said):
        return Notice(_(reason), "danger", detail=_(advice))
    return Notice(
        _("That did not work, and it is our mistake."),
        "danger",
        detail=_("What was saved before is safe. A report without patient data lies in the logs."),
    )


def is_ours(error: Exception) -> bool:
    """Whether it is a bug, to be written down."""
    return not isinstance(error, Refused) and not isinstance(getattr(error, "reason", None), Said)


def write_report(error: BaseException, folder: Path, now: datetime) -> Path:
    """Write where it happened: files, lines and the kind of error. Never its text, which may hold data."""
    lines = [f"{now:%Y-%m-%dT%H:%M:%SZ} {type(error).__module__}.{type(error).__name__}"]
    cause: BaseException | None = error
    while cause is not None:
        steps = traceback.extract_tb(cause.__traceback__)
        lines += [f"  {Path(step.filename).name}:{step.lineno} {step.name}" for step in steps]
        cause = cause.__cause__ or cause.__context__
        if cause is not None:
            lines.append(f"from {type(cause).__module__}.{type(cause).__name__}")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"report-{now:%Y%m%d-%H%M%S-%f}.txt"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    for old in sorted(folder.glob("report-*.txt"))[:-REPORTS_KEPT]:
        old.unlink(missing_ok=True)
    return path


def take_uncaught(show: Callable[[Exception], None], report: Callable[[BaseException], object]) -> None:
    """What nobody caught goes the way of all errors. Python would print its text, and so what it is about.

    `show` is for the window's thread, `report` for any other.
    """

    def on_window(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            show(error)
        else:
            sys.__excepthook__(kind, error, trace)

    def elsewhere(caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            report(caught.exc_value)

    sys.excepthook, threading.excepthook = on_window, elsewhere
