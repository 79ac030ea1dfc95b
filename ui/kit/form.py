from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.label import IconBox, Label
from ui.theme.worn import theme

Check = Callable[[], str | None]


class Field(QWidget):
    """A label, an input, and one line under it that is a hint or says what to do.

    `check` answers a sentence when the input is not right. It is asked on leaving the field and by
    `Form.first_wrong`, never while somebody types.

    Attributes:
        input: the widget that was handed in.
    Signals:
        left: the person went on to something else.
    """

    left = Signal()

    def __init__(
        self,
        label: str,
        control: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        check: Check | None = None,
        needed: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.input = control
        self.required = required
        self._hint, self._check, self._needed = hint, check, needed
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._head = QHBoxLayout()
        self._head.setSpacing(4)
        self.label = Label(label, "label", "text2")
        self.label.setBuddy(control)
        self._head.addWidget(self.label)
        if required:
            self._head.addWidget(Label("*", "label", "dangerText"))
        self._head.addStretch(1)
        if label:
            column.addLayout(self._head)
        column.addWidget(control)
        self._foot: _Foot | None = None
        if not control.accessibleName():
            control.setAccessibleName(label)
        control.setAccessibleDescription(hint)
        control.installEventFilter(self)
        self.clear_error()

    def head_add(self, widget: QWidget) -> None:
        """Something at the right end of the label line: "was: …", a link."""
        self._head.addWidget(widget)

    def set_error(self, sentence: str) -> None:
        """Say what to do: "Type 10 digits. 2 are missing." """
        self._show(sentence, "dangerText", "danger")

    def set_ok(self, sentence: str = "") -> None:
        self._show(sentence or self._hint, "text3", "ok")

    def set_warning(self, sentence: str) -> None:
        self._show(sentence, "warnText", "warn")

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self.clear_error()

    def clear_error(self) -> None:
        self._show(self._hint, "text3", "")

    @property
    def said(self) -> str:
        """What stands under it."""
        return self._foot.message.text() if self._foot is not None else ""

    @property
    def error(self) -> str:
        return self.said if self._state == "danger" else ""

    def _show(self, sentence: str, colour: str, state: str) -> None:
        self._state = state
        if sentence and self._foot is None:  # most fields never have anything to say
            self._foot = _Foot(self)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self._foot)
        if self._foot is not None:
            self._foot.show_words(sentence, colour, state)
        show_state = getattr(self.input, "set_state", None)
        if show_state is not None:
            show_state(state)
        self.input.setAccessibleDescription(sentence)

    def is_empty(self) -> bool:
        for say in ("value", "text"):
            asked = getattr(self.input, say, None)
            if asked is not None:
                return asked() in (None, (), "")
        return False

    def is_right(self) -> bool:
        """Check now, and show what was found."""
        sentence = self._needed if self.required and self.is_empty() else None
        if not sentence and self._check is not None:
            sentence = self._check()
        if sentence:
            self.set_error(sentence)
            return False
        if self.required and self.is_empty():
            self._show(self._hint, "text3", "danger")
            return False
        if self._state == "danger":
            self.clear_error()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self.input:
            self._leave()
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        if not self.is_empty():
            self.is_right()
        elif not self.required and self._state == "danger":
            self.clear_error()
        self.left.emit()


class _Foot(QWidget):
    """The line under a field: a hint, or what to do, with its sign."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.sign = IconBox("alert-circle", 14, "dangerText", parent=self)
        self.message = Label("", "hint", "text3", wrap=True, parent=self)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.message, 1)

    def show_words(self, sentence: str, colour: str, state: str) -> None:
        self.message.setText(sentence)
        self.message.set_colour(colour)
        self.sign.show_icon("alert-circle" if state == "danger" else "alert-triangle", colour)
        self.sign.setVisible(state in ("danger", "warn"))
        self.setVisible(bool(sentence))


class Form(QWidget):
    """Fields in the order the desk asks. Enter goes on to the next; only Ctrl+Enter, the page's own, submits.

    A USB scanner ends with Enter, so Enter must never be more than "next".
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: list[Field] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme().size("formGap"))

    def add(self, field: Field) -> Field:
        self.fields.append(field)
        self.column.addWidget(field)
        return field

    def add_row(self, *fields: Field, stretches: tuple[int, ...] = ()) -> None:
        """Fields side by side."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for at, field in enumerate(fields):
            self.fields.append(field)
            row.addWidget(field, stretches[at] if stretches else 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)

    def add_widget(self, widget: QWidget) -> None:
        """Something between the fields: a match box, a note."""
        self.column.addWidget(widget)

    def first_wrong(self) -> Field | None:
        """Check everything, put the focus on the first field that is not right, and answer it."""
        wrong = [field for field in self.fields if field.isVisibleTo(self) and not field.is_right()]
        if not wrong:
            return None
        wrong[0].input.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong[0]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.column.setSpacing(theme().size("formGap"))
        super().changeEvent(event)
