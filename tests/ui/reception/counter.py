from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.papers.page import Paper
from app.words import LANGUAGES
from app.work import Changed
from models.vocabulary import Role
from tests.clinics import Clinic
from ui.background import Background
from ui.errors import is_silent, notice_of
from ui.kit.toast import Notice
from ui.notices import Notices
from ui.page import Page, Place
from ui.people.patient_page import PatientPage
from ui.people.registration_page import RegistrationPage
from ui.people.search_answers import PeopleFinder
from ui.printing import PrintFailed, PrintJobs, not_found
from ui.reception.desk_page import DeskPage
from ui.reception.queue_page import QueuePage
from ui.theme.worn import Wardrobe
from ui.tools import Tools
from ui.top_bar import Seat
from ui.window import Furniture, Window

FOCUS = Qt.FocusReason.OtherFocusReason


class Printer:
    """Takes every paper, or none while it is out of paper."""

    def __init__(self) -> None:
        self.papers: list[Paper] = []
        self.is_empty = False

    def __call__(self, paper: Paper, _printer: str) -> None:
        if self.is_empty:
            raise PrintFailed(not_found(paper))
        self.papers.append(paper)


class Counter(QObject):
    """Somebody at the desk in a real window, who only has a keyboard."""

    def __init__(
        self, qtbot: QtBot, clinic: Clinic, wardrobe: Wardrobe, role: Role = Role.RECEPTIONIST
    ) -> None:
        super().__init__()
        self.qtbot, self.clinic = qtbot, clinic
        clinic.opened.changed = self._committed
        self.desk = clinic.desk(role)
        self.background = Background(self.desk, self)
        self.printer = Printer()
        self.notices: list[Notice] = []
        self.background.broke.connect(self._broke)
        self.background.changed.connect(self._changed)
        prints = PrintJobs(self.printer)
        tools = Tools(prints, clinic.clock)
        pages: dict[str, tuple[str, Callable[[], Page]]] = {
            "desk": ("Desk", lambda: DeskPage(self.background, tools)),
            "queue": ("Queue", lambda: QueuePage(self.background, tools)),
            "patient": ("Patient", lambda: PatientPage(self.background, tools)),
            "register": ("Register", lambda: RegistrationPage(self.background, tools)),
        }
        self.finder = PeopleFinder(self.background, self._go, tools.today, give_token=True)
        self.window = Window(
            Furniture(
                seat=lambda: Seat("Priya Nair", "Receptionist", "Rampur Clinic"),
                places=lambda: tuple(Place(key, word, build, "home") for key, (word, build) in pages.items()),
                commands=tuple, find=self.finder, day_line=str, languages=LANGUAGES, spoken=lambda: "en",
            )
        )  # fmt: skip
        Notices(self.window, prints)
        wardrobe.follow(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.go("desk")

    def close(self) -> None:
        self.background.wait()
        self.clinic.opened.changed = None

    def go(self, place: str, **what: object) -> None:
        self.window.go(place, what)
        page = self.window.page
        assert page is not None
        if not getattr(page, "is_heard", False):
            page.said.connect(self.notices.append)
            page.setProperty("is_heard", True)
            page.is_heard = True  # type: ignore[attr-defined]  # so that it is connected once
        self.settle()

    def settle(self) -> None:
        """Until everything asked so far is answered and shown."""
        for _ in range(4):
            self.background.wait()
            QApplication.processEvents()

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=5000)

    def keys(self, text: str) -> None:
        """Type where the focus is, a letter at a time."""
        for letter in text:
            QTest.keyClicks(self.focus, letter)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifiers)
        QApplication.processEvents()

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def submit(self) -> None:
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    @property
    def shown(self) -> list[Notice]:
        """What stands at the foot of the window now."""
        return [toast.notice for toast in self.window.toasts.shown]

    @property
    def told(self) -> list[str]:
        return [notice.title for notice in self.notices]

    @property
    def page(self) -> Page:
        page = self.window.page
        assert page is not None
        return page

    def desk_page(self) -> DeskPage:
        assert isinstance(self.page, DeskPage)
        return self.page

    def _go(self, place: str, what: dict[str, object]) -> None:
        self.go(place, **what)

    def _committed(self, changed: Changed) -> None:
        self.background.say_changed(changed)

    @Slot(object)
    def _broke(self, error: Exception) -> None:
        if not is_silent(error):
            self.notices.append(notice_of(error))

    @Slot(object)
    def _changed(self, changed: Changed) -> None:
        self.window.changed(changed.kinds, frozenset(key.bytes for key in changed.ids))
