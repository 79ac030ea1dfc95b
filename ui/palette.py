from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.words import counted
from ui.kit.inputs import LineEdit
from ui.kit.keys import KeyCap
from ui.kit.label import Divider, Label
from ui.kit.paint import round_box
from ui.kit.row import Row, RowLook, Section
from ui.kit.row_list import RowList
from ui.speech import _
from ui.theme.worn import theme

WIDTH = 560
MOST_HEIGHT = 440


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: how it looks, what Enter does, and what Ctrl+Enter does if anything."""

    row: Row
    open: Callable[[], object]
    also: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to `text`; an answer to what nobody asks any more is dropped.

    Attributes:
        title: over the hits, such as "Patients".
        note: at the foot: where was looked, and how much there is.
    """

    text: str
    hits: tuple[Hit, ...] = ()
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """Something this role can do from anywhere.

    Attributes:
        words: found by any of its words. With `{text}` in it, it takes what was typed.
        takes_text: shown for every text; `do` gets it. Else `do` gets an empty text.
    """

    words: str
    icon: str
    do: Callable[[str], object]
    key: str | None = None
    takes_text: bool = False


Finder = Callable[[str, Callable[[Found], None]], object]
"""`find(text, then)`: look for `text` off the window's thread, give the answer to `then` on it."""


class Palette(QFrame):
    """Ctrl+K: people, tokens and bills while you type, and everything else this role can do.

    Signals:
        closed: it went away.
        unused: Enter without a hit; carries the text.
    """

    closed = Signal()
    unused = Signal(str)

    def __init__(
        self,
        window: QWidget,
        find: Finder,
        commands: Sequence[Command],
        also: str = "",
    ) -> None:
        super().__init__(window)
        self._over, self._find, self._commands = window, find, tuple(commands)
        self._found = Found("")
        self._acts: dict[object, tuple[Callable[[], object], Callable[[], object] | None]] = {}
        self.setObjectName("palette")
        self.setAccessibleName(_("Search"))
        self.box = LineEdit(_("Search patient by name, phone, ABHA or token"), icon="search", key="Ctrl+K")
        self.box.setParent(window)
        self.list = RowList(_("Results"), RowLook(height=54, inset=20, face=36, bar=False))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out(also)
        self._pause = QTimer(self, singleShot=True, interval=30)
        self._pause.timeout.connect(self._ask)
        self.box.textChanged.connect(self._typed)
        self.box.installEventFilter(self)
        self.list.clicked.connect(lambda _index: self._do(second=False))
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(40)
        shadow.setOffset(0, 10)
        shadow.setColor(QColor(10, 12, 30, 70))
        self.setGraphicsEffect(shadow)

    def _lay_out(self, also: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(Divider())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 7, 20, 7)
        foot.setSpacing(8)
        keys = [("Up", _("move")), ("Return", _("open"))]
        keys += [("Ctrl+Return", also)] if also else []
        for key, words in keys:
            foot.addWidget(KeyCap("↑ ↓" if key == "Up" else key))
            foot.addWidget(Label(words, "hint", "text2"))
            foot.addSpacing(6)
        foot.addStretch(1)
        self.note = Label("", "hint", "text2")
        self.note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        foot.addWidget(self.note)
        column.addLayout(foot)

    def open(self, search: QRect, text: str = "") -> None:
        """Open with the box over `search`, given in the coordinates of the window."""
        self._search, self._before = search, QApplication.focusWidget()
        self.box.setGeometry(search)
        self.box.show()
        self.box.raise_()
        self.box.setText(text)
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)
        self._fill()
        self.show()
        self.raise_()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # a widget has one
        self._ask()

    def close_palette(self) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # a widget has one
        self._pause.stop()
        self.box.hide()
        self.hide()
        self.box.deleteLater()
        self.deleteLater()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _typed(self) -> None:
        self._fill()
        self._pause.start()

    def _ask(self) -> None:
        text = self.box.text().strip()
        if text:
            self._find(text, self._answer)

    def _answer(self, found: Found) -> None:
        """Late, the palette may be closed."""
        if isValid(self.box) and found.text == self.box.text().strip():
            self._found = found
            self._fill()

    def _fill(self) -> None:
        text = self.box.text().strip()
        found = self._found if self._found.text == text else Found(text)
        rows: list[Row | Section] = []
        self._acts = {}
        if found.hits:
            count = counted(
                "{n} match for “{text}”", "{n} matches for “{text}”", n=len(found.hits), text=text
            )
            rows.append(Section(found.title, _(count)))
        for hit in found.hits:
            rows.append(hit.row)
            self._acts[hit.row.key] = (hit.open, hit.also)
        rows += self._command_rows(text)
        self.list.show_rows(rows)
        self.list.choose_first()
        self.note.setText(found.note)
        self._place()

    def _command_rows(self, text: str) -> list[Row | Section]:
        rows: list[Row | Section] = []
        wanted = text.casefold().split()
        for at, command in enumerate(self._commands):
            words = command.words.format(text=text) if command.takes_text else command.words
            fits = bool(text) if command.takes_text else _fits(command.words, wanted)
            if fits:
                key = ("command", at)
                rows.append(Row(key, words, icon=command.icon, cap=command.key or ""))
                said = text if command.takes_text else ""
                self._acts[key] = (partial(command.do, said), None)
        if rows:
            rows.insert(0, Section(_("Do")))
        return rows

    def _place(self) -> None:
        search, window = self._search, self._over
        wide = min(WIDTH, window.width() - 24)
        tall = min(self.list.content_height() + 8 + 40, MOST_HEIGHT, window.height() - search.bottom() - 40)
        left = min(max(12, search.center().x() - wide // 2), window.width() - wide - 12)
        self.setGeometry(left, search.bottom() + 7, wide, max(tall, 60))

    def _do(self, *, second: bool) -> None:
        key = self.list.current_key()
        if key not in self._acts:
            text = self.box.text().strip()
            self.close_palette()
            self.unused.emit(text)
            return
        first, other = self._acts[key]
        if second and other is None:
            return
        self.close_palette()
        (other if second and other is not None else first)()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.box and kind == QEvent.Type.ShortcutOverride:
            event.accept()  # keys of the page below sleep while the palette is open
            return True
        if watched is self.box and kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if (
            kind == QEvent.Type.MouseButtonPress
            and isinstance(watched, QWidget)
            and self._is_outside(watched)
        ):
            self.close_palette()
        return False

    def _is_outside(self, widget: QWidget) -> bool:
        inside = widget in (self, self.box) or self.isAncestorOf(widget) or self.box.isAncestorOf(widget)
        return self.isVisible() and not inside

    def _key(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_palette()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._do(second=control)
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                QApplication.sendEvent(self.list, event)
            case Qt.Key.Key_Tab:
                pass
            case _:
                return False
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn = theme()
        edge = worn.color("control" if worn.is_contrast else "border")
        round_box(QPainter(self), self.rect(), worn.radius("popover"), worn.color("surface"), edge, worn.line)


def _fits(words: str, wanted: list[str]) -> bool:
    """Each thing typed begins a word of the command; nothing typed fits all."""
    starts = words.casefold().split()
    return all(any(start.startswith(part) for start in starts) for part in wanted)
