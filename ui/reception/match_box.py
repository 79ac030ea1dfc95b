from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.people.alike import LikelyDuplicates
from app.people.person import Person
from ui.kit.button import Button, IconButton
from ui.kit.label import IconBox, Label, ShortLabel
from ui.kit.message import Panel
from ui.people.person_words import age_sex
from ui.speech import _, words


class MatchBox(Panel):
    """Who the person being registered may already be, one at a time, with one button to take them.

    Signals:
        used: carries the Person.
    """

    used = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self._people: tuple[Person, ...] = ()
        self._today: date | None = None
        self._at = 0
        self._about = ""
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 7, 10, 8)
        grid.setVerticalSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.sign = IconBox("user-search", 18, "warnText")
        self.title = Label("", "label", "warnText")
        self.next = IconButton("chevron-right", _("Next match"), "secondary", size="small")
        self.next.clicked.connect(self._turn)
        head.addWidget(self.sign)
        head.addWidget(self.title, 1)
        grid.addLayout(head, 0, 0, 1, 3)
        facts = QVBoxLayout()
        facts.setSpacing(0)
        self.name, self.facts = ShortLabel("", "strong"), ShortLabel("", "hint", "text2")
        facts.addWidget(self.name)
        facts.addWidget(self.facts)
        grid.addLayout(facts, 1, 0)
        self.use = Button(_("Use this record"), size="small")
        self.use.clicked.connect(self.use_this)
        grid.addWidget(self.next, 1, 1)
        grid.addWidget(self.use, 1, 2)
        grid.setColumnStretch(0, 1)
        self.hide()

    def show_found(self, found: LikelyDuplicates, today: date) -> None:
        """Likely duplicates first; if there are none, who else has this phone."""
        alike = tuple(one.person for one in found.alike)
        people = alike or found.family
        kind = "warn" if alike else "info"
        self.set_kind("warn" if alike else "info")
        self.sign.show_icon("user-search" if alike else "users", f"{kind}Text")
        self._about = _("Possible match in records") if alike else _("On this phone")
        self.title.set_colour(f"{kind}Text")
        shown = self.shown
        self._people, self._today = people, today
        self._at = next((at for at, one in enumerate(people) if shown and one.id == shown.id), 0)
        self._show()

    def clear(self) -> None:
        self._people = ()
        self._show()

    @property
    def shown(self) -> Person | None:
        return self._people[self._at] if self._people else None

    def use_this(self) -> None:
        """Take the one that is shown; nothing happens when nobody is."""
        if self.shown is not None and self.isVisible():
            self.used.emit(self.shown)

    def _turn(self) -> None:
        self._at = (self._at + 1) % len(self._people)
        self._show()

    def _show(self) -> None:
        person = self.shown
        self.setVisible(person is not None)
        if person is None or self._today is None:
            return
        about = ", ".join(part for part in (person.name, age_sex(person, self._today)) if part)
        self.name.setText(about)
        self.facts.setText(
            " · ".join(part for part in (person.village or "", _last(person, self._today)) if part)
        )
        count = len(self._people)
        several = _("{n} of {count}", n=self._at + 1, count=count) if count > 1 else ""
        self.title.setText(" · ".join(part for part in (self._about, several) if part))
        self.next.setVisible(count > 1)
        self.setAccessibleName(f"{self.title.text()}: {about}, {self.facts.words()}")


def _last(person: Person, today: date) -> str:
    if person.token:
        return _("{token} today", token=person.token)
    if person.last_visit is None:
        return person.number
    return _("last visit {day}", day=short_day(person.last_visit, today))


def short_day(day: date, today: date) -> str:
    """18 Oct, or 18 Oct 2025 for another year."""
    written = words().date(day)
    return written.removesuffix(f" {day.year}") if day.year == today.year else written
