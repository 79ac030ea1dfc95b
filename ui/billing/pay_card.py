from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.billing.bill import BillState, BillView, PaymentShown
from app.billing.pay import Money
from models.vocabulary import PaymentMethod
from ui.billing.wording import METHODS, method_words, state_pill
from ui.kit.card import Card
from ui.kit.choices import Choice, Segmented
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.label import Divider, Label, Note
from ui.kit.money import MoneyBox
from ui.kit.pill import Chip, Pill
from ui.kit.qr_code import QrCode
from ui.speech import _, words

OFFERED = (PaymentMethod.CASH, PaymentMethod.UPI, PaymentMethod.CARD)


class PayCard(Card):
    """How the bill is paid now: method, amount, the code on the screen, and what was taken before.

    Signals:
        changed: method or amount are others now; the page words its main button anew and asks for the code.
        proved: a UPI reference was typed for a payment; carries the PaymentShown and the text.
    """

    changed = Signal()
    proved = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Take payment"), gap=10, parent=parent)
        self._due = 0
        self._unproved: PaymentShown | None = None
        self.chip = Chip()
        self.head_add(self.chip)
        self.method = Segmented(
            [Choice(one, _(METHODS[one][0]), METHODS[one][1]) for one in OFFERED],
            PaymentMethod.CASH,
            _("How it is paid"),
        )
        self.method.changed.connect(self._switch)
        self.add(self.method)
        self.ways = QStackedWidget()
        self.ways.addWidget(self._cash())
        self.ways.addWidget(self._upi())
        self.ways.addWidget(self._card())
        self.add(self.ways)
        self.add(Divider())
        self.history = QVBoxLayout()
        self.history.setSpacing(4)
        self.add(self.history)
        left = QHBoxLayout()
        left.addWidget(Label(_("Left to pay"), "strong"))
        left.addStretch(1)
        self.due = Label("", "vital")
        left.addWidget(self.due)
        self.add(left)

    def _cash(self) -> QWidget:
        page, column = _column()
        self.given = MoneyBox(name=_("Amount taken"))
        self.given.changed.connect(self._given_changed)
        self.given_field = Field(_("Amount taken"), self.given)
        self.change = Label("", "meta", "text2")
        column.addWidget(self.given_field)
        column.addWidget(self.change)
        column.addStretch(1)
        return page

    def _upi(self) -> QWidget:
        page, column = _column()
        row = QHBoxLayout()
        row.setSpacing(14)
        self.code = QrCode(_("UPI code"))
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        facts = QVBoxLayout()
        facts.setSpacing(4)
        self.upi_amount, self.upi_address = Label("", "number"), Label("", "hint", "text2", wrap=True)
        facts.addWidget(self.upi_amount)
        facts.addWidget(self.upi_address)
        self.unproved = Chip()
        self.unproved.show_pill(Pill(_("Not confirmed yet"), "warn", "clock"))
        facts.addWidget(self.unproved, 0, Qt.AlignmentFlag.AlignLeft)
        self.reference = LineEdit(_("12 or last 6 digits"), _("UPI reference"), figures=True)
        self.reference.returnPressed.connect(self._prove)
        self.reference_field = Field(_("UPI reference"), self.reference)
        facts.addWidget(self.reference_field)
        facts.addStretch(1)
        row.addLayout(facts, 1)
        column.addLayout(row)
        column.addWidget(Note(_("Offline: check that the patient's phone shows “Paid”.")))
        return page

    def _card(self) -> QWidget:
        page, column = _column()
        self.slip = LineEdit("", _("Number on the card slip"), figures=True)
        column.addWidget(Field(_("Number on the card slip"), self.slip))
        column.addStretch(1)
        return page

    def show_bill(self, view: BillView) -> None:
        self._due = max(view.due_paise, 0)
        self.chip.show_pill(state_pill(view.state))
        self.due.setText(words().money(self._due))
        self.due.set_colour("dangerText" if self._due else "okText")
        if not self.given.hasFocus():
            self.given.set_paise(self._due or None)
        self._unproved = next((one for one in view.payments if not one.is_proved), None)
        self._show_history(view.payments)
        is_open = view.state is not BillState.CANCELLED and bool(view.lines) and self._due > 0
        self.method.setEnabled(is_open)
        self._switch(self.method.value())

    def show_code(self, text: str | None, address: str = "") -> None:
        self.code.show_text(text or "")
        self.upi_address.setText(
            address if text else _("The clinic has no UPI address yet. Set one under Settings.")
        )

    def money(self) -> Money | None:
        """What would be taken now; None if the amount is missing or wrong."""
        method = self.method.value()
        if not isinstance(method, PaymentMethod):
            return None
        if method is PaymentMethod.CASH:
            paise = self.given.paise()
            return Money(method, min(paise, self._due)) if paise else None
        reference = self.reference.text() if method is PaymentMethod.UPI else self.slip.text()
        return Money(method, self._due, reference.strip() or None) if self._due else None

    def show_problem(self, sentence: str, field: str) -> None:
        target = self.reference_field if field == "reference" else self.given_field
        target.set_error(sentence)
        target.input.setFocus()

    def clear_typed(self) -> None:
        for box in (self.reference, self.slip):
            box.clear()

    def _switch(self, method: object) -> None:
        self.ways.setCurrentIndex(OFFERED.index(method) if method in OFFERED else 0)
        self.upi_amount.setText(words().money(self._due))
        self.changed.emit()

    def _given_changed(self, paise: int | None) -> None:
        back = (paise or 0) - self._due
        self.change.setText(_("Give back {amount}", amount=words().money(back)) if back > 0 else "")
        self.given_field.clear_error()
        self.changed.emit()

    def _prove(self) -> None:
        if self._unproved is not None and self._due == 0:
            self.proved.emit(self._unproved, self.reference.text())

    def _show_history(self, payments: tuple[PaymentShown, ...]) -> None:
        while self.history.count():
            item = self.history.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        for one in payments:
            self.history.addWidget(_payment_line(one))


def _payment_line(one: PaymentShown) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    what = _("{method} taken {time}", method=method_words(one.method), time=words().time(one.taken_at))
    row.addWidget(Label(what, "meta", "text2"))
    if not one.is_proved:
        chip = Chip()
        chip.show_pill(Pill(_("Not confirmed"), "warn", "clock"))
        row.addWidget(chip)
    row.addStretch(1)
    row.addWidget(Label(words().money(one.amount_paise), "meta"))
    return page


def _column() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return page, column
