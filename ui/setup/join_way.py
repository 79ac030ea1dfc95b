from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import Signal

from app.door import CameIn, StaysOut
from app.words import Said
from ui.kit.button import Button
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.message import MessageBox
from ui.kit.pill import Chip
from ui.setup.passwords import NewPasswordField
from ui.setup.way import Way
from ui.speech import _

LETTERS, GROUP = 12, 4
ALPHABET = frozenset("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")


@dataclass(frozen=True, slots=True)
class Joining:
    """What is typed to join a clinic: where its server is, the code, how to call this laptop, a new password."""

    address: str
    code: str = field(repr=False)
    laptop: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Awaited:
    """Where a code leads: the clinic, who sits here first, and the words that the other screen shows too."""

    clinic: str
    account: str = field(repr=False)
    words: tuple[str, str, str]


class JoinsByCode(Protocol):
    """The line, as far as joining needs it. Both are slow and run off the window's thread."""

    def look(self, joining: Joining) -> Awaited | StaysOut:
        """Where the code leads. Uses nothing up."""
        ...

    def join(self, joining: Joining, told: Callable[[float], None]) -> CameIn | StaysOut:
        """Join what `look` found, and fetch its records."""
        ...


class JoinWay(Way):
    """A clinic that uses Shivir on another laptop. `wanted` carries a Joining.

    Signals:
        scan_wanted: the code shall be read from the other laptop's screen.
    """

    scan_wanted = Signal()

    def __init__(self, weakness: Callable[[str, str], Said | None], can_join: bool) -> None:
        super().__init__(_("Join a clinic"), _("Join and get records"), "arrow-right")
        self.head.addWidget(Chip(_("Code works once, for 15 min"), "neutral", "clock"))
        self.code = LineEdit("", _("One-time code, 12 letters and digits"), big=True)
        self.code.setObjectName("join_code")
        self.code.textEdited.connect(self._group)
        self.laptop = LineEdit("", _("Name of this laptop"), icon="device-laptop", text=_("Desk {n}", n=2))
        self.laptop.setObjectName("join_laptop")
        self.address = LineEdit("", _("Address of the server"), icon="world")
        self.address.setObjectName("join_address")
        if not can_join:
            self.form.add_widget(
                MessageBox(
                    "info",
                    _("This laptop cannot join yet"),
                    _("Bring a backup file of the clinic and restore it here."),
                )
            )
        self.camera = Button(_("Scan with the camera"), icon="qrcode")
        self.camera.clicked.connect(self.scan_wanted)
        self.camera.setEnabled(can_join)
        self.form.add_widget(self.camera)
        self.field(
            Field(
                _("One-time code, 12 letters and digits"),
                self.code,
                required=True,
                needed=_("Type the code from the other laptop."),
                check=self._check_code,
                hint=_("No O, I, 0 or 1 in codes. Dashes come by themselves."),
            ),
            "code",
        )
        self.field(
            Field(
                _("Name of this laptop"),
                self.laptop,
                required=True,
                needed=_("Type a name for this laptop."),
                hint=_("People see this name in the devices list."),
            )
        )
        self.field(
            Field(
                _("Address of the server"),
                self.address,
                required=True,
                needed=_("Type the address that the other laptop shows."),
                hint=_("It stands beside the code, like https://clinic.example:8710"),
            ),
            "name",
        )
        self.password = NewPasswordField(_("New password"), "join_password", lambda text: weakness(text, ""))
        self.field(self.password, "password")
        self.field(self.password.again)
        self.do.setEnabled(can_join)

    def take_code(self, text: str) -> None:
        """What a scanner read."""
        self.code.setText(text)
        self._group(self.code.text())

    def _group(self, text: str) -> None:
        if self.code.cursorPosition() < len(text):
            return
        letters = "".join(letter for letter in text.upper() if letter.isalnum())[:LETTERS]
        grouped = "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))
        if grouped != text:
            self.code.setText(grouped)

    def _check_code(self) -> str | None:
        letters = self.code.text().replace("-", "")
        strange = sorted(set(letters) - ALPHABET)
        if strange:
            return _("Codes have no {letters}. Look again.", letters=" ".join(strange))
        if len(letters) < LETTERS:
            return _("Type 12 letters. {missing} are missing.", missing=LETTERS - len(letters))
        return None

    def answer(self) -> Joining:
        return Joining(
            self.address.text().strip(), self.code.text(), self.laptop.text().strip(), self.password.text()
        )
