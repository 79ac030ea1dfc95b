from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.door import StaysOut
from ui.kit.avatar import Avatar
from ui.kit.button import Button, IconButton
from ui.kit.card import Card
from ui.kit.form import Field
from ui.kit.inputs import PasswordBox
from ui.kit.keys import KeyHint
from ui.kit.label import Divider, IconBox, Label
from ui.kit.message import MessageBox
from ui.setup.outside import Outside
from ui.speech import _, words


class LockPage(QWidget):
    """Hides all patient data and loses nothing. Only the person who locked it, or a switch, gets further.

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
        kept: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        keys = [KeyHint("↵", _("Unlock")), KeyHint("Alt+S", _("Switch person"))]
        self.outside = Outside(now, clinic, laptop, keys)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.outside)
        body = self.outside.body
        body.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card(now(), name, role, since, kept))
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

    def _card(self, now: datetime, name: str, role: str, since: datetime, kept: str) -> Card:
        card = Card(pad=24, gap=14)
        card.setFixedWidth(464)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconBox("lock", 28, "accentText"))
        title = QVBoxLayout()
        title.setSpacing(0)
        title.addWidget(Label(_("Locked"), "heading"))
        title.addWidget(Label(_("At {time}", time=words().time(now)), "meta", "text2"))
        head.addLayout(title, 1)
        card.add(head)
        card.add(Divider())
        card.add(self._person(name, role, since))
        if kept:
            card.add(MessageBox("ok", _("Your work is kept"), kept, icon="device-floppy"))
        self.password = PasswordBox(_("Password"), _("Password"))
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

    def start(self) -> None:
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, answer: StaysOut) -> None:
        self.enter.setEnabled(True)
        self.field.set_error(" ".join(_(said) for said in (answer.reason, answer.advice) if said))
        self.password.selectAll()
        self.start()

    def _try(self) -> None:
        if not self.password.text():
            self.field.set_error(_("Type your password."))
            return
        self.enter.setEnabled(False)
        self.wanted.emit(self._name, self.password.text())
