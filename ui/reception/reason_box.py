from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from app.reception.reasons import USUAL
from ui.kit.button import Button
from ui.kit.choices import Choice, ChoiceChips
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.speech import _


class ReasonBox(QStackedWidget):
    """The usual reasons as chips; whoever types a letter there writes another one instead.

    Signals:
        typing: the text stands there now (True), or the chips again (False).
    """

    typing = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Reason for visit"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chips = ChoiceChips([Choice(said.text, _(said)) for said in USUAL], None, _("Reason for visit"))
        self.text = LineEdit(_("Another reason"), _("Reason for visit"))
        self.text.setMaxLength(120)
        self.addWidget(self.chips)
        self.addWidget(self.text)
        self.text.installEventFilter(self)
        for chip in self.chips.chips():
            chip.installEventFilter(self)
        self.setFocusProxy(self.chips.chips()[0])

    def sizeHint(self) -> QSize:
        return self._shown().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._shown().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return self._shown().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self._shown().heightForWidth(width)

    def _shown(self) -> QWidget:
        return self.currentWidget() or self.chips

    def value(self) -> str | None:
        if self.currentWidget() is self.text:
            return self.text.text().strip() or None
        value = self.chips.value()
        return str(value) if value else None

    def set_value(self, reason: str | None) -> None:
        """A usual one is chosen, another one stands as text, nothing clears both."""
        usual = reason is None or any(reason == said.text for said in USUAL)
        self.chips.set_value(reason if usual else None)
        self.text.setText("" if usual else reason or "")
        self._turn(to_text=not usual)

    def switch(self) -> None:
        """From chips to text, and back."""
        to_text = self.currentWidget() is self.chips
        self._turn(to_text)
        (self.text if to_text else self.chips.chips()[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, to_text: bool) -> None:
        self.setCurrentWidget(self.text if to_text else self.chips)
        self.setFocusProxy(self.text if to_text else self.chips.chips()[0])
        self.updateGeometry()
        self.typing.emit(to_text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if watched is self.text:
            empty = not self.text.text()
            if empty and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape):
                self.switch()
                return True
        elif event.text().isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.switch()
            self.text.setText(event.text())
            return True
        return super().eventFilter(watched, event)


class ReasonField(Field):
    """The reasons under their label, with a button for another one that takes no room of its own.

    The button is as high as a finger needs: it reaches into `ABOVE`, which the form leaves out of its gap,
    and a little under the chips.
    """

    ABOVE = 6

    def __init__(self, box: ReasonBox, parent: QWidget | None = None) -> None:
        super().__init__(_("Reason for visit"), box, parent=parent)
        column = self.layout()
        if column is not None:
            column.setContentsMargins(0, self.ABOVE, 0, 0)
        self.other = Button(_("Other"), "ghost", size="small", parent=self)
        self.other.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by key one just types
        self.other.clicked.connect(box.switch)
        self.other.lower()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.other.sizeHint()
        self.other.setGeometry(self.width() - size.width() + 12, 0, size.width(), size.height())
