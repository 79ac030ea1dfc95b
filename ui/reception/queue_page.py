from functools import partial
from typing import cast
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.reception.queue import Queue, QueueRow, queue
from app.words import counted
from models.vocabulary import Priority
from ui.background import Background
from ui.kit.button import Button, IconButton
from ui.kit.card import Card
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.inputs import LineEdit
from ui.kit.label import Label, ShortLabel
from ui.kit.states import EmptyState, Shown
from ui.kit.tiles import Counter, CounterRow
from ui.latest import Latest
from ui.page import KeyHint, Page
from ui.reception.action_card import ActionCard
from ui.reception.desk_columns import FORM
from ui.reception.load_card import LoadCard
from ui.reception.queue_table import matches, queue_table, table_row
from ui.reception.register_form import RegisterForm, Served
from ui.reception.token_actor import TokenActor
from ui.reception.token_deeds import KEYS, deed_for
from ui.speech import _
from ui.theme.worn import theme
from ui.tools import Tools

SIDE, FILTER = 288, 248
MINUTE_MS = 30_000


class QueuePage(Page):
    """The busy morning: as many tokens as fit, one line each, and the keys that move them."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("Reception"), "desk"
        self._background, self._tools = background, tools
        self._queue_now = Latest(background, self._show_queue)
        self._seen: Queue | None = None
        self._rows: dict[object, QueueRow] = {}
        self.actor = TokenActor(background, tools, self)
        self.filter = LineEdit(_("Name, village or token"), icon="filter", key="/")
        self.doctor = ComboBox([Choice(None, _("All doctors"))], None, _("Doctor"))
        self.counters = CounterRow(
            [
                Counter("waiting", _("Waiting")),
                Counter("priority", _("Priority"), kind="danger"),
                Counter("inside", _("With doctor")),
                Counter("done", _("Done"), kind="ok"),
                Counter("left", _("Left")),
            ],
            "waiting",
        )
        self.table = queue_table()
        self.shown = Shown(
            self.table,
            EmptyState("ticket", _("No tokens here."), _("Another counter or an empty filter shows more.")),
            lines=12,
        )
        self.foot = ShortLabel("", "hint", "text2")
        self.load, self.deeds = LoadCard(), ActionCard()
        self.register = RegisterForm(background, tools)
        self.side = QStackedWidget()
        self._lay_out()
        self._connect()
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self.ask)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self._queue_card(), 1)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.load)
        column.addWidget(self.deeds, 1)
        column.addStretch(0)
        self.side.addWidget(both)
        self.side.addWidget(self.register)
        row.addWidget(self.side)
        self._fit()

    def _fit(self) -> None:
        """Larger text has wider columns; the form needs more than the cards it covers."""
        is_form = self.side.currentWidget() is self.register
        self.side.setFixedWidth(theme().scaled(FORM if is_form else SIDE))
        self.filter.setFixedWidth(theme().scaled(FILTER))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
        super().changeEvent(event)

    def _queue_card(self) -> Card:
        self.card = Card(_("Queue"), flush=True, pad=12, gap=6)
        back = IconButton("arrow-left", _("Back to the desk"), size="small")
        back.clicked.connect(partial(self.visit, "desk"))
        call = Button(_("Call next"), "primary", icon="bell-ringing", key="F4")
        call.clicked.connect(self.call_next)
        self.doctor.setMinimumWidth(132)
        self.card.head_add(back, self.filter, self.doctor, call)
        holder = QVBoxLayout()
        holder.setContentsMargins(16, 0, 12, 0)
        holder.addWidget(self.counters)
        self.card.add(holder)
        self.card.add(self.shown, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 12, 0)
        foot.addWidget(self.foot, 1)
        order = _("Order: priority, then pregnant, elderly and small children, then token")
        foot.addWidget(Label(order, "hint", "text2"))
        self.card.add(foot)
        return self.card

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._show_rows)
        self.filter.returnPressed.connect(self._focus_table)
        self.doctor.changed.connect(self.ask)
        self.counters.changed.connect(self._show_rows)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _key: self._do("Return"))
        self.deeds.wanted.connect(self.actor.do)
        self.actor.moved.connect(self.table.choose)
        self.register.served.connect(self._served)

    # What the window asks of a page

    def keys(self) -> list[KeyHint]:
        letters = [
            KeyHint(key, _(said), partial(self._do, key), False, self.table) for key, said in KEYS.items()
        ]
        return [
            KeyHint("F4", _("Call next"), self.call_next),
            KeyHint("F6", _("Register"), self.open_register),
            KeyHint("M H L", _("Move, hold, left")),
            KeyHint("/", _("Filter"), self.filter.setFocus, False, self.table),
            KeyHint("Alt+W", _("Back to the desk"), partial(self.visit, "desk"), False),
            *letters,
        ]

    def main_action(self) -> None:
        if self.side.currentWidget() is self.register:
            self.register.submit()

    def opened(self, **_what: object) -> None:
        self.ask()
        self._minute.start()
        self._focus_table()

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if kinds & {"token", "patient", "account", "role_grant"}:
            self.ask()

    def undo(self) -> bool:
        return self.actor.undo()

    def back(self) -> bool:
        """Esc: the form goes, what was typed in it stays; then the filter; then the page."""
        if self.side.currentWidget() is self.register:
            self._open_side(register=False)
            return True
        if self.filter.text():
            self.filter.clear()
            self._focus_table()
            return True
        return False

    def draft(self) -> dict[str, object]:
        return self.register.draft()

    def restore(self, kept: dict[str, object]) -> None:
        self.register.restore(kept)

    def take_over(self, old: Page) -> None:
        if isinstance(old, QueuePage):
            self.restore(old.draft())

    # Asking and showing

    def ask(self) -> None:
        self.shown.wait()
        self._queue_now.renew(queue, None, cast("UUID | None", self.doctor.value()))

    def _show_queue(self, seen: Queue) -> None:
        self._seen = seen
        self.card.set_count(_(counted("{n} token today", "{n} tokens today", n=seen.count)))
        for name in ("waiting", "inside", "done", "left"):
            self.counters.set_number(name, len(getattr(seen, name)))
        self.counters.set_number("priority", seen.priorities)
        chosen = self.doctor.value()
        self.doctor.set_choices(
            [
                Choice(None, _("All doctors")),
                *(Choice(room.doctor.id, room.doctor.short) for room in seen.rooms),
            ]
        )
        self.doctor.set_value(chosen)
        self.actor.show_queue(seen)
        self.load.show_rooms(seen.rooms)
        self.register.show_queue(seen)
        self._show_rows()

    def _show_rows(self) -> None:
        if self._seen is None:
            return
        everybody = self._section(self._seen)
        shown = [one for one in everybody if matches(one, self.filter.text())]
        self._rows = {one.token.id: one for one in shown}
        today = self._tools.today()
        self.table.show_rows([table_row(one, today) for one in shown])
        if self.table.current_key() is None and shown:
            self.table.choose(shown[0].token.id)
        self.foot.setText(_("{n} of {count} shown", n=len(shown), count=len(everybody)))
        self.shown.show_content(bool(shown))
        self._choose(self.table.current_key())

    def _section(self, seen: Queue) -> tuple[QueueRow, ...]:
        name = str(self.counters.value())
        if name == "priority":
            return tuple(one for one in seen.waiting if one.token.priority is not Priority.NONE)
        section: tuple[QueueRow, ...] = getattr(seen, name)
        return section

    def _choose(self, key: object) -> None:
        self.deeds.show_token(self._rows.get(key), self._tools.today())

    # Doing

    def call_next(self) -> None:
        self.actor.call_next(cast("UUID | None", self.doctor.value()))

    def open_register(self) -> None:
        """The form as a sheet over the right column."""
        self._open_side(register=True)
        self.register.start()

    def _open_side(self, register: bool) -> None:
        self.side.setCurrentIndex(int(register))
        self._fit()
        if not register:
            self._focus_table()

    def _served(self, served: Served) -> None:
        token = served.given.token
        self.actor.remember(served.given.done)
        self.say(_("Token {token} given", token=token.number), detail=token.name, do=self.undo, icon="ticket")
        if served.wants_slip and not served.given.was_waiting:
            self.actor.print_slip(token.id)

    def _do(self, key: str) -> None:
        one = self._rows.get(self.table.current_key())
        deed = deed_for(one.token, key) if one else None
        if one is not None and deed is not None:
            self.actor.do(deed, one.token)

    def _focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
