from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.words import Said
from ui.kit.button import Button
from ui.kit.form import Field
from ui.kit.inputs import LineEdit, State
from ui.setup.paper_code import PaperCodeBox
from ui.setup.passwords import NewPasswordField
from ui.setup.way import Way
from ui.speech import _


@dataclass(frozen=True, slots=True)
class Restoring:
    backup: Path
    code: str = field(repr=False)
    name: str = field(repr=False)
    password: str = field(repr=False)


class FileLine(QWidget):
    """A path, typed or chosen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = LineEdit("", name, icon="database-import")
        self.box.setObjectName("backup")
        self.setFocusProxy(self.box)
        self.choose = Button(_("Choose file"), icon="usb")
        self.choose.clicked.connect(self._choose)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.box, 1)
        line.addWidget(self.choose)

    def text(self) -> str:
        return self.box.text().strip()

    def set_state(self, state: State) -> None:
        self.box.set_state(state)

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Choose the backup"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.box.setText)
        dialog.open()


class RestoreWay(Way):
    """From a backup file with the clinic's paper. `wanted` carries a Restoring."""

    def __init__(self, weakness: Callable[[str, str], Said | None]) -> None:
        super().__init__(_("Restore a backup"), _("Restore"), "database-import")
        self.file = FileLine(_("Backup file"))
        self.code = PaperCodeBox()
        self.name = LineEdit("", _("Your name"), icon="user")
        self.name.setObjectName("restorer")
        self.field(
            Field(
                _("Backup file"),
                self.file,
                required=True,
                needed=_("Choose the backup file."),
                check=self._check_file,
            ),
            "file",
        )
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
        self.field(
            Field(
                _("Your name"),
                self.name,
                required=True,
                needed=_("Type your name."),
                hint=_("As you signed in at this clinic."),
            ),
            "name",
        )
        self.password = NewPasswordField(
            _("New password"), "restore_password", lambda text: weakness(text, self.name.text())
        )
        self.field(self.password, "password")
        self.field(self.password.again)

    def _check_file(self) -> str | None:
        return None if Path(self.file.text()).is_file() else _("There is no such file.")

    def answer(self) -> Restoring:
        return Restoring(
            Path(self.file.text()), self.code.text(), self.name.text().strip(), self.password.text()
        )
