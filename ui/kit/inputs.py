from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.keys import cap_size, draw_cap
from ui.kit.label import restyle
from ui.theme.worn import theme


class LineEdit(QLineEdit):
    """One line of text, with an icon in front and a key cap behind if wanted.

    `figures` is for amounts: set to the right. `big` is for codes and passwords that are read out.
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
        self._icon, self._key = icon, key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if figures:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if big:
            self.setProperty("big", "true")
            self.setFont(theme().font("heading", weight=500))
        self._make_room()

    def _make_room(self) -> None:
        right = cap_size(self._key).width() + 4 if self._key else 0
        self.setTextMargins(26 if self._icon else 0, 0, right, 0)

    def set_icon(self, icon: str | None) -> None:
        self._icon = icon
        self._make_room()
        self.update()

    def set_state(self, state: str) -> None:
        """`danger`, `ok`, `warn` or nothing: the colour of the edge."""
        if self.property("state") != state:
            self.setProperty("state", state)
            restyle(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(56, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon or self._key:
            painter = QPainter(self)
            if self._icon:
                place = QRect(12, 0, 16, self.height())
                draw_icon(painter, place, self._icon, theme().color("text3"), 16)
            if self._key:
                left = self.width() - cap_size(self._key).width() - 10
                draw_cap(painter, left, self.height() // 2, self._key)


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
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    def text(self) -> str:
        return self.toPlainText().strip()

    def setText(self, text: str) -> None:
        self.setPlainText(text)

    def set_state(self, state: str) -> None:
        if self.property("state") != state:
            self.setProperty("state", state)
            restyle(self)

    def sizeHint(self) -> QSize:
        lines = min(max(self._lines, int(self.document().size().height())), self._most)
        return QSize(240, lines * self.fontMetrics().lineSpacing() + 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_Return:
            event.ignore()  # the main action of the page
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
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
