from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.supervision.overview import PlaceCard
from ui.kit.choices import Choice, Segmented
from ui.kit.combo import ComboBox
from ui.kit.dates import DateBox
from ui.kit.label import Label
from ui.speech import _
from ui.supervision.wording import named

USUAL = 14


class PeriodBar(QWidget):
    """Which days, and of which place. Two date boxes come out when somebody wants days of their own.

    Signals:
        changed: other days or another place.
    """

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        choices = (
            Choice("today", _("Today")),
            Choice("usual", _("14 days")),
            Choice("month", _("Month")),
            Choice("custom", _("Custom")),
        )
        self.period = Segmented(choices, "usual", _("Period"), stretch=False)
        self.first = DateBox(today, today() - timedelta(days=USUAL - 1), _("From"))
        self.last = DateBox(today, today(), _("To"))
        self.dash = Label("–", colour="text3")
        self.place = ComboBox([Choice(None, _("All places"))], name=_("Place"))
        self.place.setFixedWidth(176)
        for box in (self.first, self.last):
            box.setFixedWidth(124)
            box.changed.connect(self._dated)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for item in (self.period, self.first, self.dash, self.last, self.place):
            row.addWidget(item)
        self.period.changed.connect(self._chosen)
        self.place.changed.connect(lambda _value: self.changed.emit())
        self._show_boxes()

    def days(self) -> tuple[date, date]:
        """The first and the last day; whichever way round they were typed."""
        today = self._today()
        match self.period.value():
            case "today":
                return today, today
            case "month":
                return today.replace(day=1), today
            case "custom":
                first, last = self.first.date() or today, self.last.date() or today
                return min(first, last), max(first, last)
        return today - timedelta(days=USUAL - 1), today

    def show_places(self, places: Sequence[PlaceCard]) -> None:
        if self.place.view().isVisible():
            return
        shown = [Choice(None, _("All places"))]
        shown += [Choice(one.id, named(one.name, one.name_other), None) for one in places]
        self.place.set_choices(shown)

    def _chosen(self, value: object) -> None:
        self._show_boxes()
        if value == "custom":
            self.first.setFocus()
            self.first.selectAll()
        self.changed.emit()

    def _show_boxes(self) -> None:
        for widget in (self.first, self.dash, self.last):
            widget.setVisible(self.period.value() == "custom")

    def _dated(self, _date: object) -> None:
        self.changed.emit()
