"""The camp hub in the window: serving this camp from here, or working with the laptop that serves it."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.line_state import HubFound, HubJoined, HubServing, RoundResult
from app.refused import Refused
from app.supervision.hub import CampLine, leave_hub, may_serve, serve_camp, stop_serving, work_with_hub
from app.words import counted
from ui.aside import Aside
from ui.background import Background
from ui.errors import notice_of
from ui.kit.button import Button
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.label import Label, Note
from ui.kit.qr_code import QrCode
from ui.kit.toast import Notice
from ui.speech import _, words

if TYPE_CHECKING:
    from ui.window import Window

LOOK_MS, EVERY_MS = 3_000, 15_000
QR_SIDE = 232
SERVE, WORK, STOP, LEAVE, NOW = "serve", "work", "stop", "leave", "now"


class HubDeeds(QObject):
    """The dialogs of the camp hub, and the rounds with it that nobody has to ask for."""

    def __init__(self, window: "Window", background: Background, camp: CampLine) -> None:
        super().__init__(window)
        self._window, self._background, self._camp = window, background, camp
        self._is_asked = self._may = False
        self._aside = Aside(self)
        self._aside.broke.connect(self._failed)
        self._looking = Aside(self)
        self._looking.broke.connect(self._unheard)
        self._again = QTimer(self, interval=EVERY_MS)
        self._again.timeout.connect(self._round)
        self._again.start()

    def open(self) -> None:
        """How this laptop stands at the camp."""
        self._background.ask(self._open, may_serve)

    def leave(self) -> None:
        """What is under way comes to its end; a hub goes on serving."""
        self._again.stop()
        self._aside.wait()
        self._looking.wait()

    def _open(self, may: bool) -> None:
        self._may = may
        self._aside.run(self._show, self._standing)

    def _standing(self) -> HubServing | HubJoined | None:
        return self._camp.serving() or self._camp.joined()

    @Slot(object)
    def _show(self, hub: HubServing | HubJoined | None) -> None:
        if hub is None:
            self.show_neither(self._may)
        elif isinstance(hub, HubServing):
            self.show_serving(hub)
        else:
            self.show_joined(hub)

    # Neither

    def show_neither(self, may: bool) -> Dialog:
        """What a hub is for, and the two ways."""
        ways = [Verb(_("Close"), None), Verb(_("Work with a hub"), WORK, icon="wifi")]
        if may:
            ways.append(Verb(_("Serve this camp"), SERVE, "primary", icon="router"))
        dialog = Dialog(
            self._window,
            _("Camp hub"),
            _(
                "Where there is no server, one laptop serves the camp over its Wi-Fi, and the others work with it."
            ),
            tuple(ways),
            icon="router",
            width=560,
        )
        dialog.add(Label(_("Everything goes on to the server later, from whichever laptop reaches it."),
                         "body", "text2", wrap=True))  # fmt: skip
        dialog.chosen.connect(self._go_on)
        return dialog.open()

    def _go_on(self, way: object) -> None:
        desk = self._background.desk
        if way == SERVE:
            self._window.say(Notice(_("The hub is starting…"), "info"))
            self._aside.run(self.show_serving, partial(serve_camp, desk, self._camp))
        elif way == STOP:
            self._aside.run(self._stopped, partial(stop_serving, desk, self._camp))
        elif way == WORK:
            self.ask_place()
        elif way == LEAVE:
            self._aside.run(self._left, partial(leave_hub, desk, self._camp))
        elif way == NOW:
            self._is_asked = True
            self._round()

    # Serving

    def show_serving(self, hub: HubServing) -> Dialog:
        """The code to scan, the address to type, and who was here."""
        dialog = Dialog(
            self._window,
            _("This laptop serves the camp"),
            _("It goes on while the screen is locked. Keep it plugged in and its lid open."),
            (Verb(_("Close"), None), Verb(_("Stop serving"), STOP, "danger")),
            icon="router",
            colour="okText",
            width=620,
        )
        code = QrCode(_("Code of this hub"), QR_SIDE)
        code.show_text(hub.code)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(Label(_("On the other laptops open Camp hub in the person's menu. Scan this there, or type:"),
                             "body", "text2", wrap=True))  # fmt: skip
        for address in hub.addresses[:2]:
            side.addWidget(Label(address.removeprefix("https://"), "title"))
        visitors = Label(_visitors_of(hub), "body", wrap=True)
        visitors.setTextFormat(Qt.TextFormat.PlainText)
        side.addWidget(visitors)
        carried = Label(_carried_of(hub), "body", "text2", wrap=True)
        side.addWidget(carried)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(code, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(side, 1)
        dialog.add(row)
        look = QTimer(dialog, interval=LOOK_MS)
        look.timeout.connect(
            lambda: self._looking.run(partial(_renew, visitors, carried), self._camp.serving)
        )
        look.start()
        dialog.chosen.connect(self._go_on)
        return dialog.open()

    @Slot(object)
    def _stopped(self, _answer: None) -> None:
        self._window.say(
            Notice(
                _("The hub is off"),
                "info",
                _("What others brought stays here and is passed on to the server."),
            )
        )

    # Working with one

    def ask_place(self) -> Dialog:
        """Scan or type where the hub is; those that are heard on the network can be picked."""
        typed = LineEdit("192.168.1.5", _("Code or address of the hub"), icon="qrcode")
        dialog = Dialog(
            self._window,
            _("Work with a hub"),
            _("Scan the code on the hub's screen, type the address below it, or pick a hub that is heard."),
            (Verb(_("Back"), False), Verb(_("Work with it"), True, "primary")),
            icon="wifi",
        )
        dialog.add(Field(_("Code or address of the hub"), typed, required=True))
        heard = QVBoxLayout()
        waits = Label(_("Listening on the network…"), "hint", "text2")
        heard.addWidget(waits)
        dialog.add(heard)
        dialog.accept = lambda _answer: bool(typed.text().strip())
        dialog.chosen.connect(lambda answer: self.work_with(typed.text()) if answer else None)
        self._looking.run(partial(_show_heard, dialog, heard, waits, typed), self._camp.find)
        return dialog.open()

    def work_with(self, typed: str) -> None:
        """Go there, and have a first round."""
        self._window.say(Notice(_("Looking for the hub…"), "info"))
        self._aside.run(self._works_now, partial(work_with_hub, self._background.desk, self._camp, typed))

    @Slot(object)
    def _works_now(self, answer: tuple[str, RoundResult | None]) -> None:
        name, result = answer
        if result is not None and result.is_done:
            told = _("{out} brought, {back} fetched", out=result.brought, back=result.fetched)
            self._window.say(Notice(_("This laptop works with the hub {name}", name=name), "ok", told))
        else:
            self._say_round(result)

    def show_joined(self, hub: HubJoined) -> Dialog:
        """How it stands with the hub."""
        dialog = Dialog(
            self._window,
            _("This laptop works with the hub {name}", name=hub.name),
            _(hub.line.safe),
            (
                Verb(_("Close"), None),
                Verb(_("Leave the hub"), LEAVE),
                Verb(_("Sync with the hub"), NOW, "primary"),
            ),
            icon="wifi",
            width=560,
        )
        dialog.add(Label(hub.address.removeprefix("https://"), "body", "text2"))
        waits = counted("{n} change waits for the hub", "{n} changes wait for the hub", n=hub.line.waiting)
        done = hub.line.done
        when = (
            _("Last synced with it at {time}", time=words().time(done))
            if done
            else _("Not synced with it yet")
        )
        dialog.add(Label(f"{_(waits)} · {when}", "body", wrap=True))
        if hub.line.trouble is not None:
            dialog.add(Note(_(hub.line.trouble), "alert-triangle"))
        dialog.chosen.connect(self._go_on)
        return dialog.open()

    @Slot(object)
    def _left(self, _answer: None) -> None:
        self._window.say(Notice(_("This laptop works with no hub now"), "info"))

    # Rounds

    def _round(self) -> None:
        self._aside.run(self._done, self._camp.round_now)

    @Slot(object)
    def _done(self, result: RoundResult | None) -> None:
        if self._is_asked:
            self._is_asked = False
            self._say_round(result)

    def _say_round(self, result: RoundResult | None) -> None:
        if result is not None and result.is_done:
            told = _("{out} brought, {back} fetched", out=result.brought, back=result.fetched)
            self._window.say(Notice(_("The hub has everything"), "ok", told))
            return
        reason = _(result.trouble) if result is not None and result.trouble else _("No hub answers here.")
        advice = _(result.advice) if result is not None and result.advice else ""
        self._window.say(Notice(reason, "warn", advice))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._is_asked = False
        if isinstance(error, Refused):
            self._window.say(notice_of(error))
        else:
            self._background.broke.emit(error)

    @Slot(object)
    def _unheard(self, _error: Exception) -> None:
        """Nobody is heard; the code and the address are left."""


def _visitors_of(hub: HubServing) -> str:
    if not hub.visitors:
        return _("Nobody works with it yet.")
    lines = [
        _("{name}, at {time}", name=one.name, time=words().time(one.heard_at)) for one in hub.visitors[:6]
    ]
    return "\n".join(
        (_(counted("{n} laptop works with it", "{n} laptops work with it", n=len(hub.visitors))), *lines)
    )


def _carried_of(hub: HubServing) -> str:
    if not hub.carried:
        return _("Nothing of others waits here for the server.")
    return _(counted("{n} parcel of others waits here for the server",
                     "{n} parcels of others wait here for the server", n=hub.carried))  # fmt: skip


def _renew(visitors: Label, carried: Label, hub: HubServing | None) -> None:
    from shiboken6 import isValid

    if hub is not None and isValid(visitors) and isValid(carried):
        visitors.setText(_visitors_of(hub))
        carried.setText(_carried_of(hub))


def _show_heard(
    dialog: Dialog, column: QVBoxLayout, waits: Label, typed: LineEdit, found: tuple[HubFound, ...]
) -> None:
    from shiboken6 import isValid

    if not isValid(dialog) or not isValid(typed):
        return
    waits.setText(_("Heard on the network") if found else _("No hub is heard on the network."))
    for one in found[:4]:
        pick = Button(f"{one.name} · {one.address.removeprefix('https://')}", icon="router")
        pick.clicked.connect(partial(_pick, typed, one.code))
        column.addWidget(pick)


def _pick(typed: LineEdit, code: str, *_clicked: Any) -> None:
    typed.setText(code)
    typed.setFocus()
