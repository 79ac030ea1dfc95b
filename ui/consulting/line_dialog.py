"""One medicine of the prescription with everything that may be said about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.consulting.lines import PrescribedLine
from app.papers.medicine import Food
from ui.consulting.line_words import FOODS
from ui.kit.choices import Choice, Segmented
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.speech import _


class LineDialog(Dialog):
    """Signals:
    changed: carries the line and {field: text} of what is other than before.
    """

    changed = Signal(object, object)

    def __init__(self, parent: QWidget, one: PrescribedLine) -> None:
        verbs = (Verb(_("Not now"), False), Verb(_("Save"), True, "primary", key="Ctrl+Return", icon="check"))
        line = one.line
        super().__init__(parent, line.title, verbs=verbs, icon="pill", colour="accentText", width=560)
        self._one = one
        self._was = {
            "dose": line.pattern,
            "days": "" if line.days is None else str(line.days),
            "quantity": "" if line.quantity is None else str(line.quantity),
            "strength": line.strength,
            "brand": line.brand,
            "reason": line.reason,
            "instruction": line.instruction,
        }
        self.inputs = {name: LineEdit(text=text) for name, text in self._was.items()}
        self.food = Segmented(
            [Choice(Food.ANY, _("Any time")), *(Choice(food, _(said)) for food, said in FOODS.items())],
            line.food,
            _("Food"),
        )
        fields = {name: Field(words, self.inputs[name]) for name, words in _labels().items()}
        form = Form()
        form.add_row(fields["dose"], fields["days"], fields["quantity"], stretches=(2, 1, 1))
        form.add(Field(_("Food"), self.food))
        form.add_row(fields["strength"], fields["brand"])
        form.add_row(fields["reason"])
        form.add_row(fields["instruction"])
        self.add(form)
        self.chosen.connect(lambda yes: self._tell() if yes else None)

    def open(self) -> "LineDialog":
        super().open()
        self.inputs["dose"].setFocus(Qt.FocusReason.PopupFocusReason)
        self.inputs["dose"].selectAll()
        return self

    def _tell(self) -> None:
        typed = {name: edit.text() for name, edit in self.inputs.items()}
        changes = {name: text for name, text in typed.items() if text.strip() != self._was[name]}
        if self.food.value() != self._one.line.food:
            changes["food"] = str(self.food.value())
        if changes:
            self.changed.emit(self._one, changes)


def _labels() -> dict[str, str]:
    return {
        "dose": _("Dose"),
        "days": _("Days"),
        "quantity": _("Quantity"),
        "strength": _("Strength"),
        "brand": _("Brand"),
        "reason": _("For what"),
        "instruction": _("In your own words, printed as typed"),
    }
