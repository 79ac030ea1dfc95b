from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.door import Door
from app.people.staff import (
    Staff,
    StaffMember,
    add_staff,
    change_role,
    edit_staff,
    end_role,
    may_let_in,
    see_staff,
)
from app.refused import Refused
from app.words import Said
from models.vocabulary import Role
from ui.aside import Aside
from ui.background import Background
from ui.kit.avatar import initials
from ui.kit.button import Button
from ui.kit.card import ActionBar, Card, Scroll
from ui.kit.dialog import Dialog, Verb, ask
from ui.kit.message import MessageBox
from ui.kit.pill import Pill
from ui.kit.row import Row, RowLook
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState, Shown
from ui.page import KeyHint, Page
from ui.people.staff_form import StaffForm
from ui.roles import role_words
from ui.setup.passwords import NewPasswordField
from ui.speech import _, words
from ui.theme.worn import theme
from ui.tools import Tools


class StaffPage(Page):
    """Who works here: add somebody, change what they may do, let them in again, end a role."""

    told = Signal(float)

    def __init__(
        self, background: Background, tools: Tools, door: Door, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title, self.place = _("Staff"), "staff"
        self._background, self._tools, self._door = background, tools, door
        self._aside = Aside(self)
        self._aside.broke.connect(self._failed)
        self._staff = Staff((), True)
        self._ways: frozenset[UUID] = frozenset()
        self._chosen: StaffMember | None = None
        self._password = ""
        self._build()
        self.told.connect(self._show_progress)

    def keys(self) -> list[KeyHint]:
        return [
            KeyHint("Alt+N", _("Add somebody"), self.add),
            KeyHint("↑ ↓", _("Pick")),
            KeyHint("Ctrl+Return", _("Save")),
        ]

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        self.card = Card(_("Staff"), flush=True)
        new = Button(_("Add somebody"), icon="user-plus", key="Alt N", size="small")
        new.clicked.connect(self.add)
        self.card.head_add(new)
        self.list = RowList(_("Staff"), RowLook(face=36))
        self.list.chosen.connect(self._choose)
        empty = EmptyState("users", _("Nobody yet"), _("People who work here show up in this list."))
        self.shown = Shown(self.list, empty)
        self.card.add(self.shown, 1)
        row.addWidget(self.card, 1)
        row.addWidget(self._side())

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(theme().scaled(488))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.form_card = Card(_("Somebody new"), pad=16)
        self.note = MessageBox("info", "")
        self.note.hide()
        self.form_card.add(self.note)
        actor = self._background.desk.actor
        self.form = StaffForm(actor.grant.role is Role.ADMIN, self._door.weakness, self._door.ways.is_free)
        scroll = Scroll(gap=0)
        scroll.add(self.form)
        scroll.body.addStretch(1)
        self.form_card.add(scroll, 1)
        column.addWidget(self.form_card, 1)
        bar = ActionBar()
        self.end = Button(_("End role"), "danger", icon="user-x")
        self.end.clicked.connect(self._ask_end)
        self.let = Button(_("Let in again"), icon="key")
        self.let.clicked.connect(self._ask_password)
        self.save = Button(_("Add"), "primary", icon="check", key="Ctrl ↵")
        self.save.clicked.connect(self.main_action)
        bar.row.addWidget(self.end)
        bar.row.addWidget(self.let)
        bar.row.addStretch(1)
        bar.row.addWidget(self.save)
        column.addWidget(bar)
        self._show_member(None)
        return side

    # Reading

    def opened(self, **_what: object) -> None:
        self._ask()
        if self._chosen is None:
            self.form.boxes["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if kinds & {"account", "role_grant"}:
            self._ask()

    def _ask(self) -> None:
        self._background.ask(self._arrived, see_staff)

    @Slot(object)
    def _arrived(self, staff: Staff) -> None:
        self._staff = staff
        self._aside.run(self._ways_arrived, lambda: tuple(who.user_id for who in self._door.ways.everybody()))

    @Slot(object)
    def _ways_arrived(self, ways: tuple[UUID, ...]) -> None:
        self._ways = frozenset(ways)
        key = self.list.current_key()
        self.list.show_rows([self._row(one) for one in self._staff.members])
        self.card.set_count(words().number(sum(one.role is not None for one in self._staff.members)))
        self.shown.show_content(bool(self._staff.members))
        if self._chosen is not None:
            fresh = next((one for one in self._staff.members if one.id == self._chosen.id), None)
            if fresh is not None and not self.form.typed():
                self._show_member(fresh)
            self.list.choose(key)
        self._show_note()

    def _row(self, one: StaffMember) -> Row:
        role = _(role_words(one.role)) if one.role else _("No role now")
        facts = [role, _("Room {room}", room=one.room) if one.room else "", one.licence or ""]
        pill = None
        if one.role is None:
            pill = Pill(_("Left"), "neutral")
        elif not one.may_sign:
            pill = Pill(_("Licence missing"), "warn", "alert-triangle")
        elif one.id not in self._ways:
            pill = Pill(_("No way in here"), "neutral", "lock")
        return Row(
            one.id,
            one.name,
            " · ".join(part for part in facts if part),
            initials=initials(one.name),
            pill=pill,
            dim=one.role is None,
        )

    def _choose(self, key: object) -> None:
        member = next((one for one in self._staff.members if one.id == key), None)
        if member is not None:
            self._show_member(member)

    def add(self) -> None:
        """An empty form."""
        self._show_member(None)
        self.form.boxes["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_member(self, member: StaffMember | None) -> None:
        self._chosen = member
        self.form.show_member(member)
        self.form_card.set_title(member.name if member else _("Somebody new"))
        may = member is not None and member.may_change
        self.save.set_words(_("Save") if member else _("Add"))
        self.save.setEnabled(member is None or may)
        has_role = member is not None and member.role is not None
        own = member is not None and member.id == self._background.desk.actor.id
        self.end.setVisible(may and has_role and not own)
        self.let.setVisible(may and has_role and not own)
        if member is not None:
            self.let.set_words(_("Let in again") if member.id in self._ways else _("Give a way in"))
        self._show_note()

    def _show_note(self) -> None:
        text = ("", "")
        if not self._staff.holds_key:
            text = (
                _("Roles cannot be given on this laptop"),
                _("It does not hold the clinic's key. Use the laptop on which the clinic was set up."),
            )
        elif self._chosen is not None and not self._chosen.may_change:
            text = (_("Only an administrator changes this person"), "")
        self.note.show_message("info", *text)
        self.note.setVisible(bool(text[0]))

    # Writing

    def main_action(self) -> None:
        if not self.save.isEnabled() or self.form.first_wrong() is not None:
            return
        role = self.form.chosen_role
        if self._chosen is None:
            self._password = self.form.password.text()
            self._background.ask_or(self._added, self._failed, add_staff, role, self.form.typed())
            return
        typed = self.form.typed()
        if role is not self._chosen.role:
            self._background.ask_or(self._role_is_new, self._failed, change_role, self._chosen.id, role)
        if typed:
            self._background.ask_or(
                self._saved, self._failed, edit_staff, self._chosen.id, self._chosen.seen, typed
            )

    @Slot(object)
    def _added(self, member: StaffMember) -> None:
        password, self._password = self._password, ""
        self._show_member(None)
        role = member.role.value if member.role else ""
        errand = partial(self._door.let_in, member.id, member.name, role, password)
        self._aside.run(self._let_in, errand)
        self.say(_("{name} is added", name=member.name), icon="user-plus")

    @Slot(object)
    def _saved(self, member: StaffMember) -> None:
        self._show_member(member)
        self._show_on_tile(member)
        self.say(_("Saved"))

    @Slot(object)
    def _role_is_new(self, member: StaffMember) -> None:
        role = _(role_words(member.role)) if member.role else ""
        self._show_member(member)
        self._show_on_tile(member)
        self.say(
            _("{name} is {role} now", name=member.name, role=role), detail=_("From their next sign-in on.")
        )

    def _show_on_tile(self, member: StaffMember) -> None:
        ways, role = self._door.ways, member.role.value if member.role else ""
        self._aside.run(self._shown_on_tile, lambda: ways.show_as(member.id, member.name, role))

    @Slot(object)
    def _shown_on_tile(self, _nothing: None) -> None:
        """The tile is seen by whoever signs in next."""

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        sentence = _(error.reason) if isinstance(error, Refused) else ""
        if isinstance(error, Refused) and self.form.show_wrong(error.field, sentence):
            return
        self._background.broke.emit(error)

    # Ways in

    def _ask_password(self) -> None:
        member = self._chosen
        if member is None:
            return
        dialog = Dialog(
            self,
            _("A new password for {name}", name=member.name),
            _("Let them type it themselves. A phone code has to be set up again."),
            (Verb(_("Close"), False), Verb(_("Let in"), True, "primary", "Ctrl ↵")),
            icon="key",
        )
        password = NewPasswordField(
            _("New password"), "new_password", lambda text: self._door.weakness(text, member.name)
        )
        dialog.add(password)
        dialog.add(password.again)
        dialog.accept = lambda _yes: password.is_right() and password.again.is_right()
        dialog.chosen.connect(lambda yes: self._let(member, password.text()) if yes else None)
        dialog.open()

    def _let(self, member: StaffMember, password: str) -> None:
        self._password = password
        self._background.ask_or(self._may_let, self._failed, may_let_in, member.id)

    @Slot(object)
    def _may_let(self, member: StaffMember) -> None:
        password, self._password = self._password, ""
        ways, role = self._door.ways, member.role.value if member.role else ""
        if member.id in self._ways:
            self._aside.run(self._let_in, lambda: ways.vouch(member.id, password))
        else:
            self._aside.run(self._let_in, lambda: ways.add(member.id, member.name, role, password))

    @Slot(object)
    def _let_in(self, problem: Said | None) -> None:
        if problem is not None:
            self.say(_(problem), "warn")
        else:
            self.say(_("They can sign in on this laptop now"), icon="key")
        self._ask()

    def _ask_end(self) -> None:
        member = self._chosen
        if member is not None:
            ask(
                self,
                _("End the role of {name}?", name=member.name),
                _("They cannot sign in any more. What they wrote stays. All records are locked anew."),
                keep=_("Keep"),
                do=_("End role"),
                then=lambda: self._background.ask_or(self._ended, self._failed, end_role, member.id),
                danger=True,
                icon="user-x",
            )

    @Slot(object)
    def _ended(self, member: StaffMember) -> None:
        self._show_member(None)
        self._show_progress(0.0)
        self._aside.run(self._removed, lambda: self._door.ways.remove(member.id, self.told.emit))

    @Slot(float)
    def _show_progress(self, part: float) -> None:
        self.note.show_message(
            "info", _("Locking all records anew"), _("{percent} % done", percent=round(part * 100))
        )
        self.note.show()

    @Slot(object)
    def _removed(self, _nothing: QObject | None) -> None:
        self._show_note()
        self.say(_("The role has ended"), detail=_("Records are locked under a new key."), icon="user-x")
        self._ask()

    # Keeping what is typed

    def draft(self) -> dict[str, object]:
        return dict(self.form.typed()) if self._chosen is None else {}

    def restore(self, kept: dict[str, object]) -> None:
        for name, text in kept.items():
            if name in self.form.boxes:
                self.form.boxes[name].setText(str(text))
