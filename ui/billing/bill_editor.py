from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.billing.bill import BillState, BillView
from app.people.card import PatientCard
from models.vocabulary import PaymentMethod
from ui.billing.lines_card import LinesCard
from ui.billing.pay_card import PayCard
from ui.billing.shares_card import SharesCard
from ui.billing.sums_card import SumsCard
from ui.billing.wording import state_pill
from ui.kit.avatar import Avatar
from ui.kit.button import Button
from ui.kit.card import Card, Scroll
from ui.kit.label import Label
from ui.kit.pill import Chip
from ui.speech import _, words
from ui.tools import Tools

SIDE = 384


class BillEditor(QWidget):
    """One bill: lines and sums on the left, who pays and how on the right, the main button pinned below.

    Signals:
        pay_wanted, later_wanted, cancel_wanted, reprint_wanted: a button was pressed.
    """

    pay_wanted = Signal()
    later_wanted = Signal()
    cancel_wanted = Signal()
    reprint_wanted = Signal()

    def __init__(self, tools: Tools, may_approve: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(12)
        self.lines, self.sums = LinesCard(), SumsCard(may_approve)
        left.addWidget(self._head())
        left.addWidget(self.lines, 1)
        left.addWidget(self.sums)
        row.addLayout(left, 1)
        row.addWidget(self._side())

    def _head(self) -> Card:
        card = Card(pad=12)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.avatar = Avatar("", 44)
        row.addWidget(self.avatar)
        column = QVBoxLayout()
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(10)
        self.name, self.about = Label("", "screen"), Label("", "meta", "text2")
        line.addWidget(self.name)
        line.addWidget(self.about)
        line.addStretch(1)
        column.addLayout(line)
        self.chip = Chip()
        column.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)
        right = QVBoxLayout()
        right.setSpacing(4)
        self.number, self.at = Label("", "strong"), Label("", "meta", "text2")
        for label in (self.number, self.at):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            right.addWidget(label)
        row.addLayout(right)
        card.add(row)
        return card

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        scroll = Scroll(12)
        self.shares, self.pay = SharesCard(), PayCard()
        self.pay.changed.connect(self._word_button)
        scroll.add(self.shares)
        scroll.add(self.pay)
        scroll.body.addStretch(1)
        column.addWidget(scroll, 1)
        self.take = Button(_("Take payment"), "primary", icon="printer", key="F9", size="large")
        self.take.clicked.connect(self.pay_wanted)
        column.addWidget(self.take)
        below = QHBoxLayout()
        below.setSpacing(8)
        self.later, self.cancel = Button(_("Save, pay later")), Button(_("Cancel bill"), icon="x")
        self.later.clicked.connect(self.later_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        below.addWidget(self.later, 1)
        below.addWidget(self.cancel, 1)
        column.addLayout(below)
        return side

    def show_bill(self, view: BillView) -> None:
        self._view = view
        card = view.patient
        self.avatar.show_name(card.name)
        self.name.setText(card.name)
        self.about.setText(self._about(card))
        self.chip.show_pill(state_pill(view.state))
        self.number.setText(view.number or _("Number comes when issued"))
        self.at.setText(words().moment(view.issued_at or view.made_at))
        self.lines.show_bill(view)
        self.sums.show_bill(view)
        self.shares.show_bill(view)
        self.pay.show_bill(view)
        self.later.setVisible(view.state is BillState.DRAFT)
        self.cancel.setVisible(view.state in (BillState.DRAFT, BillState.PENDING))
        self._word_button()

    def _about(self, card: PatientCard) -> str:
        age = words().age_short(card.born_on, card.birth_is_estimated, self._tools.today())
        return " · ".join(part for part in (f"{age} {card.sex}".strip(), card.number) if part)

    def _word_button(self) -> None:
        view = getattr(self, "_view", None)
        if view is None:
            return
        if view.state is BillState.CANCELLED:
            self.take.setVisible(False)
            return
        self.take.setVisible(True)
        if view.state is BillState.PAID and view.number:
            self.take.setText(_("Print receipt again"))
            return
        money = self.pay.money()
        if money is None:
            self.take.setText(_("Take payment"))
        elif money.method is PaymentMethod.UPI and not money.reference:
            self.take.setText(_("Take {amount} by UPI and print", amount=words().rupees(money.amount_paise)))
        else:
            self.take.setText(_("Take {amount} and print receipt", amount=words().rupees(money.amount_paise)))
