"""A doctor's room: the real window over a real clinic, worked by its keys."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.words import LANGUAGES
from app.work import Changed, Desk
from tests.clinics import Clinic
from ui.background import Background
from ui.consulting.consultation_page import ConsultationPage
from ui.consulting.queue_page import QueuePage
from ui.kit.dialog import Dialog
from ui.page import Page, Place
from ui.printing import PrintJobs
from ui.shell import Shell
from ui.speech import words
from ui.theme.worn import Wardrobe
from ui.tools import Tools
from ui.top_bar import Seat
from ui.window import Furniture, Window

T = TypeVar("T", bound=QWidget)
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Room(QObject):
    """`press`, `write` and `wait` are all a test needs."""

    def __init__(self, qtbot: QtBot, clinic: Clinic, wardrobe: Wardrobe, desk: Callable[[], Desk]) -> None:
        super().__init__()
        self.qtbot, self.clinic = qtbot, clinic
        clinic.opened.changed = self._committed
        self.background = Background(desk(), self)
        self.background.changed.connect(self._changed)
        self.background.broke.connect(self._broke)
        self.broken: list[Exception] = []
        self.tools = Tools(PrintJobs(parent=self), clinic.clock)
        self.window = Window(self._furniture())
        self.shell = Shell(wardrobe, "Shivir")
        qtbot.addWidget(self.shell)
        self.shell.show_only(self.window)
        self.shell.resize(1366, 768)
        self.shell.show()
        self.shell.activateWindow()

    def _furniture(self) -> Furniture:
        return Furniture(
            seat=lambda: Seat(self.background.desk.actor.name, "", "Rampur Clinic"),
            places=lambda: (
                Place(
                    "consult", "Consult", lambda: ConsultationPage(self.background, self.tools), "stethoscope"
                ),
                Place("my_queue", "My queue", lambda: QueuePage(self.background, self.tools), "list-numbers"),
                Place("other", "Other", Page),
            ),
            commands=tuple,
            find=lambda _text, _then: None,
            day_line=lambda: words().day(self.tools.today()),
            languages=LANGUAGES,
            spoken=lambda: words().language,
        )

    def _committed(self, changed: Changed) -> None:
        self.background.say_changed(changed)

    @Slot(object)
    def _changed(self, changed: Changed) -> None:
        self.window.changed(changed.kinds, frozenset(key.bytes for key in changed.ids))

    @Slot(object)
    def _broke(self, error: Exception) -> None:
        self.broken.append(error)

    def close(self) -> None:
        self.background.wait()
        QApplication.processEvents()
        self.background.wait()

    # What a person does

    def go(self, place: str, **what: object) -> None:
        self.window.go(place, what)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.shell, key, modifier)

    def write(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=10_000)

    # What a person sees

    @property
    def consultation(self) -> ConsultationPage:
        page = self.window.page
        assert isinstance(page, ConsultationPage)
        return page

    @property
    def queue(self) -> QueuePage:
        page = self.window.page
        assert isinstance(page, QueuePage)
        return page

    def dialog(self, kind: type[T]) -> T:
        """The dialog that lies open."""
        found = [one for one in self.shell.findChildren(kind) if one.isVisible()]
        assert found, f"no {kind.__name__} is open"
        return found[-1]

    def has_dialog(self) -> bool:
        return any(one.isVisible() for one in self.shell.findChildren(Dialog))

    def toasts(self) -> list[str]:
        return [toast.notice.title for toast in self.window.toasts.shown]
