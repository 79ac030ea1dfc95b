from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.papers.page import Paper
from app.people.wording import PRIORITIES
from app.reception.call import (
    Moved,
    call_next,
    call_token,
    cancel_token,
    finish_token,
    leave_token,
    move_token,
    return_token,
    set_priority,
    skip_token,
    start_token,
)
from app.reception.queue import Queue, Room
from app.reception.slip import print_slip
from app.reception.token_card import TokenCard
from app.taking_back import Done, TakenBack, take_back
from app.words import Said
from models.vocabulary import Priority, TokenState
from ui.background import Background
from ui.icons import icon
from ui.page import Page
from ui.reception.token_deeds import TokenDeed
from ui.speech import _
from ui.tools import Tools

SIMPLE = {
    "start": start_token,
    "finish": finish_token,
    "skip": skip_token,
    "leave": leave_token,
    "return": return_token,
    "cancel": cancel_token,
}
TOLD = {
    TokenState.CALLED: (Said("{token} called"), "bell-ringing"),
    TokenState.WITH_DOCTOR: (Said("{token} is with the doctor"), "stethoscope"),
    TokenState.WAITING: (Said("{token} waits"), "clock"),
    TokenState.DONE: (Said("{token} is done"), "check"),
    TokenState.LEFT: (Said("{token} has left"), "door-exit"),
    TokenState.CANCELLED: (Said("{token} cancelled"), "ban"),
}


class TokenActor(QObject):
    """Does what is asked of tokens on behalf of a page, tells it, and can take the last deed back.

    Signals:
        moved: a deed is done; carries the token's id, so that a list can choose it.
    """

    moved = Signal(object)

    def __init__(self, background: Background, tools: Tools, page: Page) -> None:
        super().__init__(page)
        self._background, self._tools, self._page = background, tools, page
        self._last: Done | None = None
        self.rooms: tuple[Room, ...] = ()

    def show_queue(self, seen: Queue) -> None:
        self.rooms = seen.rooms

    def call_next(self, doctor_id: UUID | None) -> None:
        self._background.ask(self._called_next, call_next, doctor_id)

    def do(self, deed: TokenDeed, token: TokenCard) -> None:
        """Do what a key, a button or the menu asks of this token."""
        match deed.name:
            case "call":
                self._background.ask(self._moved, call_token, token.id)
            case "open":
                self._page.visit("patient", patient_id=token.patient_id)
            case "print":
                self.print_slip(token.id, duplicate=True)
            case "move":
                self._menu(
                    [(room.doctor.short, partial(self.move, token, room.doctor.id)) for room in self.rooms]
                )
            case "priority":
                choices = [(_("Normal"), partial(self.set_priority, token, Priority.NONE))]
                choices += [
                    (_(said), partial(self.set_priority, token, one)) for one, said in PRIORITIES.items()
                ]
                self._menu(choices)
            case name:
                self._background.ask(self._moved, SIMPLE[name], token.id)

    def move(self, token: TokenCard, doctor_id: UUID | None) -> None:
        self._background.ask(self._moved, move_token, token.id, doctor_id)

    def set_priority(self, token: TokenCard, priority: Priority) -> None:
        self._background.ask(self._moved, set_priority, token.id, priority)

    def print_slip(self, token_id: UUID, duplicate: bool = False) -> None:
        """Make the slip in the background and hand it to the printer; the token is saved whatever happens."""
        self._background.ask(self._print, print_slip, token_id, duplicate)

    def remember(self, done: Done | None) -> None:
        """What Ctrl+Z takes back from now on."""
        self._last = done

    def undo(self) -> bool:
        """Take the last deed back, once."""
        if self._last is None:
            return False
        done, self._last = self._last, None
        self._background.ask(self._taken_back, take_back, done)
        return True

    def open_menu(self, deeds: tuple[TokenDeed, ...], token: TokenCard, at: QPoint | None = None) -> None:
        """Everything that can be done with a token, for those who use the mouse."""
        menu = self._new_menu()
        for deed in deeds:
            action = menu.addAction(icon(deed.icon), _(deed.words))
            action.triggered.connect(lambda _on=False, deed=deed: self.do(deed, token))
        menu.popup(at or self._beside(self._page))

    def _menu(self, choices: Sequence[tuple[str, Callable[[], None]]]) -> None:
        menu = self._new_menu()
        for words, do in choices:
            menu.addAction(words).triggered.connect(lambda _on=False, do=do: do())
        if choices:
            menu.popup(self._beside(self._page.focusWidget() or self._page))
            menu.setActiveAction(menu.actions()[0])

    def _new_menu(self) -> QMenu:
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _beside(self, widget: QWidget) -> QPoint:
        return widget.mapToGlobal(QPoint(widget.width() // 3, min(widget.height() // 3, 160)))

    def _called_next(self, moved: Moved | None) -> None:
        if moved is None:
            self._page.say(_("Nobody is waiting."), "info")
        else:
            self._moved(moved)

    def _moved(self, moved: Moved) -> None:
        self._last = moved.done
        words, sign = TOLD[moved.token.state]
        where = next(
            (
                _("Room {room} · {doctor}", room=room.doctor.room or "", doctor=room.doctor.short)
                for room in self.rooms
                if room.doctor.id == moved.token.doctor_id and room.doctor.room
            ),
            "",
        )
        detail = " · ".join(part for part in (moved.token.name, where) if part)
        self._page.say(_(Said(words.text, token=moved.token.number)), detail=detail, do=self.undo, icon=sign)
        self.moved.emit(moved.token.id)

    def _taken_back(self, _answer: TakenBack) -> None:
        self._page.say(_("Taken back."), "info")

    def _print(self, paper: Paper) -> None:
        self._tools.prints.print(paper)
