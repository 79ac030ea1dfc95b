from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.camps.events import EventPlan, NewEvent, coordinators, edit_event, plan_event
from app.clock import INDIA, clinic_day
from app.refused import Refused
from ui.background import Background
from ui.camps.plan_fields import NotRead, place_text, read_place, read_time, read_whole
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.dates import DateBox
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.speech import _, words
from ui.tools import Tools

SAVE = "save"
FIELD_OF = {"starts_at": "from", "ends_at": "to", "place": "place"}


class EventDialog(Dialog):
    """The plan of a camp: where, when, for how many, who leads it.

    Signals:
        saved: carries the id of the camp.
        broke: carries an exception that is about no field.
    """

    saved = Signal(object)
    broke = Signal(object)

    def __init__(
        self, parent: QWidget, background: Background, tools: Tools, programme_id: UUID,
        read: EventPlan | None = None,
    ) -> None:  # fmt: skip
        verbs = (Verb(_("Close"), None), Verb(_("Save"), SAVE, "primary", "Ctrl+Return", "device-floppy"))
        title = _("Plan of the camp") if read else _("New camp")
        super().__init__(parent, title, verbs=verbs, icon="tent", width=720)
        self._background, self._programme_id, self._read = background, programme_id, read
        self._busy = False
        self.accept = self._submit
        self.day = DateBox(tools.today)
        self.last_day = DateBox(tools.today)
        self.leader = ComboBox([Choice(None, _("Not named yet"))], None, _("Coordinator"))
        self.lines = {
            name: LineEdit(figures=name in ("from", "to", "capacity", "place"))
            for name in (
                "name", "name_other", "venue", "village", "from", "to", "capacity", "place", "activities"
            )
        }  # fmt: skip
        self.lines["from"].setText("09:00")
        self.lines["to"].setText("15:00")
        self.form = Form()
        self.rows = self._fields()
        self._lay_out()
        if read is not None:
            self._fill(read.plan)
        self._shown = self._values() if read is not None else {}
        background.ask_or(self._show_leaders, self._no_answer, coordinators)

    def _fields(self) -> dict[str, Field]:
        say = {
            "name": _("Name of the camp"), "name_other": _("Name in Hindi"), "venue": _("Place"),
            "village": _("Village or area"), "from": _("From"), "to": _("To"), "capacity": _("Room for"),
            "place": _("Coordinates"), "activities": _("What is offered"),
        }  # fmt: skip
        needed = {"name": _("A name is needed."), "venue": _("Say where the camp is.")}
        rows = {
            name: Field(
                say[name],
                line,
                required=name in needed,
                needed=needed.get(name, ""),
                check=self._check_of(name),
            )
            for name, line in self.lines.items()
        }
        rows["day"] = Field(
            _("Day"), self.day, required=True, check=self._day_fault, needed=_("Type the day.")
        )
        rows["last_day"] = Field(
            _("Last day"), self.last_day, hint=_("Only for camps of several days."),
            check=lambda: self.last_day.problem() or None,
        )  # fmt: skip
        rows["leader"] = Field(_("Coordinator"), self.leader)
        return rows

    def _check_of(self, name: str) -> Callable[[], str | None]:
        readers: dict[str, Callable[[str], object]] = {
            "from": read_time, "to": read_time, "capacity": read_whole, "place": read_place
        }  # fmt: skip

        def check() -> str | None:
            text = self.lines[name].text().strip()
            try:
                if name in readers and (text or name in ("from", "to")):
                    readers[name](text)
            except NotRead as wrong:
                return str(wrong)
            return None

        return check

    def _day_fault(self) -> str | None:
        if self.day.date() is None:
            return self.day.problem() or _("Type the day.")
        return None

    def _lay_out(self) -> None:
        rows = self.rows
        self.form.add_row(rows["name"], rows["name_other"])
        self.form.add_row(rows["venue"], rows["village"])
        self.form.add_row(rows["day"], rows["from"], rows["to"], rows["last_day"], stretches=(3, 2, 2, 3))
        self.form.add_row(rows["capacity"], rows["place"], rows["leader"], stretches=(2, 3, 4))
        self.form.add(rows["activities"])
        self.add(self.form)

    def open(self) -> "Dialog":
        super().open()
        self.lines["name"].setFocus()
        return self

    def _values(self) -> dict[str, Any]:
        """What the boxes hold, by the names of the plan."""
        text = {name: line.text().strip() for name, line in self.lines.items()}
        day = self.day.date()
        assert day is not None
        place = read_place(text["place"]) if text["place"] else (None, None)
        return {
            "name": text["name"], "name_other": text["name_other"] or None, "venue": text["venue"],
            "village": text["village"] or None, "starts_at": _moment(day, read_time(text["from"])),
            "ends_at": _moment(self.last_day.date() or day, read_time(text["to"])),
            "capacity": read_whole(text["capacity"]) if text["capacity"] else None,
            "latitude_e6": place[0], "longitude_e6": place[1], "activities": text["activities"] or None,
            "coordinator_id": self.leader.value(),
        }  # fmt: skip

    def _fill(self, plan: NewEvent) -> None:
        first, last = clinic_day(plan.starts_at), clinic_day(plan.ends_at)
        self.day.set_date(first)
        self.last_day.set_date(last if last != first else None)
        texts = {
            "name": plan.name, "name_other": plan.name_other, "venue": plan.venue, "village": plan.village,
            "from": words().time(plan.starts_at), "to": words().time(plan.ends_at),
            "capacity": str(plan.capacity or ""), "place": place_text(plan.latitude_e6, plan.longitude_e6),
            "activities": plan.activities,
        }  # fmt: skip
        for name, text in texts.items():
            self.lines[name].setText(text or "")
        if plan.coordinator_id is not None:
            self.leader.set_choices(
                [Choice(plan.coordinator_id, self._read.coordinator or "")] if self._read else []
            )
            self.leader.set_value(plan.coordinator_id)

    def _show_leaders(self, people: tuple[tuple[UUID, str], ...]) -> None:
        chosen = self.leader.value()
        self.leader.set_choices(
            [Choice(None, _("Not named yet")), *(Choice(key, name) for key, name in people)]
        )
        self.leader.set_value(chosen)

    def _no_answer(self, _error: Exception) -> None:
        """The list of coordinators may be missing; the rest of the plan is not."""

    def _submit(self, _answer: object) -> bool:
        if self._busy or self.form.first_wrong() is not None:
            return False
        values = self._values()
        if self._read is None:
            self._busy = True
            self._background.ask_or(
                self._saved, self._failed, plan_event, self._programme_id, NewEvent(**values)
            )
            return False
        changed = {name: value for name, value in values.items() if value != self._shown[name]}
        if not changed:
            self._changed(None)
            return False
        self._busy = True
        self._background.ask_or(
            self._changed, self._failed, edit_event, self._read.id, self._read.seen, changed
        )
        return False

    def _saved(self, event_id: UUID) -> None:
        self.close_quietly()
        self.saved.emit(event_id)

    def _changed(self, _answer: None) -> None:
        assert self._read is not None
        self._saved(self._read.id)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        name = error.field or "" if isinstance(error, Refused) else ""
        field = self.rows.get(FIELD_OF.get(name, name))
        if field is None or not isinstance(error, Refused):
            self.broke.emit(error)
            return
        field.set_error(_(error.reason))
        field.input.setFocus()


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, INDIA).astimezone(UTC)
