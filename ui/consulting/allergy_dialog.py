"""Allergies of one patient: asked, written down, taken out when wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.consulting.allergies import AllergyCard, common_allergies
from ui.kit.button import IconButton
from ui.kit.choices import Choice, ChoiceChips
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.kit.pill import Chip
from ui.speech import _


class AllergyDialog(Dialog):
    """Signals:
    add_wanted: carries (substance, reaction, since).
    none_wanted: asked, and there are none.
    take_out_wanted: carries the AllergyCard that is wrong.
    """

    add_wanted = Signal(str, str, str)
    none_wanted = Signal()
    take_out_wanted = Signal(object)

    def __init__(self, parent: QWidget, name: str, known: tuple[AllergyCard, ...] | None) -> None:
        verbs = [Verb(_("Close"), None)]
        if not known:
            verbs.append(Verb(_("Asked: none known"), "none", icon="check"))
        verbs.append(Verb(_("Add allergy"), "add", "primary", key="Ctrl+Return", icon="plus"))
        title = _("Allergies of {name}", name=name)
        super().__init__(
            parent, title, verbs=tuple(verbs), icon="alert-circle", colour="dangerText", width=520
        )
        for card in known or ():
            self.add(self._known_row(card))
        self.form = Form()
        self.substance = LineEdit(name=_("Allergic to"))
        self.reaction = LineEdit(_("rash, swelling, breathless"), _("What happened"))
        self.since = LineEdit("2021", _("When"))
        self.field = self.form.add(
            Field(
                _("Allergic to"), self.substance, required=True,
                needed=_("Type what the patient is allergic to."),
            )
        )  # fmt: skip
        chips = ChoiceChips([Choice(str(said), _(said)) for said in common_allergies()], name=_("Often"))
        chips.changed.connect(self._pick)
        self.form.add_widget(chips)
        self.form.add_row(
            Field(_("What happened"), self.reaction), Field(_("When"), self.since), stretches=(3, 1)
        )
        self.add(self.form)
        self.accept = self._right
        self.chosen.connect(self._tell)

    def _known_row(self, card: AllergyCard) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Chip(card.words, "danger", "alert-circle", solid=True, big=True))
        row.addStretch(1)
        out = IconButton("trash", _("Take out {name}", name=card.substance), size="small")
        out.clicked.connect(lambda: self._take_out(card))
        row.addWidget(out, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _pick(self, substance: object) -> None:
        self.substance.setText(str(substance or ""))
        self.reaction.setFocus()

    def _right(self, answer: object) -> bool:
        return answer == "none" or self.field.is_right()

    def _take_out(self, card: AllergyCard) -> None:
        self.close_quietly()
        self.take_out_wanted.emit(card)

    def _tell(self, answer: object) -> None:
        if answer == "none":
            self.none_wanted.emit()
        elif answer == "add":
            self.add_wanted.emit(self.substance.text(), self.reaction.text(), self.since.text())

    def open(self) -> "AllergyDialog":
        super().open()
        self.substance.setFocus(Qt.FocusReason.PopupFocusReason)
        return self
