"""A whole program on a small window, for journeys from the first page to somebody's desk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.door import Door
from app.work import Desk
from models.store.disk import RealDisk
from models.store.machine import Machine
from tests.fakes import Dice, MemoryKeyring, Wrist, cheap_derivation
from ui.background import Background
from ui.drafts import DraftKeeper
from ui.kit.inputs import LineEdit
from ui.page import Page, Place
from ui.program import Program
from ui.setup.join_way import JoinsByCode
from ui.shell import Shell
from ui.theme.worn import Wardrobe
from ui.top_bar import Seat
from ui.window import Furniture, Window

PATIENCE_MS = 8000


class NotesPage(Page):
    """Somewhere to type."""

    place = "notes"

    def __init__(self) -> None:
        super().__init__()
        self.title = "Notes"
        self.note = LineEdit("", "Note")
        self.note.setObjectName("note")
        column = QVBoxLayout(self)
        column.addWidget(self.note)

    def opened(self, **_what: object) -> None:
        self.note.setFocus()

    def draft(self) -> dict[str, object]:
        return {"note": self.note.text()} if self.note.text() else {}

    def restore(self, kept: dict[str, object]) -> None:
        self.note.setText(str(kept["note"]))


class SmallInside(QObject):
    """What the program asks of the window of whoever came in."""

    def __init__(self, program: Program, desk: Desk) -> None:
        super().__init__(program)
        self.program, self.desk = program, desk
        self.background = Background(desk, self)
        actor = desk.actor
        self.window = Window(
            Furniture(
                seat=lambda: Seat(actor.name, "", program.clinic_name()),
                places=lambda: [Place("notes", "Notes", NotesPage)],
                commands=list,
                find=lambda _text, _then: None,
                day_line=str,
                languages={"en": "English"},
                spoken=lambda: "en",
            )
        )
        self.drafts = DraftKeeper(self.window, self.background)

    def start(self) -> None:
        self.window.start()

    def pause(self) -> None:
        """Nothing scans here."""

    def resume(self) -> None:
        """Nothing scans here."""

    def keep_drafts(self) -> tuple[str, ...]:
        self.drafts.keep()
        return self.window.unsaved()

    def leave(self) -> None:
        self.keep_drafts()
        self.background.wait()
        self.deleteLater()


class Laptop:
    """A machine with a keyring and a data folder, on which the program is started and ended."""

    def __init__(self, qtbot: QtBot, app: QApplication, wardrobe: Wardrobe, folder: Path) -> None:
        self.qtbot, self.app, self.wardrobe, self.folder = qtbot, app, wardrobe, folder
        self.watch = Wrist()
        self.keyring = MemoryKeyring()
        self.machine = Machine(
            "0.1.0",
            cheap_derivation,
            self.keyring,
            Dice(),
            self.watch.now,
            self.watch.uptime,
            RealDisk(),
            1 << 16,
        )
        self.program: Program | None = None
        self.shell: Shell | None = None

    def start(self, joins: JoinsByCode | None = None) -> Program:
        door = Door.at(self.folder, self.watch.now, self.machine)
        self.shell = Shell(self.wardrobe, "Shivir")
        inside: Callable[[Program, Desk], Any] = SmallInside
        self.program = Program(self.app, self.shell, self.wardrobe, door, self.watch.now, inside, joins)
        self.shell.resize(1366, 768)
        self.program.start()
        self.shell.show()
        QTest.qWaitForWindowActive(self.shell)
        self.shell.activateWindow()
        return self.program

    def end(self) -> None:
        if self.program is not None and self.shell is not None:
            self.program.close()
            self.shell.close()
            self.app.removeEventFilter(self.program.idle)
            self.program.deleteLater()
            self.shell.deleteLater()
            self.program = self.shell = None

    @property
    def page(self) -> QWidget:
        assert self.shell is not None
        shown = self.shell.shown
        assert shown is not None
        return shown

    def wait_for(self, page: type[QWidget], within_ms: int = PATIENCE_MS) -> Any:
        """Until a page of this kind is shown."""
        self.qtbot.waitUntil(lambda: isinstance(self.page, page), timeout=within_ms)
        return self.page

    def type(self, text: str) -> None:
        """Into whatever has the focus."""
        QTest.keyClicks(self._target(), text)

    def press(self, key: Qt.Key, *, control: bool = False) -> None:
        held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self._target(), key, held)

    def tab(self) -> None:
        self.press(Qt.Key.Key_Tab)

    def _target(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert self.shell is not None
        return focus or self.shell
