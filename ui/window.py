from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.reception.token_words import read_slip
from ui.keys_sheet import open_keys_sheet
from ui.kit.toast import Notice, Toasts
from ui.page import KeyHint, Page, Place
from ui.palette import Command, Finder, Palette
from ui.rail import Rail
from ui.speech import _
from ui.status_line import StatusLine, SyncLine
from ui.top_bar import Seat, TopBar

NARROW_WIDTH, LOW_HEIGHT = 1240, 680
"""Under either of them the rail keeps only its icons."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the window is given: asked again each time it is built, so that it speaks the new language.

    Attributes:
        places: of this role, in the order of the rail; the first is where the day begins.
        commands: for the palette.
        find: looks things up for the palette, off the window's thread.
        day_line: the grey line under a title that has none of its own: day and clinic.
        also: what Ctrl+Enter does with a hit, in two words; nothing if it does nothing.
        languages: code and name, each in its own script.
    """

    seat: Callable[[], Seat]
    places: Callable[[], Sequence[Place]]
    commands: Callable[[], Sequence[Command]]
    find: Finder
    day_line: Callable[[], str]
    languages: Mapping[str, str]
    spoken: Callable[[], str]
    also: Callable[[], str] = str


@dataclass(frozen=True, slots=True)
class _Visit:
    place: str
    what: dict[str, object]


class Window(QWidget):
    """The frame around every screen once somebody is signed in.

    Signals:
        scan_wanted, notices_wanted, sync_wanted, sync_now: a button of the frame was pressed.
        language_wanted: carries the code of a language; speak it, then call `rebuild`.
        wished: carries what (look, text, lock, switch, sign_out) and its value, from the person's menu.
    """

    scan_wanted = Signal()
    notices_wanted = Signal()
    sync_wanted = Signal()
    sync_now = Signal()
    language_wanted = Signal(str)
    wished = Signal(str, object)

    def __init__(self, furniture: Furniture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("frame")
        self.setAutoFillBackground(True)
        self.setProperty("host", True)  # dialogs lie in the frame: the lock hides them with it
        self._furniture = furniture
        self._pages: dict[str, Page] = {}
        self._stale: dict[str, tuple[frozenset[str], frozenset[bytes]]] = {}
        self._visits: list[_Visit] = []
        self._page_keys: list[QShortcut] = []
        self._palette: Palette | None = None
        self._sync: SyncLine | None = None
        self._counts: dict[str, int] = {}
        self._kept: dict[str, dict[str, object]] = {}
        self._notices = 0
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._build()
        self.toasts = Toasts(self)
        self._set_keys()

    # The frame and its parts

    def _build(self) -> None:
        given = self._furniture
        self._places = {place.key: place for place in given.places()}
        self.rail = Rail(tuple(self._places.values()), _("Places"))
        self.rail.wanted.connect(self.go)
        self.top = TopBar(given.seat(), dict(given.languages), given.spoken())
        self.top.search.connect(self.open_palette)
        self.top.scan.connect(self.scan_wanted)
        self.top.bell.connect(self.notices_wanted)
        self.top.language.connect(self.language_wanted)
        self.top.wished.connect(self.wished)
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self.status.pressed.connect(self.sync_wanted)
        self.status.acted.connect(self.sync_now)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        self._outer.addWidget(self.rail)
        self._outer.addWidget(self._body, 1)
        self._fit()

    def rebuild(self) -> None:
        """Build everything again, in the language spoken now; stay where we are and keep what was typed."""
        old_pages, here = self._pages, self._visits[-1] if self._visits else None
        old_rail, old_body = self.rail, self._body
        self._close_palette()
        self._pages, self._stale = {}, {}
        self._build()
        self.rail.show_counts(self._counts)
        self.top.show_notices(self._notices)
        if self._sync is not None:
            self.status.show_line(self._sync)
        if here is not None:
            self._show(here, old=old_pages.get(here.place))
        for widget in (old_rail, old_body):
            self._outer.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for toast in self.toasts.shown:
            toast.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        self._close_palette()
        super().resizeEvent(event)

    def _fit(self) -> None:
        narrow = self.width() < NARROW_WIDTH or self.height() < LOW_HEIGHT
        self.rail.set_narrow(narrow)
        self.top.set_narrow(self.width() < NARROW_WIDTH)

    # Going places

    @property
    def page(self) -> Page | None:
        """The page in view."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def start(self) -> None:
        """Go where this role's day begins."""
        self.go(next(iter(self._places)))

    def go(self, place: str, what: Mapping[str, object] | None = None) -> None:
        if place not in self._places:
            return  # a place of another role: a page may offer more than this person has
        visit = _Visit(place, dict(what or {}))
        if not self._visits or self._visits[-1] != visit:
            self._visits = [*self._visits[-30:], visit]
        self._show(visit)

    def back(self) -> bool:
        """Esc: what lies open on the page, else the page before."""
        if self.page is not None and self.page.back():
            return True
        if len(self._visits) < 2:
            return False
        self._visits.pop()
        self._show(self._visits[-1])
        return True

    def _show(self, visit: _Visit, old: Page | None = None) -> None:
        page = self._pages.get(visit.place)
        if page is None:
            page = self._make(visit.place)
        self.stack.setCurrentWidget(page)
        self.rail.light(page.place or visit.place)
        if visit.place in self._stale:
            page.changed(*self._stale.pop(visit.place))
        page.opened(**visit.what)
        if old is not None:
            page.take_over(old)
        self._renamed()

    def _make(self, key: str) -> Page:
        page = self._places[key].build()
        page.go.connect(self.go)
        page.said.connect(self.say)
        page.renamed.connect(self._renamed)
        self._pages[key] = page
        self.stack.addWidget(page)
        if self._kept.get(key):
            page.restore(self._kept.pop(key))
        return page

    def _renamed(self) -> None:
        page = self.page
        if page is None:
            return
        self.top.show_title(page.title, page.line() or self._furniture.day_line())
        hints = page.keys()
        self.status.show_keys([*hints, KeyHint("F1", _("All keys"))])
        for shortcut in self._page_keys:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._page_keys = [self._page_key(page, hint) for hint in hints if hint.do is not None]

    def _page_key(self, page: Page, hint: KeyHint) -> QShortcut:
        shortcut = QShortcut(QKeySequence(hint.key), hint.within or page)
        shortcut.setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
            if hint.within
            else Qt.ShortcutContext.WindowShortcut
        )
        assert hint.do is not None
        shortcut.activated.connect(hint.do)
        return shortcut

    # What is typed and not saved

    def drafts(self) -> dict[str, dict[str, object]]:
        """What every page built so far holds unsaved, by place; empty where nothing is."""
        return {key: page.draft() for key, page in self._pages.items()}

    def unsaved(self) -> tuple[str, ...]:
        """The titles of the pages that hold something unsaved."""
        return tuple(page.title for page in self._pages.values() if page.draft())

    def show_drafts(self, kept: dict[str, dict[str, object]]) -> None:
        """Put kept drafts back, now or when their page is built."""
        self._kept = dict(kept)
        for key, page in self._pages.items():
            if self._kept.get(key):
                page.restore(self._kept.pop(key))

    # What arrives

    def say(self, notice: Notice) -> None:
        self.toasts.show(notice)

    def changed(self, kinds: frozenset[str], ids: frozenset[bytes]) -> None:
        """The store changed: the page in view asks again now, the others when somebody comes back."""
        for key, page in self._pages.items():
            if page is self.page:
                page.changed(kinds, ids)
            else:
                before = self._stale.get(key, (frozenset(), frozenset()))
                self._stale[key] = (before[0] | kinds, before[1] | ids)

    def scanned(self, text: str) -> None:
        """A scanner read something: the page first, then a search for it; of a slip for its token."""
        if self.page is None or not self.page.scanned(text):
            slip = read_slip(text)
            self.open_palette(slip[1] if slip else text)

    def show_sync(self, said: SyncLine) -> None:
        self._sync = said
        self.status.show_line(said)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Numbers on the rail, by place."""
        self._counts = dict(counts)
        self.rail.show_counts(counts)

    def show_notices(self, count: int) -> None:
        self._notices = count
        self.top.show_notices(count)

    def show_clock(self) -> None:
        """The day went on: write the line under the title again."""
        self._renamed()

    # Keys of the frame

    def _set_keys(self) -> None:
        for key, do in (
            ("Ctrl+K", self.open_palette),
            ("F1", self.open_keys),
            ("F2", self.scan_wanted.emit),
            ("F10", self._open_person),
            ("F11", self._full_screen),
            ("Ctrl+L", self._lock),
            ("Escape", self.back),
            ("Ctrl+Return", self._main_action),
            ("Ctrl+Enter", self._main_action),
            ("Ctrl+Z", self._undo),
        ):
            self._key(key, do)
        for number in range(1, 7):
            self._key(f"Alt+{number}", partial(self._go_number, number))

    def _key(self, key: str, do: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(do)

    def _go_number(self, number: int) -> None:
        on_rail = [place.key for place in self._places.values() if place.where == "rail"]
        if number <= len(on_rail):
            self.go(on_rail[number - 1])

    def _main_action(self) -> None:
        if self.page is not None:
            self.page.main_action()

    def _undo(self) -> None:
        if self.page is not None:
            self.page.undo()

    def _open_person(self) -> None:
        self.top.open_person()

    def _lock(self) -> None:
        self.wished.emit("lock", None)

    def _full_screen(self) -> None:
        top = self.window()
        top.showNormal() if top.isFullScreen() else top.showFullScreen()

    def open_keys(self) -> None:
        if self.page is not None:
            open_keys_sheet(self, self.page.title, self.page.keys())

    # Search

    def open_palette(self, text: str = "") -> None:
        if self._palette is not None:
            return
        given, box = self._furniture, self.top.search_button
        palette = Palette(self, given.find, given.commands(), given.also())
        palette.closed.connect(self._forget_palette)
        palette.unused.connect(self._search_here)
        self._palette = palette
        palette.open(QRect(box.mapTo(self, QPoint(0, 0)), box.size()), text)

    def _close_palette(self) -> None:
        if self._palette is not None:
            self._palette.close_palette()

    def _forget_palette(self) -> None:
        self._palette = None

    def _search_here(self, text: str) -> None:
        if self.page is not None:
            self.page.search(text)
