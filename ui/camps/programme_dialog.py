from collections.abc import Callable
from dataclasses import fields
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.camps.lists import camp_kinds
from app.camps.programmes import NewProgramme, ProgrammePlan, edit_programme, plan_programme
from app.refused import Refused
from ui.background import Background
from ui.camps.plan_fields import NotRead, read_whole
from ui.kit.card import Scroll
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.dates import DateBox
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.kit.money import MoneyBox
from ui.speech import _
from ui.tools import Tools

SAVE = "save"


class ProgrammeDialog(Dialog):
    """The plan of a programme: a new one, or the changes of one that was read.

    Signals:
        saved: carries the id of the programme.
        broke: carries an exception that is about no field.
    """

    saved = Signal(object)
    broke = Signal(object)

    def __init__(
        self, parent: QWidget, background: Background, tools: Tools, read: ProgrammePlan | None = None
    ) -> None:
        verbs = (Verb(_("Close"), None), Verb(_("Save"), SAVE, "primary", "Ctrl+Return", "device-floppy"))
        title = _("Plan of the programme") if read else _("New programme")
        super().__init__(parent, title, verbs=verbs, icon="target", width=820)
        self._background, self._read, self._busy = background, read, False
        self.accept = self._submit
        self.boxes: dict[str, QWidget] = {
            "name": LineEdit(),
            "type": ComboBox([Choice(one.key, _(one.said)) for one in camp_kinds().values()], "screening"),
            "objective": LineEdit(),
            "target_group": LineEdit(),
            "target_count": LineEdit(figures=True),
            "eligibility": LineEdit(),
            "starts_on": DateBox(tools.today),
            "ends_on": DateBox(tools.today),
            "sponsor": LineEdit(),
            "partners": LineEdit(),
            "scheme": LineEdit(),
            "budget_paise": MoneyBox(),
            "staff_needed": LineEdit(),
            "volunteers_needed": LineEdit(figures=True),
            "equipment_needed": LineEdit(),
        }
        self.form = Form()
        self.rows = {name: self._field(name) for name in self.boxes}
        self._lay_out()
        if read is not None:
            self._fill(read.plan)
        self._shown = self.values() if read is not None else {}

    def _field(self, name: str) -> Field:
        words = {
            "name": _("Name of the programme"), "type": _("Kind of camp"), "objective": _("Aim"),
            "target_group": _("For whom"), "target_count": _("How many people"), "eligibility": _("Who may come"),
            "starts_on": _("First day"), "ends_on": _("Last day"), "sponsor": _("Sponsor"),
            "partners": _("Partners"), "scheme": _("Government scheme"), "budget_paise": _("Budget in ₹"),
            "staff_needed": _("Staff needed"), "volunteers_needed": _("Volunteers needed"),
            "equipment_needed": _("Equipment needed"),
        }  # fmt: skip
        needed = _("A name is needed.") if name == "name" else ""
        return Field(
            words[name], self.boxes[name], required=bool(needed), needed=needed, check=self._check_of(name)
        )

    def _check_of(self, name: str) -> Callable[[], str | None]:
        def check() -> str | None:
            box = self.boxes[name]
            if isinstance(box, (DateBox, MoneyBox)):
                return box.problem() or None
            try:
                self._value(name)
            except NotRead as wrong:
                return str(wrong)
            return None

        return check

    def _lay_out(self) -> None:
        rows = self.rows
        self.form.add_row(rows["name"], rows["type"], stretches=(3, 2))
        self.form.add(rows["objective"])
        self.form.add_row(rows["target_group"], rows["target_count"], stretches=(3, 1))
        self.form.add(rows["eligibility"])
        self.form.add_row(rows["starts_on"], rows["ends_on"], rows["budget_paise"])
        self.form.add_row(rows["sponsor"], rows["partners"], rows["scheme"])
        self.form.add_row(rows["staff_needed"], rows["volunteers_needed"], stretches=(3, 1))
        self.form.add(rows["equipment_needed"])
        scroll = Scroll()
        scroll.add(self.form)
        scroll.setMinimumHeight(min(self.form.sizeHint().height() + 4, self._over.height() - 200))
        self.add(scroll)

    def open(self) -> "Dialog":
        super().open()
        self.boxes["name"].setFocus()
        return self

    def values(self) -> dict[str, Any]:
        """What the boxes hold, by the names of the plan."""
        return {one.name: self._value(one.name) for one in fields(NewProgramme)}

    def _value(self, name: str) -> Any:
        box = self.boxes[name]
        if isinstance(box, DateBox):
            return box.date()
        if isinstance(box, MoneyBox):
            return box.paise()
        if isinstance(box, ComboBox):
            return box.value()
        assert isinstance(box, LineEdit)
        text = box.text().strip()
        if name.endswith(("_count", "volunteers_needed")):
            return read_whole(text) if text else None
        return text if text or name == "name" else None

    def _fill(self, plan: NewProgramme) -> None:
        for one in fields(NewProgramme):
            box, value = self.boxes[one.name], getattr(plan, one.name)
            if isinstance(box, DateBox):
                box.set_date(value)
            elif isinstance(box, MoneyBox):
                box.set_paise(value)
            elif isinstance(box, ComboBox):
                box.set_value(value)
            elif isinstance(box, LineEdit):
                box.setText("" if value is None else str(value))

    def _submit(self, _answer: object) -> bool:
        if self._busy or self.form.first_wrong() is not None:
            return False
        values = self.values()
        if self._read is None:
            self._busy = True
            self._background.ask_or(self._saved, self._failed, plan_programme, NewProgramme(**values))
            return False
        changed = {name: value for name, value in values.items() if value != self._shown[name]}
        if not changed:
            self._changed(None)
            return False
        self._busy = True
        self._background.ask_or(
            self._changed, self._failed, edit_programme, self._read.id, self._read.seen, changed
        )
        return False

    def _saved(self, programme_id: UUID) -> None:
        self.close_quietly()
        self.saved.emit(programme_id)

    def _changed(self, _answer: None) -> None:
        assert self._read is not None
        self._saved(self._read.id)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        field = self.rows.get(error.field or "") if isinstance(error, Refused) else None
        if field is None or not isinstance(error, Refused):
            self.broke.emit(error)
            return
        field.set_error(_(error.reason))
        field.input.setFocus()
