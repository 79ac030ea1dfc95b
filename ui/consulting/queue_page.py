from uuid import UUID

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.consulting.my_queue import MyQueue, MyToken, my_queue
from app.reception.call import Moved, call_next, call_token, leave_token, skip_token
from models.vocabulary import Role, Sex, TokenState
from ui.background import Background
from ui.consulting.queue_words import class_pill, start_words, state_words, title_of, token_row
from ui.consulting.slip_scan import SlipScan
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.label import Label, ShortLabel
from ui.kit.message import Panel
from ui.kit.pill import Chip
from ui.kit.row import Column, Row, RowLook, Section
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState, Shown
from ui.kit.tiles import Counter, CounterRow
from ui.page import KeyHint, Page
from ui.reception.queue_rows import said_reason
from ui.speech import _, words
from ui.theme.worn import theme
from ui.tools import Tools

ABOUT_A_QUEUE = frozenset({"token", "patient", "visit", "vitals", "account"})
TICK_MS = 30_000


class QueuePage(Page):
    """My queue: who is called, who waits, who was seen. Enter opens, F4 calls."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("My queue"), "my_queue"
        self._background, self._tools = background, tools
        self._queue: MyQueue | None = None
        self._asking, self._again = False, False
        self._wanted: UUID | None = None
        self.slips = SlipScan(background, tools, self)
        self.slips.found.connect(self._slip_found)
        self._opens = background.desk.actor.grant.role is Role.DOCTOR
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(self._build_list(), 1)
        row.addWidget(self._build_side())
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_rows)

    def _build_list(self) -> Card:
        card = Card(_("My queue"), flush=True)
        self.call = Button(_("Call next"), icon="bell-ringing", key="F4")
        self.call.clicked.connect(self._call_next)
        card.head_add(self.call)
        self.counters = CounterRow(
            [
                Counter("waiting", _("Waiting"), 0),
                Counter("now", _("With you"), 0),
                Counter("done", _("Done"), 0),
                Counter("left", _("Left"), 0),
            ],
            "waiting",
        )
        self.counters.changed.connect(self._show_rows)
        holder = QHBoxLayout()
        holder.setContentsMargins(16, 0, 16, 2)
        holder.addWidget(self.counters)
        card.add(holder)
        look = RowLook(height=56, lead=76, columns=(Column(96), Column(70, right=True)), tail=140)
        self.list = RowList(_("My queue"), look)
        self.list.opened.connect(self._open)
        self.list.chosen.connect(self._show_side)
        self.empty = EmptyState("list-numbers", _("Nobody waits for you"), _("New tokens show here at once."))
        self.shown = Shown(self.list, self.empty)
        card.add(self.shown, 1)
        return card

    def _build_side(self) -> Card:
        self.side = Card(_("Next"))
        self.side.setFixedWidth(theme().scaled(316))
        panel = Panel("accent")
        column = QVBoxLayout(panel)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(0)
        self.side_state = Label("", "hint", "text2")
        self.side_token = Label("", "number", "accentText")
        column.addWidget(self.side_state)
        column.addWidget(self.side_token)
        self.side_name = ShortLabel("", "title")
        self.side_facts = Label("", "meta", "text2", wrap=True)
        self.side_reason = Label("", "body", wrap=True)
        self.side_class = Chip()
        self.side_class.hide()
        self.start = Button("", "primary", icon="stethoscope", key="Ctrl+Return", size="large")
        self.start.clicked.connect(self.main_action)
        self.skip = Button(_("Did not come"), icon="clock", key="F7")
        self.skip.clicked.connect(self._skip)
        self.leave = Button(_("Has left"), "ghost", icon="door-exit")
        self.leave.clicked.connect(self._leave)
        for widget in (panel, self.side_name, self.side_facts, self.side_class, self.side_reason):
            self.side.add(widget)
        self.side.body.addStretch(1)
        for button in (self.start, self.skip, self.leave):
            self.side.add(button)
        return self.side

    # What the window asks

    def opened(self, **_what: object) -> None:
        self.list.setFocus()
        self._ask()

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if kinds & ABOUT_A_QUEUE:
            self._ask()

    def keys(self) -> list[KeyHint]:
        return [
            KeyHint("F4", _("Call next"), self._call_next),
            KeyHint("F7", _("Did not come"), self._skip),
            KeyHint("↵", _("Open")),
        ]

    def scanned(self, text: str) -> bool:
        """The slip of somebody in this queue opens their visit."""
        return self.slips.take(text)

    @Slot(object)
    def _slip_found(self, one: MyToken) -> None:
        self._wanted = one.card.id
        self._open(one.card.id)

    def main_action(self) -> None:
        """Open whoever is marked: the one who was called, else the one the person chose; call if nobody is."""
        one = self._marked()
        if one is None:
            self._call_next()
        else:
            self._open(one.card.id)

    # Asking

    def _ask(self) -> None:
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        self.shown.wait()
        self._background.ask_or(self._show, self._failed, my_queue)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._asking = False
        self._background.broke.emit(error)

    @Slot(object)
    def _show(self, queue: MyQueue) -> None:
        self._asking = False
        if self._again:
            self._ask()
            return
        self._queue = queue
        for name, tokens in self._groups().items():
            self.counters.set_number(name, len(tokens))
        self._show_rows()
        self._tick.start()

    def _groups(self) -> dict[str, tuple[MyToken, ...]]:
        queue = self._queue
        if queue is None:
            return {}
        return {"now": queue.now, "waiting": queue.waiting, "done": queue.done, "left": queue.left}

    def _show_rows(self) -> None:
        """Who is here first, whatever is counted; then the group that was chosen."""
        groups = self._groups()
        if not groups:
            return
        wanted = str(self.counters.value())
        now = self._tools.now()
        rows: list[Row | Section] = []
        names = {"now": _("With you"), "waiting": _("Waiting"), "done": _("Done"), "left": _("Left")}
        for name in dict.fromkeys(("now", wanted)):
            if groups[name]:
                rows.append(Section(names[name], str(len(groups[name]))))
                rows += [token_row(one, now) for one in groups[name]]
        self.list.show_rows(rows)
        self.shown.show_content(bool(rows))
        focus = QApplication.focusWidget()
        if rows and (focus is None or not self.isAncestorOf(focus)):
            self.list.setFocus()
        if self._wanted is not None and self.list.choose(self._wanted):
            self._wanted = None
        elif self.list.current_key() is None:
            self.list.choose_first()
        self._show_side()

    def _marked(self) -> MyToken | None:
        key = self.list.current_key()
        every = [one for tokens in self._groups().values() for one in tokens]
        return next((one for one in every if one.card.id == key), None)

    def _show_side(self, _key: object = None) -> None:
        one = self._marked()
        self.side.setVisible(one is not None)
        if one is None:
            return
        card = one.card
        self.side.set_title(title_of(card.state))
        self.side_state.setText(state_words(one))
        self.side_token.setText(card.number)
        self.side_name.setText(card.name)
        age = words().age(card.born_on, card.birth_is_estimated, self._tools.today())
        sex = {Sex.FEMALE: _("Female"), Sex.MALE: _("Male"), Sex.OTHER: _("Other")}.get(card.sex, "")
        facts = (age, sex, card.village or "", card.patient_number)
        self.side_facts.setText(" · ".join(part for part in facts if part))
        self.side_reason.setText(said_reason(card.reason))
        pill = class_pill(card.priority)
        self.side_class.setVisible(pill is not None)
        if pill is not None:
            self.side_class.show_pill(pill)
        opens = card.state is not TokenState.CANCELLED and (self._opens or card.is_open)
        self.start.setVisible(opens)
        self.start.set_words(start_words(one, self._opens))
        waits = card.state in (TokenState.CALLED, TokenState.WAITING)
        self.skip.setVisible(waits)
        self.leave.setVisible(waits)

    # Doing

    def _call_next(self) -> None:
        actor = self._background.desk.actor
        self._background.ask(self._called, call_next, actor.id if self._opens else None)

    @Slot(object)
    def _called(self, moved: Moved | None) -> None:
        if moved is None:
            self.say(_("Nobody waits for you"), "info")
            return
        self.say(_("{token} is called", token=moved.token.number), icon="bell-ringing")
        self._wanted = moved.token.id
        self._ask()

    def _open(self, key: object) -> None:
        one = next((one for tokens in self._groups().values() for one in tokens if one.card.id == key), None)
        if one is None:
            return
        if not self._opens:
            self._measure(one)
        elif one.visit_id is not None:
            self.visit("consult", visit_id=one.visit_id)
        elif one.card.is_open:
            self.visit("consult", token_id=one.card.id)
        else:
            self._background.ask(self._called_again, call_token, one.card.id)

    @Slot(object)
    def _called_again(self, moved: Moved) -> None:
        self.visit("consult", token_id=moved.token.id)

    def _measure(self, one: MyToken) -> None:
        from ui.consulting.vitals_form import VitalsDialog

        title = _("Vitals of {name}", name=one.card.name)
        dialog = VitalsDialog(self, self._background, title, one.card.patient_id, one.visit_id)
        dialog.saved.connect(self._ask)
        dialog.open()

    def _skip(self) -> None:
        one = self._marked()
        if one is not None and one.card.state in (TokenState.CALLED, TokenState.WAITING):
            self._background.ask(self._moved, skip_token, one.card.id)

    def _leave(self) -> None:
        one = self._marked()
        if one is not None:
            self._background.ask(self._moved, leave_token, one.card.id)

    @Slot(object)
    def _moved(self, _moved: Moved) -> None:
        self._ask()
