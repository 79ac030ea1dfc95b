"""Passwords being typed: the eye, the word about Caps Lock, and what is still missing of a new one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.words import Said
from ui.kit.button import IconButton
from ui.kit.form import Check, Field
from ui.kit.inputs import PasswordBox, State
from ui.speech import _

Weakness = Callable[[str], Said | None]


class PasswordLine(QWidget):
    """Hidden text with an eye beside it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = PasswordBox("", name)
        self.setFocusProxy(self.box)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        eye = IconButton("eye", _("Show password"))
        eye.setCheckable(True)
        eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        eye.toggled.connect(self.box.set_shown)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.box, 1)
        line.addWidget(eye)

    def text(self) -> str:
        return self.box.text()

    def setText(self, text: str) -> None:
        self.box.setText(text)

    def set_state(self, state: State) -> None:
        self.box.set_state(state)


class PasswordField(Field):
    """A password that exists already."""

    def __init__(
        self, label: str, name: str, *, hint: str = "", needed: str = "", check: Check | None = None
    ) -> None:
        self.line = PasswordLine(label)
        self.line.box.setObjectName(name)
        super().__init__(
            label,
            self.line,
            required=True,
            needed=needed or _("Type your password."),
            hint=hint,
            check=check,
        )
        self.line.box.caps.connect(self._show_caps)

    def text(self) -> str:
        return self.line.text()

    def _show_caps(self, on: bool) -> None:
        if on:
            self.set_warning(_("Caps Lock is on"))
        else:
            self.clear_error()


class NewPasswordField(PasswordField):
    """A password to be. Says while it is typed what is missing, and `again` that both are the same."""

    def __init__(self, label: str, name: str, weakness: Weakness) -> None:
        self._weakness = weakness
        super().__init__(
            label,
            name,
            hint=_("Three or four words that only you put together."),
            needed=_("Type a new password."),
            check=self._find_weak,
        )
        self.again = PasswordField(
            _("The same again"),
            f"{name}_again",
            needed=_("Type the password once more."),
            check=self._find_other,
        )
        self.line.box.textEdited.connect(self._show_weak)

    def _find_weak(self) -> str | None:
        said = self._weakness(self.text())
        return _(said) if said else None

    def _find_other(self) -> str | None:
        return None if self.again.text() == self.text() else _("The two are not the same.")

    def _show_weak(self, text: str) -> None:
        said = self._weakness(text) if text else None
        if said:
            self.set_hint(_(said))
        elif text:
            self.set_ok(_("Good password"))
        else:
            self.clear_error()
