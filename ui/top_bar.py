from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import draw_icon
from ui.kit.avatar import draw_avatar, initials
from ui.kit.button import Button, IconButton, Pressable
from ui.kit.keys import cap_size, draw_cap
from ui.kit.label import ShortLabel
from ui.kit.menu import Menu
from ui.kit.paint import fill, focus_ring, line, round_box, width_of, write
from ui.speech import _
from ui.theme.tokens import TEXT_SIZES
from ui.theme.worn import theme

HEIGHT = 56
SEARCH_AT = 416
SEARCH_WIDTH = 456


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits here, as what, and where."""

    name: str
    role: str
    clinic: str
    may_scan: bool = True


class SearchButton(Pressable):
    """Looks like the search box; pressed, the palette opens in its place."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._words = words
        self.setMinimumWidth(180)
        self.setMaximumWidth(SEARCH_WIDTH)
        self.setFixedHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def sizeHint(self) -> QSize:
        return QSize(SEARCH_WIDTH, 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        edge = worn.color("control" if worn.is_contrast else "border")
        round_box(painter, self.rect(), worn.radius("control"), worn.color("bg"), edge, worn.line)
        draw_icon(painter, QRect(7, 0, 16, self.height()), "search", worn.color("text3"), 16)
        cap = cap_size("Ctrl+K").width()
        room = QRect(37, 0, self.width() - 37 - cap - 18, self.height())
        write(painter, room, self._words, worn.font("body"), worn.color("text3"))
        draw_cap(painter, self.width() - cap - 12, self.height() // 2, "Ctrl+K")
        if self.hasFocus():
            focus_ring(painter, self.rect(), worn.radius("control"))


class PersonChip(Pressable):
    """Initials, name and role; opens the menu of the person."""

    FACE = 36

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(f"{seat.name}, {seat.role}", parent)
        self._seat = seat
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        worn = theme()
        if self._narrow:
            return QSize(self.FACE, 40)
        name = width_of(self._seat.name, worn.font("person"))
        role = width_of(self._seat.role, worn.font("hint"))
        return QSize(self.FACE + 9 + min(180, max(name, role)) + 1, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        face = QRect(0, (self.height() - self.FACE) // 2, self.FACE, self.FACE)
        draw_avatar(painter, face, initials(self._seat.name))
        if not self._narrow:
            left, room = self.FACE + 8, self.width() - self.FACE - 8
            top = QRect(left, self.height() // 2 - worn.scaled(16), room, worn.scaled(18))
            write(painter, top, self._seat.name, worn.font("person"), worn.color("text"))
            low = QRect(left, self.height() // 2, room, worn.scaled(18))
            write(painter, low, self._seat.role, worn.font("hint"), worn.color("text2"))
        if self.hasFocus() or self.underMouse():
            ring = worn.color("accent" if self.hasFocus() else "control")
            round_box(painter, face, self.FACE / 2, edge=ring, width=worn.ring if self.hasFocus() else 1)


class TopBar(QWidget):
    """Title and day, search, scan, bell, language, person: at the same pixels on every screen.

    Signals:
        search, scan, bell: their button was pressed.
        language: carries the code of the language that was picked.
        wished: carries a pair (what, value) from the person's menu: look, text, stick, hub, lock, …
    """

    search = Signal()
    scan = Signal()
    bell = Signal()
    language = Signal(str)
    wished = Signal(str, object)

    def __init__(
        self, seat: Seat, languages: dict[str, str], spoken: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._languages, self._spoken = languages, spoken
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._titles())
        row.addWidget(self._search(), 10)
        row.addStretch(1)
        self.scan_button = Button(_("Scan"), icon="scan", key="F2")
        self.scan_button.fix_height(40)
        self.scan_button.clicked.connect(self.scan)
        row.addWidget(self.scan_button)
        self.scan_button.setVisible(seat.may_scan)
        self.bell_button = self._icon_button("bell", _("Notices"))
        self.bell_button.clicked.connect(self.bell)
        row.addWidget(self.bell_button)
        self.language_button = self._icon_button("language", _("Language"))
        self.language_button.clicked.connect(self._open_languages)
        row.addWidget(self.language_button)
        row.addSpacing(8)
        self.person = PersonChip(seat)
        self.person.clicked.connect(self.open_person)
        row.addWidget(self.person)

    def _icon_button(self, name: str, words: str) -> IconButton:
        button = IconButton(name, words)
        button.fix_height(40)
        return button

    def _titles(self) -> QWidget:
        self._left = QWidget()
        self._left.setFixedWidth(SEARCH_AT - 88 - 16 - 8)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 5, 0, 5)
        column.setSpacing(0)
        self.title = ShortLabel("", "screen")
        self.line = ShortLabel("", "hint", "text2")
        column.addWidget(self.title)
        column.addWidget(self.line)
        return self._left

    def _search(self) -> QWidget:
        self.search_button = SearchButton(_("Search patient by name, phone, ABHA or token"))
        self.search_button.clicked.connect(self.search)
        return self.search_button

    def show_title(self, title: str, line_below: str) -> None:
        self.title.setText(title)
        self.line.setText(line_below)

    def show_notices(self, count: int) -> None:
        self.bell_button.show_count(count)

    def set_narrow(self, narrow: bool) -> None:
        self._left.setFixedWidth(220 if narrow else SEARCH_AT - 88 - 16 - 8)
        self.person.set_narrow(narrow)

    def _open_languages(self) -> None:
        menu = Menu(self)
        for code, words in self._languages.items():
            action = menu.entry(words, on=code == self._spoken)
            action.triggered.connect(partial(self.language.emit, code))
        menu.drop(self.language_button)

    def open_person(self) -> None:
        """Theme, text size, ways without a server, lock, another person."""
        worn, menu = theme(), Menu(self)
        for words, look in ((_("Light"), "light"), (_("Dark"), "dark"), (_("High contrast"), "contrast")):
            self._wish(menu.entry(words, on=worn.name == look), "look", look)
        menu.addSeparator()
        for size in TEXT_SIZES:
            self._wish(menu.entry(_("Text {n}%", n=size), on=worn.text_size == size), "text", size)
        menu.addSeparator()
        self._wish(menu.entry(_("Carry by stick"), "usb"), "stick", None)
        self._wish(menu.entry(_("Camp hub"), "router"), "hub", None)
        menu.addSeparator()
        self._wish(menu.entry(_("Lock"), "lock"), "lock", None)
        self._wish(menu.entry(_("Switch person"), "users"), "switch", None)
        self._wish(menu.entry(_("Sign out"), "logout"), "sign_out", None)
        menu.drop(self.person)

    def _wish(self, entry: QAction, what: str, value: object) -> None:
        entry.triggered.connect(partial(self.wished.emit, what, value))

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        fill(painter, self.rect(), worn.color("surface"))
        line(painter, 0, self.height() - worn.line, self.width(), worn.color("border"), worn.line)
