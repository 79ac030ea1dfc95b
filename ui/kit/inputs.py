from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.keys import cap_size, draw_cap
from ui.kit.paint import focus_ring, round_box
from ui.kit.scroll_bar import thin_bars
from ui.theme.theme import Theme
from ui.theme.worn import theme

State = Literal["", "danger", "ok", "warn"]


def draw_field(painter: QPainter, box: QRect, state: State, *, focus: bool, enabled: bool) -> None:
    """The ground and edge every input has: the edge says its state, the ring that it listens."""
    worn = theme()
    ground = worn.color("surface" if enabled else "sunken")
    edge = worn.color(state or ("control" if enabled else "border"))
    radius = worn.radius("control")
    round_box(painter, box, radius, ground, edge, worn.line + (state == "danger"))
    if focus:
        focus_ring(painter, box, radius, worn.color(state) if state else None)


def clear_ground(widget: QWidget) -> None:
    """Let what is painted behind the text show, in the colours of today."""
    palette = QPalette(widget.palette())
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        palette.setColor(group, QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
    widget.setPalette(palette)


class LineEdit(QLineEdit):
    """One line of text, with an icon in front and a key cap behind if wanted.

    `figures` is for amounts: set to the right, digits equally wide. `big` is for codes that are read out.
    """

    def __init__(
        self,
        placeholder: str = "",
        name: str = "",
        *,
        text: str = "",
        icon: str | None = None,
        key: str | None = None,
        figures: bool = False,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._key, self._figures, self._big = icon, key, figures, big
        self._state: State = ""
        self._worn: Theme | None = None
        self.setFrame(False)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if figures:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._dress()

    def set_icon(self, icon: str | None) -> None:
        self._icon = icon
        self._make_room()
        self.update()

    def set_state(self, state: State) -> None:
        """The colour of the edge."""
        self._state = state
        self.update()

    def _make_room(self) -> None:
        right = cap_size(self._key).width() + 16 if self._key else 10
        self.setTextMargins(37 if self._icon else 11, 0, right, 0)

    def _dress(self) -> None:
        worn = theme()
        if worn is self._worn:
            return
        self._worn = worn
        style = "heading" if self._big else "body"
        self.setFont(worn.font(style, weight=500 if self._big else 400, figures=self._figures))
        clear_ground(self)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._dress()
        super().showEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(180, theme().size("large" if self._big else "control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(56, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_field(painter, self.rect(), self._state, focus=self.hasFocus(), enabled=self.isEnabled())
        if self._icon:
            draw_icon(painter, QRect(10, 0, 16, self.height()), self._icon, theme().color("text3"), 16)
        if self._key:
            left = self.width() - cap_size(self._key).width() - 11
            draw_cap(painter, left, self.height() // 2, self._key)
        painter.end()
        super().paintEvent(event)


class TextBox(QPlainTextEdit):
    """Several lines that grow with what is typed, from `lines` up to `most`.

    Signals:
        left: the focus went away; time to check or keep.
    """

    left = Signal()

    def __init__(
        self,
        placeholder: str = "",
        name: str = "",
        *,
        text: str = "",
        lines: int = 2,
        most: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._lines, self._most = lines, most
        self._state: State = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setViewportMargins(7, 5, 4, 5)
        thin_bars(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._grow)

    def text(self) -> str:
        return self.toPlainText().strip()

    def setText(self, text: str) -> None:
        self.setPlainText(text)

    def set_state(self, state: State) -> None:
        """The colour of the edge."""
        self._state = state
        self.update()

    def least_height(self) -> int:
        """Before anything is typed."""
        return self._height_of(self._lines)

    def _height_of(self, lines: int) -> int:
        return lines * self.fontMetrics().lineSpacing() + 20

    def sizeHint(self) -> QSize:
        lines = min(max(self._lines, int(self.document().size().height())), self._most)
        return QSize(240, self._height_of(lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def _grow(self) -> None:
        if self.sizeHint().height() != self.height():
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()  # narrower lines may be more lines

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:  # of the frame; `paintEvent` is for the text inside
            focus, enabled = self.hasFocus(), self.isEnabled()
            draw_field(QPainter(self), self.rect(), self._state, focus=focus, enabled=enabled)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_Return:
            event.ignore()  # the main action of the page
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.left.emit()


class PasswordBox(LineEdit):
    """Hidden text; `set_shown` reveals it while a person looks.

    Signals:
        caps: Caps Lock may be on: a capital was typed without Shift, or the reverse.
    """

    caps = Signal(bool)

    def __init__(self, placeholder: str = "", name: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, name, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def set_shown(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text.isalpha() and text.upper() != text.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(text.isupper() != shift)
        super().keyPressEvent(event)
