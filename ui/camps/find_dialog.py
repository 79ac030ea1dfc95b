from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.camps.participants import ParticipantRow, find_participants
from ui.background import Background
from ui.camps.wording import in_script
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.pill import Pill
from ui.kit.row import Row, RowLook
from ui.kit.row_list import RowList
from ui.latest import Latest
from ui.people.person_words import age_sex, place_phone
from ui.speech import _
from ui.theme.worn import theme
from ui.tools import Tools

PAUSE_MS = 120
MOST = 6
CHECK_IN = "check in"


class _Box(LineEdit):
    """A line whose arrows belong to the list below it."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
            return
        super().keyPressEvent(event)


class FindDialog(Dialog):
    """Somebody without a pass that can be scanned: the code under it, its number, a name or a phone.

    Signals:
        code_given: carries what was typed, a code or a number; `show_problem` says what is wrong with it.
        person_chosen: carries the id of a registration.
    """

    code_given = Signal(str)
    person_chosen = Signal(object)

    def __init__(self, parent: QWidget, background: Background, tools: Tools, event_id: UUID) -> None:
        verbs = (Verb(_("Close"), None), Verb(_("Check in"), CHECK_IN, "primary", "Ctrl+Return", "check"))
        super().__init__(parent, _("Type card number"), verbs=verbs, icon="keyboard", width=560)
        self._tools, self._event_id = tools, event_id
        self._found = Latest(background, self._show, self._no_answer)
        self._shown_for, self._hurry = "", False
        self.accept = self._submit
        self.line = _Box(_("MK31-D9EZ, A1-00412, a name or a phone"), big=True)
        self.field = Field(_("Card number, code, name or phone"), self.line)
        self.list = RowList(_("People of this camp"), RowLook(52, tail=130, inset=12))
        self.list.setFixedHeight(theme().scaled(52) * MOST)
        self.add(self.field)
        self.add(self.list)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self._enter)
        self.line.down.connect(self._into_list)
        self.list.opened.connect(self._choose)

    def start(self) -> None:
        """Put the focus where somebody types."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """What is wrong with the code that was typed."""
        self.field.set_error(sentence)
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self) -> None:
        self.field.clear_error()
        self._hurry = False
        self._pause.start()

    def _look(self) -> None:
        self._pause.stop()
        self._found.renew(find_participants, self._event_id, self._typed(), MOST)

    def _show(self, found: tuple[ParticipantRow, ...]) -> None:
        self._shown_for = self._typed()
        self.list.show_rows([self._row(one) for one in found])
        if len(found) == 1:
            self.list.choose_first()
        if self._hurry:
            self._hurry = False
            self._submit(CHECK_IN)

    def _typed(self) -> str:
        return self.line.text().strip()

    def _row(self, one: ParticipantRow) -> Row:
        came = Pill(_("In · {token}", token=one.token), "ok", "check") if one.token else None
        return Row(
            one.id, in_script(one), place_phone(one.village, one.phone), pill=came,
            beside=" ".join((age_sex(one, self._tools.today()), one.number)),
        )  # fmt: skip

    def _no_answer(self, error: Exception) -> None:
        """A question called off needs no word."""

    def _into_list(self) -> None:
        if self.list.choose_first():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        """One field, so Enter does it; the scanner's own Enter never comes here."""
        self.choose(CHECK_IN)

    def _submit(self, _answer: object) -> bool:
        """The person chosen, else what was typed. Somebody faster than the list waits for it."""
        chosen = self.list.current_key()
        if self._shown_for != self._typed():
            self._hurry = True
            self._look()
        elif isinstance(chosen, UUID):
            self._choose(chosen)
        elif self._typed():
            self.code_given.emit(self._typed())
        return False

    def _choose(self, registration_id: object) -> None:
        self.person_chosen.emit(registration_id)
        self.close_quietly()
