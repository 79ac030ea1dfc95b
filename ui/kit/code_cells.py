from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.kit.inputs import State
from ui.kit.paint import CENTRE, fill, round_box, write
from ui.theme.worn import theme


class CodeCells(QLineEdit):
    """Six digits, each in a cell. One line edit underneath, so that paste and input methods work as ever.

    Signals:
        filled: every cell has its digit; carries the code.
    """

    filled = Signal(str)
    CELL, LEAST = 44, 36
    TALL = 52
    GAP = 6

    def __init__(self, name: str, length: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length = length
        self.setAccessibleName(name)
        self.setFrame(False)
        self._state: State = ""
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._keep_digits)

    def set_state(self, state: State) -> None:
        self._state = state
        self.update()

    def _keep_digits(self, text: str) -> None:
        digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())[: self._length]
        if digits != text:
            self.setText(digits)
            return
        self.update()
        if len(digits) == self._length:
            self.filled.emit(digits)

    def _left_of(self, at: int, cell: int) -> int:
        middle = 10 if at >= self._length // 2 else 0
        return at * (cell + self.GAP) + middle

    def _wide(self, cell: int) -> int:
        return self._left_of(self._length - 1, cell) + cell

    def sizeHint(self) -> QSize:
        return QSize(self._wide(self.CELL), self.TALL)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._wide(self.LEAST), self.TALL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter, text = theme(), QPainter(self), self.text()
        wrong = self._state == "danger"
        wide = self.CELL if self.width() >= self._wide(self.CELL) else self.LEAST
        for at in range(self._length):
            cell = QRect(self._left_of(at, wide), 0, wide, self.TALL)
            here = self.hasFocus() and at == min(len(text), self._length - 1)
            edge = worn.color("danger" if wrong else "accent" if here else "control")
            width = worn.ring if here else worn.line + wrong
            round_box(painter, cell, worn.radius("control"), worn.color("surface"), edge, width)
            letter = text[at] if at < len(text) else ""
            write(painter, cell, letter, worn.font("counter"), worn.color("text"), CENTRE)
            if here and not letter:
                caret = QRect(cell.center().x(), cell.y() + 13, 1, cell.height() - 26)
                fill(painter, caret, worn.color("text"))
