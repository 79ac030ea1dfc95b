from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.clock import clinic_day
from app.supervision.conflict_questions import Question, Version
from app.supervision.settling import Answer
from ui.kit.button import Button
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.label import IconBox, Label, ShortLabel
from ui.speech import _, words
from ui.supervision.marked_text import marked
from ui.supervision.version_card import OutcomeCard, VersionCard

LABEL = 112


@dataclass(frozen=True, slots=True)
class Typed:
    """The input for a value of one's own, under its outcome."""

    field: Field
    input: LineEdit | ComboBox

    def text(self) -> str:
        return self.input.text() if isinstance(self.input, LineEdit) else str(self.input.value() or "")


class QuestionRow:
    """The widgets of one field: its versions, and what will be saved."""

    def __init__(self, question: Question, may_choose: bool, today: date) -> None:
        self.question = question
        said = [words().slot(version.said) for version in question.versions]
        label = words()(question.label)
        self.cards = tuple(
            VersionCard(
                place + 1,
                marked(said[place], tuple(said[:place] + said[place + 1 :])),
                _facts(version, today),
                words()(version.doubt) if version.doubt else "",
            )
            for place, version in enumerate(question.versions)
        )
        self.outcome = OutcomeCard(label, question.typing is not None and may_choose)
        self.typed = _typed(question, label)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.outcome)
        if self.typed is not None:
            self.stack.addWidget(self.typed.field)
        self.chosen: int | None = None

    @property
    def is_typing(self) -> bool:
        return self.typed is not None and self.stack.currentWidget() is self.typed.field

    def answer(self) -> Answer | None:
        if self.is_typing and self.typed is not None:
            return Answer(typed=self.typed.text()) if self.typed.text().strip() else None
        return None if self.chosen is None else Answer(pick=self.question.versions[self.chosen].pick)

    def choose(self, place: int | None) -> None:
        self.chosen = place
        self.stack.setCurrentWidget(self.outcome)
        for at, card in enumerate(self.cards):
            card.setChecked(at == place)
        if place is None:
            advice = _("Or type another: key 0") if self.question.typing else _("Needs your choice")
            self.outcome.show_outcome("open", _("Choose one"), advice, "alert-circle")
            return
        version = self.question.versions[place]
        where = version.laptop or version.who
        source = _("From this laptop") if version.is_here else _("From {laptop}", laptop=where)
        self.outcome.show_outcome("chosen", words().slot(version.said), source, "check")

    def type_another(self, text: str | None = None) -> None:
        if self.typed is None:
            return
        for card in self.cards:
            card.setChecked(False)
        self.chosen = None
        self.stack.setCurrentWidget(self.typed.field)
        if text is not None and isinstance(self.typed.input, LineEdit):
            self.typed.input.setText(text)


class ConflictGrid(QWidget):
    """The fields that wait, one under the other: choose by arrows or numbers, 0 types another, Enter goes on.

    Signals:
        changed: another answer; how many fields are left to choose may have changed.
        finished: Enter, and nothing is left to choose.
    """

    changed = Signal()
    finished = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.rows: list[QuestionRow] = []
        self._may_choose = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None

    def show_questions(self, questions: tuple[Question, ...], may_choose: bool) -> None:
        """Show these, nothing chosen yet."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._may_choose = may_choose
        self.rows = [QuestionRow(question, may_choose, self._today()) for question in questions]
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        grid.setColumnMinimumWidth(0, LABEL)
        wide = max((len(row.cards) for row in self.rows), default=2)
        for column in range(wide + 1):
            grid.setColumnStretch(column + 1, 1)
        self._lay_head(grid, wide)
        for at, row in enumerate(self.rows, start=1):
            self._lay_row(grid, at, row, wide)
        self._column.addWidget(self._body)
        self.changed.emit()

    def _lay_head(self, grid: QGridLayout, wide: int) -> None:
        """Over each side the laptop, where all of it is from one, and what takes the whole side."""
        grid.addWidget(Label(_("Field"), "label", "text2"), 0, 0)
        for side in range(wide):
            laptops = {row.question.versions[side].laptop for row in self.rows if side < len(row.cards)}
            name = laptops.pop() if len(laptops) == 1 else None
            head = _side_head("device-laptop", name or _("Version {n}", n=side + 1))
            if len(self.rows) > 1 and self._may_choose:
                every = Button(_("Use all"), "ghost", size="small")
                every.setAccessibleDescription(name or "")
                every.clicked.connect(partial(self._use_side, side))
                head.addWidget(every)
            grid.addLayout(head, 0, side + 1)
        grid.addLayout(_side_head("git-merge", _("What will be saved"), "okText"), 0, wide + 1)

    def _use_side(self, side: int, _on: bool = False) -> None:
        self.use_all(side)

    def _lay_row(self, grid: QGridLayout, at: int, row: QuestionRow, wide: int) -> None:
        label = Label(words()(row.question.label), "strong", wrap=True)
        label.setFixedWidth(LABEL)
        grid.addWidget(label, at, 0)
        for place, card in enumerate(row.cards):
            card.setEnabled(self._may_choose)
            card.clicked.connect(partial(self._pressed, row, place))
            grid.addWidget(card, at, place + 1)
        row.outcome.clicked.connect(partial(self._type, row))
        grid.addWidget(row.stack, at, wide + 1)
        if row.typed is not None:
            changed = (
                row.typed.input.textChanged
                if isinstance(row.typed.input, LineEdit)
                else row.typed.input.changed
            )
            changed.connect(self._tell)
        row.choose(None)
        if not self._may_choose:
            row.outcome.show_outcome("locked", _("Not settled here"), "", "lock")

    # What is decided

    def answers(self) -> dict[str, Answer]:
        """What is chosen or typed so far, by field."""
        return {row.question.field: answer for row in self.rows if (answer := row.answer()) is not None}

    def left(self) -> int:
        return len(self.rows) - len(self.answers())

    def take_answers(self, answers: Mapping[str, Answer]) -> None:
        """Choose and type what was chosen and typed before, as far as it is still there."""
        for row in self.rows:
            answer = answers.get(row.question.field)
            if answer is None:
                continue
            picks = [version.pick for version in row.question.versions]
            if answer.pick in picks:
                row.choose(picks.index(answer.pick))
            elif answer.typed is not None:
                row.type_another(answer.typed)
        self.changed.emit()

    def use_all(self, side: int) -> None:
        """The versions of one side for every field; -1 is the last side."""
        for row in self.rows if self._may_choose else ():
            row.choose(len(row.cards) - 1 if side < 0 else min(side, len(row.cards) - 1))
        self.changed.emit()

    def refuse(self, field: str, sentence: str) -> bool:
        """Say beside a typed value why it cannot be kept; False if nothing is typed there."""
        for row in self.rows:
            if row.question.field == field and row.typed is not None and row.is_typing:
                row.typed.field.set_error(sentence)
                row.typed.input.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def close_typing(self) -> bool:
        """Esc: back from a value of one's own to the versions; False if none was being typed."""
        row = self._row()
        if row is None or not row.is_typing:
            return False
        row.choose(None)
        row.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        return True

    def focus_first(self) -> None:
        """Where work begins: the first field that is not decided."""
        for row in self.rows:
            if row.answer() is None and row.cards and self._may_choose:
                row.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)
                return

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self._row(), event.key()
        if row is None or not self._may_choose:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on(row)
        elif (
            row.is_typing
            or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            or not self._choose_by_key(row, key)
        ):
            super().keyPressEvent(event)

    def _choose_by_key(self, row: QuestionRow, key: int) -> bool:
        at = self._place(row)
        if key == Qt.Key.Key_0:
            self._type(row)
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + len(row.cards):
            self._choose(row, key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_Left:
            self._choose(row, max(0, at - 1))
        elif key == Qt.Key.Key_Right:
            self._choose(row, min(len(row.cards) - 1, at + 1))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(row, -1 if key == Qt.Key.Key_Up else 1)
        else:
            return False
        return True

    def _row(self) -> QuestionRow | None:
        """The field whose widgets have the focus."""
        for row in self.rows:
            mine = (*row.cards, row.outcome, *((row.typed.input,) if row.typed else ()))
            if any(widget.hasFocus() for widget in mine):
                return row
        return None

    def _place(self, row: QuestionRow) -> int:
        return next((at for at, card in enumerate(row.cards) if card.hasFocus()), 0)

    def _pressed(self, row: QuestionRow, place: int, _on: bool = False) -> None:
        self._choose(row, place)

    def _choose(self, row: QuestionRow, place: int) -> None:
        row.choose(place)
        row.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _type(self, row: QuestionRow, _on: bool = False) -> None:
        if row.typed is not None and self._may_choose:
            row.type_another()
            row.typed.input.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def _move(self, row: QuestionRow, step: int) -> None:
        at = self.rows.index(row) + step
        if 0 <= at < len(self.rows):
            other = self.rows[at]
            place = other.chosen if other.chosen is not None else min(self._place(row), len(other.cards) - 1)
            other.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, row: QuestionRow) -> None:
        if row.answer() is None and not row.is_typing:
            self._choose(row, self._place(row))
            return
        if self.left():
            self.focus_first()
        else:
            self.finished.emit()

    def _tell(self, _value: object) -> None:
        self.changed.emit()


def _side_head(icon: str, words_: str, colour: str = "text2") -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(IconBox(icon, 18, colour))
    row.addWidget(ShortLabel(words_, "strong"), 1)
    return row


def _facts(version: Version, today: date) -> tuple[str, ...]:
    """Who and when, then which laptop."""
    at = words().time(version.at) if clinic_day(version.at) == today else words().moment(version.at)
    who = " · ".join(part for part in (version.who, at) if part)
    laptop = version.laptop or ""
    where = _("{name} (this one)", name=laptop) if version.is_here and laptop else laptop
    if version.others:
        where = " · ".join(part for part in (where, _("and {n} more", n=version.others)) if part)
    shown = _("shown now") if version.is_shown else ""
    return tuple(line for line in (who, " · ".join(part for part in (where, shown) if part)) if line)


def _typed(question: Question, label: str) -> Typed | None:
    if question.typing is None:
        return None
    box: LineEdit | ComboBox
    if question.typing == "choice":
        box = ComboBox([Choice(key, words().slot(said)) for key, said in question.choices], None, label)
    else:
        box = LineEdit(_("Another value"), label)
    box.setObjectName(f"another {question.field}")
    return Typed(Field("", box, hint=_("Esc goes back to the versions")), box)
