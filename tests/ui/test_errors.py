import sys
import threading
from collections.abc import Iterator

import pytest

from ui.errors import take_uncaught


@pytest.fixture(autouse=True)
def _hooks_as_before() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def test_what_nobody_caught_is_shown_and_its_text_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    shown: list[BaseException] = []
    reported: list[BaseException] = []
    take_uncaught(shown.append, reported.append)
    error = ValueError("Sunita Devi")
    sys.excepthook(ValueError, error, None)
    assert shown == [error]

    thread = threading.Thread(target=_stumble)
    thread.start()
    thread.join()
    assert [str(one) for one in reported] == ["Phoolmati"]
    assert capsys.readouterr() == ("", "")


def test_who_stops_the_program_by_the_keyboard_stops_it(capsys: pytest.CaptureFixture[str]) -> None:
    shown: list[BaseException] = []
    take_uncaught(shown.append, shown.append)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert shown == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def _stumble() -> None:
    raise ValueError("Phoolmati")
