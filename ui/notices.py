from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.button import Button, IconButton
from ui.kit.dialog import Dialog, Verb
from ui.kit.label import Label, Note
from ui.kit.toast import Notice
from ui.printing import JobState, PrintJob, PrintJobs, save_as_pdf
from ui.speech import _
from ui.window import Window


class Notices(QObject):
    """What waits for somebody: papers that did not print. The bell counts and shows them."""

    def __init__(self, window: Window, prints: PrintJobs) -> None:
        super().__init__(window)
        self._window, self._prints = window, prints
        prints.changed.connect(self._changed)
        window.notices_wanted.connect(self.open)

    def open(self) -> None:
        """Show what did not print, each to be tried again, saved as a file or given up."""
        failed = self._prints.failed
        title = _("Papers to print") if failed else _("Nothing waits for you")
        text = "" if failed else _("Papers that did not print show here.")
        dialog = Dialog(self._window, title, text, (Verb(_("Close"), False),), icon="printer", width=560)
        column = QVBoxLayout()
        for job in failed:
            column.addWidget(self._line(job, dialog))
        dialog.add(column)
        dialog.open()

    def _changed(self, job: PrintJob) -> None:
        self._window.show_notices(len(self._prints.failed))
        if job.state is not JobState.FAILED:
            return
        why = _(job.why) if job.why is not None else _("Paper kept. Print it later.")
        self._window.say(Notice(why, "warn", do=self.open, verb=_("Show"), icon="printer"))

    def _line(self, job: PrintJob, dialog: Dialog) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(_(job.paper.title), "strong"))
        if job.why is not None:
            words.addWidget(Note(_(job.why), "alert-triangle", "warnText"))
        row.addLayout(words, 1)
        again = Button(_("Print again"), icon="printer", size="small")
        again.clicked.connect(partial(self._do, dialog, self._prints.again, job.number))
        keep = Button(_("Save as PDF"), icon="file-download", size="small")
        keep.clicked.connect(partial(self._save, job))
        drop = IconButton("trash", _("Give it up"))
        drop.clicked.connect(partial(self._do, dialog, self._prints.forget, job.number))
        for button in (again, keep, drop):
            row.addWidget(button)
        return line

    def _do(self, dialog: Dialog, deed: Callable[[int], None], number: int, _checked: bool = False) -> None:
        dialog.close_quietly()
        deed(number)
        self._window.show_notices(len(self._prints.failed))

    def _save(self, job: PrintJob, _checked: bool = False) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self._window, _("Save as PDF"), f"{job.paper.name}.pdf", "PDF (*.pdf)"
        )
        if path:
            save_as_pdf(job.paper, Path(path))
            self._prints.forget(job.number)
            self._window.show_notices(len(self._prints.failed))
