"""From an empty folder to the window: found, join, restore, or look at the demo."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.door import PROGRAM, Begun, CameIn, Door, FirstPerson, StaysOut
from app.supervision.found import NewClinic
from app.words import Said
from ui.kit.dialog import ask
from ui.setup.found_way import Founder
from ui.setup.join_way import Awaited, Joining
from ui.setup.recovery_code_page import RecoveryCodePage
from ui.setup.restore_way import Restoring
from ui.setup.start_page import StartPage
from ui.setup.typed import type_on, typed_on
from ui.speech import _

if TYPE_CHECKING:
    from app.demo.make import Size
    from ui.program import Program

DEMO = "demo"
"""The demo's own folder inside the data folder: it never mixes with real records."""


def show_first_run(program: "Program") -> "FirstRun":
    """Show the page on which a laptop begins."""
    run = FirstRun(program)
    run.show_start()
    return run


class FirstRun(QObject):
    """Walks somebody through the beginning; ends when the program enters.

    `demo_size` is how many people the demo has, if not the usual.
    """

    told = Signal(float)

    def __init__(self, program: "Program", demo_size: "Size | None" = None) -> None:
        super().__init__(program)
        self.program, self._demo_size = program, demo_size
        self._begun: Begun | None = None
        self._joining: Joining | None = None
        self._names = ("", "")

    def show_start(self, kept: dict[str, object] | None = None, at: int = 0, second: bool = False) -> None:
        """The four ways; with what was typed before the language was switched."""
        page = StartPage(self._weakness, PROGRAM, self.program.joins is not None)
        type_on(page, kept or {})
        page.founding.connect(self._found)
        page.joining.connect(self._join)
        page.join.scan_wanted.connect(self._scan)
        page.restoring.connect(self._restore)
        page.demo.connect(self._open_demo)
        page.language_wanted.connect(self._speak)
        self.told.connect(page.demo_way.show_done)
        self.program.shell.show_only(page)
        if kept is None:
            page.start()
        else:
            page.choose(at)
            if second:
                page.show_way(page.founder)

    def _weakness(self, password: str, name: str) -> Said | None:
        return self.program.door.weakness(password, name)

    @property
    def _page(self) -> StartPage | None:
        page = self.program.shell.shown
        return page if isinstance(page, StartPage) else None

    def _found(self, new: NewClinic, founder: Founder) -> None:
        page = self._page
        assert page is not None
        page.founder.show_busy(_("Making the clinic…"))
        self._names = (new.name, founder.name)
        laptop, door = page.clinic.laptop.text().strip(), self.program.door
        first = FirstPerson(founder.name, founder.password)
        self.program.aside.run(self._founded, lambda: door.found(new, first, laptop))

    @Slot(object)
    def _founded(self, answer: Begun | StaysOut) -> None:
        page = self._page
        if isinstance(answer, StaysOut):
            if page is not None:
                page.founder.show_refusal(answer)
            return
        self._begun = answer
        self.show_code()

    def show_code(self, kept: dict[str, object] | None = None) -> None:
        """The recovery code: shown now and never again."""
        assert self._begun is not None
        clinic, owner = self._names
        page = RecoveryCodePage(self._begun.recovery, clinic, owner)
        type_on(page, kept or {})
        page.print_wanted.connect(self._print)
        page.proven.connect(self._enter_founded)
        page.language_wanted.connect(self._speak)
        self.program.shell.show_only(page)
        page.start()

    def _print(self) -> None:
        from ui.setup.recovery_sheet import print_sheets

        assert self._begun is not None
        errand = partial(print_sheets, self._begun.recovery, *self._names, self.program.now())
        self.program.aside.run(self._printed, errand)

    @Slot(object)
    def _printed(self, on_paper: bool) -> None:
        page = self.program.shell.shown
        if isinstance(page, RecoveryCodePage):
            page.show_printed(on_paper)

    def _enter_founded(self, kept_at: str) -> None:
        from app.settings import set_for_laptop

        assert self._begun is not None
        desk = self._begun.desk
        self._begun = None
        if kept_at:
            self.program.aside.run(
                self._nothing, partial(desk.run, set_for_laptop, "recovery_paper", kept_at)
            )
        self._enter(CameIn(desk))

    def _scan(self) -> None:
        from ui.scanning.camera_dialog import scan_with_camera

        if self._page is not None:
            scan_with_camera(self._page, self._page.join.take_code)

    def _join(self, joining: Joining) -> None:
        joins = self.program.joins
        if joins is None or self._page is None:
            return
        self._joining = joining
        self._page.join.show_busy(_("Looking for the clinic…"))
        self.program.aside.run(self._looked, partial(joins.look, joining))

    @Slot(object)
    def _looked(self, answer: Awaited | StaysOut) -> None:
        """Records move only once a person has seen that both screens say the same words."""
        page = self._page
        if page is None:
            return
        if isinstance(answer, StaysOut):
            page.way.show_refusal(answer)
            return
        page.join.show_busy("")
        ask(
            page,
            _("Join {clinic} as {name}?", clinic=answer.clinic, name=answer.account),
            _("The other screen must show the same words: {words}", words=" · ".join(answer.words)),
            keep=_("Not the same"),
            do=_("The words are the same"),
            then=self._join_now,
        )

    def _join_now(self) -> None:
        joins, joining = self.program.joins, self._joining
        if joins is not None and joining is not None and self._page is not None:
            self._page.join.show_busy(_("Joining…"))
            self.program.aside.run(self._entered, lambda: joins.join(joining, self.told.emit))

    def _restore(self, asked: Restoring) -> None:
        page, door = self._page, self.program.door
        assert page is not None
        page.restore.show_busy(_("Restoring…"))
        self.program.aside.run(
            self._entered,
            lambda: door.restore(asked.backup, asked.code, asked.name, asked.password, self.told.emit),
        )

    @Slot(object)
    def _entered(self, answer: CameIn | StaysOut) -> None:
        if isinstance(answer, CameIn):
            self._enter(answer)
        elif self._page is not None:
            self._page.way.show_refusal(answer)

    def _open_demo(self, _wanted: object) -> None:
        page = self._page
        assert page is not None
        page.demo_way.show_busy(_("Making the demo…"))
        self.program.aside.run(self._demo_is_there, self._make_demo)

    def _make_demo(self) -> Door:
        """The demo lies beside the real records; one that was cut off while being made is made anew."""
        import shutil

        from app.demo.make import make_demo
        from sync.carrying import signed_piece

        program = self.program
        folder, making = program.door.path / DEMO, program.door.path / f"{DEMO}.making"
        if not folder.exists():
            shutil.rmtree(making, ignore_errors=True)
            make_demo(
                making, None, program.door.machine, self.told.emit, size=self._demo_size, sign=signed_piece
            )
            making.rename(folder)
        return Door.at(folder, program.now, program.door.machine)

    @Slot(object)
    def _demo_is_there(self, door: Door) -> None:
        self.program.take_door(door)

    def _enter(self, answer: CameIn) -> None:
        self.program.let_in(answer)
        self.deleteLater()

    def _speak(self, language: str) -> None:
        self.program.speak(language)
        page = self.program.shell.shown
        if isinstance(page, RecoveryCodePage):
            QTimer.singleShot(0, partial(self.show_code, typed_on(page)))
        elif isinstance(page, StartPage):
            at = next(n for n, card in enumerate(page.cards) if card.isChecked())
            again = partial(self.show_start, typed_on(page), at, page.way is page.founder)
            QTimer.singleShot(0, again)

    def _nothing(self, _answer: object) -> None:
        """Where the paper is needs no word."""
