from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.words import Said
from ui.kit.brand_panel import Fact
from ui.kit.card import Card
from ui.kit.cards import ChoiceCard
from ui.kit.keys import KeyHint
from ui.kit.label import IconBox, Label
from ui.setup.begin_frame import BeginFrame
from ui.setup.demo_way import DemoWay
from ui.setup.found_way import ClinicWay, FounderWay
from ui.setup.join_way import JoinWay
from ui.setup.restore_way import RestoreWay
from ui.setup.way import Way
from ui.speech import _
from ui.theme.worn import theme

Weakness = Callable[[str, str], Said | None]


class StartPage(BeginFrame):
    """How do you want to start? Four ways at the left, the form of the chosen one at the right.

    Signals:
        founding: carries a NewClinic and a Founder.
        joining, restoring, demo: carry what their ways give.
    """

    founding = Signal(object, object)
    joining = Signal(object)
    restoring = Signal(object)
    demo = Signal(object)

    def __init__(
        self, weakness: Weakness, version: str, can_join: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            0,
            _("Welcome"),
            _("For clinics and rural health camps."),
            _facts(),
            (KeyHint("1–4", _("Choose")), KeyHint("Ctrl ↵", _("Go on"))),
            _("Version {version}", version=version),
            parent,
        )
        self.show_state(
            _("New laptop"), "device-laptop", _("Nothing is saved here yet"), _("no internet needed")
        )
        self.add_title(_("How do you want to start?"), _("No internet is needed for any of these."))
        self.clinic, self.founder = ClinicWay(), FounderWay(weakness)
        self.join, self.restore, self.demo_way = JoinWay(weakness, can_join), RestoreWay(weakness), DemoWay()
        self.clinic.wanted.connect(lambda _new: self.show_way(self.founder))
        self.founder.wanted.connect(lambda founder: self.founding.emit(self.clinic.answer(), founder))
        self.join.wanted.connect(self.joining)
        self.restore.wanted.connect(self.restoring)
        self.demo_way.wanted.connect(self.demo)
        self._ways: list[Way] = [self.clinic, self.join, self.restore, self.demo_way]
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(self._choices(), 1)
        self.right = QStackedWidget()
        for way in (*self._ways, self.founder):
            self.right.addWidget(way)
            way.back_wanted.connect(self.back)
        self.right.setFixedWidth(theme().scaled(448))
        row.addWidget(self.right)
        self.body.addLayout(row, 1)
        self._set_keys()
        self.cards[0].setChecked(True)

    @property
    def way(self) -> Way:
        """The form at the right."""
        way = self.right.currentWidget()
        assert isinstance(way, Way)
        return way

    def _choices(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        holder = QWidget()
        held = QVBoxLayout(holder)
        held.setContentsMargins(0, 0, 0, 0)
        held.setSpacing(12)
        self.cards = [
            ChoiceCard(title, text, more, icon=icon, key=str(at + 1))
            for at, (title, text, more, icon) in enumerate(_choice_words())
        ]
        for at, card in enumerate(self.cards):
            held.addWidget(card)
            card.installEventFilter(self)
            card.toggled.connect(lambda on, at=at: self.show_way(self._ways[at]) if on else None)
            card.clicked.connect(lambda _on=False: self.way.start())
        column.addWidget(holder)
        paper = Card(pad=12)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(IconBox("file-spreadsheet", 20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(_("Coming from paper or Excel?"), "strong"))
        words.addWidget(
            Label(
                _("Set up a new clinic first. The patient list can be taken over later."),
                "hint",
                "text2",
                wrap=True,
            )
        )
        line.addLayout(words, 1)
        paper.add(line)
        column.addWidget(paper)
        column.addStretch(1)
        return column

    def _set_keys(self) -> None:
        for at in range(len(self.cards)):
            key = QShortcut(QKeySequence(str(at + 1)), self)
            key.activated.connect(lambda at=at: self.choose(at))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.back)

    def go_on(self) -> None:
        self.way.go_on()

    def choose(self, at: int) -> None:
        """Take a way and go to its first field."""
        self.cards[at].setChecked(True)
        self.show_way(self._ways[at])
        self.way.start()

    def show_way(self, way: Way) -> None:
        at_founder = way is self.founder
        if self.right.currentWidget() is not way:
            self.right.setCurrentWidget(way)
            self.steps.show_step(1 if at_founder else 0)
        if at_founder:
            way.start()

    def start(self) -> None:
        """The choice comes first."""
        self.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        """From the second form to the first, from a form to the choice."""
        if not self.way.do.isEnabled() and self.way.form.isEnabled() is False:
            return
        if self.way is self.founder:
            self.show_way(self.clinic)
            self.clinic.start()
            return
        next(card for card in self.cards if card.isChecked()).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trouble(self, title: str, text: str) -> None:
        self.way.show_busy("")
        super().show_trouble(title, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.way.start()
                return True
        return super().eventFilter(watched, event)


def _facts() -> tuple[Fact, ...]:
    return (
        Fact(
            "cloud-off",
            _("Works without internet"),
            _("Every screen, every day. Sync is for sharing and safety."),
        ),
        Fact("users", _("Many people, one laptop"), _("Each person has a name and a password.")),
        Fact("file-export", _("Your records are yours"), _("Take them out as CSV or PDF any time.")),
    )


def _choice_words() -> tuple[tuple[str, str, str, str], ...]:
    return (
        (
            _("Set up a new clinic"),
            _("You are the owner. Takes about 4 minutes."),
            _("Makes an empty clinic, your sign-in and a recovery code."),
            "building-hospital",
        ),
        (
            _("Join a clinic"),
            _("The clinic already uses Shivir on another laptop."),
            _("Needs a one-time code. Records come over Wi-Fi or USB."),
            "device-laptop",
        ),
        (
            _("Restore a backup"),
            _("From a USB stick or folder."),
            _("Needs the recovery code. Nothing is overwritten."),
            "database-import",
        ),
        (
            _("Look at the demo"),
            _("Made-up patients, nothing real."),
            _("Start for real any time."),
            "eye",
        ),
    )
