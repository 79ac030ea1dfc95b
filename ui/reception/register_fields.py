"""The fields of quick registration: what they hold as values, as plain text, and what is wrong with them."""

from collections.abc import Callable
from datetime import date
from typing import ParamSpec, TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.people.alike import Draft
from app.people.details import NewPatient, read_born, read_detail
from app.people.wording import SEXES
from app.refused import Refused
from models.vocabulary import Sex
from ui.kit.choices import Choice, Segmented
from ui.kit.combo import ComboBox
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.reception.match_box import MatchBox
from ui.speech import _

P = ParamSpec("P")
T = TypeVar("T")
NO_PHONE = "0"
"""What the desk types for somebody without a phone."""


class RegisterFields(Form):
    """Who somebody is, in the order the desk asks: mobile first, as it finds the family.

    Signals:
        edited: something that may tell a duplicate was typed.
    """

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.mobile = LineEdit(icon="phone")
        self.mobile.setMaxLength(24)
        self.name = LineEdit()
        self.age = LineEdit()
        self.age.setMaxLength(16)
        self.age.setFixedWidth(72)
        self.sex = Segmented([Choice(sex, _(said)) for sex, said in SEXES.items()], None, _("Sex"))
        self.village = ComboBox(name=_("Village or area"), free=True)
        self.match = MatchBox()
        for name, box in self.boxes().items():
            box.setObjectName(f"register_{name}")
        self._lay_out()
        for line in (self.mobile, self.name, self.age):
            line.textEdited.connect(self.edited)
        self.sex.changed.connect(self.edited)
        self.village.changed.connect(self.edited)
        self.mobile_field.left.connect(self._write_phone)

    def _lay_out(self) -> None:
        no_phone = _("Type 10 digits. No phone? Type 0.")
        self.mobile_field = self.add(
            Field(_("Mobile number"), self.mobile, required=True, check=self._mobile_fault, needed=no_phone)
        )
        self.name_field = self.add(
            Field(
                _("Full name"), self.name, required=True, check=self._name_fault, needed=_("Type the name.")
            )
        )
        self.add_widget(self.match)
        self.age_field = Field(
            _("Age"), self.age, required=True, check=self._age_fault, needed=_("Type the age.")
        )
        self.sex_field = Field(_("Sex"), self.sex)
        self.add_row(self.age_field, self.sex_field, stretches=(0, 1))
        self.village_field = self.add(Field(_("Village or area"), self.village, check=self._village_fault))

    def boxes(self) -> dict[str, QWidget]:
        return {
            "phone": self.mobile, "name": self.name, "born": self.age, "sex": self.sex, "village": self.village,
        }  # fmt: skip

    def field_of(self, name: str | None) -> Field | None:
        """The field a refusal is about."""
        known = {
            "phone": self.mobile_field, "name": self.name_field, "born": self.age_field,
            "born_on": self.age_field, "village": self.village_field,
        }  # fmt: skip
        return known.get(name or "")

    def patient(self) -> NewPatient:
        """What the fields hold. Ask `first_wrong` before."""
        born = read_born(self.age.text(), self._today())
        return NewPatient(
            name=read_detail("name", self.name.text()) or "",
            sex=cast("Sex | None", self.sex.value()) or Sex.UNKNOWN,
            born_on=born.born_on if born else None,
            birth_is_estimated=bool(born and born.estimated),
            phone=self._phone(),
            village=read_detail("village", self._village()),
        )

    def likeness(self) -> Draft:
        """The same of what is typed so far, leaving out what cannot be read yet."""
        born = _or_none(read_born, self.age.text(), self._today())
        return Draft(
            name=self.name.text().strip()
            if _fault(lambda: read_detail("name", self.name.text())) is None
            else "",
            sex=cast("Sex | None", self.sex.value()) or Sex.UNKNOWN,
            born_on=born.born_on if born else None,
            birth_is_estimated=bool(born and born.estimated),
            phone=_or_none(self._phone),
            village=_or_none(read_detail, "village", self._village()),
        )

    def typed(self) -> dict[str, object]:
        """What stands in the fields, as plain values; empty ones left out."""
        found: dict[str, object] = {
            "phone": self.mobile.text(), "name": self.name.text(), "born": self.age.text(),
            "sex": str(self.sex.value() or ""), "village": self._village(),
        }  # fmt: skip
        return {name: value for name, value in found.items() if value}

    def put_back(self, typed: dict[str, object]) -> None:
        self.mobile.setText(str(typed.get("phone", "")))
        self.name.setText(str(typed.get("name", "")))
        self.age.setText(str(typed.get("born", "")))
        sex = str(typed.get("sex", ""))
        self.sex.set_value(Sex(sex) if sex in set(Sex) else None)
        self.village.set_value(typed.get("village") or None)
        for field in self.fields:
            field.clear_error()
        self.match.clear()

    def _village(self) -> str:
        return str(self.village.value() or "")

    def _phone(self) -> str | None:
        text = self.mobile.text().strip()
        return None if text == NO_PHONE else cast("str | None", read_detail("phone", text))

    def _write_phone(self) -> None:
        """98765 43210, once it is whole."""
        phone = _or_none(self._phone)
        if phone and len(phone) == 10:
            self.mobile.setText(f"{phone[:5]} {phone[5:]}")

    def _mobile_fault(self) -> str | None:
        return _fault(self._phone)

    def _name_fault(self) -> str | None:
        return _fault(lambda: read_detail("name", self.name.text()))

    def _age_fault(self) -> str | None:
        return _fault(lambda: read_born(self.age.text(), self._today()))

    def _village_fault(self) -> str | None:
        return _fault(lambda: read_detail("village", self._village()))


def _fault(read: Callable[[], object]) -> str | None:
    """The sentence that says what to do, or nothing."""
    try:
        read()
    except Refused as refused:
        return _(refused.reason)
    return None


def _or_none(read: Callable[P, T | None], *typed: P.args, **more: P.kwargs) -> T | None:
    try:
        return read(*typed, **more)
    except Refused:
        return None
