"""One run of the program: from the door to whoever sits inside, and back."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.door import CameIn, Door, StaysOut
from app.words import Words
from ui.aside import Aside
from ui.errors import is_ours, is_silent, notice_of, write_report
from ui.idle import Idle
from ui.kit.toast import Notice
from ui.roles import role_words
from ui.setup.lock_page import LockPage
from ui.setup.sign_in_page import SignInPage
from ui.shell import Shell
from ui.speech import _, speak, words
from ui.theme.worn import Wardrobe

if TYPE_CHECKING:
    from app.work import Desk
    from ui.inside import Inside

LOCK_AFTER_MIN = 15


class Program(QObject):
    """Shows the sign-in page, the window of whoever came in, and the lock.

    `go_inside` builds the window: handed in, because what it needs is slow to import and comes behind the
    sign-in page.
    """

    def __init__(
        self,
        app: QApplication,
        shell: Shell,
        wardrobe: Wardrobe,
        door: Door,
        now: Callable[[], datetime],
        go_inside: "Callable[[Program, Desk], Inside]",
    ) -> None:
        super().__init__(app)
        self.shell, self.wardrobe, self.door, self.now = shell, wardrobe, door, now
        self._go_inside = go_inside
        self._inside: Inside | None = None
        self._since = now()
        self._lock: LockPage | None = None
        self.aside = Aside(self)
        self.aside.broke.connect(self.show_error)
        self.idle = Idle(LOCK_AFTER_MIN, self)
        self.idle.soon.connect(self._warn_of_lock)
        self.idle.idle.connect(self.lock)
        app.installEventFilter(self.idle)

    @property
    def inside(self) -> "Inside | None":
        """The window of whoever is signed in."""
        return self._inside

    def start(self) -> None:
        """The first page: sign-in where a clinic is, else how to begin one."""
        if self.door.is_founded:
            self.show_sign_in()
        else:
            from ui.setup.first_run import show_first_run

            show_first_run(self)

    def show_sign_in(self) -> None:
        self._inside = None
        page = SignInPage(self.now, self.clinic_name(), self.laptop_name(), self.door.people())
        page.wanted.connect(self._try)
        page.forgot.connect(self._forgot)
        page.language_wanted.connect(self._speak_outside)
        self.shell.show_only(page)
        page.start()

    def clinic_name(self) -> str:
        """Known once somebody was inside; the folder itself does not tell it."""
        return self.door.clinic.name if self.door.clinic else ""

    def laptop_name(self) -> str:
        return self.door.clinic.laptop_name if self.door.clinic else _("This laptop")

    def lock(self) -> None:
        """Hide everything; what was typed is kept first."""
        inside = self._inside
        if inside is None or self._lock is not None:
            return
        self.idle.stop()
        kept = inside.keep_drafts()
        actor = inside.desk.actor
        page = LockPage(
            self.now,
            self.clinic_name(),
            self.laptop_name(),
            actor.name,
            _(role_words(actor.grant.role)),
            self._since,
            _("It opens at the same field.") if kept else "",
        )
        page.wanted.connect(self._unlock)
        page.switch_wanted.connect(self.switch)
        page.sign_out_wanted.connect(self.switch)
        page.outside.language_wanted.connect(self._speak_locked)
        self._lock = page
        inside.pause()
        self.shell.cover(page)
        page.start()

    def switch(self) -> None:
        """Another person, or nobody for now: the drafts of this one stay theirs."""
        if self._inside is not None:
            self._inside.leave()
        self._lock = None
        self.idle.stop()
        self.show_sign_in()

    def close(self) -> None:
        """Bring everything into the one file and let go of it."""
        if self._inside is not None:
            self._inside.leave()
        self.aside.wait()
        self.door.close()

    @Slot(object)
    def show_error(self, error: Exception) -> None:
        """Say what went wrong; write down what is our mistake."""
        if is_silent(error):
            return
        if is_ours(error):
            write_report(error, self.door.logs, self.now())
        self._say(notice_of(error))

    def _say(self, notice: Notice) -> None:
        page = self.shell.shown
        if self._inside is not None:
            self._inside.window.say(notice)
        elif isinstance(page, SignInPage):
            page.show_trouble(notice.title, notice.detail)

    def _try(self, name: str, password: str, code: str) -> None:
        page = self.shell.shown
        if isinstance(page, SignInPage):
            page.show_busy(_("Opening…"))
        self.aside.run(self._answered, lambda: self.door.come_in(name, password, code))

    @Slot(object)
    def _answered(self, answer: CameIn | StaysOut) -> None:
        page = self.shell.shown
        if isinstance(answer, StaysOut):
            if isinstance(page, SignInPage):
                page.show_refusal(answer)
            return
        self.enter(answer.desk)
        for said in answer.mended:
            self._say(Notice(_(said), "warn"))

    def enter(self, desk: "Desk") -> None:
        """Show the window of somebody who came in."""
        self._since = self.now()
        self._inside = self._go_inside(self, desk)
        self.shell.show_only(self._inside.window)
        self._inside.start()
        self.idle.start()

    def _unlock(self, name: str, password: str) -> None:
        self.aside.run(self._unlocked, lambda: self.door.come_in(name, password))

    @Slot(object)
    def _unlocked(self, answer: CameIn | StaysOut) -> None:
        if self._lock is None:
            return
        if isinstance(answer, StaysOut) and not answer.needs_code:
            self._lock.show_refusal(answer)
            return
        self._lock = None
        self.shell.uncover()
        if self._inside is not None:
            self._inside.resume()
        self.idle.start()

    def _warn_of_lock(self) -> None:
        self._say(Notice(_("Locks in 1 minute"), "info", _("Move the mouse or press a key to go on.")))

    def _forgot(self, _name: str) -> None:
        self._say(
            Notice(
                _("Ask a supervisor to let you in again, under Staff."),
                "info",
                _("If nobody can, the recovery code on the clinic's paper opens this laptop."),
            )
        )

    def _speak_outside(self, language: str) -> None:
        self.speak(language)
        QTimer.singleShot(0, self.show_sign_in)

    def _speak_locked(self, language: str) -> None:
        self.speak(language)

    def speak(self, language: str) -> None:
        """Use another language from now on."""
        if language != words().language:
            speak(Words(language))
            self.wardrobe.wear(tall_script=language == "hi")
