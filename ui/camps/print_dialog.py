"""Printing many passes: made in parts behind the window, watched, and called off at any time."""

from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from app.camps.events import EventCard
from app.camps.pass_paper import pass_sheet_paper, passes_to_print
from app.papers.page import Paper
from app.refused import Refused
from app.work import Interrupted
from ui.background import Asked, Background
from ui.kit.chart import Track
from ui.kit.dialog import Dialog, Verb
from ui.kit.label import Label
from ui.speech import _
from ui.tools import Tools

PRINT, KEEP = "print", "keep"
ON_A_SHEET = 8


class SheetsDialog(Dialog):
    """Makes sheets of passes and takes them to the printer or to a folder."""

    def __init__(
        self, parent: QWidget, background: Background, tools: Tools, camp: EventCard, title: str, text: str
    ) -> None:
        verbs = (
            Verb(_("Close"), None),
            Verb(_("Save as PDF"), KEEP, icon="file-type-pdf"),
            Verb(_("Print"), PRINT, "primary", "Ctrl+Return", "printer"),
        )
        super().__init__(parent, title, text, verbs, icon="printer", width=520)
        self.background, self.camp = background, camp
        self._tools = tools
        self._asked: Asked | None = None
        self._folder: Path | None = None
        self.accept = self._start
        self.track = Track(0, 1, name=_("How far it is"))
        self.state = Label("", "meta", "text2", wrap=True)
        self.add(self.track)
        self.add(self.state)
        self.track.hide()
        self.chosen.connect(self._stop)

    def begin(self) -> None:
        """Find out which passes; `make` follows."""
        raise NotImplementedError

    def make(self, passes: tuple[UUID, ...]) -> None:
        """Put them on paper."""
        if not passes:
            self.show_trouble(_("There is no pass to print."))
            return
        self.track.show()
        self._asked = self.background.ask_or(
            self._made, self.went_wrong, pass_sheet_paper, self.camp.id, passes
        )
        self._asked.progressed.connect(self._progress)

    def show_trouble(self, sentence: str) -> None:
        self.track.hide()
        self.state.set_colour("dangerText")
        self.state.setText(sentence)

    def went_wrong(self, error: Exception) -> None:
        if isinstance(error, Interrupted):
            return
        self._asked = None
        if isinstance(error, Refused):
            self.show_trouble(_(error.reason))
        else:
            self.background.broke.emit(error)

    def _start(self, answer: object) -> bool:
        if self._asked is not None:
            return False
        self._folder = None
        if answer == KEEP:
            chosen = QFileDialog.getExistingDirectory(self, _("Where to save the passes"))
            if not chosen:
                return False
            self._folder = Path(chosen)
        self.state.set_colour("text2")
        self.state.setText(_("Making the sheets…"))
        self.begin()
        return False

    def _progress(self, done: float) -> None:
        self.track.show_value(done, 1)
        self.state.setText(_("Making the sheets: {percent} %", percent=round(done * 100)))

    def _made(self, papers: tuple[Paper, ...]) -> None:
        self._asked = None
        pages = sum(paper.pages for paper in papers)
        if self._folder is None:
            for paper in papers:
                self._tools.prints.print(paper)
            done = _("{n} sheets sent to the printer", n=pages)
        elif not self._save(papers, self._folder):
            return
        else:
            done = _("{n} sheets saved", n=pages)
        self.track.show_value(1, 1, "ok")
        self.state.setText(done)

    def _save(self, papers: tuple[Paper, ...], folder: Path) -> bool:
        from ui.printing import save_as_pdf

        try:
            for paper in papers:
                save_as_pdf(paper, folder / f"{paper.name}.pdf")
        except OSError:
            self.show_trouble(_("The passes could not be saved there. Choose another folder."))
            return False
        return True

    def _stop(self, _answer: object) -> None:
        """Closed while it works: nothing of it is printed."""
        if self._asked is not None:
            self._asked.cancel()


class PrintPassesDialog(SheetsDialog):
    """The passes of everybody registered."""

    def __init__(self, parent: QWidget, background: Background, tools: Tools, camp: EventCard) -> None:
        super().__init__(
            parent, background, tools, camp, _("Print everybody's pass"),
            _("Sheets of A4 with 8 passes each, to be cut. Print at 100 %."),
        )  # fmt: skip

    def begin(self) -> None:
        self.background.ask_or(self.make, self.went_wrong, passes_to_print, self.camp.id)
