"""What a screen shows when there is nothing, or nothing yet."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.kit.label import IconBox, Label
from ui.kit.paint import round_box
from ui.speech import _
from ui.theme.worn import theme


class EmptyState(QWidget):
    """What is empty, what will show here, and one thing to do."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(6)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconBox(icon, 40, "text3"), 0, middle)
        self.title = Label(title, "title", wrap=True)
        self.text = Label(text, "meta", "text3", wrap=True)
        for label in (self.title, self.text):
            label.setAlignment(middle)
            column.addWidget(label)
            label.setVisible(bool(label.text()))
        if action is not None:
            column.addSpacing(4)
            column.addWidget(action, 0, middle)
        column.addStretch(1)

    def show_words(self, title: str, text: str) -> None:
        """Another emptiness at the same place."""
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.title.setText(title)
        self.text.setText(text)


class Loading(QWidget):
    """Grey bars where the answer will stand; nothing at all for the first moment, as most answers are quick."""

    WIDTHS = (0.9, 0.7, 0.8, 0.55, 0.85, 0.65)

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._shown = False
        self._wait = QTimer(self, singleShot=True, interval=theme().motion["skeletonAfter"])
        self._wait.timeout.connect(self._appear)
        self.setAccessibleName(_("Loading"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def start(self) -> None:
        self._shown = False
        self._wait.start()
        self.update()

    def stop(self) -> None:
        self._wait.stop()
        self._shown = False
        self.update()

    def is_shown(self) -> bool:
        return self._shown

    def _appear(self) -> None:
        self._shown = True
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._lines * 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._shown:
            return
        worn, painter = theme(), QPainter(self)
        grey = worn.color("hover" if worn.is_contrast else "neutralSoft")
        for at in range(self._lines):
            bar = self.rect().adjusted(0, 0, 0, 0)
            bar.setWidth(int(self.width() * self.WIDTHS[at % len(self.WIDTHS)]))
            bar.setTop(at * 28 + 4)
            bar.setHeight(16)
            round_box(painter, bar, worn.radius("xs"), grey)


class Shown(QStackedWidget):
    """One place, three faces: the content, the bars while it is asked for, and the empty state."""

    def __init__(
        self, content: QWidget, empty: QWidget, lines: int = 5, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.content, self.empty, self.loading = content, empty, Loading(lines)
        for face in (self.loading, content, empty):
            self.addWidget(face)

    def wait(self) -> None:
        """Call when asking; the content stays if there already is some."""
        if self.currentWidget() is not self.content:
            self.setCurrentWidget(self.loading)
            self.loading.start()

    def show_content(self, something: bool = True) -> None:
        """Call when the answer is there: `something` is whether it holds anything."""
        self.loading.stop()
        self.setCurrentWidget(self.content if something else self.empty)
