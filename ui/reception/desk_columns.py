from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.choices import Choice, Segmented
from ui.speech import _
from ui.theme.worn import theme

MARGIN, GAP = 16, 16
MIDDLE, LEAN, FORM = 316, 232, 336
FORM_SHOWN, TODAY_SHOWN = "form", "today"


class DeskColumns(QWidget):
    """Queue, middle and form side by side, as far as there is room.

    Where there is less, the middle becomes lean; where there is none for it, it shares the place of the form,
    and a switch above says which of the two is shown.
    """

    def __init__(
        self, queue: QWidget, middle: tuple[QWidget, QWidget], form: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._queue, self._form = queue, form
        self.middle = QWidget()
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(middle[0])
        column.addWidget(middle[1], 1)
        self.switch = Segmented(
            [
                Choice(FORM_SHOWN, _("Register"), "user-plus"),
                Choice(TODAY_SHOWN, _("Today"), "calendar-event"),
            ],
            FORM_SHOWN,
            _("Register"),
        )
        self.switch.changed.connect(self._arrange)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._row.setSpacing(GAP)
        self._right = QVBoxLayout()
        self._right.setSpacing(8)
        self._row.addWidget(queue, 1)
        self._row.addWidget(self.middle)
        self._row.addLayout(self._right)
        self._right.addWidget(self.switch)
        self._right.addWidget(form, 1)
        self._shares = False
        self._arrange()

    def show_form(self) -> None:
        """The form must be seen now, as somebody goes there."""
        self.switch.set_value(FORM_SHOWN)
        self._arrange()

    def show_today(self) -> None:
        """The appointments must be seen now."""
        self.switch.set_value(TODAY_SHOWN)
        self._arrange()

    @property
    def is_shared(self) -> bool:
        """Whether there is no room for the middle beside the form."""
        return self._shares

    def minimumSizeHint(self) -> QSize:
        least = self._around() + self._queue.minimumSizeHint().width()
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()
        super().changeEvent(event)

    def _around(self) -> int:
        return 2 * MARGIN + GAP + theme().scaled(FORM)

    def _arrange(self) -> None:
        worn = theme()
        room = self.width() - self._around() - GAP - self._queue.minimumSizeHint().width()
        width = next((worn.scaled(one) for one in (MIDDLE, LEAN) if worn.scaled(one) <= room), 0)
        self._form.setFixedWidth(worn.scaled(FORM))
        self.middle.setFixedWidth(width or worn.scaled(FORM))
        if self._shares != (width == 0):
            self._shares = width == 0
            self._row.removeWidget(self.middle)
            self._right.removeWidget(self.middle)
            if self._shares:
                self._right.addWidget(self.middle, 1)
            else:
                self._row.insertWidget(1, self.middle)
        self.switch.setVisible(self._shares)
        today = self._shares and self.switch.value() == TODAY_SHOWN
        self.middle.setVisible(not self._shares or today)
        self._form.setVisible(not today)
