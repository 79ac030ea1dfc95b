from collections.abc import Callable
from datetime import date
from functools import partial
from typing import cast
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.reception.queue import Queue, QueueRow
from app.reception.token_card import TokenCard
from app.words import counted
from ui.kit.button import Button, IconButton
from ui.kit.card import Card
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.keys import KeyHint
from ui.kit.row import Column, RowLook
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState, Shown
from ui.kit.tiles import Counter, CounterRow
from ui.reception.queue_rows import ALL, section_rows
from ui.reception.token_deeds import KEYS, TokenDeed, deed_for, deeds_of
from ui.speech import _

LOOK = RowLook(lead=68, columns=(Column(62), Column(60, right=True)), tail=140)


class QueueList(RowList):
    """Today's tokens. Single letters are the page's keys; the menu offers the same to a mouse.

    Signals:
        menu_wanted: for the chosen token, at this place of the screen.
    """

    menu_wanted = Signal(QPoint)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())


class QueueCard(Card):
    """The queue of one doctor or all: counters that filter, sections, and the button that calls the next.

    Signals:
        call_wanted: F4 or the button; carries the doctor's id or None for all.
        wanted: something to be done with a token; carries the TokenDeed and the TokenCard.
        menu_wanted: carries the TokenCard and a place on the screen.
        doctor_chosen: another doctor's queue is wanted.
        wide_wanted: the wide list is wanted.
    """

    call_wanted = Signal(object)
    wanted = Signal(object, object)
    menu_wanted = Signal(object, QPoint)
    doctor_chosen = Signal()
    wide_wanted = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(_("Queue"), flush=True, parent=parent)
        self._today = today
        self._seen: Queue | None = None
        self.doctor = ComboBox([Choice(None, _("All doctors"))], None, _("Doctor"))
        self.doctor.setMinimumWidth(140)
        self.call = Button(_("Call next"), "primary", icon="bell-ringing", key="F4")
        wide = IconButton("maximize", _("Wide list"), size="small")
        self.head_add(wide, self.doctor, self.call)
        self.counters = CounterRow(
            [
                Counter("waiting", _("Waiting")),
                Counter("inside", _("With doctor")),
                Counter("done", _("Done")),
                Counter("left", _("Left")),
            ],
            ALL,
        )
        self.list = QueueList(_("Queue"), LOOK)
        self.shown = Shown(
            self.list,
            EmptyState("ticket", _("No tokens yet."), _("Whoever is registered here stands in this list.")),
        )
        holder = QVBoxLayout()
        holder.setContentsMargins(16, 0, 16, 2)
        holder.addWidget(self.counters)
        self.add(holder)
        self.add(self.shown, 1)
        self.call.clicked.connect(self.call_next)
        wide.clicked.connect(self.wide_wanted)
        self.doctor.changed.connect(self.doctor_chosen)
        self.counters.changed.connect(self._show_rows)
        self.list.opened.connect(lambda _key: self._do("Return"))
        self.list.menu_wanted.connect(self._open_menu)

    def wait(self) -> None:
        self.shown.wait()

    def doctor_id(self) -> UUID | None:
        return cast("UUID | None", self.doctor.value())

    def show_queue(self, seen: Queue) -> None:
        self._seen = seen
        self.set_count(_(counted("{n} token today", "{n} tokens today", n=seen.count)))
        for name in ("waiting", "inside", "done", "left"):
            self.counters.set_number(name, len(getattr(seen, name)))
        self.doctor.set_choices(
            [
                Choice(None, _("All doctors")),
                *(Choice(room.doctor.id, room.doctor.short) for room in seen.rooms),
            ]
        )
        if self.doctor.currentIndex() < 0:
            self.doctor.set_value(None)
        self._show_rows()

    def call_next(self) -> None:
        self.call_wanted.emit(self.doctor_id())

    def keys(self) -> list[KeyHint]:
        """The letters that work while the list has the focus."""
        hints = [
            KeyHint(key, _(said), partial(self._do, key), False, self.list) for key, said in KEYS.items()
        ]
        return [KeyHint("Return", _("Call, or the next step"), None, False), *hints]

    def token(self) -> TokenCard | None:
        """The chosen one."""
        row = self.list.current_row()
        return row.data.token if row is not None and isinstance(row.data, QueueRow) else None

    def choose(self, token_id: object) -> None:
        self.list.choose(token_id)

    def choose_number(self, number: str) -> bool:
        """Choose the token with this number, wherever it stands today."""
        seen = self._seen
        everybody = (*seen.inside, *seen.waiting, *seen.done, *seen.left) if seen else ()
        for one in everybody:
            if one.token.number == number:
                gone = seen is not None and one in seen.left
                self.counters.set_value("left" if gone else ALL)
                self._show_rows()
                self.choose(one.token.id)
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def focus_list(self) -> None:
        if self.list.current_row() is None:
            self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self) -> None:
        if self._seen is None:
            return
        rows = section_rows(self._seen, str(self.counters.value()), self._today())
        self.list.show_rows(rows)
        self.shown.show_content(bool(rows))

    def _do(self, key: str) -> None:
        token = self.token()
        deed: TokenDeed | None = deed_for(token, key) if token else None
        if deed is not None:
            self.wanted.emit(deed, token)

    def _open_menu(self, at: QPoint) -> None:
        token = self.token()
        if token is not None and deeds_of(token):
            self.menu_wanted.emit(token, at)
