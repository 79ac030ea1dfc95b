from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.icons import draw_icon
from ui.kit.button import Pressable
from ui.kit.choices import draw_radio
from ui.kit.keys import cap_size, draw_cap
from ui.kit.label import Label
from ui.kit.paint import focus_ring, round_box
from ui.supervision.marked_text import MarkedText, Word
from ui.theme.worn import theme

LEAST = 62
Outcome = Literal["open", "chosen", "locked"]


class TallCard(Pressable):
    """A button that holds words in lines, and is as high as they need."""

    LEFT = 42
    RIGHT = 12

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(self.LEFT, 7, self.RIGHT, 7)
        self.column.setSpacing(0)
        self.column.addStretch(1)

    def add_label(self, words: str, colour: str = "text2") -> Label:
        label = Label(words, "hint", colour, wrap=True)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.column.addWidget(label)
        return label

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(theme().scaled(LEAST), self.column.totalHeightForWidth(width))

    def sizeHint(self) -> QSize:
        return QSize(150, self.heightForWidth(max(120, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(110, theme().scaled(LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a column that scrolls, a grid gives no row more than its least."""
        super().resizeEvent(event)
        least = self.heightForWidth(self.width())
        if least != self.minimumHeight():
            self.setMinimumHeight(least)
        self.column.setGeometry(self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, numbers and Enter are the desk's; only the space bar presses."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)


class VersionCard(TallCard):
    """One of the values somebody wrote: the value, who and when, and which laptop. Chosen by a press or its number."""

    def __init__(
        self,
        number: int,
        value: tuple[Word, ...],
        facts: tuple[str, ...],
        doubt: str,
        parent: QWidget | None = None,
    ) -> None:
        words = [" ".join(word for word, _ in value), *facts, doubt]
        super().__init__(", ".join(part for part in words if part), parent)
        self._number = number
        self.setCheckable(True)
        self.column.addWidget(MarkedText(value))
        for fact in facts:
            self.add_label(fact)
        if doubt:
            self.add_label(doubt, "warnText")
        self.column.addStretch(1)

    def nextCheckState(self) -> None:
        """Whether it is chosen, the desk says."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        chosen = self.isChecked()
        ground = worn.selected() if chosen else worn.color("hover" if self.underMouse() else "surface")
        edge = worn.color("accent" if chosen else "control" if worn.is_contrast else "border")
        round_box(painter, self.rect(), worn.radius("control"), ground, edge, 2 if chosen else worn.line)
        draw_radio(painter, QPoint(21, self.height() // 2), chosen)
        if self.hasFocus():
            size = cap_size(str(self._number))
            draw_cap(painter, self.width() - size.width() - 8, 8 + size.height() // 2, str(self._number))
            focus_ring(
                painter, self.rect(), worn.radius("control"), worn.color("text" if chosen else "accent")
            )


class OutcomeCard(TallCard):
    """What will be saved for a field. Undecided it is dashed and red; pressed, another value can be typed."""

    LEFT = 40

    def __init__(self, name: str, may_type: bool, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._name, self._outcome, self._icon = name, "open", "alert-circle"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if may_type else Qt.FocusPolicy.NoFocus)
        self.setEnabled(may_type)
        self.value = MarkedText()
        self.column.addWidget(self.value)
        self.source = self.add_label("")
        self.column.addStretch(1)

    def show_outcome(self, outcome: Outcome, value: str, source: str, icon: str) -> None:
        self._outcome, self._icon = outcome, icon
        self.value.show_words(tuple((word, False) for word in value.split()))
        self.source.setText(source)
        self.setAccessibleName(f"{self._name}: {value}, {source}")
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        kind = {"open": "danger", "chosen": "ok", "locked": "neutral"}[self._outcome]
        tone, dashed = worn.tone(kind), self._outcome == "open"
        ground = worn.color("surface") if dashed or worn.is_contrast else tone.panel
        round_box(
            painter,
            self.rect(),
            worn.radius("control"),
            ground,
            tone.edge,
            2 if dashed else worn.line,
            dashed,
        )
        draw_icon(painter, QRect(13, 0, 18, self.height()), self._icon, tone.text, 18)
        if self.hasFocus():
            focus_ring(painter, self.rect(), worn.radius("control"))
