"""Puts the program together. The sign-in page is painted first; the rest is brought in behind it."""

import gc
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.clock import system_clock
from app.door import Door, StoreUnwell
from ui.fonts import load_fonts
from ui.program import Program
from ui.shell import Shell
from ui.start_check import binding_problem
from ui.theme.worn import Wardrobe, make_application

if TYPE_CHECKING:
    from app.work import Desk
    from ui.inside import Inside
    from ui.setup.join_way import JoinsByCode


def main(data: Path, arguments: list[str] | None = None) -> int:
    """Open the program on a data folder and run it to its end; the exit code."""
    app = make_application(arguments or ())
    load_fonts()
    wardrobe = Wardrobe(app)
    problem = binding_problem()
    if problem is not None:
        say_why_not(problem)
        return 1
    shell = Shell(wardrobe, "Shivir")
    shell.resize(1366, 768)
    start = Start(data, app, shell, wardrobe)
    start.try_door()
    shell.showMaximized()
    QTimer.singleShot(0, bring_in_the_rest)
    app.exec()
    return start.close()


class Start:
    """From the data folder to the program: once, or again when somebody has made room for it."""

    def __init__(self, data: Path, app: QApplication, shell: Shell, wardrobe: Wardrobe) -> None:
        self._data, self._app, self._shell, self._wardrobe = data, app, shell, wardrobe
        self._program: Program | None = None

    def try_door(self) -> None:
        """Claim the folder and show the first page; say why when it cannot be had."""
        try:
            door = Door.at(self._data, system_clock)
        except StoreUnwell as unwell:
            from ui.setup.unwell_page import UnwellPage

            page = UnwellPage(unwell)
            page.again.connect(self.try_door)
            page.closing.connect(self._app.quit)
            self._shell.show_only(page)
            return
        self._program = Program(
            self._app, self._shell, self._wardrobe, door, system_clock, go_inside, way_to_join(door)
        )
        self._program.catch_all()
        self._program.start()

    def close(self) -> int:
        """Leave everything whole. The exit code: 2 if the folder could never be opened."""
        if self._program is None:
            return 2
        self._program.close()
        return 0


def say_why_not(problem: str) -> None:
    """Before there is a window of ours."""
    from PySide6.QtWidgets import QMessageBox

    QMessageBox.critical(None, "Shivir", problem)


def way_to_join(door: Door) -> "JoinsByCode | None":
    """The line, for a laptop that has no clinic yet."""
    if door.is_founded:
        return None
    from ui.joining import JoinsByLine

    return JoinsByLine(door)


def go_inside(program: Program, desk: "Desk") -> "Inside":
    from ui.inside import Inside

    return Inside(program, desk)


def bring_in_the_rest() -> None:
    """Import behind the sign-in page what the window will need."""
    Thread(target=_import_inside, name="bring in the rest", daemon=True).start()


def _import_inside() -> None:
    """While somebody types a password. What is imported stays: rubbish is looked for without it from then on."""
    try:
        import ui.inside
        import ui.setup.lock_page  # noqa: F401
    finally:
        gc.freeze()
        gc.enable()
