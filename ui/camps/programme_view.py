from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.camps.lists import camp_kinds
from app.camps.programmes import ProgrammePlan
from ui.kit.button import Button
from ui.kit.card import Card, Scroll
from ui.kit.label import Label, ShortLabel
from ui.kit.pill import Chip, Pill
from ui.speech import _, words


class ProgrammeView(Card):
    """One programme as it is planned.

    Signals:
        edit_wanted, approve_wanted, camp_wanted: a button was pressed.
    """

    edit_wanted = Signal()
    approve_wanted = Signal()
    camp_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.name, self.kind = ShortLabel("", "heading"), ShortLabel("", "meta", "text2")
        self.state = Chip("")
        self.edit = Button(_("Change plan"), icon="pencil", size="small")
        self.approve = Button(_("Approve"), icon="check", size="small")
        self.new_camp = Button(_("New camp"), "primary", icon="tent", key="Ctrl+Return")
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(16)
        self.facts.setVerticalSpacing(8)
        self.facts.setColumnStretch(1, 1)
        head = QHBoxLayout()
        head.setSpacing(8)
        title = QVBoxLayout()
        title.setSpacing(2)
        title.addWidget(self.name)
        title.addWidget(self.kind)
        head.addLayout(title, 1)
        for part in (self.state, self.approve, self.edit):
            head.addWidget(part)
        self.add(head)
        scroll = Scroll()
        scroll.add(self.facts)
        scroll.body.addStretch(1)
        self.add(scroll, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.new_camp)
        self.add(foot)
        for button, signal in (
            (self.edit, self.edit_wanted), (self.approve, self.approve_wanted), (self.new_camp, self.camp_wanted)
        ):  # fmt: skip
            button.clicked.connect(signal)

    def show_plan(self, read: ProgrammePlan, *, may_change: bool, may_plan_camps: bool) -> None:
        plan = read.plan
        kind = camp_kinds().get(plan.type)
        self.name.setText(plan.name)
        self.kind.setText(_(kind.said) if kind else plan.type)
        approved = read.approved_at is not None
        self.state.show_pill(
            Pill(_("Approved"), "ok", "check")
            if approved
            else Pill(_("Not approved yet"), "warn", "hourglass")
        )
        self.approve.setVisible(may_change and not approved)
        self.edit.setEnabled(may_change)
        self.new_camp.setEnabled(may_plan_camps)
        while (item := self.facts.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for at, (word, fact) in enumerate(_facts(read)):
            self.facts.addWidget(Label(word, "label", "text2"), at, 0)
            self.facts.addWidget(Label(fact, "body", wrap=True), at, 1)


def _facts(read: ProgrammePlan) -> list[tuple[str, str]]:
    """What the plan says, without what it leaves open."""
    plan, say = read.plan, words()
    first, last = plan.starts_on, plan.ends_on
    days = " – ".join(say.date(day) for day in (first, last) if day)
    count = say.number(plan.target_count) if plan.target_count else ""
    found = [
        (_("Aim"), plan.objective), (_("For whom"), plan.target_group), (_("How many people"), count),
        (_("Who may come"), plan.eligibility), (_("Days"), days), (_("Sponsor"), plan.sponsor),
        (_("Partners"), plan.partners), (_("Government scheme"), plan.scheme),
        (_("Budget"), say.rupees(plan.budget_paise) if plan.budget_paise is not None else ""),
        (_("Staff needed"), plan.staff_needed),
        (_("Volunteers needed"), "" if plan.volunteers_needed is None else str(plan.volunteers_needed)),
        (_("Equipment needed"), plan.equipment_needed),
        (_("Approved by"), _("{name}, {at}", name=read.approved_by, at=read.approved_at) if read.approved_by else ""),
    ]  # fmt: skip
    return [(word, fact) for word, fact in found if fact]
