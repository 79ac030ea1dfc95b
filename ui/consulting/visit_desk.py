"""The deeds of one visit, asked in the background, and what of them can be taken back."""

from collections import deque
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.consulting.complete import Completed, complete_visit
from app.consulting.consultation import Consultation, consultation
from app.consulting.lines import PrescribedLine
from app.consulting.my_queue import where_i_am
from app.consulting.notes import NotesSaved, save_notes, set_review
from app.consulting.prescribe import NewLine, add_line, change_line
from app.consulting.visits import open_visit, open_visit_without_token
from app.refused import Refused
from app.taking_back import Done, TakenBack, take_back
from app.work import Seen
from ui.background import Background


class VisitDesk(QObject):
    """Reads one visit again whenever it may have changed, and does what the page asks for.

    A reading that was asked before one of our own deeds was answered is thrown away and made again: it could
    show what was there before the deed.

    Signals:
        shown: carries the Consultation.
        nobody: no visit is open.
        notes_saved: carries (NotesSaved, the texts).
        line_added: a typed line is in the list.
        line_refused: a typed line was not; carries the Refused.
        cell_refused: a cell was not; carries (line, Refused).
        completed: carries the Completed.
        taken_back: carries the TakenBack.
    """

    shown = Signal(object)
    nobody = Signal()
    notes_saved = Signal(object, object)
    line_added = Signal()
    line_refused = Signal(object)
    cell_refused = Signal(object, object)
    completed = Signal(object)
    taken_back = Signal(object)

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self.visit: UUID | None = None
        self.saved_at: datetime | None = None
        self._deeds: list[tuple[UUID, Done]] = []
        self._asking = False
        self._again = False
        self._answered = 0
        self._asked_at = 0
        self._texts: deque[Mapping[str, str]] = deque()
        self._cells: deque[PrescribedLine] = deque()

    # Reading

    def open(self, visit: UUID) -> None:
        self.visit = visit
        self._again = self._asking
        self.refresh()

    def open_token(self, token: UUID) -> None:
        self._background.ask(self._opened, open_visit, token)

    def open_patient(self, patient: UUID) -> None:
        self._background.ask(self._opened, open_visit_without_token, patient)

    def go_on(self) -> None:
        """Where the doctor was, if they are in the middle of a visit."""
        self._background.ask(self._opened, where_i_am)

    def close(self) -> None:
        self.visit = None
        self.nobody.emit()

    def refresh(self) -> None:
        """Read the visit again; asked twice at once it is read once more afterwards."""
        if self.visit is None:
            return
        if self._asking:
            self._again = True
            return
        self._asking, self._again, self._asked_at = True, False, self._answered
        self._background.ask_or(self._read, self._unread, consultation, self.visit)

    @Slot(object)
    def _opened(self, visit: UUID | None) -> None:
        if visit is None:
            self.close()
        else:
            self.open(visit)

    @Slot(object)
    def _read(self, answer: Consultation) -> None:
        self._asking = False
        if self._again or self._asked_at != self._answered or answer.visit_id != self.visit:
            self.refresh()
        else:
            self.shown.emit(answer)

    @Slot(object)
    def _unread(self, error: Exception) -> None:
        self._asking = False
        self.close()
        self._background.broke.emit(error)

    # Doing

    def do(self, use_case: Any, *arguments: Any) -> None:
        """A deed whose answer is only that it is done."""
        self._background.ask_or(self._done, self._not_done, use_case, *arguments)

    def save_notes(self, seen: Seen, texts: Mapping[str, str]) -> None:
        if self.visit is not None:
            self._texts.append(texts)
            self._background.ask_or(self._noted, self._not_noted, save_notes, self.visit, seen, texts)

    def set_review(self, seen: Seen, on: date | None) -> None:
        if self.visit is not None:
            self._texts.append({})
            self._background.ask_or(self._noted, self._not_noted, set_review, self.visit, seen, on)

    def add_line(self, new: NewLine) -> None:
        if self.visit is not None:
            self._background.ask_or(self._line_added, self._line_refused, add_line, self.visit, new)

    def change_line(self, one: PrescribedLine, typed: Mapping[str, str]) -> None:
        if one.seen is not None:
            self._cells.append(one)
            self._background.ask_or(
                self._cell_changed, self._cell_refused, change_line, one.line.id, one.seen, typed
            )

    def complete(self, seen: Seen | None, texts: Mapping[str, str]) -> None:
        if self.visit is not None:
            self._background.ask_or(self._completed, self._not_done, complete_visit, self.visit, seen, texts)

    def take_back(self) -> bool:
        """Undo the last deed; False if there is none."""
        if not self._deeds:
            return False
        self.visit, done = self._deeds.pop()
        self._background.ask_or(self._taken_back, self._not_done, take_back, done)
        return True

    def _remember(self, done: Done | None) -> None:
        self._answered += 1
        if done is not None and self.visit is not None:
            self._deeds = [*self._deeds[-30:], (self.visit, done)]

    @Slot(object)
    def done(self, answer: object) -> None:
        """A deed that somebody else asked for, on this visit, is done."""
        self._done(answer)

    @Slot(object)
    def _done(self, answer: object) -> None:
        done = getattr(answer, "done", answer)
        self._remember(done if isinstance(done, Done) else None)
        self.refresh()

    @Slot(object)
    def _not_done(self, error: Exception) -> None:
        self._answered += 1
        self._background.broke.emit(error)
        self.refresh()

    @Slot(object)
    def _noted(self, answer: NotesSaved) -> None:
        texts = self._texts.popleft()
        self.saved_at = answer.at
        self._remember(answer.done)
        if answer.notes.visit_id == self.visit:
            self.notes_saved.emit(answer, texts)
        self.refresh()

    @Slot(object)
    def _not_noted(self, error: Exception) -> None:
        self._texts.popleft()
        self._not_done(error)

    @Slot(object)
    def _line_added(self, answer: Done) -> None:
        self._remember(answer)
        self.line_added.emit()
        self.refresh()

    @Slot(object)
    def _line_refused(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.line_refused.emit(error)
        else:
            self._not_done(error)

    @Slot(object)
    def _cell_changed(self, answer: Done) -> None:
        self._cells.popleft()
        self._done(answer)

    @Slot(object)
    def _cell_refused(self, error: Exception) -> None:
        one = self._cells.popleft()
        if isinstance(error, Refused) and error.field is not None:
            self.cell_refused.emit(one, error)
        else:
            self._not_done(error)

    @Slot(object)
    def _completed(self, answer: Completed) -> None:
        self._remember(answer.done)
        self.completed.emit(answer)

    @Slot(object)
    def _taken_back(self, answer: TakenBack) -> None:
        self._answered += 1
        self.taken_back.emit(answer)
        self.refresh()
