"""The screens of the real program, on a demo clinic."""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.clock import system_clock
from app.door import CameIn, Door
from models.vocabulary import Role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.background import Background
    from ui.page import Page

PATIENCE_S = 30.0


class DemoAtWork:
    """The screens of somebody on a demo, with its real keys and its real store, in a window of the usual size."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtWidgets import QStackedWidget

        from ui.fonts import load_fonts
        from ui.shell import Shell
        from ui.theme.worn import Wardrobe, make_application

        self.app = make_application(())
        load_fonts()
        self.door = Door.at(folder, system_clock)
        self.shell = Shell(Wardrobe(self.app), "Shivir")
        self.stack = QStackedWidget()
        self.shell.show_only(self.stack)
        self.shell.resize(1366, 768)
        self.shell.show()
        self._background: Background | None = None

    def sign_in(self, role: Role) -> None:
        from ui.background import Background
        from ui.places import Builder
        from ui.printing import PrintJobs
        from ui.tools import Tools

        person = next(one for one in self.door.people() if one.role == role)
        assert person.password is not None, "only a demo names its passwords"
        answer = self.door.come_in(person.name, person.password)
        assert isinstance(answer, CameIn)
        self._background = Background(answer.desk)
        self.builder = Builder(self._background, Tools(PrintJobs(), system_clock), self.door)

    def build(self, place: str) -> "Page":
        """The page of a place, as the window builds it."""
        page: Page = getattr(self.builder, place)()
        return page

    def show(self, page: "QWidget") -> None:
        """Put it where pages stand, tell it that somebody came, and paint it."""
        from ui.page import Page

        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if isinstance(page, Page):
            page.opened()
        self.app.sendPostedEvents()
        page.repaint()

    def settle(self) -> None:
        """Until everything asked is answered and shown."""
        end, quiet = time.monotonic() + PATIENCE_S, 0
        while quiet < 4:
            assert time.monotonic() < end, "the page goes on asking"
            self.app.processEvents()
            quiet = quiet + 1 if self._background is None or self._background.is_quiet else 0
            time.sleep(0.002)

    def close(self) -> None:
        if self._background is not None:
            self._background.wait()
        self.shell.close()
        self.door.close()
