from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.billing.bill import BillState, BillView
from ui.billing.wording import read_discount
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.choices import Choice, Segmented
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.label import Label
from ui.kit.money import NotMoney, plain_money
from ui.speech import _, words


class SumsCard(Card):
    """The reduction on the whole bill with its reason, and what everything comes to.

    Signals:
        reduced: paise off the bill, and why.
        approved: a supervisor agrees to a reduction beyond the limit.
    """

    reduced = Signal(object, str)
    approved = Signal()

    def __init__(self, may_approve: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._may_approve = may_approve
        self._before_discount = 0
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(self._discount(), 1)
        row.addLayout(self._steps())
        row.addLayout(self._total())
        self.add(row)

    def _discount(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.unit = Segmented(
            [Choice("₹", "₹"), Choice("%", "%")], "₹", _("Rupees or percent"), stretch=False
        )
        self.amount = LineEdit("0.00", _("Discount on bill"), figures=True)
        self.amount.setFixedWidth(96)
        self.reason = LineEdit(_("Reason"), _("Reason for the discount"))
        for box in (self.amount, self.reason):
            box.editingFinished.connect(self._tell)
        line.addWidget(self.unit)
        line.addWidget(self.amount)
        line.addWidget(self.reason, 1)
        holder = QWidget()
        line.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(line)
        self.field = Field(_("Discount on bill"), holder)
        self.approve = Button(_("Approve discount"), icon="shield-check", size="small")
        self.approve.clicked.connect(self.approved)
        self.approve.hide()
        column.addWidget(self.field)
        column.addWidget(self.approve, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return column

    def _steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        self._amounts: dict[str, Label] = {}
        for at, (key, name) in enumerate(
            (
                ("gross", _("Items")),
                ("lines", _("Line discount")),
                ("bill", _("Bill discount")),
                ("tax", _("GST inside")),
                ("round", _("Rounding")),
            )
        ):
            grid.addWidget(Label(name, "meta", "text2"), at, 0)
            figure = Label("", "meta")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(figure, at, 1)
            self._amounts[key] = figure
        grid.setRowStretch(9, 1)
        return grid

    def _total(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        self.total = Label("", "number")
        for label in (
            Label(_("Bill total"), "label", "text2"),
            self.total,
            Label(_("Prices include tax"), "hint", "text3"),
        ):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(label)
        self.total.setMinimumWidth(150)
        column.addStretch(1)
        return column

    def show_bill(self, view: BillView) -> None:
        sums = view.sums
        on_lines = sum(line.discount_paise for line in view.lines)
        self._before_discount = sums.gross - on_lines
        shown = {
            "gross": words().money(sums.gross),
            "lines": _minus(on_lines),
            "bill": _minus(view.discount_paise),
            "tax": words().money(sums.cgst + sums.sgst),
            "round": words().money(sums.round_off),
        }
        for key, text in shown.items():
            self._amounts[key].setText(text)
        self.total.setText(words().money(sums.total))
        if not self.amount.hasFocus():
            self.unit.set_value("₹")
            self.amount.setText(plain_money(view.discount_paise) if view.discount_paise else "")
        if not self.reason.hasFocus():
            self.reason.setText(view.discount_reason or "")
        is_draft = view.state is BillState.DRAFT
        for widget in (self.unit, self.amount, self.reason):
            widget.setEnabled(is_draft)
        self.approve.setVisible(view.needs_approval and is_draft and self._may_approve)
        if view.needs_approval and is_draft:
            self.field.set_warning(_("Over the limit: a supervisor has to approve it."))
        else:
            self.field.clear_error()

    def show_error(self, sentence: str) -> None:
        self.field.set_error(sentence)
        self.amount.setFocus()

    def _tell(self) -> None:
        typed = self.amount.text() + ("%" if self.unit.value() == "%" and self.amount.text() else "")
        try:
            paise = read_discount(typed, self._before_discount)
        except NotMoney as wrong:
            self.field.set_error(str(wrong))
            return
        if paise and not self.reason.text().strip():
            self.field.set_hint(_("Say why the bill is reduced."))
            return
        self.reduced.emit(paise, self.reason.text())


def _minus(paise: int) -> str:
    return f"−{words().money(paise)}" if paise else words().money(0)
