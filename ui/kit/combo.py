from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.choices import Choice
from ui.kit.inputs import State, clear_ground, draw_field
from ui.kit.paint import width_of, write
from ui.theme.worn import theme


class ComboBox(QComboBox):
    """One of many, in a list that drops down; typing jumps to it.

    With `search` the box takes text and finds choices that contain it. `free` then also keeps text that
    is no choice: `value()` is that text.

    Signals:
        changed: a person chose; carries the value.
    """

    changed = Signal(object)

    def __init__(
        self,
        choices: Iterable[Choice] = (),
        value: object = None,
        name: str = "",
        *,
        search: bool = False,
        free: bool = False,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._free = free
        self._state: State = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxVisibleItems(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if search or free:
            self._make_editable(placeholder)
        self.set_choices(choices)
        self.set_value(value)
        self.activated.connect(lambda _index: self.changed.emit(self.value()))

    def _make_editable(self, placeholder: str) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        edit = self.lineEdit()
        assert edit is not None
        edit.setFrame(False)
        clear_ground(edit)
        edit.setPlaceholderText(placeholder)
        edit.setAccessibleName(self.accessibleName())
        from PySide6.QtWidgets import QCompleter

        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        if self._free:
            edit.editingFinished.connect(lambda: self.changed.emit(self.value()))

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Show other choices; what was chosen stays chosen if it is still among them."""
        kept = self.value()
        self.clear()
        for choice in choices:
            self.addItem(choice.words, choice.value)
        self.set_value(kept)

    def value(self) -> object:
        if self.isEditable():
            at = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
            if at < 0:
                return self.currentText().strip() if self._free and self.currentText().strip() else None
            return self.itemData(at)
        return self.currentData()

    def set_value(self, value: object) -> None:
        at = next((at for at in range(self.count()) if self.itemData(at) == value), -1)
        self.setCurrentIndex(at)
        if at < 0 and self.isEditable():
            self.setEditText(str(value) if self._free and value is not None else "")

    def set_state(self, state: State) -> None:
        """The colour of the edge."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        font = theme().font("body")
        widest = max((width_of(self.itemText(at), font) for at in range(self.count())), default=60)
        return QSize(min(widest, 320) + 50, theme().size("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 76), self.sizeHint().height())

    def showPopup(self) -> None:
        from ui.kit.drop_list import dress_drop, put_under

        dress_drop(self)
        super().showPopup()
        put_under(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a wheel that scrolls the page must not change what was chosen

    def resizeEvent(self, _event: object) -> None:
        edit = self.lineEdit()
        if edit is not None:
            edit.setGeometry(12, 2, self.width() - 46, self.height() - 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        edit = self.lineEdit()
        focus = self.hasFocus() or (edit is not None and edit.hasFocus())
        draw_field(painter, self.rect(), self._state, focus=focus, enabled=self.isEnabled())
        arrow = QRect(self.width() - 25, 0, 18, self.height())
        draw_icon(painter, arrow, "chevron-down", worn.color("text2"), 16)
        if edit is None:
            text = self.currentText() or self.placeholderText()
            ink = worn.color("text" if self.currentText() and self.isEnabled() else "text3")
            write(painter, QRect(11, 0, self.width() - 40, self.height()), text, worn.font("body"), ink)
