from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.door import Person, StaysOut
from ui.kit.cards import PersonTile
from ui.kit.inputs import LineEdit
from ui.kit.keys import KeyHint
from ui.kit.label import Label, Note
from ui.kit.message import MessageBox
from ui.kit.scroll import Scroll
from ui.roles import role_words
from ui.setup.outside import Outside, OutsidePage
from ui.setup.sign_in_card import SignInCard
from ui.speech import _, words

MOST_TILES = 12
RECENT = timedelta(days=7)
COLUMNS = 2


class SignInPage(OutsidePage):
    """Who is working now? Names the person on a shared laptop in a few seconds.

    Signals:
        wanted: name, password, code (empty unless asked for).
        forgot: somebody has lost the password; carries the name typed or chosen.
    """

    wanted = Signal(str, str, str)
    forgot = Signal(str)

    def __init__(
        self,
        now: Callable[[], datetime],
        clinic: str,
        laptop: str,
        people: Sequence[Person],
        warning: str = "",
        drafts: Mapping[str, datetime] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._people = list(people)
        self._drafts = drafts or {}
        self._tiles: list[PersonTile] = []
        self._person: Person | None = None
        keys = [
            KeyHint("Ctrl+K", _("Find name")),
            KeyHint("↑ ↓", _("Pick")),
            KeyHint("↵", _("Sign in")),
        ]
        self.outside = Outside(now, clinic, laptop, keys)
        self.outside.language_wanted.connect(self.language_wanted)
        self.outside.resized.connect(self._fit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.outside)
        self._build(warning)
        self._choose(self._lately())
        find = QShortcut(QKeySequence("Ctrl+K"), self)
        find.activated.connect(self._to_name)

    @property
    def password(self) -> LineEdit:
        return self.card.password

    def _build(self, warning: str) -> None:
        body = self.outside.body
        body.addWidget(Label(_("Who is working now?"), "heading"))
        body.addWidget(
            Label(
                _("Shared laptop: each person signs in, so each change has the right name."), "meta", "text2"
            )
        )
        self.trouble = MessageBox("danger", "")
        self.trouble.hide()
        body.addWidget(self.trouble)
        if warning:
            body.addWidget(MessageBox("warn", _("Check the clock"), warning, icon="clock-exclamation"))
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(self._who(), 1)
        self.card = SignInCard()
        self.card.wanted.connect(self._try)
        self.card.forgot.connect(lambda: self.forgot.emit(self._name()))
        for box in (self.name, self.card.password):
            box.installEventFilter(self)
        row.addWidget(self.card, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(row, 1)

    def _who(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._shown = self._shown_people()
        for place, person in enumerate(self._shown):
            tile = self._tile(person)
            self._grid.addWidget(tile, place // COLUMNS, place % COLUMNS)
            self._tiles.append(tile)
        tiles = Scroll()
        tiles.add(self._grid)
        tiles.body.addStretch(1)
        column.addWidget(tiles, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        if any(person.needs_code for person in self._shown):
            foot.addWidget(Note(_("also asks for a code from the phone"), "device-mobile-check"), 1)
        else:
            foot.addStretch(1)
        self.name = LineEdit(_("Type a name"), _("Name"), icon="search")
        self.name.textChanged.connect(self._find)
        self.name.returnPressed.connect(self._to_password)
        foot.addWidget(self.name, 1)
        column.addLayout(foot)
        return column

    def _fit(self, narrow: bool, low: bool) -> None:
        self.card.set_narrow(narrow, low)
        self._grid.setSpacing(8 if low else 12)

    def _shown_people(self) -> list[Person]:
        """By name: a tile stands where it stood yesterday, whoever was here last."""
        shown = self._people
        if len(shown) > MOST_TILES:
            recent = [p for p in shown if p.last_seen and self._now() - p.last_seen < RECENT]
            shown = (recent or shown)[:MOST_TILES]
        return sorted(shown, key=lambda person: _called(person).casefold())

    def _lately(self) -> Person | None:
        """Whoever was here last; where nobody knows, the first tile."""
        seen = [person for person in self._shown if person.last_seen is not None]
        first = self._shown[0] if self._shown else None
        return max(seen, key=lambda person: person.last_seen or self._now(), default=first)

    def _tile(self, person: Person) -> PersonTile:
        seen, kept = person.last_seen, self._drafts.get(person.name)
        fact = _("Last here {when}", when=words().ago(seen, self._now())) if seen else ""
        if kept:
            fact = _("Draft kept from {time}", time=words().time(kept))
        sign = "device-floppy" if kept else "device-mobile-check" if person.needs_code else None
        tile = PersonTile(
            _called(person),
            _(role_words(person.role)),
            fact,
            warn=bool(kept),
            sign=sign,
            sign_colour="warnText" if kept else "text3",
            value=person,
        )
        tile.clicked.connect(lambda: self._choose(person))
        tile.installEventFilter(self)
        return tile

    def start(self) -> None:
        """Put the focus where the next key belongs."""
        if self._person:
            self.card.start()
        else:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_over(self, old: "SignInPage") -> None:
        """Go on where `old` was: the same page in another language."""
        person = old.chosen
        mine = next((p for p in self._shown if person is not None and p.name == person.name), None)
        if old.name.text():
            self.name.setText(old.name.text())
        if mine is not None or person is None:
            self._choose(mine)
        self.password.setText(old.password.text())
        self.start()

    @property
    def chosen(self) -> Person | None:
        return self._person

    def show_busy(self, words_: str) -> None:
        """The password is being tried, or the store opened."""
        self.card.show_busy(words_)

    def show_trouble(self, title: str, text: str) -> None:
        self.card.show_busy("")
        self.card.field.clear_error()
        self.trouble.show_message("danger", title, text)
        self.trouble.show()

    @Slot(object)
    def show_refusal(self, answer: StaysOut) -> None:
        """Say why the door stays shut."""
        self.card.show_refusal(answer)

    def _choose(self, person: Person | None) -> None:
        self._person = person
        for tile in self._tiles:
            tile.setChecked(tile.value is person)
        self.card.clear()
        self.card.show_person(person, self.name.text().strip())
        self.start()

    def _find(self, text: str) -> None:
        wanted = text.strip().casefold()
        found = next((p for p in self._people if wanted and wanted in _names(p)), None)
        for tile in self._tiles:
            tile.setChecked(tile.value is found)
        if found is not self._person or not self._people:
            self._person = found
            self.card.clear()
            self.card.show_person(found, text.strip())

    def _to_name(self) -> None:
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()

    def _to_password(self) -> None:
        if self._name():
            self.card.start()

    def _name(self) -> str:
        return self._person.name if self._person else self.name.text().strip()

    def _try(self, password: str, code: str) -> None:
        if self._name():
            self.wanted.emit(self._name(), password, code)
        else:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._tile_key(watched, event) if watched in self._tiles else self._box_key(event)
        return super().eventFilter(watched, event)

    def _box_key(self, event: QKeyEvent) -> bool:
        """Up and down pick somebody from where the password is typed too."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or not self._shown or not self.card.enter.isEnabled():
            return False
        at = self._shown.index(self._person) if self._person in self._shown else -1
        self._choose(self._shown[(at + step) % len(self._shown)])
        return True

    def _tile_key(self, watched: QObject, event: QKeyEvent) -> bool:
        at = next((n for n, tile in enumerate(self._tiles) if tile is watched), 0)
        steps = {
            Qt.Key.Key_Down: COLUMNS,
            Qt.Key.Key_Up: -COLUMNS,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            to = at + step
            if 0 <= to < len(self._tiles):
                self._choose(self._shown[to])
                self._tiles[to].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._shown[at])
            return True
        if event.text().isalpha():
            self.name.setFocus()
            self.name.setText(event.text())
            return True
        return False


def _called(person: Person) -> str:
    return person.called or person.name


def _names(person: Person) -> str:
    """What somebody may type to be found: the name they have, and the one they sign in with."""
    return f"{_called(person)}\n{person.name}".casefold()
