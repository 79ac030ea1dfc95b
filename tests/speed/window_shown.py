"""One start of a window in a process of its own: prints when it was painted and how much memory that took.

`python -m tests.speed.window_shown bare`, `… sign-in FOLDER` or `… day FOLDER ROLE`.
"""

import gc
import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

DAY = {
    "receptionist": ("desk", "patients", "billing"),
    "doctor": ("my_queue", "consult", "patients"),
    "supervisor": ("overview", "devices", "billing", "desk", "patients"),
    "volunteer": ("camp",),
}
"""The screens of somebody's day; the gate's with the camera off."""


def bare() -> None:
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication(["bare", "-style", "fusion"])
    window = QWidget()
    window.resize(1366, 768)
    window.show()
    tell_when_painted(app, window)


def sign_in(folder: Path) -> None:
    """What `python -m ui` does, up to the first paint of the sign-in page."""
    gc.disable()
    from PySide6.QtWidgets import QApplication

    from ui.binding import leave_sources_unread

    leave_sources_unread()
    from app.clock import system_clock
    from app.door import Door
    from ui.fonts import load_fonts
    from ui.main import go_inside
    from ui.program import Program
    from ui.shell import Shell
    from ui.start_check import binding_problem
    from ui.theme.worn import Wardrobe, make_application

    app = make_application(())
    assert isinstance(app, QApplication)
    load_fonts()
    wardrobe = Wardrobe(app)
    assert binding_problem() is None
    door = Door.at(folder, system_clock)
    shell = Shell(wardrobe, "Shivir")
    program = Program(app, shell, wardrobe, door, system_clock, go_inside)
    program.start()
    shell.resize(1366, 768)
    shell.showMaximized()
    assert shell.shown is not None
    tell_when_painted(app, shell.shown)
    program.close()


def day(folder: Path, who: str) -> None:
    """Every screen of somebody's day opened and filled: the memory of a day's work."""
    import_module("PySide6.QtCore")
    from ui.binding import leave_sources_unread

    leave_sources_unread()
    from models.vocabulary import Role
    from tests.speed.demo import DemoAtWork

    work = DemoAtWork(folder)
    work.sign_in(Role(who))
    for place in DAY[who]:
        work.show(work.build(place))
        work.settle()
    say()
    work.close()


def tell_when_painted(app: "QApplication", widget: "QWidget") -> None:
    """Let the window be painted once, then say it; the event comes before the pixels, one turn more brings them."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class FirstPaint(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                widget.removeEventFilter(self)
                QTimer.singleShot(0, app.quit)
            return super().eventFilter(watched, event)

    paint = FirstPaint()
    widget.installEventFilter(paint)
    app.exec()
    say()


def say() -> None:
    sys.stdout.write(json.dumps({"at": time.perf_counter(), "resident_mb": resident_mb()}) + "\n")
    sys.stdout.flush()


def resident_mb() -> float:
    """What of this process lies in memory now; the most there ever was where the system does not say."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["bare"]:
            bare()
        case ["sign-in", folder]:
            sign_in(Path(folder))
        case ["day", folder, who]:
            day(Path(folder), who)
