import datetime as dt
import re
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.clock import INDIA
from app.people.person import Person
from app.reception.appointments import NewAppointment
from app.reception.queue import Room
from ui.background import Background
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.dates import DateBox
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.people.patient_finder import PatientFinder
from ui.reception.reason_box import ReasonBox
from ui.speech import _
from ui.tools import Tools

CLOCK = re.compile(r"(\d{1,2})\s*[:.]?\s*(\d{2})?")


class BookingDialog(Dialog):
    """Promises somebody a time: who, with whom, when, what for.

    Signals:
        wanted: carries the patient's id and the NewAppointment.
    """

    wanted = Signal(object, object)

    def __init__(
        self,
        parent: QWidget,
        background: Background,
        tools: Tools,
        rooms: Sequence[Room],
        person: Person | None = None,
    ) -> None:
        verbs = (
            Verb(_("Do not book"), False),
            Verb(_("Book"), True, "primary", "Ctrl+Return", "calendar-plus"),
        )
        super().__init__(parent, _("New appointment"), verbs=verbs, icon="calendar-plus", width=560)
        self._person = person
        self.form = Form()
        self.finder = PatientFinder(background, tools.today, limit=8)
        self.finder.list.setFixedHeight(170)
        self.who = Field(_("Patient"), self.finder, required=True, check=self._who_fault)
        if person is None:
            self.form.add(self.who)
        else:
            self.text.setText(person.name)
            self.text.show()
        doctors = [Choice(room.doctor.id, room.doctor.short) for room in rooms]
        doctors.append(Choice(None, _("Any doctor")))
        self.doctor = ComboBox(doctors, doctors[0].value, _("Doctor"))
        self.day = DateBox(tools.today, tools.today(), _("Day"))
        self.time = LineEdit("10:30", _("Time"))
        self.day_field = Field(_("Day"), self.day, required=True, check=self.day.problem)
        self.time_field = Field(
            _("Time"), self.time, required=True, check=self._time_fault, needed=_("Type a time like 10:30.")
        )
        self.form.add_row(
            Field(_("Doctor"), self.doctor), self.day_field, self.time_field, stretches=(3, 3, 2)
        )
        self.reason = ReasonBox()
        self.reason_field = self.form.add(
            Field(_("What for"), self.reason, required=True, needed=_("Say what it is for."))
        )
        self.add(self.form)
        self.accept = self._is_right
        self.chosen.connect(self._book)
        self.finder.chosen.connect(lambda _person: self.doctor.setFocus())
        if person is None:
            self.finder.look()

    def _is_right(self, _answer: object) -> bool:
        return self.form.first_wrong() is None

    def _book(self, yes: object) -> None:
        person = self._person or self.finder.person()
        time, day = _clock(self.time.text()), self.day.date()
        if not yes or person is None or time is None or day is None:
            return
        at = dt.datetime.combine(day, time, INDIA).astimezone(dt.UTC)
        doctor = cast("UUID | None", self.doctor.value())
        self.wanted.emit(person.id, NewAppointment(doctor, at, self.reason.value() or ""))

    def _who_fault(self) -> str | None:
        return None if self.finder.person() else _("Type a name and choose the patient.")

    def _time_fault(self) -> str | None:
        return None if _clock(self.time.text()) else _("Type a time like 10:30.")


def _clock(text: str) -> dt.time | None:
    """10:30, 10.30, 1030 or 10."""
    found = CLOCK.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return dt.time(int(found[1]), int(found[2] or 0))
