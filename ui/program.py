"""One run of the program: from the door to whoever sits inside, and back."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.clock import ClockDoubt, clock_doubt
from app.door import PROGRAM, CameIn, Door, StaysOut
from app.words import Words
from models.vocabulary import Role
from ui.aside import Aside
from ui.errors import is_ours, is_silent, notice_of, take_uncaught, write_report
from ui.idle import Idle
from ui.kit.toast import Notice
from ui.roles import role_words
from ui.setup.outside import OutsidePage
from ui.setup.sign_in_page import SignInPage
from ui.shell import Shell
from ui.speech import _, speak, words
from ui.theme.worn import Wardrobe

if TYPE_CHECKING:
    from app.line_state import Moved
    from app.work import Desk
    from sync.hub.camp import Camp
    from ui.inside import Inside
    from ui.setup.forgot_page import ForgotPage, Recovering
    from ui.setup.join_way import JoinsByCode
    from ui.setup.lock_page import LockPage

LOCK_AFTER_MIN = 15
LOCK_AT_GATE_MIN = 5
CLOSE_AFTER_MIN = 60
"""How long after the lock the store is closed and its key leaves memory."""


class Program(QObject):
    """Shows the sign-in page, the window of whoever came in, and the lock.

    `go_inside` builds the window: handed in, because what it needs is slow to import and comes behind the
    sign-in page. `joins` is the line, for a laptop that joins a clinic; without it that way is shut.
    """

    def __init__(
        self,
        app: QApplication,
        shell: Shell,
        wardrobe: Wardrobe,
        door: Door,
        now: Callable[[], datetime],
        go_inside: "Callable[[Program, Desk], Inside]",
        joins: "JoinsByCode | None" = None,
    ) -> None:
        super().__init__(app)
        self.app, self.shell, self.wardrobe, self.door, self.now = app, shell, wardrobe, door, now
        self.joins = joins
        self._go_inside = go_inside
        self._inside: Inside | None = None
        self._camp: Camp | None = None
        self._since = now()
        self._lock: LockPage | None = None
        self._names = ("", "")
        self._drafts: dict[str, datetime] = {}
        self.aside = Aside(self)
        self.aside.broke.connect(self.show_error)
        self.idle = self._watch(LOCK_AFTER_MIN)
        self._closing = QTimer(self, singleShot=True, interval=CLOSE_AFTER_MIN * 60_000)
        self._closing.timeout.connect(self._close_store)

    def camp(self) -> "Camp":
        """This laptop at a camp: it lives as long as the store is open, whoever is signed in."""
        from sync.hub.camp import Camp

        clinic = self.door.clinic
        assert clinic is not None, "somebody is inside"
        if self._camp is None:
            self._camp = Camp(
                clinic.store, self.door.path, self.now, self.door.random, PROGRAM, changed=self._moved_here
            )
        return self._camp

    def _moved_here(self, moved: "Moved") -> None:
        """From the thread of the hub."""
        if self._inside is not None:
            self._inside.moved(moved)

    def _leave_camp(self) -> None:
        if self._camp is not None:
            self._camp.close()
        self._camp = None

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

    def take_door(self, door: Door) -> None:
        """Go on at another data folder, and show its sign-in page."""
        self._leave_camp()
        self.door.close()
        self.door = door
        self._names = ("", "")
        self.show_sign_in()

    # Outside

    def show_sign_in(self) -> None:
        self._inside = None
        page = self._sign_in_page()
        self.shell.show_only(page)
        page.start()

    def _sign_in_page(self) -> SignInPage:
        page = SignInPage(
            self.now, self.clinic_name(), self.laptop_name(), self.door.people(), self._clock(), self._drafts
        )
        page.wanted.connect(self._try)
        page.forgot.connect(self._forgot)
        page.language_wanted.connect(self._speak_outside)
        return page

    def clinic_name(self) -> str:
        """Known once somebody was inside; the folder itself does not tell it."""
        if self.door.clinic:
            self._names = (self.door.clinic.name, self.door.clinic.laptop_name)
        return self._names[0]

    def laptop_name(self) -> str:
        self.clinic_name()
        return self._names[1] or _("This laptop")

    def _clock(self) -> str:
        """What is strange about this laptop's clock, by when somebody was last here."""
        last, now = self.door.last_here, self.now()
        doubt = clock_doubt(now, last)
        if last is None or doubt is None or self.door.is_demo:
            return ""
        if doubt is ClockDoubt.BACK:
            return _(
                "It shows {now}. The last work here was at {last}. Set the clock before you work.",
                now=words().moment(now),
                last=words().moment(last),
            )
        return _("The last work here was on {day}. Is today's date right?", day=words().day(last.date()))

    def _try(self, name: str, password: str, code: str) -> None:
        page = self.shell.shown
        if isinstance(page, SignInPage):
            page.show_busy(_("Opening…"))
        self.aside.run(self._answered, lambda: self.door.come_in(name, password, code))

    @Slot(object)
    def _answered(self, answer: CameIn | StaysOut) -> None:
        page = self.shell.shown
        if isinstance(answer, CameIn):
            self.let_in(answer)
        elif isinstance(page, SignInPage):
            page.show_refusal(answer)

    def _forgot(self, name: str) -> None:
        from ui.setup.forgot_page import ForgotPage

        page = ForgotPage(self.now, self.clinic_name(), self.laptop_name(), name, self.door.weakness)
        page.recovering.connect(self._recover)
        page.back_wanted.connect(self.show_sign_in)
        page.language_wanted.connect(self._speak_outside)
        self.shell.show_only(page)
        page.start()

    def _recover(self, asked: "Recovering") -> None:
        page = self._forgot_page()
        if page is not None:
            page.show_busy(_("Opening…"))
        self.aside.run(self._recovered, lambda: self.door.recover(asked.code, asked.name, asked.password))

    @Slot(object)
    def _recovered(self, answer: CameIn | StaysOut) -> None:
        page = self._forgot_page()
        if isinstance(answer, CameIn):
            self.let_in(answer)
        elif page is not None:
            page.show_refusal(answer)

    def _forgot_page(self) -> "ForgotPage | None":
        from ui.setup.forgot_page import ForgotPage

        page = self.shell.shown
        return page if isinstance(page, ForgotPage) else None

    # Inside

    def let_in(self, answer: CameIn) -> None:
        """Show the window, and what came back of a damaged store."""
        self.enter(answer.desk)
        for said in answer.mended:
            self._say(Notice(_(said), "warn"))

    def enter(self, desk: "Desk") -> None:
        """Show the window of somebody who came in."""
        self._since = self.now()
        self._drafts.pop(self._sign_in_name(desk), None)
        self._inside = self._go_inside(self, desk)
        self.shell.show_only(self._inside.window)
        self._inside.start()
        at_gate = desk.actor.grant.role is Role.VOLUNTEER
        self.idle = self._watch(LOCK_AT_GATE_MIN if at_gate else LOCK_AFTER_MIN)
        self.idle.start()

    def _watch(self, minutes: int) -> Idle:
        idle = Idle(minutes, self)
        idle.soon.connect(self._warn_of_lock)
        idle.idle.connect(self.lock)
        if hasattr(self, "idle"):
            self.idle.stop()
            self.idle.deleteLater()
        return idle

    def _sign_in_name(self, desk: "Desk") -> str:
        """The name somebody types to sign in, which may be older than the one they have now."""
        who = self.door.ways.of(desk.actor.id) if desk.actor.id else None
        return who.name if who else desk.actor.name

    def lock(self) -> None:
        """Hide everything; what was typed is kept first."""
        inside = self._inside
        if inside is None or self._lock is not None:
            return
        self.idle.stop()
        self._closing.start()
        self._show_lock(self.now(), inside.keep_drafts())
        inside.pause()

    def _show_lock(self, at: datetime, kept: tuple[str, ...]) -> "LockPage":
        from ui.setup.lock_page import LockPage

        assert self._inside is not None
        desk = self._inside.desk
        page = LockPage(
            self.now,
            self.clinic_name(),
            self.laptop_name(),
            self._sign_in_name(desk),
            _(role_words(desk.actor.grant.role)),
            self._since,
            at,
            kept,
        )
        page.wanted.connect(self._unlock)
        page.switch_wanted.connect(self.switch)
        page.sign_out_wanted.connect(self.switch)
        page.language_wanted.connect(self._speak_locked)
        self._lock = page
        self.shell.cover(page)
        page.start()
        return page

    def _unlock(self, name: str, password: str) -> None:
        self.aside.run(self._unlocked, lambda: self.door.come_in(name, password))

    @Slot(object)
    def _unlocked(self, answer: CameIn | StaysOut) -> None:
        if self._lock is None:
            return
        if isinstance(answer, StaysOut) and (not answer.needs_code or answer.wrong_code):
            self._lock.show_refusal(answer)
            return
        self._lock = None
        self._closing.stop()
        self.shell.uncover()
        if self._inside is not None:
            self._inside.resume()
        self.idle.start()

    def switch(self) -> None:
        """Another person, or nobody for now: the drafts of this one stay theirs."""
        inside = self._inside
        if inside is not None:
            if inside.keep_drafts():
                self._drafts[self._sign_in_name(inside.desk)] = self.now()
            inside.leave()
        self._lock = None
        self._closing.stop()
        self.idle.stop()
        self.show_sign_in()

    def _close_store(self) -> None:
        """Nobody came back for long: the key leaves memory, unless others work with this laptop."""
        if self._camp is not None and self._camp.is_serving:
            self._closing.start()
            return
        self.clinic_name()
        self.switch()
        self._leave_camp()
        self.aside.run(self._nothing, self.door.shut)

    def close(self) -> None:
        """Bring everything into the one file and let go of it."""
        if self._inside is not None:
            self._inside.leave()
        self._leave_camp()
        self.aside.wait()
        self.door.close()

    def _warn_of_lock(self) -> None:
        self._say(Notice(_("Locks in 1 minute"), "info", _("Move the mouse or press a key to go on.")))

    # What goes wrong

    def catch_all(self) -> None:
        """Show and write down what nobody catches, from now on."""
        take_uncaught(self.show_error, lambda error: write_report(error, self.door.logs, self.now()))

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
        if isinstance(page, OutsidePage):
            page.show_trouble(notice.title, notice.detail)
        elif self._inside is not None:
            self._inside.window.say(notice)

    # Language

    def _speak_outside(self, language: str) -> None:
        self.speak(language)
        QTimer.singleShot(0, self._build_outside)

    def _build_outside(self) -> None:
        """The page in view once more, in the language spoken now, with what was typed."""
        from ui.setup.typed import type_on, typed_on

        old = self.shell.shown
        if isinstance(old, SignInPage):
            page = self._sign_in_page()
            page.take_over(old)
            self.shell.show_only(page)
            page.start()
        elif (forgot := self._forgot_page()) is not None:
            kept = typed_on(forgot)
            self._forgot(forgot.way.name.text())
            fresh = self._forgot_page()
            assert fresh is not None
            type_on(fresh, kept)

    def _speak_locked(self, language: str) -> None:
        self.speak(language)
        QTimer.singleShot(0, self._build_lock)

    def _build_lock(self) -> None:
        old = self._lock
        if old is None or self._inside is None:
            return
        fresh = self._show_lock(old.locked_at, old.kept)
        fresh.password.setText(old.password.text())
        old.deleteLater()
        self._inside.window.rebuild()

    def speak(self, language: str) -> None:
        """Use another language from now on."""
        if language != words().language:
            speak(Words(language))
            self.wardrobe.wear(tall_script=language == "hi")

    def _nothing(self, _answer: object) -> None:
        """The store closed; nobody waits for it."""
