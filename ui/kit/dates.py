import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from ui.kit.inputs import LineEdit
from ui.speech import _, words
from ui.theme.sheet import month_sheet
from ui.theme.worn import theme

Today = Callable[[], dt.date]

_DATE = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2}|[A-Za-z]{3,9})[\s./-]+(\d{2}|\d{4})")
_AGE = re.compile(r"(\d{1,3})\s*(y|yr|yrs|years?|m|mo|mon|months?|w|weeks?|d|days?)?", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class NotADate(ValueError):
    """The sentence says what to type."""


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born; `estimated` when only an age was told."""

    on: dt.date
    estimated: bool


def read_date(text: str, today: dt.date) -> dt.date:
    """A date as people write it here: the day first, the month as number or word, the year in 2 or 4 digits."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise NotADate(_("Type a date like 21/11/2026."))
    day, month, year = found.groups()
    if month.isdigit():
        number = int(month)
    else:
        number = next((at for at, name in enumerate(_MONTHS, 1) if month.lower().startswith(name)), 0)
    full = int(year)
    if len(year) == 2:
        full += today.year // 100 * 100
        full -= 100 if full > today.year + 20 else 0
    try:
        return dt.date(full, number, int(day))
    except ValueError:
        raise NotADate(_("This day does not exist. Look at the month.")) from None


def read_birth(text: str, today: dt.date) -> Birth:
    """A date of birth, or an age: `42`, `7 mo`, `3 w`, `12 d`, `14/03/1984`."""
    age = _AGE.fullmatch(text.strip())
    if age is None:
        born = read_date(text, today)
        if born.year > today.year and len(text.strip()) <= 8:
            born = born.replace(year=born.year - 100)
        if born > today:
            raise NotADate(_("A date of birth cannot be in the future."))
        if today.year - born.year > 125:
            raise NotADate(_("Nobody is older than 125. Look at the year."))
        return Birth(born, estimated=False)
    number, unit = int(age[1]), (age[2] or "y")[0].lower()
    if unit in ("d", "w"):
        return Birth(today - dt.timedelta(days=number * (7 if unit == "w" else 1)), estimated=number > 0)
    months = number * (12 if unit == "y" else 1)
    if months > 125 * 12:
        raise NotADate(_("Nobody is older than 125. Look at the age."))
    return Birth(_months_before(today, months), estimated=True)


def _months_before(day: dt.date, months: int) -> dt.date:
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


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


class BirthBox(LineEdit):
    """Takes a date of birth, or an age when that is all anybody knows.

    Signals:
        changed: carries the `Birth`, or None.
    """

    changed = Signal(object)

    def __init__(
        self,
        today: Today,
        birth: Birth | None = None,
        name: str = "",
        *,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, name, parent=parent)
        self._today = today
        self._said = birth
        self.set_birth(birth)
        self.textEdited.connect(self._tell)

    def birth(self) -> Birth | None:
        try:
            return read_birth(self.text(), self._today())
        except NotADate:
            return None

    def value(self) -> Birth | None:
        return self.birth()

    def set_birth(self, birth: Birth | None) -> None:
        self._said = birth
        if birth is None:
            self.setText("")
        elif birth.estimated:
            self.setText(words().age_short(birth.on, False, self._today()))
        else:
            self.setText(words().date(birth.on))

    def problem(self) -> str | None:
        if not self.text().strip():
            return None
        try:
            read_birth(self.text(), self._today())
        except NotADate as wrong:
            return str(wrong)
        return None

    def _tell(self) -> None:
        birth = self.birth()
        if birth != self._said:
            self._said = birth
            self.changed.emit(birth)
