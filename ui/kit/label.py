from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.kit.paint import line, round_box
from ui.theme.theme import Theme
from ui.theme.worn import theme


class Label(QLabel):
    """Words in one of the type styles: hint, label, meta, body, strong, title, screen, heading, number, …

    `colour` is a token: text, text2, text3, accentText, okText, warnText, dangerText, infoText.
    """

    def __init__(
        self,
        words: str = "",
        style: str = "body",
        colour: str = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.style_name, self.colour = style, colour
        self._worn: Theme | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._dress()

    def set_colour(self, colour: str) -> None:
        if self.colour != colour:
            self.colour = colour
            self._worn = None
            self._dress()

    def set_style(self, style: str) -> None:
        if self.style_name != style:
            self.style_name = style
            self._worn = None
            self._dress()

    def _dress(self) -> None:
        worn = theme()
        if worn is not self._worn:
            self._worn = worn
            if self.colour != "text":  # which is the application's own
                palette = self.palette()
                palette.setColor(QPalette.ColorRole.WindowText, worn.color(self.colour))
                self.setPalette(palette)
            elif self.testAttribute(Qt.WidgetAttribute.WA_SetPalette):
                self.setPalette(QPalette())
            self.setFont(worn.font(self.style_name))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._dress()
        super().showEvent(event)


class ShortLabel(Label):
    """One line that ends in … where there is no room; the whole of it is in the tooltip."""

    def __init__(
        self,
        words: str = "",
        style: str = "body",
        colour: str = "text",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", style, colour, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words = words
        self._show()

    def setText(self, words: str) -> None:
        self._words = words
        self._show()

    def words(self) -> str:
        return self._words

    def resizeEvent(self, _event: object) -> None:
        self._show()

    def _show(self) -> None:
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(0, self.width()))
        super().setText(shown)
        self.setToolTip(self._words if shown != self._words else "")
        self.setAccessibleName(self._words)


class Divider(QWidget):
    """A thin level line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line(QPainter(self), 0, 0, self.width(), theme().color("border"))


class IconBox(QWidget):
    """An icon standing for itself beside words that say the same."""

    def __init__(
        self, icon: str, size: int = 18, colour: str = "text2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._size, self._colour = icon, size, colour
        self.setFixedSize(size, size)

    def show_icon(self, icon: str, colour: str | None = None) -> None:
        self._icon = icon
        self._colour = colour or self._colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_icon(QPainter(self), self.rect(), self._icon, theme().color(self._colour), self._size)


class Note(QFrame):
    """An icon and a wrapped sentence in grey: what will happen, what to know."""

    def __init__(
        self,
        words: str,
        icon: str = "info-circle",
        colour: str = "text3",
        *,
        boxed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._boxed = boxed
        row = QHBoxLayout(self)
        pad = 12 if boxed else 0
        row.setContentsMargins(pad, pad - 2 if boxed else 0, pad, pad - 2 if boxed else 0)
        row.setSpacing(10)
        self.box = IconBox(icon, 16, colour)
        self.words = Label(words, "hint", colour, wrap=True)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._boxed:
            worn = theme()
            edge = worn.color("border")
            round_box(
                QPainter(self), self.rect(), worn.radius("control"), worn.color("sunken"), edge, worn.line
            )
