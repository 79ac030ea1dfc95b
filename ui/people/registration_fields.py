"""The whole registration form as three columns of fields: what they hold, as values and as plain text."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.people.alike import Draft
from app.people.details import NewAllergy, NewPatient, is_doubtful_abha, read_born, read_detail
from app.people.wording import BLOOD_GROUPS, LANGUAGES, RELATIONS, SEXES
from app.refused import Refused
from models.vocabulary import AllergiesAsked, Sex
from ui.kit.choices import CheckBox, Choice, Segmented
from ui.kit.combo import ComboBox
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.people.documents_box import DocumentsBox
from ui.people.items_box import ItemsBox
from ui.reception.match_box import MatchBox
from ui.speech import _

TEXTS = (
    "name", "name_other", "born", "phone", "phone_other", "relative_name", "address", "village", "district", "state",
    "pin", "emergency_name", "emergency_phone", "abha_number", "abha_address",
)  # fmt: skip
"""The fields that are typed, by the names under which the use case knows them."""


class RegistrationFields(QWidget):
    """All fields, laid out by the page; kept together so that they are read and kept as one.

    Signals:
        edited: something that may tell a duplicate was typed.
    """

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()  # it only holds the fields together; the page lays them out
        self._today = today
        self.texts: dict[str, LineEdit | ComboBox] = {name: LineEdit() for name in TEXTS}
        self.texts["village"] = ComboBox(name=_("Village or area"), free=True)
        self.sex = Segmented([Choice(sex, _(said)) for sex, said in SEXES.items()], None, _("Sex"))
        relations = [Choice(None, "–"), *(Choice(key, _(said)) for key, said in RELATIONS.items())]
        self.relation = ComboBox(relations, None, _("Who is"))
        self.language = ComboBox(
            [Choice(code, name) for code, name in LANGUAGES.items()], "hi", _("Language")
        )
        self.large_print = CheckBox(_("Large print"))
        groups = [Choice(None, _("Not known")), *(Choice(group, group) for group in BLOOD_GROUPS)]
        self.blood = ComboBox(groups, None, _("Blood group"))
        asked = (
            Choice(AllergiesAsked.NOT_ASKED, _("Not asked")),
            Choice(AllergiesAsked.NONE, _("Asked: none")),
            Choice(AllergiesAsked.KNOWN, _("Yes")),
        )
        self.asked = Segmented(asked, AllergiesAsked.NOT_ASKED, _("Allergies"))
        self.allergies = ItemsBox(_("Penicillin: rash"), _("Allergies"), "danger")
        self.conditions = ItemsBox(_("Diabetes"), _("Long-term conditions"))
        self.documents = DocumentsBox()
        self.match = MatchBox()
        self.fields: dict[str, Field] = {}
        self.who, self.where, self.health = self._who(), self._where(), self._health()
        for name, box in self.texts.items():
            box.setObjectName(f"registration_{name}")
        for name in ("name", "born", "phone", "relative_name", "pin", "abha_number"):
            cast("LineEdit", self.texts[name]).textEdited.connect(self.edited)
        cast("ComboBox", self.texts["village"]).changed.connect(self.edited)
        self.sex.changed.connect(self.edited)
        self.allergies.changed.connect(self._told)
        self.fields["abha_number"].left.connect(self._doubt_abha)

    # The three columns

    def _who(self) -> Form:
        form = Form()
        needed = _("Type 10 digits. No phone? Type 0.")
        phone = self._field("phone", _("Mobile number"), required=True, needed=needed)
        form.add_row(phone, self._field("phone_other", _("Other phone")))
        form.add(self._field("name", _("Full name"), required=True, needed=_("Type the name.")))
        form.add_widget(self.match)
        form.add(self._field("name_other", _("Name in the other script")))
        born = self._field("born", _("Age or date of birth"), required=True, needed=_("Type the age."))
        form.add_row(born, Field(_("Sex"), self.sex), stretches=(2, 3))
        form.add_row(
            self._field("relative_name", _("Father or husband")),
            Field(_("Who is"), self.relation),
            stretches=(3, 2),
        )
        form.add_row(Field(_("Language"), self.language), Field(" ", self.large_print))
        return form

    def _where(self) -> Form:
        form = Form()
        form.add(self._field("village", _("Village or area")))
        form.add(self._field("address", _("House, street, landmark")))
        form.add_row(self._field("district", _("District")), self._field("pin", _("PIN")), stretches=(2, 1))
        form.add(self._field("state", _("State")))
        form.add(self._field("emergency_name", _("Emergency contact")))
        form.add(self._field("emergency_phone", _("Their phone")))
        return form

    def _health(self) -> Form:
        form = Form()
        form.add(Field(_("Allergies"), self.asked))
        form.add(Field("", self.allergies, hint=_("Press Enter after each one.")))
        form.add(Field(_("Long-term conditions"), self.conditions))
        form.add_row(
            Field(_("Blood group"), self.blood),
            self._field("abha_number", _("ABHA number")),
            stretches=(2, 3),
        )
        form.add(self._field("abha_address", _("ABHA address")))
        hint = _("Never an Aadhaar number.")
        self.fields["last"] = form.add(
            Field(_("Documents shown"), self.documents, hint=hint, check=self._papers_fault)
        )
        return form

    def _field(self, name: str, label: str, *, required: bool = False, needed: str = "") -> Field:
        field = Field(
            label, self.texts[name], required=required, check=lambda: self._fault(name), needed=needed
        )
        self.fields[name] = field
        return field

    # What they hold

    def patient(self) -> NewPatient:
        """What the fields hold, read. Ask `first_wrong` before."""
        values = {name: self.read(name) for name in TEXTS}
        born = values.pop("born")
        return NewPatient(
            sex=cast("Sex | None", self.sex.value()) or Sex.UNKNOWN,
            born_on=born.born_on if born else None,
            birth_is_estimated=bool(born and born.estimated),
            relative_is=cast("str | None", self.relation.value()),
            blood_group=cast("str | None", self.blood.value()),
            language=str(self.language.value() or "hi"),
            large_print=self.large_print.isChecked(),
            allergies_asked=cast("AllergiesAsked", self.asked.value()),
            allergies=tuple(_allergy(text) for text in self.allergies.value()),
            conditions=self.conditions.value(),
            identifiers=self.documents.value(),
            **{**values, "name": values["name"] or ""},
        )

    def likeness(self) -> Draft:
        """What is typed so far, leaving out what cannot be read yet."""
        values: dict[str, Any] = {
            name: self.read(name) if self._fault(name) is None else None
            for name in ("name", "born", "phone", "relative_name", "village", "pin", "abha_number")
        }
        born = values.pop("born")
        return Draft(
            sex=cast("Sex | None", self.sex.value()) or Sex.UNKNOWN,
            born_on=born.born_on if born else None,
            birth_is_estimated=bool(born and born.estimated),
            **{**values, "name": values["name"] or ""},
        )

    def first_wrong(self) -> Field | None:
        """The first field that is not right, shown and with the focus."""
        forms = (self.who, self.where, self.health)
        wrong = [field for form in forms for field in form.fields if not field.is_right()]
        if wrong:
            wrong[0].input.setFocus()
        return wrong[0] if wrong else None

    def read(self, name: str) -> Any:
        text = self.text(name)
        if name == "born":
            return read_born(text, self._today())
        return None if name == "phone" and text.strip() == "0" else read_detail(name, text)

    def text(self, name: str) -> str:
        box = self.texts[name]
        return str(box.value() or "") if isinstance(box, ComboBox) else box.text()

    def typed(self) -> dict[str, object]:
        """What stands in the fields, as plain values; empty ones and usual choices left out."""
        found: dict[str, object] = {name: self.text(name) for name in TEXTS}
        found |= {
            "sex": str(self.sex.value() or ""), "relation": self.relation.value(), "blood": self.blood.value(),
            "allergies": list(self.allergies.value()), "conditions": list(self.conditions.value()),
        }  # fmt: skip
        return {name: value for name, value in found.items() if value}

    def put_back(self, typed: dict[str, object]) -> None:
        for name, box in self.texts.items():
            if isinstance(box, ComboBox):
                box.set_value(typed.get(name) or None)
            else:
                box.setText(str(typed.get(name, "")))
        sex = str(typed.get("sex", ""))
        self.sex.set_value(Sex(sex) if sex in set(Sex) else None)
        self.relation.set_value(typed.get("relation"))
        self.blood.set_value(typed.get("blood"))
        self.allergies.set_value(_texts(typed.get("allergies")))
        self.conditions.set_value(_texts(typed.get("conditions")))
        self.asked.set_value(AllergiesAsked.KNOWN if self.allergies.value() else AllergiesAsked.NOT_ASKED)
        if not typed:
            self.documents.clear()
            self.large_print.setChecked(False)
        for field in self.fields.values():
            field.clear_error()
        self.match.clear()

    def _told(self, allergies: object) -> None:
        if allergies:
            self.asked.set_value(AllergiesAsked.KNOWN)

    def _doubt_abha(self) -> None:
        if is_doubtful_abha(self.text("abha_number")):
            self.fields["abha_number"].set_warning(_("Look at the digits once more. They may be mistyped."))

    def _papers_fault(self) -> str | None:
        return self.documents.finish()

    def _fault(self, name: str) -> str | None:
        try:
            self.read(name)
        except Refused as refused:
            return _(refused.reason)
        return None


def _allergy(text: str) -> NewAllergy:
    """Penicillin: rash"""
    substance, _colon, reaction = text.partition(":")
    return NewAllergy(substance.strip(), reaction.strip() or None)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, (list, tuple)) else ()
