from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.door import Person, StaysOut
from ui.kit.avatar import Avatar
from ui.kit.button import Button, IconButton
from ui.kit.card import Card
from ui.kit.cards import PersonTile
from ui.kit.code_cells import CodeCells
from ui.kit.form import Field
from ui.kit.inputs import LineEdit, PasswordBox
from ui.kit.keys import KeyHint
from ui.kit.label import Divider, Label, Note, ShortLabel
from ui.kit.message import MessageBox
from ui.roles import role_words
from ui.setup.outside import Outside
from ui.speech import _, words

MOST_TILES = 12
RECENT = timedelta(days=7)
COLUMNS = 2


class SignInPage(QWidget):
    """Who is working now? Names the person on a shared laptop in a few seconds.

    Signals:
        wanted: name, password, code (empty unless asked for).
        forgot: somebody has lost the password; carries the name typed or chosen.
        language_wanted: carries the code of a language.
    """

    wanted = Signal(str, str, str)
    forgot = Signal(str)
    language_wanted = Signal(object)

    def __init__(
        self,
        now: Callable[[], datetime],
        clinic: str,
        laptop: str,
        people: Sequence[Person],
        warning: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._people = list(people)
        self._tiles: list[PersonTile] = []
        self._person: Person | None = None
        self._seconds = 0
        keys = [
            KeyHint("A–Z", _("Find name")),
            KeyHint("↑ ↓", _("Pick")),
            KeyHint("↵", _("Sign in")),
        ]
        self.outside = Outside(now, clinic, laptop, keys)
        self.outside.language_wanted.connect(self.language_wanted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.outside)
        self._build(warning)
        self._count_down = QTimer(self, interval=1000)
        self._count_down.timeout.connect(self._second_passed)
        self._choose(self._shown[0] if self._shown else None)

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
        row.addWidget(self._card())
        body.addLayout(row)
        body.addStretch(1)

    def _who(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        grid = QGridLayout()
        grid.setSpacing(12)
        self._shown = self._shown_people()
        for place, person in enumerate(self._shown):
            tile = self._tile(person)
            grid.addWidget(tile, place // COLUMNS, place % COLUMNS)
            self._tiles.append(tile)
        column.addLayout(grid)
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
        column.addStretch(1)
        return column

    def _shown_people(self) -> list[Person]:
        if len(self._people) <= MOST_TILES:
            return self._people
        recent = [p for p in self._people if p.last_seen and self._now() - p.last_seen < RECENT]
        return (recent or self._people)[:MOST_TILES]

    def _tile(self, person: Person) -> PersonTile:
        seen = person.last_seen
        fact = _("Last here {when}", when=words().ago(seen, self._now())) if seen else ""
        tile = PersonTile(
            person.name,
            _(role_words(person.role)),
            fact,
            sign="device-mobile-check" if person.needs_code else None,
            value=person,
        )
        tile.clicked.connect(lambda: self._choose(person))
        tile.installEventFilter(self)
        return tile

    def _card(self) -> Card:
        card = Card(pad=20, gap=12)
        card.setFixedWidth(360)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.avatar = Avatar("", 56)
        names = QVBoxLayout()
        names.setSpacing(2)
        self.chosen_name, self.chosen_role = ShortLabel("", "screen"), Label("", "meta", "text2")
        names.addWidget(self.chosen_name)
        names.addWidget(self.chosen_role)
        head.addWidget(self.avatar)
        head.addLayout(names, 1)
        card.add(head)
        card.add(Divider())
        self.password = PasswordBox("", _("Password"))
        self.password.caps.connect(self._show_caps)
        self.password.returnPressed.connect(self._try)
        eye = IconButton("eye", _("Show password"))
        eye.setCheckable(True)
        eye.toggled.connect(self.password.set_shown)
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.password, 1)
        line.addWidget(eye)
        self.field = Field(_("Password"), box)
        card.add(self.field)
        self.code_field = Field(_("Code from the phone"), self._code_cells())
        self.code_field.hide()
        card.add(self.code_field)
        self.enter = Button(_("Sign in"), "primary", icon="login-2", key="↵", size="large")
        self.enter.clicked.connect(self._try)
        card.add(self.enter)
        forgot = Button(_("Forgot password"), "ghost")
        forgot.clicked.connect(lambda: self.forgot.emit(self._name()))
        card.add(forgot)
        card.add(Divider())
        self.demo_note = Note("", "sparkles", "accentText")
        self.demo_note.hide()
        card.add(self.demo_note)
        card.add(Note(_("Locks by itself when nobody uses it. What you typed is kept."), "history"))
        card.add(Note(_("New here? A supervisor adds people under Staff."), "user-plus"))
        return card

    def _code_cells(self) -> CodeCells:
        self.code = CodeCells(_("Code, 6 digits"))
        self.code.filled.connect(self._try)
        return self.code

    def start(self) -> None:
        """Put the focus where the next key belongs."""
        (self.password if self._person else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, words_: str) -> None:
        """The password is being tried, or the store opened."""
        self.enter.setEnabled(not words_)
        self.password.setEnabled(not words_)
        if words_:
            self.field.set_hint(words_)

    def show_trouble(self, title: str, text: str) -> None:
        """Something is wrong with the store itself, not with the password."""
        self.show_busy("")
        self.field.clear_error()
        self.trouble.show_message("danger", title, text)
        self.trouble.show()

    @Slot(object)
    def show_refusal(self, answer: StaysOut) -> None:
        """Say why the door stays shut, beside the field it is about."""
        self.show_busy("")
        sentence = " ".join(_(said) for said in (answer.reason, answer.advice) if said)
        if answer.needs_code:
            self.code_field.show()
            self.field.clear_error()
            if answer.wrong_code:
                self.code_field.set_error(sentence)
            self.code.setFocus()
            return
        self._seconds = answer.seconds
        self.field.set_error(sentence)
        if self._seconds:
            self._count_down.start()
            self._second_passed()
        self.password.selectAll()
        self.password.setFocus()

    def _second_passed(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._count_down.stop()
            self.field.clear_error()
            return
        self.field.set_error(_("Too many wrong tries. Try again in {n} s.", n=self._seconds))

    def _choose(self, person: Person | None) -> None:
        self._person = person
        for tile in self._tiles:
            tile.setChecked(tile.value is person)
        self.avatar.show_name(person.name if person else "")
        self.chosen_name.setText(person.name if person else _("Type your name"))
        self.chosen_role.setText(_(role_words(person.role)) if person else "")
        self.password.clear()
        self.field.clear_error()
        self.code_field.hide()
        known = person.password if person else None
        self.demo_note.setVisible(bool(known))
        if known:
            self.demo_note.words.setText(_("Demo clinic. The password is {password}", password=known))
        self.start()

    def _find(self, text: str) -> None:
        wanted = text.strip().casefold()
        found = next((p for p in self._people if wanted and wanted in p.name.casefold()), None)
        for tile in self._tiles:
            tile.setChecked(tile.value is found)
        if found is not None:
            self._person = found
            self.avatar.show_name(found.name)
            self.chosen_name.setText(found.name)
            self.chosen_role.setText(_(role_words(found.role)))
        elif not self._people:
            self._person = None
            self.chosen_name.setText(text or _("Type your name"))

    def _to_password(self) -> None:
        if self._person is not None:
            self._choose(self._person)
        self.password.setFocus()

    def _name(self) -> str:
        return self._person.name if self._person else self.name.text().strip()

    def _show_caps(self, on: bool) -> None:
        if on:
            self.field.set_warning(_("Caps Lock is on"))
        else:
            self.field.clear_error()

    def _try(self) -> None:
        if self._seconds > 0:
            return
        if not self._name():
            self.name.setFocus()
            return
        if not self.password.text():
            self.field.set_error(_("Type your password."))
            self.password.setFocus()
            return
        self.wanted.emit(self._name(), self.password.text(), self.code.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._tile_key(watched, event)
        return super().eventFilter(watched, event)

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
