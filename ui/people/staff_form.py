from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.people.staff import HIGH, ROLES, StaffMember
from app.words import Said
from models.vocabulary import Role
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.kit.money import plain_money
from ui.roles import role_words
from ui.setup.passwords import NewPasswordField
from ui.speech import _

TEXTS = ("name", "name_other", "phone", "qualification", "licence", "council", "room", "fee", "languages")
OF_DOCTORS = ("qualification", "licence", "council", "room", "fee")


class StaffForm(Form):
    """The facts of one person of the staff, new or known.

    Signals:
        role_changed: another role was chosen.
    """

    role_changed = Signal()

    def __init__(
        self,
        gives_high: bool,
        weakness: Callable[[str, str], Said | None],
        is_free: Callable[[str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._weakness, self._is_free = weakness, is_free
        self._of: StaffMember | None = None
        self.boxes = {name: LineEdit("", words) for name, words in _labels().items()}
        for name, box in self.boxes.items():
            box.setObjectName(f"staff_{name}")
        given = [role for role in ROLES if gives_high or role not in HIGH]
        self.role = ComboBox(
            [Choice(role, _(role_words(role))) for role in given], Role.RECEPTIONIST, _("Role")
        )
        self.role.changed.connect(lambda _role: self._follow_role())
        self.by_name: dict[str, Field] = {}
        self._build()
        self.show_member(None)

    def _build(self) -> None:
        self._field("name", required=True, needed=_("Type the name."), check=self._check_name)
        role = Field(_("Role"), self.role)
        self.by_name["role"] = role
        self.add_row(role, self._made("phone"))
        self._field("name_other")
        self.add_row(self._made("licence", hint=_("Needed before a doctor may sign.")), self._made("council"))
        self._field("qualification")
        self.add_row(self._made("room"), self._made("fee"), self._made("languages"))
        self.password = NewPasswordField(
            _("First password"),
            "first_password",
            lambda text: self._weakness(text, self.boxes["name"].text()),
        )
        self.add(self.password)
        self.add(self.password.again)

    def _field(
        self,
        name: str,
        *,
        required: bool = False,
        needed: str = "",
        check: Callable[[], str | None] | None = None,
    ) -> None:
        self.add(self._made(name, required=required, needed=needed, check=check))

    def _made(
        self,
        name: str,
        *,
        required: bool = False,
        needed: str = "",
        hint: str = "",
        check: Callable[[], str | None] | None = None,
    ) -> Field:
        field = Field(
            _labels()[name], self.boxes[name], required=required, needed=needed, hint=hint, check=check
        )
        self.by_name[name] = field
        return field

    def show_member(self, member: StaffMember | None) -> None:
        """Somebody known, or an empty form for somebody new."""
        self._of = member
        for name, text in _texts(member).items():
            self.boxes[name].setText(text)
            self.by_name[name].clear_error()
        self.role.set_value(member.role if member else Role.RECEPTIONIST)
        for field in (self.password, self.password.again):
            field.line.setText("")
            field.clear_error()
            field.setVisible(member is None)
        self.setEnabled(member is None or member.may_change)
        self._follow_role()

    def _follow_role(self) -> None:
        is_doctor = self.chosen_role is Role.DOCTOR
        for name in OF_DOCTORS:
            self.by_name[name].setVisible(is_doctor)
        self.role_changed.emit()

    @property
    def chosen_role(self) -> Role:
        return Role(str(self.role.value()))

    def _check_name(self) -> str | None:
        name = self.boxes["name"].text()
        if self._of is None and not self._is_free(name):
            return _("Somebody of this name signs in here already. Add a second name.")
        return None

    def typed(self) -> dict[str, str]:
        """What was changed: only that is an edit."""
        before = _texts(self._of)
        return {
            name: box.text().strip() for name, box in self.boxes.items() if box.text().strip() != before[name]
        }

    def show_wrong(self, name: str | None, sentence: str) -> bool:
        """Say it beside its field; whether there is one."""
        field = self.by_name.get(name or "")
        if field is None:
            return False
        field.set_error(sentence)
        field.input.setFocus()
        return True


def _labels() -> dict[str, str]:
    return {
        "name": _("Name"),
        "name_other": _("Name in the other script"),
        "phone": _("Phone"),
        "qualification": _("Qualification"),
        "licence": _("Licence number"),
        "council": _("Council"),
        "room": _("Room"),
        "fee": _("Fee, ₹"),
        "languages": _("Languages"),
    }


def _texts(member: StaffMember | None) -> dict[str, str]:
    texts = dict.fromkeys(TEXTS, "")
    if member is None:
        return texts
    for name in TEXTS:
        if name == "fee":
            texts[name] = "" if member.fee_paise is None else plain_money(member.fee_paise)
        else:
            texts[name] = getattr(member, name) or ""
    return texts
