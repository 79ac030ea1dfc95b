import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from app.typed import BadValue, read_day
from ui.kit.inputs import LineEdit
from ui.speech import _, words
from ui.theme.sheet import month_sheet
from ui.theme.worn import theme

Today = Callable[[], dt.date]

AHEAD = 20
"""How many years a year of two digits may lie ahead: a date here may be of a plan."""


class NotADate(ValueError):
    """The sentence says what to type."""


def read_date(text: str, today: dt.date) -> dt.date:
    """The day in what somebody typed. `NotADate` says in their language what to type."""
    try:
        return read_day(text, today, AHEAD)
    except BadValue as bad:
        raise NotADate(_(bad.said)) from None


class DateBox(LineEdit):
    """A date that is typed or picked: Down opens the month.

    Signals:
        changed: another date stands here now; carries it, or None.
    """

    changed = Signal(object)

    def __init__(
        self,
        today: Today,
        date: dt.date | None = None,
        name: str = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("day/month/year"), name, icon="calendar", parent=parent)
        self._today = today
        self._said = date
        self.set_date(date)
        self.editingFinished.connect(self._tell)

    def date(self) -> dt.date | None:
        try:
            return read_date(self.text(), self._today())
        except NotADate:
            return None

    def value(self) -> dt.date | None:
        return self.date()

    def set_date(self, date: dt.date | None) -> None:
        self._said = date
        self.setText("" if date is None else words().date(date))

    def problem(self) -> str | None:
        if not self.text().strip():
            return None
        try:
            read_date(self.text(), self._today())
        except NotADate as wrong:
            return str(wrong)
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_month()
            return
        super().keyPressEvent(event)

    def open_month(self) -> None:
        month = _Month(self.date() or self._today(), self)
        month.picked.connect(self._picked)
        month.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        month.show()

    def _picked(self, date: dt.date) -> None:
        self.setText(words().date(date))
        self._tell()

    def _tell(self) -> None:
        date = self.date()
        if date != self._said:
            self._said = date
            self.changed.emit(date)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        date = self.date()
        if date is not None:
            self.setText(words().date(date))


class _Month(QFrame):
    """The small month that drops under a date box."""

    picked = Signal(object)

    def __init__(self, date: dt.date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setStyleSheet(month_sheet(theme()))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self.month = QCalendarWidget(self)
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setSelectedDate(QDate(date.year, date.month, date.day))
        self.month.clicked.connect(self._pick)
        self.month.activated.connect(self._pick)
        column.addWidget(self.month)

    def _pick(self, date: QDate) -> None:
        self.picked.emit(dt.date(date.year(), date.month(), date.day()))
        self.close()
