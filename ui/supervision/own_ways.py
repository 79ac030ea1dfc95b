"""A person's own way in: another password, a phone's code beside it."""

from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.door import Door, StaysOut
from app.ways_in import NewPhone
from ui.aside import Aside
from ui.kit.code_cells import CodeCells
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.label import Label
from ui.kit.qr_code import QrCode
from ui.setup.passwords import NewPasswordField, PasswordField
from ui.speech import _


class OwnWays(QObject):
    """The dialogs behind the buttons of the settings page.

    Signals:
        done: something is other now; carries a sentence.
    """

    done = Signal(str)

    def __init__(self, page: QWidget, aside: Aside, door: Door, account: UUID, name: str) -> None:
        super().__init__(page)
        self._page, self._aside, self._door, self._account, self._name = page, aside, door, account, name
        self._dialog: Dialog | None = None
        self._fields: dict[str, Field] = {}
        self.offered: NewPhone | None = None

    @property
    def has_phone(self) -> bool:
        return self._door.ways.has_phone(self._account)

    def change_password(self) -> None:
        old = PasswordField(_("Password now"), "old_password")
        new = NewPasswordField(
            _("New password"), "own_password", lambda text: self._door.weakness(text, self._name)
        )
        fields: dict[str, Field] = {"old": old, "password": new, "again": new.again}
        if self.has_phone:
            fields["code"] = self._code_line()
        dialog = self._open(_("Change your password"), "", _("Change"), fields)
        dialog.accept = lambda _yes: self._try_password(old.text(), new.text())
        dialog.open()

    def _try_password(self, old: str, new: str) -> bool:
        if self._all_right():
            code, ways = self._code(), self._door.ways
            self._aside.run(self._changed, lambda: ways.change_password(self._account, old, new, code))
        return False

    @Slot(object)
    def _changed(self, answer: StaysOut | None) -> None:
        if self._closed(answer, "old"):
            self.done.emit(_("Your password is changed"))

    def add_phone(self) -> None:
        """A QR code for the phone's program, then its first code."""
        clinic = self._door.clinic
        phone = self._door.ways.new_phone(self._account, clinic.name if clinic else "Shivir")
        self.offered = phone
        password = PasswordField(_("Your password"), "phone_password")
        cells = CodeCells(_("Code, 6 digits"))
        code = Field(_("Code the phone shows now"), cells)
        dialog = self._open(
            _("Ask for a phone code too"),
            _("Scan this with an authenticator app. It needs no internet."),
            _("Use this phone"),
            {"password": password, "code": code},
            above=_phone_box(phone.link, phone.letters),
        )

        def accept(_yes: object) -> bool:
            if self._all_right():
                ways, typed, digits = self._door.ways, password.text(), cells.text()
                self._aside.run(
                    self._phone_taken, lambda: ways.take_phone(self._account, typed, phone, digits)
                )
            return False

        dialog.accept = accept
        dialog.open()

    @Slot(object)
    def _phone_taken(self, answer: tuple[str, ...] | StaysOut) -> None:
        if not self._closed(answer if isinstance(answer, StaysOut) else None, "password"):
            return
        assert isinstance(answer, tuple)
        self.offered = None
        dialog = Dialog(
            self._page,
            _("Ten codes for paper"),
            _("Each opens once when the phone is not there. Write them down now: they are not shown again."),
            (Verb(_("I have them on paper"), True, "primary"),),
            icon="file-text",
            width=480,
        )
        dialog.add(_codes_box(answer))
        dialog.open()
        self.done.emit(_("Sign-in asks for a phone code now"))

    def drop_phone(self) -> None:
        password = PasswordField(_("Your password"), "drop_password")
        fields: dict[str, Field] = {"password": password, "code": self._code_line()}
        dialog = self._open(
            _("Stop asking for a phone code?"), _("The password alone will open."), _("Stop asking"), fields
        )

        def accept(_yes: object) -> bool:
            if self._all_right():
                ways, typed, code = self._door.ways, password.text(), self._code()
                self._aside.run(self._phone_dropped, lambda: ways.drop_phone(self._account, typed, code))
            return False

        dialog.accept = accept
        dialog.open()

    @Slot(object)
    def _phone_dropped(self, answer: StaysOut | None) -> None:
        if self._closed(answer, "password"):
            self.done.emit(_("Sign-in asks for the password alone"))

    def _open(
        self, title: str, text: str, do: str, fields: dict[str, Field], above: QWidget | None = None
    ) -> Dialog:
        verbs = (Verb(_("Close"), False), Verb(do, True, "primary", "Ctrl ↵"))
        dialog = Dialog(self._page, title, text, verbs, icon="lock")
        if above is not None:
            dialog.add(above)
        for field in fields.values():
            dialog.add(field)
        self._dialog, self._fields = dialog, fields
        return dialog

    def _code_line(self) -> Field:
        box = LineEdit("", _("Code from the phone or the paper"), icon="device-mobile")
        return Field(
            _("Code from the phone or the paper"),
            box,
            required=True,
            needed=_("Type the code from your phone."),
        )

    def _code(self) -> str:
        field = self._fields.get("code")
        box = field.input if field is not None else None
        return box.text() if isinstance(box, LineEdit) else ""

    def _all_right(self) -> bool:
        wrong = [field for field in self._fields.values() if not field.is_right()]
        if wrong:
            wrong[0].input.setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def _closed(self, answer: StaysOut | None, about_password: str) -> bool:
        """Close the dialog, or say in it why not."""
        if self._dialog is None:
            return False
        if answer is None:
            self._dialog.close_quietly()
            self._dialog, self._fields = None, {}
            return True
        about = "code" if answer.needs_code or answer.about == "code" else about_password
        reason = _(answer.reason)
        field = self._fields.get(about) or next(iter(self._fields.values()))
        field.set_error(reason)
        field.input.setFocus(Qt.FocusReason.OtherFocusReason)
        return False


def _phone_box(link: str, letters: str) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    code = QrCode(_("Code for the authenticator app"), 168)
    code.show_text(link)
    row.addWidget(code)
    column = QVBoxLayout()
    column.addWidget(Label(_("No camera? Type these letters:"), "meta", "text2", wrap=True))
    column.addWidget(Label(letters, "strong", wrap=True))
    column.addStretch(1)
    row.addLayout(column, 1)
    return box


def _codes_box(codes: tuple[str, ...]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    for at, code in enumerate(codes):
        grid.addWidget(Label(code, "screen"), at // 2, at % 2)
    return box
