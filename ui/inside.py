"""The window of whoever is signed in, and what lives as long as they are: background, drafts, printer, line."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.door import PROGRAM
from app.line_state import Moved
from app.settings import my_settings, set_mine
from app.words import LANGUAGES
from app.work import Changed, Desk
from sync.client.line import Line
from ui.background import Background
from ui.drafts import DraftKeeper
from ui.notices import Notices
from ui.people.search_answers import PeopleFinder
from ui.places import RAILS, Builder, commands_for, places_for
from ui.printing import PrintJobs
from ui.roles import role_words
from ui.scanning.usb import UsbScanner
from ui.sleep import Sleep
from ui.speech import _, words
from ui.supervision.conflict_count import ConflictCount
from ui.supervision.hub_deeds import HubDeeds
from ui.sync_line import SyncWatch
from ui.tools import Tools
from ui.top_bar import Seat
from ui.window import Furniture, Window

if TYPE_CHECKING:
    from ui.program import Program
    from ui.supervision.stick_deeds import StickDeeds

CLOCK_MS = 30_000


class Inside(QObject):
    """Puts the window together for one person."""

    def __init__(self, program: "Program", desk: Desk) -> None:
        super().__init__(program)
        self.program, self.desk = program, desk
        self.background = Background(desk, self)
        self.background.broke.connect(program.show_error)
        self.background.changed.connect(self._changed)
        program.door.changed = self.background.say_changed
        self.prints = PrintJobs(parent=self)
        self.tools = Tools(self.prints, program.now)
        clinic = program.door.clinic
        assert clinic is not None, "somebody is inside"
        self.line = Line(clinic.store, program.now, program.door.random, PROGRAM, changed=self.moved)
        self.builder = Builder(self.background, self.tools, program.door, self.line)
        role = desk.actor.grant.role
        self.finder = PeopleFinder(
            self.background, self._go, self.tools.today, "desk" in RAILS.get(role, ()), self
        )
        self.window = Window(self._furniture())
        self.window.language_wanted.connect(self._speak)
        self.window.wished.connect(self._wished)
        self.window.scan_wanted.connect(self._scan)
        self.notices = Notices(self.window, self.prints)
        self.conflicts = (
            ConflictCount(self.window, self.background) if "conflicts" in RAILS.get(role, ()) else None
        )
        self.drafts = DraftKeeper(self.window, self.background)
        self.scanner = UsbScanner(self)
        self.scanner.scanned.connect(self.window.scanned)
        self.watch = SyncWatch(self.window, self.background, self.line, program.show_error)
        self.sleep = Sleep(self)
        self.sleep.noticed.connect(program.lock)
        self._sticks: StickDeeds | None = None
        self.hub = HubDeeds(self.window, self.background, program.camp())
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self.window.show_clock)

    def _furniture(self) -> Furniture:
        actor, program = self.desk.actor, self.program
        role = actor.grant.role
        return Furniture(
            seat=lambda: Seat(actor.name, _(role_words(role)), program.clinic_name()),
            places=lambda: places_for(role, self.builder),
            commands=lambda: commands_for(role, self._go),
            find=self.finder,
            also=lambda: _("give token"),
            day_line=lambda: " · ".join(
                part for part in (words().day(self.tools.today()), program.clinic_name()) if part
            ),
            languages=LANGUAGES,
            spoken=lambda: words().language,
        )

    def start(self) -> None:
        """Dress as this person likes it and go where their day begins."""
        self.background.ask(self._dress, my_settings)
        self.window.start()
        self.scanner.listen()
        self._clock.start()

    def pause(self) -> None:
        """The lock is over the window: nothing is scanned into it."""
        self.scanner.pause()

    def resume(self) -> None:
        self.scanner.listen()

    def keep_drafts(self) -> tuple[str, ...]:
        """Write down what is typed; the titles of the pages it is typed on."""
        self.drafts.keep()
        return self.window.unsaved()

    def leave(self) -> None:
        """Everything typed is kept, everything asked is done, and the desk is nobody's."""
        self.keep_drafts()
        self.scanner.pause()
        self._clock.stop()
        self.watch.leave()
        self.hub.leave()
        if self._sticks is not None:
            self._sticks.leave()
        self.program.door.changed = None
        self.background.close()
        self.prints.wait()
        self.deleteLater()

    def moved(self, moved: Moved) -> None:
        """From the thread of a round, or of the hub: others' works moved rows here."""
        self.background.say_changed(Changed(moved.kinds, moved.ids))

    @Slot(object)
    def _changed(self, changed: Changed) -> None:
        self.window.changed(changed.kinds, frozenset(key.bytes for key in changed.ids))

    def _go(self, place: str, what: dict[str, object]) -> None:
        self.window.go(place, what)

    @Slot(object)
    def _dress(self, settings: dict[str, str]) -> None:
        program = self.program
        theme, size = settings.get("theme", "light"), int(settings.get("text_size", "100"))
        program.wardrobe.wear(name=theme, text_size=size)  # type: ignore[arg-type]  # only ours are ever stored
        language = settings.get("language", words().language)
        if language != words().language:
            self._speak(language)

    def _speak(self, language: str) -> None:
        self.program.speak(language)
        self.window.rebuild()
        self.watch.look()
        self._remember("language", language)

    def _wished(self, what: str, value: object) -> None:
        match what:
            case "look":
                self._wear("theme", value)
            case "text":
                self._wear("text_size", value)
            case "stick":
                self._stick()
            case "hub":
                self.hub.open()
            case "lock":
                QTimer.singleShot(0, self.program.lock)
            case "switch" | "sign_out":
                QTimer.singleShot(0, self.program.switch)

    def _stick(self) -> None:
        from sync.bundle.courier import LaptopCourier
        from ui.supervision.stick_deeds import StickDeeds

        program, clinic = self.program, self.program.door.clinic
        assert clinic is not None, "somebody is inside"
        if self._sticks is None:
            courier = LaptopCourier(
                clinic.store, program.door.path, program.now, program.door.random, PROGRAM,
                monotonic=time.monotonic, rest=time.sleep,
            )  # fmt: skip
            self._sticks = StickDeeds(self.window, self.background, courier)
        self._sticks.open()

    def _wear(self, name: str, value: object) -> None:
        if name == "theme":
            self.program.wardrobe.wear(name=value)  # type: ignore[arg-type]  # the menu offers only themes
        else:
            self.program.wardrobe.wear(text_size=value)  # type: ignore[arg-type]  # and only our text sizes
            self.window.rebuild()
        self._remember(name, str(value))

    def _remember(self, name: str, value: str) -> None:
        self.background.ask(self._nothing, set_mine, name, value)

    def _nothing(self, _answer: None) -> None:
        """A remembered choice needs no word."""

    def _scan(self) -> None:
        from ui.scanning.camera_dialog import scan_with_camera

        scan_with_camera(self.window, self.window.scanned)
