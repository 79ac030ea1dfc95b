"""An input that offers rows while somebody types; Enter takes the one that is marked."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kit.announce import announce
from ui.kit.inputs import LineEdit
from ui.kit.paint import round_box
from ui.kit.row import Row, RowLook
from ui.kit.row_list import RowList
from ui.theme.worn import theme

PAUSE_MS = 60
"""Quick typists are asked about once, not at every letter."""

LOOK = RowLook(height=48, inset=14, bar=False)


class PickBox(LineEdit):
    """Asks for rows as text changes, shows them above or below itself, and hands out the one that is taken.

    Enter may come before the rows do: then the answer for that very text is waited for and its first row taken.

    Signals:
        wanted: rows are wanted for this text.
        picked: carries the key of the row that was taken.
    """

    wanted = Signal(str)
    picked = Signal(object)

    def __init__(
        self,
        placeholder: str,
        name: str,
        *,
        icon: str = "search",
        least_width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, name, icon=icon, parent=parent)
        self._least_width = least_width
        self._drop: _Drop | None = None
        self._shown_for: str | None = None
        self._enter_waits = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)

    def typed(self) -> str:
        return self.text().strip()

    def show_rows(self, text: str, rows: Sequence[Row]) -> None:
        """The answer for `text`; one that nobody waits for any more is dropped."""
        if text != self.typed() or not (self.hasFocus() or self._enter_waits):
            return
        self._shown_for = text
        if not rows:
            self.close_drop()
            self._enter_waits = False
            return
        drop = self._open_drop()
        drop.list.show_rows(rows)
        drop.list.choose_first()
        drop.put_beside(self, self._least_width)
        if self._enter_waits:
            self._take()

    def close_drop(self) -> None:
        if self._drop is not None:
            self._drop.hide()

    def is_open(self) -> bool:
        return self._drop is not None and self._drop.isVisible()

    def reset(self) -> None:
        """Empty, for the next one."""
        self._pause.stop()
        self._shown_for, self._enter_waits = None, False
        self.clear()
        self.close_drop()

    def rows(self) -> list[str]:
        """What is offered now, as words."""
        if self._drop is None or not self.is_open():
            return []
        return [row.title for row in self._drop.list.rows.rows() if isinstance(row, Row)]

    def _typed(self) -> None:
        self._enter_waits = False
        if self.typed():
            self._pause.start()
        else:
            self._pause.stop()
            self._shown_for = None
            self.close_drop()

    def _ask(self) -> None:
        if self.typed():
            self.wanted.emit(self.typed())

    def _enter(self) -> None:
        if not self.typed():
            return
        if self._shown_for == self.typed() and self.is_open():
            self._take()
            return
        self._enter_waits = True
        self._pause.stop()
        self._ask()

    def _take(self) -> None:
        self._enter_waits = False
        key = self._drop.list.current_key() if self._drop is not None else None
        if key is not None:
            self.close_drop()
            self.picked.emit(key)

    def _open_drop(self) -> "_Drop":
        if self._drop is None:
            self._drop = _Drop(self)
            self._drop.list.clicked.connect(self._take)
            self.destroyed.connect(self._drop.deleteLater)
        return self._drop

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif self.is_open() and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            assert self._drop is not None
            self._drop.step(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Esc closes the offers first; Ctrl+Z of an empty box is the page's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and (self.is_open() or self.typed()):
                self.reset()
                event.accept()
                return True
            undo = event.key() == Qt.Key.Key_Z and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if undo and not self.text():
                event.ignore()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self._enter_waits:
            self.close_drop()


class _Drop(QFrame):
    """The rows, lying inside the window over what is there."""

    MOST = 7

    def __init__(self, box: PickBox) -> None:
        super().__init__(box.window())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 6, 1, 6)
        self.list = RowList(box.accessibleName(), LOOK)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.list)
        box.window().installEventFilter(self)

    def put_beside(self, box: PickBox, least_width: int) -> None:
        """Below the box, or above it where there is no room."""
        window = box.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = box.mapTo(window, QPoint(0, 0))
        width = max(box.width(), theme().scaled(least_width))
        rows = self.list.rows.rowCount()
        row = self.list.sizeHintForRow(0)
        height = row * min(rows, self.MOST) + 14
        left = max(8, corner.x() + box.width() - width)
        below = window.height() - corner.y() - box.height() - 8
        top = corner.y() + box.height() + 4 if below >= height else corner.y() - height - 4
        self.setGeometry(QRect(left, max(8, top), width, height))
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        keys = [row.key for row in self.list.rows.rows() if isinstance(row, Row)]
        if keys:
            now = self.list.current_key()
            at = keys.index(now) if now in keys else -1
            self.list.choose(keys[(at + by) % len(keys)])
            announce(self.list)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn = theme()
        edge = worn.color("control")
        round_box(QPainter(self), self.rect(), worn.radius("popover"), worn.color("surface"), edge, worn.line)
