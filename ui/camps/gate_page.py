"""The gate: the scanner is live without a click, and the answer is read from two metres."""

from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.camps.answers import CheckIn
from app.camps.board import camp_board, last_check_ins
from app.camps.check_in import check_in, check_in_people, family_not_in, undo_check_in
from app.camps.events import EventCard
from app.camps.participants import ParticipantCard
from app.camps.proving import Trouble
from ui.background import Background
from ui.camps.board_column import BoardColumn
from ui.camps.camp_page import CampPage
from ui.camps.find_dialog import FindDialog
from ui.camps.last_scans import LastScans
from ui.camps.participant_panel import ParticipantPanel
from ui.camps.scan_panel import ScanPanel
from ui.camps.walk_in_dialog import WalkInDialog
from ui.camps.wording import in_script, result_of
from ui.kit.button import Button
from ui.kit.result_panel import ScanResult
from ui.latest import Latest
from ui.page import KeyHint
from ui.scanning.camera import CameraScanner
from ui.scanning.sounds import Sounds
from ui.speech import _
from ui.theme.worn import theme
from ui.tools import Tools

BOARD_MS = 250
"""The numbers follow a moment later: the answer itself waits for nothing."""


class GatePage(CampPage):
    """Check-in at a camp."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(background, tools, parent)
        self.title, self.place = _("Camp check-in"), "camp"
        self._answer: CheckIn | None = None
        self._scan: str | None = None
        self._open: FindDialog | WalkInDialog | None = None
        self._typed: dict[str, object] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.panel, self.result = ScanPanel(self.other_camp), ScanResult(waiting=_("The answer shows here."))
        self.last, self.person = LastScans(), ParticipantPanel()
        self.type_number = Button(_("Type card number"), icon="keyboard", key="F3", size="camp")
        self.type_number.fix_height(56)
        self.walk_in = Button(_("Add walk-in"), "primary", icon="user-plus", key="F7", size="camp")
        self.next = Button("", "secondary", size="large", key="Ctrl+Return")
        self.next.fix_height(56)
        self.next.hide()
        self.board = BoardColumn()
        self.sounds = Sounds(self)
        self.camera = CameraScanner(self)
        self._numbers = Latest(background, self.board.show_board)
        self._came = Latest(background, self.last.show_came)
        self._count = QTimer(self, singleShot=True, interval=BOARD_MS)
        self._count.timeout.connect(self._ask_board)
        self._hold = QTimer(self, singleShot=True, interval=theme().motion["scanResultHold"])
        self._hold.timeout.connect(self._rest)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(self._left(), 592)
        middle = QWidget()
        middle.setLayout(self._middle())
        middle.setMaximumWidth(theme().scaled(308))
        row.addWidget(middle, 308)
        row.addWidget(self.board, 330)
        self.lay_out(body)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.panel)
        column.addWidget(self.result)
        column.addWidget(self.last, 1)
        return column

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.person, 1)
        for button in (self.next, self.type_number, self.walk_in):
            column.addWidget(button)
        return column

    def _connect(self) -> None:
        self.type_number.clicked.connect(self.find_person)
        self.walk_in.clicked.connect(self.add_walk_in)
        self.next.clicked.connect(self.main_action)
        self.last.undo_wanted.connect(self.undo)
        self.person.edit_wanted.connect(self._edit)
        self.panel.camera_wanted.connect(self._switch_camera)
        self.camera.scanned.connect(self.scanned)
        self.camera.seen.connect(self.panel.show_picture)
        self.camera.running.connect(self.panel.show_camera)
        self.camera.failed.connect(self._no_camera)

    # The page

    def keys(self) -> list[KeyHint]:
        return [
            KeyHint("F7", _("Walk-in"), self.add_walk_in),
            KeyHint("F3", _("Type number"), self.find_person),
            KeyHint("Ctrl+Z", _("Undo")),
        ]

    def opened(self, **what: object) -> None:
        self.sounds.warm_up()
        super().opened(**what)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        self.camera.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        low = theme().density != "normal"
        self.result.setFixedHeight(theme().scaled(164 if low else ScanResult.HEIGHT))
        super().resizeEvent(event)

    def scanned(self, text: str) -> bool:
        if self.camp is None:
            return False
        if isinstance(self._open, WalkInDialog):
            self._open.form.take_pass(text)
        else:
            self._check(text)
        return True

    def undo(self) -> bool:
        """Take the last check-in back."""
        last = self.last.last
        if last is None or last.admission_id is None or self.camp is None:
            return False
        self._background.ask_or(self._undone, self.failed, undo_check_in, self.camp.id, last.admission_id)
        return True

    def main_action(self) -> None:
        """What the last answer asks for; else a walk-in."""
        answer = self._answer
        if self.camp is None:
            return
        if answer is not None and answer.may_admit and self._scan is not None:
            self._check(self._scan, anyway=True)
        elif answer is not None and answer.needs_person:
            self.add_walk_in()
        elif answer is not None and answer.family and answer.participant is not None:
            self._background.ask_or(
                self._show_family, self.failed, family_not_in, self.camp.id, answer.participant.id
            )
        else:
            self.add_walk_in()

    def draft(self) -> dict[str, object]:
        if isinstance(self._open, WalkInDialog):
            return self._open.form.typed()
        return self._typed

    def restore(self, kept: dict[str, object]) -> None:
        self._typed = kept

    # The camp

    def show_camp(self, _camp: EventCard, _what: dict[str, object]) -> None:
        self.last.clear()
        self.person.show_nobody()
        self._show_next(False)
        self._rest()
        self._ask_board()

    def ask_again(self) -> None:
        self._count.start()

    def _ask_board(self) -> None:
        if self.camp is not None:
            self._numbers.renew(camp_board, self.camp.id)
            self._came.renew(last_check_ins, self.camp.id)

    # The answer

    def _check(self, text: str, *, anyway: bool = False) -> None:
        assert self.camp is not None
        self._scan = text
        self._background.ask_or(self._answered, self.failed, check_in, self.camp.id, text, anyway=anyway)

    def _answered(self, answer: CheckIn) -> None:
        dialog = self._open
        if isinstance(dialog, FindDialog):
            if answer.trouble in (Trouble.WRONG_CODE, Trouble.UNKNOWN_CODE, Trouble.NOT_A_PASS):
                dialog.show_problem(_(answer.reason))
                return
            dialog.close_quietly()
        self._show_answer(answer)

    def _show_answer(self, answer: CheckIn) -> None:
        """Colour, picture, word and sound at once; the numbers follow."""
        self._answer = answer
        self.result.show_result(result_of(answer))
        self.sounds.play(str(answer.answer))
        self.person.show_answer(answer, self._tools.today())
        self.last.add_answer(answer, self._now())
        self._offer_next(answer)
        self._hold.start()
        self._count.start()

    def _now(self) -> datetime:
        return self._tools.now().astimezone(UTC)

    def _offer_next(self, answer: CheckIn) -> None:
        """The one thing this answer asks for, under Ctrl+Enter."""
        if answer.may_admit:
            words, icon = _("Let in anyway"), "door-enter"
        elif answer.needs_person:
            words, icon = _("Add who it is for"), "user-plus"
        elif answer.family:
            words, icon = _("Check in the family ({n})", n=answer.family), "users"
        else:
            words, icon = "", ""
        self._show_next(bool(words))
        self.next.set_words(words)
        self.next.set_icon(icon or None)

    def _show_next(self, wanted: bool) -> None:
        """On a low screen it takes the place of the button whose key is F3."""
        self.next.setVisible(wanted)
        self.type_number.setVisible(not wanted or theme().density == "normal")

    def _rest(self) -> None:
        """Ready for the next; an answer that asks for something stays until it is dealt with."""
        if not self.next.isVisible():
            self.result.show_result(None)
            self._answer = None

    def _undone(self, _answer: None) -> None:
        last = self.last.last
        if last is None or last.admission_id is None:
            return
        name = in_script(last.participant) if last.participant else last.number or ""
        self.last.forget(last.admission_id)
        self._show_next(False)
        self._rest()
        self.person.show_nobody()
        self._count.start()
        self.say(_("Check-in taken back"), "info", detail=name, icon="arrow-back-up")

    # Families, and people without a pass

    def _show_family(self, family: tuple[ParticipantCard, ...]) -> None:
        if self.camp is not None:
            people = [one.id for one in family]
            self._background.ask_or(self._family_in, self.failed, check_in_people, self.camp.id, people)

    def _family_in(self, answers: tuple[CheckIn, ...]) -> None:
        for answer in answers:
            self._show_answer(answer)

    def find_person(self) -> None:
        """F3: the code or number under the code, a name or a phone."""
        if self.camp is None or self._open is not None:
            return
        dialog = FindDialog(self, self._background, self._tools, self.camp.id)
        dialog.code_given.connect(self._check)
        dialog.person_chosen.connect(self._let_in)
        self._keep_open(dialog)

    def _let_in(self, registration_id: object) -> None:
        if self.camp is not None and isinstance(registration_id, UUID):
            self._background.ask_or(
                self._family_in, self.failed, check_in_people, self.camp.id, [registration_id]
            )

    def add_walk_in(self) -> None:
        """F7: register somebody who stands here and let them in."""
        if self.camp is None or self._open is not None:
            return
        dialog = WalkInDialog(self, self._background, self._tools, self.camp.id)
        answer = self._answer
        if answer is not None and answer.needs_person:
            dialog.form.take_pass(self._scan, answer.number)
        elif self._typed:
            dialog.form.put_back(self._typed)
        dialog.saved.connect(self._walked_in)
        dialog.known.connect(self._let_in)
        dialog.broke.connect(self.failed)
        self._keep_open(dialog)

    def _walked_in(self, answer: CheckIn) -> None:
        self._typed = {}
        self._show_answer(answer)

    def _keep_open(self, dialog: FindDialog | WalkInDialog) -> None:
        self._open = dialog
        dialog.destroyed.connect(self._closed)
        if isinstance(dialog, WalkInDialog):
            dialog.left.connect(self._keep_typed)
        dialog.open()
        dialog.start()

    def _keep_typed(self, typed: object) -> None:
        """Esc never loses text: it is there when the form is opened again."""
        self._typed = typed if isinstance(typed, dict) else {}

    def _closed(self) -> None:
        self._open = None

    def _edit(self, card: ParticipantCard) -> None:
        self.visit("participants", event_id=card.event_id, registration_id=card.id)

    # Camera

    def _switch_camera(self) -> None:
        if self.camera.is_on:
            self.camera.stop()
        else:
            self.panel.show_status(_("Opening the camera…"))
            self.camera.start()

    def _no_camera(self, sentence: str) -> None:
        self.panel.show_status(sentence, trouble=True)
