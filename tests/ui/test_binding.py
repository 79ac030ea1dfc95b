import subprocess
import sys

AFTER_QT = """
import linecache
import PySide6.QtCore
from ui.binding import leave_sources_unread
{first}
import wave
print(any(name.endswith("wave.py") for name in linecache.cache))
"""


def _sources_are_read(first: str) -> bool:
    done = subprocess.run(
        [sys.executable, "-c", AFTER_QT.format(first=first)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip() == "True"


def test_the_sources_of_modules_are_not_read_and_kept() -> None:
    assert not _sources_are_read("leave_sources_unread()")


def test_this_binding_still_reads_them_if_nobody_says_no() -> None:
    assert _sources_are_read("")
