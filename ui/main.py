"""Puts the program together. The sign-in page is painted first; the rest is brought in behind it."""

from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox

from app.clock import system_clock
from app.door import Door, StoreUnwell
from ui.fonts import load_fonts
from ui.program import Program
from ui.shell import Shell
from ui.speech import _
from ui.start_check import binding_problem
from ui.theme.worn import Wardrobe, make_application

if TYPE_CHECKING:
    from app.work import Desk
    from ui.inside import Inside


def main(data: Path, arguments: list[str] | None = None) -> int:
    """Open the program on a data folder and run it to its end; the exit code."""
    app = make_application(arguments or ())
    load_fonts()
    wardrobe = Wardrobe(app)
    problem = binding_problem()
    if problem is not None:
        QMessageBox.critical(None, "Shivir", problem)
        return 1
    try:
        door = Door.at(data, system_clock)
    except StoreUnwell as unwell:
        QMessageBox.critical(None, "Shivir", f"{_(unwell.reason)}\n\n{_(unwell.advice)}")
        return 2
    shell = Shell(wardrobe, "Shivir")
    program = Program(app, shell, wardrobe, door, system_clock, go_inside)
    program.start()
    shell.resize(1366, 768)
    shell.showMaximized()
    QTimer.singleShot(0, bring_in_the_rest)
    code = app.exec()
    program.close()
    return code


def go_inside(program: Program, desk: "Desk") -> "Inside":
    from ui.inside import Inside

    return Inside(program, desk)


def bring_in_the_rest() -> None:
    """Import behind the sign-in page what the window will need."""
    Thread(target=_import_inside, name="bring in the rest", daemon=True).start()


def _import_inside() -> None:
    import ui.inside  # noqa: F401  # imported for its modules, while somebody types a password
