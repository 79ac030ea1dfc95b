from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.inputs import TextBox
from ui.kit.label import Label, ShortLabel


class NoteBox(TextBox):
    """Text whose Ctrl+Z is its own while there is typing to take back, and the page's after that."""

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.document().isUndoAvailable()
        ):
            event.ignore()
            return True
        return super().event(event)


class NoteField(QWidget):
    """One note of a visit: what is typed here is never changed by what arrives.

    A value that moved elsewhere is shown at once where nobody types; else a line beside the label says who
    changed it, and both versions are kept.

    Signals:
        left: the focus went away.
        typed: something was typed.
    """

    left = Signal()
    typed = Signal()

    def __init__(self, name: str, words: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._base = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.label = Label(words, "label", "text2")
        self.mark = ShortLabel("", "hint", "warnText")
        self.mark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.label)
        head.addWidget(self.mark, 1)
        column.addLayout(head)
        self.box = NoteBox(name=words, lines=lines, most=8)
        self.box.setObjectName(name)
        self.label.setBuddy(self.box)
        column.addWidget(self.box)
        self.box.left.connect(self.left)
        self.box.textChanged.connect(self.typed)

    def text(self) -> str:
        return self.box.text()

    def is_dirty(self) -> bool:
        """Whether something other than the kept text stands here."""
        return self.text() != self._base

    def is_busy(self) -> bool:
        """Whether what stands here is somebody's work at this moment."""
        return self.is_dirty() or self.box.hasFocus()

    def show_text(self, text: str) -> None:
        """What is kept; the box shows it."""
        self._base = text
        if self.text() != text:
            self.box.blockSignals(True)
            self.box.setText(text)
            self.box.blockSignals(False)
            self.box.updateGeometry()

    def keep_typing(self, base: str) -> None:
        """What is kept moved to `base`; the box stays as it is."""
        self._base = base

    def put(self, text: str) -> None:
        """Stand for somebody who types it."""
        self.box.setText(text)

    def show_mark(self, words: str) -> None:
        """Beside the label: who changed it meanwhile."""
        self.mark.setText(words)
        self.box.setAccessibleDescription(words)
        self.box.set_state("warn" if words else "")
