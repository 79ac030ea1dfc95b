from PySide6.QtWidgets import QWidget

from app.camps.events import EventCard
from app.camps.passes import MOST_BLANKS, PassCard, print_blank_passes
from app.refused import Refused
from ui.background import Background
from ui.camps.print_dialog import ON_A_SHEET, SheetsDialog
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.speech import _
from ui.tools import Tools

USUAL = 5 * ON_A_SHEET


class BlankPassesDialog(SheetsDialog):
    """Passes printed before anybody is known, given to people at the desk."""

    def __init__(self, parent: QWidget, background: Background, tools: Tools, camp: EventCard) -> None:
        super().__init__(
            parent, background, tools, camp, _("Blank passes"),
            _("Each is good for one person. Scan it while you register somebody, and it is theirs."),
        )  # fmt: skip
        self.count = LineEdit(text=str(USUAL), figures=True)
        self.count.setMaxLength(4)
        self.field = Field(
            _("How many"), self.count, required=True, check=self._fault,
            hint=_("{n} fit on a sheet.", n=ON_A_SHEET),
        )  # fmt: skip
        self.body.insertWidget(0, self.field)

    def begin(self) -> None:
        if not self.field.is_right():
            self.state.setText("")
            return
        self.background.ask_or(
            self._made_blanks, self.went_wrong, print_blank_passes, self.camp.id, int(self.count.text())
        )

    def _made_blanks(self, blanks: tuple[PassCard, ...]) -> None:
        self.make(tuple(one.id for one in blanks))

    def went_wrong(self, error: Exception) -> None:
        if isinstance(error, Refused) and error.field == "count":
            self.state.setText("")
            self.field.set_error(_(error.reason))
        else:
            super().went_wrong(error)

    def _fault(self) -> str | None:
        text = self.count.text().strip()
        if not text.isdecimal() or not 1 <= int(text) <= MOST_BLANKS:
            return _("Print between 1 and {most} at a time.", most=MOST_BLANKS)
        return None
