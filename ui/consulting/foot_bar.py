from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.words import Said, counted
from ui.kit.button import Button
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.label import IconBox, Label, ShortLabel
from ui.kit.paint import fill, line
from ui.speech import _, words
from ui.theme.worn import theme

REVIEWS = (3, 5, 7, 10, 14, 21, 30, 60, 90)


class FootBar(QWidget):
    """The strip under the consultation: when to come again on the left, paper and the main deed on the right.

    Signals:
        review_chosen: carries the day of the review, or None.
        queue_wanted, print_wanted, main_wanted: a button was pressed.
    """

    review_chosen = Signal(object)
    queue_wanted = Signal()
    print_wanted = Signal()
    main_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        self.queue = Button(_("My queue"), icon="list-numbers")
        self.queue.clicked.connect(self.queue_wanted)
        self.review = ComboBox(name=_("Review in"))
        self.review.changed.connect(self.review_chosen)
        self.kept = ShortLabel("", "hint", "text2")
        self.print_ = Button(_("Print"), icon="printer", key="Ctrl+P")
        self.print_.clicked.connect(self.print_wanted)
        self.main = Button(_("Complete and call next"), "primary", icon="check", key="Ctrl+Return")
        self.main.clicked.connect(self.main_wanted)
        row.addWidget(self.queue)
        row.addWidget(IconBox("calendar-event", 18))
        row.addWidget(Label(_("Review in"), "meta", "text2"))
        row.addWidget(self.review)
        row.addWidget(self.kept, 1)
        row.addWidget(self.print_)
        row.addWidget(self.main)
        self.kept.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_review(self, day: date, review: date | None) -> None:
        """The usual steps from the day of the visit, and another day if that was chosen."""
        choices = [Choice(None, _("Not set"))]
        days = {day + timedelta(days=step): step for step in REVIEWS}
        choices += [Choice(on, _(_step(step))) for on, step in days.items()]
        if review is not None and review not in days:
            choices.append(Choice(review, words().date(review)))
        if [choice.value for choice in choices] != [
            self.review.itemData(at) for at in range(self.review.count())
        ]:
            self.review.set_choices(choices)
        self.review.set_value(review)

    def show_waiting(self, count: int) -> None:
        self.queue.set_words(_(counted("{n} waits", "{n} wait", n=count)) if count else _("My queue"))

    def set_open(self, is_open: bool, signed: bool) -> None:
        self.review.setEnabled(is_open)
        self.main.set_words(_("Complete and call next") if is_open else _("Open again"))
        self.main.set_icon("check" if is_open else "arrow-back-up")
        self.main.set_kind("primary" if is_open else "secondary")
        self.print_.setEnabled(is_open or signed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        fill(painter, self.rect(), worn.color("surface"))
        line(painter, 0, 0, self.width(), worn.color("border"), worn.line)


def _step(days: int) -> Said:
    if days % 30 == 0:
        return counted("{n} month", "{n} months", n=days // 30)
    if days % 7 == 0:
        return counted("{n} week", "{n} weeks", n=days // 7)
    return counted("{n} day", "{n} days", n=days)
