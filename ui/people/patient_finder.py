from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.people.find import People, find_people
from app.people.person import Person
from ui.background import Asked, Background
from ui.kit.inputs import LineEdit
from ui.kit.row import RowLook
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState, Shown
from ui.people.search_answers import person_row
from ui.speech import _

PAUSE_MS = 60


class PatientFinder(QWidget):
    """Lists patients while a name, a phone or a number is typed. Up and down choose while the text keeps the focus.

    `before` stands where the answers will, while nothing is typed.

    Signals:
        chosen: Enter or a double click; carries the Person.
    """

    chosen = Signal(object)

    def __init__(
        self,
        background: Background,
        today: Callable[[], date],
        *,
        limit: int = 20,
        before: EmptyState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background, self._today, self._limit = background, today, limit
        self._asked: Asked | None = None
        self.box = LineEdit(_("Name, phone, number or village"), _("Search patients"), icon="search")
        self.box.setObjectName("finder_text")
        self.list = RowList(_("Patients"), RowLook(height=54, face=36, divider=True))
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        nobody = EmptyState(
            "user-search", _("Nobody found."), _("Try another spelling, a phone or a number.")
        )
        self.shown = Shown(self.list, nobody, lines=6)
        self._before = before
        if before is not None:
            self.shown.addWidget(before)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(self.shown, 1)
        self._show_answer(found=False)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.box.textChanged.connect(self._pause.start)
        self.box.installEventFilter(self)
        self.list.opened.connect(lambda _key: self._choose())
        self.setFocusProxy(self.box)

    def person(self) -> Person | None:
        """The one chosen in the list."""
        row = self.list.current_row()
        return row.data if row is not None and isinstance(row.data, Person) else None

    def look(self) -> None:
        """Ask again for what is typed."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._background.ask_or(
            self._show, self._no_answer, find_people, self.box.text(), self._limit
        )

    def _show(self, found: People) -> None:
        if found.text != self.box.text():
            return  # an answer to a question nobody asks any more
        today = self._today()
        self.list.show_rows([person_row(one, today, found.text) for one in found.people])
        if self.list.current_row() is None:
            self.list.choose_first()
        self._show_answer(found=bool(found.people))

    def _show_answer(self, *, found: bool) -> None:
        """Who was found; while nothing is typed, what to do."""
        typed = bool(self.box.text().strip())
        self.shown.show_content(found or not typed)
        if self._before is not None and not typed:
            self.shown.setCurrentWidget(self._before)

    def _no_answer(self, error: Exception) -> None:
        """A search that was called off is followed by another."""

    def _choose(self) -> None:
        person = self.person()
        if person is not None:
            self.chosen.emit(person)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                QApplication.sendEvent(self.list, event)
                return True
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._choose()
                return True
        return super().eventFilter(watched, event)
