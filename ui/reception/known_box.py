from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.people.person import Person
from ui.kit.avatar import Avatar
from ui.kit.button import IconButton
from ui.kit.label import ShortLabel
from ui.kit.message import Panel
from ui.people.person_words import age_sex, place_phone
from ui.speech import _


class KnownBox(Panel):
    """The patient from the records who gets the token, in place of the fields of a new one.

    Signals:
        dropped: it is somebody else after all.
    """

    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("accent", parent)
        self.person: Person | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 6, 10)
        row.setSpacing(12)
        self.face = Avatar("", 44)
        row.addWidget(self.face)
        facts = QVBoxLayout()
        facts.setSpacing(1)
        self.name, self.number = ShortLabel("", "strong"), ShortLabel("", "hint", "text2")
        self.place = ShortLabel("", "hint", "text2")
        for label in (self.name, self.number, self.place):
            facts.addWidget(label)
        row.addLayout(facts, 1)
        self.drop = IconButton("x", _("Somebody else"), size="small")
        self.drop.clicked.connect(self.dropped)
        row.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_person(self, person: Person | None, today: date) -> None:
        self.person = person
        self.setVisible(person is not None)
        if person is None:
            return
        about = ", ".join(part for part in (person.name, age_sex(person, today)) if part)
        self.face.show_name(person.name)
        self.name.setText(about)
        self.number.setText(person.number)
        self.place.setText(place_phone(person.village, person.phone))
        self.setAccessibleName(f"{about}, {person.number}")
