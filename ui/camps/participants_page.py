"""The people of a camp: found, registered, changed; their passes printed, replaced, revoked."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.camps.answers import CheckIn
from app.camps.board import CampBoard, camp_board
from app.camps.check_in import check_in_people
from app.camps.events import EventCard
from app.camps.participants import (
    ParticipantCard,
    ParticipantRow,
    find_participants,
    list_participants,
    participant,
)
from app.camps.pass_paper import pass_card_paper
from app.camps.passes import PassCard, replace_pass, revoke_pass
from app.papers.page import Paper
from models.vocabulary import Role
from ui.background import Background
from ui.camps.blank_dialog import BlankPassesDialog
from ui.camps.camp_page import CampPage
from ui.camps.list_dialog import ListDialog
from ui.camps.participant_panel import ParticipantPanel
from ui.camps.person_dialog import EditDialog, RegisterDialog
from ui.camps.print_dialog import PrintPassesDialog
from ui.camps.wording import LOOKS, in_script
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.dialog import Dialog, Verb, ask
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.pill import Pill
from ui.kit.row import Cell, Column, Row, RowLook
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState, Shown
from ui.kit.tiles import Counter, CounterRow
from ui.latest import Latest
from ui.page import KeyHint
from ui.people.person_words import age_sex, place_phone
from ui.speech import _, words
from ui.theme.worn import theme
from ui.tools import Tools

PAUSE_MS = 150
MAY_REVOKE = {Role.COORDINATOR, Role.SUPERVISOR, Role.ADMIN}


class ParticipantsPage(CampPage):
    """Everybody registered for the camp one works at."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(background, tools, parent)
        self.title, self.place = _("Participants"), "participants"
        self._open: Dialog | None = None
        self.search_box = LineEdit(_("Name, phone, number or village"), _("Find a person"), icon="search")
        self.counts = CounterRow(
            (
                Counter(None, _("Everybody")),
                Counter(True, _("In"), kind="ok"),
                Counter(False, _("To come")),
            ),
            None,
        )
        look = RowLook(52, columns=(Column(96),), tail=140, divider=True)
        self.list = RowList(_("People of this camp"), look)
        self.person = ParticipantPanel()
        self.let_in = Button(_("Check in"), "secondary", icon="check")
        self.print_one = Button(_("Print pass"), icon="printer", key="Ctrl+P")
        self.renew = Button(_("Replace pass"), "ghost", icon="refresh")
        self.revoke = Button(_("Revoke pass"), "ghost", icon="ban")
        self.register = Button(_("Register"), "primary", icon="user-plus", key="F7", size="large")
        self._people = Latest(background, self._show_list, self._no_answer)
        self._numbers = Latest(background, self._show_counts)
        self._one = Latest(background, self._show_person, self.failed)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask_list)
        self._arrange()
        self._connect()
        self._show_nobody()

    def _arrange(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._people_card(), 1)
        right = QWidget()
        right.setFixedWidth(theme().scaled(336))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.person, 1)
        for pair in ((self.let_in, self.print_one), (self.renew, self.revoke)):
            line = QHBoxLayout()
            line.setSpacing(8)
            for button in pair:
                line.addWidget(button, 1)
            column.addLayout(line)
        column.addWidget(self.register)
        row.addWidget(right)
        self.lay_out(body)

    def _people_card(self) -> Card:
        card = Card(_("People"), flush=True)
        self.bring_list = Button(_("Bring in a list"), icon="file-import", size="small")
        self.blanks = Button(_("Blank passes"), icon="qrcode", size="small")
        self.print_all = Button(_("Print passes"), icon="printer", size="small")
        card.head_add(self.other_camp, self.bring_list, self.blanks, self.print_all)
        for part in (self.search_box, self.counts):
            holder = QHBoxLayout()
            holder.setContentsMargins(16, 0, 16, 0)
            holder.addWidget(part)
            card.add(holder)
        empty = EmptyState("users", _("Nobody here"), _("People show here once they are registered."))
        self.people = Shown(self.list, empty)
        card.add(self.people, 1)
        return card

    def _connect(self) -> None:
        self.search_box.textEdited.connect(self._pause.start)
        self.counts.changed.connect(self._ask_list)
        self.list.chosen.connect(self._open_person)
        self.list.opened.connect(self._open_person)
        self.person.edit_wanted.connect(self._edit)
        self.let_in.clicked.connect(self._check_in)
        self.print_one.clicked.connect(self._print_one)
        self.renew.clicked.connect(self._ask_renew)
        self.revoke.clicked.connect(self._ask_revoke)
        self.register.clicked.connect(self.main_action)
        self.bring_list.clicked.connect(self._bring_list)
        self.blanks.clicked.connect(self._print_blanks)
        self.print_all.clicked.connect(self._print_all)

    # The page

    def keys(self) -> list[KeyHint]:
        return [
            KeyHint("F7", _("Register"), self.main_action),
            KeyHint("Ctrl+P", _("Print pass"), self._print_one),
            KeyHint("↑ ↓", _("Pick")),
        ]

    def main_action(self) -> None:
        if self.camp is not None and self._open is None:
            dialog = RegisterDialog(self, self._background, self._tools, self.camp.id)
            dialog.saved.connect(self._registered)
            dialog.broke.connect(self.failed)
            self._keep(dialog)

    def show_camp(self, _camp: EventCard, what: dict[str, object]) -> None:
        self._show_nobody()
        registration_id = what.get("registration_id")
        if isinstance(registration_id, UUID):
            self._open_person(registration_id)
        self.search_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_again(self) -> None:
        self._ask_list()
        if self.camp is not None:
            self._numbers.renew(camp_board, self.camp.id)

    def search(self, text: str) -> bool:
        self.search_box.setText(text)
        self._ask_list()
        return True

    def scanned(self, text: str) -> bool:
        if isinstance(self._open, RegisterDialog):
            self._open.form.take_pass(text)
            return True
        return False

    # The list

    def _ask_list(self, _value: object = None) -> None:
        if self.camp is None:
            return
        text, admitted = self.search_box.text().strip(), self.counts.value()
        if text:
            self._people.renew(find_participants, self.camp.id, text, 50)
        else:
            self._people.renew(
                list_participants, self.camp.id, admitted if isinstance(admitted, bool) else None
            )

    def _no_answer(self, error: Exception) -> None:
        """A question called off needs no word."""

    def _show_list(self, people: tuple[ParticipantRow, ...]) -> None:
        self.list.show_rows([self._row(one) for one in people])
        self.people.show_content(bool(people))

    def _row(self, one: ParticipantRow) -> Row:
        if one.admitted_at is not None:
            pill = Pill(_("In at {time}", time=words().time(one.admitted_at)), "ok", "check")
        elif not one.has_consent:
            pill = Pill(_("No consent"), "warn", "alert-triangle")
        else:
            pill = Pill(_("To come"), "neutral", "clock")
        return Row(
            one.id, in_script(one), place_phone(one.village, one.phone),
            beside=age_sex(one, self._tools.today()), cells=(Cell(one.token or one.number),), pill=pill,
        )  # fmt: skip

    def _show_counts(self, board: CampBoard) -> None:
        self.counts.set_number(None, board.registered)
        self.counts.set_number(True, board.checked_in)
        self.counts.set_number(False, max(0, board.registered - board.checked_in))

    # One person

    def _show_nobody(self) -> None:
        self.person.show_nobody()
        for button in (self.let_in, self.print_one, self.renew, self.revoke):
            button.setEnabled(False)

    def _open_person(self, registration_id: object) -> None:
        if self.camp is not None and isinstance(registration_id, UUID):
            self._one.renew(participant, self.camp.id, registration_id)

    def _show_person(self, card: ParticipantCard) -> None:
        self.person.show_card(card, self._tools.today())
        self.let_in.setEnabled(card.admitted_at is None)
        self.print_one.setEnabled(card.pass_id is not None)
        self.renew.setEnabled(True)
        may = self._background.desk.actor.grant.role in MAY_REVOKE
        self.revoke.setEnabled(card.pass_id is not None and may)

    def _check_in(self) -> None:
        card = self.person.card
        if self.camp is not None and card is not None:
            self._background.ask_or(self._checked_in, self.failed, check_in_people, self.camp.id, [card.id])

    def _checked_in(self, answers: tuple[CheckIn, ...]) -> None:
        for answer in answers:
            look = LOOKS[answer.answer]
            self.say(_(look.word), look.kind, detail=_(answer.reason), icon=look.icon)
            if answer.participant is not None:
                self._show_person(answer.participant)

    def _edit(self, card: ParticipantCard) -> None:
        if self._open is None:
            dialog = EditDialog(self, self._background, self._tools, card)
            dialog.saved.connect(self._show_person)
            dialog.broke.connect(self.failed)
            self._keep(dialog)

    def _registered(self, card: ParticipantCard) -> None:
        self._show_person(card)
        self.say(_("Registered: {number}", number=card.number), detail=in_script(card))

    # Passes

    def _print_one(self) -> None:
        card = self.person.card
        if self.camp is not None and card is not None and card.pass_id is not None:
            self._background.ask_or(
                self._to_printer, self.failed, pass_card_paper, self.camp.id, card.pass_id
            )

    def _to_printer(self, paper: Paper) -> None:
        self._tools.prints.print(paper)
        self.say(_("Sent to the printer"), detail=_(paper.title), icon="printer")

    def _ask_renew(self) -> None:
        card = self.person.card
        if card is None:
            return
        ask(
            self, _("Replace the pass of {name}?", name=in_script(card)),
            _("A new pass is made. The old one is not let in any more."),
            keep=_("Keep the old one"), do=_("Replace pass"), then=partial(self._renew, card.id), icon="refresh",
        )  # fmt: skip

    def _renew(self, registration_id: UUID) -> None:
        if self.camp is not None:
            self._background.ask_or(self._renewed, self.failed, replace_pass, self.camp.id, registration_id)

    def _renewed(self, new: PassCard) -> None:
        self.say(_("New pass {number}", number=new.number), do=self._print_one, verb=_("Print"))
        card = self.person.card
        if card is not None:
            self._open_person(card.id)

    def _ask_revoke(self) -> None:
        card = self.person.card
        if card is None or card.pass_id is None or self._open is not None:
            return
        verbs = (Verb(_("Keep the pass"), None), Verb(_("Revoke pass"), "revoke", "danger"))
        dialog = Dialog(
            self, _("Revoke the pass of {name}?", name=in_script(card)),
            _("Nobody comes in with it any more, on any laptop that has heard of it."), verbs, icon="ban",
            colour="dangerText",
        )  # fmt: skip
        why = LineEdit()
        field = Field(_("Why"), why, required=True, needed=_("Say why this pass is revoked."))
        dialog.add(field)
        dialog.accept = lambda _answer: field.is_right()
        dialog.chosen.connect(lambda answer: self._revoke(card, why.text()) if answer else None)
        self._keep(dialog)

    def _revoke(self, card: ParticipantCard, why: str) -> None:
        if card.pass_id is not None:
            self._background.ask_or(self._revoked, self.failed, revoke_pass, card.event_id, card.pass_id, why)

    def _revoked(self, _answer: None) -> None:
        self.say(_("Pass revoked"), "info", icon="ban")
        if self.person.card is not None:
            self._open_person(self.person.card.id)

    # Many at once

    def _print_all(self) -> None:
        if self.camp is not None and self._open is None:
            self._keep(PrintPassesDialog(self, self._background, self._tools, self.camp))

    def _print_blanks(self) -> None:
        if self.camp is not None and self._open is None:
            self._keep(BlankPassesDialog(self, self._background, self._tools, self.camp))

    def _bring_list(self) -> None:
        if self.camp is not None and self._open is None:
            self._keep(ListDialog(self, self._background, self._tools, self.camp))

    def _keep(self, dialog: Dialog) -> None:
        self._open = dialog
        dialog.destroyed.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self._open = None
