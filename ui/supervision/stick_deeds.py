"""Records carried by stick: saved for the server or another laptop, taken in, and the receipt brought back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from app.line_state import FileSaved, FileTaken
from app.refused import Refused
from app.supervision.bundle import Courier, ReceiverCard, list_receivers, save_bundle, take_bundle
from app.work import Changed, Errand
from ui.aside import Aside
from ui.background import Background
from ui.errors import is_silent, notice_of
from ui.kit.choices import CheckBox
from ui.kit.dialog import Dialog, Verb
from ui.kit.label import Label
from ui.kit.toast import Notice
from ui.speech import _, words

if TYPE_CHECKING:
    from ui.window import Window

ENDING = ".shivir"
SAVE, TAKE = "save", "take"


class StickDeeds(QObject):
    """The dialogs of the stick; what came of it is said on the window.

    Signals:
        told: how much of a file is done, from 0 to 1, from the thread that does it.
    """

    told = Signal(float)

    def __init__(self, window: "Window", background: Background, courier: Courier) -> None:
        super().__init__(window)
        self._window, self._background, self._courier = window, background, courier
        self._aside = Aside(self)
        self._aside.broke.connect(self._failed)
        self._errand: Errand | None = None
        self._progress: Dialog | None = None
        self._percent: Label | None = None
        self.told.connect(self._show_progress)

    def open(self) -> Dialog:
        """What a stick is for, and the two ways."""
        dialog = Dialog(
            self._window,
            _("Carry by stick"),
            _("Where there is no line: records go to a file that only its receivers can open."),
            (
                Verb(_("Close"), None),
                Verb(_("Take a file in"), TAKE, icon="file-import"),
                Verb(_("Save a file"), SAVE, "primary", icon="file-export"),
            ),
            icon="usb",
            width=560,
        )
        dialog.add(
            Label(_("Nothing counts as sent until the receipt comes back."), "body", "text2", wrap=True)
        )
        dialog.chosen.connect(self._go_on)
        return dialog.open()

    def leave(self) -> None:
        """What is being saved or taken comes to its end."""
        self._aside.wait()

    def _go_on(self, way: object) -> None:
        if way == SAVE:
            self._background.ask(self.choose_receivers, list_receivers)
        elif way == TAKE:
            path, _kind = QFileDialog.getOpenFileName(
                self._window, _("Choose the file on the stick"), "", f"Shivir (*{ENDING})"
            )
            if path:
                self.take(Path(path))

    def choose_receivers(self, everybody: tuple[ReceiverCard, ...]) -> Dialog:
        """Who shall be able to open the file; the server, if nobody says otherwise."""
        ticks = {one.id: CheckBox(_name_of(one), one.is_server) for one in everybody}
        dialog = Dialog(
            self._window,
            _("Who shall open the file?"),
            _("Nobody else can read it, if it is lost on the way."),
            (Verb(_("Back"), False), Verb(_("Choose where"), True, "primary", icon="usb")),
            icon="lock",
        )
        if ticks:
            for tick in ticks.values():
                dialog.add(tick)
        else:
            dialog.add(Label(_("No other laptop and no server is in the clinic yet."), wrap=True))
        dialog.accept = lambda _answer: any(tick.isChecked() for tick in ticks.values())
        dialog.chosen.connect(
            lambda answer: (
                self._choose_place([key for key, tick in ticks.items() if tick.isChecked()])
                if answer
                else None
            )
        )
        return dialog.open()

    def _choose_place(self, receivers: list[UUID]) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self._window, _("Where to save the file"), f"works{ENDING}", f"Shivir (*{ENDING})"
        )
        if path:
            self.save(Path(path), receivers)

    def save(self, path: Path, receivers: list[UUID]) -> None:
        """Save what they have not confirmed."""
        path = path if path.suffix == ENDING else path.with_name(path.name + ENDING)
        told = self._begin(_("Saving to the stick"))
        desk = self._background.desk
        self._aside.run(self._saved, partial(save_bundle, desk, self._courier, path, receivers, told))

    def take(self, path: Path) -> None:
        """Take a file in, all of it or nothing."""
        told = self._begin(_("Reading from the stick"))
        desk = self._background.desk
        self._aside.run(self._taken, partial(take_bundle, desk, self._courier, path, told))

    def _begin(self, what: str) -> Callable[[float], None]:
        """Show how far it is, with a way to call it off."""
        errand = Errand(self.told.emit)
        dialog = Dialog(
            self._window,
            what,
            _("Leave the stick in until it is done."),
            (Verb(_("Call off"), True),),
            icon="usb",
        )
        self._percent = Label(_("{percent} % done", percent=0), "number")
        dialog.add(self._percent)
        dialog.chosen.connect(lambda _answer: errand.stop())
        self._errand, self._progress = errand, dialog.open()
        return errand.tell

    @Slot(float)
    def _show_progress(self, done: float) -> None:
        if self._progress is not None and self._percent is not None:
            self._percent.setText(_("{percent} % done", percent=round(done * 100)))

    def _end(self) -> None:
        if self._progress is not None and self._errand is not None and not self._errand.reading.was_stopped:
            self._progress.close_quietly()
        self._progress = self._errand = self._percent = None

    @Slot(object)
    def _saved(self, saved: FileSaved) -> None:
        self._end()
        told = _("{works} changes of this laptop and {carried} parcels of others. {size} kB.",
                 works=words().number(saved.works), carried=words().number(saved.carried),
                 size=words().number(max(1, saved.size // 1000)))  # fmt: skip
        self._window.say(Notice(_("Saved to {file}", file=saved.path.name), "ok", told))

    @Slot(object)
    def _taken(self, taken: FileTaken) -> None:
        self._end()
        if taken.moved.kinds:
            self._background.say_changed(Changed(taken.moved.kinds, taken.moved.ids))
        if taken.was_receipt or taken.receipt is None:
            told = _("{confirmed} changes of this laptop are held there. {works} came back with it.",
                     confirmed=words().number(taken.confirmed), works=words().number(taken.works))  # fmt: skip
            self._window.say(Notice(_("The receipt is taken in"), "ok", told))
            return
        told = _("{works} changes. Carry the receipt back: {file}",
                 works=words().number(taken.works), file=taken.receipt.name)  # fmt: skip
        self._window.say(Notice(_("The file is taken in"), "ok", told))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        called_off = is_silent(error)
        self._end()
        if called_off:
            self._window.say(Notice(_("Called off"), "info", _("It can be done again: nothing is doubled.")))
        elif isinstance(error, Refused):
            self._window.say(notice_of(error))
        else:
            self._background.broke.emit(error)


def _name_of(receiver: ReceiverCard) -> str:
    if receiver.is_server:
        return _("The server")
    return _("{name} ({code})", name=receiver.name, code=receiver.code)
