from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.door import StaysOut
from ui.kit.avatar import Avatar
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.inputs import LineEdit
from ui.kit.keys import KeyHint
from ui.kit.label import Divider, IconBox, Label
from ui.kit.message import MessageBox
from ui.kit.pill import Chip
from ui.setup.outside import Outside, OutsidePage
from ui.setup.passwords import PasswordField
from ui.speech import _, words
from ui.theme.worn import theme

LOW = 736


class LockPage(OutsidePage):
    """Hides all patient data and loses nothing. Only the person who locked it, or a switch, gets further.

    Attributes:
        kept: the pages on which something was typed and not saved, by their titles.
    Signals:
        wanted: name and password of the person who is locked out.
        switch_wanted, sign_out_wanted: another person, or nobody for now.
    """

    wanted = Signal(str, str)
    switch_wanted = Signal()
    sign_out_wanted = Signal()

    def __init__(
        self,
        now: Callable[[], datetime],
        clinic: str,
        laptop: str,
        name: str,
        role: str,
        since: datetime,
        locked_at: datetime,
        kept: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self.locked_at, self.kept = name, locked_at, kept
        keys = [KeyHint("↵", _("Unlock")), KeyHint("Alt+S", _("Switch person"))]
        self.outside = Outside(now, clinic, laptop, keys)
        self.outside.language_wanted.connect(self.language_wanted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.outside)
        body = self.outside.body
        body.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(self._card(name, role, since))
        self.meanwhile = _while_locked()
        column.addWidget(self.meanwhile)
        middle.addLayout(column)
        middle.addStretch(1)
        body.addLayout(middle)
        body.addWidget(
            Label(_("If another person signs in, your draft stays closed to them."), "hint", "text2"),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        body.addStretch(2)
        switch = QShortcut(QKeySequence("Alt+S"), self)
        switch.activated.connect(self.switch_wanted)

    def _card(self, name: str, role: str, since: datetime) -> Card:
        card = Card(pad=24, gap=14)
        card.setFixedWidth(theme().scaled(464))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconBox("lock", 28, "accentText"))
        title = QVBoxLayout()
        title.setSpacing(0)
        title.addWidget(Label(_("Locked"), "heading"))
        title.addWidget(Label(_("At {time}", time=words().time(self.locked_at)), "meta", "text2"))
        head.addLayout(title, 1)
        card.add(head)
        card.add(Divider())
        card.add(self._person(name, role, since))
        if self.kept:
            said = _(
                "{pages}: what you typed and did not save is kept since {time}. It opens at the same field.",
                pages=", ".join(self.kept),
                time=words().time(self.locked_at),
            )
            card.add(MessageBox("ok", _("Your work is kept"), said, icon="device-floppy"))
        self.trouble = MessageBox("danger", "")
        self.trouble.hide()
        card.add(self.trouble)
        self.field = PasswordField(_("Password"), "password")
        self.field.line.box.returnPressed.connect(self._try)
        card.add(self.field)
        self.enter = Button(_("Unlock"), "primary", icon="lock-open", key="↵", size="large")
        self.enter.clicked.connect(self._try)
        card.add(self.enter)
        foot = QHBoxLayout()
        switch = Button(_("Switch person"), icon="users")
        switch.clicked.connect(self.switch_wanted)
        leave = Button(_("Sign out"), "ghost")
        leave.clicked.connect(self.sign_out_wanted)
        foot.addWidget(switch)
        foot.addStretch(1)
        foot.addWidget(leave)
        card.add(foot)
        return card

    def _person(self, name: str, role: str, since: datetime) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Avatar(name, 56))
        facts = QVBoxLayout()
        facts.setSpacing(2)
        facts.addWidget(Label(name, "screen"))
        facts.addWidget(
            Label(_("{role} · signed in since {time}", role=role, time=words().time(since)), "meta", "text2")
        )
        row.addLayout(facts, 1)
        return row

    @property
    def password(self) -> LineEdit:
        return self.field.line.box

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.meanwhile.setVisible(event.size().height() >= theme().scaled(LOW))
        super().resizeEvent(event)

    def start(self) -> None:
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, answer: StaysOut) -> None:
        """Say why it stays locked; wait where too many tries were wrong."""
        self.enter.setEnabled(not answer.seconds)
        if answer.seconds:
            QTimer.singleShot(answer.seconds * 1000, self, self._may_try)
            self.field.set_error(_("Too many wrong tries. Try again in {n} s.", n=answer.seconds))
        else:
            self.field.set_error(" ".join(_(said) for said in (answer.reason, answer.advice) if said))
        self.password.selectAll()
        self.start()

    def show_trouble(self, title: str, text: str) -> None:
        self.enter.setEnabled(True)
        self.trouble.show_message("danger", title, text)
        self.trouble.show()

    def _may_try(self) -> None:
        self.enter.setEnabled(True)
        self.field.clear_error()

    def _try(self) -> None:
        if not self.enter.isEnabled():
            return
        if not self.password.text():
            self.field.set_error(_("Type your password."))
            return
        self.enter.setEnabled(False)
        self.wanted.emit(self._name, self.password.text())


def _while_locked() -> Card:
    card = Card(pad=14, gap=6)
    card.add(Label(_("While locked"), "label", "text2"))
    for icon, text, chip in (
        ("printer", _("Papers already sent keep printing"), Chip(_("On"), "ok", "check")),
        ("scan", _("Scans are not taken"), Chip(_("Off"), "warn", "ban")),
    ):
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconBox(icon, 16))
        row.addWidget(Label(text, "meta"), 1)
        row.addWidget(chip)
        card.add(row)
    return card
