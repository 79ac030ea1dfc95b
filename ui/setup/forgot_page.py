from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.door import StaysOut
from app.words import Said
from ui.kit.card import Card
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.keys import KeyHint
from ui.kit.label import IconBox, Label
from ui.setup.outside import Outside, OutsidePage
from ui.setup.paper_code import PaperCodeBox
from ui.setup.passwords import NewPasswordField
from ui.setup.way import Way
from ui.speech import _
from ui.theme.worn import theme


@dataclass(frozen=True, slots=True)
class Recovering:
    code: str = field(repr=False)
    name: str = field(repr=False)
    password: str = field(repr=False)


class PaperWay(Way):
    """A new password with the clinic's paper. `wanted` carries a Recovering."""

    def __init__(self, weakness: Callable[[str, str], Said | None], name: str) -> None:
        super().__init__(_("With the recovery code"), _("Open with the code"), "lock-open")
        self.code = PaperCodeBox()
        self.name = LineEdit("", _("Your name"), icon="user", text=name)
        self.name.setObjectName("recoverer")
        self.field(
            Field(
                _("Recovery code"),
                self.code,
                required=True,
                needed=_("Type the recovery code from the paper."),
                hint=_("8 parts of 5. Dashes come by themselves."),
            ),
            "paper",
        )
        self.field(Field(_("Your name"), self.name, required=True, needed=_("Type your name.")), "name")
        self.password = NewPasswordField(
            _("New password"), "recovery_password", lambda text: weakness(text, self.name.text())
        )
        self.field(self.password, "password")
        self.field(self.password.again)

    def answer(self) -> Recovering:
        return Recovering(self.code.text(), self.name.text().strip(), self.password.text())


class ForgotPage(OutsidePage):
    """The password is lost: somebody inside helps, or the clinic's paper does.

    Signals:
        recovering: carries a Recovering.
        back_wanted: to the sign-in page.
    """

    recovering = Signal(object)
    back_wanted = Signal()

    def __init__(
        self,
        now: Callable[[], datetime],
        clinic: str,
        laptop: str,
        name: str,
        weakness: Callable[[str, str], Said | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        keys = (KeyHint("Ctrl ↵", _("Go on")), KeyHint("Esc", _("Back")))
        self.outside = Outside(now, clinic, laptop, keys)
        self.outside.language_wanted.connect(self.language_wanted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.outside)
        body = self.outside.body
        body.addWidget(Label(_("Password lost?"), "heading"))
        body.addWidget(Label(_("No record is lost. There are two ways back in."), "meta", "text2"))
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(_with_help(), 1, Qt.AlignmentFlag.AlignTop)
        self.way = PaperWay(weakness, name)
        self.way.setFixedWidth(theme().scaled(448))
        self.way.wanted.connect(self.recovering)
        self.way.back_wanted.connect(self.back_wanted)
        row.addWidget(self.way)
        body.addLayout(row, 1)
        for pressed in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(pressed), self).activated.connect(self.way.go_on)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.back_wanted)

    def start(self) -> None:
        self.way.start()

    def show_busy(self, words: str) -> None:
        self.way.show_busy(words)

    def show_refusal(self, answer: StaysOut) -> None:
        self.way.show_refusal(answer)

    def show_trouble(self, title: str, text: str) -> None:
        self.way.show_busy("")
        self.way.trouble.show_message("danger", title, text)
        self.way.trouble.show()


def _with_help() -> Card:
    card = Card(_("With a supervisor"), pad=20, gap=14)
    for icon, text in (
        ("user-shield", _("A supervisor or the administrator signs in on this laptop.")),
        ("users", _("Under Staff they choose your name and press Let in again.")),
        ("lock", _("You type a new password. Your drafts and your work stay yours.")),
        ("device-mobile", _("A phone code has to be set up again after that.")),
    ):
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconBox(icon, 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(text, "body", wrap=True), 1)
        card.add(row)
    return card
