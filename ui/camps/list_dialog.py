"""Bringing in a list of people: read behind the window, shown with its bad lines, registered in parts."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.camps.events import EventCard
from app.camps.people_list import PeopleList, read_people_list
from app.camps.registering import MOST_IN_ONE_GO, NewParticipant, register_several
from app.refused import Refused
from ui.background import Background
from ui.kit.button import Button
from ui.kit.chart import Track
from ui.kit.dialog import Dialog, Verb
from ui.kit.label import Label
from ui.kit.row import Row, RowLook
from ui.kit.row_list import RowList
from ui.speech import _
from ui.theme.worn import theme
from ui.tools import Tools

REGISTER = "register"
LARGEST = 20_000_000


class ListDialog(Dialog):
    """A CSV file with a heading for each column, and what becomes of its lines."""

    def __init__(self, parent: QWidget, background: Background, tools: Tools, camp: EventCard) -> None:
        verbs = (
            Verb(_("Close"), None),
            Verb(_("Register them"), REGISTER, "primary", "Ctrl+Return", "user-plus"),
        )
        super().__init__(
            parent, _("Bring in a list"),
            _("A CSV file whose first line names the columns: name, phone, age, sex, village."),
            verbs, icon="file-import", width=560,
        )  # fmt: skip
        self._background, self._tools, self._camp = background, tools, camp
        self._left: list[NewParticipant] = []
        self._all = 0
        self._is_busy = False
        self.accept = self._begin
        self.choose_file = Button(_("Choose a file"), icon="file-spreadsheet")
        self.choose_file.clicked.connect(self._choose_file)
        self.state = Label("", "body", wrap=True)
        self.track = Track(0, 1, name=_("How far it is"))
        self.bad = RowList(_("Lines to look at"), RowLook(34, lead=72, lead_style="meta", inset=4))
        self.bad.setFixedHeight(theme().scaled(34) * 4)
        for part in (self.choose_file, self.state, self.track, self.bad):
            self.add(part)
        self.track.hide()
        self.bad.hide()
        self.buttons[-1].setEnabled(False)

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), "", "CSV (*.csv *.txt)")
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Look what the file holds; nothing is saved yet."""
        try:
            if path.stat().st_size > LARGEST:
                self._tell(_("This file is too large for a list."), wrong=True)
                return
            data = path.read_bytes()
        except OSError:
            self._tell(_("This file cannot be read."), wrong=True)
            return
        self._tell(_("Reading the list…"))
        self._background.ask_or(self._show, self._failed, read_people_list, self._camp.id, data)

    def _show(self, read: PeopleList) -> None:
        self._left, self._all = list(read.people), len(read.people)
        self.buttons[-1].setEnabled(bool(read.people))
        self._tell(
            _(
                "New: {n} · registered already: {known} · lines to look at: {bad}",
                n=len(read.people),
                known=read.known,
                bad=len(read.bad),
            )
        )
        self.bad.show_rows(
            [Row(one.line, _(one.reason), lead=_("Line {n}", n=one.line)) for one in read.bad[:200]]
        )
        self.bad.setVisible(bool(read.bad))

    def _begin(self, _answer: object) -> bool:
        if not self._is_busy and self._left:
            self._is_busy = True
            self.track.show()
            self.buttons[-1].setEnabled(False)
            self._register_some()
        return False

    def _register_some(self) -> None:
        some = self._left[:MOST_IN_ONE_GO]
        self._background.ask_or(self._registered, self._failed, register_several, self._camp.id, some)

    def _registered(self, count: int) -> None:
        """A part is saved; the next waits only for the desk's own saves."""
        del self._left[:count]
        done = self._all - len(self._left)
        self.track.show_value(done, self._all, "accent" if self._left else "ok")
        self._tell(_("{done} of {all} are registered.", done=done, all=self._all))
        if self._left:
            self._register_some()
        else:
            self._is_busy = False

    def _failed(self, error: Exception) -> None:
        self._is_busy = False
        if isinstance(error, Refused):
            advice = f" {_(error.advice)}" if error.advice else ""
            self._tell(_(error.reason) + advice, wrong=True)
        else:
            self._background.broke.emit(error)

    def _tell(self, sentence: str, *, wrong: bool = False) -> None:
        self.state.set_colour("dangerText" if wrong else "text")
        self.state.setText(sentence)
