"""Measuring: typed as people say it, doubted when it cannot be, asked about when it is unusual."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.consulting.record_vitals import BadValue, Done, Doubts, read_pressure, record_vitals
from app.consulting.vital_limits import label, read_vital
from app.consulting.vitals_shown import unit_of
from app.refused import Refused
from ui.background import Background
from ui.kit.choices import CheckBox, Choice, Segmented
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.kit.message import MessageBox
from ui.speech import _

PLAIN = (
    "pulse_per_min", "temperature_milli_c", "spo2_percent", "breaths_per_min", "sugar_mg_dl", "weight_g",
    "height_mm", "haemoglobin_tenths", "hba1c_tenths", "waist_mm", "pain",
)  # fmt: skip
EXAMPLES = {"temperature_milli_c": "98.4"}
COLUMNS = 3


class VitalsDialog(Dialog):
    """The form of one set. It closes when the set is saved.

    Signals:
        saved: carries the Done of it.
    """

    saved = Signal(object)

    def __init__(
        self, parent: QWidget, background: Background, title: str, person_id: UUID, visit_id: UUID | None
    ) -> None:
        verbs = (
            Verb(_("Not now"), False),
            Verb(_("Save"), True, "primary", key="Ctrl+Return", icon="check"),
        )
        super().__init__(parent, title, verbs=verbs, icon="heartbeat", colour="accentText", width=620)
        self._background, self._person, self._visit = background, person_id, visit_id
        self._asked: dict[str, int | bool] = {}
        self.doubts = MessageBox("warn", "")
        self.doubts.hide()
        self.form = _Grid()
        self.pressure = Field(
            _("BP, mmHg"),
            LineEdit("120/80", figures=False),
            check=self._check(read_pressure, lambda: self.pressure),
        )
        self.form.put(self.pressure)
        self.inputs = {key: self._field(key) for key in PLAIN}
        for field in self.inputs.values():
            self.form.put(field)
        self.fasting = CheckBox(_("Fasting sugar"))
        self.oxygen = CheckBox(_("On oxygen"))
        self.alert = Segmented(
            [Choice(True, _("Alert")), Choice(False, _("Drowsy, confused"))], None, _("Consciousness")
        )
        self.form.put_wide(self.fasting, self.oxygen, Field(_("Consciousness"), self.alert))
        self.add(self.form)
        self.add(self.doubts)
        self.accept = self._save

    def open(self) -> "VitalsDialog":
        super().open()
        self.pressure.input.setFocus(Qt.FocusReason.PopupFocusReason)
        return self

    def _field(self, key: str) -> Field:
        edit = LineEdit(EXAMPLES.get(key, ""), _(label(key)))
        words = _("{what}, {unit}", what=label(key), unit=unit_of(key))
        return Field(
            words, edit, check=self._check(lambda text: read_vital(key, text), lambda: self.inputs[key])
        )

    @staticmethod
    def _check(read: Callable[[str], object], field: Callable[[], Field]) -> Callable[[], str | None]:
        """What is wrong with what was typed, as a sentence."""

        def check() -> str | None:
            text = _typed(field())
            try:
                if text:
                    read(text)
            except BadValue as bad:
                return _(bad.said)
            return None

        return check

    def values(self) -> dict[str, int | bool]:
        """What was typed, read. Only asked when nothing is wrong."""
        found: dict[str, int | bool] = {}
        if _typed(self.pressure):
            found["systolic_mmhg"], found["diastolic_mmhg"] = read_pressure(_typed(self.pressure))
        for key, field in self.inputs.items():
            if _typed(field):
                found[key] = read_vital(key, _typed(field))
        if "sugar_mg_dl" in found and self.fasting.isChecked():
            found["sugar_is_fasting"] = True
        if self.oxygen.isChecked():
            found["is_on_oxygen"] = True
        alert = self.alert.value()
        if isinstance(alert, bool):
            found["is_alert"] = alert
        return found

    def _save(self, _answer: object) -> bool:
        """Ask for it to be saved; the dialog closes with the answer."""
        if self.form.first_wrong() is not None:
            return False
        values = self.values()
        confirmed = bool(self._asked) and values == self._asked
        self._asked = values
        self._background.ask_or(
            self._then, self._failed, record_vitals, self._person, values, self._visit, confirmed=confirmed
        )
        return False

    def _then(self, answer: Done | Doubts) -> None:
        if isinstance(answer, Doubts):
            text = "\n".join(_(question) for question in answer.questions)
            self.doubts.show_message("warn", _("Please look once more"), text)
            self.doubts.show()
            self.buttons[-1].set_words(_("Save as measured"))
            return
        self.close_quietly()
        self.saved.emit(answer)

    def _failed(self, error: Exception) -> None:
        self._asked = {}
        if not isinstance(error, Refused):
            self.close_quietly()
            self._background.broke.emit(error)
            return
        field = self.inputs.get(error.field or "", self.pressure if error.field else None)
        if field is not None:
            field.set_error(_(error.reason))
            field.input.setFocus()
        else:
            self.doubts.show_message("warn", _(error.reason), _(error.advice) if error.advice else "")
            self.doubts.show()


class _Grid(Form):
    """A form in columns."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.column.addLayout(self._grid)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)

    def put(self, field: Field) -> None:
        at = len(self.fields)
        self.fields.append(field)
        self._grid.addWidget(field, at // COLUMNS, at % COLUMNS)

    def put_wide(self, *widgets: QWidget) -> None:
        row = self._grid.rowCount()
        for at, widget in enumerate(widgets):
            self._grid.addWidget(widget, row, at)


def _typed(field: Field) -> str:
    edit = field.input
    return edit.text().strip() if isinstance(edit, LineEdit) else ""
