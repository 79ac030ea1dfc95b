"""A table of the camp: scan a pass, and it is noted that they were here; who comes next."""

from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.camps.answers import Answer, CheckIn
from app.camps.board import CampBoard, TableCount, camp_board
from app.camps.events import EventCard
from app.camps.participants import ParticipantCard, participant
from app.camps.tables import AtTable, Waits, scan_at_table, see_at_table, unsee_at_table, waiting_at
from ui.background import Background
from ui.camps.camp_page import CampPage
from ui.camps.participant_panel import ParticipantPanel
from ui.camps.table_tracks import waiting_pill
from ui.camps.wording import in_script, result_of
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.label import Label
from ui.kit.result_panel import Result, ScanResult
from ui.kit.row import Row, RowLook
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState, Shown
from ui.latest import Latest
from ui.page import KeyHint
from ui.scanning.sounds import Sounds
from ui.speech import _, words
from ui.theme.worn import theme
from ui.tools import Tools

ASK_MS = 250


class StationsPage(CampPage):
    """The tables of a camp, and the one that is worked at."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(background, tools, parent)
        self.title, self.place = _("Stations"), "stations"
        self._board: CampBoard | None = None
        self._table_id: UUID | None = None
        self._noted: tuple[UUID, UUID] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tables = RowList(_("Stations"), RowLook(60, face=28, tail=110))
        self.result = ScanResult(waiting=_("Scan the pass of who was here."))
        self.queue = RowList(_("Waiting"), RowLook(46, lead=64, lead_style="meta", tail=110, divider=True))
        self.queue_card = Card(_("Waiting here"), flush=True)
        self.person = ParticipantPanel()
        self.done = Button(_("Was here"), "primary", icon="check", key="Ctrl+Return", size="camp")
        self.done.setEnabled(False)
        self.sounds = Sounds(self)
        self._numbers = Latest(background, self._show_board)
        self._queue = Latest(background, self._show_queue)
        self._count = QTimer(self, singleShot=True, interval=ASK_MS)
        self._count.timeout.connect(self._ask)
        self._arrange()
        self.tables.chosen.connect(self._choose)
        self.queue.chosen.connect(self._open_person)
        self.queue.opened.connect(self._open_person)
        self.done.clicked.connect(self.main_action)
        self.person.edit_wanted.connect(self._edit)

    def _arrange(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        tables = Card(_("Stations"), _("people waiting"), flush=True)
        tables.head_add(self.other_camp)
        tables.add(self.tables, 1)
        tables.setMaximumWidth(theme().scaled(330))
        middle = QVBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.result)
        empty = EmptyState("users", _("Nobody waits here"), _("Whoever comes next shows here."))
        self.waiting = Shown(self.queue, empty)
        self.queue_card.add(self.waiting, 1)
        middle.addWidget(self.queue_card, 1)
        right = QWidget()
        right.setMaximumWidth(theme().scaled(308))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.person, 1)
        column.addWidget(Label(_("Or scan the pass: it is noted at once."), "hint", "text2", wrap=True))
        column.addWidget(self.done)
        row.addWidget(tables, 330)
        row.addLayout(middle, 592)
        row.addWidget(right, 308)
        self.lay_out(body)

    def keys(self) -> list[KeyHint]:
        return [KeyHint("↑ ↓", _("Pick")), KeyHint("Ctrl+Z", _("Undo"))]

    def opened(self, **what: object) -> None:
        self.sounds.warm_up()
        super().opened(**what)

    def show_camp(self, _camp: EventCard, what: dict[str, object]) -> None:
        table_id = what.get("table_id")
        self._table_id = table_id if isinstance(table_id, UUID) else None
        self._noted = None
        self.result.show_result(None)
        self.person.show_nobody()
        self.done.setEnabled(False)

    def ask_again(self) -> None:
        self._count.start()

    def scanned(self, text: str) -> bool:
        if self.camp is None or self._table_id is None:
            return False
        self._background.ask_or(
            self._noted_scan, self.failed, scan_at_table, self.camp.id, self._table_id, text
        )
        return True

    def main_action(self) -> None:
        card = self.person.card
        if self.camp is not None and self._table_id is not None and card is not None:
            self._background.ask_or(
                self._noted_person, self.failed, see_at_table, self.camp.id, self._table_id, card.id
            )

    def undo(self) -> bool:
        if self.camp is None or self._noted is None:
            return False
        table_id, person = self._noted
        self._background.ask_or(self._taken_back, self.failed, unsee_at_table, self.camp.id, table_id, person)
        return True

    # The tables

    @property
    def table(self) -> TableCount | None:
        tables = self._board.tables if self._board else ()
        return next((one for one in tables if one.id == self._table_id), None)

    def _ask(self) -> None:
        if self.camp is not None:
            self._numbers.renew(camp_board, self.camp.id)

    def _show_board(self, board: CampBoard) -> None:
        self._board = board
        self.tables.show_rows(
            [
                Row(
                    one.id,
                    in_script(one),
                    one.lead or _("{n} seen", n=one.screened),
                    icon=one.icon,
                    pill=waiting_pill(one.waiting),
                )
                for one in board.tables
            ]
        )
        if self.table is None and board.tables:
            self.tables.choose_first()
            self.tables.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._table_id is not None:
            self.tables.choose(self._table_id)
            self._show_table()

    def _choose(self, table_id: object) -> None:
        if isinstance(table_id, UUID) and table_id != self._table_id:
            self._table_id = table_id
            self.result.show_result(None)
            self._show_table()

    def _show_table(self) -> None:
        table = self.table
        if table is None or self.camp is None:
            return
        self.queue_card.set_title(_("Waiting for {table}", table=in_script(table)))
        self.queue_card.set_count(str(table.waiting))
        self._queue.renew(waiting_at, self.camp.id, table.id)

    def _show_queue(self, waiting: tuple[Waits, ...]) -> None:
        now = self._tools.now()
        self.queue.show_rows(
            [
                Row(
                    one.registration_id,
                    in_script(one),
                    one.number,
                    lead=words().time(one.since),
                    note=words().ago(one.since, now),
                )
                for one in waiting
            ]
        )
        self.waiting.show_content(bool(waiting))

    # The person

    def _open_person(self, registration_id: object) -> None:
        if self.camp is not None and isinstance(registration_id, UUID):
            self._background.ask_or(
                self._show_person, self.failed, participant, self.camp.id, registration_id
            )

    def _show_person(self, card: ParticipantCard) -> None:
        self.person.show_card(card, self._tools.today())
        self.done.setEnabled(True)

    def _noted_person(self, card: ParticipantCard) -> None:
        self._show_noted(AtTable(card=card, number=card.number))

    def _noted_scan(self, noted: AtTable) -> None:
        if noted.refusal is not None:
            self._show_refusal(noted.refusal)
        else:
            self._show_noted(noted)

    def _show_refusal(self, answer: CheckIn) -> None:
        self.sounds.play(str(answer.answer))
        self.result.show_result(result_of(answer))

    def _show_noted(self, noted: AtTable) -> None:
        """They were here: whom, and where to send them."""
        table, card = self.table, noted.card
        if table is None:
            return
        self.sounds.play(str(Answer.WELCOME))
        name = in_script(card) if card else _("Card {number}", number=noted.number)
        stop = card.next_stop if card else None
        advice = _("Send to: {table}", table=in_script(stop)) if stop else ""
        fact = f"{in_script(table)} · {words().time(self._tools.now())}"
        self.result.show_result(Result("ok", _("Noted"), fact, name, advice, "check"))
        self._noted = (table.id, card.id) if card else None
        if card is not None:
            self._show_person(card)
        self._count.start()

    def _taken_back(self, card: ParticipantCard) -> None:
        self._noted = None
        self.result.show_result(None)
        self._show_person(card)
        self._count.start()
        self.say(_("Visit taken back"), "info", detail=in_script(card), icon="arrow-back-up")

    def _edit(self, card: ParticipantCard) -> None:
        self.visit("participants", event_id=card.event_id, registration_id=card.id)
