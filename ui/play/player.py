"""Works the real windows by their keys, looks at them, and remembers what came of it."""

import sys
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.clock import system_clock
from app.door import Door
from app.papers.page import Paper
from app.work import Desk
from ui.fonts import load_fonts
from ui.kit.states import Loading
from ui.main import go_inside
from ui.page import Page
from ui.program import Program
from ui.setup.sign_in_page import SignInPage
from ui.shell import Shell
from ui.theme.worn import Wardrobe

PATIENCE = 15.0
A_HAND = 45
"""Milliseconds between two keys: slower than any scanner."""

WIDE, LOW = (1366, 768), (1366, 700)


def say(line: str) -> None:
    """One line on the terminal, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class NotSeen(AssertionError):
    """What should have come did not come."""


@dataclass(slots=True)
class Played:
    """What was done so far; `failed` are scenes that did not end."""

    steps: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)


class Player:
    """One program off screen and two hands."""

    def __init__(
        self, app: QApplication, data: Path, out: Path, passwords: Mapping[str, str], played: Played
    ) -> None:
        load_fonts()
        self.app, self.out, self.played = app, out, played
        self._passwords = passwords
        self.wardrobe = Wardrobe(app)
        self.shell = Shell(self.wardrobe, "Shivir")
        door = Door.at(data, system_clock)
        self.program = Program(app, self.shell, self.wardrobe, door, system_clock, go_inside)
        self.program.start()
        self.shell.resize(*WIDE)
        self.shell.show()
        self.shell.activateWindow()
        self.breathe()

    # Telling

    def tell(self, step: str) -> None:
        self.played.steps.append(step)
        say(f"  {step}")

    def scene(self, title: str, play: Callable[["Player"], None]) -> None:
        """Play one scene to its end, or keep its picture and why it did not end."""
        say(title)
        try:
            play(self)
        except Exception:
            self.played.failed.append(title)
            traceback.print_exc()
            self.picture(f"failed-{len(self.played.failed)}")

    def picture(self, name: str) -> None:
        """What the window shows now."""
        self.breathe(120)
        path = self.out / f"{len(self.played.pictures) + 1:02d}-{name}.png"
        self.shell.grab().save(str(path))
        self.played.pictures.append(path)

    # Waiting

    def breathe(self, milliseconds: int = 30) -> None:
        """Let the program do what is due."""
        QTest.qWait(milliseconds)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def until(self, what: str, is_so: Callable[[], object], patience: float = PATIENCE) -> None:
        """Wait until something is seen; `NotSeen` with what was awaited."""
        end = time.monotonic() + patience
        while not is_so():
            if time.monotonic() > end:
                raise NotSeen(what)
            self.breathe()

    # Hands

    @property
    def screen(self) -> QWindow:
        front = QGuiApplication.focusWindow()
        if front is not None and front.isVisible():
            return front
        self.shell.activateWindow()  # off screen, nobody gives the keys back when a list closes
        self.breathe()
        return self.shell.windowHandle()

    def press(self, *keys: str) -> None:
        """Keys by their names: F6, Ctrl+Return, Alt+P."""
        for key in keys:
            pressed = QKeySequence(key)[0]  # type: ignore[index]  # Qt's stubs forget it
            QTest.keyClick(self.screen, pressed.key(), pressed.keyboardModifiers(), A_HAND)
            self.breathe()

    def write(self, text: str) -> None:
        """Typed by a hand into whatever has the focus."""
        for letter in text:
            QTest.keyClick(self.screen, ord(letter), Qt.KeyboardModifier.NoModifier, A_HAND)
        self.breathe(80)

    def scan(self, text: str) -> None:
        """Typed by a USB scanner: fast, with Enter at the end."""
        for letter in text:
            QTest.keyClick(self.screen, ord(letter), Qt.KeyboardModifier.NoModifier, 0)
        QTest.keyClick(self.screen, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, 0)
        self.breathe(80)

    def focus(self, box: QWidget) -> None:
        """As with Tab, until it is there."""
        box.setFocus(Qt.FocusReason.TabFocusReason)
        self.breathe()

    # Going

    def sign_in(self, name: str, password: str | None = None) -> None:
        """Through the real sign-in page: the name, Enter, the password, Enter."""
        page = self.program.shell.shown
        if not isinstance(page, SignInPage):
            self.program.switch()
            self.breathe()
            page = self.program.shell.shown
        assert isinstance(page, SignInPage)
        self.focus(page.name)
        page.name.selectAll()
        self.write(name)
        self.press("Return")
        self.focus(page.password)
        page.password.selectAll()
        self.write(self._passwords[name] if password is None else password)
        self.press("Return")
        if password is None:
            self.until(f"the window of {name}", lambda: self.program.inside is not None, 40)
            self.until("the first page", lambda: self.page is not None)
            self.settle()

    @property
    def desk(self) -> Desk:
        """The desk of whoever sits in the window: to see what came of it."""
        inside = self.program.inside
        if inside is None:
            raise NotSeen("somebody inside")
        return inside.desk

    @property
    def printed(self) -> list[Paper]:
        """What went to the printer since somebody came in, the newest first."""
        inside = self.program.inside
        return [job.paper for job in inside.prints.jobs] if inside is not None else []

    def password_of(self, name: str) -> str:
        return self._passwords[name]

    @property
    def page(self) -> Page | None:
        inside = self.program.inside
        return inside.window.page if inside is not None else None

    def settle(self) -> None:
        """Give the answers of the page time to arrive."""
        self.breathe(350)
        self.until(
            "what is loading", lambda: not any(one.isVisible() for one in self.shell.findChildren(Loading))
        )
        self.breathe(150)

    def page_of(self, kind: type[Page]) -> Page:
        self.until(kind.__name__, lambda: isinstance(self.page, kind))
        page = self.page
        assert page is not None
        return page

    def close(self) -> None:
        self.program.close()
        self.shell.close()
        for gone in (self.shell, self.program, self.wardrobe):
            gone.deleteLater()
        self.breathe()
